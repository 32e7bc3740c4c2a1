"""One item of the branding checklist on a page of its own: its words, and putting it away."""

from __future__ import annotations

import streamlit as st

from netdash import trash
from netdash.moments import day_of, day_words
from netdash.records import BrandingItem, Origin
from netdash.targets import branding
from netdash.targets.screens import branding as branding_list
from netdash.targets.screens import branding_form
from netdash.targets.screens.parts import PAGE, Part, address, back
from netdash.ui import flash, session
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing


def show(visit: Visit, id: str) -> None:
    """Draw the item with the form that changes it. Raises GoneError where there is none with this id."""
    back(Part.BRANDING, "Branding checklist", "target_plan_back")
    item = branding.find(visit.workspace, id)
    st.title(escaped(item.text))
    st.caption(_facts(visit, item))
    drawn = branding_form.BrandingForm(visit, branding_list.items(visit), item)
    if drawn.form.submitted("Save the changes"):
        with flash.errors_shown(drawn.form.settling(), drawn.form.key("conflict")):
            branding_form.save(visit, drawn)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, item)


def _facts(visit: Visit, item: BrandingItem) -> str:
    done = f"done {day_words(day_of(item.done_at, visit.zone), visit.today)}" if item.done_at else "not done yet"
    own = "your own" if item.origin is Origin.OWN else "came with netdash"
    return " · ".join([escaped(item.channel), done, own, *(["archived"] if item.archived else [])])


def _draw_putting_away(visit: Visit, item: BrandingItem) -> None:
    id = item.id
    if branding.reworded(item) and _quiet_button("Reset to its own words", "reset", "restart_alt", id):
        branding.reset(visit.workspace, id)
        flash.say("The item reads again as it came with netdash.", undo=lambda: _put_back(item))
        st.rerun()
    words, icon = ("Bring back", "unarchive") if item.archived else ("Archive", "archive")
    if _quiet_button(words, "archive", icon, id):
        branding.archive(visit.workspace, id, not item.archived)
        undo = lambda: branding.archive(session.opened().workspace, id, item.archived)  # noqa: E731
        flash.say(f"{'Brought back' if item.archived else 'Archived'}: {item.text}", undo=undo)
        st.rerun()
    if branding.deletable(item) and _quiet_button("Delete", "delete", "delete", id):
        gone = branding.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted: {item.text}", undo=undoing(trash.restore, gone))
        st.switch_page(PAGE, query_params=address(Part.BRANDING))


def _put_back(item: BrandingItem) -> None:
    workspace = session.opened().workspace
    now = branding.find(workspace, item.id)
    branding.edit(workspace, now.replace(text=item.text, channel=item.channel))


def _quiet_button(label: str, field: str, icon: str, id: str) -> bool:
    return st.button(label, key=f"target_plan_{field}_{id}", icon=f":material/{icon}:", type="tertiary")

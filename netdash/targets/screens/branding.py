"""The branding checklist, channel by channel, with the page and the form of one item: what to set right first."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from netdash import trash
from netdash.moments import day_of, day_words
from netdash.records import BrandingItem, Origin
from netdash.targets import branding
from netdash.targets.screens.parts import PAGE, Part, address, back
from netdash.ui import flash, lists, session
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing

FORM = "target_plan_branding"


def items(visit: Visit) -> tuple[BrandingItem, ...]:
    """Return the whole checklist, archived items too, put together once a change."""
    return visit.remember(lambda: branding.checklist(visit.workspace.all(BrandingItem)), "branding", BrandingItem)


def show(visit: Visit) -> None:
    """Draw how far it has come, the channels with their items, and the form for one of one's own."""
    found = items(visit)
    whole = branding.progress(found)
    st.markdown("People look you up before they answer. Set right what they find, one channel at a time.")
    st.progress(whole.done / whole.total if whole.total else 0.0, text=f"{whole.words} in all")
    groups = branding.by_channel(found)
    first = next((name for name, of in groups.items() if any(one.done_at is None for one in of)), "")
    for channel, of in groups.items():
        _draw_channel(channel, of, unfolded=channel == first)
    form, key = FORM, "target_plan_branding_form"
    box = folded(visit, "Add an item of your own", form, icon=":material/add:", key=key)
    if box.open:
        with box:
            drawn = BrandingForm(visit, found)
            if drawn.form.submitted("Add the item"):
                add(visit, drawn)
    _draw_archived([one for one in found if one.archived])
    st.caption(f"Source: {escaped(branding.source())}.")


def _draw_channel(channel: str, of: tuple[BrandingItem, ...], *, unfolded: bool) -> None:
    done = branding.progress(of)
    icon = ":material/check_circle:" if done.done == done.total else ":material/radio_button_unchecked:"
    # By its first item: a channel has no id of its own.
    key = f"target_plan_channel_{of[0].id}"
    box = st.expander(f"{escaped(channel)} · {done.words}", unfolded, icon=icon, key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        if channel in branding.notes():
            st.caption(escaped(branding.notes()[channel]))
        for one in of:
            _draw_item(one)


def _draw_item(one: BrandingItem) -> None:
    key = f"target_plan_tick_{one.id}"
    st.session_state[key] = one.done_at is not None
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.checkbox(escaped(one.text), key=key, on_change=_tick, args=(one.id, key), width="stretch", wrap=True)
        if st.button("Edit", key=f"target_plan_edit_{one.id}", type="tertiary"):
            st.switch_page(PAGE, query_params={"item": one.id})


def _draw_archived(archived: list[BrandingItem]) -> None:
    if not archived:
        return
    label, key = f"Archived ({len(archived)})", "target_plan_branding_archived"
    box = st.expander(label, icon=":material/inventory_2:", key=key, on_change="rerun")
    if not box.open:
        return
    with box:
        for one in lists.paged(archived, f"{key}_page"):
            if lists.row(escaped(one.text), escaped(one.channel), "Open", key=f"target_plan_edit_{one.id}"):
                st.switch_page(PAGE, query_params={"item": one.id})
        lists.pager(archived, f"{key}_page")


def _tick(id: str, key: str) -> None:
    done = bool(st.session_state[key])

    def tick() -> None:
        visit = session.opened()
        branding.tick(visit.workspace, id, visit.now, done=done)

    flash.saying_problems(tick)


class BrandingForm:
    """Draws the fields; `item` then makes a record of them, raising what is wrong."""

    def __init__(self, visit: Visit, checklist: Iterable[BrandingItem], item: BrandingItem | None = None) -> None:
        self.form = form = Form(visit, FORM, item)
        hint = "Put the link to your portfolio on top"
        self._text = form.line("What is there to do?", "text", item.text if item else "", placeholder=hint)
        channels = (one.channel for one in checklist)
        self._channel = form.choice_or_new("Channel", "channel", channels, item.channel if item else "")
        form.keep()

    def item(self) -> BrandingItem:
        """Make the record of what is in the form. Raises ValidationError where a field cannot be as it is."""
        fields = {"text": self._text, "channel": self._channel}
        return self.form.made(BrandingItem, fields)


def add(visit: Visit, drawn: BrandingForm) -> None:
    """Add the item in the form and say so."""
    with drawn.form.submitting(BrandingItem) as submission:
        item = drawn.item()
        branding.add(visit.workspace, item)
        submission.say(f"Added to your checklist: {item.text}")


def save(visit: Visit, drawn: BrandingForm) -> None:
    """Save the changed item and say so."""
    with drawn.form.submitting() as submission:
        branding.edit(visit.workspace, drawn.item())
        submission.say("Saved the item.")


def show_item(visit: Visit, id: str) -> None:
    """Draw the item with the form that changes it. Raises GoneError where there is none with this id."""
    back(Part.BRANDING, "Branding checklist", "target_plan_back")
    item = branding.find(visit.workspace, id)
    st.title(escaped(item.text))
    st.caption(_item_facts(visit, item))
    drawn = BrandingForm(visit, items(visit), item)
    if drawn.form.submitted("Save the changes"):
        save(visit, drawn)
    with st.container(horizontal=True), flash.errors_shown():
        _draw_putting_away(visit, item)


def _item_facts(visit: Visit, item: BrandingItem) -> str:
    done = f"done {day_words(day_of(item.done_at, visit.zone), visit.today)}" if item.done_at else "not done yet"
    own = "your own" if item.origin is Origin.OWN else "came with netdash"
    return " · ".join([escaped(item.channel), done, own, *(["archived"] if item.archived else [])])


def _draw_putting_away(visit: Visit, item: BrandingItem) -> None:
    id = item.id
    if branding.is_edited(item) and _quiet_button("Reset to its own words", "reset", "restart_alt", id):
        branding.reset(visit.workspace, id)
        flash.say("The item reads again as it came with netdash.", undo=lambda: _put_back(item))
        st.rerun()
    words, icon = ("Bring back", "unarchive") if item.archived else ("Archive", "archive")
    if _quiet_button(words, "archive", icon, id):
        branding.archive(visit.workspace, id, not item.archived)
        undo = lambda: branding.archive(session.opened().workspace, id, item.archived)  # noqa: E731
        flash.say(f"{'Brought back' if item.archived else 'Archived'}: {item.text}", undo=undo)
        st.rerun()
    if branding.is_deletable(item) and _quiet_button("Delete", "delete", "delete", id):
        gone = branding.delete(visit.workspace, id, visit.now)
        flash.say(f"Deleted: {item.text}", undo=undoing(trash.restore, gone))
        st.switch_page(PAGE, query_params=address(Part.BRANDING))


def _put_back(item: BrandingItem) -> None:
    workspace = session.opened().workspace
    now = branding.find(workspace, item.id)
    branding.edit(workspace, now.replace(text=item.text, channel=item.channel))


def _quiet_button(label: str, field: str, icon: str, id: str) -> bool:
    return st.button(label, key=f"target_plan_{field}_{id}", icon=f":material/{icon}:", type="tertiary")

"""How often to be in touch with everybody who carries a tag: the list, and its forms."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from netdash import rules, trash
from netdash.people import cadence
from netdash.people.screens.cadence import MOST_DAYS
from netdash.records import Cadence, Contact, TagCadence
from netdash.ui import flash, lists
from netdash.ui.forms import Form, folded
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import undoing
from netdash.wording import counted

FORM = "people_tag"


def show(visit: Visit) -> None:
    """Draw the tags with a cadence, folded away until they are wanted."""
    label, icon = "Staying in touch, by tag", ":material/event_repeat:"
    box = folded(visit, label, FORM, icon=icon, key="people_cadences")
    if box.open:
        with box:
            _draw(visit)


def _draw(visit: Visit) -> None:
    rule = rules.of(visit.workspace).stay_in_touch
    usual = cadence.words(Cadence(ideal_days=rule.ideal_days, latest_days=rule.latest_days))
    st.caption(
        f"netdash reminds you of everybody you have met {usual}. Give a tag a pace of its own here; "
        "one person's own, on their page, comes first."
    )
    carried = visit.remember(lambda: cadence.tags(visit.workspace.all(Contact)), "tags", Contact)
    found = cadence.in_order(visit.workspace.all(TagCadence))
    for one in lists.paged(found, "people_cadences_page"):
        _draw_row(visit, one, carried)
    lists.pager(found, "people_cadences_page")
    taken = {one.tag.casefold() for one in found}
    _draw_form(visit, None, [tag for tag in carried if tag.casefold() not in taken])


def _draw_row(visit: Visit, one: TagCadence, carried: Mapping[str, int]) -> None:
    number = next((count for tag, count in carried.items() if tag.casefold() == one.tag.casefold()), 0)
    detail = f"{cadence.words(one.cadence)} · {counted(number, 'person', 'people')}"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        lists.about(f"**{escaped(one.tag)}**", detail)
        change = st.popover("Change", key=f"people_tag_change_{one.id}", on_change="rerun")
        removed = st.button("Remove", key=f"people_tag_remove_{one.id}", type="tertiary")
    if change.open:
        with change:
            _draw_form(visit, one, [])
    if removed:
        with flash.errors_shown():
            gone = cadence.delete(visit.workspace, one, visit.now)
            flash.say(f"Removed the pace of the tag {one.tag}.", undo=undoing(trash.restore, gone))
            st.rerun()


def _draw_form(visit: Visit, old: TagCadence | None, offered: list[str]) -> None:
    form = Form(visit, FORM, old)
    start = old.cadence if old else Cadence(ideal_days=30, latest_days=45)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tag = form.choice_or_new("Tag", "tag", offered) if old is None else old.tag
        ideal = form.number("Ideally after, in days", "ideal", start.ideal_days, 0, MOST_DAYS, counts=old is not None)
        latest = form.number("At the latest after", "latest", start.latest_days, 0, MOST_DAYS, counts=old is not None)
    form.keep()
    st.caption("Zero days: no reminders for this tag.")
    if form.submitted("Save the pace" if old else "Set the pace of this tag", type="secondary"):
        with form.submitting(TagCadence):
            days = Cadence.model_validate({"ideal_days": ideal, "latest_days": latest})
            save = cadence.edit if old else cadence.add
            save(visit.workspace, form.made(TagCadence, {"tag": tag, "cadence": days}))
            flash.say(f"Everybody tagged {tag}: {cadence.words(days)}.")

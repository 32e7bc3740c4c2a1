"""The timeline on a person's page, by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter

import streamlit as st

from netdash.date_style import hour_words
from netdash.follow_up import timeline
from netdash.follow_up.screens import queries, rows
from netdash.follow_up.timeline import EntryKind, TimelineEntry
from netdash.moments import day_words
from netdash.people.screens.directory import directory
from netdash.records import Contact, Trashed
from netdash.ui import layout, lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

ICONS = {
    EntryKind.CONVERSATION: "forum",
    EntryKind.INTRODUCTION: "group_add",
    EntryKind.OPPORTUNITY: "work",
    EntryKind.PROMISE: "handshake",
    EntryKind.KEPT: "task_alt",
    EntryKind.SENT: "send",
    EntryKind.REPLIED: "mark_email_read",
    EntryKind.UNANSWERED: "do_not_disturb_on",
}
"""Names of Material's."""
WITHOUT_HOUR = (EntryKind.INTRODUCTION, EntryKind.PROMISE)
"""What came up in a conversation, which says when that was."""


def show(visit: Visit, id: str) -> None:
    """Draw everything between the member and a person, the latest first, ten entries at a time."""
    entries = _entries(visit, id)
    with layout.card("Timeline"):
        if not entries:
            st.caption("Nothing yet. What you write and talk about shows here.")
        key = f"people_timeline_{id}"
        show_days(visit, lists.page_of(entries, key))
        lists.pager(entries, key)


def latest(visit: Visit, id: str, most: int) -> tuple[TimelineEntry, ...]:
    """Return the latest entries."""
    return _entries(visit, id)[:most]


def _entries(visit: Visit, id: str) -> tuple[TimelineEntry, ...]:
    def build() -> tuple[TimelineEntry, ...]:
        return timeline.timeline(visit.workspace, id, visit.now, visit.zone, directory(visit).name)

    given = id, queries.begun(visit)
    return visit.remember_this_minute(build, "timeline", *timeline.SOURCE_KINDS, Contact, Trashed, given=given)


def show_days(visit: Visit, entries: Iterable[TimelineEntry]) -> None:
    """Draw entries by day."""
    for day, of_day in groupby(entries, key=attrgetter("on")):
        _draw_day(visit, day, of_day)


def _draw_day(visit: Visit, day: date | None, entries: Iterable[TimelineEntry]) -> None:
    words = day_words(day, visit.today) if day else "some time ago"
    with st.container(gap=None):
        st.caption(f"**{words[:1].upper()}{words[1:]}**")
        for entry in entries:
            _draw_entry(visit, entry)


def _draw_entry(visit: Visit, entry: TimelineEntry) -> None:
    at = f" · {hour_words(entry.at.astimezone(visit.zone))}" if entry.at and entry.kind not in WITHOUT_HOUR else ""
    label, key = f"{escaped(entry.title)}{at}", f"people_timeline_{entry.kind}_{entry.record}"
    # No link, as one to the page of another person would be marked as the page that one is on.
    if lists.quiet_button(label, key, ICONS[entry.kind]):
        rows.go_to(entry.where, "people")
    if entry.details:
        details = "  \n".join(f":small[:gray[{escaped(detail)}]]" for detail in entry.details)
        st.markdown(details, width=layout.TEXT_WIDTH)

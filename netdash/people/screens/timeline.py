"""The timeline on the page of a person, or of a company with the people there, by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
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


def show(visit: Visit, people: Sequence[str], page: str, about: str, number: int = lists.ROWS) -> None:
    """Draw everything between the member and these people, the latest first, so many at a time.

    `about` is the id of the record whose page it stands on, that of `page`.
    """
    entries = _entries(visit, tuple(people))
    with layout.card("Timeline"):
        if not entries:
            st.caption("Nothing yet. What you write and talk about shows here.")
        key = f"{page}_timeline_{about}"
        show_days(visit, lists.page_of(entries, key, number), page)
        lists.pager(entries, key, number)


def latest(visit: Visit, id: str, most: int) -> tuple[TimelineEntry, ...]:
    """Return the latest entries with a person."""
    return _entries(visit, (id,))[:most]


def _entries(visit: Visit, people: tuple[str, ...]) -> tuple[TimelineEntry, ...]:
    """Return the entries with these people, each once; where there are several people, it says with whom."""

    def build() -> tuple[TimelineEntry, ...]:
        name, entries = directory(visit).name, dict[tuple[str, str], TimelineEntry]()
        for id in people:
            for entry in timeline.timeline(visit.workspace, id, visit.now, visit.zone, name):
                details = (" · ".join((name(id), *entry.details[:1])), *entry.details[1:])
                with_whom = replace(entry, details=details) if len(people) > 1 else entry
                entries.setdefault((entry.kind, entry.record), with_whom)
        return tuple(sorted(entries.values(), key=attrgetter("order"), reverse=True))

    given = people, queries.begun(visit)
    return visit.remember_this_minute(build, "timeline", *timeline.SOURCE_KINDS, Contact, Trashed, given=given)


def show_days(visit: Visit, entries: Iterable[TimelineEntry], page: str) -> None:
    """Draw entries by day; what is opened leads back to this page."""
    for day, of_day in groupby(entries, key=attrgetter("on")):
        _draw_day(visit, day, of_day, page)


def _draw_day(visit: Visit, day: date | None, entries: Iterable[TimelineEntry], page: str) -> None:
    words = day_words(day, visit.today) if day else "some time ago"
    with st.container(gap=None):
        st.caption(f"**{words[:1].upper()}{words[1:]}**")
        for entry in entries:
            _draw_entry(visit, entry, page)


def _draw_entry(visit: Visit, entry: TimelineEntry, page: str) -> None:
    at = f" · {hour_words(entry.at.astimezone(visit.zone))}" if entry.at and entry.kind not in WITHOUT_HOUR else ""
    label, key = f"{escaped(entry.title)}{at}", f"people_timeline_{entry.kind}_{entry.record}"
    # No link, as one to the page of another person would be marked as the page that one is on.
    if lists.quiet_button(label, key, ICONS[entry.kind]):
        rows.go_to(entry.where, page)
    if entry.details:
        details = "  \n".join(f":small[:gray[{escaped(detail)}]]" for detail in entry.details)
        st.markdown(details, width=layout.TEXT_WIDTH)

"""The history on the follow-up tracker: a table of what is done, each entry to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from netdash import date_style
from netdash.follow_up import history
from netdash.follow_up.actions import ActionFilter
from netdash.follow_up.history import HistoryEntry
from netdash.follow_up.screens import rows
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Trashed
from netdash.ui import lists, part
from netdash.ui.session import Visit

if TYPE_CHECKING:
    import pyarrow as pa


def entries(visit: Visit) -> tuple[HistoryEntry, ...]:
    """Return the history, the latest entry first, built once a change."""
    workspace = visit.workspace
    build = lambda: history.history(workspace.all(Message), workspace.all(Promise), workspace.all(Meeting))  # noqa: E731
    return visit.remember(build, "done", Message, Promise, Meeting)


def show(visit: Visit, entries: tuple[HistoryEntry, ...], criteria: ActionFilter) -> None:
    """Draw the entries that match a filter in an expander, the latest first."""
    if not entries:
        return
    criteria = replace(criteria, lanes=())  # which are of what is to do
    find = lambda: history.matching(entries, criteria, directory(visit).name)  # noqa: E731
    kinds = Message, Promise, Meeting, Contact, Trashed
    matches = entries if criteria == ActionFilter() else visit.remember(find, "done_found", *kinds, given=criteria)

    draw = lambda visit: _draw(visit, matches)  # noqa: E731
    part.folded_box(visit, f"Done ({len(matches)})", "history", KEY, draw)


KEY, WHAT_WIDTH, WHEN_WIDTH = "follow_up_tracker_done", 260, 200
"""The last two in pixels; on a phone the second column is in sight."""


def _draw(visit: Visit, matches: Sequence[HistoryEntry]) -> None:
    """Draw the entries in a table; each opens the page of its record, where it can be taken back."""
    if not matches:
        st.caption("Nothing done matches. Try fewer letters, or show all.")
        return
    page = lists.page_of(matches, f"{KEY}_page")
    alt = "What is done: what, for whom, and when, the latest first. Press one to open it."
    when = st.column_config.DatetimeColumn(width=WHEN_WIDTH, format=date_style.current().moment_column)
    opened = lists.table(KEY, _table(visit, page), [entry.record.id for entry in page], WHAT_WIDTH, alt, {"When": when})
    lists.pager(matches, f"{KEY}_page")
    if entry := next((entry for entry in page if entry.record.id == opened), None):
        rows.go_to(entry.where, "follow_up_tracker")


def _table(visit: Visit, page: Sequence[HistoryEntry]) -> pa.Table:
    """Return the rows of these entries, built once a change."""
    build = lambda: lists.table_of(  # noqa: E731
        {
            "What": [f"{entry.words} {directory(visit).names(entry.people)}" for entry in page],
            "When": [entry.at.astimezone(visit.zone).replace(tzinfo=None) for entry in page],
        }
    )
    ids = tuple(entry.record.id for entry in page)
    return visit.remember(build, "done_table", Message, Promise, Meeting, Contact, Trashed, given=(ids, visit.zone))

"""The history on the follow-up tracker, each entry to open or take back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from netdash.follow_up import history
from netdash.follow_up.actions import ActionFilter
from netdash.follow_up.history import HistoryEntry
from netdash.follow_up.screens import promise as promise_screen
from netdash.meetings import meetings
from netdash.moments import when_words
from netdash.outreach.screens.message import unsend
from netdash.people.screens.directory import directory
from netdash.records import Contact, Meeting, Message, Promise, Purpose, Trashed
from netdash.ui import lists, part
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


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

    def draw(visit: Visit) -> None:
        for entry in lists.paged(matches, "follow_up_tracker_done_page"):
            _draw(visit, entry)
        if not matches:
            st.caption("Nothing done matches. Try fewer letters, or show all.")

    part.folded_box(visit, f"Done ({len(matches)})", "history", "follow_up_tracker_done", draw)


def _draw(visit: Visit, entry: HistoryEntry) -> None:
    names, when = escaped(directory(visit).names(entry.people)), when_words(entry.at, visit.now, visit.zone)
    record, title = entry.record, f"{escaped(entry.words)} **{names}**"
    if isinstance(record, Message):
        _draw_message(visit, record, title, when)
    elif isinstance(record, Meeting):
        when = meetings.when(record, visit.now, visit.zone)
        if lists.row(title, when, "Open", key=f"follow_up_tracker_open_{record.id}", quiet=True):
            st.switch_page("meeting_log.py", query_params={"meeting": record.id})
    else:
        _draw_promise(visit, record, names, when)


def _draw_promise(visit: Visit, record: Promise, name: str, when: str) -> None:
    key, outcome = f"follow_up_tracker_undo_{record.id}", "Kept" if record.kept else "Did not keep"
    if lists.row(f"{outcome}: **{escaped(record.what)}**", f"to {name} · {when}", "Reopen", key=key, quiet=True):
        promise_screen.reopen(visit, record)


def _draw_message(visit: Visit, record: Message, title: str, when: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        lists.about(title, when)
        button = partial(st.button, type="tertiary", on_click=part.take_press)
        read_pressed = button("Open", key=f"follow_up_tracker_read_{record.id}")
        not_sent = button("Mark as unsent", key=f"follow_up_tracker_undo_{record.id}")
    is_thank_you = record.purpose is Purpose.THANK_YOU and record.meeting is not None
    if read_pressed and is_thank_you:
        query = {"meeting": str(record.meeting), "contact": record.contact}
        st.switch_page("follow_up_tracker.py", query_params=query)
    if read_pressed:
        st.switch_page("outreach.py", query_params={"message": record.id})
    if not_sent:
        unsend(visit, record)

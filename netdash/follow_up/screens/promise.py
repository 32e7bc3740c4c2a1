"""One promise: to whom, since when, by when, and its two ends."""

from __future__ import annotations

import streamlit as st

from netdash.follow_up import promises
from netdash.follow_up.screens import promise_ends
from netdash.meetings import times
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import day_words, when_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Promise
from netdash.ui import flash, lists
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit

PAGE = "follow_up_tracker"


def show(visit: Visit, id: str) -> None:
    """Draw the promise. Raises GoneError where it is not there."""
    promise = visit.workspace.require(Promise, id)
    lists.back("All follow-ups", f"{PAGE}.py", f"{PAGE}_back")
    st.title(escaped(promise.what))
    _draw_to_whom(visit, promise)
    if promise.settled_at is None:
        st.markdown(badge(promises.clock(promise, visit.today)))
        st.caption(f"Promised for {day_words(promise.due_on, visit.today)}.")
        promise_ends.show(visit, id, PAGE, primary=True)
        return
    ended = "Kept" if promise.kept else "Closed as not kept"
    st.success(f"{ended} {when_words(promise.settled_at, visit.now, visit.zone)}.", icon=":material/check:")
    if st.button("Reopen", key=f"{PAGE}_undo_{id}", type="tertiary"):
        with flash.errors_shown():
            promises.reopen(visit.workspace, id)
            st.rerun()


def _draw_to_whom(visit: Visit, promise: Promise) -> None:
    name, person = escaped(directory(visit).name(promise.contact)), directory(visit).find(promise.contact)
    st.markdown(" · ".join(filter(None, (f"To **{name}**", escaped(position_words(person)) if person else ""))))
    with st.container(horizontal=True):
        if promise.contact in directory(visit).present:
            page, icon = "people.py", ":material/person:"
            st.page_link(page, label=f"Open {name}", icon=icon, query_params={"contact": promise.contact})
        meeting = visit.workspace.get(Meeting, promise.meeting) if promise.meeting else None
        if meeting is not None:
            label = f"{KIND_WORDS[meeting.kind]} {times.when(meeting, visit.now, visit.zone)}"
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})

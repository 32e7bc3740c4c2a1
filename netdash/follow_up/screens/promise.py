"""The page of one promise: to whom, since when, by when, and whether it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from netdash.follow_up import promises
from netdash.meetings import meetings
from netdash.moments import day_words, when_words
from netdash.people.contacts import position_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Promise
from netdash.ui import flash, lists, part
from netdash.ui.markdown import badge, escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out
from netdash.wording import counted

PREFIX = "follow_up_tracker"
"""What the keys of its buttons begin with."""


def show(visit: Visit, id: str) -> None:
    """Draw a promise. Raises GoneError where it does not exist."""
    promise = visit.workspace.require(Promise, id)
    lists.back("All follow-ups", "follow_up_tracker.py", f"{PREFIX}_back")
    st.title(escaped(promise.what))
    _draw_person(visit, promise)
    if promise.settled_at is None:
        st.markdown(badge(promises.deadline_of(promise, visit.today)))
        st.caption(f"Promised for {day_words(promise.due_on, visit.today)}.")
        show_settle_buttons(visit, id, PREFIX, primary=True)
        return
    outcome = "Kept" if promise.kept else "Closed as not kept"
    st.success(f"{outcome} {when_words(promise.settled_at, visit.now, visit.zone)}.", icon=":material/check:")
    if st.button("Reopen", key=f"{PREFIX}_undo_{id}", type="tertiary"):
        reopen(visit, promise)


def reopen(visit: Visit, promise: Promise) -> None:
    """Make a settled promise open again, say so with Undo, and draw anew."""
    carry_out(visit.workspace, lambda: promises.reopen(visit.workspace, promise.id), f"Reopened: {promise.what}.")


def _draw_person(visit: Visit, promise: Promise) -> None:
    name, person = escaped(directory(visit).name(promise.contact)), directory(visit).find(promise.contact)
    st.markdown(" · ".join(filter(None, (f"To **{name}**", escaped(position_words(person)) if person else ""))))
    with st.container(horizontal=True):
        if promise.contact in directory(visit).present:
            page, icon = "people.py", ":material/person:"
            st.page_link(page, label=f"Open {name}", icon=icon, query_params={"contact": promise.contact})
        meeting = visit.workspace.get(Meeting, promise.meeting) if promise.meeting else None
        if meeting is not None:
            label = meetings.occasion(meeting, visit.now, visit.zone)
            st.page_link("meeting_log.py", label=label, icon=":material/forum:", query_params={"meeting": meeting.id})


def show_settle_buttons(visit: Visit, id: str, page: str, *, primary: bool = False) -> None:
    """Draw the buttons that settle a promise as kept or not kept."""
    with st.container(horizontal=True):
        show_kept_button(visit, id, page, primary=primary)
        show_not_kept_button(visit, id, page)


def show_kept_button(visit: Visit, id: str, page: str, *, primary: bool = False) -> None:
    """Draw the button that settles a promise as kept."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button("Kept", key=f"{page}_kept_{id}", icon=":material/check:", type=kind, on_click=part.take_press):
        settle(visit, (id,), kept=True)


def show_not_kept_button(visit: Visit, id: str, page: str) -> None:
    """Draw the button that settles a promise as not kept."""
    if st.button("Not kept", key=f"{page}_dropped_{id}", type="tertiary", on_click=part.take_press):
        settle(visit, (id,), kept=False)


def settle(visit: Visit, ids: Sequence[str], *, kept: bool) -> None:
    """Settle promises as kept or not kept, say so, and draw anew."""
    with flash.errors_shown():
        outcome = "kept" if kept else "closed as not kept"
        promise = visit.workspace.require(Promise, ids[0]) if len(ids) == 1 else None
        sentence = f"Promise {outcome}: {promise.what}." if promise else f"{counted(len(ids), 'promise')} {outcome}."
        change = lambda: promises.settle_all(visit.workspace, ids, visit.now, kept=kept)  # noqa: E731
        carry_out(visit.workspace, change, sentence)

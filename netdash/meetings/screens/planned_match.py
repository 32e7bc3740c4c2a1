"""Asking whether a conversation that is logged was the planned one, so that it is recorded there; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time

import streamlit as st

from netdash.meetings import planned_match, results
from netdash.meetings.results import RecordedMeeting
from netdash.moments import MINUTE, moment_at, when_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting, Record
from netdash.ui import flash, session
from netdash.ui.drafting import Submission
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


def ask(
    visit: Visit, form: Form, contacts: Sequence[str], day: date, at: time, minutes: int, *, pressed: bool
) -> tuple[bool, Meeting | None]:
    """Ask where there is such a plan; return whether to save now, and the planned conversation that it was.

    `day` and `at` are when it ended, on the form's clocks, and `minutes` how long it took: maybe past midnight.
    """
    key = f"_{form.key('asking')}"
    ends_at = moment_at(day, at, form.zone)
    planned = None
    if ends_at <= visit.now:
        starts_at = ends_at - minutes * MINUTE
        planned = planned_match.likely_plan(visit.workspace.all(Meeting), contacts, starts_at, ends_at, visit.zone)
    if planned is None:
        st.session_state.pop(key, None)
        return pressed, None
    if pressed:
        st.session_state[key] = planned.id
    if st.session_state.get(key) != planned.id:
        return False, None
    when = when_words(planned.starts_at, visit.now, visit.zone)
    names = escaped(directory(visit).names(planned.contacts))
    st.markdown(f":material/event_note: You planned to talk with **{names}** {when}. Was it the planned one?")
    with st.container(horizontal=True):
        yes = st.button("Yes, record it there", key=form.key("was_planned"), type="primary")
        no = st.button("No, it was another one", key=form.key("was_another"))
    if yes or no:
        st.session_state.pop(key, None)
    return yes or no, planned if yes else None


def record_as_planned(
    visit: Visit, form: Form, submission: Submission, planned: Meeting, logged: Meeting, also: Sequence[Record]
) -> None:
    """Record what is in the form as how the planned conversation went, say so with the way back."""
    refill = form.way_back()
    done = planned_match.record_as_planned(visit.workspace, planned.id, logged, also, visit.today, visit.now)
    submission.then(lambda: say_recorded(visit, done, logged.contacts[0], refill))


def say_recorded(visit: Visit, done: RecordedMeeting, contact: str, refill: Callable[[], None]) -> None:
    """Say that a conversation is recorded, with the way back and the thank-you to somebody in it as the next step."""
    to = {"meeting": done.after.id, "contact": contact}
    write = flash.NextStep("Write the thank-you", "follow_up_tracker.py", to)
    names = directory(visit).names(done.after.contacts)
    flash.say(f"Recorded: {names}.", undo=_taking_back(done, refill), then=write)


def _taking_back(recorded: RecordedMeeting, refill: Callable[[], None]) -> Callable[[], None]:
    """Return the way back from recording a conversation: all as it was; `refill` fills its form again."""

    def take_back() -> None:
        results.undo_record(session.opened().workspace, recorded)
        refill()

    return take_back

"""Logging a conversation: the question whether it was a planned one, recording it there, and undoing that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import streamlit as st

from netdash.meetings import meetings, plans, results
from netdash.meetings.results import MeetingResults, RecordedMeeting
from netdash.moments import MINUTE, moment_at, when_words
from netdash.people.screens.directory import directory
from netdash.records import Meeting
from netdash.ui import flash
from netdash.ui.form_draft import FormUndoMaker
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.session import Visit


def ask(
    visit: Visit, form: Form, contacts: Sequence[str], day: date, at: time, minutes: int, *, pressed: bool
) -> tuple[bool, Meeting | None]:
    """Ask if there is such a plan; return whether to save now, and the planned conversation that it was.

    `day` and `at` are when it ended, in the form's zone, and `minutes` how long it took, maybe past midnight.
    """
    key = f"_{form.key('asking')}"
    ends_at = moment_at(day, at, form.zone)
    planned = None
    if ends_at <= visit.now:
        starts_at = ends_at - minutes * MINUTE
        planned = plans.likely_plan(visit.workspace.all(Meeting), contacts, starts_at, ends_at, visit.zone)
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
        is_planned = st.button("Yes, record it there", key=form.key("was_planned"), type="primary")
        is_another = st.button("No, it was another one", key=form.key("was_another"))
    if is_planned or is_another:
        st.session_state.pop(key, None)
    return is_planned or is_another, planned if is_planned else None


def log(
    form: Form,
    submission: Submission,
    planned: Meeting | None,
    meeting: Meeting,
    meeting_results: MeetingResults,
    *,
    briefly: bool = False,
) -> None:
    """Log what is in a form, or record it as how the planned conversation went, and say so with the next step.

    `briefly`: the form asked for little, and the next step leads to the rest.
    """
    visit, form_undo = form.visit, undo_in_place(form)
    if form.about:  # the form of somebody in particular: the page goes on without them
        submission.then(st.query_params.clear)
    if planned is None:
        records = results.records(meeting, meeting_results, visit.today)
        save = lambda: meetings.log_meeting(visit.workspace, meeting, visit.now, records)  # noqa: E731
        id, added = results.with_added(visit.workspace, save)
        undo = form_undo(lambda workspace: results.undo_added(workspace, added)) if added else None
        submission.then(lambda: _say_logged(visit, meeting, id, undo, briefly=briefly))
        return
    recorded = plans.record_as_planned(visit.workspace, planned.id, meeting, meeting_results, visit.today, visit.now)
    submission.then(lambda: say_recorded(visit, recorded, form_undo, meeting.contacts[0]))


def undo_in_place(form: Form) -> FormUndoMaker:
    """Return what makes an Undo that fills a form for something new again, and opens its address."""
    form_undo, address = form.undo_maker(), {"contact": form.about} if form.about else {}
    return lambda take_back: form_undo(lambda workspace: (take_back(workspace), st.query_params.from_dict(address)))


def _say_logged(visit: Visit, meeting: Meeting, id: str, undo: flash.Undo | None, *, briefly: bool) -> None:
    names, is_to_come = directory(visit).names(meeting.contacts), meeting.ends_at > visit.now
    label, page, query = "Open the conversation" if briefly else "Open", "meeting_log.py", {"meeting": id}
    if not briefly and not is_to_come:
        label, page, query = "Write the thank-you", "follow_up_tracker.py", {**query, "contact": meeting.contacts[0]}
    more = " Add the rest whenever you like." if briefly else ""
    sentence = f"Planned: {names}." if is_to_come else f"Logged: {names}.{more}"
    flash.say(sentence, undo, flash.NextStep(label, page, query))


def say_recorded(visit: Visit, recorded: RecordedMeeting, form_undo: FormUndoMaker, contact: str = "") -> None:
    """Say that a conversation is recorded, with Undo.

    The next step is the thank-you to a contact, where one is named: the conversation's own page has it already.
    """
    query = {"meeting": recorded.after.id, "contact": contact}
    write = flash.NextStep("Write the thank-you", "follow_up_tracker.py", query) if contact else None
    names = directory(visit).names(recorded.after.contacts)
    undo = form_undo(lambda workspace: results.undo_record(workspace, recorded))
    flash.say(f"Recorded: {names}.", undo, write)

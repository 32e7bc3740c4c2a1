"""The form that records a planned conversation as held, with its results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from netdash.meetings import live, results
from netdash.meetings.live import LiveConversation
from netdash.meetings.results import JobHeardOf, MeetingResults
from netdash.meetings.screens.form import ResultFields, draw_hours, hours
from netdash.meetings.screens.planned_match import say_recorded
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.questions.screens import question_picker
from netdash.records import Meeting
from netdash.ui.forms import Form, placeholder
from netdash.ui.session import Visit

MOST_JOBS = 5
FORM = "meeting_log_record"


class RecordingForm:
    """Draws the fields, filled with the notes taken while it was held; `meeting_and_results` makes records of them."""

    def __init__(self, visit: Visit, meeting: Meeting, conversation: LiveConversation | None) -> None:
        self._visit, self._stored = visit, meeting
        self._start = start = _initial_meeting(visit, meeting, conversation)
        self.form = form = Form(visit, FORM, meeting)
        hint = "One thing a line. The thank-you quotes the first."
        learnings = "\n".join(start.learnings)
        self._learnings = form.area("What did you learn?", "learnings", learnings, placeholder=hint)
        self._asked = question_picker.pick(visit, form, start.asked, meeting.questions)
        self._help_offered = form.area("What help did you offer?", "help_offered", start.help_offered, height=90)
        people = placeholder()
        with form.more("When it was, who was there, notes", "people", "notes"):
            self._people = people_picker.pick(visit, form, "Who was there?", "people", meeting.contacts)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                note = ". The thank-you's clock starts here."
                drawn = draw_hours(form, "Ended at", "end", start.ends_at, start.minutes, note, counts=False)
            self._day, self._end, self._minutes = drawn
            form.mind_clock(self._day, self._end)
            self._notes = form.area("Notes", "notes", start.notes)
        with people:
            self._result_fields = ResultFields(visit, form, self._people)
            self._jobs = tuple(self._draw_jobs())
        form.keep()

    def meeting_and_results(self) -> tuple[Meeting, MeetingResults]:
        """Make the meeting and its results of what is in the form.

        Raises ValidationError or InvalidRecordError where a field cannot be as it is.
        """
        starts_at, ends_at = hours(self.form, self._start, self._day, self._end, self._minutes)
        meeting = self._stored.replace(
            updated_at=self.form.base,
            contacts=self._people.ids,
            starts_at=starts_at,
            ends_at=ends_at,
            learnings=[line.strip(" -•\t") for line in self._learnings.splitlines()],
            asked=self._asked,
            help_offered=self._help_offered,
            notes=self._notes,
        )
        return meeting, replace(self._result_fields.results(), opportunities=self._jobs)

    def _draw_jobs(self) -> Iterator[JobHeardOf]:
        """Draw a row for each job heard of and an empty one below, and yield those with a company."""
        for number in range(1, MOST_JOBS + 1):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                label = "Did you hear of a job? At which company?" if number == 1 else f"Company {number}"
                company = self.form.line(label, f"heard_company_{number}", placeholder="Northwind")
                has_job = bool(company.strip())
                role = self.form.line("Role", f"heard_role_{number}", placeholder="Data engineer") if has_job else ""
                teller = self._result_fields.choose_person("Who told you", f"heard_from_{number}") if has_job else ""
            if not has_job:
                return
            yield JobHeardOf(company, role, teller or None)


def _initial_meeting(visit: Visit, meeting: Meeting, conversation: LiveConversation | None) -> Meeting:
    """Return the meeting that the form starts from: with the notes, and an end by now at the latest."""
    if conversation is not None and live.is_for(conversation, meeting):
        return live.finish(conversation, meeting, live.ended_at(conversation, meeting, visit.now))
    if conversation is not None:
        meeting = live.with_notes(conversation, meeting)
    ends_at = max(min(meeting.ends_at, visit.now), meeting.starts_at + timedelta(seconds=1))
    return meeting.model_copy(update={"ends_at": ends_at})


def save(visit: Visit, recording_form: RecordingForm) -> None:
    """Record the conversation in the form as held, and say so.

    A second click finds it recorded and saves nothing.
    """
    with recording_form.form.submitting(name=lambda id: directory(visit).name_or_text(id)) as submission:
        meeting, meeting_results = recording_form.meeting_and_results()
        submission.also += results.records(meeting, meeting_results, visit.today)
        form_undo = recording_form.form.undo_maker()
        recorded = results.record(visit.workspace, meeting, meeting_results, visit.today, visit.now)
        submission.then(lambda: say_recorded(visit, recorded, form_undo))

"""The form that logs or changes a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.meetings import meetings, results
from netdash.meetings.meetings import KIND_WORDS
from netdash.meetings.results import MeetingResults, NewPromise, Recommendation
from netdash.meetings.screens import planned_match
from netdash.moments import resolve_moment
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import Selection
from netdash.pitch.screens import pitch_picker
from netdash.questions.screens import question_picker
from netdash.records import Meeting, MeetingKind, MeetingState
from netdash.ui.forms import Form, form_box, placeholder
from netdash.ui.session import Visit

Choice = TypeVar("Choice", bound=StrEnum)

USUAL_MINUTES = 30
SELECT_WIDTH = 182
"""In pixels: beside the minutes on a phone, and wide enough for each kind."""

STATE_WORDS = {
    MeetingState.HELD: "Held",
    MeetingState.PLANNED: "Planned",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.NO_SHOW: "No-show",
}


class MeetingForm:
    """Draws the fields; `meeting_and_results` then makes records of them, raising what is wrong with them."""

    def __init__(self, visit: Visit, meeting: Meeting | None = None, contact: str = "") -> None:
        self._visit, self._stored = visit, meeting
        self.form = form = Form(visit, "meeting_log", meeting, contact or None)
        contacts = meeting.contacts if meeting else (contact,) if contact else ()
        self._people = people_picker.pick(visit, form, "Who did you talk to?", "people", contacts)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            self._draw_time()
            self._kind = self._choose("Kind", "kind", KIND_WORDS, meeting.kind if meeting else next(iter(MeetingKind)))
            self._state = self._choose("State", "state", STATE_WORDS, meeting.state) if meeting else MeetingState.HELD
        form.mind_clock(self._day, self._end)
        self._learnings = form.area(
            "What did you learn?",
            "learnings",
            "\n".join(meeting.learnings) if meeting else "",
            placeholder="One thing a line. The thank-you quotes the first.",
        )
        more = "Questions asked, place, help offered, people recommended, promises, notes"
        with form.more(more, "asked", "place", "help_offered", "recommended", "promise_", "pitch", "notes"):
            self._draw_more()
        form.keep()

    def meeting_and_results(self) -> tuple[Meeting, MeetingResults]:
        """Make the meeting and its results of what is in the form.

        Raises ValidationError or InvalidRecordError where a field cannot be as it is.
        """
        starts_at, ends_at = hours(self.form, self._stored, self._day, self._end, self._minutes)
        fields = {
            "contacts": self._people.ids,
            "kind": self._kind,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "place": self._place,
            "state": self._state,
            "learnings": [line.strip(" -•\t") for line in self._learnings.splitlines()],
            "help_offered": self._help_offered,
            "notes": self._notes,
            "pitch": self._pitch,
            "asked": self._asked,
        }
        meeting = self.form.made(Meeting, fields)
        return meeting, self._result_fields.results()

    def submitted(self) -> tuple[bool, Meeting | None]:
        """Draw the button; return whether to log it now, and the planned conversation that it was, if any."""
        pressed = self.form.submitted("Log the conversation")
        return planned_match.ask(
            self._visit, self.form, self._people.ids, self._day, self._end, self._minutes, pressed=pressed
        )

    def _draw_time(self) -> None:
        ended_at = self._stored.ends_at if self._stored else floor_to_five_minutes(self._visit.now)
        minutes = self._stored.minutes if self._stored else USUAL_MINUTES
        note = ". An end in the future makes it a planned conversation."
        # A day and an hour alone are no conversation, so they make no draft.
        drawn = draw_hours(self.form, "Ended at", "end", ended_at, minutes, note, counts=self._stored is not None)
        self._day, self._end, self._minutes = drawn

    def _draw_more(self) -> None:
        form, stored = self.form, self._stored
        self._asked = question_picker.pick(self._visit, form, stored.asked if stored else ())
        self._place = form.line("Place or link", "place", stored.place if stored else "")
        help_offered = stored.help_offered if stored else ""
        self._help_offered = form.area("What help did you offer?", "help_offered", help_offered, height=90)
        self._result_fields = ResultFields(self._visit, form, self._people)
        self._pitch = pitch_picker.pick(self._visit, form, stored)
        self._notes = form.area("Notes", "notes", stored.notes if stored else "")

    def _choose(self, label: str, field: str, words: dict[Choice, str], start: Choice) -> Choice:
        choices = {choice.value: choice for choice in words}
        labels = {value: words[choice] for value, choice in choices.items()}
        counts = self._stored is not None
        return choices[self.form.choice(label, field, labels, start.value, counts=counts, width=SELECT_WIDTH)]


def draw_hours(
    form: Form, label: str, field: str, at: datetime, minutes: int, note: str = "", *, counts: bool
) -> tuple[date, time, int]:
    """Draw a day, an hour and the minutes; return what is in them. The note stands beside the zone of the hour."""
    at = at.astimezone(form.zone)
    day = form.day("Day", "day", at.date(), counts=counts)
    hour = form.hour(label, field, at.time(), counts=counts, help=f"On the clocks of {form.zone.key}{note}")
    return day, hour, form.number("Minutes", "minutes", max(1, minutes), 1, 1440, counts=counts)


def hours(form: Form, start: Meeting | None, day: date, end: time, minutes: int) -> tuple[datetime, datetime]:
    """Return when a conversation began and ended; `start` is what the fields were filled with."""
    if start is not None and form.started_with("day", "end", "minutes"):
        # An untouched time keeps its seconds, and its side of the hour that comes twice in autumn.
        return start.starts_at, start.ends_at
    ends_at = resolve_moment(day, end, form.zone, form.visit.now)
    return ends_at - timedelta(minutes=minutes), ends_at


def floor_to_five_minutes(moment: datetime) -> datetime:
    """Round a moment down to five minutes."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def show_new(visit: Visit, contact: str, actions: DeltaGenerator, *, unfolded: bool) -> None:
    """Draw the form of a new conversation in a box, and its button among the page's actions.

    It is unfolded where it is about a contact.
    """
    form, key = ("meeting_log", "meeting_log_form")
    if contact:
        form, key, unfolded = f"{form}_{contact}", f"{key}_{contact}", True
    draw, icon = partial(draw_new, visit, contact), ":material/add:"
    form_box(visit, "Log a conversation", form, draw, icon=icon, key=key, unfolded=unfolded, actions=actions)


def draw_new(visit: Visit, contact: str = "") -> None:
    """Draw the form of a new conversation, log what is in it, and say so with the next step.

    `contact` is the id of whom it was with, where that is known; such a form has a draft of its own.
    """
    meeting_form = MeetingForm(visit, contact=contact)
    should_save, planned = meeting_form.submitted()
    if not should_save:
        return
    with meeting_form.form.submitting(Meeting) as submission:
        meeting, meeting_results = meeting_form.meeting_and_results()
        planned_match.log(meeting_form.form, submission, planned, meeting, meeting_results)


def draw_change(visit: Visit, stored: Meeting) -> None:
    """Draw the form that changes a conversation, and save what is in it."""
    meeting_form = MeetingForm(visit, stored)
    if not meeting_form.form.submitted("Save the changes"):
        return
    with meeting_form.form.submitting(name=lambda id: directory(visit).name_or_text(id)) as submission:
        meeting, meeting_results = meeting_form.meeting_and_results()
        records = results.records(meeting, meeting_results, visit.today, meeting_form.form.token)
        submission.also += records
        meetings.edit_meeting(visit.workspace, meeting, visit.now, records)
        submission.say("Saved the conversation.")


MOST_PROMISES = 10
USUAL_PROMISE = timedelta(days=3)


class ResultFields:
    """Draws the fields for recommendations and promises; `results` makes what they say."""

    def __init__(self, visit: Visit, form: Form, people: Selection) -> None:
        self._visit, self._form, self._people = visit, form, people
        self._recommended = people_picker.pick(
            visit,
            form,
            "Who did they recommend?",
            "recommended",
            holds="recommended",
            help="Each becomes one of your people, introduced by whom you talked to.",
            earlier=people,
        )
        with placeholder():
            self._introducer = self.choose_person("Recommended by", "introducer") if self._recommended.ids else ""
        with placeholder():
            self._promises = list(self._draw_promises())

    def results(self) -> MeetingResults:
        """Return who is new, the recommendations and the promises. Raises ValidationError for a name that is none."""
        newcomers = {newcomer.id: newcomer for newcomer in (*self._people.newcomers, *self._recommended.newcomers)}
        return MeetingResults(
            tuple(newcomer.contact() for newcomer in newcomers.values()),
            tuple(Recommendation(contact, self._introducer) for contact in self._recommended.ids),
            tuple(NewPromise(to_contact, what, due_on) for what, due_on, to_contact in self._promises),
        )

    def _draw_promises(self) -> Iterator[tuple[str, date, str]]:
        """Draw a row for each promise and an empty one below, and yield the filled ones."""
        for number in range(1, MOST_PROMISES + 1):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                label = "What did you promise?" if number == 1 else f"Promise {number}"
                what = self._form.line(label, f"promise_{number}", placeholder="Send the article")
                usual = self._visit.today + USUAL_PROMISE
                due_on = self._form.day("By", f"promise_due_{number}", usual, counts=False)
                to_contact = self.choose_person("To", f"promise_to_{number}") if what.strip() else ""
            if not what.strip():
                return
            yield what, due_on, to_contact

    def choose_person(self, label: str, field: str) -> str:
        """Ask which of the people it was, if there are several."""
        ids = self._people.ids
        if len(ids) < 2:
            return ids[0] if ids else ""
        new_names = {newcomer.id: newcomer.name for newcomer in self._people.newcomers}
        words = {id: new_names.get(id) or directory(self._visit).name(id) for id in ids}
        return self._form.choice(label, field, words, ids[0], counts=False, width=230)

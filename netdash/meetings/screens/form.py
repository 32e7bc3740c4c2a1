"""The form that logs a conversation, or changes one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid5

import streamlit as st

from netdash.errors import InvalidRecordError
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS
from netdash.meetings.results import NewPromise, Recommendation
from netdash.meetings.screens import planned_match
from netdash.moments import moment_by
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.people.screens.people_picker import Picked
from netdash.pitch.screens import used
from netdash.questions.screens import question_picker
from netdash.records import Contact, Introduction, Meeting, MeetingKind, MeetingState, Promise, Record
from netdash.ui import flash
from netdash.ui.forms import Form, room
from netdash.ui.session import Visit

Choice = TypeVar("Choice", bound=StrEnum)

USUAL_MINUTES = 30
SELECT_WIDTH = 205

STATE_WORDS = {
    MeetingState.HELD: "Held",
    MeetingState.PLANNED: "Planned",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.NO_SHOW: "No-show",
}


class MeetingForm:
    """Draws the fields; `logged` then makes records of them, raising what is wrong with them."""

    def __init__(self, visit: Visit, meeting: Meeting | None = None) -> None:
        self._visit, self._old = visit, meeting
        self.form = form = Form(visit, "meeting_log", meeting)
        already = meeting.contacts if meeting else ()
        self._people = people_picker.pick(visit, form, "Who did you talk to?", "people", already)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            self._draw_time()
            self._kind = self._choose("Kind", "kind", KIND_WORDS, meeting.kind if meeting else next(iter(MeetingKind)))
            held = MeetingState.HELD
            self._state = self._choose("State", "state", STATE_WORDS, meeting.state) if meeting else held
        form.mind_clock(self._day, self._end)
        self._learned = form.area(
            "What did you learn?",
            "learnings",
            "\n".join(meeting.learnings) if meeting else "",
            placeholder="One thing a line. The thank-you quotes the first.",
        )
        more = "Questions asked, place, help offered, people recommended, promises, notes"
        with st.expander(more, icon=":material/more_horiz:", key=form.key("more")):
            self._draw_more()
        form.keep()

    def logged(self) -> tuple[Meeting, list[Record]]:
        """Make records of what is in the form: the conversation, and what goes with it.

        Raises ValidationError or InvalidRecordError where a field cannot be as it is.
        """
        starts_at, ends_at = self._hours()
        fields = {
            "contacts": self._people.ids,
            "kind": self._kind,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "place": self._place,
            "state": self._state,
            "learnings": [line.strip(" -•\t") for line in self._learned.splitlines()],
            "help_offered": self._help_offered,
            "notes": self._notes,
            "pitch": self._pitch,
            "asked": self._asked,
        }
        meeting = self.form.made(Meeting, fields)
        return meeting, [*self._people.contacts(), *self._extras.records(meeting)]

    def _hours(self) -> tuple[datetime, datetime]:
        if self._old is not None and self.form.started_with("day", "end", "minutes"):
            # What nobody touched keeps its seconds, and its side of the hour that comes twice in autumn.
            return self._old.starts_at, self._old.ends_at
        ends_at = moment_by(self._day, self._end, self.form.zone, self._visit.now)
        return ends_at - timedelta(minutes=self._minutes), ends_at

    def wanted(self) -> tuple[bool, Meeting | None]:
        """Draw the button that logs it; tell whether to do so now, and of which planned conversation it was."""
        pressed = self.form.submitted("Log the conversation")
        ended = self._day, self._end, self._minutes
        return planned_match.ask(self._visit, self.form, self._people.ids, *ended, pressed=pressed)

    def _draw_time(self) -> None:
        form, old = self.form, self._old
        ended = (old.ends_at if old else five_minutes_down(self._visit.now)).astimezone(form.zone)
        # A day and an hour alone are no conversation, so they make no draft.
        counts = old is not None
        self._day = form.day("Day", "day", ended.date(), counts=counts)
        clocks = f"On the clocks of {form.zone.key}. An end to come makes it a planned conversation."
        end = ended.time().replace(second=0, microsecond=0, fold=0)
        self._end = form.hour("Ended at", "end", end, counts=counts, help=clocks)
        minutes = max(1, old.minutes) if old else USUAL_MINUTES
        self._minutes = form.number("Minutes", "minutes", minutes, 1, 1440, counts=counts)

    def _draw_more(self) -> None:
        form, old = self.form, self._old
        self._asked = question_picker.pick(self._visit, form, old.asked if old else ())
        self._place = form.line("Place or link", "place", old.place if old else "")
        offered = old.help_offered if old else ""
        self._help_offered = form.area("What help did you offer?", "help_offered", offered, height=90)
        self._extras = Extras(self._visit, form, self._people)
        self._pitch = used.choose(self._visit, form, old)
        self._notes = form.area("Notes", "notes", old.notes if old else "")

    def _choose(self, label: str, field: str, words: dict[Choice, str], start: Choice) -> Choice:
        by_value = {choice.value: choice for choice in words}
        said = {value: words[choice] for value, choice in by_value.items()}
        counts = self._old is not None
        return by_value[self.form.choice(label, field, said, start.value, counts=counts, width=SELECT_WIDTH)]


def five_minutes_down(moment: datetime) -> datetime:
    """Return the last full five minutes up to a moment."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def save_new(visit: Visit, drawn: MeetingForm, of_plan: Meeting | None = None) -> None:
    """Log the conversation in the form, say so with the next step, and empty the form."""
    with drawn.form.submitting(Meeting) as submission:
        meeting, also = drawn.logged()
        if of_plan is not None:
            planned_match.record_as_planned(visit, drawn.form, submission, of_plan, meeting, also)
        else:
            id = meetings.log_meeting(visit.workspace, meeting, visit.now, also)
            submission.then(lambda: _say_logged(visit, meeting, id))


def _say_logged(visit: Visit, meeting: Meeting, id: str) -> None:
    planned = meeting.ends_at > visit.now
    contact = meeting.contacts[0]
    write = flash.NextStep("Write the thank-you", "follow_up_tracker.py", {"meeting": id, "contact": contact})
    look = flash.NextStep("Open it", "meeting_log.py", {"meeting": id})
    names = directory(visit).names(meeting.contacts)
    flash.say(f"{'Planned' if planned else 'Logged'}: {names}.", then=look if planned else write)


def save_changes(visit: Visit, drawn: MeetingForm) -> None:
    """Save the changed conversation and say so."""
    with drawn.form.submitting(name=directory(visit).name_or_text) as submission:
        meeting, also = drawn.logged()
        submission.also += also
        meetings.edit_meeting(visit.workspace, meeting, visit.now, also)
        submission.say("Saved the conversation.")


MOST_PROMISES = 10
USUAL_PROMISE = timedelta(days=3)


class Extras:
    """Draws the two fields; `records` makes what they say."""

    def __init__(self, visit: Visit, form: Form, people: Picked) -> None:
        self._visit, self._form, self._people = visit, form, people
        self._recommended = people_picker.pick(
            visit,
            form,
            "Who did they recommend?",
            "recommended",
            help="Each becomes one of your people, introduced by whom you talked to.",
            after=people,
        )
        with room():
            self._introducer = self.choose_person("Recommended by", "introducer") if self._recommended.ids else ""
        with room():
            self._promises = list(self._draw_promises())

    def records(self, meeting: Meeting) -> Iterator[Record]:
        """Make the new contacts, the introductions and the promises of a conversation."""
        known = {newcomer.id for newcomer in self._people.newcomers}
        yield from (newcomer for newcomer in self._recommended.contacts() if newcomer.id not in known)
        for contact in self._recommended.ids:
            if contact == self._introducer:
                raise InvalidRecordError("Somebody cannot recommend themselves: take them out of one of the fields.")
            id = uuid5(UUID(self._form.token), f"introduction:{contact}").hex
            yield Introduction(id=id, by_contact=self._introducer, to_contact=contact, meeting=meeting.id)
        for number, (what, due_on, to_contact) in enumerate(self._promises):
            id = uuid5(UUID(self._form.token), f"promise:{number}").hex
            yield Promise(id=id, contact=to_contact, meeting=meeting.id, what=what, due_on=due_on)

    def brought(self) -> tuple[list[Contact], tuple[Recommendation, ...], tuple[NewPromise, ...]]:
        """Return who is new, who was recommended by whom, and what was promised. Raises as `records` does."""
        known = {newcomer.id: newcomer for newcomer in (*self._people.newcomers, *self._recommended.newcomers)}
        recommended = tuple(Recommendation(contact, self._introducer) for contact in self._recommended.ids)
        promised = tuple(NewPromise(to_contact, what, due_on) for what, due_on, to_contact in self._promises)
        return [newcomer.contact() for newcomer in known.values()], recommended, promised

    def _draw_promises(self) -> Iterator[tuple[str, date, str]]:
        """Draw a row for each promise and an empty one below, and yield those that say something."""
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
        """Ask which of the people it was, where there are several."""
        ids = self._people.ids
        if len(ids) < 2:
            return ids[0] if ids else ""
        new = {one.id: one.name for one in self._people.newcomers}
        words = {id: new.get(id) or directory(self._visit).name(id) for id in ids}
        return self._form.choice(label, field, words, ids[0], counts=False, width=230)

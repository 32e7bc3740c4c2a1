"""The form that logs a conversation, or changes one."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from netdash import meetings
from netdash.meetings import KIND_WORDS
from netdash.moments import moment_at
from netdash.records import Meeting, MeetingKind, MeetingState, Record
from netdash.ui import flash, people_picker
from netdash.ui.forms import Form
from netdash.ui.meeting_extras import Extras
from netdash.ui.session import Visit

Choice = TypeVar("Choice", bound=StrEnum)

USUAL_MINUTES = 30

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
        self._learned = form.area(
            "What did you learn?",
            "learnings",
            "\n".join(meeting.learnings) if meeting else "",
            placeholder="One thing a line. The thank-you quotes the first.",
        )
        more = "Place, help offered, people recommended, promises, notes"
        with st.expander(more, icon=":material/more_horiz:", key=form.key("more")):
            self._draw_more()
        form.keep()

    def logged(self) -> tuple[Meeting, list[Record]]:
        """Make records of what is in the form: the conversation, and what goes with it.

        Raises ValidationError or InvalidRecordError where a field cannot be as it is.
        """
        ends_at = moment_at(self._day, self._end, self._visit.zone)
        fields = {
            "contacts": self._people.ids,
            "kind": self._kind,
            "starts_at": ends_at - timedelta(minutes=self._minutes),
            "ends_at": ends_at,
            "place": self._place,
            "state": self._state,
            "learnings": [line.strip(" -•\t") for line in self._learned.splitlines()],
            "help_offered": self._help_offered,
            "notes": self._notes,
        }
        if self._old is None:
            meeting = Meeting.model_validate({"id": self.form.token, **fields})
        else:
            meeting = self._old.replace(updated_at=self.form.base, **fields)
        return meeting, [*self._people.newcomers, *self._extras.records(meeting)]

    def settle_conflict(self, keep: Record | None) -> None:
        """Keep this version, with the people and promises typed along with it, or the stored one (None)."""
        self.form.settle_conflict(keep, () if keep is None else self.logged()[1])

    def _draw_time(self) -> None:
        form, old = self.form, self._old
        ended = (old.ends_at if old else _five_minutes_down(self._visit.now)).astimezone(self._visit.zone)
        # A day and an hour alone are no conversation, so they make no draft.
        day_key = form.field("day", ended.date(), counts=old is not None)
        self._day = st.date_input("Day", form.now(day_key), key=day_key, format="YYYY-MM-DD", width=150)
        end_key = form.field("end", ended.time().replace(second=0, microsecond=0), counts=old is not None)
        clocks = f"On the clocks of {self._visit.zone.key}. An end to come makes it a planned conversation."
        self._end = st.time_input("Ended at", form.now(end_key), key=end_key, step=300, help=clocks, width=130)
        minutes_key = form.field("minutes", old.minutes if old else USUAL_MINUTES, counts=old is not None)
        self._minutes = st.number_input("Minutes", 1, 1440, form.now(minutes_key), step=5, key=minutes_key, width=130)

    def _draw_more(self) -> None:
        form, old = self.form, self._old
        place_key = form.field("place", old.place if old else "")
        self._place = st.text_input("Place or link", form.now(place_key), key=place_key, live=True)
        offered = old.help_offered if old else ""
        self._help_offered = form.area("What help did you offer?", "help_offered", offered, height=90)
        self._extras = Extras(self._visit, form, self._people)
        self._notes = form.area("Notes", "notes", old.notes if old else "")

    def _choose(self, label: str, field: str, words: dict[Choice, str], start: Choice) -> Choice:
        by_value = {choice.value: choice for choice in words}
        key = self.form.field(field, start.value, counts=self._old is not None)
        place = self.form.place(key, list(by_value))
        value = st.selectbox(
            label, list(by_value), place, format_func=lambda one: words[by_value[one]], key=key, width=205
        )
        return by_value[value]


def _five_minutes_down(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def save_new(visit: Visit, drawn: MeetingForm) -> None:
    """Log the conversation in the form, say so with the next step, and empty the form."""
    if drawn.form.just_saved:  # the second click of a double click
        return
    meeting, also = drawn.logged()
    with drawn.form.saving():
        id = meetings.log_meeting(visit.workspace, meeting, visit.now, also)
    planned = meeting.ends_at > visit.now
    names = visit.directory.names(meeting.contacts)
    flash.say(
        f"{'Planned' if planned else 'Logged'}: {names}.",
        then=flash.NextStep("Open it", "meeting_log.py", {"meeting": id})
        if planned
        else flash.NextStep(
            "Write the thank-you", "follow_up_tracker.py", {"meeting": id, "contact": meeting.contacts[0]}
        ),
    )
    st.rerun()


def save_changes(visit: Visit, drawn: MeetingForm) -> None:
    """Save the changed conversation and say so."""
    meeting, also = drawn.logged()
    with drawn.form.saving():
        meetings.edit_meeting(visit.workspace, meeting, also)
    flash.say("Saved the conversation.")
    st.rerun()

"""The form that plans a conversation or changes its plan."""

from __future__ import annotations

from datetime import datetime, time

import streamlit as st

from netdash import rules
from netdash.meetings import agenda, meetings, plans, preparation
from netdash.meetings.meetings import KIND_WORDS
from netdash.meetings.screens import plan_questions
from netdash.moments import DAY, MINUTE, check_time, day_of, moment_at, zone_words
from netdash.people.contacts import position_words
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.pitch.screens import pitch_picker
from netdash.questions.screens import facts
from netdash.records import Contact, Meeting, MeetingKind, MeetingState, Record, Research, Resume, Target
from netdash.ui import flash
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

USUAL_HOUR = time(10)
RESUME_WORDS = {"": "Not settled yet"} | {resume.value: words for resume, words in preparation.RESUME_WORDS.items()}
RESEARCH = {
    "company": ("The company", "What it does, for whom, what was in its news lately"),
    "person": ("The person", "Their path, what they write or build, what you share"),
    "job": ("The job description", "Which of its lines you can speak to"),
}


class PlanForm:
    """Draws the fields; `meeting_and_newcomers` then makes records of them, raising what is wrong with them."""

    def __init__(self, visit: Visit, meeting: Meeting | None = None, contact: str = "") -> None:
        self._visit, self._stored = visit, meeting
        self.form = form = Form(visit, "plan", meeting, about=contact or None)
        contacts = meeting.contacts if meeting else (contact,) if contact else ()
        self._people = people_picker.pick(visit, form, "Who will you talk to?", "people", contacts)
        self._draw_time()
        with placeholder():
            self._draw_times()
        st.subheader("Your questions")
        questions = meeting.questions if meeting else [question.id for question in facts.current_questions(visit)]
        with placeholder():
            self._questions = plan_questions.pick(visit, form, questions, self._minutes, self._people.ids)
        st.subheader("Your research")
        with placeholder():
            self._research = self._draw_research(meeting.research if meeting else Research())
        st.subheader("What you bring")
        self._draw_materials()
        form.keep()

    def meeting_and_newcomers(self) -> tuple[Meeting, list[Record]]:
        """Make records of what is in the form: the conversation, and new people.

        Raises ValidationError where a field cannot be as it is, InvalidRecordError at a time that the clocks skip.
        """
        starts_at, ends_at = self._hours()
        if self._stored is None or starts_at != self._stored.starts_at:
            check_time(self._day, self._start, self.form.zone)
        fields = {
            "contacts": self._people.ids,
            "kind": self._kind,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "place": self._place,
            "their_zone": self._their_zone,
            "questions": self._questions,
            "research": self._research,
            "pitch": self._pitch,
            "resume": self._resume or None,
            "notes": self._notes,
        }
        state = self._stored.state if self._stored else MeetingState.PLANNED
        meeting = self.form.made(Meeting, {**fields, "state": state})
        return meeting, [*self._people.contacts()]

    def _hours(self) -> tuple[datetime, datetime]:
        if self._stored is not None and self.form.started_with("day", "start", "minutes"):
            # An untouched time keeps its seconds, and its side of the hour that comes twice in autumn.
            return self._stored.starts_at, self._stored.ends_at
        starts_at = moment_at(self._day, self._start, self.form.zone)
        return starts_at, starts_at + self._minutes * MINUTE

    def _draw_time(self) -> None:
        form, stored, visit = self.form, self._stored, self._visit
        default = moment_at(day_of(visit.now, form.zone) + DAY, USUAL_HOUR, form.zone)
        local = (stored.starts_at if stored else default).astimezone(form.zone)
        # A day and an hour alone are no plan, so they make no draft.
        counts = stored is not None
        with st.container(horizontal=True, vertical_alignment="bottom"):
            self._day = form.day("Day", "day", local.date(), counts=counts)
            at = local.time().replace(second=0, microsecond=0, fold=0)
            clocks = f"On the clocks of {form.zone.key}"
            self._start = form.hour("Starts at", "start", at, counts=counts, help=clocks)
            minutes = max(1, stored.minutes) if stored else rules.of(visit.workspace).meeting.minutes_asked
            self._minutes = form.number("Minutes", "minutes", minutes, 1, 1440, counts=counts)
            kinds = {kind.value: words for kind, words in KIND_WORDS.items()}
            kind = (stored.kind if stored else next(iter(MeetingKind))).value
            self._kind = form.choice("Kind", "kind", kinds, kind, counts=counts, width=205)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            self._place = form.line("Place or link", "place", stored.place if stored else "")
            zones = {"": "The same as mine", **zone_words()}
            zone = stored.their_zone if stored else ""
            self._their_zone = form.choice(
                "Their time zone", "their_zone", {**zones, zone: zones.get(zone, zone)}, zone
            )

    def _draw_times(self) -> None:
        """Show the time in both zones, and advice on the minutes."""
        if not self.form.changes or not self.form.started_with("day", "start", "minutes", "their_zone"):
            self._draw_time_words()
        rule = rules.of(self._visit.workspace).meeting
        advice = agenda.minutes_advice(self._minutes, rule)
        if advice:
            st.caption(f":material/info: {advice}", help=f"Source: {rule.source}")

    def _draw_time_words(self) -> None:
        starts_at, ends_at = self._hours()
        own = meetings.time_words(starts_at, ends_at, self.form.zone)
        theirs = meetings.their_time_words(starts_at, ends_at, self._their_zone, self.form.zone)
        st.caption(f":material/schedule: {own}" + (f"  \n:material/public: For them: {theirs}" if theirs else ""))
        self.form.mind_clock(self._day, self._start)

    def _draw_research(self, research: Research) -> Research:
        person = directory(self._visit).find(self._people.ids[0]) if self._people.ids else None
        if person is not None:
            research = preparation.filled_research(research, self._known(person))
            st.caption(escaped(" · ".join(filter(None, (person.name, position_words(person))))))
        texts = {
            part: self.form.area(label, f"research_{part}", getattr(research, part), height=100, placeholder=hint)
            for part, (label, hint) in RESEARCH.items()
        }
        return Research.model_validate(texts)

    def _known(self, person: Contact) -> Research:
        targets = self._visit.workspace.all(Target)
        return self._visit.remember(
            lambda: preparation.known_research(targets, person.company), "known_research", Target, given=person.company
        )

    def _draw_materials(self) -> None:
        form, stored = self.form, self._stored
        with st.container(horizontal=True, vertical_alignment="bottom"):
            self._pitch = pitch_picker.pick(self._visit, form, stored, "Your pitch", "Not chosen yet")
            resume = stored.resume.value if stored and stored.resume else ""
            self._resume: Resume | str = form.choice("Your résumé", "resume", RESUME_WORDS, resume, width=205)
        self._notes = form.area("Notes for the conversation", "notes", stored.notes if stored else "")


def save_new(visit: Visit, plan_form: PlanForm) -> None:
    """Plan the conversation in the form, and open its plan."""
    with plan_form.form.submitting(Meeting) as submission:
        meeting, newcomers = plan_form.meeting_and_newcomers()
        id = plans.plan(visit.workspace, meeting, visit.now, newcomers)
        submission.then(lambda: flash.say(f"Planned: {directory(visit).names(meeting.contacts)}."))
        submission.then(lambda: st.switch_page("plan.py", query_params={"meeting": id}))


def save_changes(visit: Visit, plan_form: PlanForm, stored: Meeting) -> None:
    """Save the changed plan and say so."""
    with plan_form.form.submitting(name=lambda id: directory(visit).name_or_text(id)) as submission:
        meeting, newcomers = plan_form.meeting_and_newcomers()
        submission.also += newcomers
        plans.replan(visit.workspace, meeting, visit.now, newcomers)
        submission.then(lambda: flash.say(f"Saved the plan.{_confirmation_lost(visit, meeting, stored)}"))


def _confirmation_lost(visit: Visit, meeting: Meeting, stored: Meeting) -> str:
    """Return why a plan is not confirmed any more; empty if it still is, or never was."""
    if stored.confirmed_at is None or visit.workspace.require(Meeting, meeting.id).confirmed_at is not None:
        return ""
    reason = "It has another time" if meeting.starts_at != stored.starts_at else "Somebody is new in it"
    return f" {reason}, so it is not confirmed any more."

"""The form that plans a conversation or changes its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import streamlit as st

from netdash import rules
from netdash.meetings import agenda, meetings, plans, preparation, results
from netdash.meetings.meetings import KIND_WORDS
from netdash.meetings.screens import plan_questions
from netdash.meetings.screens.form import SELECT_WIDTH, draw_hours
from netdash.meetings.screens.planned_match import undo_in_place
from netdash.moments import DAY, MINUTE, check_time, day_of, moment_at, zone_words
from netdash.people.contacts import position_words
from netdash.people.screens import people_picker
from netdash.people.screens.directory import directory
from netdash.pitch.screens import pitch_picker
from netdash.questions.screens import facts
from netdash.records import Contact, Meeting, MeetingState, Research, Target
from netdash.ui import flash
from netdash.ui.forms import Form, placeholder
from netdash.ui.markdown import escaped
from netdash.ui.record_form import Submission
from netdash.ui.session import Visit

USUAL_HOUR = time(10)
RESUME_WORDS = {"": "Not decided"} | {resume.value: words for resume, words in preparation.RESUME_WORDS.items()}
RESEARCH = {
    "company": ("The company", "What it does, for whom, and its latest news"),
    "person": ("The person", "Their path, what they write or build, what you share"),
    "job": ("The job description", "Which of its points you can speak to"),
}


@dataclass(frozen=True)
class PlannedTime:
    """A time as it is in the form, and the moments that it means."""

    day: date
    start: time
    minutes: int
    starts_at: datetime
    ends_at: datetime


def draw(visit: Visit, stored: Meeting | None = None, contact: str = "") -> None:
    """Draw the form that plans a conversation, or changes the stored plan, and save what is in it.

    Who, when and the questions stand on the left, what is prepared on the right. `contact` is the id of whom a new one
    is planned with, where that is known.
    """
    form = Form(visit, "plan", stored, contact or None)
    start = stored or _new_plan(visit, form, contact)
    asking, preparing = st.columns(2, gap="medium")
    with asking:
        people = people_picker.pick(visit, form, "Who will you talk to?", "people", start.contacts)
        planned, fields = _draw_time_and_place(visit, form, start)
        st.header("Your questions")
        with placeholder():
            fields["questions"] = plan_questions.pick(visit, form, start.questions, planned.minutes, people.ids)
    with preparing:
        st.header("Your research")
        with placeholder():
            fields["research"] = _draw_research(visit, form, start.research, people.ids)
        st.header("What you bring")
        fields |= _draw_materials(visit, form, start)
    form.keep()
    if not form.submitted("Save the plan" if stored else "Plan the conversation"):
        return
    with form.submitting(Meeting, lambda id: directory(visit).name_or_text(id)) as submission:
        if stored is None or planned.starts_at != stored.starts_at:
            check_time(planned.day, planned.start, form.zone)
        meeting = form.made(Meeting, {"contacts": people.ids, **fields, "state": start.state})
        if stored is None:
            _save_new(form, submission, meeting, people.contacts())
        else:
            _save_changes(visit, submission, meeting, people.contacts(), stored)


def _new_plan(visit: Visit, form: Form, contact: str) -> Meeting:
    """Return what the form of a new plan starts with, unchecked."""
    starts_at = moment_at(day_of(visit.now, form.zone) + DAY, USUAL_HOUR, form.zone)
    return Meeting.model_construct(
        contacts=(contact,) if contact else (),
        starts_at=starts_at,
        ends_at=starts_at + rules.of(visit.workspace).meeting.minutes_asked * MINUTE,
        questions=tuple(question.id for question in facts.current_questions(visit)),
        state=MeetingState.PLANNED,
    )


def _draw_time_and_place(visit: Visit, form: Form, start: Meeting) -> tuple[PlannedTime, dict[str, object]]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        planned = _draw_time(form, start)
        kinds = {kind.value: words for kind, words in KIND_WORDS.items()}
        kind = form.choice("Kind", "kind", kinds, start.kind.value, counts=form.changes, width=SELECT_WIDTH)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = form.line("Place or link", "place", start.place)
        zones, zone = {"": "The same as mine", **zone_words()}, start.their_zone
        their_zone = form.choice("Their time zone", "their_zone", {**zones, zone: zones.get(zone, zone)}, zone)
    with placeholder():
        _draw_advice(visit, form, planned, their_zone)
    hours = {"starts_at": planned.starts_at, "ends_at": planned.ends_at}
    return planned, {"kind": kind, **hours, "place": place, "their_zone": their_zone}


def _draw_time(form: Form, start: Meeting) -> PlannedTime:
    # A day and an hour alone are no plan, so they make no draft.
    day, at, minutes = draw_hours(form, "Starts at", "start", start.starts_at, start.minutes, counts=form.changes)
    if form.changes and form.started_with("day", "start", "minutes"):
        # An untouched time keeps its seconds, and its side of the hour that comes twice in autumn.
        return PlannedTime(day, at, minutes, start.starts_at, start.ends_at)
    starts_at = moment_at(day, at, form.zone)
    return PlannedTime(day, at, minutes, starts_at, starts_at + minutes * MINUTE)


def _draw_advice(visit: Visit, form: Form, planned: PlannedTime, their_zone: str) -> None:
    """Show the time in both zones, and advice on the minutes."""
    if not form.changes or not form.started_with("day", "start", "minutes", "their_zone"):
        own = meetings.time_words(planned.starts_at, planned.ends_at, form.zone)
        theirs = meetings.their_time_words(planned.starts_at, planned.ends_at, their_zone, form.zone)
        st.caption(f":material/schedule: {own}" + (f"  \n:material/public: For them: {theirs}" if theirs else ""))
        form.mind_clock(planned.day, planned.start)
    rule = rules.of(visit.workspace).meeting
    advice = agenda.minutes_advice(planned.minutes, rule)
    if advice:
        st.caption(f":material/info: {advice}", help=f"Source: {rule.source}")


def _draw_research(visit: Visit, form: Form, research: Research, people: Sequence[str]) -> dict[str, str]:
    person = directory(visit).find(people[0]) if people else None
    if person is not None:
        research = preparation.filled_research(research, _known_research(visit, person.company))
        st.caption(escaped(" · ".join(filter(None, (person.name, position_words(person))))))
    return {
        part: form.area(label, f"research_{part}", getattr(research, part), height=100, placeholder=hint)
        for part, (label, hint) in RESEARCH.items()
    }


def _known_research(visit: Visit, company: str) -> Research:
    all_targets, find = visit.workspace.all(Target), preparation.known_research
    return visit.remember(lambda: find(all_targets, company), "known_research", Target, given=company)


def _draw_materials(visit: Visit, form: Form, start: Meeting) -> dict[str, str | None]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pitch = pitch_picker.pick(visit, form, start, "Your pitch", "Not chosen yet")
        resume_before = start.resume.value if start.resume else ""
        resume = form.choice("Your résumé", "resume", RESUME_WORDS, resume_before, width=205)
    notes = form.area("Notes for the conversation", "notes", start.notes)
    return {"pitch": pitch, "resume": resume or None, "notes": notes}


def _save_new(form: Form, submission: Submission, meeting: Meeting, newcomers: list[Contact]) -> None:
    visit, form_undo = form.visit, undo_in_place(form)
    save = lambda: plans.plan(visit.workspace, meeting, visit.now, newcomers)  # noqa: E731
    id, added = results.with_added(visit.workspace, save)
    undo = form_undo(lambda workspace: results.undo_added(workspace, added)) if added else None
    submission.then(lambda: flash.say(f"Planned: {directory(visit).names(meeting.contacts)}.", undo))
    submission.then(lambda: st.switch_page("plan.py", query_params={"meeting": id}))


def _save_changes(
    visit: Visit, submission: Submission, meeting: Meeting, newcomers: list[Contact], stored: Meeting
) -> None:
    submission.also += newcomers
    plans.replan(visit.workspace, meeting, visit.now, newcomers)
    submission.then(lambda: flash.say(f"Saved the plan.{_confirmation_lost(visit, meeting, stored)}"))


def _confirmation_lost(visit: Visit, meeting: Meeting, stored: Meeting) -> str:
    """Return why a plan is not confirmed any more; empty if it still is, or never was."""
    if stored.confirmed_at is None or visit.workspace.require(Meeting, meeting.id).confirmed_at is not None:
        return ""
    reason = "The time has changed" if meeting.starts_at != stored.starts_at else "Somebody new is in it"
    return f" {reason}, so confirm it again."

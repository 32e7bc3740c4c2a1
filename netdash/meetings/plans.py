"""Planned conversations: their questions, confirming, moving, cancelling, and finding the plan of a logged one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations, live, live_merge, meetings, results
from netdash.meetings.results import MeetingResults, RecordedMeeting
from netdash.moments import MINUTE, day_of, day_words
from netdash.pitch.checks import Check
from netdash.questions import question_sets, questions
from netdash.records import Meeting, MeetingKind, MeetingState, Question, Record
from netdash.rules import QuestionRules
from netdash.store import Workspace


@dataclass(frozen=True)
class RepeatedQuestion:
    """A planned question that one of the people was asked before, and when that conversation began."""

    question: str
    contact: str
    at: datetime


def plan(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a new planned conversation, with new people in `also`, in one write; return its id.

    The referral question is put last. A second submission saves nothing.
    Raises InvalidRecordError if its time has passed.
    """
    return meetings.log_meeting(workspace, _planned(meeting, now), now, also)


def replan(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a changed plan; at another time, or with somebody new, it is no longer confirmed.

    A plan whose time has passed may still be changed, as long as the time stays as it was. Raises ConflictError
    if another tab changed it meanwhile, GoneError if it was deleted, InvalidRecordError if it was moved into the past.
    """
    with workspace.transaction():
        stored = workspace.require(Meeting, meeting.id)
        if _hours(stored) == _hours(meeting):
            meeting = meeting.replace(questions=question_sets.with_closing(meeting.questions))
        else:
            meeting = _planned(meeting, now)
        return meetings.edit_meeting(workspace, meeting, now, also)


def confirm(workspace: Workspace, id: str, now: datetime) -> None:
    """Record that the time and place are confirmed; a second time changes nothing.

    Raises InvalidRecordError if it is no longer planned, GoneError if there is no such conversation.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is not MeetingState.PLANNED:
            raise InvalidRecordError("This conversation is no longer planned, so there is nothing to confirm.")
        if meeting.confirmed_at is None:
            # `amend` keeps the version, here and below, so that a plan being edited elsewhere gets no conflict.
            workspace.amend(meeting.replace(confirmed_at=now, confirmed_with=meeting.contacts))


def unconfirm(workspace: Workspace, id: str) -> None:
    """Remove the confirmation of a plan."""
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.confirmed_at is not None:
            workspace.amend(meeting.replace(confirmed_at=None, confirmed_with=()))


def move(workspace: Workspace, id: str, starts_at: datetime, minutes: int, now: datetime) -> str:
    """Give a conversation another time and return its id.

    It is planned, a cancelled one or a no-show again, and confirmed only with whom was told that time already. Raises
    InvalidRecordError if it was held or the new time has passed.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held. Plan another one for a new time.")
        moved = meeting.replace(starts_at=starts_at, ends_at=starts_at + minutes * MINUTE)
        if _hours(moved) != _hours(meeting) or meeting.state is not MeetingState.PLANNED:
            moved = _planned(moved, now)
            same_start = meeting.state is not MeetingState.PLANNED and moved.starts_at == meeting.starts_at
            if meeting.state is not MeetingState.PLANNED:
                live_merge.lay_aside(workspace, id)
            moved = confirmations.with_confirmation(workspace, meeting, moved)
            workspace.save(moved.replace(confirmed_at=None, confirmed_with=()) if same_start else moved)
        return id


def cancel(workspace: Workspace, id: str) -> None:
    """Record that a conversation will not take place; a second time changes nothing.

    Raises InvalidRecordError if it was held.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held, so it cannot be cancelled.")
        if meeting.state is not MeetingState.CANCELLED:
            meetings.fall_through(workspace, meeting, MeetingState.CANCELLED)


def repeated_questions(
    all_meetings: Iterable[Meeting], ids: Iterable[str], contacts: Iterable[str], excluded: str = ""
) -> tuple[RepeatedQuestion, ...]:
    """Return the chosen questions that these people were asked before, each with the latest time.

    The referral question is left out: it is worth asking every time. `excluded` is the conversation being planned.
    """
    people = set(contacts)
    with_them = [
        meeting for meeting in all_meetings if meeting.id != excluded and not people.isdisjoint(meeting.contacts)
    ]
    repeated = []
    for id in dict.fromkeys(ids):
        earlier = () if questions.is_closing(id) else questions.answers(with_them, id)
        if earlier:
            meeting = earlier[0][0]
            contact = next(contact for contact in meeting.contacts if contact in people)
            repeated.append(RepeatedQuestion(id, contact, meeting.starts_at))
    return tuple(repeated)


def suggested_questions(
    bank: Iterable[Question], all_meetings: Iterable[Meeting], contacts: Iterable[str], rule: QuestionRules
) -> tuple[str, ...]:
    """Return the fewest questions that a conversation needs, in the bank's order, the referral question last.

    Starred questions are preferred; those that these people were asked before are taken only where others lack.
    """
    movable = [question for question in bank if not question.archived and not questions.is_closing(question.id)]
    repeated = repeated_questions(all_meetings, (question.id for question in movable), contacts)
    repeated_ids = {question.question for question in repeated}
    best = sorted(movable, key=lambda question: (question.id in repeated_ids, not question.starred))[: rule.fewest - 1]
    return question_sets.with_closing(question.id for question in movable if question in best)


def advice(
    ids: Sequence[str],
    repeated: Iterable[RepeatedQuestion],
    rule: QuestionRules,
    wording: Callable[[str], str],
    name: Callable[[str], str],
    today: date,
    zone: ZoneInfo,
) -> tuple[Check, ...]:
    """Return what to reconsider in the questions of a plan: their number, and repeated ones.

    `wording` and `name` give the text of a question and the name of a contact by their ids.
    """
    number_advice = question_sets.advice(len(question_sets.with_closing(ids)), rule)
    checks = [Check("number", number_advice)] if number_advice else []
    for question in repeated:
        day = day_words(day_of(question.at, zone), today)
        on_day = day if day in ("today", "yesterday") else f"on {day}"
        reminder = f"You asked {name(question.contact)} this {on_day}: “{wording(question.question)}”"
        checks.append(Check(f"again_{question.question}", f"{reminder} Ask it again only on purpose."))
    return tuple(checks)


def likely_plan(
    all_meetings: Iterable[Meeting], contacts: Sequence[str], starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> Meeting | None:
    """Return the planned conversation that one with these people at this time most likely was, if any.

    It is with any of them, on the same day or overlapping; of several the one with most of them, then the earliest.
    """
    days = {day_of(moment, zone) for moment in (starts_at, ends_at)}

    def is_near(meeting: Meeting) -> bool:
        return meetings.day(meeting, zone) in days or (meeting.starts_at < ends_at and starts_at < meeting.ends_at)

    def rank(meeting: Meeting) -> tuple[int, datetime, str]:
        return -len(set(contacts).intersection(meeting.contacts)), meeting.starts_at, meeting.id

    plans = (meeting for meeting in all_meetings if meeting.state is MeetingState.PLANNED and is_near(meeting))
    return min((meeting for meeting in plans if not set(contacts).isdisjoint(meeting.contacts)), key=rank, default=None)


def record_as_planned(
    workspace: Workspace, plan_id: str, log_entry: Meeting, meeting_results: MeetingResults, today: date, now: datetime
) -> RecordedMeeting:
    """Record a logged conversation as how a planned one went, with its results; return what undoing it needs.

    The plan, the notes taken while it was held and everybody in it are kept. Raises as `results.record_held` does,
    and InvalidRecordError if it is no longer planned.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, plan_id)
        if meeting.state is not MeetingState.PLANNED:
            raise InvalidRecordError("That conversation is no longer planned. Open it, or log this one by itself.")
        live_notes = live.stored(workspace, plan_id)
        meeting = live.with_notes(live_notes, meeting) if live_notes else meeting
        log_as_live = live.LiveConversation(
            began_at=log_entry.starts_at,
            ticked=tuple(asked.question for asked in log_entry.asked),
            answers={asked.question: asked.note for asked in log_entry.asked if asked.note},
            notes=log_entry.notes,
            learnings="\n".join(log_entry.learnings),
        )
        held_meeting = live.finish(log_as_live, meeting, log_entry.ends_at).replace(
            contacts=(*meeting.contacts, *log_entry.contacts),
            kind=meeting.kind if log_entry.kind is next(iter(MeetingKind)) else log_entry.kind,
            starts_at=log_entry.starts_at,
            place=log_entry.place or meeting.place,
            pitch=log_entry.pitch or meeting.pitch,
            help_offered=log_entry.help_offered or meeting.help_offered,
        )
        return results.record(workspace, held_meeting, meeting_results, today, now)


def _planned(meeting: Meeting, now: datetime) -> Meeting:
    if meeting.ends_at <= now:
        raise InvalidRecordError(
            "That time has passed. Choose one that is still to come, or log the conversation.",
            at={"moment": "in the past"},
        )
    return meeting.replace(state=MeetingState.PLANNED, questions=question_sets.with_closing(meeting.questions))


def _hours(meeting: Meeting) -> tuple[datetime, timedelta]:
    return meeting.starts_at, meeting.ends_at - meeting.starts_at

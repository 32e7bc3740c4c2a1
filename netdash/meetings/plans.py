"""Planning a conversation: its questions, what speaks against them, and confirming, moving or cancelling it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations, meetings
from netdash.moments import MINUTE, day_of, day_words
from netdash.pitch.checks import Check
from netdash.questions import question_sets, questions
from netdash.records import Meeting, MeetingState, Question, Record
from netdash.rules import QuestionRules
from netdash.store import Workspace


@dataclass(frozen=True)
class RepeatedQuestion:
    """A planned question that one of these people was asked before, and when that conversation began."""

    question: str
    contact: str
    at: datetime


def plan(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a new planned conversation, with new people in `also`, in one write; return its id.

    Its questions are put in asking order, the referral question last. A second submission saves nothing.
    Raises InvalidRecordError where its time has passed.
    """
    return meetings.log_meeting(workspace, _planned(meeting, now), now, also)


def replan(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a changed plan; at another time, or with somebody new, it is no longer confirmed.

    A plan whose time has passed may still be changed, as long as the time stays as it was. Raises ConflictError
    where another tab changed it meanwhile, GoneError where it was deleted, InvalidRecordError where it was moved
    into the past.
    """
    with workspace.transaction():
        stored = workspace.require(Meeting, meeting.id)
        if _hours(stored) == _hours(meeting):
            meeting = meeting.replace(questions=question_sets.closed(meeting.questions))
        else:
            meeting = _planned(meeting, now)
        return meetings.edit_meeting(workspace, meeting, now, also)


def confirm(workspace: Workspace, id: str, now: datetime) -> None:
    """Record that the time and place are confirmed; a second time changes nothing.

    Raises InvalidRecordError where it is no longer planned, GoneError where there is no such conversation.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is not MeetingState.PLANNED:
            raise InvalidRecordError("This conversation is no longer planned, so there is nothing to confirm.")
        if meeting.confirmed_at is None:
            # Stored under the same moment, here and below: a plan half changed beside it is in no conflict with it.
            workspace.amend(meeting.replace(confirmed_at=now, confirmed_with=meeting.contacts))


def unconfirm(workspace: Workspace, id: str) -> None:
    """Take a confirmation back."""
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.confirmed_at is not None:
            workspace.amend(meeting.replace(confirmed_at=None, confirmed_with=()))


def move(workspace: Workspace, id: str, starts_at: datetime, minutes: int, now: datetime) -> None:
    """Give a conversation another time; it is planned again, and not confirmed yet. The same time changes nothing.

    One that was cancelled, or to which nobody came, is arranged anew that way. Raises InvalidRecordError where it
    was held or the new time has passed.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held. Plan another one for a new time.")
        moved = meeting.replace(starts_at=starts_at, ends_at=starts_at + minutes * MINUTE)
        if _hours(moved) != _hours(meeting) or meeting.state is not MeetingState.PLANNED:
            moved = _planned(moved, now)
            again = meeting.state is not MeetingState.PLANNED and moved.starts_at == meeting.starts_at
            moved = confirmations.with_confirmation(workspace, meeting, moved)
            workspace.save(moved.replace(confirmed_at=None, confirmed_with=()) if again else moved)


def cancel(workspace: Workspace, id: str) -> None:
    """Record that a conversation will not take place; a second time changes nothing.

    Raises InvalidRecordError where it was held.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held, so it cannot be cancelled.")
        if meeting.state is not MeetingState.CANCELLED:
            meetings.fall_through(workspace, meeting, MeetingState.CANCELLED)


def repeated_questions(
    all_meetings: Iterable[Meeting], chosen: Iterable[str], contacts: Iterable[str], but: str = ""
) -> tuple[RepeatedQuestion, ...]:
    """Return the chosen questions that these people were asked before, each with the latest time.

    The referral question is left out: it is worth asking every time. `but` is the conversation being planned.
    """
    people = set(contacts)
    with_them = [one for one in all_meetings if one.id != but and not people.isdisjoint(one.contacts)]
    found = []
    for id in dict.fromkeys(chosen):
        answers = () if questions.closes(id) else questions.answers(with_them, id)
        if answers:
            meeting = answers[0][0]
            found.append(
                RepeatedQuestion(id, next(one for one in meeting.contacts if one in people), meeting.starts_at)
            )
    return tuple(found)


def suggested_questions(
    bank: Iterable[Question], all_meetings: Iterable[Meeting], contacts: Iterable[str], rule: QuestionRules
) -> tuple[str, ...]:
    """Return as many questions of the bank as a conversation needs at least, the referral question last.

    What these people were asked before comes last of all, starred questions come first.
    """
    movable = [one for one in bank if not one.archived and not questions.closes(one.id)]
    again = {one.question for one in repeated_questions(all_meetings, (one.id for one in movable), contacts)}
    best = sorted(movable, key=lambda one: (one.id in again, not one.starred))
    return question_sets.closed(one.id for one in best[: rule.fewest - 1])


def advice(
    chosen: Sequence[str],
    again: Iterable[RepeatedQuestion],
    rule: QuestionRules,
    wording: Callable[[str], str],
    name: Callable[[str], str],
    today: date,
    zone: ZoneInfo,
) -> tuple[Check, ...]:
    """Put into words what to think about in a question plan: their number, and what was asked before.

    `wording` and `name` give the text of a question and the name of a contact by their ids.
    """
    number = question_sets.advice(len(question_sets.closed(chosen)), rule)
    checks = [Check("number", number)] if number else []
    for one in again:
        day = day_words(day_of(one.at, zone), today)
        when = day if day in ("today", "yesterday") else f"on {day}"
        sentence = f"You asked {name(one.contact)} this {when}: “{wording(one.question)}” Ask it again only on purpose."
        checks.append(Check(f"again_{one.question}", sentence))
    return tuple(checks)


def _planned(meeting: Meeting, now: datetime) -> Meeting:
    if meeting.ends_at <= now:
        raise InvalidRecordError("That time has passed. Choose one that is still to come, or log the conversation.")
    return meeting.replace(state=MeetingState.PLANNED, questions=question_sets.closed(meeting.questions))


def _hours(meeting: Meeting) -> tuple[datetime, timedelta]:
    return meeting.starts_at, meeting.ends_at - meeting.starts_at

"""What goes on while a conversation is held: its clock, the questions ticked, and what is noted.

Kept as a draft from the moment it begins, so that a reload or a restart loses nothing; `finish`
makes the held conversation of it, and `begun` names those that are under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import Field, JsonValue, ValidationError

from netdash import drafts
from netdash.meetings.agenda import AgendaPosition, position_at
from netdash.moments import DAY, HOUR, MINUTE
from netdash.records import Asked, Draft, Id, Meeting, MeetingState, Moment, Part
from netdash.records.base import Typed
from netdash.records.meetings import LONGEST_MEETING
from netdash.rules import MeetingRules
from netdash.store import Workspace

FORGOTTEN = 3 * HOUR
"""So long past its limit nobody is still talking: the clock was left running."""


class LiveConversation(Part):
    """A conversation under way. Texts are as they were typed; learnings are one a line.

    `ticked` are the questions asked, in the order in which they came up; `answers` are what was noted
    to each question, by its id.
    """

    began_at: Moment
    starts_at: Moment | None = None
    """The start by the plan of what began, which tells it from the same conversation at another time."""
    laid_aside: bool = False
    """Said not to have begun after all; what was noted waits for it to begin."""
    granted: int = Field(default=0, ge=0, le=24 * 60)
    ticked: tuple[Id, ...] = ()
    answers: dict[Id, Typed] = Field(default_factory=dict)
    notes: Typed = ""
    learnings: Typed = ""
    done_at: Moment | None = None
    """When it was said to be over; what was noted waits to be recorded."""


def begin(now: datetime, meeting: Meeting | None = None, noted: LiveConversation | None = None) -> LiveConversation:
    """Start the clock of a conversation; what was `noted` before it moved, or before it was laid aside, goes along."""
    start = meeting.starts_at if meeting else None
    fresh = {"began_at": now, "starts_at": start, "granted": 0, "done_at": None, "laid_aside": False}
    return noted.replace(**fresh) if noted else LiveConversation(began_at=now, starts_at=start)


def lay_aside(holding: LiveConversation) -> LiveConversation:
    """Take back that it began; what was noted stays."""
    return holding.replace(laid_aside=True, done_at=None)


def is_for(holding: LiveConversation, meeting: Meeting) -> bool:
    """Tell whether what began is the conversation at the time that it has now, and not at one before it was moved.

    Where its start was corrected to one that had passed when it began, it is the same.
    """
    if holding.laid_aside:
        return False
    if holding.starts_at is None:
        return holding.began_at > meeting.starts_at - DAY
    return holding.starts_at == meeting.starts_at or holding.began_at >= meeting.starts_at


def extend(holding: LiveConversation, rule: MeetingRules) -> LiveConversation:
    """Add the minutes that they granted at the limit."""
    return holding.replace(granted=holding.granted + rule.more)


def tick(holding: LiveConversation, question: str, note: str | None = None) -> LiveConversation:
    """Tick a question off, with what was said to it where a note is given."""
    ticked = holding.ticked if question in holding.ticked else (*holding.ticked, question)
    holding = holding.replace(ticked=ticked)
    return holding if note is None else answer(holding, question, note)


def untick(holding: LiveConversation, question: str) -> LiveConversation:
    """Take a tick back; what was noted stays."""
    return holding.replace(ticked=tuple(one for one in holding.ticked if one != question))


def answer(holding: LiveConversation, question: str, note: str) -> LiveConversation:
    """Note what was said to a question, ticked or not."""
    return holding.replace(answers={**holding.answers, question: note})


def end(holding: LiveConversation, meeting: Meeting, now: datetime) -> LiveConversation:
    """Stop the clock."""
    return holding.replace(done_at=ended_at(holding, meeting, now))


def go_on(holding: LiveConversation) -> LiveConversation:
    """Let the clock run on, as if it had not been stopped."""
    return holding.replace(done_at=None)


def position(holding: LiveConversation, meeting: Meeting, now: datetime, rule: MeetingRules) -> AgendaPosition:
    """Say where the conversation is now, of the minutes asked for and those granted."""
    return position_at(holding.began_at, now, max(1, meeting.minutes), rule, holding.granted)


def ended_at(holding: LiveConversation, meeting: Meeting, now: datetime) -> datetime:
    """Return when it ended: when it was stopped, else now, or its limit where the clock was left running."""
    if holding.done_at is not None:
        return holding.done_at
    limit = holding.began_at + timedelta(minutes=meeting.minutes + holding.granted)
    return limit if now > limit + FORGOTTEN else now


def finish(holding: LiveConversation, meeting: Meeting, ended_at: datetime) -> Meeting:
    """Return the conversation as held, with all that was noted added to what it said before.

    A question with a note counts as asked, ticked or not. Finishing twice adds nothing twice. It takes a minute at
    least and a day at most. Texts are unchecked, however long, so that a form can show them: saving checks them.
    """
    held = {
        "state": MeetingState.HELD,
        "starts_at": max(min(holding.began_at, ended_at - MINUTE), ended_at - LONGEST_MEETING),
        "ends_at": ended_at,
    }
    return with_notes(holding, meeting).model_copy(update=held)


def with_notes(holding: LiveConversation, meeting: Meeting) -> Meeting:
    """Return the conversation with all that was noted added to what it said before, at the time that it has."""
    learned = (line.strip(" -•\t").strip() for line in holding.learnings.splitlines())
    said = {
        "asked": _merged(meeting.asked, asked_questions(holding)),
        "notes": _added(meeting.notes, holding.notes.strip()),
        "learnings": tuple(dict.fromkeys((*meeting.learnings, *filter(None, learned)))),
    }
    return meeting.model_copy(update=said)


def asked_questions(holding: LiveConversation) -> tuple[Asked, ...]:
    """Return the questions that were asked, with what was said to each: the ticked ones, then the others noted to.

    The notes are unchecked, however long.
    """
    notes = {question: note.strip() for question, note in holding.answers.items()}
    ids = dict.fromkeys((*holding.ticked, *(question for question, note in notes.items() if note)))
    return tuple(Asked(question=id).model_copy(update={"note": notes.get(id, "")}) for id in ids)


def draft_name(meeting: str) -> str:
    """Name the draft that a conversation under way is kept in; deleting the conversation takes it along."""
    return f"holding_{meeting}"


def keep(workspace: Workspace, meeting: str, holding: LiveConversation) -> None:
    """Keep a conversation under way; the last word wins."""
    drafts.keep(workspace, draft_name(meeting), fields(holding))


def stored(workspace: Workspace, meeting: str) -> LiveConversation | None:
    """Return what was noted since a conversation began, also where it was moved since, or None."""
    return read(drafts.fields_of(workspace, draft_name(meeting)) or {})


def current(workspace: Workspace, meeting: Meeting) -> LiveConversation | None:
    """Return the conversation under way, or None where it has not begun at the time that it has now."""
    found = stored(workspace, meeting.id)
    return found if found is not None and is_for(found, meeting) else None


def drop(workspace: Workspace, meeting: str) -> None:
    """Forget that a conversation is under way; call it in the transaction that records it."""
    drafts.drop(workspace, draft_name(meeting))


def fields(holding: LiveConversation) -> dict[str, JsonValue]:
    """Return what a draft keeps of a conversation under way."""
    return holding.model_dump(mode="json")


def read(kept_fields: dict[str, JsonValue]) -> LiveConversation | None:
    """Read a conversation under way back from a draft's fields; None where they are none."""
    try:
        return LiveConversation.model_validate(kept_fields)
    except ValidationError:
        return None


def _merged(before: tuple[Asked, ...], after: tuple[Asked, ...]) -> tuple[Asked, ...]:
    notes = {one.question: one for one in before}
    for one in after:
        earlier = notes.get(one.question, one)
        notes[one.question] = earlier.model_copy(update={"note": _added(earlier.note, one.note)})
    return tuple(notes.values())


def _added(before: str, more: str) -> str:
    """Return a text with another below it, unless that one is its last paragraph already."""
    return before if before == more or before.endswith(f"\n\n{more}") else "\n\n".join(filter(None, (before, more)))


class StartedMeeting(NamedTuple):
    """A conversation that has begun; `ended_at` is None as long as it goes on."""

    meeting: str
    ended_at: datetime | None


def started_meetings(workspace: Workspace, now: datetime) -> tuple[StartedMeeting, ...]:
    """Return the planned conversations that have begun, the one begun last first.

    One whose clock was left running far past its limit has ended at that limit.
    """
    forms = {draft.form for draft in workspace.all(Draft)}
    if not any(form.startswith(draft_name("")) for form in forms):
        return ()  # on every page of every visit, and nearly always so
    found = []
    for meeting in _planned(workspace.all(Meeting)):
        holding = current(workspace, meeting) if draft_name(meeting.id) in forms else None
        if holding is not None:
            over_at = ended_at(holding, meeting, now)
            goes_on = holding.done_at is None and over_at == now
            found.append((holding.began_at, StartedMeeting(meeting.id, None if goes_on else over_at)))
    return tuple(one for _, one in sorted(found, reverse=True, key=lambda pair: (pair[0], pair[1].meeting)))


def _planned(meetings: Iterable[Meeting]) -> Iterable[Meeting]:
    return (one for one in meetings if one.state is MeetingState.PLANNED)

"""A conversation while it is held: its clock, the questions ticked, and the notes.

Stored as a draft from the moment it begins, so that a reload or a restart loses nothing; `finish` makes it a held
meeting, and `started_meetings` lists all that have begun.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import Field, JsonValue, ValidationError

from netdash import drafts
from netdash.meetings import meetings
from netdash.meetings.meetings import MeetingStatus
from netdash.moments import DAY, HOUR, MINUTE
from netdash.records import AskedQuestion, Draft, FrozenModel, Id, Meeting, MeetingState, Moment
from netdash.records.base import RawText
from netdash.records.meetings import LONGEST_MEETING
from netdash.store import Workspace

FORGOTTEN = 3 * HOUR
"""Past its limit by more than this, nobody is still talking: the clock was left running."""


class LiveConversation(FrozenModel):
    """A conversation while it is held. Texts are as typed; learnings are one a line.

    `ticked` are the questions asked, in the order asked; `answers` are the notes on each question, by its id.
    """

    began_at: Moment
    starts_at: Moment | None = None
    """The planned start when it began, which tells it from the same meeting at another time."""
    laid_aside: bool = False
    """Whether it was marked as not begun after all; the notes are kept until it begins."""
    granted: int = Field(default=0, ge=0, le=24 * 60)
    ticked: tuple[Id, ...] = ()
    answers: dict[Id, RawText] = Field(default_factory=dict)
    notes: RawText = ""
    learnings: RawText = ""
    done_at: Moment | None = None
    """When it was marked as done; the notes wait to be recorded."""


def begin(now: datetime, meeting: Meeting | None = None, earlier: LiveConversation | None = None) -> LiveConversation:
    """Start the clock; notes of an `earlier` beginning, before it moved or was laid aside, are taken over."""
    start = meeting.starts_at if meeting else None
    changes = {"began_at": now, "starts_at": start, "granted": 0, "done_at": None, "laid_aside": False}
    return earlier.replace(**changes) if earlier else LiveConversation(began_at=now, starts_at=start)


def is_for(conversation: LiveConversation, meeting: Meeting) -> bool:
    """Tell whether what began is the meeting at its current time, and not at one before it was moved.

    A start corrected to one that had already passed when it began counts as the same.
    """
    if conversation.laid_aside:
        return False
    if conversation.starts_at is None:
        return conversation.began_at > meeting.starts_at - DAY
    return conversation.starts_at == meeting.starts_at or conversation.began_at >= meeting.starts_at


def answer(conversation: LiveConversation, question: str, note: str) -> LiveConversation:
    """Note the answer to a question, ticked or not."""
    return conversation.replace(answers={**conversation.answers, question: note})


def ended_at(conversation: LiveConversation, meeting: Meeting, now: datetime) -> datetime:
    """Return when it was stopped, else now, or its limit if the clock was left running."""
    if conversation.done_at is not None:
        return conversation.done_at
    limit = _limit(conversation, meeting)
    return limit if now > limit + FORGOTTEN else now


def _limit(conversation: LiveConversation, meeting: Meeting) -> datetime:
    return conversation.began_at + timedelta(minutes=max(1, meeting.minutes) + conversation.granted)


def finish(conversation: LiveConversation, meeting: Meeting, ended_at: datetime) -> Meeting:
    """Return the meeting as held, with all notes added to what it already says.

    A question with a note counts as asked, ticked or not. Finishing twice adds nothing twice. It lasts at least a
    minute and at most a day. Texts may be too long, so that a form can show them: saving checks them.
    """
    changes = {
        "state": MeetingState.HELD,
        "starts_at": max(min(conversation.began_at, ended_at - MINUTE), ended_at - LONGEST_MEETING),
        "ends_at": ended_at,
    }
    return with_notes(conversation, meeting).model_copy(update=changes)


def with_notes(conversation: LiveConversation, meeting: Meeting) -> Meeting:
    """Return the meeting with all notes added to what it already says, at its current time."""
    learnings = (line.strip(" -•\t").strip() for line in conversation.learnings.splitlines())
    changes = {
        "asked": _merged(meeting.asked, asked_questions(conversation)),
        "notes": _appended(meeting.notes, conversation.notes.strip()),
        "learnings": tuple(dict.fromkeys((*meeting.learnings, *filter(None, learnings)))),
    }
    return meeting.model_copy(update=changes)


def asked_questions(conversation: LiveConversation) -> tuple[AskedQuestion, ...]:
    """Return the questions asked with their notes: those ticked, then others that have a note.

    The notes may be too long: saving checks them.
    """
    notes = {question: note.strip() for question, note in conversation.answers.items()}
    ids = dict.fromkeys((*conversation.ticked, *(question for question, note in notes.items() if note)))
    return tuple(AskedQuestion(question=id).model_copy(update={"note": notes.get(id, "")}) for id in ids)


def draft_name(meeting: str) -> str:
    """Name the draft that stores a live conversation; it is deleted with the meeting."""
    return f"holding_{meeting}"


def keep(workspace: Workspace, meeting: str, conversation: LiveConversation) -> None:
    """Store a live conversation; the last write wins."""
    drafts.keep(workspace, draft_name(meeting), fields(conversation))


def stored(workspace: Workspace, meeting: str) -> LiveConversation | None:
    """Return the live conversation of a meeting, also if the meeting was moved since, or None."""
    return read(drafts.fields_of(workspace, draft_name(meeting)) or {})


def current(workspace: Workspace, meeting: Meeting) -> LiveConversation | None:
    """Return the live conversation of a meeting at its current time, or None if it has not begun."""
    conversation = stored(workspace, meeting.id)
    return conversation if conversation is not None and is_for(conversation, meeting) else None


def over_at(conversation: LiveConversation, meeting: Meeting, now: datetime) -> datetime | None:
    """Return when it was over; None while it goes on."""
    over = ended_at(conversation, meeting, now)
    return None if conversation.done_at is None and over == now else over


def as_seen(workspace: Workspace, meeting: Meeting, now: datetime) -> tuple[Meeting, MeetingStatus]:
    """Return a conversation as it is to be shown now, and its status.

    A planned one that has begun is under way until it is over, also past its planned end, and then to record. It has
    its real times: while it is under way, it ends at its limit.
    """
    conversation = current(workspace, meeting) if meeting.state is MeetingState.PLANNED else None
    if conversation is None:
        return meeting, meetings.status(meeting, now)
    over = over_at(conversation, meeting, now)
    times = {"starts_at": conversation.began_at, "ends_at": _limit(conversation, meeting)}
    if over is not None:
        held = finish(conversation, meeting, over)
        times = {"starts_at": held.starts_at, "ends_at": held.ends_at}
    seen = meeting.model_copy(update=times)
    return seen, meetings.status(seen, now, under_way=() if over is not None else (meeting.id,))


def as_held(workspace: Workspace, meeting: Meeting, now: datetime) -> Meeting:
    """Return a planned meeting with its real times, where it has begun and is not recorded yet."""
    return as_seen(workspace, meeting, now)[0]


def drop(workspace: Workspace, meeting: str) -> None:
    """Delete a live conversation; call it in the transaction that records the meeting."""
    drafts.drop(workspace, draft_name(meeting))


def fields(conversation: LiveConversation) -> dict[str, JsonValue]:
    """Return the fields of the draft that stores a live conversation."""
    return conversation.model_dump(mode="json")


def read(fields: dict[str, JsonValue]) -> LiveConversation | None:
    """Read a live conversation from a draft's fields; None if they are not one."""
    try:
        return LiveConversation.model_validate(fields)
    except ValidationError:
        return None


def _merged(before: tuple[AskedQuestion, ...], after: tuple[AskedQuestion, ...]) -> tuple[AskedQuestion, ...]:
    notes = {asked.question: asked for asked in before}
    for asked in after:
        earlier = notes.get(asked.question, asked)
        notes[asked.question] = earlier.model_copy(update={"note": _appended(earlier.note, asked.note)})
    return tuple(notes.values())


def _appended(before: str, more: str) -> str:
    """Append a paragraph to a text, unless it is its last paragraph already."""
    return before if before == more or before.endswith(f"\n\n{more}") else "\n\n".join(filter(None, (before, more)))


class StartedMeeting(NamedTuple):
    """A planned meeting that has begun; `ended_at` is None while it goes on."""

    meeting: str
    ended_at: datetime | None


def started_meetings(workspace: Workspace, now: datetime) -> tuple[StartedMeeting, ...]:
    """Return the planned meetings that have begun, the latest first.

    One whose clock was left running far past its limit has ended at that limit.
    """
    forms = {draft.form for draft in workspace.all(Draft)}
    if not any(form.startswith(draft_name("")) for form in forms):
        return ()  # nearly always so, and asked on every page
    started = []
    for meeting in workspace.all(Meeting):
        is_begun = meeting.state is MeetingState.PLANNED and draft_name(meeting.id) in forms
        conversation = current(workspace, meeting) if is_begun else None
        if conversation is not None:
            over = over_at(conversation, meeting, now)
            started.append((conversation.began_at, StartedMeeting(meeting.id, over)))
    return tuple(meeting for _, meeting in sorted(started, reverse=True, key=lambda pair: (pair[0], pair[1].meeting)))

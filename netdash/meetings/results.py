"""How a planned conversation went: held, with its results, or nobody came; and undoing that record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid5

from netdash.errors import ChangedSinceError, InvalidRecordError
from netdash.meetings import live, meetings
from netdash.meetings.live import LiveConversation
from netdash.records import (
    KINDS,
    Contact,
    Draft,
    Introduction,
    Meeting,
    MeetingState,
    Message,
    Opportunity,
    Promise,
    Record,
)
from netdash.store import Workspace

T = TypeVar("T")


class HowItWent(StrEnum):
    """How a planned conversation may have gone."""

    HELD = "held"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


HOW_IT_WENT_WORDS = {
    HowItWent.HELD: "We talked",
    HowItWent.MOVED: "It moved to another time",
    HowItWent.CANCELLED: "It was cancelled",
    HowItWent.NO_SHOW: "They did not come",
}


@dataclass(frozen=True)
class Recommendation:
    """Somebody whom one of the people met recommended; both are contact ids."""

    contact: str
    by: str


@dataclass(frozen=True)
class NewPromise:
    """Something the member promised to one of the people met, by a day in the member's zone."""

    contact: str
    what: str
    due_on: date


@dataclass(frozen=True)
class JobHeardOf:
    """A job that one of the people met mentioned."""

    company: str
    role: str = ""
    contact: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class MeetingResults:
    """The results of a conversation. `people` are contacts that are new."""

    people: tuple[Contact, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    promises: tuple[NewPromise, ...] = ()
    opportunities: tuple[JobHeardOf, ...] = ()


def record_held(workspace: Workspace, meeting: Meeting, results: MeetingResults, today: date, now: datetime) -> str:
    """Save a planned conversation as held, with its results, in one write; return its id.

    `today` is the day in the member's zone on which jobs were heard of. An end in the future becomes now. The live
    conversation is deleted. A second click finds everything there and saves nothing.

    Raises InvalidRecordError if it has not begun yet, ConflictError if another tab changed it meanwhile, GoneError if
    it was deleted.
    """
    meetings.check_begun(meeting, now)
    meeting = meeting.replace(state=MeetingState.HELD, ends_at=min(meeting.ends_at, now))
    with workspace.transaction():
        stored = workspace.require(Meeting, meeting.id)
        candidates = (_with_changes(workspace, record) for record in records(meeting, results, today))
        changes = [record for record in candidates if record is not None]
        if changes or not _is_recorded(meeting, stored):
            meetings.edit_meeting(workspace, meeting, now, changes)
        live.drop(workspace, meeting.id)
    return meeting.id


def record_no_show(workspace: Workspace, id: str, now: datetime) -> None:
    """Record that nobody came; a second time changes nothing.

    Raises InvalidRecordError if it was held, or has not begun yet.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held: somebody did come.")
        meetings.check_begun(meeting, now)
        if meeting.state is not MeetingState.NO_SHOW:
            meetings.fall_through(workspace, meeting, MeetingState.NO_SHOW)


def reopen(workspace: Workspace, id: str) -> None:
    """Make a held, cancelled or missed conversation a planned one again, and keep everything else."""
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is not MeetingState.PLANNED:
            workspace.save(meeting.replace(state=MeetingState.PLANNED))


def records(meeting: Meeting, results: MeetingResults, today: date, token: str = "") -> tuple[Record, ...]:
    """Make the records of the results of a conversation; the same results make the same ids, for each `token`.

    Two jobs at one company in one role differ by their order. The token tells what is added to a conversation now from
    what was added before. Raises InvalidRecordError if somebody is said to recommend themselves.
    """
    seed = token or meeting.id
    people = {person.id: person for person in results.people}
    introductions = (_introduction(meeting, seed, recommendation) for recommendation in results.recommendations)
    promises = _promises(meeting, seed, results.promises)
    opportunities = _opportunities(meeting, seed, results.opportunities, today)
    all_records = (*people.values(), *introductions, *promises, *opportunities)
    return tuple({record.id: record for record in all_records}.values())


def _with_changes(workspace: Workspace, record: Record) -> Record | None:
    """Return a record that is not stored yet, or the stored one with its changes; None if nothing is new."""
    stored = workspace.get(type(record), record.id)
    if stored is None:
        return record
    if isinstance(stored, Promise) and isinstance(record, Promise):
        changed: Record = stored.replace(what=record.what, due_on=record.due_on)
    elif isinstance(stored, Opportunity) and isinstance(record, Opportunity):
        changed = stored.replace(contact=record.contact, notes=record.notes or stored.notes)
    else:
        return None  # a second click
    return None if changed == stored else changed


def _is_recorded(meeting: Meeting, stored: Meeting) -> bool:
    """Tell whether a held conversation is stored like this already; a second click comes at another moment."""
    hours = {"starts_at": stored.starts_at, "ends_at": stored.ends_at}
    return meeting.replace(updated_at=stored.updated_at, sample=stored.sample, **hours) == stored


def _introduction(meeting: Meeting, seed: str, recommendation: Recommendation) -> Introduction:
    if recommendation.contact == recommendation.by:
        raise InvalidRecordError(
            "Somebody cannot recommend themselves: take them out of one of the fields.", "recommended"
        )
    id = _id(seed, "introduction", recommendation.by, recommendation.contact)
    return Introduction(id=id, by_contact=recommendation.by, to_contact=recommendation.contact, meeting=meeting.id)


def _promises(meeting: Meeting, seed: str, promises: Sequence[NewPromise]) -> Iterator[Promise]:
    counts: Counter[str] = Counter()
    for promise in promises:
        id = _numbered(_id(seed, "promise", promise.contact, promise.what), counts)
        yield Promise(id=id, contact=promise.contact, meeting=meeting.id, what=promise.what, due_on=promise.due_on)


def _numbered(id: str, counts: Counter[str]) -> str:
    """Return an id that tells things of the same words apart by their order."""
    number = counts[id]
    counts[id] += 1
    return uuid5(UUID(id), str(number)).hex if number else id


def _opportunities(meeting: Meeting, seed: str, jobs: Sequence[JobHeardOf], today: date) -> Iterator[Opportunity]:
    """Make a record of each job; its id depends on company, role and order only, so that the rest can be corrected."""
    counts: Counter[str] = Counter()
    for job in jobs:
        id = _numbered(_id(seed, "opportunity", job.company, job.role), counts)
        yield Opportunity(
            id=id,
            company=job.company,
            role=job.role,
            contact=job.contact or meeting.contacts[0],
            meeting=meeting.id,
            heard_on=today,
            notes=job.notes,
        )


def _id(seed: str, *parts: str) -> str:
    """Derive an id from its parts, so that a second click makes the same record."""
    return uuid5(UUID(seed), "\n".join(" ".join(text.split()) for text in parts)).hex


RESULT_KINDS = (Introduction, Promise, Opportunity, Contact)
"""The kinds of records that are results, in the order in which they can be deleted."""


@dataclass(frozen=True)
class RecordedMeeting:
    """What undoing needs: the meeting before and after, its live conversation, and the records that were added."""

    before: Meeting
    conversation: LiveConversation | None
    after: Meeting
    added: tuple[Record, ...]


def record(
    workspace: Workspace, meeting: Meeting, results: MeetingResults, today: date, now: datetime
) -> RecordedMeeting:
    """Record a conversation as `record_held` does, and return what `undo_record` needs. Raises as that does."""
    with workspace.transaction():
        before, conversation = workspace.require(Meeting, meeting.id), live.stored(workspace, meeting.id)
        id, added = with_added(workspace, lambda: record_held(workspace, meeting, results, today, now))
        return RecordedMeeting(before, conversation, workspace.require(Meeting, id), added)


def with_added(workspace: Workspace, save: Callable[[], T]) -> tuple[T, tuple[Record, ...]]:
    """Save a conversation; return what that returns and the records added, in the order in which they can go again."""
    kinds = (Meeting, *RESULT_KINDS)
    with workspace.transaction():
        earlier_ids = {record.id for kind in kinds for record in workspace.all(kind)}
        saved = save()
        added = (record for kind in kinds for record in workspace.all(kind) if record.id not in earlier_ids)
        return saved, tuple(added)


def undo_added(workspace: Workspace, added: Sequence[Record]) -> None:
    """Delete a new conversation and the records that were added with it, in one write; `with_added` returned them.

    Of those, what was changed since is kept, and so are people whom something else now refers to.
    Raises GoneError if the conversation was deleted, ChangedSinceError if it was changed, begun or thanked for since.
    """
    with workspace.transaction():
        for meeting in (record for record in added if isinstance(record, Meeting)):
            is_written_about = any(message.meeting == meeting.id for message in workspace.all(Message))
            is_begun = live.stored(workspace, meeting.id) is not None
            if workspace.require(Meeting, meeting.id) != meeting or is_written_about or is_begun:
                raise ChangedSinceError
        _delete_unchanged(workspace, added)


def undo_record(workspace: Workspace, recorded: RecordedMeeting) -> None:
    """Restore the meeting and its live conversation, and delete the records that were added, in one write.

    Records changed since are kept, and so are people whom something else now refers to.
    Raises GoneError if the meeting was deleted, ChangedSinceError if it fell through since.
    """
    before = recorded.before
    with workspace.transaction():
        stored = workspace.require(Meeting, before.id)
        if stored.state not in (before.state, recorded.after.state):
            raise ChangedSinceError
        if stored == recorded.after and before.state is MeetingState.PLANNED:
            workspace.put(before)  # `put` restores the version too, so that a form filled in for it gets no conflict
        else:
            reopen(workspace, before.id)
        _delete_unchanged(workspace, recorded.added)
        if recorded.conversation is not None and live.stored(workspace, before.id) is None:
            live.keep(workspace, before.id, recorded.conversation)


def _delete_unchanged(workspace: Workspace, added: Sequence[Record]) -> None:
    for record in added:
        is_unchanged = workspace.get(type(record), record.id) == record
        if is_unchanged and not (isinstance(record, Contact) and _is_referred_to(workspace, record.id)):
            workspace.delete(record)


def _is_referred_to(workspace: Workspace, contact: str) -> bool:
    """Tell whether anything refers to a contact, the trash and snoozes too.

    It searches the text of the stored rows, as others wait meanwhile: 10 ms among 5,000 conversations, where reading
    all ids out of them took 170.
    """
    tables, id = workspace.contents().tables, contact.encode()
    kinds = (kind for kind in KINDS if kind not in (Contact, Draft))
    return any(id in row.line for kind in kinds for row in tables.get(kind.table, {}).values())

"""How a planned conversation went: held, with what came of it; moved, cancelled, nobody came. And taking that back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from netdash.errors import InvalidRecordError
from netdash.meetings import live, meetings
from netdash.meetings.live import LiveConversation
from netdash.records import KINDS, Contact, Draft, Introduction, Meeting, MeetingState, Opportunity, Promise, Record
from netdash.store import Workspace


class HowItWent(StrEnum):
    """What may have become of a planned conversation."""

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
    """Somebody whom one of the people met recommended; both are contacts' ids."""

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
    """A job that one of the people met told of."""

    company: str
    role: str = ""
    contact: str | None = None
    notes: str = ""


@dataclass(frozen=True)
class MeetingResults:
    """What came of a conversation beyond the conversation itself. `people` are those not known before."""

    people: tuple[Contact, ...] = ()
    recommended: tuple[Recommendation, ...] = ()
    promises: tuple[NewPromise, ...] = ()
    opportunities: tuple[JobHeardOf, ...] = ()


def record_held(workspace: Workspace, meeting: Meeting, brought: MeetingResults, today: date, now: datetime) -> str:
    """Save a planned conversation as held, with what came of it, in one write; return its id.

    `meeting` says what was learned, answered and offered; `today` is the day in the member's zone on which jobs
    were heard of. An end still to come becomes now. What was kept while it was held is let go. A second click
    finds all of it there and saves nothing.

    Raises InvalidRecordError where it has not begun yet, ConflictError where another tab changed it meanwhile,
    GoneError where it was deleted.
    """
    meeting = _ended(meeting, now)
    with workspace.transaction():
        stored = workspace.require(Meeting, meeting.id)
        also = records(meeting, brought, today)
        changed = [one for one in (_said_anew(workspace, one) for one in also) if one is not None]
        if changed or not _says_the_same(meeting, stored):
            meetings.edit_meeting(workspace, meeting, now, changed)
        live.drop(workspace, meeting.id)
    return meeting.id


def record_no_show(workspace: Workspace, id: str, now: datetime) -> None:
    """Record that nobody came; a second time changes nothing.

    Raises InvalidRecordError where it was held, or has not begun yet.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is MeetingState.HELD:
            raise InvalidRecordError("This conversation was held: somebody did come.")
        _refuse_before_it_begins(meeting, now)
        if meeting.state is not MeetingState.NO_SHOW:
            meetings.fall_through(workspace, meeting, MeetingState.NO_SHOW)


def reopen(workspace: Workspace, id: str) -> None:
    """Take back that a conversation was cancelled, held or missed: it is planned again, with all that it says."""
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        if meeting.state is not MeetingState.PLANNED:
            workspace.save(meeting.replace(state=MeetingState.PLANNED))


def records(meeting: Meeting, brought: MeetingResults, today: date) -> tuple[Record, ...]:
    """Make the records of what came of a conversation; made again, they have the same ids.

    Two jobs at one company in one role are told apart by their order.
    Raises InvalidRecordError where somebody is said to recommend themselves.
    """
    people = {one.id: one for one in brought.people}
    introduced = (_introduction(meeting, one) for one in brought.recommended)
    promised = (_promise(meeting, one) for one in brought.promises)
    heard = _opportunities(meeting, brought.opportunities, today)
    found = (*people.values(), *introduced, *promised, *heard)
    return tuple({one.id: one for one in found}.values())


def _said_anew(workspace: Workspace, one: Record) -> Record | None:
    """Return a record that is not stored yet, or the stored one with what is said of it now; None: nothing is new."""
    stored = workspace.get(type(one), one.id)
    if stored is None:
        return one
    if isinstance(stored, Promise) and isinstance(one, Promise):
        later: Record = stored.replace(what=one.what, due_on=one.due_on)
    elif isinstance(stored, Opportunity) and isinstance(one, Opportunity):
        later = stored.replace(contact=one.contact, notes=one.notes or stored.notes)
    else:
        return None  # a second click
    return None if later == stored else later


def _says_the_same(meeting: Meeting, stored: Meeting) -> bool:
    """Tell whether a held conversation is stored with all of this: a second click comes at another moment."""
    hours = {"starts_at": stored.starts_at, "ends_at": stored.ends_at}
    return meeting.replace(updated_at=stored.updated_at, sample=stored.sample, **hours) == stored


def _introduction(meeting: Meeting, one: Recommendation) -> Introduction:
    if one.contact == one.by:
        raise InvalidRecordError("Somebody cannot recommend themselves: take them out of one of the fields.")
    id = _id(meeting, "introduction", one.by, one.contact)
    return Introduction(id=id, by_contact=one.by, to_contact=one.contact, meeting=meeting.id)


def _promise(meeting: Meeting, one: NewPromise) -> Promise:
    id = _id(meeting, "promise", one.contact, one.what)
    return Promise(id=id, contact=one.contact, meeting=meeting.id, what=one.what, due_on=one.due_on)


def _opportunities(meeting: Meeting, heard: Sequence[JobHeardOf], today: date) -> Iterator[Opportunity]:
    """Make a record of each job; whatever is said of it besides may be corrected when it is recorded again."""
    before: Counter[str] = Counter()
    for one in heard:
        what = _id(meeting, "opportunity", one.company, one.role)
        number = before[what]
        before[what] += 1
        yield _opportunity(meeting, one, today, uuid5(UUID(what), str(number)).hex if number else what)


def _opportunity(meeting: Meeting, one: JobHeardOf, today: date, id: str) -> Opportunity:
    return Opportunity(
        id=id,
        company=one.company,
        role=one.role,
        contact=one.contact or meeting.contacts[0],
        meeting=meeting.id,
        heard_on=today,
        notes=one.notes,
    )


def _id(meeting: Meeting, *what: str) -> str:
    """Derive an id from what is said, so that a second click makes the same record."""
    return uuid5(UUID(meeting.id), "\n".join(" ".join(word.split()) for word in what)).hex


def _ended(meeting: Meeting, now: datetime) -> Meeting:
    _refuse_before_it_begins(meeting, now)
    return meeting.replace(state=MeetingState.HELD, ends_at=min(meeting.ends_at, now))


def _refuse_before_it_begins(meeting: Meeting, now: datetime) -> None:
    if meeting.starts_at >= now:
        raise InvalidRecordError("It has not begun yet. If it took place earlier, correct its time first.")


RESULT_KINDS = (Introduction, Promise, Opportunity, Contact)
"""The kinds that a conversation may bring, in the order in which they can go again."""


@dataclass(frozen=True)
class RecordedMeeting:
    """What was recorded: the conversation before and after, what was noted while it was held, and what was new."""

    before: Meeting
    under_way: LiveConversation | None
    after: Meeting
    made: tuple[Record, ...]


def record(
    workspace: Workspace, meeting: Meeting, brought: MeetingResults, today: date, now: datetime
) -> RecordedMeeting:
    """Record a conversation as `results.record_held` does, and return what `undo_record` needs. Raises as that does."""
    with workspace.transaction():
        before, under_way = workspace.require(Meeting, meeting.id), live.stored(workspace, meeting.id)
        there = {one.id for kind in RESULT_KINDS for one in workspace.all(kind)}
        id = record_held(workspace, meeting, brought, today, now)
        made = tuple(one for kind in RESULT_KINDS for one in workspace.all(kind) if one.id not in there)
        return RecordedMeeting(before, under_way, workspace.require(Meeting, id), made)


def undo_record(workspace: Workspace, recorded: RecordedMeeting) -> None:
    """Put back the conversation and its notes as they were, and remove what it brought, in one write.

    What the member has changed since stays as it is, and so does a person whom something else has come to refer to.
    Raises GoneError where the conversation was deleted.
    """
    before = recorded.before
    with workspace.transaction():
        stored = workspace.require(Meeting, before.id)
        if stored == recorded.after and before.state is MeetingState.PLANNED:
            workspace.put(before)  # under its earlier moment: a form filled in for that version is in no conflict
        else:
            reopen(workspace, before.id)
        for one in recorded.made:
            if workspace.get(type(one), one.id) == one and not (isinstance(one, Contact) and _known(workspace, one.id)):
                workspace.delete(one)
        if recorded.under_way is not None and live.stored(workspace, before.id) is None:
            live.keep(workspace, before.id, recorded.under_way)


def _known(workspace: Workspace, contact: str) -> bool:
    """Tell whether anything refers to a contact, by the lines as they are stored: others wait while this looks."""
    tables, said = workspace.contents().tables, contact.encode()
    kinds = (kind for kind in KINDS if kind not in (Contact, Draft))
    return any(said in one.line for kind in kinds for one in tables.get(kind.table, {}).values())

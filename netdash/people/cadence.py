"""How often to be in touch with each person met (theirs, else their tags', else the rule's), and when that was last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash import drafts, trash
from netdash.deadlines import Deadline, Urgency
from netdash.errors import InvalidRecordError
from netdash.moments import day_of, days_later
from netdash.records import Cadence, Contact, Meeting, MeetingState, Message, Outcome, Promise, TagCadence
from netdash.rules import StayInTouchRules
from netdash.store import Workspace
from netdash.wording import counted


@dataclass(frozen=True)
class Applied:
    """The cadence that applies to somebody, and what says so: their own, one of their tags, else the rule."""

    cadence: Cadence
    own: bool = False
    tag: str = ""


@dataclass(frozen=True)
class Turn:
    """The next time to be in touch: good from the ideal day on, late after the latest."""

    last_at: datetime
    ideal_on: date
    latest_on: date


def by_tag(cadences: Iterable[TagCadence]) -> dict[str, Cadence]:
    """Return the cadence of each tag, whatever its capitals; of several, the shortest."""
    found: dict[str, Cadence] = {}
    for one in cadences:
        tag = one.tag.casefold()
        found[tag] = _shortest([one.cadence, *([found[tag]] if tag in found else [])])
    return found


def cadence_of(contact: Contact, tags: Mapping[str, Cadence], rule: StayInTouchRules) -> Cadence | None:
    """Return how often to be in touch with somebody; None for not being reminded.

    Their own cadence counts, else the shortest of their tags', else the rule's. Zero ideal days
    say not to remind; a tag that says so gives way to another tag that does remind.
    """
    chosen = applied(contact, tags, rule).cadence
    return chosen if chosen.ideal_days else None


def applied(contact: Contact, tags: Mapping[str, Cadence], rule: StayInTouchRules) -> Applied:
    """Return the cadence that applies to somebody as `cadence_of` chooses it, with what says so."""
    if contact.cadence is not None:
        return Applied(contact.cadence, own=True)
    tagged = {tag: tags[tag.casefold()] for tag in contact.tags if tag.casefold() in tags}
    if not tagged:
        return Applied(Cadence(ideal_days=rule.ideal_days, latest_days=rule.latest_days))
    chosen = _shortest(list(tagged.values()))
    return Applied(chosen, tag=next(tag for tag, one in tagged.items() if one == chosen))


def words(cadence: Cadence) -> str:
    """Say how often: `after 30 days, at the latest after 45`; or that it is not at all."""
    if not cadence.ideal_days:
        return "not at all"
    latest = f", at the latest after {cadence.latest_days}" if cadence.latest_days > cadence.ideal_days else ""
    return f"after {counted(cadence.ideal_days, 'day')}{latest}"


def clock(turn: Turn, today: date) -> Deadline:
    """Read the clock of a turn, in days of the member's zone."""
    if today > turn.latest_on:
        return Deadline(Urgency.RED, f"{counted((today - turn.latest_on).days, 'day')} late")
    if today >= turn.ideal_on:
        return Deadline(Urgency.AMBER, "due now")
    return Deadline(Urgency.GREEN, f"in {counted((turn.ideal_on - today).days, 'day')}")


def turn(last_at: datetime, cadence: Cadence, zone: ZoneInfo) -> Turn:
    """Return when to be in touch next, in days of the member's zone after the last contact."""
    last_on = day_of(last_at, zone)
    return Turn(last_at, days_later(last_on, cadence.ideal_days), days_later(last_on, cadence.latest_days))


def _shortest(cadences: list[Cadence]) -> Cadence:
    """Return the shortest that reminds; where none does, one that does not."""
    return min(cadences, key=lambda one: (not one.ideal_days, one.ideal_days, one.latest_days))


def in_order(cadences: Iterable[TagCadence]) -> tuple[TagCadence, ...]:
    """Sort cadences by their tag."""
    return tuple(sorted(cadences, key=lambda one: (one.tag.casefold(), one.id)))


def tags(contacts: Iterable[Contact]) -> dict[str, int]:
    """Return every tag that people carry, with how many do, whatever its capitals; by name, as it is first spelled."""
    spelled: dict[str, str] = {}
    found: dict[str, int] = {}
    for contact in contacts:
        for folded, tag in {tag.casefold(): tag for tag in contact.tags}.items():
            name = spelled.setdefault(folded, tag)
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def add(workspace: Workspace, cadence: TagCadence) -> str:
    """Save a new tag's cadence and return its id. A second submission saves nothing.

    Raises InvalidRecordError where the tag has one already, or none is named.
    """
    with workspace.transaction():
        if workspace.get(TagCadence, cadence.id) is not None:
            return cadence.id
        return workspace.save(_checked(workspace, cadence))


def edit(workspace: Workspace, cadence: TagCadence) -> str:
    """Save a changed cadence. Raises ConflictError, GoneError, and InvalidRecordError as `add` does."""
    with workspace.transaction():
        return workspace.save(_checked(workspace, cadence))


def delete(workspace: Workspace, cadence: TagCadence, now: datetime) -> str:
    """Move a tag's cadence to the trash and return the id to restore it by; the tag itself stays."""
    with workspace.transaction():
        gone = drafts.about(workspace, [cadence.id])
        return trash.discard(workspace, cadence, f"Cadence of the tag {cadence.tag}", now, gone)


def _checked(workspace: Workspace, cadence: TagCadence) -> TagCadence:
    if not cadence.tag:
        raise InvalidRecordError("Name the tag.")
    for one in workspace.all(TagCadence):
        if one.id != cadence.id and one.tag.casefold() == cadence.tag.casefold():
            raise InvalidRecordError(f"“{one.tag}” has a cadence already: change that one.")
    return cadence


ANSWERED = (Outcome.REPLIED, Outcome.DECLINED)


def last_contacts(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> dict[str, datetime]:
    """Return the last contact with each person by their id: a meeting held, a message sent or answered, a promise kept.

    Who was never in contact is not in it.
    """
    latest: dict[str, datetime] = {}
    for contact, at in _contacts(meetings, messages, promises):
        known = latest.get(contact)
        if known is None or at > known:
            latest[contact] = at
    return latest


def _contacts(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> Iterator[tuple[str, datetime]]:
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for contact in meeting.contacts:
                yield contact, meeting.starts_at  # a conversation is on the day on which it starts
    for message in messages:
        if message.sent_at is not None:
            yield message.contact, message.sent_at
            if message.outcome in ANSWERED and message.outcome_at is not None:
                yield message.contact, message.outcome_at
    for promise in promises:
        if promise.kept and promise.settled_at is not None:
            yield promise.contact, promise.settled_at

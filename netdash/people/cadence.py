"""How often to be in touch with each person met, when the last contact was, and when the next one is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash import trash
from netdash.deadlines import Deadline, Urgency
from netdash.errors import InvalidRecordError
from netdash.moments import day_of, days_later, end_of
from netdash.records import Cadence, Contact, Meeting, MeetingState, Message, Outcome, Promise, TagCadence
from netdash.rules import StayInTouchRules
from netdash.store import Workspace
from netdash.wording import counted


@dataclass(frozen=True)
class AppliedCadence:
    """The cadence that applies to somebody and where it comes from: their own, one of their tags, else the rule."""

    cadence: Cadence
    own: bool = False
    tag: str = ""


@dataclass(frozen=True)
class CheckIn:
    """The next time to be in touch: due from the ideal day on, late after the latest."""

    last_at: datetime
    ideal_on: date
    latest_on: date


def by_tag(cadences: Iterable[TagCadence]) -> dict[str, Cadence]:
    """Return the cadence of each tag by its case-folded name; of several, the shortest."""
    by_name: dict[str, Cadence] = {}
    for tag_cadence in cadences:
        name = tag_cadence.tag.casefold()
        by_name[name] = _shortest([tag_cadence.cadence, *([by_name[name]] if name in by_name else [])])
    return by_name


def of_rule(rule: StayInTouchRules) -> Cadence:
    """Return the cadence that the rule has for everybody."""
    return Cadence(ideal_days=rule.ideal_days, latest_days=rule.latest_days)


def start_of_tag(rule: StayInTouchRules) -> Cadence:
    """Return the cadence that a tag's form starts with."""
    return Cadence(ideal_days=rule.tag_ideal_days, latest_days=rule.tag_latest_days)


def cadence_of(contact: Contact, by_tag: Mapping[str, Cadence], by_rule: Cadence) -> Cadence | None:
    """Return how often to be in touch with somebody; None for no reminders.

    Their own cadence counts, else the shortest of their tags', else the rule's. Zero ideal days
    mean no reminders; a tag that says so yields to another tag that does remind.
    """
    cadence = applied_cadence(contact, by_tag, by_rule).cadence
    return cadence if cadence.ideal_days else None


def applied_cadence(contact: Contact, by_tag: Mapping[str, Cadence], by_rule: Cadence) -> AppliedCadence:
    """Return the cadence that `cadence_of` chooses for somebody, with where it comes from."""
    if contact.cadence is not None:
        return AppliedCadence(contact.cadence, own=True)
    of_tags = {tag: by_tag[tag.casefold()] for tag in contact.tags if tag.casefold() in by_tag}
    if not of_tags:
        return AppliedCadence(by_rule)
    shortest = _shortest(list(of_tags.values()))
    return AppliedCadence(shortest, tag=next(tag for tag, cadence in of_tags.items() if cadence == shortest))


def by_contact(
    contacts: Iterable[Contact], tag_cadences: Iterable[TagCadence], rule: StayInTouchRules
) -> dict[str, Cadence]:
    """Return how often to be in touch with each of these contacts, by id, without those who get no reminders."""
    tags, by_rule = by_tag(tag_cadences), of_rule(rule)
    chosen = ((contact.id, cadence_of(contact, tags, by_rule)) for contact in contacts)
    return {id: cadence for id, cadence in chosen if cadence is not None}


def words(cadence: Cadence) -> str:
    """Say how often: `30 days (45 at most)`, or `no reminders`."""
    if not cadence.ideal_days:
        return "no reminders"
    latest = f" ({cadence.latest_days} at most)" if cadence.latest_days > cadence.ideal_days else ""
    return f"{counted(cadence.ideal_days, 'day')}{latest}"


def deadline_of(check_in: CheckIn, today: date) -> Deadline:
    """Say how urgent a check-in is, in days of the member's zone."""
    if today > check_in.latest_on:
        return Deadline(Urgency.RED, f"{counted((today - check_in.latest_on).days, 'day')} late")
    if today >= check_in.ideal_on:
        return Deadline(Urgency.AMBER, "due now")
    return Deadline(Urgency.GREEN, f"in {counted((check_in.ideal_on - today).days, 'day')}")


def check_in(last_at: datetime, cadence: Cadence, zone: ZoneInfo) -> CheckIn:
    """Return when to be in touch next, in days of the member's zone after the last contact."""
    last_on = day_of(last_at, zone)
    return CheckIn(last_at, days_later(last_on, cadence.ideal_days), days_later(last_on, cadence.latest_days))


def _shortest(cadences: list[Cadence]) -> Cadence:
    """Return the shortest that reminds, else one that does not."""
    return min(cadences, key=lambda cadence: (not cadence.ideal_days, cadence.ideal_days, cadence.latest_days))


def in_order(cadences: Iterable[TagCadence]) -> tuple[TagCadence, ...]:
    """Sort cadences by their tag."""
    return tuple(sorted(cadences, key=lambda cadence: (cadence.tag.casefold(), cadence.id)))


def tag_counts(contacts: Iterable[Contact]) -> dict[str, int]:
    """Count who carries each tag, whatever its capitals; sorted by name, spelled as it first comes up."""
    spellings: dict[str, str] = {}
    counts: dict[str, int] = {}
    for contact in contacts:
        for folded, tag in {tag.casefold(): tag for tag in contact.tags}.items():
            spelling = spellings.setdefault(folded, tag)
            counts[spelling] = counts.get(spelling, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: pair[0].casefold()))


def save(workspace: Workspace, cadence: TagCadence) -> str:
    """Save a new or changed cadence of a tag and return its id.

    Raises as `Workspace.save_once` does, and InvalidRecordError where the tag has one already, or no tag is named.
    """
    with workspace.transaction():
        return workspace.save_once(_check(workspace, cadence))


def delete(workspace: Workspace, cadence: TagCadence, now: datetime) -> str:
    """Move a tag's cadence to the trash and return the id to restore it by; the tag itself stays."""
    return trash.discard(workspace, TagCadence, cadence.id, f"Cadence of the tag {cadence.tag}", now)


def _check(workspace: Workspace, cadence: TagCadence) -> TagCadence:
    if not cadence.tag:
        raise InvalidRecordError("Name the tag.", "tag")
    for other in workspace.all(TagCadence):
        if other.id != cadence.id and other.tag.casefold() == cadence.tag.casefold():
            sentence = f"“{other.tag}” has a reminder already. Edit that one."
            raise InvalidRecordError(sentence, at={"tag": "has a reminder already"})
    return cadence


ANSWERS = {Outcome.REPLIED: "they replied", Outcome.DECLINED: "they declined"}


def last_contacts(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> dict[str, datetime]:
    """Return the moment of the last contact with each person, by contact id; nobody without any contact is in it.

    A meeting held, a message sent or answered, and a promise kept are contacts.
    """
    latest: dict[str, datetime] = {}
    for contact, at, _ in touches(meetings, messages, promises):
        last = latest.get(contact)
        if last is None or at > last:
            latest[contact] = at
    return latest


def due_check_ins(
    cadences: Mapping[str, Cadence],
    held_with: Mapping[str, Sequence[Meeting]],
    sent_to: Mapping[str, Sequence[Message]],
    promises: Iterable[Promise],
    today: date,
    zone: ZoneInfo,
) -> Iterator[tuple[str, CheckIn]]:
    """Yield the check-ins whose ideal day has come, each with the contact's id, of those met who have a cadence.

    Conversations and messages are those with each person, the earliest first.
    """
    promised: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        promised[promise.contact].append(promise)
    all_days = {cadence.ideal_days for cadence in cadences.values()}
    met_by = {days: end_of(days_later(today, -days), zone) for days in all_days}
    for contact, cadence in cadences.items():
        held = held_with[contact]
        if held[-1].starts_at > met_by[cadence.ideal_days]:
            continue  # so for most people: later contact would only put it off
        last = last_contacts(held[-1:], sent_to.get(contact, ()), promised[contact])
        turn = check_in(last[contact], cadence, zone)
        if turn.ideal_on <= today:
            yield contact, turn


def touches(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> Iterator[tuple[str, datetime, str]]:
    """Yield each contact with somebody: their id, when it was, and how in words (`you wrote`)."""
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for contact in meeting.contacts:
                yield contact, meeting.starts_at, "you talked"
    for message in messages:
        if message.sent_at is not None:
            yield message.contact, message.sent_at, "you wrote"
            if message.outcome in ANSWERS and message.outcome_at is not None:
                yield message.contact, message.outcome_at, ANSWERS[message.outcome]
    for promise in promises:
        if promise.kept and promise.settled_at is not None:
            yield promise.contact, promise.settled_at, "you kept a promise"

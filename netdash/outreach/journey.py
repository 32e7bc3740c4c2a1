"""The journey: how far each person has come from a first message to staying in touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from netdash.outreach import thank_you_messages
from netdash.outreach.exchanges import OPENING, days_waited, exchange_with, moment_sent
from netdash.people.cadence import last_contacts
from netdash.records import Contact, Meeting, MeetingState, Message, Outcome, Promise
from netdash.rules import NoReplyRules


class JourneyStage(StrEnum):
    """How far a person has come; the value is what a member reads."""

    TO_CONTACT = "To contact"
    MESSAGED = "Messaged"
    REPLIED = "Replied"
    SCHEDULED = "Scheduled"
    MET = "Met"
    THANKED = "Thanked"
    STAYING_IN_TOUCH = "Staying in touch"
    DECLINED = "Declined"
    DORMANT = "Dormant"


@dataclass(frozen=True)
class JourneyPlace:
    """The stage of one person.

    `at` is when the conversation with them is planned, else the last contact, else when they were added; None if that
    is not known.
    """

    contact: str
    stage: JourneyStage
    at: datetime | None


def places(
    contacts: Iterable[Contact],
    meetings: Iterable[Meeting],
    messages: Iterable[Message],
    now: datetime,
    zone: ZoneInfo,
    rule: NoReplyRules,
    promises: Iterable[Promise],
) -> tuple[JourneyPlace, ...]:
    """Return the place of every contact, in their order; the rule says how long to wait until they are dormant."""
    meetings, messages = tuple(meetings), tuple(messages)
    last = last_contacts(meetings, messages, promises)
    messages_by_contact: defaultdict[str, list[Message]] = defaultdict(list)
    meetings_by_contact: defaultdict[str, list[Meeting]] = defaultdict(list)
    for message in sorted(messages, key=lambda message: message.sent_at or now):
        if message.sent_at is not None:
            messages_by_contact[message.contact].append(message)
    for meeting in sorted(meetings, key=lambda meeting: meeting.ends_at):
        for contact in meeting.contacts:
            meetings_by_contact[contact].append(meeting)

    def is_given_up(latest: Message) -> bool:
        return days_waited(latest, now, zone) >= rule.nudge_after_business_days

    def place(contact: Contact) -> JourneyPlace:
        with_them, sent = meetings_by_contact[contact.id], messages_by_contact[contact.id]
        planned = next((meeting for meeting in with_them if meeting.state is MeetingState.PLANNED), None)
        if planned is not None:
            return JourneyPlace(contact.id, JourneyStage.SCHEDULED, planned.starts_at)
        held = [meeting for meeting in with_them if meeting.state is MeetingState.HELD]
        stage = _stage_of_met(contact, held, sent) if held else _stage_of_others(sent, rule.most_nudges, is_given_up)
        return JourneyPlace(contact.id, stage, last.get(contact.id, contact.created_at))

    return tuple(map(place, contacts))


def columns(places: Iterable[JourneyPlace]) -> Mapping[JourneyStage, tuple[JourneyPlace, ...]]:
    """Return the places of each stage, in the order of the journey, those with the earliest moment first."""
    by_stage: dict[JourneyStage, list[JourneyPlace]] = {stage: [] for stage in JourneyStage}
    for place in places:
        by_stage[place.stage].append(place)
    return {
        stage: tuple(
            sorted(stage_places, key=lambda place: (place.at is None, place.at.timestamp() if place.at else 0))
        )
        for stage, stage_places in by_stage.items()
    }


def _stage_of_met(contact: Contact, held: Sequence[Meeting], messages: Sequence[Message]) -> JourneyStage:
    """Return the stage of a contact by the conversations held with them, the earliest first."""
    if exchange_with(messages, held[-1].ends_at).outcome is Outcome.DECLINED:
        return JourneyStage.DECLINED
    thanks = thank_you_messages.sent(messages).get((held[-1].id, contact.id))
    if thanks is None or thanks.sent_at is None:
        return JourneyStage.MET
    has_written = any(moment_sent(message) > thanks.sent_at for message in messages)
    return JourneyStage.STAYING_IN_TOUCH if has_written or len(held) > 1 else JourneyStage.THANKED


def _stage_of_others(
    messages: Sequence[Message], most_nudges: int, is_given_up: Callable[[Message], bool]
) -> JourneyStage:
    """Return the stage of a contact not met yet by the messages sent to them, the earliest first."""
    if not messages:
        return JourneyStage.TO_CONTACT
    exchange = exchange_with(messages, None)
    waiting, last = exchange.waiting, exchange.last
    if exchange.outcome is not None:
        return _STAGE_AFTER[exchange.outcome]
    if waiting and waiting.nudges >= most_nudges and is_given_up(waiting.latest):
        return JourneyStage.DORMANT
    if last and last.outcome is Outcome.REPLIED and not (waiting and waiting.first.purpose in OPENING):
        return JourneyStage.REPLIED
    return JourneyStage.MESSAGED


_STAGE_AFTER = {
    Outcome.REPLIED: JourneyStage.REPLIED,
    Outcome.DECLINED: JourneyStage.DECLINED,
    Outcome.NO_REPLY: JourneyStage.DORMANT,
}

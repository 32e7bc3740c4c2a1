"""The journey: how far each person has come from a first message to staying in touch, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from netdash.outreach import thank_you_messages
from netdash.outreach.exchanges import OPENING, days_waited, exchange_with, moment_of_outcome, moment_sent
from netdash.records import Contact, Meeting, MeetingState, Message, Outcome
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
    """The stage of one person, and since when (dormant: since the last message); None if that is not known."""

    contact: str
    stage: JourneyStage
    since: datetime | None


def places(
    contacts: Iterable[Contact],
    meetings: Iterable[Meeting],
    messages: Iterable[Message],
    now: datetime,
    zone: ZoneInfo,
    rule: NoReplyRules,
) -> tuple[JourneyPlace, ...]:
    """Return the place of every contact, in their order; the rule says how long to wait until they are dormant."""
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

    return tuple(
        _place_by_meetings(contact, meetings_by_contact[contact.id], messages_by_contact[contact.id])
        or _place_by_messages(contact, messages_by_contact[contact.id], rule.most_nudges, is_given_up)
        for contact in contacts
    )


def columns(places: Iterable[JourneyPlace]) -> Mapping[JourneyStage, tuple[JourneyPlace, ...]]:
    """Return the places of each stage, in the order of the journey, those there the longest first."""
    by_stage: dict[JourneyStage, list[JourneyPlace]] = {stage: [] for stage in JourneyStage}
    for place in places:
        by_stage[place.stage].append(place)
    return {
        stage: tuple(
            sorted(stage_places, key=lambda place: (place.since is None, place.since.timestamp() if place.since else 0))
        )
        for stage, stage_places in by_stage.items()
    }


def _place_by_meetings(
    contact: Contact, meetings: Sequence[Meeting], messages: Sequence[Message]
) -> JourneyPlace | None:
    """Place a contact by the conversations planned and held with them; None without any."""
    planned = next((meeting for meeting in meetings if meeting.state is MeetingState.PLANNED), None)
    if planned is not None:
        return JourneyPlace(contact.id, JourneyStage.SCHEDULED, planned.created_at)
    held_meetings = [meeting for meeting in meetings if meeting.state is MeetingState.HELD]
    if not held_meetings:
        return None
    exchange = exchange_with(messages, held_meetings[-1].ends_at)
    if exchange.last and exchange.outcome is Outcome.DECLINED:
        return JourneyPlace(contact.id, JourneyStage.DECLINED, moment_of_outcome(exchange.last))
    thanks = thank_you_messages.sent(messages).get((held_meetings[-1].id, contact.id))
    if thanks is None or thanks.sent_at is None:
        return JourneyPlace(contact.id, JourneyStage.MET, held_meetings[-1].starts_at)
    later_messages = [message for message in messages if moment_sent(message) > thanks.sent_at]
    if later_messages or len(held_meetings) > 1:
        return JourneyPlace(
            contact.id, JourneyStage.STAYING_IN_TOUCH, later_messages[0].sent_at if later_messages else thanks.sent_at
        )
    return JourneyPlace(contact.id, JourneyStage.THANKED, thanks.sent_at)


def _place_by_messages(
    contact: Contact, messages: Sequence[Message], most_nudges: int, is_given_up: Callable[[Message], bool]
) -> JourneyPlace:
    """Place a contact not met yet by the messages sent to them, the earliest first."""
    if not messages:
        return JourneyPlace(contact.id, JourneyStage.TO_CONTACT, contact.created_at)
    exchange = exchange_with(messages, None)
    waiting, last = exchange.waiting, exchange.last
    if last and exchange.outcome is not None:
        return JourneyPlace(contact.id, _STAGE_AFTER[exchange.outcome], moment_of_outcome(last))
    if waiting and waiting.nudges >= most_nudges and is_given_up(waiting.latest):
        return JourneyPlace(contact.id, JourneyStage.DORMANT, moment_sent(waiting.latest))
    if last and last.outcome is Outcome.REPLIED and not (waiting and waiting.first.purpose in OPENING):
        return JourneyPlace(contact.id, JourneyStage.REPLIED, moment_of_outcome(last))
    return JourneyPlace(contact.id, JourneyStage.MESSAGED, waiting.since if waiting else moment_sent(messages[-1]))


_STAGE_AFTER = {
    Outcome.REPLIED: JourneyStage.REPLIED,
    Outcome.DECLINED: JourneyStage.DECLINED,
    Outcome.NO_REPLY: JourneyStage.DORMANT,
}

"""Who is where on the way from a first message to staying in touch: derived for everybody, with since when."""

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
    """Where one person stands, and since when (dormant: since the last message to them); None where nobody knows."""

    contact: str
    stage: JourneyStage
    since: datetime | None


@dataclass(frozen=True)
class Patience:
    """When silence means that somebody is left in peace: so many nudges, and so many business days after the last."""

    most_nudges: int
    business_days: int


def places(
    contacts: Iterable[Contact],
    meetings: Iterable[Meeting],
    messages: Iterable[Message],
    now: datetime,
    zone: ZoneInfo,
    patience: Patience,
) -> tuple[JourneyPlace, ...]:
    """Place every contact once, in their order. A contact who was deleted has no place."""
    sent: defaultdict[str, list[Message]] = defaultdict(list)
    talks: defaultdict[str, list[Meeting]] = defaultdict(list)
    for message in sorted(messages, key=lambda one: one.sent_at or now):
        if message.sent_at is not None:
            sent[message.contact].append(message)
    for meeting in sorted(meetings, key=lambda one: one.ends_at):
        for contact in meeting.contacts:
            talks[contact].append(meeting)

    def gave_up(latest: Message) -> bool:
        return days_waited(latest, now, zone) >= patience.business_days

    return tuple(
        _with_talks(one, talks[one.id], sent[one.id]) or _without(one, sent[one.id], patience.most_nudges, gave_up)
        for one in contacts
    )


def columns(found: Iterable[JourneyPlace]) -> Mapping[JourneyStage, tuple[JourneyPlace, ...]]:
    """Return the places of each stage, every stage in its order, those there the longest first."""
    by_stage: dict[JourneyStage, list[JourneyPlace]] = {stage: [] for stage in JourneyStage}
    for one in found:
        by_stage[one.stage].append(one)
    return {
        stage: tuple(sorted(there, key=lambda one: (one.since is None, one.since.timestamp() if one.since else 0)))
        for stage, there in by_stage.items()
    }


def _with_talks(contact: Contact, talks: Sequence[Meeting], sent: Sequence[Message]) -> JourneyPlace | None:
    """Place somebody by the conversations planned and held with them; None without any."""
    planned = next((one for one in talks if one.state is MeetingState.PLANNED), None)
    if planned is not None:
        return JourneyPlace(contact.id, JourneyStage.SCHEDULED, planned.created_at)
    held = [one for one in talks if one.state is MeetingState.HELD]
    if not held:
        return None
    ended, between = held[-1].ends_at, exchange_with(sent, held[-1].ends_at)
    if between.last and between.outcome is Outcome.DECLINED:
        return JourneyPlace(contact.id, JourneyStage.DECLINED, moment_of_outcome(between.last))
    thanks = thank_you_messages.sent(sent).get((held[-1].id, contact.id))
    if thanks is None or thanks.sent_at is None:
        return JourneyPlace(contact.id, JourneyStage.MET, ended)
    later = [one for one in sent if moment_sent(one) > thanks.sent_at]
    if later or len(held) > 1:
        return JourneyPlace(contact.id, JourneyStage.STAYING_IN_TOUCH, later[0].sent_at if later else thanks.sent_at)
    return JourneyPlace(contact.id, JourneyStage.THANKED, thanks.sent_at)


def _without(
    contact: Contact, sent: Sequence[Message], most_nudges: int, gave_up: Callable[[Message], bool]
) -> JourneyPlace:
    """Place somebody not met yet by the messages sent to them, the earliest first."""
    if not sent:
        return JourneyPlace(contact.id, JourneyStage.TO_CONTACT, contact.created_at)
    between = exchange_with(sent, None)
    waiting, last = between.waiting, between.last
    if last and between.outcome is not None:
        return JourneyPlace(contact.id, _AFTER[between.outcome], moment_of_outcome(last))
    if waiting and waiting.nudges >= most_nudges and gave_up(waiting.latest):
        return JourneyPlace(contact.id, JourneyStage.DORMANT, moment_sent(waiting.latest))
    if last and last.outcome is Outcome.REPLIED and not (waiting and waiting.first.purpose in OPENING):
        return JourneyPlace(contact.id, JourneyStage.REPLIED, moment_of_outcome(last))
    return JourneyPlace(contact.id, JourneyStage.MESSAGED, waiting.since if waiting else moment_sent(sent[-1]))


_AFTER = {
    Outcome.REPLIED: JourneyStage.REPLIED,
    Outcome.DECLINED: JourneyStage.DECLINED,
    Outcome.NO_REPLY: JourneyStage.DORMANT,
}

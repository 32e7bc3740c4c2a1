"""The exchange of messages with one person: waiting for their answer, owing them one, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from netdash.moments import count_business_days, day_of
from netdash.records import Message, Outcome, Purpose

OPENING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION})
"""What opens a new round, even with somebody who declined."""

ARRANGING = frozenset({Purpose.REPLY, Purpose.RESCHEDULE})
"""What waits for an answer until a conversation is planned or held, unless they declined."""


@dataclass(frozen=True)
class WaitingRound:
    """A round of unanswered messages to one person: the first, the latest, and the number of nudges."""

    first: Message
    latest: Message
    nudges: int

    @property
    def since(self) -> datetime:
        """The moment of the first message."""
        return moment_sent(self.first)


@dataclass(frozen=True)
class Exchange:
    """The exchange with one person: the round that waits, and the last message with an outcome.

    The `outcome` is that message's, if nothing was sent and no conversation took place since: a reply is not answered
    yet, and where none came, nothing is due until somebody acts.
    """

    waiting: WaitingRound | None
    last: Message | None
    outcome: Outcome | None


def moment_sent(message: Message) -> datetime:
    """Return the moment at which a sent message was sent."""
    assert message.sent_at is not None
    return message.sent_at


def moment_of_outcome(message: Message) -> datetime:
    """Return the moment of a sent message's outcome; if none is noted, that of its sending."""
    return message.outcome_at or moment_sent(message)


def exchange_with(messages: Sequence[Message], last_met_at: datetime | None) -> Exchange:
    """Return the exchange with one person.

    `messages` are those sent to them, the earliest first; `last_met_at` is the end of the last conversation held or
    planned with them. It closes, as an answer does, what was sent before it.
    """
    last, last_at, has_declined = None, None, False
    for message in messages:  # one loop, as the queue looks through all messages
        if message.outcome is not None:
            outcome_at = message.outcome_at or moment_sent(message)
            has_declined = has_declined or message.outcome is Outcome.DECLINED
            # An answer to a later message replaces the missing reply to an earlier one, whenever that was noted.
            replaces_silence = last is not None and last.outcome is Outcome.NO_REPLY is not message.outcome
            if last_at is None or outcome_at >= last_at or replaces_silence:
                last, last_at = message, outcome_at
    closed_at = max([moment for moment in (last_at, last_met_at) if moment is not None], default=None)
    has_talked = last_at is not None and last_met_at is not None and last_met_at >= last_at
    has_written = any(
        moment_sent(message) >= last_at for message in messages[-2:] if last_at is not None and message is not last
    )
    arranging = last_met_at is None and not has_declined
    outcome = None if last is None or has_talked or has_written else last.outcome
    return Exchange(_waiting_round(messages, closed_at, arranging=arranging), last, outcome)


def exchanges(sent_to: Mapping[str, Sequence[Message]], last_met_at: Mapping[str, datetime]) -> dict[str, Exchange]:
    """Return the exchange with each person, by contact id, as `exchange_with` does for one."""
    return {id: exchange_with(messages, last_met_at.get(id)) for id, messages in sent_to.items()}


def _waiting_round(messages: Sequence[Message], closed_at: datetime | None, *, arranging: bool) -> WaitingRound | None:
    later = takewhile(lambda message: closed_at is None or moment_sent(message) >= closed_at, reversed(messages))
    nudges: list[Message] = []
    for message in later:
        if message.outcome is not None:
            continue
        if message.purpose in OPENING or (arranging and message.purpose in ARRANGING):
            return WaitingRound(message, nudges[0] if nudges else message, len(nudges))
        if message.purpose is Purpose.NUDGE:
            nudges.append(message)
    return WaitingRound(nudges[-1], nudges[0], len(nudges)) if nudges else None


def days_waited(message: Message, now: datetime, zone: ZoneInfo) -> int:
    """Return the business days since a message was sent, today included; 0 for a draft."""
    if message.sent_at is None:
        return 0
    return count_business_days(day_of(message.sent_at, zone), day_of(now, zone))

"""Where the exchange with one person stands: waiting for their answer, owing them one, or at rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from netdash import business_days
from netdash.moments import day_of
from netdash.records import Message, Outcome, Purpose

OPENING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION})
"""What opens a new round, even with somebody who declined."""

ARRANGING = frozenset({Purpose.REPLY, Purpose.RESCHEDULE})
"""What waits for an answer as long as no conversation came of it, unless they declined."""


@dataclass(frozen=True)
class WaitingRound:
    """A round of messages to one person that nobody has answered: the first, the latest, the nudges after the first."""

    first: Message
    latest: Message
    nudges: int

    @property
    def since(self) -> datetime:
        """The moment of the first message."""
        return moment_sent(self.first)


@dataclass(frozen=True)
class Exchange:
    """What was sent to one person and what came of it: the round that waits, and the last message answered or given up.

    `passed` says that something was sent, or a conversation took its place, since that came of it.
    """

    waiting: WaitingRound | None
    last: Message | None
    passed: bool

    @property
    def outcome(self) -> Outcome | None:
        """What the last word is, where nothing has passed since."""
        return None if self.last is None or self.passed else self.last.outcome

    @property
    def reply(self) -> Message | None:
        """The message whose reply is not answered yet."""
        return self.last if self.outcome is Outcome.REPLIED else None

    @property
    def given_up(self) -> bool:
        """Whether the last word is that no reply came: they rest until somebody acts."""
        return self.outcome is Outcome.NO_REPLY


def moment_sent(message: Message) -> datetime:
    """Return the moment of a message that was sent."""
    assert message.sent_at is not None
    return message.sent_at


def moment_of_outcome(message: Message) -> datetime:
    """Return the moment something came of a message that was sent; where none is noted, that of its sending."""
    return message.outcome_at or moment_sent(message)


def exchange_with(sent: Sequence[Message], last_met: datetime | None) -> Exchange:
    """Say where things stand.

    `sent` are the messages sent to one person, the earliest first; `last_met` is when the last
    conversation held or planned with them ends. It ends, as an answer does, what was sent before it.
    """
    last, last_at, declined = None, None, False
    for one in sent:  # in one loop: a member has many messages, and the queue looks through all of them
        if one.outcome is not None:
            came_at = one.outcome_at or moment_sent(one)
            declined = declined or one.outcome is Outcome.DECLINED
            # That nothing came of an older message is no news once there is an answer to a later one.
            answers = last is not None and last.outcome is Outcome.NO_REPLY is not one.outcome
            if last_at is None or came_at >= last_at or answers:
                last, last_at = one, came_at
    closed = max([moment for moment in (last_at, last_met) if moment is not None], default=None)
    talked = last_at is not None and last_met is not None and last_met >= last_at
    wrote = any(moment_sent(one) >= last_at for one in sent[-2:] if last_at is not None and one is not last)
    return Exchange(_waiting(sent, closed, arranging=last_met is None and not declined), last, talked or wrote)


def _waiting(sent: Sequence[Message], closed: datetime | None, *, arranging: bool) -> WaitingRound | None:
    since = takewhile(lambda one: closed is None or moment_sent(one) >= closed, reversed(sent))
    nudges: list[Message] = []
    for one in since:
        if one.outcome is not None:
            continue
        if one.purpose in OPENING or (arranging and one.purpose in ARRANGING):
            return WaitingRound(one, nudges[0] if nudges else one, len(nudges))
        if one.purpose is Purpose.NUDGE:
            nudges.append(one)
    return WaitingRound(nudges[-1], nudges[0], len(nudges)) if nudges else None


def days_waited(message: Message, now: datetime, zone: ZoneInfo) -> int:
    """Return the business days since a message was sent, today included; 0 for a draft."""
    if message.sent_at is None:
        return 0
    return business_days.count(day_of(message.sent_at, zone), day_of(now, zone))

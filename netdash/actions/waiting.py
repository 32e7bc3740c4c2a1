"""Where the exchange with one person stands: waiting for their answer, owing them one, or at rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from netdash.records import Meeting, Message, Outcome, Purpose

OPENING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION})
"""What opens a new round, even with somebody who declined."""

ARRANGING = frozenset({Purpose.REPLY, Purpose.RESCHEDULE})
"""What waits for an answer as long as no conversation came of it, unless they declined."""


@dataclass(frozen=True)
class Waiting:
    """A round of messages to one person that nobody has answered: the first, the latest, the nudges after the first."""

    first: Message
    latest: Message
    nudges: int

    @property
    def since(self) -> datetime:
        """The moment of the first message."""
        return at(self.first)


@dataclass(frozen=True)
class Exchange:
    """What was sent to one person and what came of it.

    `reply` is the message whose reply is not answered yet. `given_up` says that the last word is
    that no reply came: they rest until somebody acts.
    """

    waiting: Waiting | None
    reply: Message | None
    given_up: bool


def at(message: Message) -> datetime:
    """Return the moment of a message that was sent."""
    assert message.sent_at is not None
    return message.sent_at


def ended_at(message: Message) -> datetime:
    """Return the moment something came of a message that was sent; where none is noted, that of its sending."""
    return message.outcome_at or at(message)


def exchange_with(sent: Sequence[Message], met: Sequence[Meeting]) -> Exchange:
    """Say where things stand.

    `sent` are the messages sent to one person, the earliest first; `met` the conversations held or
    planned with them. An answer, or a conversation, to come or held, ends what was sent before it.
    """
    ended = [one for one in sent if one.outcome is not None]
    last_met = max((one.ends_at for one in met), default=None)
    last = max(ended, key=lambda one: (ended_at(one), one.id), default=None)
    closed = max([*([ended_at(last)] if last else []), *([last_met] if last_met else [])], default=None)
    if last is None or last.outcome is Outcome.DECLINED or (last_met and last_met >= ended_at(last)):
        acted = True
    else:
        acted = any(at(one) >= ended_at(last) for one in sent[-2:] if one is not last)  # sorted: the rest is earlier
    declined = any(one.outcome is Outcome.DECLINED for one in ended)
    return Exchange(
        waiting=_waiting(sent, closed, arranging=not met and not declined),
        reply=last if last and last.outcome is Outcome.REPLIED and not acted else None,
        given_up=bool(last and last.outcome is Outcome.NO_REPLY and not acted),
    )


def _waiting(sent: Sequence[Message], closed: datetime | None, *, arranging: bool) -> Waiting | None:
    since = takewhile(lambda one: closed is None or at(one) >= closed, reversed(sent))
    nudges: list[Message] = []
    for one in since:
        if one.outcome is not None:
            continue
        if one.purpose in OPENING or (arranging and one.purpose in ARRANGING):
            return Waiting(one, nudges[0] if nudges else one, len(nudges))
        if one.purpose is Purpose.NUDGE:
            nudges.append(one)
    return Waiting(nudges[-1], nudges[0], len(nudges)) if nudges else None

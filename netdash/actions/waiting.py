"""Whether one waits for somebody's answer: the messages that ask, those that nudge, and what ends the waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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


def at(message: Message) -> datetime:
    """Return the moment of a message that was sent."""
    assert message.sent_at is not None
    return message.sent_at


def ended_at(message: Message) -> datetime:
    """Return the moment something came of a message that was sent; where none is noted, that of its sending."""
    return message.outcome_at or at(message)


def waiting_for(sent: Sequence[Message], met: Sequence[Meeting]) -> Waiting | None:
    """Return the round that waits for an answer, or None.

    `sent` are the messages sent to one person, the earliest first; `met` the conversations held or
    planned with them. An answer, or a conversation, to come or held, ends what was sent before it.
    """
    closed = max([*(ended_at(one) for one in sent if one.outcome), *(one.ends_at for one in met)], default=None)
    declined = _latest(sent, Outcome.DECLINED)
    unanswered = [one for one in sent if one.outcome is None and (closed is None or at(one) >= closed)]
    asks = [one for one in unanswered if one.purpose in OPENING or (one.purpose in ARRANGING and not (met or declined))]
    opens = asks[-1] if asks else None
    nudges = [one for one in unanswered if one.purpose is Purpose.NUDGE and (opens is None or at(one) >= at(opens))]
    thread = [*([opens] if opens else []), *nudges]
    return Waiting(thread[0], thread[-1], len(nudges)) if thread else None


def given_up(sent: Sequence[Message], met: Sequence[Meeting]) -> bool:
    """Tell whether the last word on somebody is that no reply came: they rest until somebody acts."""
    closed = _latest(sent, Outcome.NO_REPLY)
    if closed is None:
        return False
    since = ended_at(closed)
    return not (
        any(one is not closed and (at(one) > since or (_answered(one) and ended_at(one) > since)) for one in sent)
        or any(one.ends_at > since for one in met)
    )


def latest_reply(sent: Sequence[Message]) -> Message | None:
    """Return the message that was replied to last."""
    return _latest(sent, Outcome.REPLIED)


def _answered(message: Message) -> bool:
    return message.outcome in (Outcome.REPLIED, Outcome.DECLINED)


def _latest(sent: Sequence[Message], outcome: Outcome) -> Message | None:
    return max((one for one in sent if one.outcome is outcome), key=lambda one: (ended_at(one), one.id), default=None)

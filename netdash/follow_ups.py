"""What has been done: thank-yous sent and promises settled, in one line of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash import thank_yous
from netdash.records import Message, Promise


@dataclass(frozen=True)
class Done:
    """One thing done, and the record that says so."""

    at: datetime
    record: Message | Promise


def history(messages: Iterable[Message], promises: Iterable[Promise]) -> tuple[Done, ...]:
    """Return everything done, the latest first."""
    done = [Done(one.sent_at, one) for one in thank_yous.sent(messages).values() if one.sent_at is not None]
    done += [Done(one.settled_at, one) for one in promises if one.settled_at is not None]
    return tuple(sorted(done, key=lambda one: one.at, reverse=True))

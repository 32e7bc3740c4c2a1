"""How long a message has waited for an answer, in business days of the member's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash.moments import day_of
from netdash.records import Message

WEEK = 5
"""Business days are Monday to Friday."""


def is_waiting(message: Message) -> bool:
    """Tell whether a message was sent and nothing has come of it yet."""
    return message.sent_at is not None and message.outcome is None


def waited(message: Message, now: datetime, zone: ZoneInfo) -> int:
    """Return the business days since a message was sent, today included; 0 for a draft."""
    if message.sent_at is None:
        return 0
    return max(0, _ordinal(day_of(now, zone)) - _ordinal(day_of(message.sent_at, zone)))


def _ordinal(day: date) -> int:
    """Number a day by the business days up to it, since the Monday on which the calendar starts."""
    weeks, days = divmod(day.toordinal() - 1, 7)
    return weeks * WEEK + min(days + 1, WEEK)

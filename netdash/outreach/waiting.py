"""How long a message has waited for an answer, in business days of the member's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import business_days
from netdash.moments import day_of
from netdash.records import Message


def waited(message: Message, now: datetime, zone: ZoneInfo) -> int:
    """Return the business days since a message was sent, today included; 0 for a draft."""
    if message.sent_at is None:
        return 0
    return business_days.count(day_of(message.sent_at, zone), day_of(now, zone))

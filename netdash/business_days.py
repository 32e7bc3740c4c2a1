"""Business days: Monday to Friday, whatever holidays there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.moments import day_of, days_later

WEEK, WEEKEND = 5, 2
"""How many days of a week are business days, and how many are weekend."""


def add(day: date, number: int) -> date:
    """Return the business day `number` business days after a day (0 or more); 0 gives the day itself.

    From a Friday or a weekend, the first is Monday.
    """
    if not number:
        return day
    friday_at_latest = day - timedelta(days=max(0, day.weekday() - WEEK + 1))
    weeks, days = divmod(number, WEEK)
    weekend_days = WEEKEND if friday_at_latest.weekday() + days >= WEEK else 0
    return days_later(friday_at_latest, weeks * 7 + days + weekend_days)


def after(moment: datetime, number: int, zone: ZoneInfo) -> date:
    """Return the business day `number` business days after the day a moment falls on in a zone."""
    return add(day_of(moment, zone), number)


def count(since: date, until: date) -> int:
    """Count the business days after `since`, up to and including `until`; 0 where `until` is not later."""
    return max(0, _ordinal(until) - _ordinal(since))


def _ordinal(day: date) -> int:
    """Count the business days up to a day, from the Monday on which the calendar starts."""
    weeks, days = divmod(day.toordinal() - 1, 7)
    return weeks * WEEK + min(days + 1, WEEK)

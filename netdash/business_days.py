"""Business days: Monday to Friday, whatever holidays there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.moments import day_of, days_later

WEEK, WEEKEND = 5, 2
"""How many days of a week are business days, and how many are not."""


def add(day: date, number: int) -> date:
    """Return the business day that comes so many after a day (0 or more); with 0 the day itself.

    From a Saturday as from a Friday, the first is Monday.
    """
    if not number:
        return day
    friday_at_latest = day - timedelta(days=max(0, day.weekday() - WEEK + 1))
    weeks, days = divmod(number, WEEK)
    over_the_weekend = WEEKEND if friday_at_latest.weekday() + days >= WEEK else 0
    return days_later(friday_at_latest, weeks * 7 + days + over_the_weekend)


def after(moment: datetime, number: int, zone: ZoneInfo) -> date:
    """Return the business day that comes so many after the day a moment falls on in a zone."""
    return add(day_of(moment, zone), number)


def count(since: date, until: date) -> int:
    """Count the business days after one day, up to another that counts too; none where it does not come after."""
    return max(0, _ordinal(until) - _ordinal(since))


def _ordinal(day: date) -> int:
    """Number a day by the business days up to it, since the Monday on which the calendar starts."""
    weeks, days = divmod(day.toordinal() - 1, 7)
    return weeks * WEEK + min(days + 1, WEEK)

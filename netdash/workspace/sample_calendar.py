"""When things of the sample happened: at believable hours, before the moment at which it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from netdash.moments import BUSINESS_DAYS, add_business_days, count_business_days, day_of, moment_at

OPENS, CLOSES = time(9), time(18)
"""Conversations take place between these hours in the member's zone."""
QUARTER = timedelta(minutes=15)

Row = Mapping[str, Any]
"""One row of the sample file."""


@dataclass(frozen=True)
class SampleCalendar:
    """The moment at which the sample is loaded, the member's zone, and the ends of its conversations by name."""

    now: datetime
    zone: ZoneInfo
    ends: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Today's date where the member lives."""
        return day_of(self.now, self.zone)

    def at(self, days_ago: int, hour: time) -> datetime:
        """Return the moment of an hour so many days ago."""
        return moment_at(self.today - timedelta(days=days_ago), hour, self.zone)

    def moment(self, row: Row) -> datetime:
        """Return the moment of a row, given as `days_ago`, `business_days_ago`, `hours_ago`, or hours `after`."""
        if "after" in row:
            return self.ends[row["after"]] + timedelta(hours=row["hours"])
        if "hours_ago" in row:
            return self.now - timedelta(hours=row["hours_ago"])
        days_ago = self._days_ago(row["business_days_ago"]) if "business_days_ago" in row else row["days_ago"]
        return self.at(days_ago, time.fromisoformat(row["at"]))

    def with_ends(self, rows: list[Row]) -> SampleCalendar:
        """Return the calendar with the end of each conversation: on its day, or before the next conversation."""
        ends: dict[str, datetime] = {}
        latest = self.now
        for row in reversed(rows):
            length = timedelta(minutes=row["minutes"])
            if "at" in row:
                ends[row["nick"]] = self._start(row) + length
                continue
            ends[row["nick"]] = self._end_by(min(latest, self.now - timedelta(hours=row["hours_ago"])), length)
            latest = ends[row["nick"]] - length - QUARTER
        return SampleCalendar(self.now, self.zone, ends)

    def _start(self, row: Row) -> datetime:
        if "business_days_ahead" not in row:
            return self.moment(row)
        day = add_business_days(self.today, row["business_days_ahead"])
        return moment_at(day, time.fromisoformat(row["at"]), self.zone)

    def _end_by(self, latest: datetime, length: timedelta) -> datetime:
        """Return the last quarter-hour up to a moment at which a conversation can have ended within the hours."""
        end = latest.replace(minute=latest.minute - latest.minute % 15, second=0, microsecond=0)
        day = day_of(end, self.zone)
        if end - length < moment_at(day, OPENS, self.zone):
            return moment_at(day - timedelta(days=1), CLOSES, self.zone)
        return min(end, moment_at(day, CLOSES, self.zone))

    def _days_ago(self, number: int) -> int:
        """Return how many days ago the latest business day was that has at least so many business days after it."""
        days = ((ago, self.today - timedelta(days=ago)) for ago in count(number))
        return next(
            ago for ago, day in days if day.weekday() < BUSINESS_DAYS and count_business_days(day, self.today) >= number
        )

"""When the sample's month happened: moments counted back from the one it is loaded at, on the member's clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from netdash import business_days
from netdash.moments import day_of, moment_at

OPENS, CLOSES = time(9), time(18)
"""Between these hours, on the member's clocks, conversations are believable."""
QUARTER = timedelta(minutes=15)

Row = Mapping[str, Any]
"""One table of the sample file."""


@dataclass(frozen=True)
class SampleCalendar:
    """The moment the sample hangs from, the clocks it is read on, and when its conversations end, by their names."""

    now: datetime
    zone: ZoneInfo
    ends: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is where the member lives."""
        return day_of(self.now, self.zone)

    def at(self, days_ago: int, hour: time) -> datetime:
        """Return a moment by the day, counted back, and the hour."""
        return moment_at(self.today - timedelta(days=days_ago), hour, self.zone)

    def moment(self, row: Row) -> datetime:
        """Return the moment that a row speaks of: `days_ago`, `business_days_ago`, `hours_ago`, or hours `after`."""
        if "after" in row:
            return self.ends[row["after"]] + timedelta(hours=row["hours"])
        if "hours_ago" in row:
            return self.now - timedelta(hours=row["hours_ago"])
        days_ago = self._back(row["business_days_ago"]) if "business_days_ago" in row else row["days_ago"]
        return self.at(days_ago, time.fromisoformat(row["at"]))

    def with_ends(self, rows: list[Row]) -> SampleCalendar:
        """Return the calendar that knows when each conversation ends: on its day, or before the next."""
        found: dict[str, datetime] = {}
        latest = self.now
        for row in reversed(rows):
            length = timedelta(minutes=row["minutes"])
            if "at" in row:
                found[row["nick"]] = self._starts(row) + length
                continue
            found[row["nick"]] = self._end_by(min(latest, self.now - timedelta(hours=row["hours_ago"])), length)
            latest = found[row["nick"]] - length - QUARTER
        return SampleCalendar(self.now, self.zone, found)

    def _starts(self, row: Row) -> datetime:
        if "business_days_ahead" not in row:
            return self.moment(row)
        day = business_days.add(self.today, row["business_days_ahead"])
        return moment_at(day, time.fromisoformat(row["at"]), self.zone)

    def _end_by(self, latest: datetime, length: timedelta) -> datetime:
        """Return the last quarter of an hour up to a moment at which a conversation can have ended by day."""
        end = latest.replace(minute=latest.minute - latest.minute % 15, second=0, microsecond=0)
        closes, day = moment_at(day_of(end, self.zone), CLOSES, self.zone), day_of(end, self.zone)
        if end - length < moment_at(day, OPENS, self.zone):
            return moment_at(day - timedelta(days=1), CLOSES, self.zone)
        return min(end, closes)

    def _back(self, number: int) -> int:
        """Return how many days ago the latest business day was since which so many others have passed."""
        days = ((ago, self.today - timedelta(days=ago)) for ago in count(number))
        return next(
            ago
            for ago, day in days
            if day.weekday() < business_days.WEEK and business_days.count(day, self.today) >= number
        )

"""What all insights share: the period, the records that count in it, and the reading of a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from zoneinfo import ZoneInfo

from netdash.follow_up.weeks import week_start
from netdash.moments import DAY, day_of
from netdash.people import introductions as people_introductions
from netdash.records import Introduction, Meeting, MeetingState

CLOSING_QUESTION = "“Who else do you recommend I connect with?”"
"""The question to close a conversation with, from which introductions come."""


class Period(StrEnum):
    """How far back to look. The values are part of the page's address."""

    FOUR_WEEKS = "4 weeks"
    THIS_MONTH = "This month"
    LAST_MONTH = "Last month"
    TWELVE_WEEKS = "12 weeks"
    THIS_YEAR = "This year"
    ALL = "All"

    @property
    def words(self) -> str:
        """The period as part of a sentence."""
        return {
            Period.FOUR_WEEKS: "in the last 4 weeks",
            Period.THIS_MONTH: "this month",
            Period.LAST_MONTH: "last month",
            Period.TWELVE_WEEKS: "in the last 12 weeks",
            Period.THIS_YEAR: "this year",
            Period.ALL: "so far",
        }[self]


@dataclass(frozen=True)
class Window:
    """The days of a period in the member's zone, from `since` (None: no start) to `until`, both included."""

    period: Period
    since: date | None
    until: date
    zone: ZoneInfo

    @property
    def seen_on(self) -> date:
        """The day from which the period is looked at; for last month, the first one that can."""
        return self.until + DAY if self.period is Period.LAST_MONTH else self.until

    def holds(self, moment: datetime | None) -> bool:
        """Tell whether a moment is in the window; no moment is only in a window without a start."""
        if moment is None:
            return self.since is None
        return self.holds_day(day_of(moment, self.zone))

    def holds_day(self, day: date) -> bool:
        """Tell whether a day is in the window."""
        return day <= self.until and (self.since is None or self.since <= day)


@dataclass(frozen=True)
class Reading:
    """What a figure says: as a sentence, as a description of the chart for screen readers, and as a table."""

    sentence: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def window(period: Period, today: date, zone: ZoneInfo) -> Window:
    """Return the window of a period, which ends today, but for last month.

    Periods of weeks start on a Monday and include this week.
    """
    before_this_month = today.replace(day=1) - DAY
    since = {
        Period.FOUR_WEEKS: week_start(today) - timedelta(weeks=3),
        Period.THIS_MONTH: today.replace(day=1),
        Period.LAST_MONTH: before_this_month.replace(day=1),
        Period.TWELVE_WEEKS: week_start(today) - timedelta(weeks=11),
        Period.THIS_YEAR: date(today.year, 1, 1),
        Period.ALL: None,
    }[period]
    return Window(period, since, before_this_month if period is Period.LAST_MONTH else today, zone)


def conversations(meetings: Iterable[Meeting], window: Window) -> tuple[Meeting, ...]:
    """Return the conversations held within a window, the earliest first."""
    held = (meeting for meeting in meetings if meeting.state is MeetingState.HELD and window.holds(meeting.starts_at))
    return tuple(sorted(held, key=lambda meeting: meeting.ends_at))


def introductions_made(
    introductions: Iterable[Introduction], meetings: Iterable[Meeting], window: Window
) -> tuple[Introduction, ...]:
    """Return the introductions made within a window, the earliest first."""
    starts = {meeting.id: meeting.starts_at for meeting in meetings if meeting.state is MeetingState.HELD}
    dated = people_introductions.dated(introductions, starts)
    undated = [introduction for at, introduction in dated if at is None and window.holds(at)]
    in_window = [(at, introduction) for at, introduction in dated if at is not None and window.holds(at)]
    return (*undated, *(introduction for _, introduction in sorted(in_window, key=itemgetter(0))))

"""What insights share: the period they look at, what counts in it, and how a figure is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from netdash.follow_up.weeks import week_start
from netdash.moments import day_of
from netdash.people.introductions import made_at
from netdash.records import Introduction, Meeting, MeetingState

WHO_ELSE = "“Who else do you recommend I connect with?”"
"""The seed's closing question, which is where introductions come from."""


class Period(StrEnum):
    """How far back to look. The values stand in the address of the page."""

    FOUR_WEEKS = "4 weeks"
    TWELVE_WEEKS = "12 weeks"
    THIS_YEAR = "This year"
    ALL = "All"

    @property
    def words(self) -> str:
        """Return the period as part of a sentence."""
        return {
            Period.FOUR_WEEKS: "in the last 4 weeks",
            Period.TWELVE_WEEKS: "in the last 12 weeks",
            Period.THIS_YEAR: "this year",
            Period.ALL: "so far",
        }[self]


@dataclass(frozen=True)
class Window:
    """The days of a period where the member lives, both included. `since` is None from the beginning of time."""

    period: Period
    since: date | None
    until: date
    zone: ZoneInfo

    def holds(self, moment: datetime | None) -> bool:
        """Tell whether a moment falls into it; what has no moment belongs to the whole of time only."""
        if moment is None:
            return self.since is None
        return self.holds_day(day_of(moment, self.zone))

    def holds_day(self, day: date) -> bool:
        """Tell whether a day falls into it."""
        return day <= self.until and (self.since is None or self.since <= day)


@dataclass(frozen=True)
class Reading:
    """What a figure says: in a sentence, to those who cannot see the chart, and as the rows of a table."""

    sentence: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def window(period: Period, today: date, zone: ZoneInfo) -> Window:
    """Return the days of a period that ends today. Weeks are whole, and this one is the last."""
    since = {
        Period.FOUR_WEEKS: week_start(today) - timedelta(weeks=3),
        Period.TWELVE_WEEKS: week_start(today) - timedelta(weeks=11),
        Period.THIS_YEAR: date(today.year, 1, 1),
        Period.ALL: None,
    }[period]
    return Window(period, since, today, zone)


def conversations(meetings: Iterable[Meeting], within: Window) -> tuple[Meeting, ...]:
    """Return the conversations that were held on the days of a window, the earliest first."""
    found = (one for one in meetings if one.state is MeetingState.HELD and within.holds(one.starts_at))
    return tuple(sorted(found, key=lambda one: one.ends_at))


def introductions_made(
    introductions: Iterable[Introduction], meetings: Iterable[Meeting], within: Window
) -> tuple[Introduction, ...]:
    """Return the introductions made within a window, the earliest first."""
    held = {one.id: one.starts_at for one in meetings if one.state is MeetingState.HELD}
    dated = [(made_at(one, held), one) for one in introductions]
    found = [(at, one) for at, one in dated if within.holds(at)]
    undated = [one for at, one in found if at is None]
    return (*undated, *(one for _, one in sorted(((at, one) for at, one in found if at), key=lambda pair: pair[0])))

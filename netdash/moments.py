"""Moments and days as a person reads them: in their zone, and in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from netdash.date_style import date_words, hour_words
from netdash.errors import InvalidRecordError

REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
BUSINESS_DAYS, WEEKEND_DAYS = 5, 2
"""How many days of a week are business days, Monday to Friday whatever holidays there are, and how many are not."""
FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9998, 12, 31)
"""Far enough from both ends of the calendar for any zone."""


@cache
def zone_names() -> tuple[str, ...]:
    """Return every zone a person may choose, UTC first."""
    return ("UTC", *sorted(name for name in available_timezones() if name.split("/")[0] in REGIONS))


def zone_words() -> dict[str, str]:
    """Return each zone's label, in which typing “new york” finds it, and “New_York” as well."""
    return {name: f"{name.replace('_', ' ')} ({name})" if "_" in name else name for name in zone_names()}


@lru_cache(1024)  # bounded: any browser may name a zone
def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of this IANA name, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):  # OSError: the name of a folder, such as "Europe"
        return None


MASKING_ZONES = frozenset({
    "UTC", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal", "GMT", "Etc/GMT", "Etc/Unknown",
    "Atlantic/Reykjavik",  # Firefox from 128 on
})  # fmt: skip
"""What browsers report that hide their zone; whoever really lives in one chooses it."""


def own_zone(chosen: str, browser: str | None) -> ZoneInfo | None:
    """Return the zone a member chose, else the browser's, else None, as where the browser may be hiding it."""
    browser = None if browser in MASKING_ZONES else browser
    return zone_named(chosen) if chosen else zone_named(browser) if browser else None


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day that a moment falls on in a zone."""
    return moment.astimezone(zone).date()


def moment_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which the clocks of a zone show this day and time."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def clock_note(day: date, at: time, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Say what is odd about a time on this day: the clocks skip it, or show it twice; empty where nothing is.

    A time that comes twice means the first, or the second once that has come by `now`.
    """
    first, second = (moment_at(day, at.replace(fold=fold), zone) for fold in (0, 1))
    change = f"On {date_words(day, weekday='%A')} the clocks of {zone.key} go"
    if is_skipped(day, at, zone):
        return f"{change} forward and skip {hour_words(at)}. Choose another time."
    if first == second:
        return ""
    which = "second" if now is not None and second <= now else "first"
    return f"{change} back, so {hour_words(at)} comes twice: the {which} is meant."


def is_skipped(day: date, at: time, zone: ZoneInfo) -> bool:
    """Tell whether the clocks of a zone never show this time on this day, as they go forward over it."""
    return moment_at(day, at, zone).astimezone(zone).replace(tzinfo=None) != datetime.combine(day, at.replace(fold=0))


def check_time(day: date, at: time, zone: ZoneInfo) -> None:
    """Raise InvalidRecordError for a time that the clocks of a zone skip on this day."""
    if is_skipped(day, at, zone):
        raise InvalidRecordError(clock_note(day, at, zone), at={"moment": "skipped by the clocks"})


def resolve_moment(day: date, at: time, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the moment of this day and time; a time that comes twice in autumn means the second where that is past.

    Raises InvalidRecordError where the clocks skip the time.
    """
    check_time(day, at, zone)
    first, second = (moment_at(day, at.replace(fold=fold), zone) for fold in (0, 1))
    return second if first < second <= now else first


def day_words(day: date, today: date) -> str:
    """Name a day: today, yesterday, tomorrow, a weekday within six days, else the date."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    ahead = (day - today).days
    if ahead in near:
        return near[ahead]
    if 0 < ahead < 7:
        return f"{day:%A}"
    return date_words(day, weekday="%a", year=day.year != today.year)


def short_day_words(day: date, today: date) -> str:
    """Name a day as `day_words` does, short enough for a narrow card: `Thu`, `6 Nov`."""
    ahead = (day - today).days
    if -1 <= ahead <= 1:
        return day_words(day, today)
    if 1 < ahead < 7:
        return f"{day:%a}"
    return date_words(day, month="%b", year=day.year != today.year)


def when_words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Name a moment in a zone: `yesterday at 16:30`."""
    local = moment.astimezone(zone)
    return f"{day_words(local.date(), day_of(now, zone))} at {hour_words(local)}"


def span_words(span: timedelta) -> str:
    """Say how long a span is, in its largest unit, rounded down: `40 min`, `5 h`, `3 days`."""
    span = abs(span)
    if span < MINUTE:
        return "under a minute"
    if span < HOUR:
        return f"{span // MINUTE} min"
    if span < 2 * DAY:
        return f"{span // HOUR} h"
    return f"{span // DAY} days"


def days_later(day: date, number: int) -> date:
    """Return the day `number` days later (or earlier), within what the calendar and every zone can hold."""
    return date.fromordinal(min(max(day.toordinal() + number, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the last moment of a day in a zone."""
    following = days_later(days_later(day, 0), 1)
    return moment_at(following, time(), zone) - timedelta(microseconds=1)


def add_business_days(day: date, number: int) -> date:
    """Return the business day `number` business days after a day (0 or more); 0 gives the day itself.

    From a Friday or a weekend, the first is Monday.
    """
    if not number:
        return day
    friday_at_latest = day - timedelta(days=max(0, day.weekday() - BUSINESS_DAYS + 1))
    weeks, days = divmod(number, BUSINESS_DAYS)
    weekend_days = WEEKEND_DAYS if friday_at_latest.weekday() + days >= BUSINESS_DAYS else 0
    return days_later(friday_at_latest, weeks * 7 + days + weekend_days)


def business_day_after(moment: datetime, number: int, zone: ZoneInfo) -> date:
    """Return the business day `number` business days after the day a moment falls on in a zone."""
    return add_business_days(day_of(moment, zone), number)


def count_business_days(since: date, until: date) -> int:
    """Count the business days after `since`, up to and including `until`; 0 where `until` is not later."""
    return max(0, _business_ordinal(until) - _business_ordinal(since))


def _business_ordinal(day: date) -> int:
    """Count the business days up to a day, from the Monday on which the calendar starts."""
    weeks, days = divmod(day.toordinal() - 1, 7)
    return weeks * BUSINESS_DAYS + min(days + 1, BUSINESS_DAYS)

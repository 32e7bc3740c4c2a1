"""When a conversation is, on the member's clocks and on theirs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.moments import day_of, when_words, zone_named
from netdash.records import Meeting


def day(meeting: Meeting, zone: ZoneInfo) -> date:
    """Return the day that a conversation is on in a zone: the one on which it starts."""
    return day_of(meeting.starts_at, zone)


def shown(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """Return the moment that says when a conversation was: when it ended, on the day on which it started."""
    return meeting.ends_at if day_of(meeting.ends_at, zone) == day(meeting, zone) else meeting.starts_at


def when(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    """Name the day and the hour of a conversation that was held: `yesterday at 16:30`."""
    return when_words(shown(meeting, zone), now, zone)


def own(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the member's zone: `Tuesday 5 May 2026, 14:00–14:20 (Europe/Berlin)`."""
    return words(meeting.starts_at, meeting.ends_at, zone)


def theirs(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the zone of the people met; nothing where their clocks show what the member's do."""
    return their_words(meeting.starts_at, meeting.ends_at, meeting.their_zone, zone)


def their_words(starts_at: datetime, ends_at: datetime, their_zone: str, zone: ZoneInfo) -> str:
    """Say when something is on the clocks of another zone; nothing where they show what the member's do."""
    other = zone_named(their_zone) if their_zone else None
    if other is None or all(_offset(moment, other) == _offset(moment, zone) for moment in (starts_at, ends_at)):
        return ""
    return words(starts_at, ends_at, other)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Say from when to when something is on the clocks of a zone, with the day; how far ahead of UTC where it changes.

    `02:30 (UTC+02:00)–02:10 (UTC+01:00)` is the night on which clocks are put back.
    """
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    first, last = f"{start:%H:%M}", f"{end:%H:%M}"
    if start.utcoffset() != end.utcoffset():
        first, last = f"{first} ({_ahead(start)})", f"{last} ({_ahead(end)})"
    until = last if day_of(ends_at, zone) == start.date() else f"{_day(end)}, {last}"
    return f"{_day(start)}, {first}–{until} ({zone.key})"


def _day(local: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def _ahead(local: datetime) -> str:
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"

"""When a conversation is, on the member's clocks and on theirs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from netdash.moments import day_of, zone_named
from netdash.records import Meeting


def own(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the member's zone: `Tuesday 5 May 2026, 14:00–14:20 (Europe/Berlin)`."""
    return _in_zone(meeting.starts_at, meeting.ends_at, zone)


def theirs(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the zone of the people met; nothing where their clocks show what the member's do."""
    other = zone_named(meeting.their_zone) if meeting.their_zone else None
    if other is None or _offsets(meeting, other) == _offsets(meeting, zone):
        return ""
    return _in_zone(meeting.starts_at, meeting.ends_at, other)


def _offsets(meeting: Meeting, zone: ZoneInfo) -> tuple[object, object]:
    return meeting.starts_at.astimezone(zone).utcoffset(), meeting.ends_at.astimezone(zone).utcoffset()


def _in_zone(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    until = f"{end:%H:%M}" if day_of(ends_at, zone) == start.date() else f"{_day(end)}, {end:%H:%M}"
    return f"{_day(start)}, {start:%H:%M}–{until} ({zone.key})"


def _day(local: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B} {local.year}"

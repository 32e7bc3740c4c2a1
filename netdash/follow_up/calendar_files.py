"""A planned conversation, and what is owed, as calendar files (.ics) for Google, Outlook and Apple.

Outlook reads one VCALENDAR and at most one VALARM, needs METHOD, UID, SEQUENCE and DTSTAMP, and
ignores to-dos; Google refuses a file without PRODID or DTSTAMP. So everything is an event, in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from netdash.ics_text import carried, exact
from netdash.meetings import times
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import HOUR, MINUTE, day_of
from netdash.records import Meeting, MeetingState

MAKER = "-//netdash//netdash//EN"
DOMAIN = "netdash.invalid"
"""No host of this name can exist (RFC 2606), so that no other program's UID is the same. The workspace's name goes
before it, as some ids are the same in all of them: those of the sample, the pitch and the questions."""

FIRST_SEQUENCE = datetime(2020, 1, 1, tzinfo=UTC)
LAST_SEQUENCE = 2**31 - 1
BEFORE_A_CONVERSATION = HOUR
OWED_TAKES = 15 * MINUTE
BEFORE_A_DAY = 15 * HOUR
"""How long before its midnight the alarm of a whole day sounds: at nine, the morning before.

It cannot sound on the day itself: Outlook takes the absolute value of a duration, and need not follow a moment after
the start (MS-OXCICAL, 2.1.3.1.1.20.62). Apple and Thunderbird follow either; Google sets its own reminders on import.
"""


@dataclass(frozen=True)
class Owed:
    """Something to do by a moment, or in the course of a day. The uid stays the same from export to export."""

    uid: str
    title: str
    due: datetime | date
    description: str = ""


def conversation(
    meeting: Meeting, names: str, questions: Sequence[str], zone: ZoneInfo, now: datetime, workspace: str
) -> bytes:
    """Return the file of one conversation; a second import updates the event where the calendar does so.

    `names` are those it is with, `questions` the texts of those planned; `zone` is the member's, and `workspace` what
    tells it from all others. One that is cancelled says so in its status and its title: METHOD:CANCEL is for a
    message from an ORGANIZER (RFC 5546, 3.2.5), whom an entry of one's own does not have.
    """
    cancelled = meeting.state is MeetingState.CANCELLED
    title = f"{'Cancelled: ' if cancelled else ''}{KIND_WORDS[meeting.kind]}: {names}"
    event = _event(f"{meeting.id}@{workspace}", title, now, sequence(meeting.updated_at or now))
    event.add("dtstart", meeting.starts_at.replace(microsecond=0))
    event.add("dtend", max(meeting.ends_at, meeting.starts_at + MINUTE).replace(microsecond=0))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if cancelled:
        event.add("transp", "TRANSPARENT")
    description = _described(meeting, questions, zone)
    if description:
        event.add("description", exact(description))
    if meeting.place:
        event.add("location", exact(meeting.place))
    if meeting.state is MeetingState.PLANNED:
        event.add_component(_alarm(event, -BEFORE_A_CONVERSATION))
    return _file([event])


def follow_ups(owed: Iterable[Owed], zone: ZoneInfo, now: datetime, workspace: str) -> bytes:
    """Return the file of what is owed, one event each. What is overdue stands at this moment, or today.

    A second export is the newer one of each. What was done since is not in it, so its event stays as it was.
    """
    return _file([_owed_event(one, zone, now, workspace) for one in owed])


def sequence(moment: datetime) -> int:
    """Return a number that grows with time: the seconds since 2020, as far as 31 bits hold them (the year 2088)."""
    return min(max(0, int((moment - FIRST_SEQUENCE).total_seconds())), LAST_SEQUENCE)


def _owed_event(one: Owed, zone: ZoneInfo, now: datetime, workspace: str) -> Event:
    event = _event(f"{one.uid}@{workspace}", one.title, now, sequence(now))
    if isinstance(one.due, datetime):
        starts_at = max(one.due.astimezone(UTC) - OWED_TAKES, now.astimezone(UTC)).replace(microsecond=0)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + OWED_TAKES)
        event.add_component(_alarm(event, timedelta(0)))
    else:
        today = day_of(now, zone)
        day = max(one.due, today)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        if day > today:
            event.add_component(_alarm(event, -BEFORE_A_DAY))
    event.add("transp", "TRANSPARENT")  # it makes nobody busy
    if one.description:
        event.add("description", exact(one.description))
    return event


def _event(uid: str, title: str, now: datetime, number: int) -> Event:
    event = Event()
    event.add("uid", exact(f"{uid}.{DOMAIN}"))
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", number)
    event.add("summary", exact(" ".join(carried(title).split())))
    return event


def _alarm(event: Event, after: timedelta) -> Alarm:
    """Sound once, so long after the start (before it, where negative)."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", exact(str(event["summary"])))
    alarm.add("trigger", after)
    return alarm


def _described(meeting: Meeting, questions: Sequence[str], zone: ZoneInfo) -> str:
    theirs = times.theirs(meeting, zone)
    asked = "\n".join(f"{number}. {text}" for number, text in enumerate(questions, 1))
    parts = (meeting.place, theirs and f"For them: {theirs}", asked and f"Questions:\n{asked}")
    return "\n\n".join(part for part in parts if part)


def _file(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file

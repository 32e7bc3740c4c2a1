"""Calendar files (.ics) of planned conversations and of things to do, for Google, Outlook and Apple.

Outlook reads one VCALENDAR and at most one VALARM, needs METHOD, UID, SEQUENCE and DTSTAMP, and
ignores to-dos; Google refuses a file without PRODID or DTSTAMP. So everything is an event, in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from netdash.follow_up import actions
from netdash.follow_up.actions import Action, Kind
from netdash.follow_up.promises import open_promises
from netdash.meetings import meetings
from netdash.meetings.meetings import KIND_WORDS, thank_you_id
from netdash.moments import HOUR, MINUTE, day_of
from netdash.records import Meeting, MeetingState, Promise
from netdash.rules import Rules
from netdash.thank_yous import thank_yous

PRODUCT_ID = "-//netdash//netdash//EN"
DOMAIN = "netdash.invalid"
"""No host can have this name (RFC 2606), so no other program makes the same UID. The workspace's name goes before it,
as some ids are the same in every workspace: those of the sample, the pitch and the questions."""

FIRST_SEQUENCE = datetime(2020, 1, 1, tzinfo=UTC)
LAST_SEQUENCE = 2**31 - 1
ALARM_BEFORE_MEETING = HOUR
ENTRY_LENGTH = 15 * MINUTE
ALARM_BEFORE_DAY = 15 * HOUR
"""The alarm of a whole day sounds so long before its midnight: at nine, the morning before.

It cannot sound on the day itself: Outlook takes the absolute value of a duration, and need not support an alarm after
the start (MS-OXCICAL, 2.1.3.1.1.20.62). Apple and Thunderbird support both; Google sets its own reminders on import.
"""

_BREAKS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def clean_text(text: str) -> str:
    """Return a text as calendars keep it: each line break one `\\n`, no control characters, no lone surrogates."""
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", _BREAKS.sub("\n", encodable))


class ExactText(vText):
    """Text that stays as it is; icalendar 7.3's own turns the two letters `\\N`, as in `C:\\New`, into a line break."""

    def to_ical(self) -> bytes:
        """Escape the text (RFC 5545, 3.3.11)."""
        return str(self).translate(_ESCAPES).encode("utf-8")


def exact_text(text: str) -> ExactText:
    """Make a text that a calendar shows as it was typed."""
    return ExactText(clean_text(text))


@dataclass(frozen=True)
class CalendarEntry:
    """Something to do by a moment, or by the end of a day. The uid is the same in every export."""

    uid: str
    title: str
    due: datetime | date
    description: str = ""


def meeting_file(
    meeting: Meeting, names: str, questions: Sequence[str], zone: ZoneInfo, now: datetime, workspace: str
) -> bytes:
    """Return the calendar file of a conversation; a second import updates the event where the calendar supports it.

    `names` are the people it is with, `questions` the texts of the planned questions, `zone` is the member's, and
    `workspace` is unique to this workspace. A cancelled conversation says so in its status and title: METHOD:CANCEL
    needs an ORGANIZER (RFC 5546, 3.2.5), and one's own entry has none.
    """
    return _file([_meeting_event(meeting, names, questions, zone, now, workspace)])


def feed_file(
    planned: Iterable[tuple[Meeting, str]],
    entries: Iterable[CalendarEntry],
    zone: ZoneInfo,
    now: datetime,
    workspace: str,
    refresh: timedelta,
) -> bytes:
    """Return a calendar to subscribe to: planned conversations, each with the names of its people, and things to do.

    It asks to be looked at again after `refresh`, in the words of RFC 7986 and in Outlook's.
    """
    events = [_meeting_event(meeting, names, (), zone, now, workspace) for meeting, names in planned]
    hours = f"PT{refresh // HOUR}H"
    about = {"name": "netdash", "x_wr_calname": "netdash", "x_published_ttl": hours}
    return _file([*events, *(_entry_event(entry, zone, now, workspace) for entry in entries)], refresh, **about)


def _meeting_event(
    meeting: Meeting, names: str, questions: Sequence[str], zone: ZoneInfo, now: datetime, workspace: str
) -> Event:
    cancelled = meeting.state is MeetingState.CANCELLED
    title = f"{'Cancelled: ' if cancelled else ''}{KIND_WORDS[meeting.kind]}: {names}"
    event = _event(f"{meeting.id}@{workspace}", title, now, sequence(max(now, meeting.updated_at or now)))
    event.add("dtstart", meeting.starts_at.replace(microsecond=0))
    event.add("dtend", max(meeting.ends_at, meeting.starts_at + MINUTE).replace(microsecond=0))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if cancelled:
        event.add("transp", "TRANSPARENT")
    description = _description(meeting, questions, zone)
    if description:
        event.add("description", exact_text(description))
    if meeting.place:
        event.add("location", exact_text(meeting.place))
    if meeting.state is MeetingState.PLANNED:
        event.add_component(_alarm(event, -ALARM_BEFORE_MEETING))
    return event


def follow_up_file(entries: Iterable[CalendarEntry], zone: ZoneInfo, now: datetime, workspace: str) -> bytes:
    """Return the calendar file of things to do, one event each. Overdue ones are placed now, or today.

    A second import updates the events. What was done since is not in the file, so its event stays as it was.
    """
    return _file([_entry_event(entry, zone, now, workspace) for entry in entries])


def sequence(moment: datetime) -> int:
    """Return a number that grows with time: the seconds since 2020, at most 31 bits of them (the year 2088)."""
    return min(max(0, int((moment - FIRST_SEQUENCE).total_seconds())), LAST_SEQUENCE)


def _entry_event(entry: CalendarEntry, zone: ZoneInfo, now: datetime, workspace: str) -> Event:
    event = _event(f"{entry.uid}@{workspace}", entry.title, now, sequence(now))
    if isinstance(entry.due, datetime):
        starts_at = max(entry.due.astimezone(UTC) - ENTRY_LENGTH, now.astimezone(UTC)).replace(microsecond=0)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + ENTRY_LENGTH)
        event.add_component(_alarm(event, timedelta(0)))
    else:
        today = day_of(now, zone)
        day = max(entry.due, today)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        if day > today:
            event.add_component(_alarm(event, -ALARM_BEFORE_DAY))
    event.add("transp", "TRANSPARENT")  # does not block the member's time
    if entry.description:
        event.add("description", exact_text(entry.description))
    return event


def _event(uid: str, title: str, now: datetime, number: int) -> Event:
    event = Event()
    event.add("uid", exact_text(f"{uid}.{DOMAIN}"))
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", number)
    event.add("summary", exact_text(" ".join(clean_text(title).split())))
    return event


def _alarm(event: Event, after: timedelta) -> Alarm:
    """Make an alarm that sounds once, so long after the start; a negative time is before it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", exact_text(str(event["summary"])))
    alarm.add("trigger", after)
    return alarm


def _description(meeting: Meeting, questions: Sequence[str], zone: ZoneInfo) -> str:
    theirs = meetings.their_time(meeting, zone)
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(questions, 1))
    parts = (meeting.place, theirs and f"For them: {theirs}", numbered and f"Questions:\n{numbered}")
    return "\n\n".join(part for part in parts if part)


def _file(events: Iterable[Event], refresh: timedelta | None = None, **about: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name, words in about.items():
        calendar.add(name.replace("_", "-"), words)
    if refresh is not None:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def thank_you_entries(
    owed: Iterable[thank_yous.Owed], name: Callable[[str], str], rules: Rules
) -> Iterator[CalendarEntry]:
    """Make an entry of each owed thank-you, due when it becomes late. `name` gives a contact's name."""
    for thank_you in owed:
        learnings = "\n".join(f"- {learning}" for learning in thank_you.meeting.learnings)
        yield CalendarEntry(
            uid=thank_you_id(thank_you.meeting.id, thank_you.contact),
            title=f"Thank {name(thank_you.contact)}",
            due=thank_you.since + rules.thank_you.late_after,
            description="\n\n".join(filter(None, (f"For: {KIND_WORDS[thank_you.meeting.kind]}", learnings))),
        )


def promise_entries(promises: Iterable[Promise], name: Callable[[str], str]) -> Iterator[CalendarEntry]:
    """Make an entry of each open promise, on its day."""
    for promise in open_promises(promises):
        yield CalendarEntry(
            promise.id, f"Promise: {promise.what}", promise.due_on, f"Promised to {name(promise.contact)}."
        )


def action_entries(due_actions: Iterable[Action], zone: ZoneInfo) -> Iterator[CalendarEntry]:
    """Make an entry of each action but thank-yous and promises, which have entries of their own."""
    for action in due_actions:
        if action.kind not in (Kind.THANK_YOU, Kind.PROMISE):
            reason = "\n".join(
                filter(None, (action.rule.words, action.rule.source and f"Source: {action.rule.source}"))
            )
            yield CalendarEntry(action.key, action.what, actions.due_by(action, zone), reason)


def queue_entries(
    queue: Iterable[Action],
    owed: Iterable[thank_yous.Owed],
    promises: Iterable[Promise],
    name: Callable[[str], str],
    rules: Rules,
    zone: ZoneInfo,
) -> Iterator[CalendarEntry]:
    """Make an entry of each action in a queue."""
    queue = tuple(queue)
    keys = {action.key for action in queue}
    yield from thank_you_entries(
        (thank_you for thank_you in owed if f"{Kind.THANK_YOU}:{thank_you.meeting.id}:{thank_you.contact}" in keys),
        name,
        rules,
    )
    yield from promise_entries((promise for promise in promises if f"{Kind.PROMISE}:{promise.id}" in keys), name)
    yield from action_entries(queue, zone)

"""A planned conversation, and what is owed, as calendar files (.ics) for Google, Outlook and Apple.

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

_BREAKS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def carried(text: str) -> str:
    """Return what of a text arrives: every line break as one `\\n`, no control character, no half of a pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", _BREAKS.sub("\n", whole))


class ExactText(vText):
    """Text that arrives as it is; icalendar 7.3's own turns the two letters `\\N`, as in `C:\\New`, into a break."""

    def to_ical(self) -> bytes:
        """Escape it (RFC 5545, 3.3.11)."""
        return str(self).translate(_ESCAPES).encode("utf-8")


def exact(text: str) -> ExactText:
    """Make text that a calendar shows as it was typed."""
    return ExactText(carried(text))


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
    theirs = meetings.their_time(meeting, zone)
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


def thanks(owed: Iterable[thank_yous.Owed], name: Callable[[str], str], rules: Rules) -> Iterator[Owed]:
    """Make an event of each owed thank-you, due when it would be late. `name` gives a contact's name."""
    for one in owed:
        learned = "\n".join(f"- {learning}" for learning in one.meeting.learnings)
        yield Owed(
            uid=thank_you_id(one.meeting.id, one.contact),
            title=f"Thank {name(one.contact)}",
            due=one.since + rules.thank_you.late_after,
            description="\n\n".join(filter(None, (f"For: {KIND_WORDS[one.meeting.kind]}", learned))),
        )


def promised(promises: Iterable[Promise], name: Callable[[str], str]) -> Iterator[Owed]:
    """Make an event of each promise that is still open, on its day."""
    for one in open_promises(promises):
        yield Owed(one.id, f"Promise: {one.what}", one.due_on, f"Promised to {name(one.contact)}.")


def actions_due(due: Iterable[Action], zone: ZoneInfo) -> Iterator[Owed]:
    """Make an event of each action that is neither a thank-you nor a promise: those have events of their own."""
    for one in due:
        if one.kind not in (Kind.THANK_YOU, Kind.PROMISE):
            why = "\n".join(filter(None, (one.rule.words, one.rule.source and f"Source: {one.rule.source}")))
            yield Owed(one.key, one.what, actions.due_by(one, zone), why)


def all_of(
    queue: Iterable[Action],
    owed: Iterable[thank_yous.Owed],
    promises: Iterable[Promise],
    name: Callable[[str], str],
    rules: Rules,
    zone: ZoneInfo,
) -> Iterator[Owed]:
    """Make an event of everything in a queue, each thing once."""
    queue = tuple(queue)
    keys = {one.key for one in queue}
    yield from thanks((one for one in owed if f"{Kind.THANK_YOU}:{one.meeting.id}:{one.contact}" in keys), name, rules)
    yield from promised((one for one in promises if f"{Kind.PROMISE}:{one.id}" in keys), name)
    yield from actions_due(queue, zone)

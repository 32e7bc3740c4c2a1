"""One week of a member, Monday to Sunday in their zone, against the goals they set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash import meeting_times, rules, thank_yous
from netdash.introductions import made_at
from netdash.moments import day_of
from netdash.records import GOALS_ID, Goals, Introduction, Meeting, MeetingState, Message
from netdash.rules import Rules
from netdash.store import Workspace


@dataclass(frozen=True)
class Week:
    """What was done in one week.

    `on_time` is the share (0–1) of the thank-yous sent in it, and of those that became late in it and still are, that
    went out in time; None where there are neither.
    """

    starts_on: date
    conversations: int
    messages: int
    introductions: int
    on_time: float | None


def goals_of(workspace: Workspace) -> Goals:
    """Return the member's goals for a week, the usual ones before they are first set."""
    stored = workspace.get(Goals, GOALS_ID)
    if stored is not None:
        return stored
    usual = rules.of(workspace).goals
    return Goals(messages=usual.messages, conversations=usual.conversations)


def week_start(day: date) -> date:
    """Return the Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def week_of(
    day: date,
    zone: ZoneInfo,
    meetings: Iterable[Meeting],
    messages: Sequence[Message],
    introductions: Iterable[Introduction],
    rules: Rules,
    now: datetime,
    known: Callable[[str], object] = bool,
) -> Week:
    """Count the week that a day is in, as it stands now. An introduction counts in the week in which it was made.

    A thank-you that is late counts as late whether it was sent or not, as long as `known` knows whom it is for.
    """
    start = week_start(day)
    days = {start + timedelta(days=number) for number in range(7)}
    held = {one.id: one for one in meetings if one.state is MeetingState.HELD}
    this_week = {id for id, one in held.items() if meeting_times.day(one, zone) in days}
    sent = [one for one in messages if one.sent_at is not None and day_of(one.sent_at, zone) in days]
    thanked = [one for (meeting, _), one in thank_yous.sent(sent).items() if meeting in held]
    punctual = [
        one
        for one in thanked
        if one.sent_at is not None and one.sent_at - held[one.meeting or ""].ends_at <= rules.thank_you_late_after
    ]
    late_at = [one.since + rules.thank_you_late_after for one in thank_yous.owed(held.values(), messages, known)]
    overdue = sum(moment < now and day_of(moment, zone) in days for moment in late_at)
    started = {id: one.starts_at for id, one in held.items()}
    made = (made_at(one, started) for one in introductions)
    return Week(
        starts_on=start,
        conversations=len(this_week),
        messages=len(sent),
        introductions=sum(at is not None and day_of(at, zone) in days for at in made),
        on_time=len(punctual) / (len(thanked) + overdue) if thanked or overdue else None,
    )

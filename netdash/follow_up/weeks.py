"""One week of a member, Monday to Sunday in their zone, against the goals they set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.meetings.meetings import day as day_held
from netdash.moments import day_of
from netdash.outreach import thank_you_messages
from netdash.people.introductions import made_at
from netdash.records import Goals, Introduction, Meeting, MeetingState, Message
from netdash.rules import Rules
from netdash.thank_yous import thank_yous


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


@dataclass(frozen=True)
class Mark:
    """One goal and what was done of it; `done` is None where there is nothing to measure yet."""

    label: str
    done: int | None
    goal: int
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Tell whether the goal is reached; nothing sent yet is nothing sent late."""
        return self.done is None or self.done >= self.goal

    @property
    def words(self) -> str:
        """Return the mark in words: `3 of 5`, `80 %, goal 100 %`."""
        if self.done is None:
            return f"none sent yet, goal {self.goal}{self.unit}"
        if self.unit:  # a share of a share reads oddly
            return f"{self.done}{self.unit}, goal {self.goal}{self.unit}"
        return f"{self.done} of {self.goal}"


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
    this_week = {id for id, one in held.items() if day_held(one, zone) in days}
    sent = [one for one in messages if one.sent_at is not None and day_of(one.sent_at, zone) in days]
    thanked = [one for (meeting, _), one in thank_you_messages.sent(sent).items() if meeting in held]
    punctual = [
        one
        for one in thanked
        if one.sent_at is not None and one.sent_at - held[one.meeting or ""].ends_at <= rules.thank_you.late_after
    ]
    late_at = [one.since + rules.thank_you.late_after for one in thank_yous.owed(held.values(), messages, known)]
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


def marks(week: Week, goals: Goals) -> tuple[Mark, ...]:
    """Hold a week against the goals; a goal of zero is none."""
    on_time = None if week.on_time is None else _percent(week.on_time)
    found = (
        Mark("Messages sent", week.messages, goals.messages),
        Mark("Conversations", week.conversations, goals.conversations),
        Mark("Thank-yous on time", on_time, goals.on_time, "\N{NO-BREAK SPACE}%"),
    )
    return tuple(one for one in found if one.goal)


def _percent(rate: float) -> int:
    """Return a rate in whole percent; only all is 100."""
    return 100 if rate == 1 else min(99, round(rate * 100))

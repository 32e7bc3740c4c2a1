"""A member's week, Monday to Sunday in their zone, against the goals they set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netdash.meetings.meetings import day as day_held
from netdash.moments import day_of
from netdash.outreach import thank_you_messages
from netdash.people.introductions import dated
from netdash.records import Goals, Introduction, Meeting, MeetingState, Message
from netdash.rules import Rules
from netdash.thank_yous import thank_yous


@dataclass(frozen=True)
class Week:
    """What was done in one week.

    `on_time` is the share (0–1) of thank-yous that went out in time. It counts those sent in this week and those that
    became late in it and are still owed; None where there are neither.
    """

    conversations: int
    messages: int
    introductions: int
    on_time: float | None


@dataclass(frozen=True)
class GoalProgress:
    """What was done of one goal; `done` is None where there is nothing to measure yet."""

    label: str
    done: int | None
    goal: int
    unit: str = ""

    @property
    def words(self) -> str:
        """The progress in words: `3 of 5`, `80 %, goal 100 %`."""
        if self.done is None:
            return f"none sent yet, goal {self.goal}{self.unit}"
        if self.unit:  # a share of a share reads oddly
            return f"{self.done}{self.unit}, goal {self.goal}{self.unit}"
        return f"{self.done} of {self.goal}"


def week_start(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(
    day: date,
    zone: ZoneInfo,
    meetings: Iterable[Meeting],
    messages: Sequence[Message],
    introductions: Iterable[Introduction],
    rules: Rules,
    now: datetime,
    is_known: Callable[[str], object] = bool,
) -> Week:
    """Count what was done in a day's week, as of now. An introduction counts in the week in which it was made.

    A late thank-you counts whether it was sent or not, unless its contact is gone for good (`is_known`).
    """
    start = week_start(day)
    days = {start + timedelta(days=number) for number in range(7)}
    held = {meeting.id: meeting for meeting in meetings if meeting.state is MeetingState.HELD}
    held_this_week = {id for id, meeting in held.items() if day_held(meeting, zone) in days}
    sent = [message for message in messages if message.sent_at is not None and day_of(message.sent_at, zone) in days]
    thank_yous_sent = [message for (meeting, _), message in thank_you_messages.sent(sent).items() if meeting in held]
    on_time = [
        message
        for message in thank_yous_sent
        if message.sent_at is not None
        and message.sent_at - held[message.meeting or ""].ends_at <= rules.thank_you.late_after
    ]
    late_at = [owed.since + rules.thank_you.late_after for owed in thank_yous.owed(held.values(), messages, is_known)]
    overdue = sum(moment < now and day_of(moment, zone) in days for moment in late_at)
    starts = {id: meeting.starts_at for id, meeting in held.items()}
    made_at_moments = (made_at for made_at, _introduction in dated(introductions, starts))
    return Week(
        conversations=len(held_this_week),
        messages=len(sent),
        introductions=sum(at is not None and day_of(at, zone) in days for at in made_at_moments),
        on_time=len(on_time) / (len(thank_yous_sent) + overdue) if thank_yous_sent or overdue else None,
    )


def goal_progress(week: Week, goals: Goals) -> tuple[GoalProgress, ...]:
    """Return the progress towards each goal; a goal of zero is none."""
    on_time = None if week.on_time is None else _percent(week.on_time)
    progress = (
        GoalProgress("Messages sent", week.messages, goals.messages),
        GoalProgress("Conversations", week.conversations, goals.conversations),
        GoalProgress("Thank-yous on time", on_time, goals.on_time, "\N{NO-BREAK SPACE}%"),
    )
    return tuple(goal for goal in progress if goal.goal)


def _percent(rate: float) -> int:
    """Return a rate in whole percent; only a rate of 1 is 100."""
    return 100 if rate == 1 else min(99, round(rate * 100))

"""A member's week, Monday to Sunday in their zone, against the goals they set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
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


def recent_weeks(
    day: date,
    number: int,
    zone: ZoneInfo,
    meetings: Iterable[Meeting],
    messages: Iterable[Message],
    introductions: Iterable[Introduction],
    rules: Rules,
    now: datetime,
    is_known: Callable[[str], object] = bool,
) -> tuple[Week, ...]:
    """Count what was done in so many weeks up to a day's, the earliest first, as of now.

    An introduction counts in the week in which it was made. A late thank-you counts whether it was sent or not, unless
    its contact is gone for good (`is_known`).
    """

    held = {meeting.id: meeting for meeting in meetings if meeting.state is MeetingState.HELD}
    sent: dict[date, list[Message]] = defaultdict(list)
    for message in messages:
        if message.sent_at is not None:
            sent[_week_at(message.sent_at, zone)].append(message)
    conversations = Counter(week_start(day_held(meeting, zone)) for meeting in held.values())
    late_after = rules.thank_you.late_after
    still_owed = thank_yous.owed(held.values(), tuple(chain.from_iterable(sent.values())), is_known)
    late_at = [owed.since + late_after for owed in still_owed]
    overdue = Counter(_week_at(moment, zone) for moment in late_at if moment < now)
    made_at = dated(introductions, {id: meeting.starts_at for id, meeting in held.items()})
    made = Counter(_week_at(at, zone) for at, _introduction in made_at if at is not None)
    starts = (week_start(day) - timedelta(days=7 * before) for before in reversed(range(number)))
    return tuple(
        Week(
            conversations=conversations[start],
            messages=len(sent[start]),
            introductions=made[start],
            on_time=_share_on_time(sent[start], held, overdue[start], late_after),
        )
        for start in starts
    )


def _week_at(moment: datetime, zone: ZoneInfo) -> date:
    return week_start(day_of(moment, zone))


def _share_on_time(
    messages: Sequence[Message], held: Mapping[str, Meeting], overdue: int, late_after: timedelta
) -> float | None:
    """Return which share of the thank-yous among these messages, and of those overdue, went out in time."""
    waits = [
        message.sent_at - held[meeting].ends_at
        for (meeting, _), message in thank_you_messages.sent(messages).items()
        if meeting in held and message.sent_at is not None
    ]
    in_all = len(waits) + overdue
    return sum(wait <= late_after for wait in waits) / in_all if in_all else None


def goal_progress(week: Week, goals: Goals) -> tuple[GoalProgress, ...]:
    """Return the progress towards each goal; a goal of zero is none."""
    on_time = None if week.on_time is None else _percent(week.on_time)
    progress = (
        GoalProgress("Messages sent", week.messages, goals.messages),
        GoalProgress("Conversations", week.conversations, goals.conversations),
        GoalProgress("Thank-yous on time", on_time, goals.on_time, "\N{NO-BREAK SPACE}%"),
    )
    return tuple(goal for goal in progress if goal.goal)


@dataclass(frozen=True)
class Figure:
    """One figure of this week, with its history: a value a week, the earliest first, None where there is nothing.

    `goal` is 0 where there is none.
    """

    label: str
    history: tuple[int | None, ...]
    goal: int = 0
    unit: str = ""

    @property
    def words(self) -> str:
        """This week's value: `1 of 2`, `80 %`, `–`."""
        now = self.history[-1]
        return "–" if now is None else f"{now}{self.unit}" if self.unit or not self.goal else f"{now} of {self.goal}"

    @property
    def note(self) -> str:
        """How far the goal is: `1 to go`, `goal reached`, `goal 100 %`; without a goal, that it is this week's."""
        now = self.history[-1]
        if not self.goal:
            return "this week"
        if now is None:
            return f"none sent, goal {self.goal}{self.unit}"
        if now >= self.goal:
            return "goal reached"
        return f"goal {self.goal}{self.unit}" if self.unit else f"{self.goal - now} to go"

    @property
    def alt(self) -> str:
        """The history in words."""
        values = ", ".join("none" if value is None else f"{value}{self.unit}" for value in self.history)
        goal = f"; goal {self.goal}{self.unit}" if self.goal else ""
        return f"{self.label} by week, the last {len(self.history)} weeks: {values}{goal}"


def figures(weeks: Sequence[Week], goals: Goals) -> tuple[Figure, ...]:
    """Return the figures of the last of these weeks, the earliest week first."""
    on_time = (None if week.on_time is None else _percent(week.on_time) for week in weeks)
    return (
        Figure("Conversations", tuple(week.conversations for week in weeks), goals.conversations),
        Figure("Messages", tuple(week.messages for week in weeks), goals.messages),
        Figure("Thanked in time", tuple(on_time), goals.on_time, "\N{NO-BREAK SPACE}%"),
        Figure("Introductions", tuple(week.introductions for week in weeks)),
    )


def _percent(rate: float) -> int:
    """Return a rate in whole percent; only a rate of 1 is 100."""
    return 100 if rate == 1 else min(99, round(rate * 100))

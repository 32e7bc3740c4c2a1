"""A member's week, Monday to Sunday in their zone, against the goals they set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from netdash.key_figures import KeyFigure, Part
from netdash.meetings.meetings import day as day_held
from netdash.moments import day_of
from netdash.outreach import thank_you_messages
from netdash.people.contacts import directory
from netdash.people.introductions import dated
from netdash.records import Goals, Introduction, Meeting, MeetingState, Message
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.targets.goals import goals_of
from netdash.thank_yous.punctuality import punctuality


@dataclass(frozen=True)
class Week:
    """What was done in one week.

    `on_time` are the thank-yous for the week's conversations that went out in time, of those sent or late.
    """

    conversations: int
    messages: int
    introductions: int
    on_time: Part


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
    every_message = tuple(messages)
    held: dict[date, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            held[week_start(day_held(meeting, zone))].append(meeting)
    sent = Counter(_week_at(message.sent_at, zone) for message in every_message if message.sent_at is not None)
    thanks = thank_you_messages.sent(every_message)
    made_at = dated(introductions, {one.id: one.starts_at for one in chain.from_iterable(held.values())})
    made = Counter(_week_at(at, zone) for at, _introduction in made_at if at is not None)
    starts = (week_start(day) - timedelta(days=7 * before) for before in reversed(range(number)))
    return tuple(
        Week(
            conversations=len(held[start]),
            messages=sent[start],
            introductions=made[start],
            on_time=punctuality(held[start], thanks, rules, now, is_known).decided,
        )
        for start in starts
    )


def _week_at(moment: datetime, zone: ZoneInfo) -> date:
    return week_start(day_of(moment, zone))


def this_week(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> tuple[KeyFigure, ...]:
    """Return the figures of the week that it is in the member's zone."""
    contents = workspace.all(Meeting), workspace.all(Message), workspace.all(Introduction)
    is_known = directory(workspace, now, rules.trash.kept_for).find
    return figures(recent_weeks(day_of(now, zone), 1, zone, *contents, rules, now, is_known), goals_of(workspace))


def figures(weeks: Sequence[Week], goals: Goals) -> tuple[KeyFigure, ...]:
    """Return the figures of the last of these weeks, the earliest week first."""
    last = weeks[-1]
    return (
        _number("Conversations", [week.conversations for week in weeks], goals.conversations),
        _number("Messages", [week.messages for week in weeks], goals.messages),
        KeyFigure(
            "Thanked in time",
            last.on_time.words,
            _on_time_note(last.on_time, goals.on_time),
            tuple(week.on_time.percent for week in weeks),
            _alt("Thanked in time", [week.on_time.percent for week in weeks], goals.on_time, UNIT),
            goals.on_time,
        ),
        _number("Introductions", [week.introductions for week in weeks]),
    )


UNIT = "\N{NO-BREAK SPACE}%"


def _number(label: str, history: Sequence[int], goal: int = 0) -> KeyFigure:
    now = history[-1]
    if goal and now <= goal:
        words, note = f"{now} of {goal}", f"goal: {goal - now} to go" if now < goal else "goal reached"
    else:
        words, note = str(now), f"goal of {goal} reached" if goal else "this week"
    return KeyFigure(label, words, note, tuple(history), _alt(label, history, goal), goal)


def _on_time_note(on_time: Part, goal: int) -> str:
    """Say how far the goal is: `goal reached`, `goal 100 %`; without one, what the share rests on."""
    if not goal:
        return "this week"
    if on_time.percent is None:
        return f"none yet, goal {goal}{UNIT}"
    return "goal reached" if on_time.percent >= goal else f"goal {goal}{UNIT}"


def _alt(label: str, history: Sequence[int | None], goal: int, unit: str = "") -> str:
    values = ", ".join("none" if value is None else f"{value}{unit}" for value in history)
    goal_words = f"; goal {goal}{unit}" if goal else ""
    return f"{label} by week, the last {len(history)} weeks: {values}{goal_words}"

"""The rhythm of conversations: how many a week, with the weeks that had none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netdash.follow_up.weeks import week_start
from netdash.insights.period import Period, Reading, Window, conversations
from netdash.meetings.meetings import day
from netdash.moments import WEEK
from netdash.records import Meeting
from netdash.wording import FEW, counted


@dataclass(frozen=True)
class WeekCount:
    """How many conversations a week had, and its Monday.

    `begun` is False before the week of the member's very first conversation; `whole` is False where the
    period starts in the middle of the week.
    """

    monday: date
    conversations: int
    begun: bool = True
    whole: bool = True


def weeks(meetings: Iterable[Meeting], window: Window) -> tuple[WeekCount, ...]:
    """Count the conversations of each week of a window, empty weeks too; return no week where all are empty.

    Periods of 4 or 12 weeks are shown in full; this year and all time start with the member's first conversation. The
    week in which the year starts is left out if the year's part of it is empty.
    """
    held = conversations(meetings, replace(window, since=None))
    per_week = Counter(week_start(day(meeting, window.zone)) for meeting in held if window.holds(meeting.starts_at))
    if not per_week:
        return ()
    begun = week_start(min(day(meeting, window.zone) for meeting in held))
    since = week_start(window.since) if window.since else begun
    first = max(since, begun) if window.period is Period.THIS_YEAR else since
    number = (week_start(window.until) - first) // WEEK + 1
    counts = (_week(first + WEEK * step, per_week, begun, window) for step in range(number))
    return tuple(week for week in counts if week.whole or week.conversations)


def _week(monday: date, per_week: Counter[date], begun: date, window: Window) -> WeekCount:
    whole = window.since is None or window.since <= monday
    return WeekCount(monday, per_week[monday], monday >= begun, whole)


def read(weeks: Sequence[WeekCount], period: Period, goal: int = 0) -> Reading:
    """Put the weeks into words; a goal of 0 is none."""
    total = sum(week.conversations for week in weeks)
    rows = tuple((f"{week.monday:%Y-%m-%d}", week.conversations) for week in reversed(weeks))
    alt = f"Columns for {counted(len(weeks), 'week')}: {counted(total, 'conversation')} in all. {_busiest_words(weeks)}"
    goal_words = f" Goal: {goal} a week." if goal else ""
    columns = ("Week from Monday", "Conversations")
    return Reading(_sentence(weeks, total, period, goal), alt.strip() + goal_words, columns, rows)


def _sentence(weeks: Sequence[WeekCount], total: int, period: Period, goal: int) -> str:
    if not total:
        return f"No conversation {period.words}. Ask one person for a talk this week, or choose a longer period."
    summary = f"You held {counted(total, 'conversation')} {period.words}"
    if total < FEW:
        return f"{summary}: too few to read a rhythm. Plan the next one while the last is fresh."
    since_first = [week for week in weeks if week.begun]
    suffix = " since your first" if len(since_first) < len(weeks) else ""
    facts = "".join(words(since_first) for words in (_busiest_words, _empty_words, _trend_words))
    against = f" (goal {goal})" if goal else ""
    return f"{summary}, {total / len(since_first):.1f} a week{suffix}{against}. {facts}"


def _busiest_words(weeks: Sequence[WeekCount]) -> str:
    most = max((week.conversations for week in weeks), default=0)
    mondays = [week.monday for week in weeks if week.conversations == most]
    if not most or len(mondays) > 1:
        return f"The busiest weeks had {most}." if most else ""
    return f"The busiest week, from {mondays[0].day} {mondays[0]:%B}, had {most}."


def _empty_words(weeks: Sequence[WeekCount]) -> str:
    # This week is not over yet, so it does not count as empty.
    number = sum(not week.conversations for week in weeks[:-1])
    return f" {counted(number, 'week')} had none." if number else ""


def _trend_words(weeks: Sequence[WeekCount]) -> str:
    """Compare the last four full weeks with the four before, if there are eight."""
    latest, before = (sum(week.conversations for week in part) for part in (weeks[-5:-1], weeks[-9:-5]))
    if len(weeks) < 9 or not weeks[-9].whole or latest + before < FEW:
        return ""
    return f" The last four full weeks had {latest}, the four before {before}."

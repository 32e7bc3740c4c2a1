"""The rhythm of conversations: how many a week, counting the weeks that had none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from netdash.follow_up.weeks import week_start
from netdash.insights.period import Period, Reading, Window, conversations
from netdash.meetings.meetings import day
from netdash.records import Meeting
from netdash.wording import FEW, counted

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekCount:
    """How many conversations a week had, and the Monday it started on.

    `begun` is False before the week of the member's first conversation of all; `whole` where the
    period starts in the midst of it.
    """

    monday: date
    conversations: int
    begun: bool = True
    whole: bool = True


def weeks(meetings: Iterable[Meeting], within: Window) -> tuple[WeekCount, ...]:
    """Count the conversations of each week of a window, empty weeks too; none where it holds no conversation.

    A number of weeks is shown whole; a year and the whole of time start with the first conversation of all. The week
    in which a year starts is left out where the year had no conversation in it.
    """
    held = conversations(meetings, replace(within, since=None))
    per_week = Counter(week_start(day(one, within.zone)) for one in held if within.holds(one.starts_at))
    if not per_week:
        return ()
    begun = week_start(min(day(one, within.zone) for one in held))
    since = week_start(within.since) if within.since else begun
    first = max(since, begun) if within.period is Period.THIS_YEAR else since
    number = (week_start(within.until) - first) // WEEK + 1
    found = (_week(first + WEEK * step, per_week, begun, within) for step in range(number))
    return tuple(one for one in found if one.whole or one.conversations)


def _week(monday: date, per_week: Counter[date], begun: date, within: Window) -> WeekCount:
    whole = within.since is None or within.since <= monday
    return WeekCount(monday, per_week[monday], monday >= begun, whole)


def read(found: Sequence[WeekCount], period: Period) -> Reading:
    """Put the weeks into words."""
    total = sum(one.conversations for one in found)
    rows = tuple((f"{one.monday:%Y-%m-%d}", one.conversations) for one in reversed(found))
    alt = f"Columns for {counted(len(found), 'week')}: {counted(total, 'conversation')} in all. {_busiest(found)}"
    return Reading(_sentence(found, total, period), alt.strip(), ("Week from Monday", "Conversations"), rows)


def _sentence(found: Sequence[WeekCount], total: int, period: Period) -> str:
    if not total:
        return f"No conversation {period.words}. Ask one person for a talk this week, or choose a longer period."
    said = f"You held {counted(total, 'conversation')} {period.words}"
    if total < FEW:
        return f"{said}. From five on, a rhythm can be read: plan the next one while the last is fresh."
    begun = [one for one in found if one.begun]
    first = " since your first" if len(begun) < len(found) else ""
    return f"{said}, {total / len(begun):.1f} a week{first}. {_busiest(begun)}{_empty(begun)}{_lately(begun)}"


def _busiest(found: Sequence[WeekCount]) -> str:
    most = max((one.conversations for one in found), default=0)
    top = [one.monday for one in found if one.conversations == most]
    if not most or len(top) > 1:
        return f"The busiest weeks had {most}." if most else ""
    return f"The busiest week, from {top[0].day} {top[0]:%B}, had {most}."


def _empty(begun: Sequence[WeekCount]) -> str:
    # The week that runs now is not over, so that it is not called empty.
    number = sum(not one.conversations for one in begun[:-1])
    return f" {counted(number, 'week')} had none." if number else ""


def _lately(begun: Sequence[WeekCount]) -> str:
    """Compare the last four full weeks with the four before, where there are as many."""
    latest, before = (sum(one.conversations for one in part) for part in (begun[-5:-1], begun[-9:-5]))
    if len(begun) < 9 or not begun[-9].whole or latest + before < FEW:
        return ""
    return f" The last four full weeks had {latest}, the four before {before}."

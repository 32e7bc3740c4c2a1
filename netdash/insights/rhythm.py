"""The rhythm of conversations: how many a week, with the weeks that had none; and its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from netdash.date_style import date_words
from netdash.follow_up.weeks import week_start
from netdash.insights.charts import FAINT, Palette, columns, count_labels, figure, ink, label, rgba
from netdash.insights.period import Period, Reading, Window, conversations
from netdash.meetings.meetings import day
from netdash.moments import WEEK
from netdash.records import Meeting
from netdash.wording import FEW, counted

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

MOST_LABELS, MOST_TICKS = 13, 5
"""On a phone, so many columns have room for a number each, and so many dates fit below them."""


@dataclass(frozen=True)
class WeekCount:
    """How many conversations a week had, and its Monday.

    `begun` is False before the week of the member's very first conversation; `whole` is False where the
    period starts, or last month ends, in the middle of the week.
    """

    monday: date
    conversations: int
    begun: bool = True
    whole: bool = True


def weeks(meetings: Iterable[Meeting], window: Window) -> tuple[WeekCount, ...]:
    """Count the conversations of each week of a window, empty weeks too; return no week where all are empty.

    Periods of weeks and months are shown in full; this year and all time start with the member's first
    conversation. A week of which only a part is in the year or month is left out if that part is empty.
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
    if window.period is Period.LAST_MONTH:
        whole = whole and monday + WEEK <= window.seen_on
    return WeekCount(monday, per_week[monday], monday >= begun, whole)


def read(weeks: Sequence[WeekCount], period: Period, goal: int = 0) -> Reading:
    """Put the weeks into words; a goal of 0 is none."""
    total = sum(week.conversations for week in weeks)
    rows = tuple((date_words(week.monday, month="%b", year=True), week.conversations) for week in reversed(weeks))
    alt = f"Columns for {counted(len(weeks), 'week')}: {counted(total, 'conversation')} in all. {_busiest_words(weeks)}"
    goal_words = f" Goal: {goal} a week." if goal else ""
    columns = ("Week from Monday", "Conversations")
    return Reading(_sentence(weeks, total, period, goal), alt.strip() + goal_words, columns, rows)


def _sentence(weeks: Sequence[WeekCount], total: int, period: Period, goal: int) -> str:
    if not total:
        return f"No conversation {period.words}. Invite one person this week, or choose a longer period."
    summary = f"You held {counted(total, 'conversation')} {period.words}"
    if total < FEW:
        return f"{summary}." + ("" if period is Period.LAST_MONTH else " Plan the next one while the last is fresh.")
    since_first = [week for week in weeks if week.begun]
    suffix = " since your first" if len(since_first) < len(weeks) else ""
    # This week is not over yet, so it does not count as empty.
    over = since_first if period is Period.LAST_MONTH else since_first[:-1]
    facts = f"{_busiest_words(since_first)}{_empty_words(over)}{_trend_words(since_first)}"
    if period in (Period.THIS_MONTH, Period.LAST_MONTH):  # they begin and end within weeks: a mean would be too low
        return f"{summary}{f' (goal {goal} a week)' if goal else ''}. {facts}"
    against = f" (goal {goal})" if goal else ""
    return f"{summary}, {total / len(since_first):.1f} a week{suffix}{against}. {facts}"


def _busiest_words(weeks: Sequence[WeekCount]) -> str:
    most = max((week.conversations for week in weeks), default=0)
    mondays = [week.monday for week in weeks if week.conversations == most]
    if not most or len(mondays) > 1:
        return f"The busiest weeks had {most}." if most else ""
    return f"The busiest week, from {date_words(mondays[0])}, had {most}."


def _empty_words(weeks: Sequence[WeekCount]) -> str:
    number = sum(not week.conversations for week in weeks)
    return f" {counted(number, 'week')} had none." if number else ""


def _trend_words(weeks: Sequence[WeekCount]) -> str:
    """Compare the last four full weeks with the four before, if there are eight."""
    latest, before = (sum(week.conversations for week in part) for part in (weeks[-5:-1], weeks[-9:-5]))
    if len(weeks) < 9 or not weeks[-9].whole or latest + before < FEW:
        return ""
    return f" The last four full weeks had {latest}, the four before {before}."


def draw(weeks: Sequence[WeekCount], palette: Palette, goal: int = 0) -> Figure:
    """Draw the conversations of each week, the latest on the right; a goal above 0 is a dashed line with its name.

    Of more weeks than have room for a number each, a map: a row for each quarter of a year, a cell for each week.
    """
    if len(weeks) > MOST_LABELS:
        return _week_map(weeks, palette)
    counts = [week.conversations for week in weeks]
    trace = columns(list(range(len(weeks))), counts, [*map(_week_hover, weeks)], palette.accent)
    left, right = -0.6, len(weeks) - 0.4
    line = {"color": palette.goal, "width": 1.5, "dash": "dash"}
    return figure(
        [trace | {"width": 0.7} | count_labels(counts)],
        HEIGHT,
        margin={"l": 10, "r": NAME_WIDTH if goal else 10, "t": 4, "b": 26, "pad": 0},
        annotations=[label(ink(f"goal {goal}", FAINT), right, goal, yanchor="middle")] if goal else [],
        xaxis={"range": [left, right], "showline": True, **_dates(weeks)},
        yaxis={"range": [0, max(1, *counts, goal) * 1.2], "visible": False},
        shapes=[{"type": "line", "x0": left, "x1": right, "y0": goal, "y1": goal, "line": line}] if goal else [],
    )


def _week_map(weeks: Sequence[WeekCount], palette: Palette) -> Figure:
    """Draw a cell for each week, the stronger the more conversations, in rows that end with the latest week."""
    blank = -len(weeks) % MOST_LABELS
    cells = [*[None] * blank, *weeks]
    rows = [cells[at : at + MOST_LABELS] for at in range(0, len(cells), MOST_LABELS)]
    firsts = [next(filter(None, row)) for row in rows]
    trace = {
        "type": "heatmap",
        "z": [[week.conversations if week else None for week in row] for row in rows],
        "zmin": 0,
        "text": [[ink(str(week.conversations or "")) if week else "" for week in row] for row in rows],
        "texttemplate": "%{text}",
        "textfont": {"size": 12},  # without a size, Plotly leaves out all texts where one is too wide
        "hovertext": [[ink(_week_hover(week)) if week else "" for week in row] for row in rows],
        "hoverinfo": "text",
        # Under half the colour's strength, so that the numbers can be read on it in both themes.
        "colorscale": [
            [0, rgba(palette.quiet, 0.12)],
            [0.01, rgba(palette.accent, 0.15)],
            [1, rgba(palette.accent, 0.5)],
        ],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
    }
    ticks = [ink(_tick(first, weeks[-1]), FAINT) for first in firsts]
    return figure(
        [trace],
        min(300, max(HEIGHT, 30 * len(rows))),
        margin={"l": 72, "r": 0, "t": 4, "b": 4, "pad": 4},
        xaxis={"visible": False},
        yaxis={"autorange": "reversed", "tickvals": [*range(len(rows))], "ticktext": ticks},
    )


def _week_hover(week: WeekCount) -> str:
    return f"Week of {_day(week)}: {counted(week.conversations, 'conversation')}"


HEIGHT, NAME_WIDTH = 240, 52
"""In pixels; the second is of the goal's name."""


def _dates(weeks: Sequence[WeekCount]) -> Mapping[str, Any]:
    """Return the dates below a few columns, counted back from the latest."""
    step = max(1, -(-len(weeks) // MOST_TICKS))
    ticks = range(len(weeks) - 1, -1, -step)
    return {"tickvals": [*ticks], "ticktext": [ink(_tick(weeks[number], weeks[-1]), FAINT) for number in ticks]}


def _tick(week: WeekCount, latest: WeekCount) -> str:
    return _day(week) + ("" if week.monday.year == latest.monday.year else f" ’{week.monday:%y}")


def _day(week: WeekCount) -> str:
    return date_words(week.monday, month="%b")

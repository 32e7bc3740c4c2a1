"""What the punctuality of thank-yous reads like, and its chart."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Palette, PlotlyDict, columns, count_labels, figure, ink, label
from netdash.insights.period import Period, Reading
from netdash.thank_yous.punctuality import Punctuality, hours_words
from netdash.wording import FEW, counted, percent

if TYPE_CHECKING:
    from netdash.insights.charts import Figure


def read(punctuality: Punctuality, period: Period) -> Reading:
    """Put the punctuality into words."""
    pairs = zip(punctuality.groups, punctuality.shares, strict=True)
    rows = tuple((label, number, percent(rate)) for (label, number), rate in pairs)
    alt = "Bars by hours taken: " + ", ".join(f"{label.lower()} {number}" for label, number in punctuality.groups) + "."
    return Reading(_sentence(punctuality, period), alt, ("Sent", "Thank-yous", "Share"), rows)


def _sentence(punctuality: Punctuality, period: Period) -> str:
    (_, soon), (_, in_time), (_, later), _ = punctuality.groups
    sent, to_do = len(punctuality.hours), _to_do_words(punctuality)
    if not punctuality.total:
        return f"No thank-yous due for conversations {period.words}."
    if not sent:
        return f"No thank-you for your conversations {period.words} is marked as sent.{to_do}"
    spans = (f"within {hours_words(punctuality.soon)}", f"within {punctuality.late:g}", "later")
    spread = ", ".join(f"{number} {span}" for number, span in zip((soon, in_time, later), spans, strict=True) if number)
    if sent in (soon, in_time, later):  # “2 thank-yous: 2 within 12 hours” would say the number twice
        span = spans[0] if soon else f"{'within' if in_time else 'after'} {hours_words(punctuality.late)}"
        spread = f"all {span}" if sent > 1 else span
    summary = f"For your conversations {period.words} you sent {counted(sent, 'thank-you')}: {spread}."
    if sent < FEW:
        return f"{summary}{to_do} The easiest habit to keep: write on the same day."
    return f"{summary} Median: {_delay_words(median(punctuality.hours))}.{to_do}"


def _to_do_words(punctuality: Punctuality) -> str:
    overdue = f", {punctuality.overdue} overdue" if punctuality.overdue else ""
    return f" {punctuality.owed} to do{overdue}." if punctuality.owed else ""


def _delay_words(hours: float) -> str:
    if hours < 1:
        return "less than an hour"
    return counted(round(hours), "hour") if hours < 48 else counted(round(hours / 24), "day")


MOST_COLUMNS = 12
"""About so many columns cover the hours up to the late limit; each limit is the edge of one."""


def draw(punctuality: Punctuality, palette: Palette) -> Figure:
    """Draw the hours taken as columns, green and amber up to the two limits, red later; then what is to do."""
    (_, soon), (_, between), (_, later), (_, owed) = punctuality.groups
    soon_limit, late_limit, step = punctuality.soon, punctuality.late, punctuality.late / MOST_COLUMNS
    green, amber = _bins(0, soon_limit, step), _bins(soon_limit, late_limit, step)
    later_at, owed_at = late_limit + 2 * step, late_limit + 4.25 * step
    traces = [
        _in_time(punctuality, green, palette.green),
        _in_time(punctuality, amber, palette.amber),
        _single_column(later_at, 2 * step, "Later", later, palette.red),
        _single_column(owed_at, 2 * step, "To do", owed, palette.quiet),
    ]
    ticks = {0: "0 h", soon_limit: f"{soon_limit:g} h", late_limit: f"{late_limit:g} h", later_at: "later"}
    highest = max(1, later, owed, *traces[0]["y"], *traces[1]["y"])
    return figure(
        traces,
        HEIGHT,
        margin={"l": 8, "r": 0, "t": 4, "b": 26, "pad": 0},
        xaxis={
            "range": [-0.4 * step, owed_at + step],
            "tickvals": [*ticks, owed_at],
            "ticktext": [ink(text, FAINT) for text in (*ticks.values(), "to do")],
            "showline": True,
        },
        yaxis={"range": [0, highest * 1.35], "visible": False},
        shapes=[_limit_line(at, palette) for at in (soon_limit, late_limit)],
        annotations=[
            _group_label(f"<b>{soon}</b> within {soon_limit:g} h", soon_limit / 2),
            _group_label(f"<b>{between}</b> in {soon_limit:g}–{late_limit:g} h", (soon_limit + late_limit) / 2),
        ],
    )


HEIGHT = 250
"""In pixels."""


def _bins(start: float, end: float, step: float) -> list[tuple[float, float]]:
    """Cut a span of hours into equal columns of about a step, each with its first and last hour."""
    number = max(1, round((end - start) / step))
    width = (end - start) / number
    return [(start + at * width, start + (at + 1) * width) for at in range(number)]


def _in_time(punctuality: Punctuality, bins: list[tuple[float, float]], colour: str) -> PlotlyDict:
    """Draw a column for each of these spans, its first hour excluded; no time at all is in the first one."""
    counts = [sum(start < delay <= end or start == delay == 0 for delay in punctuality.hours) for start, end in bins]
    hovers = [
        f"{start:.3g} to {end:.3g} hours: {counted(count, 'thank-you')}"
        for (start, end), count in zip(bins, counts, strict=True)
    ]
    width = bins[0][1] - bins[0][0]
    return columns([start + width / 2 for start, _ in bins], counts, hovers, colour) | {"width": width * 0.8}


def _single_column(at: float, width: float, name: str, count: int, colour: str) -> PlotlyDict:
    return (
        columns([at], [count], [f"{name}: {counted(count, 'thank-you')}"], colour)
        | {"width": width * 0.8}
        | count_labels([count])
    )


def _limit_line(at: float, palette: Palette) -> PlotlyDict:
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _group_label(text: str, middle: float) -> PlotlyDict:
    return label(ink(text), middle, 0.9, yref="paper", xanchor="center")

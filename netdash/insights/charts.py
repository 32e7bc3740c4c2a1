"""The charts: calm, directly labelled, readable on a phone. The only module that imports Plotly.

Traces are plain dictionaries, and Plotly is imported where a figure is made, so that pages
without charts do not load it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from netdash.insights.rhythm import WeekCount
from netdash.insights.shares import ChannelReplies, KindCount
from netdash.meetings.meetings import KIND_WORDS
from netdash.outreach import channels
from netdash.wording import counted, percent

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Figure

PlotlyDict = dict[str, Any]
"""A trace, label or shape of a figure, as Plotly takes it."""

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
"""No toolbar, and no gesture that would stop a finger from scrolling the page."""

ROW = 44
"""The height in pixels of a bar with its label above it."""

PALE = 0.3
"""The opacity of what a bar is a part of; the numbers stand beside it."""

FAINT = 0.7
"""The opacity of secondary text: its contrast is still 4.5:1 in both themes."""

MOST_LABELS, MOST_TICKS = 13, 5
"""On a phone, so many columns have room for a number each, and so many dates fit below them."""

Scheme = Literal["light", "dark"]

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
"""The file with the colours of charts, so that charts and pages share their colours."""


@dataclass(frozen=True)
class Palette:
    """The colours: of what counts, of the three urgencies, of a goal, and of what is open or only guides the eye."""

    accent: str
    green: str
    amber: str
    red: str
    goal: str
    quiet: str


@cache
def palette(scheme: Scheme) -> Palette:
    """Return the colours of the light or the dark theme."""
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][scheme]
    accent, goal, *_, quiet = theme["chartCategoricalColors"]
    return Palette(accent, theme["greenColor"], theme["orangeColor"], theme["redColor"], goal, quiet)


def figure(traces: Sequence[PlotlyDict], height: int, **layout: Any) -> Figure:
    """Make a figure of a height in pixels, in which nothing can be dragged or zoomed.

    Its text has the page's own colour (see `ink`), so that it stays readable when the theme is switched.
    """
    # Plotly uses pandas if it is there, and two tabs on a cold server could see it half imported.
    import pandas  # noqa: F401
    import plotly.graph_objects as go

    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": False, "tickfont": {"size": 13}}
    shared = {
        "template": "none",  # Streamlit's own would add seven kilobytes to every chart and every run
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14},
        "hoverlabel": {"font": {"size": 14}},
        "showlegend": False,
        "dragmode": False,
        "barcornerradius": 3,
    }
    axes = {name: axis | layout.pop(name) for name in ("xaxis", "yaxis")}
    return go.Figure({"data": list(traces), "layout": shared | axes | layout})


def columns(at: Sequence[float], counts: Sequence[float], hovers: Sequence[str], colour: str) -> PlotlyDict:
    """Draw upright columns, each with the text that a pointer over it shows."""
    hovertexts = [ink(escape(hover)) for hover in hovers]
    return {
        "type": "bar",
        "x": at,
        "y": counts,
        "marker": {"color": colour},
        "hovertext": hovertexts,
        "hoverinfo": "text",
    }


def ink(text: str, strength: float = 1) -> str:
    """Return text in the colour of the page's text, with an opacity (0–1).

    The text may have Plotly's tags in it, so callers escape names before.
    """
    return f'<span style="color:currentColor;fill-opacity:{strength:g}">{text}</span>' if text else ""


def label(text: str, x: float, y: float, **more: Any) -> PlotlyDict:
    """Place a text in a chart, with its lower left corner at a point."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "xanchor": "left", "yanchor": "bottom"} | more


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: its name, its length, a note beside the number, and the text that a pointer shows."""

    name: str
    length: float
    note: str
    hover: str


def kinds(counts: Sequence[KindCount], palette: Palette) -> Figure:
    """Draw how many conversations there were of each kind."""
    bars = []
    for count in counts:
        name = KIND_WORDS[count.kind]
        hover = f"{name}: {counted(count.conversations, 'conversation')}"
        bars.append(Bar(name, count.conversations, percent(count.share), hover))
    return _bars(bars, palette)


def replies(replies: Sequence[ChannelReplies], palette: Palette) -> Figure:
    """Draw the messages sent on each channel as bars, the most used on top; the replies are the strong part of each."""
    bars = []
    for row in replies:
        name = channels.words(row.channel)
        rate = "too few" if row.rate is None else percent(row.rate)
        bars.append(Bar(name, row.replied, f"of {row.sent} · {rate}", f"{name}: {row.replied} of {row.sent} replied"))
    return _bars(bars, palette, [row.sent for row in replies])


def shares(parts: Sequence[tuple[str, int]], palette: Palette) -> Figure:
    """Draw the parts of a whole, each with its count."""
    total = sum(number for _, number in parts)
    return _bars([Bar(name, number, f"of {total}", f"{name}: {number} of {total}") for name, number in parts], palette)


def _bars(bars: Sequence[Bar], palette: Palette, wholes: Sequence[float] = ()) -> Figure:
    """Draw horizontal bars, each below its label, so that labels take no width from the bars.

    `wholes` has the length that each is a part of, drawn pale behind it.
    """
    rows = [-number for number in range(len(bars))]
    hovers = [bar.hover for bar in bars]
    parts = columns([bar.length for bar in bars], rows, hovers, palette.accent)
    pale = columns(wholes, rows, hovers, palette.quiet) | {"opacity": PALE}
    traces = [trace | {"orientation": "h", "width": 0.28} for trace in ([pale, parts] if wholes else [parts])]
    names = [
        label(_name(bar), 0, row + 0.16, xshift=-2)  # Plotly leaves two pixels around a text
        for bar, row in zip(bars, rows, strict=True)
    ]
    return figure(
        traces,
        ROW * max(1, len(bars)) + 6,
        annotations=names,
        barmode="overlay",
        xaxis={"range": [0, max(1, *wholes, *(bar.length for bar in bars), 1)], "visible": False},
        yaxis={"range": [0.7 - len(bars), 0.72], "visible": False},
    )


def _name(bar: Bar) -> str:
    return ink(f"{escape(bar.name)}  <b>{bar.length:g}</b>  ") + ink(escape(bar.note), FAINT)


def weeks(weeks: Sequence[WeekCount], palette: Palette, goal: int = 0) -> Figure:
    """Draw the conversations of each week, the latest on the right; a goal above 0 is a dashed line."""
    counts = [week.conversations for week in weeks]
    highest, is_short = max(1, *counts, goal), len(weeks) <= MOST_LABELS
    hovers = [f"Week of {_day(week)}: {counted(week.conversations, 'conversation')}" for week in weeks]
    trace = columns(list(range(len(weeks))), counts, hovers, palette.accent) | {"width": 0.7}
    if is_short:
        trace |= count_labels(counts)
    left, right = -0.6, len(weeks) - 0.4
    line = {"color": palette.goal, "width": 1.5, "dash": "dash"}
    return figure(
        [trace],
        WEEKS_HEIGHT,
        margin={"l": 10 if is_short else 26, "r": 10 if is_short else 24, "t": 4, "b": 26, "pad": 0},
        xaxis={"range": [left, right], "showline": True, **_dates(weeks)},
        yaxis={"range": [0, highest * 1.2], "visible": not is_short, "dtick": -(-highest // 3), "showgrid": True},
        shapes=[{"type": "line", "x0": left, "x1": right, "y0": goal, "y1": goal, "line": line}] if goal else [],
    )


WEEKS_HEIGHT = 240
"""In pixels."""


def count_labels(counts: Sequence[int]) -> PlotlyDict:
    """Return the labels that show its number above each column, none above a zero."""
    return {"text": [ink(str(count or "")) for count in counts], "textposition": "outside", "cliponaxis": False}


def _dates(weeks: Sequence[WeekCount]) -> Mapping[str, Any]:
    """Return the dates below a few columns, counted back from the latest."""
    step = max(1, -(-len(weeks) // MOST_TICKS))
    ticks = range(len(weeks) - 1, -1, -step)
    return {"tickvals": [*ticks], "ticktext": [_tick(weeks[number], weeks[-1]) for number in ticks]}


def _tick(week: WeekCount, latest: WeekCount) -> str:
    year = "" if week.monday.year == latest.monday.year else f" ’{week.monday:%y}"
    return ink(_day(week) + year, FAINT)


def _day(week: WeekCount) -> str:
    return f"{week.monday.day} {week.monday:%b}"

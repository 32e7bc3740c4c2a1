"""The charts: calm, directly labelled, readable on a phone. The only module that knows Plotly.

Traces are plain dictionaries and Plotly is imported where a figure is made, so that pages
without charts do not pay for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from netdash.insights.funnels import Funnel, OutreachFunnel
from netdash.insights.rhythm import WeekCount
from netdash.insights.shares import ChannelReplies, KindCount
from netdash.meetings.meetings import KIND_WORDS
from netdash.outreach import channels
from netdash.wording import counted, percent

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Figure

Part = dict[str, Any]
"""A piece of a figure, in Plotly's own words."""

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
"""No toolbar, and no gesture that would keep a finger from scrolling the page."""

ROW = 46
"""Pixels that a bar takes with its label above it."""

FAINT = 0.7
"""The strength of what stands behind: still 4.5:1 in both themes."""

MOST_LABELS, MOST_TICKS = 13, 5
"""So many columns can carry a number each, and so many dates fit below them, on a phone."""

Scheme = Literal["light", "dark"]

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"
"""What the colours of charts are taken from, so that a page has one system of colours."""


@dataclass(frozen=True)
class Palette:
    """What counts, what came late, and what is still open or only leads the eye."""

    accent: str
    late: str
    quiet: str


@cache
def palette(scheme: Scheme) -> Palette:
    """Return the colours of the light or the dark theme."""
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][scheme]
    accent, late, *_, quiet = theme["chartCategoricalColors"]
    return Palette(accent, late, quiet)


def figure(traces: Sequence[Part], height: int, **layout: Any) -> Figure:
    """Make a figure of this height in pixels. Nothing in it can be dragged or zoomed.

    Its text is in the page's own colour (see `ink`), so that it can be read as soon as a person switches the theme.
    """
    # Plotly looks at pandas wherever it finds it, and two tabs on a cold server may find it half imported.
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


def columns(at: Sequence[float], counts: Sequence[float], hovers: Sequence[str], colour: str) -> Part:
    """Draw upright columns; a pointer over one is told its hover."""
    told = [ink(escape(hover)) for hover in hovers]
    return {"type": "bar", "x": at, "y": counts, "marker": {"color": colour}, "hovertext": told, "hoverinfo": "text"}


def ink(text: str, strength: float = 1) -> str:
    """Write text in the colour of the page's text, or at a part of its strength (0–1).

    The text may hold Plotly's tags, so names are escaped before.
    """
    return f'<span style="color:currentColor;fill-opacity:{strength:g}">{text}</span>' if text else ""


def label(text: str, x: float, y: float, **more: Any) -> Part:
    """Write a text into a chart, with its lower left corner here."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "xanchor": "left", "yanchor": "bottom"} | more


@dataclass(frozen=True)
class Bar:
    """One lying bar: what it is, how long, what stands beside the number, and what a pointer is told.

    A bar that says something else than its length, such as a share, has that in `said`.
    """

    name: str
    length: float
    note: str
    hover: str
    said: str = ""


def funnel(found: Funnel | OutreachFunnel, palette: Palette) -> Figure:
    """Draw the stages as bars, the widest on top."""
    first, *after = found.stages
    bars = [Bar(first.label, first.people, "", f"{counted(first.people, 'person', 'people')} in all")]
    for stage, before in zip(after, found.stages, strict=False):
        rate = f"{percent(stage.of_before)} of {before.label.lower()}" if before.people else ""
        bars.append(Bar(stage.label, stage.people, rate, f"{stage.label}: {stage.people} of {before.people}"))
    return _bars(bars, palette)


def kinds(found: Sequence[KindCount], palette: Palette) -> Figure:
    """Draw how many conversations there were of each kind."""
    bars = []
    for one in found:
        name = KIND_WORDS[one.kind]
        hover = f"{name}: {counted(one.conversations, 'conversation')}"
        bars.append(Bar(name, one.conversations, percent(one.share), hover))
    return _bars(bars, palette)


def replies(found: Sequence[ChannelReplies], palette: Palette) -> Figure:
    """Draw the share of messages on each channel that had a reply, the most used on top; too few have no bar."""
    bars = []
    for one in found:
        name, said = channels.words(one.channel), "too few" if one.rate is None else percent(one.rate)
        counts = f"{one.replied} of {one.sent} replied"
        bars.append(Bar(name, one.rate or 0, counts, f"{name}: {counts}", said))
    return _bars(bars, palette, longest=1)


def shares(found: Sequence[tuple[str, int]], palette: Palette) -> Figure:
    """Draw the parts of a whole that are counted one by one."""
    total = sum(number for _, number in found)
    return _bars([Bar(name, number, f"of {total}", f"{name}: {number} of {total}") for name, number in found], palette)


def _bars(bars: Sequence[Bar], palette: Palette, longest: float | None = None) -> Figure:
    """Draw lying bars, each below its label, so that labels never take width from bars.

    `longest` is the length that fills the width; the longest bar's, where it is not given.
    """
    rows = [-number for number in range(len(bars))]
    trace = columns([one.length for one in bars], rows, [one.hover for one in bars], palette.accent)
    names = [
        label(_name(one), 0, row + 0.16, xshift=-2)  # Plotly leaves two pixels around a text
        for one, row in zip(bars, rows, strict=True)
    ]
    widest = longest or max(1, *(one.length for one in bars), 1)
    return figure(
        [trace | {"orientation": "h", "width": 0.28}],
        ROW * max(1, len(bars)) + 6,
        annotations=names,
        xaxis={"range": [0, widest], "visible": False},
        yaxis={"range": [0.7 - len(bars), 0.72], "visible": False},
    )


def _name(bar: Bar) -> str:
    return ink(f"{escape(bar.name)}  <b>{bar.said or bar.length}</b>  ") + ink(escape(bar.note), FAINT)


def weeks(found: Sequence[WeekCount], palette: Palette) -> Figure:
    """Draw the conversations of each week, the latest on the right."""
    counts = [one.conversations for one in found]
    highest, few = max(1, *counts, 1), len(found) <= MOST_LABELS
    hovers = [f"Week of {_day(one)}: {counted(one.conversations, 'conversation')}" for one in found]
    trace = columns(list(range(len(found))), counts, hovers, palette.accent) | {"width": 0.7}
    if few:
        trace |= numbered(counts)
    return figure(
        [trace],
        190,
        margin={"l": 10 if few else 26, "r": 10 if few else 24, "t": 4, "b": 26, "pad": 0},
        xaxis={"range": [-0.6, len(found) - 0.4], "showline": True, **_dates(found)},
        yaxis={"range": [0, highest * 1.2], "visible": not few, "dtick": -(-highest // 3), "showgrid": True},
    )


def numbered(counts: Sequence[int]) -> Part:
    """Return what puts its number above each column that has one."""
    return {"text": [ink(str(count or "")) for count in counts], "textposition": "outside", "cliponaxis": False}


def _dates(found: Sequence[WeekCount]) -> Mapping[str, Any]:
    """Return the ticks of a few weeks, counted back from the latest."""
    step = max(1, -(-len(found) // MOST_TICKS))
    ticks = range(len(found) - 1, -1, -step)
    return {"tickvals": [*ticks], "ticktext": [_tick(found[number], found[-1]) for number in ticks]}


def _tick(week: WeekCount, latest: WeekCount) -> str:
    year = "" if week.monday.year == latest.monday.year else f" ’{week.monday:%y}"
    return ink(_day(week) + year, FAINT)


def _day(week: WeekCount) -> str:
    return f"{week.monday.day} {week.monday:%b}"

"""The charts: calm, directly labelled, readable on a phone. The only module that imports Plotly.

Traces are plain dictionaries, and Plotly is imported where a figure is made, so that pages
without charts do not load it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

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

ROW = 36
"""The height in pixels of a bar with its label above it."""

PALE = 0.3
"""The opacity of what a bar is a part of; the numbers stand beside it."""

FAINT = 0.7
"""The opacity of secondary text: its contrast is still 4.5:1 in both themes."""

MOST_CHANNELS = 7
"""So many channels are drawn; the table has all."""

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
    axes = {name: axis | layout.pop(name, {}) for name in ("xaxis", "yaxis")}
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
    for row in replies[:MOST_CHANNELS]:
        name = channels.words(row.channel)
        rate = "too few" if row.rate is None else percent(row.rate)
        bars.append(Bar(name, row.replied, f"of {row.sent} · {rate}", f"{name}: {row.replied} of {row.sent} replied"))
    wholes = [row.sent for row in replies[:MOST_CHANNELS]]
    return _bars(bars, palette, wholes, more=max(0, len(replies) - MOST_CHANNELS))


def part_of_whole(name: str, part: int, whole: int, compared: tuple[int, int], palette: Palette) -> Figure:
    """Draw one bar of a whole with its strong part, below a range in percent to compare it with."""
    hover = f"{name}: {part} of {whole}"
    traces = [
        columns([length], [0], [hover], colour) | {"orientation": "h", "width": 0.5, "opacity": opacity}
        for length, colour, opacity in ((1, palette.quiet, PALE), (part / max(1, whole), palette.accent, 1))
    ]
    low, high = (percent / 100 for percent in compared)
    line = {"color": palette.goal, "width": 2}
    bracket = f"M{low},0.38 L{low},0.5 L{high},0.5 L{high},0.38"
    return figure(
        traces,
        76,
        annotations=[
            label(ink(f"{escape(name)}  <b>{part}</b>  ") + ink(f"of {whole}", FAINT), 0, 0.52, xshift=-2),
            label(ink(f"{compared[0]}–{compared[1]} %", FAINT), (low + high) / 2, 0.52, xanchor="center"),
        ],
        barmode="overlay",
        shapes=[{"type": "path", "path": bracket, "line": line}],
        xaxis={"range": [0, 1], "visible": False},
        yaxis={"range": [-0.3, 1.2], "visible": False},
    )


def _bars(bars: Sequence[Bar], palette: Palette, wholes: Sequence[float] = (), more: int = 0) -> Figure:
    """Draw horizontal bars, each below its label, so that labels take no width from the bars.

    `wholes` has the length that each is a part of, drawn pale behind it; so many `more` are only in the table.
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
    if more:
        names.append(label(ink(f"and {more} more in the table", FAINT), 0, 0.3 - len(bars), xshift=-2))
    number = max(1, len(bars) + bool(more))
    return figure(
        traces,
        ROW * number + 6,
        annotations=names,
        barmode="overlay",
        xaxis={"range": [0, max(1, *wholes, *(bar.length for bar in bars), 1)], "visible": False},
        yaxis={"range": [0.7 - number, 0.72], "visible": False},
    )


def _name(bar: Bar) -> str:
    return ink(f"{escape(bar.name)}  <b>{bar.length:g}</b>  ") + ink(escape(bar.note), FAINT)


def count_labels(counts: Sequence[int]) -> PlotlyDict:
    """Return the labels that show its number above each column, none above a zero."""
    return {"text": [ink(str(count or "")) for count in counts], "textposition": "outside", "cliponaxis": False}


def rgba(colour: str, opacity: float) -> str:
    """Return a colour of the theme with an opacity (0–1)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"

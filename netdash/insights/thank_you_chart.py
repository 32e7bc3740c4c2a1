"""The chart of thank-yous by the hours they took, with the rules' two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Part, columns, figure, ink, label, numbered
from netdash.insights.palette import Palette
from netdash.insights.punctuality import Punctuality
from netdash.wording import counted

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

BIN = 2
"""Hours that share a column."""


def thank_yous(found: Punctuality, palette: Palette) -> Figure:
    """Draw a column for every two hours up to the later mark, then one for those later and one for those owed."""
    (_, soon), (_, in_time), (_, later), (_, owed) = found.groups
    counts = _columns(found)
    highest = max(1, later, owed, *counts)
    far, open_ = found.late + 4, found.late + 8.5
    traces = [
        _in_time(counts, palette),
        _one(far, "Later", later, palette.late),
        _one(open_, "Still owed", owed, palette.quiet),
    ]
    marks = [0, found.soon, found.late]
    return figure(
        traces,
        200,
        margin={"l": 8, "r": 0, "t": 4, "b": 26, "pad": 0},
        xaxis={
            "range": [-0.8, found.late + 10.5],
            "tickvals": [*marks, far, open_],
            "ticktext": [ink(text, FAINT) for text in (*(f"{mark:g} h" for mark in marks), "later", "owed")],
            "showline": True,
        },
        yaxis={"range": [0, highest * 1.35], "visible": False},
        shapes=[_mark(at, palette) for at in (found.soon, found.late)],
        annotations=[
            _part(f"<b>{soon}</b> within {found.soon:g} h", found.soon / 2),
            _part(f"<b>{in_time}</b> in {found.soon:g}–{found.late:g} h", (found.soon + found.late) / 2),
        ],
    )


def _columns(found: Punctuality) -> list[int]:
    """Count the thank-yous of each two hours up to the later mark; a full two hours belong to the earlier column."""
    counts = [0] * max(1, round(found.late / BIN))
    for taken in found.hours:
        if taken <= found.late:
            counts[min(len(counts), max(1, int(-(-taken // BIN)))) - 1] += 1
    return counts


def _in_time(counts: list[int], palette: Palette) -> Part:
    starts = [number * BIN for number in range(len(counts))]
    hovers = [
        f"{start} to {start + BIN} hours: {counted(count, 'thank-you')}"
        for start, count in zip(starts, counts, strict=True)
    ]
    return columns([start + BIN / 2 for start in starts], counts, hovers, palette.accent) | {"width": BIN * 0.8}


def _one(at: float, name: str, count: int, colour: str) -> Part:
    return (
        columns([at], [count], [f"{name}: {counted(count, 'thank-you')}"], colour)
        | {"width": 2 * BIN * 0.8}
        | numbered([count])
    )


def _mark(at: float, palette: Palette) -> Part:
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _part(text: str, middle: float) -> Part:
    return label(ink(text), middle, 0.9, yref="paper", xanchor="center")

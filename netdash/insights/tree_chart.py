"""The chart of introductions: an outline from the member outwards, one row a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Part, figure, ink, label
from netdash.insights.introduction_tree import Branch
from netdash.insights.palette import Palette
from netdash.wording import listed, shortened

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

ROW = 27
"""Pixels a person takes."""

MOST_ROWS, LONGEST_NAME = 30, 24
"""So many people are drawn and the table has the rest; longer names are cut, and whole under the pointer."""

RING = 0.16
"""How far from the middle of somebody not met yet a line ends, in rows and steps."""

ROOM, DEEPEST = 6.5, 8
"""How many steps wide a name may be; and chains longer than this are drawn with smaller steps."""


def tree(found: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> Figure:
    """Draw the top of the tree; a hollow ring is somebody not met yet. `name` gives a contact's name."""
    shown = found[:MOST_ROWS]
    rows = {one.contact: -number for number, one in enumerate(shown, 1)}
    deepest = max((one.steps for one in shown), default=0)
    more = len(found) - len(shown)
    rest = [label(ink(f"and {more} more in the table", FAINT), 1, -len(shown) - 1, yanchor="middle")] if more else []
    return figure(
        [_lines(shown, rows, palette), _points(shown, palette, name)],
        ROW * (len(shown) + 1 + bool(more)) + 8,
        xaxis={"range": [-0.25, deepest + ROOM * max(1, deepest / DEEPEST)], "visible": False},
        yaxis={"range": [-len(shown) - bool(more) - 0.6, 0.6], "visible": False},
        annotations=rest,
    )


def _lines(shown: Sequence[Branch], rows: dict[str, int], palette: Palette) -> Part:
    """Lead from everybody down and across to those they introduced; the member stands at 0, 0."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one in shown:
        above = rows[one.by] if one.by else 0
        x += [one.steps - 1, one.steps - 1, one.steps - (0 if one.met else RING), None]
        y += [above - RING, rows[one.contact], rows[one.contact], None]
    line = {"color": palette.quiet, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _points(shown: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> Part:
    notes = ["" if one.met else ink("  not met yet", FAINT) for one in shown]
    texts = [
        ink(f"  {escape(shortened(name(one.contact), LONGEST_NAME))}") + note
        for one, note in zip(shown, notes, strict=True)
    ]
    symbols = ["circle", *("circle" if one.met else "circle-open" for one in shown)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0, *(one.steps for one in shown)],
        "y": [0, *(-number for number in range(1, len(shown) + 1))],
        "text": [ink("  <b>You</b>"), *texts],
        "textposition": "middle right",
        "cliponaxis": False,
        "marker": {
            "size": 11,
            "color": palette.accent,
            "symbol": symbols,
            "line": {"color": palette.accent, "width": 2},
        },
        "hovertext": [ink(escape(text)) for text in ("You", *(_told(one, name) for one in shown))],
        "hoverinfo": "text",
    }


def _told(one: Branch, name: Callable[[str], str]) -> str:
    introducers = [name(id) for id in (one.by, *one.also_by) if id]
    return f"{name(one.contact)}, introduced by {listed(introducers)}" if introducers else name(one.contact)

"""A history as columns, a picture in Markdown: what draws charts in the browser is too large for a first page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

COLUMN, GAP, HEIGHT, MARGIN, SCALE = 16, 4, 32, 4, 1.5
COLOUR, GOAL_COLOUR, PAST = "#138479", "#B9612F", 0.35
"""Both are seen on light and on dark; what is past has less opacity."""


def column_chart(alt: str, values: Sequence[int | None], goal: int = 0) -> str:
    """Return a picture in Markdown, with what it shows in words, that is as wide as there is room for.

    The last column is the strongest; None leaves a gap; a goal above 0 is a dashed line.
    """
    return f"![{alt}](data:image/svg+xml;base64,{b64encode(_drawn(values, goal).encode()).decode()})"


def _drawn(values: Sequence[int | None], goal: int) -> str:
    width, highest = len(values) * (COLUMN + GAP) - GAP, max(*(value or 0 for value in values), goal, 1)
    marks = [
        _column(at * (COLUMN + GAP), max(1.5, HEIGHT * value / highest), 1 if at == len(values) - 1 else PAST)
        for at, value in enumerate(values)
        if value is not None
    ]
    if goal:
        at = max(0.5, HEIGHT - HEIGHT * goal / highest)
        line = f'stroke="{GOAL_COLOUR}" stroke-dasharray="2 2"'
        marks.append(f'<line x1="0" x2="{width}" y1="{at:.1f}" y2="{at:.1f}" {line}/>')
    # With a margin, as Streamlit rounds the corners of pictures.
    across, down = width + 2 * MARGIN, HEIGHT + 2 * MARGIN
    size = f'viewBox="{-MARGIN} {-MARGIN} {across} {down}" width="{across * SCALE:g}" height="{down * SCALE:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(marks)}</svg>'


def _column(x: float, height: float, opacity: float) -> str:
    place = f'x="{x}" y="{HEIGHT - height:.1f}" width="{COLUMN}" height="{height:.1f}" rx="1.5"'
    return f'<rect {place} fill="{COLOUR}" fill-opacity="{opacity:g}"/>'

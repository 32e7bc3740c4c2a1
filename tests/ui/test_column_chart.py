"""The small picture of a history: a column a value, the last one strongest, and the goal."""

from __future__ import annotations

from base64 import b64decode
from xml.etree import ElementTree

import pytest

from netdash.ui.column_chart import COLUMN, GAP, HEIGHT, column_chart


def picture(values: tuple[int | None, ...], goal: int = 0) -> ElementTree.Element:
    markdown = column_chart("Messages by week: 1, 2", values, goal)
    assert markdown.startswith("![Messages by week: 1, 2](data:image/svg+xml;base64,")
    return ElementTree.fromstring(b64decode(markdown.partition("base64,")[2].rstrip(")")))


def columns(values: tuple[int | None, ...], goal: int = 0) -> list[tuple[float, float, float]]:
    """Return where each column begins, how high it is, and how strong."""
    found = [one.attrib for one in picture(values, goal) if one.tag.endswith("rect")]
    return [(float(one["x"]), float(one["height"]), float(one["fill-opacity"])) for one in found]


def test_the_highest_fills_the_height_and_the_last_is_the_strongest() -> None:
    step = COLUMN + GAP
    assert columns((2, 4, 1)) == [(0, HEIGHT / 2, 0.35), (step, HEIGHT, 0.35), (2 * step, HEIGHT / 4, 1)]


def test_nothing_is_a_line_and_what_is_not_known_a_gap() -> None:
    assert [height for _, height, _ in columns((None, 0, 0))] == [1.5, 1.5]


@pytest.mark.parametrize(("values", "goal", "at"), [((1, 2), 4, 0.5), ((4, 8), 4, HEIGHT / 2)])
def test_the_goal_is_a_line_at_its_height(values: tuple[int, ...], goal: int, at: float) -> None:
    (line,) = [one.attrib for one in picture(values, goal) if one.tag.endswith("line")]
    assert float(line["y1"]) == float(line["y2"]) == at
    assert max(height for _, height, _ in columns(values, goal)) <= HEIGHT


def test_without_a_goal_there_is_no_line() -> None:
    assert not [one for one in picture((1, 2)) if one.tag.endswith("line")]

"""The charts: each can be drawn from nothing and from plenty, in colours that stand out from the page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from netdash.insights import charts, introduction_tree, punctuality
from netdash.insights.charts import Palette, Scheme, palette
from netdash.insights.funnels import Funnel
from netdash.insights.introduction_tree import Branch
from netdash.insights.punctuality import Punctuality
from netdash.insights.rhythm import WeekCount
from netdash.insights.shares import KindCount
from netdash.records import MeetingKind
from tests.servers import ROOT
from tests.test_theme import CONFIG, LARGE, contrast, rgb

NOBODY: frozenset[str] = frozenset()
FUNNEL = Funnel(frozenset("abcdefgh"), frozenset("abcd"), frozenset("abc"), frozenset("a"), NOBODY)
KINDS = [KindCount(kind, 6 - number, (6 - number) / 21) for number, kind in enumerate(MeetingKind)]
TIMED = Punctuality((0.0, 1.0, 2.0, 11.9, 12.0, 12.1, 24.0, 24.1, 300.0), 2, 12, 24)
BRANCHES = [Branch("a", None, (), 1, True), Branch("b", "a", ("c",), 2, False)]


def weeks(number: int) -> list[WeekCount]:
    return [WeekCount(date(2025, 1, 6) + timedelta(weeks=step), step % 4) for step in range(number)]


Drawn = Callable[[Palette], Any]
CHARTS: dict[str, Drawn] = {
    "funnel, empty": lambda colours: charts.funnel(Funnel(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY), colours),
    "funnel": lambda colours: charts.funnel(FUNNEL, colours),
    "kinds, empty": lambda colours: charts.kinds([], colours),
    "kinds": lambda colours: charts.kinds(KINDS, colours),
    "weeks, empty": lambda colours: charts.weeks([], colours),
    "weeks": lambda colours: charts.weeks(weeks(12), colours),
    "weeks, two years": lambda colours: charts.weeks(weeks(104), colours),
    "thank-yous, empty": lambda colours: punctuality.draw(Punctuality((), 0, 12, 24), colours),
    "thank-yous": lambda colours: punctuality.draw(TIMED, colours),
    "tree, empty": lambda colours: introduction_tree.draw([], colours, str),
    "tree": lambda colours: introduction_tree.draw(BRANCHES, colours, str),
}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_can_be_drawn_and_is_small_calm_and_cannot_be_dragged(name: str, scheme: Scheme) -> None:
    drawn = json.loads(CHARTS[name](palette(scheme)).to_json())
    layout = drawn["layout"]
    assert layout["height"] <= 300
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert not layout["showlegend"]
    assert len(json.dumps(drawn)) < 30_000
    assert "color" not in layout["font"], "text has the page's own colour"


def told(name: str, trace: int = 0) -> list[str]:
    """Return what a pointer is told, without the tags around it."""
    found = CHARTS[name](palette("light")).data[trace].hovertext
    return [text.partition(">")[2].rpartition("<")[0] for text in found]


def test_a_pointer_is_told_in_plain_words() -> None:
    assert told("funnel") == ["8 people in all", "Met: 4 of 8", "Thanked: 3 of 4", "Introduced someone: 1 of 3"]
    assert told("kinds")[-1] == "Other: 1 conversation"
    assert told("weeks")[1] == "Week of 13 Jan: 1 conversation"
    assert told("tree", 1) == ["You", "a", "b, introduced by a and c"]


def test_the_columns_of_thank_yous_keep_to_the_side_of_the_marks_on_which_their_hours_are() -> None:
    """0, 1 and 2 h: the first column. 11.9 and 12: the sixth. 12.1: the seventh. 24: the twelfth. Two are later."""
    in_time, later, owed = CHARTS["thank-yous"](palette("light")).data
    assert list(in_time.y) == [3, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 1]
    assert in_time.x[5] < 12 < in_time.x[6]
    assert (list(later.y), list(owed.y)) == ([2], [2])


def test_years_are_named_where_a_chart_crosses_them() -> None:
    ticks = CHARTS["weeks, two years"](palette("light")).layout.xaxis.ticktext
    assert len(ticks) <= charts.MOST_TICKS
    assert ["’25" in tick for tick in ticks] == [False, False, False, True, True], "the latest first"


def test_names_are_shown_letter_for_letter_and_cut_where_they_are_long() -> None:
    odd = '<b>Bob</b> & <a href="x">co</a>'
    branches = [Branch(odd, None, (), 1, True), Branch("N" * 80, odd, (), 2, True)]
    points = introduction_tree.draw(branches, palette("light"), str).data[1]
    assert "&lt;b&gt;Bob&lt;/b&gt; &amp; " in points.text[1]
    assert "<a" not in "".join((*points.text, *points.hovertext))
    assert f"{'N' * 23}…" in points.text[2]
    assert "N" * 80 in points.hovertext[2]


def test_a_large_tree_says_how_many_are_left_for_the_table() -> None:
    branches = [Branch(str(number), None, (), 1, True) for number in range(35)]
    drawn = introduction_tree.draw(branches, palette("light"), str)
    assert len(drawn.data[1].x) == 1 + introduction_tree.MOST_ROWS
    assert "and 5 more in the table" in drawn.layout.annotations[0].text


def test_the_colours_are_the_themes_and_stand_out_from_its_page(scheme: Scheme) -> None:
    theme, colours = CONFIG["theme"][scheme], palette(scheme)
    for colour in (colours.accent, colours.late, colours.quiet):
        assert colour in theme["chartCategoricalColors"]
        assert contrast(rgb(colour), rgb(theme["backgroundColor"])) >= LARGE


def test_faint_text_can_be_read(scheme: Scheme) -> None:
    theme = CONFIG["theme"][scheme]
    text, page = rgb(theme["textColor"]), rgb(theme["backgroundColor"])
    mixed = tuple(t * charts.FAINT + p * (1 - charts.FAINT) for t, p in zip(text, page, strict=True))
    assert contrast(mixed, page) >= 4.5  # type: ignore[arg-type]


def test_pages_and_screens_load_nothing_of_plotly_before_a_chart_is_drawn() -> None:
    """Streamlit imports a part of it by itself; netdash adds nothing to that."""
    script = """
import sys, pkgutil, importlib, streamlit
before = {name for name in sys.modules if name.startswith("plotly")}
import netdash
for module in pkgutil.walk_packages(netdash.__path__, "netdash."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.startswith("plotly") and name not in before))
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


# -- what they show ---------------------------------------------------------------


def plain(text: str) -> str:
    """Return a label as it is read, without tags."""
    return " ".join(re.sub("<[^>]*>", "", text).split())


def labels(name: str) -> list[str]:
    return [plain(one.text) for one in CHARTS[name](palette("light")).layout.annotations]


def test_bars_are_as_long_as_their_numbers_with_the_rate_of_the_stage_before() -> None:
    """Of 8 people 4 were met, of those 3 thanked, of those one introduced somebody."""
    assert list(CHARTS["funnel"](palette("light")).data[0].x) == [8, 4, 3, 1]
    assert labels("funnel") == [
        "People 8",
        "Met 4 50 % of people",
        "Thanked 3 75 % of met",
        "Introduced someone 1 33 % of thanked",
    ]


def test_the_kinds_are_as_long_as_their_numbers_with_their_share() -> None:
    assert list(CHARTS["kinds"](palette("light")).data[0].x) == [6, 5, 4, 3, 2, 1]
    assert [label.split()[-3:-1] for label in labels("kinds")] == [
        [str(number), str(round(100 * number / 21))] for number in range(6, 0, -1)
    ]


def test_each_week_is_as_high_as_its_number_with_the_number_above_it() -> None:
    (columns,) = CHARTS["weeks"](palette("light")).data
    assert list(columns.y) == [0, 1, 2, 3] * 3
    assert [plain(text) for text in columns.text] == ["", "1", "2", "3"] * 3


def test_somebody_not_met_yet_is_a_ring_and_says_so() -> None:
    lines, points = CHARTS["tree"](palette("light")).data
    assert list(points.marker.symbol) == ["circle", "circle", "circle-open"]
    assert [plain(text) for text in points.text] == ["You", "a", "b not met yet"]
    assert list(zip(points.x, points.y, strict=True)) == [(0, 0), (1, -1), (2, -2)]
    assert lines.x[6] == 2 - introduction_tree.RING, "the line ends at the ring"


def test_a_chart_is_drawn_while_another_tab_is_the_first_to_need_pandas() -> None:
    script = """
import importlib, sys, threading
from netdash.insights import charts
other = threading.Thread(target=importlib.import_module, args=("pandas",))
other.start()
while "pandas" not in sys.modules:
    pass
charts.figure([{"type": "bar", "x": [1], "hoverinfo": "skip"}], 100, xaxis={}, yaxis={})
other.join()
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)

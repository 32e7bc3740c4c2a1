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

from netdash.insights import charts, funnels, introduction_tree, punctuality, rhythm
from netdash.insights.charts import Palette, Scheme, palette
from netdash.insights.funnels import Funnel
from netdash.insights.introduction_tree import Branch
from netdash.insights.rhythm import WeekCount
from netdash.insights.shares import ChannelReplies, KindCount
from netdash.outreach import channels
from netdash.records import Channel, MeetingKind
from netdash.thank_yous.punctuality import Punctuality
from tests.servers import ROOT
from tests.test_theme import CONFIG, LARGE, contrast, rgb

NOBODY: frozenset[str] = frozenset()
EMPTY = Funnel(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY)
FUNNEL = Funnel(frozenset("abcdefgh"), frozenset("abcd"), frozenset("abc"), frozenset("a"), NOBODY)
KINDS = [KindCount(kind, 6 - number, (6 - number) / 21) for number, kind in enumerate(MeetingKind)]
TIMED = Punctuality((0.0, 1.0, 2.0, 11.9, 12.0, 12.1, 24.0, 24.1, 300.0), 2, 12, 24)
REPLIES = [ChannelReplies(channel, 14 - number, number) for number, channel in enumerate(Channel)]
BRANCHES = [Branch("a", None, (), 1, True), Branch("b", "a", ("c",), 2, False)]


def weeks(number: int) -> list[WeekCount]:
    return [WeekCount(date(2025, 1, 6) + timedelta(weeks=step), step % 4) for step in range(number)]


Drawn = Callable[[Palette], Any]
CHARTS: dict[str, Drawn] = {
    "funnel, empty": lambda colours: funnels.draw(EMPTY.stages, colours),
    "funnel": lambda colours: funnels.draw(FUNNEL.stages, colours),
    "kinds, empty": lambda colours: charts.kinds([], colours),
    "kinds": lambda colours: charts.kinds(KINDS, colours),
    "replies, empty": lambda colours: charts.replies([], colours),
    "replies": lambda colours: charts.replies(REPLIES, colours),
    "part": lambda colours: charts.part_of_whole("Through a contact", 3, 6, (70, 85), colours),
    "part of nothing": lambda colours: charts.part_of_whole("Through a contact", 0, 0, (70, 85), colours),
    "weeks, empty": lambda colours: rhythm.draw([], colours),
    "weeks": lambda colours: rhythm.draw(weeks(12), colours, 2),
    "weeks, two years": lambda colours: rhythm.draw(weeks(104), colours),
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
    assert told("funnel") == ["People you know: 8", "Met: 4 of 8", "Thanked: 3 of 4", "Introduced someone: 1 of 3"]
    assert told("kinds")[-1] == "Other: 1 conversation"
    assert told("weeks")[1] == "Week of 13 Jan: 1 conversation"
    assert told("tree", 1) == ["You", "a", "b, introduced by a and c"]


def test_a_goal_has_its_name_at_the_end_of_its_line() -> None:
    (name,) = CHARTS["weeks"](palette("light")).layout.annotations
    assert ("goal 2" in name.text, name.y) == (True, 2)
    assert not rhythm.draw(weeks(12), palette("light")).layout.annotations


def test_the_columns_of_thank_yous_keep_to_the_side_of_the_marks_on_which_their_hours_are() -> None:
    """0, 1 and 2 h: the first column. 11.9 and 12: the sixth. 12.1: the seventh. 24: the twelfth. Two are later."""
    soon, in_time, later, owed = CHARTS["thank-yous"](palette("light")).data
    assert list(soon.y) == [3, 0, 0, 0, 0, 2]
    assert list(in_time.y) == [1, 0, 0, 0, 0, 1]
    assert soon.x[5] < 12 < in_time.x[0]
    assert (list(later.y), list(owed.y)) == ([2], [2])


@pytest.mark.parametrize(("soon", "late"), [(6, 36), (1, 168), (12, 24), (23, 24), (5, 7)])
def test_every_thank_you_in_time_stands_in_one_column_whatever_the_rule_says(soon: float, late: float) -> None:
    hours = tuple(number * late / 40 for number in range(41))
    first, second, *_ = punctuality.draw(Punctuality(hours, 0, soon, late), palette("light")).data
    assert sum(first.y) == sum(hour <= soon for hour in hours)
    assert sum(first.y) + sum(second.y) == len(hours)


def test_the_thank_yous_have_the_colours_of_their_urgency() -> None:
    colours = palette("light")
    drawn = CHARTS["thank-yous"](colours).data
    assert [trace.marker.color for trace in drawn] == [colours.green, colours.amber, colours.red, colours.quiet]


def test_many_weeks_are_a_map_that_ends_with_the_latest_and_names_the_years() -> None:
    """104 weeks are eight rows of thirteen; 105 begin one more, which is blank up to the first week."""
    drawn = CHARTS["weeks, two years"](palette("light"))
    ticks = drawn.layout.yaxis.ticktext
    assert len(ticks) == 8
    assert ["’25" in tick for tick in ticks] == [True] * 4 + [False] * 4
    assert drawn.data[0].z[-1][-1] == 103 % 4
    first_row = rhythm.draw(weeks(105), palette("light")).data[0].z[0]
    assert list(first_row) == [None] * 12 + [0]


def test_names_are_shown_letter_for_letter_and_cut_where_they_are_long() -> None:
    odd = '<b>Bob</b> & <a href="x">co</a>'
    branches = [Branch(odd, None, (), 1, True), Branch("N" * 80, odd, (), 2, True)]
    points = introduction_tree.draw(branches, palette("light"), str).data[1]
    assert "&lt;b&gt;Bob&lt;/b&gt; &amp; " in points.text[1]
    assert "<a" not in "".join((*points.text, *points.hovertext))
    assert f"{'N' * 27}…" in points.text[2]
    assert "N" * 80 in points.hovertext[2]


def test_a_large_tree_says_how_many_are_left_for_the_table() -> None:
    branches = [Branch(str(number), None, (), 1, True) for number in range(25)]
    drawn = introduction_tree.draw(branches, palette("light"), str)
    assert len(drawn.data[1].x) == 1 + introduction_tree.MOST_ROWS
    assert "and 5 more in the table" in drawn.layout.annotations[0].text


def test_the_colours_are_the_themes_and_stand_out_from_its_page(scheme: Scheme) -> None:
    theme, colours = CONFIG["theme"][scheme], palette(scheme)
    assert {colours.accent, colours.goal, colours.quiet} <= {*theme["chartCategoricalColors"]}
    for colour in (colours.accent, colours.green, colours.amber, colours.red, colours.goal, colours.quiet):
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
    return " ".join(re.sub("<[^>]*>", "", text.replace("<br>", " ")).split())


def labels(name: str) -> list[str]:
    return [plain(one.text) for one in CHARTS[name](palette("light")).layout.annotations]


def test_a_funnel_is_as_wide_as_its_numbers_with_the_rate_of_the_stage_before() -> None:
    """Of 8 people 4 were met, of those 3 thanked, of those one introduced somebody: below five there is no rate."""
    (bars,) = CHARTS["funnel"](palette("light")).data
    assert list(bars.x) == [8, 4, 3, 1]
    assert list(bars.base) == [-4, -2, -1.5, -0.5]
    assert labels("funnel") == [
        "8 People you know",
        "4 Met 50 % of the step above",
        "3 Thanked",
        "1 Introduced someone",
    ]


def test_replies_are_a_part_of_what_was_sent_and_the_least_used_channels_stand_in_the_table() -> None:
    sent, replied = CHARTS["replies"](palette("light")).data
    assert list(sent.x) == [14, 13, 12, 11, 10, 9, 8]
    assert list(replied.x) == [0, 1, 2, 3, 4, 5, 6]
    *_, last, more = labels("replies")
    assert last == f"{channels.words(REPLIES[6].channel)} 6 of 8 · 75 %"
    assert more == f"and {len(Channel) - 7} more in the table"
    few = charts.replies([ChannelReplies(Channel.EMAIL, 4, 2)], palette("light"))
    assert plain(few.layout.annotations[0].text).endswith("2 of 4 · too few")


def test_a_part_stands_below_the_range_to_compare_it_with() -> None:
    whole, part = CHARTS["part"](palette("light")).data
    assert (list(whole.x), list(part.x)) == ([1], [0.5])
    assert labels("part") == ["Through a contact 3 of 6", "70–85 %"]


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

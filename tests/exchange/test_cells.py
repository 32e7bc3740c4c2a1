"""Cells that no spreadsheet takes for a formula, and their way back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.exchange.cells import neutralise, restore

SIGNS = "=+-@＝＋－＠"
anything = st.text() | st.text(alphabet="'=+-@＝ \t\r\n\0a")


def normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(anything)
@example("'")
@example("''=1")
@example("' '\t=1")
@example("\r=1")
@example("\r\n")
def test_a_cell_comes_back_as_it_was_but_for_its_line_breaks(text):
    assert restore(neutralise(text)) == normal(text)


@given(anything)
def test_no_cell_starts_like_a_formula(text):
    cell = neutralise(text)
    assert cell[:1] not in tuple("\t\r\n\0")
    assert cell.lstrip()[:1] not in tuple(SIGNS)
    assert "\r" not in cell


@given(anything)
def test_neutralising_again_adds_one_apostrophe_or_none_and_comes_back_step_by_step(text):
    once = neutralise(text)
    twice = neutralise(once)
    assert twice in (once, f"'{once}")
    assert restore(twice) == once


@given(anything)
def test_ordinary_text_is_left_alone(text):
    plain = f"a{normal(text)}"
    assert neutralise(plain) == plain
    assert restore(plain) == plain


@pytest.mark.parametrize("text", ["'tis the season", "'", "''", "don't", "", "  indented", "1.5", "2026-07-22", "🙂=1"])
def test_an_apostrophe_of_the_members_own_stays(text):
    assert neutralise(text) == restore(text) == text


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n", "\0"])
@pytest.mark.parametrize("before", ["", "'", "''", " ", "\u00a0", "' '"])
def test_every_way_a_formula_may_begin_is_neutralised(before, sign):
    assert neutralise(f"{before}{sign}1+1").startswith(f"'{before}")

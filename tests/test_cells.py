"""Cells that no spreadsheet takes for a formula, and their way back."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.cells import MAX_LENGTH, neutralise
from tests.csv_reading import restore

SIGNS = "=+-@＝＋－＠"
anything = st.text() | st.text(alphabet="'=+-@＝ \t\r\n\0\x0b\x1b,;\"a")


def normal(text: str) -> str:
    """What of a text is meant to arrive: line breaks as LF, no other control character but a tab."""
    lines = re.sub("\r\n|[\r\x0b\x0c\x85]", "\n", text)
    return "".join(sign for sign in lines if sign in "\t\n" or unicodedata.category(sign) != "Cc")


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
def test_neutralising_again_adds_only_apostrophes_and_comes_back_step_by_step(text):
    once = neutralise(text)
    twice = neutralise(once)
    assert twice.replace("'", "") == once.replace("'", "")
    assert restore(twice) == once


@given(anything)
def test_ordinary_text_is_left_alone(text):
    plain = re.sub("[,;\n]", ".", f"a{normal(text)}")
    assert neutralise(plain) == plain
    assert restore(plain) == plain


@pytest.mark.parametrize("text", ["'tis the season", "'", "''", "don't", "", "  indented", "1.5", "2026-07-22", "🙂=1"])
def test_an_apostrophe_of_the_members_own_stays(text):
    assert neutralise(text) == restore(text) == text


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
@pytest.mark.parametrize("before", ["", "'", "''", " ", "\u00a0", "' '"])
def test_every_way_a_formula_may_begin_is_neutralised(before, sign):
    assert neutralise(f"{before}{sign}1+1").startswith(f"'{before}")


def test_control_characters_are_dropped_or_become_line_breaks():
    assert neutralise("a\x0bb\x0cc\x1b[1md\0e\x9b\x7f\tf") == "a\nb\nc[1mde\tf"


def test_a_text_that_a_spreadsheet_splits_at_the_other_separator_is_guarded_there_too():
    guarded = {
        "x;=1+1": "x;'=1+1",
        "x, @SUM(1)": "x,' @SUM(1)",
        "one\n=1+1\ntwo": "one\n'=1+1\ntwo",
        'x;"=1': "x;'\"=1",
        "a;'=1": "a;''=1",
        "- one\n- two": "'- one\n'- two",
        "a, -5+1": "a,' -5+1",
        "a;\n=1": "a;\n'=1",
        "a; b, c": "a; b, c",
        "First.\n\nSecond": "First.\n\nSecond",
        "a;\tb\n\n c,\n": "a;\tb\n\n c,\n",
        "Berlin, - well": "Berlin, - well",
        "Ada; + two more": "Ada; + two more",
    }
    for text, cell in guarded.items():
        assert neutralise(text) == cell
        assert restore(cell) == text


@pytest.mark.parametrize("sign", ["a", "😀", "=", ";="])
def test_a_cell_is_never_longer_than_excel_keeps_and_says_where_it_was_cut(sign):
    cell = neutralise(sign * MAX_LENGTH)
    assert len(cell.encode("utf-16-le")) // 2 <= MAX_LENGTH
    assert cell.endswith("(cut: Excel takes no longer cell; the whole text is in netdash and its backup)") is (
        sign != "a"
    )
    assert "(cut: " in neutralise(sign * (MAX_LENGTH + 1))

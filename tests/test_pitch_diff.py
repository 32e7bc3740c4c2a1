"""What changed between two versions of a text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.pitch_diff import Change, Segment, differences

texts = st.text(st.sampled_from("ab \n.é"), max_size=30) | st.text(max_size=40)


def side(segments: tuple[Segment, ...], change: Change) -> str:
    return "".join(one.text for one in segments if one.change in (Change.SAME, change))


@given(texts, texts)
def test_same_and_added_give_the_new_text_and_same_and_removed_the_old(old, new):
    found = differences(old, new)
    assert side(found, Change.ADDED) == new
    assert side(found, Change.REMOVED) == old


@given(texts, texts)
def test_neighbours_never_have_the_same_fate_and_none_is_empty(old, new):
    found = differences(old, new)
    assert all(one.text for one in found)
    assert all(one.change is not other.change for one, other in pairwise(found))


@given(texts)
def test_a_text_against_itself_is_all_the_same(text):
    assert {one.change for one in differences(text, text)} <= {Change.SAME}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I like data", "I love data", "I -like- +love+ data"),
        ("I like data", "I really like data", "I +really +like data"),
        ("I really like data", "I like data", "I -really -like data"),
        ("a nurse for long", "an engineer for long", "-a nurse- +an engineer+ for long"),
        ("", "New", "+New+"),
        ("Old", "", "-Old-"),
        ("One.", "One. Two.", "One.+ Two.+"),
    ],
)
def test_changes_read_word_by_word_and_a_new_phrase_in_one_piece(old, new, said):
    marks = {Change.SAME: "", Change.REMOVED: "-", Change.ADDED: "+"}
    shown = "".join(f"{marks[one.change]}{one.text}{marks[one.change]}" for one in differences(old, new))
    assert shown.replace("-+", "- +") == said


def test_a_pasted_book_is_compared_while_one_waits():
    started = time.perf_counter()
    differences("a b " * 5_000, "a c " * 5_000)
    assert time.perf_counter() - started < 20

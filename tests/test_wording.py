"""Words as a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.wording import as_sentence, count_words, counted, listed, parts, shortened
from tests.factories import any_text


def test_a_number_comes_with_its_noun() -> None:
    assert [counted(number, "day") for number in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]


def test_words_are_listed_as_a_sentence_lists_them() -> None:
    assert [listed("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_parts_are_what_stands_between_commas_but_for_those_that_are_known() -> None:
    assert parts("a,b ,, c,") == ("a", "b", "c")
    known = ("5, ext. 7", "5, ext. 70", "a.b, c", "tea")
    assert parts("5, ext. 70, a.b, c,x,5, ext. 7", known) == ("5, ext. 70", "a.b, c", "x", "5, ext. 7")
    assert parts("5, ext. 71, aab, c, teas", known) == ("5", "ext. 71", "aab", "c", "teas")
    assert parts("a/x,, b", ("a/x,",)) == ("a/x,", "b"), "a comma that a part ends in is its own"
    assert parts("") == ()


@given(st.lists(st.text("ab .*", min_size=1).map(str.strip).filter(bool)))
def test_what_holds_no_comma_comes_out_as_it_went_in(words: list[str]) -> None:
    assert parts(", ".join(words), words) == parts(",".join(words)) == tuple(words)


def test_a_long_text_is_cut_on_one_line() -> None:
    assert shortened("one\n  line", 8) == "one line"
    assert shortened("one line more", 10) == "one line…"
    assert shortened("", 3) == ""


def test_a_note_becomes_a_sentence_on_one_line_with_one_stop() -> None:
    assert as_sentence("Ask\n first") == "Ask first."
    assert as_sentence("“Ask first!”") == "“Ask first!”"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("  \n", 0), ("one", 1), ("one – two", 2), ("it's a-b 3.5", 3), ("… !", 0), ("zwei\ndrei", 2)],
)
def test_a_word_is_what_is_spoken_as_one(text: str, words: int) -> None:
    assert count_words(text) == words


@given(any_text, any_text)
def test_words_add_up(one: str, other: str) -> None:
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)

"""Words as a person reads them."""

from __future__ import annotations

from netdash.wording import listed, shortened


def test_words_are_listed_as_a_sentence_lists_them() -> None:
    assert [listed("abc"[:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_long_text_is_cut_on_one_line() -> None:
    assert shortened("one\n  line", 8) == "one line"
    assert shortened("one line more", 10) == "one line…"
    assert shortened("", 3) == ""

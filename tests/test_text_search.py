"""Search by words, however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given

from netdash.text_search import folded, mentions, pattern, plain
from tests.factories import any_text


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("René Müller", "rene muller"),
        ("Łukasz Øberg", "lukasz oberg"),
        ("Straße", "strasse"),
        ("Æsir and Œuvre", "aesir and oeuvre"),
        ("O’Brien", "o'brien"),
        ("O`Brien", "o'brien"),
        ("Jean‑Luc", "jean-luc"),
        ("well\N{SOFT HYPHEN}known", "wellknown"),
        ("ﬁne", "fine"),
    ],
)
def test_case_accents_and_the_kind_of_apostrophe_or_hyphen_do_not_count(written: str, typed: str) -> None:
    assert plain(written) == plain(typed) == typed
    assert mentions([written], typed)


@given(any_text)
def test_a_text_is_found_by_itself(text: str) -> None:
    assert mentions([text], text)


def test_every_word_is_wanted_in_whichever_part_it_is() -> None:
    parts = ["Ada Lovelace", "Northwind"]
    assert mentions(parts, "north ada")
    assert not mentions(parts, "ada globex")
    assert not mentions(parts, "lovelacenorthwind")
    assert mentions(parts, "  ")


def test_phrases_are_found_as_whole_words_whatever_their_case_and_apostrophes() -> None:
    phrases = pattern(["I'd love", "I'd love to"])
    match = phrases.search(folded("And  I’D LOVE\nto come"))
    assert match is not None
    assert match[0] == "i'd love to"
    assert phrases.search(folded("I'd loved it")) is None

"""Search by words, however they are typed."""

from __future__ import annotations

import sys
from unicodedata import decomposition, normalize

import pytest
from hypothesis import example, given

from netdash.text_search import folded, has_word, mentions, pattern, places, plain, search_words, searchable
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
@example("\N{DIAERESIS}" * 60)
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


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Jürgen Müller", "juergen mueller"),
        ("Jürgen Müller", "Jurgen Mueller"),
        ("Juergen Mueller", "jürgen müller"),
        ("Mu\N{COMBINING DIAERESIS}ller", "mueller"),
        ("Bjørn Ångström", "bjoern aangstroem"),
        ("Zoë O’Brien", "obrien"),
        ("Mei-Ling Chow", "meiling"),
        ("OBrien", "o'brien"),
    ],
)
def test_names_are_found_however_their_umlauts_apostrophes_and_hyphens_are_spelled(written: str, typed: str) -> None:
    assert mentions([written], typed)


def test_a_spelling_of_umlauts_finds_nobody_else() -> None:
    assert not mentions(["John Noel"], "joe")
    assert not mentions(["Muller"], "mueller")


@pytest.mark.parametrize(
    ("written", "typed", "marked"),
    [
        ("Łukasz Øberg", "luk OBER", ["Łuk", "Øber"]),
        ("Straße am Markt", "strass", ["Straß"]),
        ("Rene\N{COMBINING ACUTE ACCENT}e", "rene", ["Rene\N{COMBINING ACUTE ACCENT}"]),
        ("Müller", "mueller", ["Müller"]),
        ("Zoë O’Brien", "obrien", ["O’Brien"]),
        ("banana", "ana", ["anana"]),
        ("ada and Ada", "ada", ["ada", "Ada"]),
        ("Ada", "grace", []),
        ("\N{DIAERESIS}", "\N{DIAERESIS}", ["\N{DIAERESIS}"]),
    ],
)
def test_the_places_of_words_are_those_of_the_letters_as_they_were_written(
    written: str, typed: str, marked: list[str]
) -> None:
    assert [written[start:end] for start, end in places(written, search_words(typed))] == marked


@given(any_text, any_text)
def test_places_are_in_order_and_there_is_one_wherever_a_plain_word_is_found(text: str, typed: str) -> None:
    text, words = normalize("NFC", text), search_words(typed)
    found = places(text, words)
    edges = [edge for place in found for edge in place]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)
    assert bool(found) == any(has_word(searchable([text]), word) for word in words)


def test_every_letter_that_decomposes_can_be_looked_for():
    letters = [chr(code) for code in range(sys.maxunicode + 1) if decomposition(chr(code))]
    assert all(search_words(f"a{letter}b") for letter in letters)

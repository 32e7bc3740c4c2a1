"""Shorter cuts of a pitch."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.pitch.cuts import cut, cuts, sentences
from netdash.pitch.pitches import FIELDS, full_text
from netdash.records import Wording
from netdash.wording import count_words
from tests.factories import EXAMPLE

prose = st.lists(
    st.lists(st.sampled_from(["I", "build", "tools", "e.g.", "A.", "–", "“yes”"]), min_size=1, max_size=12).map(
        lambda words: " ".join(words) + "."
    ),
    max_size=6,
).map(" ".join)
wordings = st.builds(Wording, past=prose, interests=prose, outcome=prose)
limits, paces = st.integers(1, 90), st.integers(80, 220)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("One", ("One",)),
        ("One. Two! Three? Four…", ("One.", "Two!", "Three?", "Four…")),
        ("Line one\nline two\n\n  line three", ("Line one", "line two", "line three")),
        ("I use tools, e.g. Python. I met Dr. Lind.", ("I use tools, e.g. Python.", "I met Dr. Lind.")),
        ("I moved to the U.S. for work. Then back.", ("I moved to the U.S. for work.", "Then back.")),
        ("She said “go.” I went.", ("She said “go.”", "I went.")),
        ("Version 2.0 cut it by 3.5 hours.", ("Version 2.0 cut it by 3.5 hours.",)),
        ("e.g.", ("e.g.",)),
    ],
)
def test_a_text_is_split_where_its_sentences_end(text, found):
    assert sentences(text) == found


@given(prose)
def test_sentences_lose_no_word(text):
    assert " ".join(sentences(text)) == " ".join(text.split())


@given(wordings, limits, paces)
def test_a_cut_never_exceeds_its_seconds(wording, limit, pace):
    result = cut(wording, limit, pace)
    assert result.seconds <= limit
    assert result.words == count_words(result.text)


@given(wordings, limits, paces)
def test_a_cut_is_the_beginning_of_each_part_in_order(wording, limit, pace):
    parts = [sentences(part) for part in (wording.past, wording.interests, wording.outcome)]
    counts = product(*(range(len(part) + 1) for part in parts))  # two parts may say the same
    beginnings = (sum((part[:n] for part, n in zip(parts, taken, strict=True)), ()) for taken in counts)
    assert cut(wording, limit, pace).sentences in beginnings


@given(wordings, limits, paces)
def test_a_part_is_missing_only_where_it_was_written_and_found_no_room(wording, limit, pace):
    result = cut(wording, limit, pace)
    assert all(getattr(wording, name) for name in result.missing)
    if not result.missing:
        assert all(
            sentences(getattr(wording, name))[0] in result.sentences for name in FIELDS if getattr(wording, name)
        )


@given(wordings, paces)
def test_with_time_enough_nothing_is_cut(wording, pace):
    assert cut(wording, 10_000, pace).text == " ".join(full_text(wording).split())


def test_the_three_cuts_of_the_example_keep_all_three_parts():
    results = cuts(EXAMPLE, (15, 30, 60), 140)
    assert [result.limit for result in results] == [15, 30, 60]
    assert [result.missing for result in results] == [(), (), ()]
    assert results[0].sentences == tuple(
        sentences(part)[0] for part in (EXAMPLE.past, EXAMPLE.interests, EXAMPLE.outcome)
    )
    assert results[2].text == " ".join(full_text(EXAMPLE).split())


def test_what_you_ask_for_stays_when_there_is_no_room_for_all():
    ten = "one two three four five six seven eight nine {}."
    wording = Wording(past=ten.format("past"), interests=ten.format("wish"), outcome=ten.format("ask"))
    result = cut(wording, 10, 120)
    assert result.sentences == (wording.past, wording.outcome)
    assert result.missing == ("interests",)
    assert cut(wording, 5, 120).sentences == (wording.past,)
    assert cut(wording, 4, 120).missing == FIELDS

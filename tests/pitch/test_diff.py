"""What changed between two versions of a text."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.pitch.diff import MOST_WORDS, Segment, SegmentKind, differences

words = st.sampled_from(["I", "was", "a", "nurse", "as", "read."])
texts = st.text(st.sampled_from("ab \n.é"), max_size=30) | st.text(max_size=40)


def side(segments: tuple[Segment, ...], kind: SegmentKind) -> str:
    return "".join(segment.text for segment in segments if segment.kind in (SegmentKind.SAME, kind))


@given(texts, texts)
def test_same_and_added_give_the_new_text_and_same_and_removed_the_old(old, new):
    segments = differences(old, new)
    assert side(segments, SegmentKind.ADDED) == new
    assert side(segments, SegmentKind.REMOVED) == old


@given(texts, texts)
def test_neighbours_never_have_the_same_fate_and_none_is_empty(old, new):
    segments = differences(old, new)
    assert all(segment.text for segment in segments)
    assert all(segment.kind is not following.kind for segment, following in pairwise(segments))


@given(texts)
def test_a_text_against_itself_is_all_the_same(text):
    assert {segment.kind for segment in differences(text, text)} <= {SegmentKind.SAME}


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
        (
            "I was a ward nurse who fixed the shift plan nobody could read.",
            "As a ward nurse who fixed the shift plan nobody could read, I learned to listen.",
            "-I was- +As+ a ward nurse who fixed the shift plan nobody could -read.- +read, I learned to listen.+",
        ),
        ("a b", "a\n\nb", "a- - +\n\n+b"),
    ],
)
def test_changes_read_word_by_word_and_a_new_phrase_in_one_piece(old, new, said):
    marks = {SegmentKind.SAME: "", SegmentKind.REMOVED: "-", SegmentKind.ADDED: "+"}
    text = "".join(f"{marks[segment.kind]}{segment.text}{marks[segment.kind]}" for segment in differences(old, new))
    assert text.replace("-+", "- +") == said


@given(st.lists(words, max_size=12), st.lists(words, max_size=12))
def test_as_many_words_stay_the_same_as_can(old, new):
    """Against the textbook's way to find the longest common subsequence."""
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at, word in enumerate(old):
        for place, other in enumerate(new):
            longer = max(longest[at][place + 1], longest[at + 1][place])
            longest[at + 1][place + 1] = longest[at][place] + 1 if word == other else longer
    segments = differences(" ".join(old), " ".join(new))
    assert sum(len(segment.text.split()) for segment in segments if segment.kind is SegmentKind.SAME) == longest[-1][-1]


@pytest.mark.parametrize("number", [1_000, 1_900, 10_000])
def test_a_page_with_a_word_changed_in_every_line_is_compared_word_by_word(number):
    """A part of a pitch has room for 10,000 words."""
    generator = random.Random(number)
    old = generator.choices(["the", "a", "of", "to", "nurse", "plan", "shift", "read", "ward", "I", "was"], k=number)
    new = [generator.choice(["team", "data"]) if at % 9 == 0 else word for at, word in enumerate(old)]
    segments = differences(" ".join(old), " ".join(new))
    assert sum(len(segment.text.split()) for segment in segments if segment.kind is SegmentKind.SAME) >= number * 8 // 9


def test_what_is_too_long_to_compare_is_one_change_between_its_ends():
    book = " ".join(f"word{number}" for number in range(MOST_WORDS + 2))
    segments = differences(f"Once {book} end", f"Once {book.replace('word', 'term')} end")
    assert [segment.kind for segment in segments] == [
        SegmentKind.SAME,
        SegmentKind.REMOVED,
        SegmentKind.ADDED,
        SegmentKind.SAME,
    ]
    assert [segments[0].text, segments[-1].text] == ["Once ", " end"]

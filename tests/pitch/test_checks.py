"""The plain checks of a pitch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.pitch.checks import checks, open_checks
from netdash.records import Wording
from tests.factories import EXAMPLE, any_text

RULES = rules.shipped().pitch
FIT = Wording(
    past=" ".join(f"past{n}" for n in range(30)),
    interests=" ".join(f"wish{n}" for n in range(30)),
    outcome="I am looking for advice. " + " ".join(f"end{n}" for n in range(25)),
)
"""90 words: 39 s at 140 words a minute."""


def named(wording: Wording, pace: int = 140) -> dict[str, str]:
    return {check.name: check.sentence for check in checks(wording, pace, RULES)}


def test_a_pitch_that_says_nothing_yet_has_no_faults():
    assert named(Wording()) == {}
    assert named(Wording(past=" \n ")) == {}


@pytest.mark.parametrize("pace", [130, 140, 150])
def test_the_example_that_ships_passes_every_check(pace):
    assert named(EXAMPLE, pace) == {}


def test_a_pitch_of_the_right_length_that_asks_for_something_passes():
    assert named(FIT) == {}


@pytest.mark.parametrize("part", ["past", "interests", "outcome"])
def test_an_empty_part_is_named_with_what_it_is_for(part):
    assert f"empty_{part}" in named(FIT.replace(**{part: " "}))


def test_too_short_says_how_long_it_takes_and_how_many_words_are_missing():
    short = Wording(past="word " * 35, interests="more " * 3, outcome="Any advice?")
    assert named(short)["too_short"] == (
        "At 140 words a minute this takes 17 s: with about 30 words more it reaches 30 s, enough to be remembered."
    )


def test_too_long_says_by_how_many_words():
    long = FIT.replace(interests=" ".join(f"wish{n}" for n in range(81)))
    assert named(long)["too_long"] == (
        "At 140 words a minute this takes 61 s: take out about 1 word to stay within 60 s, while they still listen."
    )


@pytest.mark.parametrize(("words", "pace", "name"), [(65, 130, None), (64, 130, "too_short"), (74, 150, "too_short")])
def test_the_shortest_length_is_thirty_seconds_at_ones_own_pace(words, pace, name):
    wording = Wording(past="a " * 10, interests="b " * 10, outcome="? " + "c " * (words - 20))
    assert set(named(wording, pace)) == ({name} if name else set())


@pytest.mark.parametrize(("words", "pace", "late"), [(130, 130, False), (131, 130, True), (150, 150, False)])
def test_the_longest_length_is_sixty_seconds_at_ones_own_pace(words, pace, late):
    wording = Wording(past="a " * 10, interests="b " * 10, outcome="? " + "c " * (words - 20))
    assert ("too_long" in named(wording, pace)) is late


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I just do it.", "“just”"),
        ("You know, I JUST, just do it", "“just” (twice), “you know”"),
        ("very, very, very good", "“very” (3 times)"),
        ("um really just very actually", "and others"),
    ],
)
def test_filler_words_are_named_with_how_often(said, found):
    assert found in named(FIT.replace(past=said))["fillers"]


@pytest.mark.parametrize("said", ["An adjustable justice", "every delivery", "the album", "kindly sorted"])
def test_a_filler_inside_another_word_is_none(said):
    assert "fillers" not in named(FIT.replace(past=said))


def test_a_long_word_said_three_times_is_named_whatever_its_case():
    repeated = FIT.replace(past="Platform", interests="A platform for platforms", outcome="Which PLATFORM? platform.")
    assert "“platform” (4 times)" in named(repeated)["repeats"]


@pytest.mark.parametrize("word", ["about", "data", "which"])
def test_the_glue_of_every_sentence_may_be_repeated(word):
    assert "repeats" not in named(FIT.replace(past=f"{word} {word} {word}"))


@pytest.mark.parametrize("outcome", ["I am a strong engineer.", "I build things. People like them."])
def test_an_outcome_that_asks_for_nothing_is_noticed(outcome):
    assert "no_ask" in named(FIT.replace(outcome=outcome))


@pytest.mark.parametrize("outcome", ["Who else should I meet?", "I’d love to hear more.", "I am looking for a role."])
def test_a_question_or_a_wish_is_an_ask(outcome):
    assert "no_ask" not in named(FIT.replace(outcome=outcome))


def test_what_was_dismissed_is_left_out():
    all_checks = checks(Wording(past="um"), 140, RULES)
    names = [check.name for check in all_checks]
    assert names == ["empty_interests", "empty_outcome", "too_short", "fillers"]
    assert [check.name for check in open_checks(all_checks, ["fillers", "gone"])] == names[:3]


@given(any_text, any_text, any_text, st.integers(80, 220))
def test_every_check_is_one_sentence_and_comes_once(past, interests, outcome, pace):
    all_checks = checks(Wording(past=past, interests=interests, outcome=outcome), pace, RULES)
    assert len({check.name for check in all_checks}) == len(all_checks)
    assert all(check.sentence.endswith(".") for check in all_checks)
    assert not {"too_short", "too_long"} <= {check.name for check in all_checks}


@pytest.mark.parametrize(
    ("words", "name", "said"), [(69, "too_short", "takes 29 s:"), (141, "too_long", "takes 61 s:")]
)
def test_a_pitch_just_beside_a_limit_is_not_said_to_reach_it(words, name, said):
    """At 140 words a minute 69 words take 29.6 s and 141 words 60.4 s."""
    assert said in named(FIT.replace(past="word " * (words - 2), interests="Me.", outcome="Any?"), 140)[name]

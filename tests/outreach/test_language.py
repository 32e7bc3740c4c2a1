"""What the words of a message show: its greeting, its sentences, its language, and what asks for something."""

from __future__ import annotations

import pytest

from netdash.outreach import language


@pytest.mark.parametrize(
    ("body", "greeting"),
    [
        ("Hi Ada,\n\nOne.", "Ada"),
        ("Dear Dr. Lovelace,\nOne.", "Dr. Lovelace"),
        ("\n  Hello Ada! One.", "Ada"),
        ("Good morning Ada – one.", "Ada"),
        ("Ada, one word.", "Ada, one word."),
    ],
)
def test_the_opening_is_who_is_greeted_or_the_first_line(body: str, greeting: str) -> None:
    assert language.opening(body) == greeting


def test_sentences_come_without_the_greeting() -> None:
    assert language.body_sentences("Hi Ada,\n\nOne. Two? Three") == ("One.", "Two?", "Three")
    assert language.body_sentences("Hi Ada, one. Two") == ("one.", "Two")
    assert language.body_sentences("One two, three.") == ("One two, three.",)
    assert language.body_sentences("") == ()


def test_a_text_is_taken_for_english_by_two_of_its_small_words() -> None:
    assert language.is_english("I read your article and liked it.")
    assert not language.is_english("Ich habe Ihren Artikel gelesen.")
    assert not language.is_english("")


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("Could we talk for 20 minutes?", 1),
        ("Could we talk? If so, when would suit you?", 1),
        ("Could we talk? Do you know who hires there?", 2),
        ("How are you? Could we talk?", 1),
        ("Would you like me to send my notes?", 0),
        ("It was good, wasn't it?", 0),
        ("Please send me your slides.", 1),
        ("I'd love to hear how you began. When would suit you?", 0),
        ("お時間をいただけますか？", 1),
        ("Thank you for your time.", 0),
    ],
)
def test_sentences_that_ask_are_counted_without_small_talk_offers_and_what_goes_on(body: str, asks: int) -> None:
    assert language.count_asks(language.body_sentences(body), ["could we"]) == asks


def test_a_wish_is_no_ask() -> None:
    assert language.has_wish("I’d love 20 minutes of your time.")
    assert not language.has_wish("I love my time.")


def test_a_question_within_quotes_is_not_ones_own() -> None:
    assert "?" not in language.unquoted("You wrote “Who reads this?” and I laughed.")

"""What each channel is called, how much it takes, and how a message is counted against it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from netdash.outreach import channels
from netdash.outreach.channels import Count, Delivery, Unit, count
from netdash.records import Channel
from tests.factories import any_text


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_words_and_can_at_least_be_copied(channel):
    assert channels.words(channel)
    assert Delivery.COPY in channels.terms(channel).deliveries


def test_only_e_mail_opens_in_mail_programs_and_two_channels_have_a_subject():
    assert [channel for channel in Channel if Delivery.MAILTO in channels.terms(channel).deliveries] == [Channel.EMAIL]
    assert set(channels.terms(Channel.EMAIL).deliveries) == set(Delivery)
    assert [channel for channel in Channel if channels.has_subject(channel)] == [Channel.EMAIL, Channel.INMAIL]


@pytest.mark.parametrize(
    ("channel", "letters", "limit", "over", "said"),
    [
        (Channel.LINKEDIN_INVITATION, 200, 200, False, ""),
        (Channel.LINKEDIN_INVITATION, 201, 300, False, "Premium 300"),
        (Channel.LINKEDIN_INVITATION, 300, 300, False, "Premium 300"),
        (Channel.LINKEDIN_INVITATION, 301, 300, True, "take out 1."),
        (Channel.INMAIL, 1900, 1900, False, ""),
        (Channel.INMAIL, 1901, 1900, True, "LinkedIn InMail takes 1,900 characters at the most: take out 1."),
        (Channel.LINKEDIN, 3000, 3000, False, ""),
        (Channel.LINKEDIN, 9000, 3000, False, "off after 3,000 characters"),
        (Channel.X, 280, 280, False, ""),
        (
            Channel.X,
            281,
            280,
            True,
            "X post takes 280 characters at the most (X counts a link as 23 and an emoji as 2): take out 1.",
        ),
        (Channel.X_MESSAGE, 281, 10_000, False, ""),
        (Channel.X_MESSAGE, 10_001, 10_000, True, "take out 1."),
        (Channel.COMMUNITY, 4000, 4000, False, ""),
        (Channel.COMMUNITY, 4001, 40_000, False, "advises at most 4,000"),
        (Channel.COMMUNITY, 40_001, 40_000, True, "take out 1."),
        (Channel.GITHUB, 50_000, None, False, ""),
    ],
)
def test_a_message_is_held_against_the_limits_of_its_channel(channel, letters, limit, over, said):
    length = count(channel, "", "a" * letters)
    assert (length.used, length.limit, length.over) == (letters, limit, over)
    assert said in length.advice
    assert bool(said) == bool(length.advice)


def test_an_e_mail_is_counted_in_words_and_never_refused():
    assert count(Channel.EMAIL, "Hello", "word " * 100, 100) == Count(100, 100, Unit.WORDS, False, "")
    long = count(Channel.EMAIL, "Hello", "word " * 101, 100)
    assert (long.used, long.over) == (101, False)
    assert "Keep it to 100 words" in long.advice


def test_the_subject_of_an_inmail_has_a_limit_of_its_own():
    assert not count(Channel.INMAIL, "s" * 200, "Hi").over
    long = count(Channel.INMAIL, "s" * 203, "Hi")
    assert long.over
    assert long.advice == "The subject is 3 characters too long: 200 are the most."
    assert not count(Channel.LINKEDIN_INVITATION, "s" * 500, "Hi").over


@pytest.mark.parametrize(
    ("used", "channel", "words"),
    [(1, Channel.GITHUB, "1 character"), (2, Channel.GITHUB, "2 characters"), (2, Channel.X, "2 of 280 characters")],
)
def test_a_count_reads_well(used, channel, words):
    assert count(channel, "", "a" * used).words == words


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("plain", 5),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("日本語", 6),
        ("한국", 4),
        ("“quoted” – and…", 16),
        ("😀", 2),
        ("👍🏽", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("🇩🇪", 2),
        ("🇩🇪🇫🇷", 4),
        ("1️⃣", 2),
        ("❤️", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("©", 1),
        ("©\ufe0f", 2),
        ("12", 2),
        ("https://example.org/a/very/long/path?with=much&more=behind#it", 23),
        ("http://a.de", 23),
        ("see https://example.org/a.", 4 + 23 + 1),
        ("(netdash.org)", 25),
        ("https://en.wikipedia.org/wiki/Ada_(language)", 23),
        ("https://example.org/a_(b_(c))", 23),
        ("(see https://example.org/a_(b))", 5 + 23 + 1),
        ("https://example.org/a)", 23 + 1),
        ("https://example.org/a_(b).", 23 + 1),
        ("https://example.org/a?b=(c)", 23 + 1),
        ("netdash.org/people and example.com", 23 + 5 + 23),
        ("e.g. this", 9),
        ("end.Then one", 12),
        ("ada@example.org", 15),
        ("jane.studio", 23),
        ("my-portfolio.design and README.md", 23 + 5 + 23),
        ("пример.рф", 23),
        ("https://пример.рф/путь", 23),
        ("https://münchen.de", 23),
        ("https://example.com/日本", 23 + 4),
        ("見てexample.comね", 4 + 23 + 2),
        ("https://例え.jp/a", 23),
        ("e.g. this, and U.S. v1.2.3", 26),
        ("file.unknown", 12),
        ("https://file.unknown", 23),
        ("https://", 8),
    ],
)
def test_x_counts_links_emoji_and_wide_letters_its_own_way(text, length):
    assert channels.length(Unit.WEIGHTED, text) == length


@given(any_text, any_text)
def test_a_longer_text_never_counts_less_in_characters_and_words_add_up(one, other):
    both = f"{one} {other}"
    for unit in (Unit.CHARACTERS, Unit.WORDS):
        parts = channels.length(unit, one) + channels.length(unit, other)
        assert channels.length(unit, both) == parts + (unit is Unit.CHARACTERS)


@given(any_text)
def test_x_counts_every_sign_once_or_twice(text):
    """No sign is a link here, so that the length lies between the composed letters and twice as many."""
    letters = unicodedata.normalize("NFC", text.replace(".", ""))
    assert channels.length(Unit.WEIGHTED, letters) <= 2 * len(letters)


@given(any_text)
def test_white_space_around_a_message_does_not_count(text):
    for channel in Channel:
        assert count(channel, "", f" \n{text}\n ") == count(channel, "", text)


def test_the_length_of_an_e_mail_is_for_the_rule_to_say_and_a_thank_you_has_none():
    text = "word " * 120
    assert count(Channel.EMAIL, "", text, 150) == Count(120, 150, Unit.WORDS, False, "")
    assert "Keep it to 110 words" in count(Channel.EMAIL, "", text, 110).advice
    assert count(Channel.EMAIL, "", text) == Count(120, None, Unit.WORDS, False, "")

"""Dates and clocks in the order and with the hours of a language."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.date_style import (
    EXAMPLE,
    OFFERED,
    DateStyle,
    Order,
    adopt,
    current,
    date_words,
    example,
    hour_words,
    own_style,
    style_of,
    written_in,
)
from netdash.moments import day_words, short_day_words

AMERICAN, BRITISH, JAPANESE = (own_style(tag, None) for tag in ("en-US", "en-GB", "ja-JP"))


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en-US", "Nov 28, 2026, 5:05\N{NO-BREAK SPACE}PM · 11/28/2026"),
        ("en-GB", "28 Nov 2026, 17:05 · 28/11/2026"),
        ("en-AU", "28 Nov 2026, 5:05\N{NO-BREAK SPACE}PM · 28/11/2026"),
        ("en-CA", "Nov 28, 2026, 5:05\N{NO-BREAK SPACE}PM · 2026-11-28"),
        ("de-DE", "28 Nov 2026, 17:05 · 28.11.2026"),
        ("sv-SE", "28 Nov 2026, 17:05 · 2026-11-28"),
        ("hu-HU", "2026 Nov 28, 17:05 · 2026.11.28"),
        ("zh-TW", "2026 Nov 28, 5:05\N{NO-BREAK SPACE}PM · 2026/11/28"),
        ("ar-EG", "28 Nov 2026, 5:05\N{NO-BREAK SPACE}PM · 28/11/2026"),  # with marks of direction between the letters
        ("pt-BR", "28 Nov 2026, 17:05 · 28/11/2026"),  # "d 'de' MMM": the d of a word is no day
        ("fr-CA", "28 Nov 2026, 17:05 · 2026-11-28"),  # "HH 'h' mm": the h of a word is no hour
        ("en-US-u-hc-h23", "Nov 28, 2026, 17:05 · 11/28/2026"),
        ("de-u-hc-h12", "28 Nov 2026, 5:05\N{NO-BREAK SPACE}PM · 28.11.2026"),
        ("de-XX", "28 Nov 2026, 17:05 · 28.11.2026"),  # a country that CLDR does not know
    ],
)
def test_a_date_has_english_words_in_the_order_of_the_language(tag: str, written: str) -> None:
    assert example(own_style("", tag)) == written


@pytest.mark.parametrize("tag", ["", "C", "x", "xx-XX", "\0", "\ud800", "../../root", "a" * 5000, "-u-", "-"])
def test_what_is_no_language_changes_nothing(tag: str) -> None:
    assert style_of(tag) is None
    assert own_style(tag, tag) == DateStyle()


def test_the_chosen_language_goes_before_the_browsers() -> None:
    assert own_style("en-GB", "en-US") == BRITISH
    assert own_style("", "en-US") == AMERICAN
    assert own_style("from a later version", "en-US") == AMERICAN
    assert own_style("", None) == DateStyle()


def test_what_is_offered_differs_and_its_fields_can_be_drawn() -> None:
    styles = [own_style(tag, None) for tag in OFFERED]
    assert len({example(style) for style in styles}) == len(OFFERED)
    drawable = "(YYYY[/.-]MM[/.-]DD|DD[/.-]MM[/.-]YYYY|MM[/.-]DD[/.-]YYYY)"
    assert all(re.fullmatch(drawable, style.field) for style in styles)
    assert {style.twelve_hours for style in styles if style.order is Order.MONTH} == {True, False}


def test_days_are_named_in_the_style_that_is_adopted() -> None:
    today, day, other = date(2026, 5, 5), date(2026, 11, 28), date(2027, 1, 2)

    def words() -> tuple[str, ...]:
        return (day_words(day, today), day_words(other, today), short_day_words(day, today))

    assert words() == ("Sat 28 November", "Sat 2 January 2027", "28 Nov")
    with written_in(AMERICAN):
        assert words() == ("Sat, November 28", "Sat, January 2, 2027", "Nov 28")
    with written_in(JAPANESE):
        assert words() == ("Sat, November 28", "Sat, 2027 January 2", "Nov 28")
    assert words() == ("Sat 28 November", "Sat 2 January 2027", "28 Nov")


@given(st.times())
def test_twelve_hours_say_the_same_as_twenty_four(at: time) -> None:
    with written_in(AMERICAN):
        written = hour_words(at)
    assert datetime.strptime(written, "%I:%M %p").time() == at.replace(second=0, microsecond=0)  # noqa: DTZ007
    assert hour_words(at) == f"{at:%H:%M}"


def test_columns_are_written_as_words_are() -> None:
    formats = [(style.column, style.moment_column) for style in (AMERICAN, BRITISH, JAPANESE)]
    assert formats == [
        ("MMM D, YYYY", "MMM D, YYYY, h:mm A"),
        ("D MMM YYYY", "D MMM YYYY, HH:mm"),
        ("YYYY MMM D", "YYYY MMM D, HH:mm"),
    ]


def test_one_thread_writes_as_its_reader_does_whatever_another_has_adopted() -> None:
    written = []

    def american() -> None:
        adopt(AMERICAN)
        written.append(date_words(EXAMPLE))

    thread = Thread(target=american)
    thread.start()
    thread.join()
    written.append(date_words(EXAMPLE))
    assert written == ["November 28", "28 November"]
    assert current() == DateStyle()

"""How dates and clocks are written: in English words, in the order and with the hours of the member's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

EXAMPLE = datetime(2026, 11, 28, 17, 5)  # noqa: DTZ001 (no day and hour of anybody's; neither can be mistaken)
OFFERED = ("en-US", "en-US-u-hc-h23", "en-GB", "en-AU", "de-DE", "sv-SE", "ja-JP")
"""Languages to choose from, one for each way to write; their names say nothing, as netdash speaks English."""

_QUOTED = re.compile("'[^']*'")


class Order(StrEnum):
    """What comes first in a date."""

    DAY = "DMY"
    MONTH = "MDY"
    YEAR = "YMD"


@dataclass(frozen=True)
class DateStyle:
    """How dates and clocks are written; as it stands, for a browser that names no language.

    `order` is that of dates in words, `field` the format of dates in figures, which fields are typed in.
    """

    order: Order = Order.DAY
    twelve_hours: bool = False
    field: str = "YYYY-MM-DD"

    @property
    def column(self) -> str:
        """The format of a column of days, in the letters of Moment.js."""
        return {Order.DAY: "D MMM YYYY", Order.MONTH: "MMM D, YYYY", Order.YEAR: "YYYY MMM D"}[self.order]

    @property
    def moment_column(self) -> str:
        """The format of a column of moments, in the letters of Moment.js."""
        return f"{self.column}, {'h:mm A' if self.twelve_hours else 'HH:mm'}"


_CURRENT: ContextVar[DateStyle] = ContextVar("netdash_date_style", default=DateStyle())  # noqa: B039 (it is frozen)


def current() -> DateStyle:
    """Return the style in which this run writes."""
    return _CURRENT.get()


def name_of(style: DateStyle) -> str:
    """Return the name by which drafts keep how a style writes in words: `MDY 12`."""
    return f"{style.order} {12 if style.twelve_hours else 24}"


def named(name: str) -> DateStyle | None:
    """Return a style that writes as the name says; None where it is no such name."""
    styles = (DateStyle(order, hours) for order in Order for hours in (False, True))
    return next((style for style in styles if name_of(style) == name), None)


def adopt(style: DateStyle) -> None:
    """Write in a style from here on, in this thread, which runs one page for one person at a time."""
    _CURRENT.set(style)


@contextmanager
def written_in(style: DateStyle) -> Iterator[None]:
    """Write in a style for as long as the block lasts."""
    token = _CURRENT.set(style)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def own_style(chosen: str, browser: str | None) -> DateStyle:
    """Return the style of the language that a member chose, else of the browser's."""
    return style_of(chosen) or style_of(browser or "") or DateStyle()


@lru_cache(1024)  # bounded: any browser may name a language
def style_of(language: str) -> DateStyle | None:
    """Return the style of a language tag such as `en-US` or `en-US-u-hc-h23`; None where it names no language."""
    tag, _, extension = language.partition("-u-")
    locale = _locale(tag)
    if locale is None:
        return None
    figures = _bare(locale.date_formats["short"].pattern)
    separator = next((sign for sign in "/.-" if sign in figures), "/")
    hours = re.search("hc-(h1[12]|h2[34])", extension)
    return DateStyle(
        _order(locale.datetime_skeletons["yMMMd"].pattern),
        hours[1] < "h2" if hours else re.search("[hK]", _bare(locale.time_formats["short"].pattern)) is not None,
        separator.join({"D": "DD", "M": "MM", "Y": "YYYY"}[letter] for letter in _order(figures)),
    )


def _locale(tag: str) -> Locale | None:
    from babel.core import Locale, UnknownLocaleError  # a hundredth of a second, of which only pages have need

    for name in (tag, tag.partition("-")[0]):  # such as en-JP, which CLDR has nothing about
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _bare(pattern: str) -> str:
    """Return a pattern of CLDR without the words in it, whose letters stand for themselves."""
    return _QUOTED.sub("", pattern)


def _order(pattern: str) -> Order:
    first = min("dMLy", key=lambda letter: _bare(pattern).find(letter) % 1000)  # what is not there counts as last
    return {"d": Order.DAY, "y": Order.YEAR}.get(first, Order.MONTH)


def date_words(day: date, *, weekday: str = "", month: str = "%B", year: bool = False) -> str:
    """Write a day in words: `Sat 28 November`, `Sat, November 28`; `weekday` and `month` are codes of strftime."""
    order, words, number = current().order, f"{day:{month}}", str(day.day)
    written = f"{number} {words}" if order is Order.DAY else f"{words} {number}"
    if year:
        years = {Order.DAY: f"{written} {day.year}", Order.MONTH: f"{written}, {day.year}"}
        written = years.get(order, f"{day.year} {written}")
    return f"{day:{weekday}}{' ' if order is Order.DAY else ', '}{written}" if weekday else written


def hour_words(at: time | datetime) -> str:
    """Write what a clock shows: `17:05`, `5:05 PM`."""
    if not current().twelve_hours:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M}\N{NO-BREAK SPACE}{'AM' if at.hour < 12 else 'PM'}"


def example(style: DateStyle) -> str:
    """Show how a style writes: `Nov 28, 2026, 5:05 PM · 11/28/2026`."""
    with written_in(style):
        words = f"{date_words(EXAMPLE, month='%b', year=True)}, {hour_words(EXAMPLE)}"
    return f"{words} · {EXAMPLE:{style.field.replace('YYYY', '%Y').replace('MM', '%m').replace('DD', '%d')}}"

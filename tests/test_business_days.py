"""Monday to Friday, against counting the days one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import business_days

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
ONE = timedelta(days=1)


def one_by_one(day: date, number: int) -> date:
    while number:
        day += ONE
        number -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
        (date(2026, 5, 4), 4, date(2026, 5, 8)),
        (date(2026, 5, 4), 7, date(2026, 5, 13)),
        (date(2026, 5, 8), 1, date(2026, 5, 11)),
        (date(2026, 5, 9), 1, date(2026, 5, 11)),
        (date(2026, 5, 10), 5, date(2026, 5, 15)),
    ],
)
def test_days_are_added_over_weekends(start: date, number: int, expected: date) -> None:
    assert business_days.add(start, number) == expected


@given(days, st.integers(1, 60))
def test_adding_is_counting_one_by_one(day: date, number: int) -> None:
    result = business_days.add(day, number)
    assert result == one_by_one(day, number)
    assert result.weekday() < business_days.WEEK


@given(days, st.integers(0, 60))
def test_counting_undoes_adding(day: date, number: int) -> None:
    assert business_days.count(day, business_days.add(day, number)) == number


@given(days, st.integers(-20, 60))
def test_counting_is_looking_at_each_day(since: date, ahead: int) -> None:
    until = since + ahead * ONE
    each = [since + step * ONE for step in range(1, ahead + 1)]
    assert business_days.count(since, until) == sum(day.weekday() < 5 for day in each)


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_a_later_start_or_a_longer_wait_never_ends_earlier(day: date, number: int, more: int) -> None:
    assert business_days.add(day, number) <= business_days.add(day + ONE, number)
    assert business_days.add(day, number) <= business_days.add(day, number + more)


def test_the_day_is_the_one_of_the_members_zone() -> None:
    friday_evening = datetime(2026, 5, 8, 23, 30, tzinfo=UTC)
    assert business_days.after(friday_evening, 1, ZoneInfo("America/New_York")) == date(2026, 5, 11)
    assert business_days.after(friday_evening, 0, ZoneInfo("Europe/Berlin")) == date(2026, 5, 9)


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert business_days.add(date.max, 7) == date(9998, 12, 31)

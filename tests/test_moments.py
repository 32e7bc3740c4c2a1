"""Moments and days in words, in the zone of the person who reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.errors import InvalidRecordError
from netdash.moments import (
    BUSINESS_DAYS,
    DAY,
    add_business_days,
    business_day_after,
    clock_note,
    count_business_days,
    day_of,
    day_words,
    is_skipped,
    moment_at,
    own_zone,
    resolve_moment,
    short_day_words,
    span_words,
    when_words,
    zone_named,
    zone_names,
    zone_words,
)
from tests.factories import NOON, moments

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
KOLKATA, APIA = ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")
zones = st.sampled_from([BERLIN, NEW_YORK, KOLKATA, APIA, ZoneInfo("UTC")])
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MONDAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (-1, "yesterday"),
        (1, "tomorrow"),
        (2, "Wednesday"),
        (6, "Sunday"),
        (7, "Mon 11 May"),
        (-2, "Sat 2 May"),
        (-7, "Mon 27 April"),
        (-124, "Wed 31 December 2025"),
        (242, "Fri 1 January 2027"),
    ],
)
def test_a_day_is_named_as_a_person_would(ahead, words):
    assert day_words(MONDAY + timedelta(days=ahead), MONDAY) == words


@given(days, st.integers(-400, 400), st.integers(-400, 400))
def test_two_days_are_never_named_the_same(today, one, other):
    words = {day_words(today + timedelta(days=ahead), today) for ahead in (one, other)}
    assert len(words) == len({one, other})


@pytest.mark.parametrize(
    ("moment", "now", "zone", "words"),
    [
        # Midnight in the member's zone, and not the server's, is where a day ends.
        ("2026-05-04T21:59", "2026-05-04T22:00", BERLIN, "yesterday at 23:59"),
        ("2026-05-04T22:00", "2026-05-04T22:00", BERLIN, "today at 00:00"),
        ("2026-05-04T23:30", "2026-05-05T00:30", NEW_YORK, "today at 19:30"),
        ("2026-05-04T18:29", "2026-05-04T18:30", KOLKATA, "yesterday at 23:59"),
        ("2026-05-05T11:00", "2026-05-04T10:59", APIA, "Wednesday at 00:00"),
        # The night of a changing clock: an hour that is missing, and one that comes twice.
        ("2026-03-29T00:59", "2026-03-29T01:00", BERLIN, "today at 01:59"),
        ("2026-03-29T01:00", "2026-03-29T01:00", BERLIN, "today at 03:00"),
        ("2026-10-25T00:30", "2026-10-25T01:30", BERLIN, "today at 02:30"),
        ("2026-10-25T01:30", "2026-10-25T01:30", BERLIN, "today at 02:30"),
        ("2026-03-08T04:59", "2026-03-09T04:00", NEW_YORK, "Sat 7 March at 23:59"),
        ("2026-11-01T04:30", "2026-11-02T04:30", NEW_YORK, "today at 00:30"),
        # Samoa had no 30 December 2011.
        ("2011-12-30T09:59", "2011-12-30T10:00", APIA, "Thu 29 December at 23:59"),
    ],
)
def test_a_moment_is_named_in_the_members_zone(moment, now, zone, words):
    at, read_at = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, now))
    assert when_words(at, read_at, zone) == words


@given(moments, moments, zones, zones)
def test_a_moment_reads_the_same_whatever_zone_it_is_handed_over_in(moment, now, zone, handed_over_in):
    moved = when_words(moment.astimezone(handed_over_in), now.astimezone(handed_over_in), zone)
    assert moved == when_words(moment, now, zone)


@given(moments, zones)
def test_the_clocks_lead_back_to_the_moment(moment, zone):
    """Except in the hour that comes twice, where the first of the two is meant."""
    local = moment.astimezone(zone)
    result = moment_at(day_of(moment, zone), local.time().replace(fold=0), zone)
    assert result.tzinfo is UTC
    assert result == moment - (timedelta(hours=1) if local.fold else timedelta(0))


def test_a_time_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_named():
    skipped = (
        (date(2026, 3, 29), time(2, 30), BERLIN),
        (date(2026, 10, 4), time(2, 15), ZoneInfo("Australia/Lord_Howe")),  # by half an hour
        (date(2026, 3, 29), time(1, 30), ZoneInfo("Antarctica/Troll")),  # by two hours
    )
    for day, at, zone in skipped:
        with pytest.raises(InvalidRecordError, match=f"go forward and skip {at:%H:%M}. Choose another time"):
            resolve_moment(day, at, zone, NOON)
    twice = (date(2026, 10, 25), time(2, 30), BERLIN)
    before, after = datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)
    assert clock_note(*twice).endswith("go back, so 02:30 comes twice: the first is meant.")
    assert clock_note(*twice, before).endswith("the first is meant.")
    assert clock_note(*twice, after).endswith("the second is meant.")


@given(moments, zones)
def test_a_time_that_a_clock_shows_is_never_refused(moment, zone):
    local = moment.astimezone(zone)
    assert not is_skipped(local.date(), local.time().replace(fold=0), zone)


def test_a_browser_that_hides_its_zone_is_not_believed_and_a_choice_is():
    assert own_zone("", "UTC") is None
    assert own_zone("", "Etc/GMT") is None
    assert own_zone("UTC", "UTC") == ZoneInfo("UTC")
    assert own_zone("", "Atlantic/Reykjavik") is None  # Firefox 128 and later
    assert own_zone("Atlantic/Reykjavik", "Atlantic/Reykjavik") == ZoneInfo("Atlantic/Reykjavik")
    assert own_zone("", "Africa/Abidjan") == ZoneInfo("Africa/Abidjan")


def test_a_time_that_the_clocks_skip_is_the_same_distance_after_midnight():
    assert moment_at(date(2026, 3, 29), time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "under a minute"),
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=400, hours=23), "400 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit_rounded_down(span, words):
    assert span_words(span) == words
    assert span_words(-span) == words


def test_every_zone_on_offer_is_one():
    names = zone_names()
    assert names[0] == "UTC"
    assert len(set(names)) == len(names)
    assert {"Europe/Berlin", "America/Argentina/Ushuaia", "Asia/Kolkata", "Pacific/Apia"} <= set(names)
    assert set(names) <= available_timezones()
    assert all(zone_named(name) == ZoneInfo(name) for name in names)


def test_a_zone_reads_without_underscores():
    assert zone_words()["America/New_York"] == "America/New York (America/New_York)"
    assert list(zone_words()) == list(zone_names())


@pytest.mark.parametrize(
    "name", ["", "Europe", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 999, "\ud800"]
)
def test_what_is_no_zone_gives_none(name):
    assert zone_named(name) is None


def test_the_chosen_zone_goes_before_the_browsers():
    assert own_zone("Europe/Berlin", "Asia/Kolkata") == BERLIN
    assert own_zone("", "Asia/Kolkata") == KOLKATA
    assert own_zone("", "Mars/Olympus") is None
    assert own_zone("", None) is None


def one_by_one(day: date, number: int) -> date:
    while number:
        day += DAY
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
    assert add_business_days(start, number) == expected


@given(days, st.integers(1, 60))
def test_adding_is_counting_one_by_one(day: date, number: int) -> None:
    result = add_business_days(day, number)
    assert result == one_by_one(day, number)
    assert result.weekday() < BUSINESS_DAYS


@given(days, st.integers(0, 60))
def test_counting_undoes_adding(day: date, number: int) -> None:
    assert count_business_days(day, add_business_days(day, number)) == number


@given(days, st.integers(-20, 60))
def test_counting_is_looking_at_each_day(since: date, ahead: int) -> None:
    until = since + ahead * DAY
    each = [since + step * DAY for step in range(1, ahead + 1)]
    assert count_business_days(since, until) == sum(day.weekday() < 5 for day in each)


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_a_later_start_or_a_longer_wait_never_ends_earlier(day: date, number: int, more: int) -> None:
    assert add_business_days(day, number) <= add_business_days(day + DAY, number)
    assert add_business_days(day, number) <= add_business_days(day, number + more)


def test_the_day_is_the_one_of_the_members_zone() -> None:
    friday_evening = datetime(2026, 5, 8, 23, 30, tzinfo=UTC)
    assert business_day_after(friday_evening, 1, NEW_YORK) == date(2026, 5, 11)
    assert business_day_after(friday_evening, 0, BERLIN) == date(2026, 5, 9)


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert add_business_days(date.max, 7) == date(9998, 12, 31)


def test_a_day_on_a_narrow_card_is_short() -> None:
    today = date(2026, 5, 5)
    days = [date(2026, 5, 4), date(2026, 5, 6), date(2026, 5, 11), date(2026, 5, 12), date(2025, 11, 6)]
    words = [short_day_words(day, today) for day in days]
    assert words == ["yesterday", "tomorrow", "Mon", "12 May", "6 Nov 2025"]

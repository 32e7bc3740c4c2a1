"""The rhythm: weeks from Monday in the member's zone, empty ones too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given

from netdash.insights import period as insights
from netdash.insights import rhythm
from netdash.insights.period import Period
from netdash.insights.rhythm import WeekCount
from netdash.records import Meeting
from netdash.wording import counted
from tests.factories import DAY, NOON, talk
from tests.logs import Log, logs

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 5, 6)
"""The Wednesday after NOON, which is on Monday 4 May."""


def weeks(meetings: list[Meeting], period: Period, zone: ZoneInfo = BERLIN) -> tuple[WeekCount, ...]:
    return rhythm.weeks(meetings, insights.window(period, TODAY, zone))


def on(*days_ago: int) -> list[Meeting]:
    return [talk(ended=NOON - days * DAY) for days in days_ago]


def test_four_weeks_are_four_columns_also_where_two_are_empty() -> None:
    """4 May: one. 27 April: none. 20 April: two (13 and 14 days ago are 21 and 20 April). 13 April: none."""
    found = weeks(on(0, 13, 14, 90), Period.FOUR_WEEKS)
    assert [(one.monday.day, one.conversations) for one in found] == [(13, 0), (20, 2), (27, 0), (4, 1)]
    assert all(one.begun for one in found)


def test_sunday_night_belongs_to_the_week_that_it_is_in_the_members_zone() -> None:
    sunday = [talk(ended=datetime(2026, 5, 3, 22, 30, tzinfo=UTC))]  # 00:30 on Monday in Berlin
    assert weeks(sunday, Period.FOUR_WEEKS)[-1].conversations == 1
    assert weeks(sunday, Period.FOUR_WEEKS, ZoneInfo("UTC"))[-2].conversations == 1


def test_weeks_before_the_first_conversation_of_all_had_not_begun() -> None:
    found = weeks(on(0, 7), Period.FOUR_WEEKS)
    assert [one.begun for one in found] == [False, False, True, True]


def test_the_year_and_the_whole_of_time_start_with_the_first_conversation() -> None:
    recent = on(0, 14)
    assert [one.conversations for one in weeks(recent, Period.THIS_YEAR)] == [1, 0, 1]
    assert [one.conversations for one in weeks(recent, Period.ALL)] == [1, 0, 1]
    # Monday 5 January, after the week in which the year starts, to 4 May are 119 days: 17 weeks, and this one.
    assert len(weeks([*recent, *on(400)], Period.THIS_YEAR)) == 18


def test_last_month_is_over_so_its_last_whole_week_counts_where_it_was_empty() -> None:
    """April 2026: the weeks from 30 March and from 27 April are only partly in it; the one from 20 April is empty."""
    april = [talk(ended=datetime(2026, 4, day, 12, tzinfo=UTC)) for day in (6, 7, 8, 9, 14)]
    found = weeks(april, Period.LAST_MONTH)
    assert [(one.monday.day, one.conversations) for one in found] == [(6, 4), (13, 1), (20, 0)]
    sentence = rhythm.read(found, Period.LAST_MONTH, 2).sentence
    assert sentence.startswith("You held 5 conversations last month (goal 2 a week). The busiest week, from 6 April")
    assert sentence.endswith("1 week had none.")


def test_the_week_in_which_a_year_starts_counts_only_what_the_year_had_of_it() -> None:
    """1 January 2026 is a Thursday: 30 December, 125 days before 4 May, is last year's, and 2 January is not."""
    full_year = [*on(118, 111, 104), *on(0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98)]
    before = weeks([*full_year, *on(125, 125)], Period.THIS_YEAR)
    assert (before[0].monday, before[0].conversations) == (date(2026, 1, 5), 1)
    assert "had none" not in rhythm.read(before, Period.THIS_YEAR).sentence
    within = weeks([*full_year, *on(125, 122)], Period.THIS_YEAR)
    assert (within[0].monday, within[0].conversations, within[0].whole) == (date(2025, 12, 29), 1, False)
    assert all(one.whole for one in within[1:])


def test_a_week_that_a_year_only_starts_in_is_no_full_week() -> None:
    found = [WeekCount(NOON.date() - 7 * number * DAY, 2, whole=number < 8) for number in range(8, -1, -1)]
    assert "full weeks" not in rhythm.read(found, Period.THIS_YEAR).sentence
    assert "full weeks" in rhythm.read([replace(one, whole=True) for one in found], Period.THIS_YEAR).sentence


def test_the_running_week_is_not_called_empty() -> None:
    """This week, which is not over, has none; nor has one of the full weeks."""
    found = weeks(on(7, 7, 7, 21, 21), Period.FOUR_WEEKS)
    assert [one.conversations for one in found] == [2, 0, 3, 0]
    assert " 1 week had none." in rhythm.read(found, Period.FOUR_WEEKS).sentence


def test_a_period_without_conversations_has_no_weeks_and_says_what_to_do() -> None:
    assert weeks(on(90), Period.FOUR_WEEKS) == ()
    assert "Invite one person" in rhythm.read((), Period.FOUR_WEEKS).sentence


def test_fewer_than_five_are_no_rhythm() -> None:
    said = rhythm.read(weeks(on(0, 7, 14, 21), Period.FOUR_WEEKS), Period.FOUR_WEEKS).sentence
    assert said.startswith("You held 4 conversations in the last 4 weeks.")
    assert "a week" not in said
    assert "busiest" not in said


def test_five_are_counted_a_week_since_the_first() -> None:
    """Five in the three weeks since the first: 5 / 3 = 1.7 a week. Of the full weeks one, the middle, had none."""
    found = weeks(on(0, 0, 14, 14, 14), Period.FOUR_WEEKS)
    assert [one.conversations for one in found] == [0, 3, 0, 2]
    said = rhythm.read(found, Period.FOUR_WEEKS).sentence
    assert "5 conversations in the last 4 weeks, 1.7 a week since your first." in said
    assert "The busiest week, from 20 April, had 3. 1 week had none." in said


def test_two_times_four_full_weeks_are_set_side_by_side() -> None:
    """This week is not full: of the eight before it, the latest four had 1 + 3, the four before 1 + 1."""
    said = rhythm.read(weeks(on(0, 7, 14, 14, 14, 49, 56, 80), Period.TWELVE_WEEKS), Period.TWELVE_WEEKS).sentence
    assert said.endswith("The last four full weeks had 4, the four before 2.")
    few = rhythm.read(weeks(on(0, 0, 0, 0, 7, 14, 49, 80), Period.TWELVE_WEEKS), Period.TWELVE_WEEKS).sentence
    assert "the four before" not in few, "2 + 1 events are too few to compare"


@given(logs())
def test_the_weeks_sum_to_the_conversations_of_the_period(log: Log) -> None:
    found = rhythm.weeks(log.meetings, log.within)
    assert sum(one.conversations for one in found) == len(log.held)
    assert all(one.monday.weekday() == 0 for one in found)
    assert all((later.monday - earlier.monday).days == 7 for earlier, later in pairwise(found))
    said = rhythm.read(found, log.within.period).sentence
    number = len(log.held)
    assert said.startswith(f"You held {counted(number, 'conversation')}" if number else "No conversation ")


def test_a_goal_stands_beside_the_pace_and_in_the_words_of_the_chart() -> None:
    reading = rhythm.read(weeks(on(0, 0, 14, 14, 14), Period.FOUR_WEEKS), Period.FOUR_WEEKS, goal=2)
    assert "1.7 a week since your first (goal 2)." in reading.sentence
    assert reading.alt.endswith("Goal: 2 a week.")

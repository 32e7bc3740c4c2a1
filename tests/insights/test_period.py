"""What a period holds: whole weeks, the member's own days, conversations held, introductions made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from netdash.insights import period as insights
from netdash.insights.period import Period
from netdash.meetings.meetings import MeetingFilter, MeetingStatus, filtered
from netdash.people import contacts
from netdash.records import MeetingState
from netdash.wording import counted, percent, share
from tests.factories import DAY, HOUR, NOON, introduction, person, talk
from tests.logs import Log, logs

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
WEDNESDAY = date(2026, 5, 6)
ADA, TOM, MEI = person("Ada"), person("Tom"), person("Mei")


@pytest.mark.parametrize(
    ("period", "since"),
    [
        (Period.FOUR_WEEKS, date(2026, 4, 13)),  # this week's Monday, 4 May, less 3 weeks of 7 days
        (Period.TWELVE_WEEKS, date(2026, 2, 16)),  # 4 May less 77 days: 28 to 6 April, 31 to 6 March, 18 more
        (Period.THIS_MONTH, date(2026, 5, 1)),
        (Period.THIS_YEAR, date(2026, 1, 1)),
        (Period.ALL, None),
    ],
)
def test_a_period_starts_with_its_week_month_or_year_and_ends_today(period: Period, since: date | None) -> None:
    within = insights.window(period, WEDNESDAY, BERLIN)
    assert (within.since, within.until) == (since, WEDNESDAY)


@pytest.mark.parametrize("today", [date(2026, 5, 1), WEDNESDAY, date(2026, 5, 31)])
def test_last_month_is_a_whole_month_on_every_day_of_this_one(today: date) -> None:
    within = insights.window(Period.LAST_MONTH, today, BERLIN)
    assert (within.since, within.until) == (date(2026, 4, 1), date(2026, 4, 30))
    assert insights.window(Period.LAST_MONTH, within.seen_on, BERLIN) == within


def test_a_day_is_the_members_own() -> None:
    """22:30 UTC on Sunday 12 April is half past midnight on Monday in Berlin, the first day of four weeks."""
    moment = datetime(2026, 4, 12, 22, 30, tzinfo=UTC)
    assert insights.window(Period.FOUR_WEEKS, WEDNESDAY, BERLIN).holds(moment)
    assert not insights.window(Period.FOUR_WEEKS, WEDNESDAY, ZoneInfo("UTC")).holds(moment)


def test_only_what_was_held_counts_and_the_earliest_comes_first() -> None:
    late, early = talk(ADA, ended=NOON), talk(ADA, ended=NOON - DAY)
    others = [talk(ADA, state=state) for state in MeetingState if state is not MeetingState.HELD]
    tomorrow = talk(ADA, ended=NOON + DAY)
    within = insights.window(Period.ALL, NOON.date(), BERLIN)
    assert insights.conversations([late, *others, tomorrow, early], within) == (early, late)
    assert contacts.met_ids([*others, talk(TOM)]) == {TOM.id}


@given(logs())
def test_the_total_agrees_with_the_log(log: Log) -> None:
    """The log's own filter, set to the same days and to what was held, finds the same conversations."""
    wanted = MeetingFilter(since=log.within.since, until=log.within.until, statuses=(MeetingStatus.HELD,))
    found = filtered(log.meetings, wanted, NOON, log.within.zone, lambda id: id)
    assert {one.id for one in found} == {one.id for one in log.held}
    assert len(found) == len(log.held)


def test_an_introduction_is_made_when_its_conversation_ends_else_when_it_was_written_down() -> None:
    within = insights.window(Period.FOUR_WEEKS, NOON.date(), BERLIN)
    long_ago, planned = talk(ADA, ended=NOON - 90 * DAY), talk(ADA, ended=NOON + DAY, state="planned")
    in_old = introduction(ADA, TOM, long_ago).replace(created_at=NOON)
    in_planned = introduction(ADA, MEI, planned).replace(created_at=NOON)
    alone = introduction(TOM, MEI).replace(created_at=NOON - HOUR)
    undated = introduction(MEI, TOM)
    everything = [in_old, in_planned, alone, undated]
    assert insights.introductions_made(everything, [long_ago, planned], within) == (alone, in_planned)
    always = insights.window(Period.ALL, NOON.date(), BERLIN)
    made = insights.introductions_made(everything, [long_ago, planned], always)
    assert made == (undated, in_old, alone, in_planned)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "0"), (0, 9, "0"), (1, 3, "33"), (2, 3, "67"), (9, 9, "100"), (1, 900, "1"), (899, 900, "99")],
)
def test_only_none_is_nought_percent_and_only_all_is_a_hundred(part: int, whole: int, said: str) -> None:
    assert percent(share(part, whole)) == f"{said}\N{NO-BREAK SPACE}%"


def test_a_number_comes_with_its_noun() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(0, "week") == "0 weeks"

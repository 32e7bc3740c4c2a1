"""The headline figures: what a period came to, how it stood one period earlier, and no trend below five."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from netdash import rules
from netdash.insights import funnels, headlines
from netdash.insights.log_records import everything
from netdash.insights.period import Period, window
from netdash.key_figures import KeyFigure, Part
from netdash.outreach import thank_you_messages
from netdash.records import Message, Opportunity, Outcome, Purpose, Record
from tests.factories import DAY, HOUR, NOON, TODAY, fresh, introduction, person, talk, thanks
from tests.logs import ZONES, Log, logs

RULES = rules.shipped()
PEOPLE = [person(f"Person {number}") for number in range(12)]
ADA, TOM = PEOPLE[:2]


def figures(period: Period, *records: Record) -> dict[str, KeyFigure]:
    workspace = fresh()
    for record in records:
        workspace.save(record)
    within = window(period, TODAY, ZONES[0])
    return {one.label: one for one in headlines.headlines(everything(workspace), within, RULES, NOON).figures}


def asked(days: float, outcome: Outcome | None = None) -> Message:
    return Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOON - days * DAY, outcome=outcome)


def test_people_met_are_compared_with_the_same_figure_one_period_earlier() -> None:
    """Of the four weeks up to today 7, of the four up to 28 days ago 3: 4 more."""
    now = [talk(one, ended=NOON - DAY) for one in PEOPLE[:7]]
    earlier = [talk(one, ended=NOON - 30 * DAY) for one in PEOPLE[:3]]
    met = figures(Period.FOUR_WEEKS, *now, *earlier)["People met"]
    assert (met.words, met.note) == ("7", "4 more than in the 4 weeks before")
    fewer = figures(Period.FOUR_WEEKS, *now[:2], *earlier)["People met"]
    assert (fewer.words, fewer.note) == ("2", "1 fewer than in the 4 weeks before")
    same = figures(Period.FOUR_WEEKS, *now[:3], *earlier)["People met"]
    assert same.note == "as many as in the 4 weeks before"


def test_fewer_than_five_events_are_not_compared() -> None:
    met = figures(Period.FOUR_WEEKS, talk(ADA, ended=NOON - DAY), talk(TOM, ended=NOON - 30 * DAY))["People met"]
    assert met.note == "1 in the 4 weeks before: too few to compare"
    assert figures(Period.FOUR_WEEKS, asked(30))["People met"].note == "none in the 4 weeks before"


def test_a_rate_says_what_it_rests_on_and_how_it_changed_where_both_rest_on_five() -> None:
    """3 of 5 now, 2 of 5 earlier: 60 % against 40 %."""
    now = [asked(1, Outcome.REPLIED if number < 3 else Outcome.DECLINED) for number in range(5)]
    earlier = [asked(30, Outcome.REPLIED if number < 2 else Outcome.DECLINED) for number in range(5)]
    rate = figures(Period.FOUR_WEEKS, *now, *earlier)["Reply rate"]
    assert rate.words == "60\N{NO-BREAK SPACE}%"
    assert rate.note == "3 of 5 messages, up from 40\N{NO-BREAK SPACE}% in the 4 weeks before"
    alike = [asked(30, Outcome.REPLIED if number < 3 else Outcome.DECLINED) for number in range(5)]
    same = figures(Period.FOUR_WEEKS, *now, *alike)["Reply rate"]
    assert same.note == "3 of 5 messages, as in the 4 weeks before"
    few = figures(Period.FOUR_WEEKS, *now, *earlier[:4])["Reply rate"]
    assert few.note == "3 of 5 messages; too few in the 4 weeks before to compare"
    assert figures(Period.FOUR_WEEKS, *now)["Reply rate"].note == "3 of 5 messages"


def test_below_five_a_rate_is_its_two_numbers() -> None:
    rate = figures(Period.FOUR_WEEKS, asked(1), asked(2, Outcome.REPLIED))["Reply rate"]
    assert (rate.words, rate.note, rate.history) == ("1 of 2", "2 messages: too few for a rate", (None,) * 6)
    assert rate.alt == "Reply rate, every week up to today: too few, too few, too few, too few, too few, too few"
    nothing = figures(Period.FOUR_WEEKS)["Reply rate"]
    assert (nothing.words, nothing.note) == ("–", "no messages")
    assert Part(4, 5).rate == 80


def test_thank_yous_that_can_no_longer_be_in_time_count_against_those_that_were() -> None:
    """Of six conversations four were thanked for within a day; one is overdue, one not yet."""
    held = [talk(one, ended=NOON - 2 * DAY) for one in PEOPLE[:5]]
    notes = [thanks(one, one.contacts[0], one.ends_at + HOUR) for one in held[:4]]
    thanked = figures(Period.FOUR_WEEKS, *held, *notes, talk(TOM, ended=NOON - HOUR))["Thanked in time"]
    assert (thanked.words, thanked.note) == ("80\N{NO-BREAK SPACE}%", "4 of 5 thank-yous")


def test_introductions_and_opportunities_are_counted_as_their_cards_do() -> None:
    made = [introduction(ADA, one).replace(created_at=NOON - DAY) for one in PEOPLE[1:4]]
    heard = [Opportunity(company="Co", heard_on=TODAY, contact=ADA.id if number else None) for number in range(5)]
    found = figures(Period.FOUR_WEEKS, *made, introduction(ADA, PEOPLE[1]).replace(created_at=NOON), *heard)
    assert found["Introductions"].words == "3", "whoever is introduced twice counts once"
    assert found["Through people"].words == "80\N{NO-BREAK SPACE}%"
    assert found["Through people"].note == "4 of 5 opportunities"


def test_the_history_shows_the_figure_as_it_stood_and_never_another_year() -> None:
    """Met 0, 14 and 90 days ago: four weeks back the last two are still to come."""
    held = [talk(PEOPLE[number], ended=NOON - days * DAY) for number, days in enumerate((0, 14, 90))]
    assert figures(Period.ALL, *held)["People met"].history == (0, 0, 1, 1, 1, 3)
    assert figures(Period.FOUR_WEEKS, *held)["People met"].history == (0, 0, 0, 1, 1, 2)
    last_year = talk(ADA, ended=NOON - timedelta(days=200))
    assert figures(Period.THIS_YEAR, last_year)["People met"].history == (0, 0, 0, 0, 0, 0)


def test_earlier_figures_leave_out_the_replies_and_thank_yous_that_came_after_that_day() -> None:
    asked_then = [
        Message(contact=one.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOON - 30 * DAY).replace(
            outcome=Outcome.REPLIED, outcome_at=NOON - 2 * DAY
        )
        for one in PEOPLE[:5]
    ]
    asked_now = [asked(1, Outcome.REPLIED if number < 3 else Outcome.DECLINED) for number in range(5)]
    rate = figures(Period.FOUR_WEEKS, *asked_then, *asked_now)["Reply rate"]
    assert rate.note == "3 of 5 messages, up from 0\N{NO-BREAK SPACE}% in the 4 weeks before"
    assert rate.history[1] == 0

    held = [talk(one, ended=NOON - 28 * DAY - HOUR) for one in PEOPLE[:5]]
    notes = [thanks(one, one.contacts[0], NOON - 27 * DAY - HOUR) for one in held]
    recent = [talk(one, ended=NOON - 3 * DAY) for one in PEOPLE[5:10]]
    in_time = [thanks(one, one.contacts[0], one.ends_at + HOUR) for one in recent]
    thanked = figures(Period.FOUR_WEEKS, *held, *notes, *recent, *in_time)["Thanked in time"]
    assert thanked.note == "5 of 5 thank-yous"
    overdue = [talk(one, ended=NOON - 30 * DAY) for one in PEOPLE[:5]]
    late = [thanks(one, one.contacts[0], NOON - 27 * DAY) for one in overdue]
    thanked = figures(Period.FOUR_WEEKS, *overdue, *late, *recent, *in_time)["Thanked in time"]
    assert thanked.note == "5 of 5 thank-yous, up from 0\N{NO-BREAK SPACE}% in the 4 weeks before"


def test_a_month_up_to_a_day_is_compared_with_the_month_before_up_to_that_day() -> None:
    """Today is 4 May: met 2 in May, 5 from 1 to 4 April, and one on 5 April, who does not count."""
    days = (0, 1, 30, 30, 31, 32, 33, 29)
    held = [talk(PEOPLE[number], ended=NOON - day * DAY) for number, day in enumerate(days)]
    met = figures(Period.THIS_MONTH, *held)["People met"]
    assert (met.words, met.note, met.history) == ("2", "3 fewer than by this day last month", (0, 0, 0, 0, 5, 2))
    assert headlines.STEPS[Period.THIS_MONTH][0](date(2026, 3, 31), 13) == date(2025, 2, 28)
    last = figures(Period.LAST_MONTH, *held, *(talk(one, ended=NOON - 35 * DAY) for one in PEOPLE[:2]))["People met"]
    assert (last.words, last.note, last.history) == ("6", "4 more than in the month before", (0, 0, 0, 0, 2, 6))
    assert last.alt == "People met, every month up to last month: 0, 0, 0, 0, 2, 6"


@pytest.mark.parametrize("period", Period)
def test_every_period_says_what_its_columns_are_and_whether_there_is_nothing_to_compare_with(period: Period) -> None:
    earlier = {Period.THIS_YEAR: 370, Period.TWELVE_WEEKS: 85, Period.LAST_MONTH: 60}
    before, whole = asked(earlier.get(period, 30)), fresh()
    for messages, is_alone in (((), period is not Period.ALL), ((before,), False)):
        for message in messages:
            whole.save(message)
        found = headlines.headlines(everything(whole), window(period, TODAY, ZONES[0]), RULES, NOON)
        assert found.explanation.startswith("Columns: how each figure stood ")
        assert ("Nothing to compare with" in found.explanation) == is_alone
    empty = figures(period)
    assert {empty[label].note for label in ("People met", "Introductions")} == {period.words}


@given(logs())
def test_people_met_are_those_of_the_funnel_and_shares_are_shares(log: Log) -> None:
    workspace = fresh()
    for record in (*log.contacts, *log.meetings, *log.messages, *log.introductions):
        workspace.save(record)
    found = {one.label: one for one in headlines.headlines(everything(workspace), log.within, RULES, NOON).figures}
    funnel = funnels.funnel(log.contacts, log.held, thank_you_messages.sent(log.messages), log.made)
    assert found["People met"].words == str(len(funnel.met))
    assert len({len(one.history) for one in found.values()}) == 1
    rates = [one.history for one in found.values() if one.label in ("Reply rate", "Thanked in time", "Through people")]
    assert all(value is None or 0 <= value <= 100 for history in rates for value in history)

"""When an action is due, as its clock shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import deadlines, rules
from netdash.deadlines import Deadline, Urgency
from netdash.follow_up import actions, promises
from netdash.follow_up.actions import Action, Destination, Kind, Lane
from netdash.follow_up.actions.action import Reason
from netdash.moments import day_of, end_of
from tests.factories import DAY, HOUR, NOON, TODAY, moments, promise

BERLIN, UTC = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
SHIPPED = rules.shipped()


def action(due: datetime, kind: Kind = Kind.NUDGE, lane: Lane = Lane.THIS_WEEK) -> Action:
    return Action(kind, f"{kind}:1", "Do it", None, Reason("no_reply", "Why"), due, lane, Destination("outreach"))


@pytest.mark.parametrize(
    ("left", "urgency", "said"),
    [
        (23 * HOUR, Urgency.GREEN, "due in 23 h"),
        (11 * HOUR, Urgency.AMBER, "due in 11 h"),
        (-2 * HOUR, Urgency.RED, "2 h late"),
    ],
)
def test_a_thank_you_has_the_clock_of_its_rule(left: timedelta, urgency: Urgency, said: str):
    clock = actions.deadline_of(action(NOON + left, Kind.THANK_YOU), NOON, BERLIN, SHIPPED)
    assert clock == Deadline(urgency, said)


@pytest.mark.parametrize(
    ("due", "urgency", "said"),
    [
        (end_of(TODAY - 3 * DAY, BERLIN), Urgency.RED, "3 days late"),
        (end_of(TODAY, BERLIN), Urgency.AMBER, "due today"),
        (end_of(TODAY + DAY, BERLIN), Urgency.AMBER, "due tomorrow"),
        (end_of(TODAY + 4 * DAY, BERLIN), Urgency.GREEN, "due Friday"),
        (NOON - HOUR, Urgency.RED, "1 h late"),
        (NOON + 5 * HOUR, Urgency.AMBER, "due in 5 h"),
        (NOON + 2 * DAY, Urgency.GREEN, "due Wednesday at 14:00"),
    ],
)
def test_what_is_due_in_the_course_of_a_day_is_said_in_days_and_the_rest_in_hours(
    due: datetime, urgency: Urgency, said: str
):
    assert actions.deadline_of(action(due), NOON, BERLIN, SHIPPED) == Deadline(urgency, said)


def test_what_is_to_do_today_and_may_wait_until_tomorrow_says_so():
    early = action(end_of(TODAY + DAY, BERLIN), lane=Lane.TODAY)
    assert actions.deadline_of(early, NOON, BERLIN, SHIPPED) == Deadline(Urgency.AMBER, "tomorrow at the latest")
    due_today = action(end_of(TODAY, BERLIN), lane=Lane.TODAY)
    assert actions.deadline_of(due_today, NOON, BERLIN, SHIPPED).words == "due today"


@given(moments, moments, st.sampled_from([BERLIN, UTC, ZoneInfo("Pacific/Auckland")]))
def test_a_clock_is_red_exactly_when_the_moment_has_passed(due: datetime, now: datetime, zone: ZoneInfo):
    for one in (action(due), action(end_of(day_of(due, zone), zone))):
        red = actions.deadline_of(one, now, zone, SHIPPED).urgency is Urgency.RED
        assert red == (now > one.due)


@given(moments, st.integers(-400, 400))
def test_a_promise_reads_as_any_other_thing_of_its_day(now: datetime, ahead: int):
    today = now.date()
    due_on = today + ahead * DAY
    assert promises.deadline_of(promise(due_on=due_on), today) == deadlines.of_day(due_on, today)
    by_action = actions.deadline_of(action(end_of(due_on, UTC)), now, UTC, SHIPPED)
    assert by_action == deadlines.of_day(due_on, today)

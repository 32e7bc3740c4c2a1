"""One week against the goals: Monday to Sunday where the member lives, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.follow_up import weeks
from netdash.follow_up.weeks import Week
from netdash.key_figures import Part
from netdash.meetings.meetings import day as day_held
from netdash.outreach import thank_you_messages
from netdash.records import Goals, Introduction, Meeting, MeetingState, Message
from netdash.targets import goals
from netdash.thank_yous.punctuality import punctuality
from tests.factories import DAY, HOUR, NOON, SECOND, fresh, introduction, moments, person, talk, thanks
from tests.logs import Log, logs

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
ZONES = (ZoneInfo("UTC"), BERLIN, AUCKLAND, ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Apia"))
ADA, TOM = person(), person("Tom Baker")
MONDAY = date(2026, 5, 4)


def week(
    *meetings: Meeting,
    messages: tuple[Message, ...] = (),
    introductions: tuple[Introduction, ...] = (),
    day: date = MONDAY,
    zone: ZoneInfo = BERLIN,
    now: datetime = NOON,
) -> Week:
    return weeks.recent_weeks(day, 1, zone, meetings, messages, introductions, rules.shipped(), now)[0]


@pytest.mark.parametrize("ahead", range(7))
def test_every_day_of_a_week_starts_on_the_same_monday(ahead: int) -> None:
    assert weeks.week_start(MONDAY + timedelta(days=ahead)) == MONDAY


def test_a_week_starts_on_monday_also_over_the_turn_of_a_year() -> None:
    assert weeks.week_start(date(2027, 1, 3)) == date(2026, 12, 28)
    assert weeks.week_start(date(2024, 2, 29)) == date(2024, 2, 26)


def test_an_empty_week_counts_nothing_and_rates_nothing() -> None:
    assert week() == Week(conversations=0, messages=0, introductions=0, on_time=Part(0, 0))


def test_a_week_worked_out_by_hand() -> None:
    """Two of three conversations are of this week, with three people; of their thank-yous two were in time, one late.

    Of the introductions one was made in this week's conversation, and one without any is written down in it.
    """
    monday, wednesday = talk(ADA, ended=NOON), talk(ADA, TOM, ended=NOON + 2 * DAY)
    before = talk(TOM, ended=NOON - 3 * DAY)
    messages = (
        thanks(monday, ADA, NOON + 24 * HOUR),
        thanks(wednesday, TOM, NOON + 2 * DAY + HOUR),
        thanks(before, TOM, NOON),
        thanks(wednesday, ADA, NOON + 7 * DAY),
        thanks(wednesday, ADA, None),
    )
    made = (
        introduction(ADA, TOM, monday),
        introduction(TOM, ADA, before).replace(created_at=NOON),
        introduction(ADA, TOM),
        introduction(ADA, TOM).replace(created_at=NOON + DAY),
        introduction(ADA, TOM).replace(created_at=NOON - 7 * DAY),
    )
    assert week(monday, wednesday, before, messages=messages, introductions=made) == Week(
        conversations=2, messages=3, introductions=2, on_time=Part(2, 3)
    )


def test_a_thank_you_is_on_time_up_to_the_last_second_of_the_day() -> None:
    one = talk(ADA, ended=NOON)
    assert week(one, messages=(thanks(one, ADA, NOON + 24 * HOUR),)).on_time == Part(1, 1)
    assert week(one, messages=(thanks(one, ADA, NOON + 24 * HOUR + SECOND),)).on_time == Part(0, 1)


def test_a_thank_you_that_is_late_counts_as_late_whether_it_was_sent_or_not() -> None:
    thanked, owed = talk(ADA, ended=NOON), talk(TOM, ended=NOON)
    messages = (thanks(thanked, ADA, NOON + HOUR),)
    assert week(thanked, owed, messages=messages, now=NOON + 24 * HOUR).on_time == Part(1, 1)
    assert week(thanked, owed, messages=messages, now=NOON + 24 * HOUR + SECOND).on_time == Part(1, 2)
    assert week(owed, now=NOON + 2 * DAY).on_time == Part(0, 1)
    (gone,) = weeks.recent_weeks(MONDAY, 1, BERLIN, (owed,), (), (), rules.shipped(), NOON + 2 * DAY, lambda _: None)
    assert gone.on_time == Part(0, 0), "nobody can be thanked who is gone for good"


def test_a_thank_you_counts_in_the_week_of_its_conversation_as_insights_count_it() -> None:
    sunday = talk(ADA, ended=datetime(2026, 5, 3, 20, tzinfo=UTC))
    note = thanks(sunday, ADA, datetime(2026, 5, 4, 8, tzinfo=UTC))
    assert week(sunday, messages=(note,)) == Week(conversations=0, messages=1, introductions=0, on_time=Part(0, 0))
    earlier = week(sunday, messages=(note,), day=MONDAY - DAY)
    assert (earlier.conversations, earlier.messages, earlier.on_time) == (1, 0, Part(1, 1))


@given(logs())
def test_thanked_in_time_is_what_insights_say_of_the_same_conversations(log: Log) -> None:
    days = {one.id: weeks.week_start(day_held(one, BERLIN)) for one in log.meetings}
    for start in set(days.values()):
        held = [one for one in log.meetings if days[one.id] == start and one.state is MeetingState.HELD]
        counted = week(*log.meetings, messages=tuple(log.messages), day=start)
        timing = punctuality(held, thank_you_messages.sent(log.messages), rules.shipped(), NOON)
        assert counted.on_time == timing.decided


def test_the_week_turns_at_midnight_where_the_member_lives() -> None:
    """Half past ten on a Sunday evening in UTC is half past midnight on Monday in Berlin."""
    late = talk(ADA, ended=datetime(2026, 5, 3, 22, 30, tzinfo=UTC))
    assert week(late).conversations == 1
    assert week(late, zone=ZoneInfo("UTC")).conversations == 0
    morning = talk(ADA, ended=datetime(2026, 5, 10, 11, 59, tzinfo=UTC))
    assert week(morning, zone=AUCKLAND).conversations == 1
    after_midnight = talk(ADA, ended=datetime(2026, 5, 10, 12, 30, tzinfo=UTC))
    assert week(after_midnight, zone=AUCKLAND).conversations == 0


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED, MeetingState.NO_SHOW])
def test_only_a_held_conversation_counts(state: MeetingState) -> None:
    one = talk(ADA, state=state)
    made = (introduction(ADA, TOM, one),)
    assert week(one, messages=(thanks(one, ADA),), introductions=made) == Week(
        conversations=0, messages=1, introductions=0, on_time=Part(0, 0)
    )


def test_the_goals_are_the_usual_ones_until_they_are_set() -> None:
    workspace = fresh()
    assert (goals.goals_of(workspace).conversations, goals.goals_of(workspace).messages) == (2, 5)
    workspace.save(Goals(conversations=4, messages=9))
    assert (goals.goals_of(workspace).conversations, goals.goals_of(workspace).messages) == (4, 9)


talks = st.builds(
    lambda ended, state: talk(ADA, ended=ended, state=state), moments, st.sampled_from(list(MeetingState))
)


@given(st.lists(talks, max_size=12), st.sampled_from(ZONES))
def test_the_weeks_together_count_every_held_conversation_once(meetings: list[Meeting], zone: ZoneInfo) -> None:
    starts = {weeks.week_start(day_held(one, zone)) for one in meetings}
    counted = [week(*meetings, day=start, zone=zone) for start in starts]
    assert sum(one.conversations for one in counted) == sum(one.state is MeetingState.HELD for one in meetings)

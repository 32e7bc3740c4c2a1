"""The agenda of a conversation, and its clock."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.meetings import agenda
from netdash.meetings.agenda import Slot, position
from tests.factories import NOON, SECOND, fresh

RULE = rules.shipped().meeting
MINUTE = timedelta(minutes=1)
TWENTY = agenda.agenda(20, RULE)
minutes, granted, counts = st.integers(1, 24 * 60), st.integers(0, 60), st.integers(0, 30)
spans = st.timedeltas(timedelta(minutes=-5), timedelta(hours=30))


def minutes_of(slots: tuple[Slot, ...]) -> list[float]:
    return [slot.lasts / MINUTE for slot in slots]


def test_the_parts_come_in_the_order_of_the_source_and_make_up_the_whole():
    parts = agenda.parts(RULE)
    assert [part.name for part in parts] == ["gratitude", "small_talk", "pitch_and_goals", "questions", "closing"]
    assert [round(part.share * 100) for part in parts] == [5, 10, 10, 60, 15]
    assert [part.name for part in parts if part.grows] == ["questions"]
    assert all(part.advice for part in parts)
    assert "netdash default" in RULE.agenda.source
    assert (RULE.minutes_asked, RULE.shortest, RULE.longest, RULE.more) == (20, 20, 30, 5)


def test_the_members_own_shares_are_laid_and_a_part_without_any_is_left_out():
    workspace = fresh()
    rules.change(workspace, {"meeting.agenda.small_talk": 0, "meeting.agenda.gratitude": 15})
    slots = agenda.agenda(20, rules.of(workspace).meeting)
    assert [slot.part.name for slot in slots] == ["gratitude", "pitch_and_goals", "questions", "closing"]
    assert minutes_of(slots) == [3, 2, 12, 3]


@pytest.mark.parametrize(
    ("asked", "parts"), [(20, [1, 2, 2, 12, 3]), (30, [1.5, 3, 3, 18, 4.5]), (60, [3, 6, 6, 36, 9])]
)
def test_each_part_gets_its_share_of_the_time_asked_for(asked, parts):
    assert minutes_of(agenda.agenda(asked, RULE)) == parts


def test_minutes_granted_go_to_the_questions_so_that_the_closing_keeps_its_time():
    more = agenda.agenda(20, RULE, granted=5)
    assert minutes_of(more) == [1, 2, 2, 17, 3]
    assert more[-1].starts == 22 * MINUTE


def test_questions_share_their_part_evenly():
    assert agenda.per_question(TWENTY, 6) == 2 * MINUTE
    assert agenda.per_question(TWENTY, 0) == 12 * MINUTE


@pytest.mark.parametrize(
    ("elapsed", "part", "into", "remaining"),
    [
        (-MINUTE, "gratitude", 0, 1),
        (0 * MINUTE, "gratitude", 0, 1),
        (MINUTE, "small_talk", 0, 2),
        (4 * MINUTE, "pitch_and_goals", 1, 1),
        (10 * MINUTE, "questions", 5, 7),
        (19 * MINUTE, "closing", 2, 1),
        (23 * MINUTE, "closing", 6, 0),
    ],
)
def test_the_clock_says_which_part_one_is_in(elapsed, part, into, remaining):
    place = position(TWENTY, elapsed)
    assert (place.slot.part.name, place.elapsed, place.remaining) == (part, into * MINUTE, remaining * MINUTE)


def test_at_the_limit_it_is_time_to_ask_for_more_and_then_one_is_over():
    assert not position(TWENTY, 19 * MINUTE - SECOND).ask_for_more
    last = position(TWENTY, 19 * MINUTE)
    assert (last.ask_for_more, last.total_remaining, last.over) == (True, MINUTE, timedelta(0))
    late = agenda.position_at(NOON, NOON + 22 * MINUTE, 20, RULE)
    assert (late.ask_for_more, late.total_remaining, late.over) == (True, timedelta(0), 2 * MINUTE)
    granted = agenda.position_at(NOON, NOON + 21 * MINUTE, 20, RULE, granted=5)
    assert (granted.slot.part.name, granted.ask_for_more, granted.total_remaining) == ("questions", False, 4 * MINUTE)


@given(minutes, granted)
def test_the_parts_follow_each_other_without_a_gap_and_fill_the_time(asked, more):
    slots = agenda.agenda(asked, RULE, more)
    assert slots[0].starts == timedelta(0)
    for slot, following in pairwise(slots):
        assert slot.ends == following.starts
    assert agenda.length(slots) == (asked + more) * MINUTE
    assert all(slot.lasts > timedelta(0) for slot in slots)


@given(minutes, granted, counts)
def test_no_question_gets_more_than_there_is(asked, more, questions):
    slots = agenda.agenda(asked, RULE, more)
    assert agenda.per_question(slots, questions) * max(questions, 1) <= agenda.length(slots)


@given(minutes, granted, spans, spans)
def test_the_clock_adds_up_and_never_runs_backwards(asked, more, one, other):
    slots = agenda.agenda(asked, RULE, more)
    for elapsed in (one, other):
        at = position(slots, elapsed)
        assert at.slot.starts + at.elapsed == max(elapsed, timedelta(0))
        assert at.total_remaining + max(elapsed, timedelta(0)) - at.over == agenda.length(slots)
        assert at.over == timedelta(0) or at.remaining == at.total_remaining == timedelta(0)
    early, late = position(slots, min(one, other)), position(slots, max(one, other))
    assert early.slot.starts <= late.slot.starts
    assert early.total_remaining >= late.total_remaining
    assert late.ask_for_more or not early.ask_for_more


@pytest.mark.parametrize(
    ("span", "words"),
    [(0, "0 min"), (10, "½ min"), (30, "½ min"), (60, "1 min"), (90, "1½ min"), (720, "12 min"), (103, "1½ min")],
)
def test_minutes_are_said_to_the_half(span, words):
    assert agenda.minutes_words(span * SECOND) == words


def test_a_clock_shows_minutes_and_seconds():
    assert agenda.clock_words(245.9 * SECOND) == "4:05"
    assert agenda.clock_words(timedelta(hours=2)) == "120:00"


def test_a_time_outside_the_rule_is_advised_against():
    assert agenda.minutes_advice(20, RULE) == agenda.minutes_advice(30, RULE) == ""
    assert "easier to say yes to" in agenda.minutes_advice(45, RULE)
    assert "leave room" in agenda.minutes_advice(10, RULE)
    assert "5 more minutes" in agenda.limit_words(RULE)

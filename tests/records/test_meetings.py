"""Conversations as records: somebody in them, an end after the start, a day at most; promises due on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from netdash.records import Meeting, Promise, new_id
from tests.factories import DAY, NOON, SECOND, person, promise, talk
from tests.records.refusals import a_talk, refusal


def test_the_second_half_past_two_of_an_autumn_night_is_kept_apart_from_the_first():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    meeting = talk(ended=NOON, starts_at=first, ends_at=first.replace(fold=1))
    assert meeting.minutes == 60


def test_a_conversation_needs_somebody():
    assert refusal(Meeting, **a_talk(contacts=())) == "Choose at least one person."


def test_a_person_counts_once_in_a_conversation():
    ada, tom = person("Ada"), person("Tom")
    assert talk(ada, tom, ada).contacts == (ada.id, tom.id)


def test_blank_learnings_are_dropped():
    assert talk(learnings=("", "Ship small.", " \n ")).learnings == ("Ship small.",)


@pytest.mark.parametrize("length", [timedelta(0), -SECOND, -DAY])
def test_a_conversation_ends_after_it_starts(length):
    sentence = refusal(Meeting, **a_talk(starts_at=NOON, ends_at=NOON + length))
    assert sentence == "The conversation ends before it starts; set its end after its start."


def test_a_conversation_takes_a_day_at_most():
    assert talk(minutes=24 * 60).minutes == 1440
    sentence = refusal(Meeting, **a_talk(starts_at=NOON - DAY - SECOND))
    assert sentence == "A conversation of more than a day? Check the end and the minutes."


def test_a_day_is_a_day_and_no_moment():
    assert promise(due_on=date(2026, 5, 4)).due_on == date(2026, 5, 4)
    sentence = refusal(Promise, contact=new_id(), what="Call", due_on=NOON)
    assert sentence == "Due on: this is not a date."

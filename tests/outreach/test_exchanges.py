"""How long a message has waited: business days of the member's zone."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from netdash.outreach.exchanges import days_waited
from netdash.records import Message
from tests.factories import DAY, NOON, moments, person

UTC = ZoneInfo("UTC")
ADA = person()


def note(**fields: object) -> Message:
    return Message.model_validate({"contact": ADA.id, **fields})


@given(moments, st.integers(0, 60))
def test_it_counts_each_monday_to_friday_after_the_day_of_sending(sent_at, days):
    counted = sum((sent_at + timedelta(days=ahead)).weekday() < 5 for ahead in range(1, days + 1))
    assert days_waited(note(sent_at=sent_at), sent_at + timedelta(days=days), UTC) == counted


def test_a_draft_waits_for_nothing_and_a_clock_put_back_counts_none():
    assert days_waited(note(), NOON, UTC) == 0
    assert days_waited(note(sent_at=NOON), NOON - 9 * DAY, UTC) == 0

"""Punctuality: hours from the end of a conversation to its thank-you, against 12 and 24."""

from __future__ import annotations

import pytest
from hypothesis import given

from netdash import rules
from netdash.insights import punctuality
from netdash.insights.period import Period
from netdash.key_figures import Part
from netdash.outreach import thank_you_messages
from netdash.records import Message
from netdash.thank_yous.punctuality import Punctuality
from netdash.thank_yous.punctuality import punctuality as punctuality_of
from tests.factories import DAY, HOUR, NOON, person, talk, thanks
from tests.logs import Log, logs

ADA, TOM = person("Ada"), person("Tom")


def timed(*hours: float | None) -> Punctuality:
    """Time one conversation for each number of hours; None is a thank-you still owed."""
    held = [talk(ADA) for _ in hours]
    notes = [
        thanks(one, ADA, one.ends_at + after * HOUR)
        for one, after in zip(held, hours, strict=True)
        if after is not None
    ]
    return punctuality_of(held, thank_you_messages.sent(notes), rules.shipped(), NOON)


def test_the_groups_by_hand() -> None:
    """Of eight: 1, 5, 12 h are within 12; 12.5 and 24 h within 24; 24.1 h is later; two are owed."""
    found = timed(1, 5, 12, 12.5, 24, 24.1, None, None)
    assert found.groups == (("Within 12 hours", 3), ("12 to 24 hours", 2), ("Later", 1), ("To do", 2))
    assert found.shares == (3 / 8, 2 / 8, 1 / 8, 2 / 8)
    # The middle two of 1, 5, 12, 12.5, 24, 24.1 are 12 and 12.5: half way is 12.25, said as 12 hours.
    assert punctuality.read(found, Period.ALL).sentence == (
        "For your conversations so far you sent 6 thank-yous: 3 within 12 hours, 2 within 24, 1 later. "
        "Median: 12 hours. 2 to do."
    )


def test_each_person_of_a_conversation_counts() -> None:
    both = talk(ADA, TOM)
    settled = thank_you_messages.sent([thanks(both, TOM, both.ends_at + 2 * HOUR)])
    found = punctuality_of([both], settled, rules.shipped(), NOON)
    assert (found.hours, found.owed) == ((2.0,), 1)


def test_a_draft_is_still_owed_and_a_note_before_the_end_took_no_time() -> None:
    one, other = talk(ADA), talk(TOM)
    notes: list[Message] = [thanks(one, ADA, None), thanks(other, TOM, other.ends_at - HOUR)]
    found = punctuality_of([one, other], thank_you_messages.sent(notes), rules.shipped(), NOON)
    assert (found.hours, found.owed) == ((0.0,), 1)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((), "No thank-yous due for conversations this year."),
        ((None,), "No thank-you for your conversations this year is marked as sent. 1 to do."),
        (
            (3,),
            "For your conversations this year you sent 1 thank-you: within 12 hours. The easiest habit to keep",
        ),
        ((0.2,) * 5, "5 thank-yous: all within 12 hours. Median: less than an hour."),
        ((20,) * 5, "5 thank-yous: all within 24 hours."),
        ((72,) * 5, "5 thank-yous: all after 24 hours. Median: 3 days."),
    ],
)
def test_the_sentence_says_no_more_than_the_numbers_carry(hours: tuple[float | None, ...], said: str) -> None:
    assert said in punctuality.read(timed(*hours), Period.THIS_YEAR).sentence


@given(logs())
def test_the_groups_sum_to_all_and_the_shares_are_rates(log: Log) -> None:
    found = punctuality_of(log.held, log.settled, rules.shipped(), NOON)
    assert found.total == sum(len(one.contacts) for one in log.held)
    assert sum(number for _, number in found.groups) == found.total
    assert all(0 <= rate <= 1 for rate in found.shares)
    assert sum(found.shares) == pytest.approx(1 if found.total else 0)
    assert all(taken >= 0 for taken in found.hours)


def test_nobody_is_owed_a_thank_you_who_is_gone_for_good() -> None:
    """As Today has it: nothing could settle it."""
    found = punctuality_of([talk(ADA, TOM)], {}, rules.shipped(), NOON, lambda id: id == ADA.id)
    assert found.owed == 1
    assert punctuality_of([talk(TOM)], {}, rules.shipped(), NOON, lambda id: id == ADA.id).total == 0


def test_what_is_late_and_not_sent_is_overdue_and_counts_against_those_in_time() -> None:
    """Of 1 and 30 h one was in time; of two owed, the one that ended 25 hours ago can no longer be."""
    held = [talk(ADA, ended=NOON - 40 * HOUR), talk(ADA, ended=NOON - 3 * DAY), talk(TOM, ended=NOON - 25 * HOUR)]
    notes = [thanks(one, ADA, one.ends_at + after * HOUR) for one, after in zip(held, (1, 30), strict=False)]
    found = punctuality_of(
        [*held, talk(TOM, ended=NOON - 24 * HOUR)], thank_you_messages.sent(notes), rules.shipped(), NOON
    )
    assert (found.owed, found.overdue) == (2, 1)
    assert found.decided == Part(1, 3)
    assert "2 to do, 1 overdue." in punctuality.read(found, Period.ALL).sentence

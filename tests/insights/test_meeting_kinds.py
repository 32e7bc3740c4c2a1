"""The kinds of conversations: counted, compared only where there are enough."""

from __future__ import annotations

import pytest
from hypothesis import given

from netdash.insights import meeting_kinds
from netdash.insights.period import Period
from netdash.records import MeetingKind
from tests.logs import Log, logs
from tests.records import talk

INTERVIEW, COFFEE, CALL, OTHER = "informational_interview", "networking_coffee", "call", "other"


def said(*kinds: str) -> str:
    return meeting_kinds.read(meeting_kinds.kinds([talk(kind=kind) for kind in kinds]), Period.ALL).sentence


def test_the_most_frequent_comes_first() -> None:
    found = meeting_kinds.kinds([talk(kind=kind) for kind in (CALL, COFFEE, CALL, INTERVIEW)])
    assert [(one.kind, one.conversations, one.share) for one in found] == [
        (MeetingKind.CALL, 2, 0.5),
        (MeetingKind.INFORMATIONAL_INTERVIEW, 1, 0.25),
        (MeetingKind.NETWORKING_COFFEE, 1, 0.25),
    ]


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ((CALL,) * 5, "All 5 conversations so far were calls."),
        ((CALL,) * 3 + (COFFEE,) * 2, "Most conversations so far were calls: 3 of 5."),
        ((CALL,) * 3 + (COFFEE,) * 2 + (OTHER,), "Calls lead so far: 3 of 6."),
        ((CALL,) * 2 + (COFFEE,) * 2 + (OTHER,), "Networking coffees and calls lead so far: 2 each of 5."),
        ((), "No conversation so far."),
    ],
)
def test_the_sentence_compares_from_five_on(kinds: tuple[str, ...], sentence: str) -> None:
    assert said(*kinds) == sentence


def test_fewer_than_five_are_listed_and_not_compared() -> None:
    few = said(CALL, CALL, OTHER)
    assert few.startswith("2 calls and 1 other conversation so far: too few to compare.")
    assert "lead" not in few
    assert "Most" not in few


@given(logs())
def test_the_kinds_sum_to_the_conversations_and_the_shares_are_rates(log: Log) -> None:
    found = meeting_kinds.kinds(log.held)
    assert sum(one.conversations for one in found) == len(log.held)
    assert all(0 < one.share <= 1 for one in found)
    said = meeting_kinds.read(found, log.within.period).sentence
    assert log.within.period.words in said
    assert str(found[0].conversations if found else "No conversation") in said

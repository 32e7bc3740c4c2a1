"""The deadline of what is due on a day: its colour, and the same in words."""

from __future__ import annotations

import pytest

from netdash.deadlines import Deadline, Urgency, of_day
from tests.factories import DAY, TODAY


@pytest.mark.parametrize(
    ("ahead", "urgency", "words"),
    [
        (-3, Urgency.RED, "3 days late"),
        (-1, Urgency.RED, "1 day late"),
        (0, Urgency.AMBER, "due today"),
        (1, Urgency.AMBER, "due tomorrow"),
        (2, Urgency.GREEN, "due Wednesday"),
    ],
)
def test_what_is_due_on_a_day_turns_amber_the_day_before_and_red_the_day_after(
    ahead: int, urgency: Urgency, words: str
) -> None:
    assert of_day(TODAY + ahead * DAY, TODAY) == Deadline(urgency, words)

"""How urgent something is, as a colour and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netdash.moments import day_words


class Urgency(StrEnum):
    """The colour of a deadline."""

    GREEN = "green"
    AMBER = "orange"
    RED = "red"


@dataclass(frozen=True)
class Deadline:
    """How urgent something is; the words say it without the colour."""

    urgency: Urgency
    words: str


def of_day(due_on: date, today: date) -> Deadline:
    """Return the deadline of what is due on a day: amber from the day before."""
    ahead = (due_on - today).days
    if ahead < 0:
        return Deadline(Urgency.RED, "1 day late" if ahead == -1 else f"{-ahead} days late")
    return Deadline(Urgency.AMBER if ahead <= 1 else Urgency.GREEN, f"due {day_words(due_on, today)}")

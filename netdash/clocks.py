"""What a clock shows: how urgent something is, as a colour and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """The colour of a clock."""

    GREEN = "green"
    AMBER = "orange"
    RED = "red"


@dataclass(frozen=True)
class Clock:
    """How urgent something is; the words say it without the colour."""

    urgency: Urgency
    words: str

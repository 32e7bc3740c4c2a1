"""The coaching rules as numbers, read from data/rules.toml, where each has its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent.parent / "data" / "rules.toml"


@dataclass(frozen=True)
class PitchRules:
    """How long a pitch is, and the words that its checks look for. Paces are words a minute."""

    source: str
    shortest_seconds: int
    longest_seconds: int
    slowest_pace: int
    fastest_pace: int
    usual_pace: int
    cuts_seconds: tuple[int, ...]
    fillers: tuple[str, ...]
    fillers_source: str
    repeats_times: int
    repeats_letters: int
    repeats_common: frozenset[str]
    repeats_source: str
    asks: tuple[str, ...]
    asks_source: str


@dataclass(frozen=True)
class QuestionRules:
    """How many questions a conversation has room for."""

    source: str
    fewest: int
    most: int


@dataclass(frozen=True)
class Rules:
    """The numbers that screens and clocks apply."""

    thank_you_amber_after: timedelta
    thank_you_late_after: timedelta
    thank_you_source: str
    trash_kept_for: timedelta
    pitch: PitchRules
    questions: QuestionRules


@cache
def shipped() -> Rules:
    """Return the rules that netdash ships with."""
    numbers = tomllib.loads(SHIPPED.read_text("utf-8"))
    thank_you, trash = numbers["thank_you"], numbers["trash"]
    return Rules(
        thank_you_amber_after=timedelta(hours=thank_you["amber_after_hours"]),
        thank_you_late_after=timedelta(hours=thank_you["late_after_hours"]),
        thank_you_source=thank_you["source"],
        trash_kept_for=timedelta(days=trash["keep_days"]),
        pitch=_pitch(numbers["pitch"]),
        questions=QuestionRules(**numbers["questions"]),
    )


def _pitch(table: dict[str, Any]) -> PitchRules:
    fillers, repeats, asks = table["fillers"], table["repeats"], table["asks"]
    return PitchRules(
        source=table["source"],
        shortest_seconds=table["shortest_seconds"],
        longest_seconds=table["longest_seconds"],
        slowest_pace=table["slowest_pace"],
        fastest_pace=table["fastest_pace"],
        usual_pace=table["usual_pace"],
        cuts_seconds=tuple(table["cuts_seconds"]),
        fillers=tuple(fillers["phrases"]),
        fillers_source=fillers["source"],
        repeats_times=repeats["times"],
        repeats_letters=repeats["letters"],
        repeats_common=frozenset(repeats["common"]),
        repeats_source=repeats["source"],
        asks=tuple(asks["phrases"]),
        asks_source=asks["source"],
    )

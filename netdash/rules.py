"""The coaching rules as numbers, read from data/rules.toml, where each has its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "data" / "rules.toml"


@dataclass(frozen=True)
class Rules:
    """The numbers that screens and clocks apply."""

    thank_you_amber_after: timedelta
    thank_you_late_after: timedelta
    thank_you_source: str
    trash_kept_for: timedelta


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
    )

"""The colours of charts, taken from the theme, so that a page has one system of colours."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Scheme = Literal["light", "dark"]

THEME = Path(__file__).parents[2] / ".streamlit" / "config.toml"


@dataclass(frozen=True)
class Palette:
    """What counts, what came late, and what is still open or only leads the eye."""

    accent: str
    late: str
    quiet: str


@cache
def palette(scheme: Scheme) -> Palette:
    """Return the colours of the light or the dark theme."""
    theme = tomllib.loads(THEME.read_text("utf-8"))["theme"][scheme]
    accent, late, *_, quiet = theme["chartCategoricalColors"]
    return Palette(accent, late, quiet)

"""The method, section by section, read from data/guide.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "data" / "guide.toml"


@dataclass(frozen=True)
class Section:
    """One section: its text in Markdown, and the screen that does what it says."""

    title: str
    text: str
    page: str
    link: str


@dataclass(frozen=True)
class Guide:
    """All sections in their order, and the address of the video."""

    sections: tuple[Section, ...]
    video: str


@cache
def shipped() -> Guide:
    """Return the guide that netdash ships with."""
    read = tomllib.loads(SHIPPED.read_text("utf-8"))
    return Guide(tuple(Section(**section) for section in read["sections"]), read["video"])

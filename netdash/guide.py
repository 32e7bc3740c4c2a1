"""The guide to the method, section by section, read from data/guide.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from netdash.shipped import read_shipped


@dataclass(frozen=True)
class GuideSection:
    """One section: its text in Markdown, and the page to do it on."""

    title: str
    text: str
    page: str
    link: str


@dataclass(frozen=True)
class Guide:
    """All sections in their order, and the address of the video."""

    sections: tuple[GuideSection, ...]
    video: str


@cache
def shipped() -> Guide:
    """Return the guide that netdash ships with."""
    guide = read_shipped("guide")
    return Guide(tuple(GuideSection(**section) for section in guide["sections"]), guide["video"])

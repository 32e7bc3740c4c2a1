"""A pitch as a card to print: one self-contained HTML file."""

from __future__ import annotations

from netdash import printing
from netdash.pitch.parts import PARTS
from netdash.pitch.pitches import full_text, label, spoken_seconds, whole_seconds
from netdash.records import Pitch, Wording
from netdash.rules import PitchRules
from netdash.wording import count_words

PAPERS = (
    (900, "A6 landscape", 13),
    (1_500, "A6 landscape", 11),
    (1_750, "A5 landscape", 11),
    (3_600, "A4", 12),
    (7_000, "A4", 9),
)
"""The most letters, with the paper and type size (in points) on which they fit one page."""

SHORTEST_LINE = 120
"""A shorter line takes as much room on the paper as one of so many letters."""


def export(pitch: Pitch, wording: Wording, pace: int, limits: PitchRules) -> str:
    """Return the card of a pitch as HTML; the pace is in words a minute."""
    words = count_words(full_text(wording))
    paragraphs = [(part.title, getattr(wording, part.field).strip()) for part in PARTS]
    letters = sum(max(len(line), SHORTEST_LINE) for _, text in paragraphs for line in text.splitlines())
    paper, points = next(((paper, points) for most, paper, points in PAPERS if letters <= most), PAPERS[-1][1:])
    return printing.page(
        "pitch/card.html",
        title=label(pitch),
        paper=paper,
        points=points,
        parts=[(title, text) for title, text in paragraphs if text],
        words=words,
        seconds=whole_seconds(spoken_seconds(words, pace), limits.shortest_seconds, limits.longest_seconds),
        pace=pace,
    )


def file_name(pitch: Pitch, ending: str) -> str:
    """Name a file after a pitch: `pitch-data-teams.txt`."""
    return printing.file_name("pitch", pitch.name, ending=ending)

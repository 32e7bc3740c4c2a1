"""A pitch as a card to print: one HTML file, all in itself."""

from __future__ import annotations

from netdash import printing
from netdash.pitch.parts import PARTS
from netdash.pitch.pitches import count_words, joined, label, shown_seconds, spoken_seconds
from netdash.records import Pitch, Wording
from netdash.rules import PitchRules

SIZES = (
    (900, "A6 landscape", 13),
    (1_500, "A6 landscape", 11),
    (1_750, "A5 landscape", 11),
    (3_600, "A4", 12),
    (7_000, "A4", 9),
)
"""Up to so many letters: the paper and the size of type, in points, on which they fit one page."""

LINE = 120
"""A line takes its room on the paper, however short it is."""


def export(pitch: Pitch, wording: Wording, pace: int, limits: PitchRules) -> str:
    """Write the card of what a pitch says, spoken at a pace in words a minute."""
    words = count_words(joined(wording))
    said = [(part.title, getattr(wording, part.field).strip()) for part in PARTS]
    room = sum(max(len(line), LINE) for _, text in said for line in text.splitlines())
    paper, points = next(((paper, points) for most, paper, points in SIZES if room <= most), SIZES[-1][1:])
    return printing.page(
        "pitch/card.html",
        title=label(pitch),
        paper=paper,
        points=points,
        parts=[(title, text) for title, text in said if text],
        words=words,
        seconds=shown_seconds(spoken_seconds(words, pace), limits.shortest_seconds, limits.longest_seconds),
        pace=pace,
    )


def file_name(pitch: Pitch, ending: str) -> str:
    """Name a file after a pitch: `pitch-data-teams.txt`."""
    return printing.file_name("pitch", pitch.name, ending=ending)

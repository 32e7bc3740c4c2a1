"""A pitch as a card to print: one HTML file, all in itself."""

from __future__ import annotations

import unicodedata
from html import escape

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

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  @page {{ size: {paper}; margin: 9mm; }}
  body {{ margin: 0 auto; max-width: 62ch; font: {points}pt/1.35 Georgia, "Times New Roman", serif; color: #141312;
    overflow-wrap: anywhere; }}
  h1 {{ margin: 0 0 .5em; padding-bottom: .3em; border-bottom: 1px solid #0B6B63; font-size: 1.1em; }}
  h2 {{ margin: .6em 0 .1em; font: 600 .72em/1.3 system-ui, sans-serif; color: #0B6B63; }}
  p {{ margin: 0; white-space: pre-line; }}
  footer {{ margin-top: .8em; font: .7em/1.3 system-ui, sans-serif; color: #5F5B53; }}
  @media screen {{ body {{ padding: 2rem 1rem; }} }}
  @media print {{ body {{ max-width: none; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{parts}
<footer>{words} words, {seconds} s at {pace} words a minute</footer>
</body>
</html>
"""


def export(pitch: Pitch, wording: Wording, pace: int, limits: PitchRules) -> str:
    """Write the card of what a pitch says, spoken at a pace in words a minute."""
    words = count_words(joined(wording))
    said = [(part.title, getattr(wording, part.field).strip()) for part in PARTS]
    room = sum(max(len(line), LINE) for _, text in said for line in text.splitlines())
    paper, points = next(((paper, points) for most, paper, points in SIZES if room <= most), SIZES[-1][1:])
    return _PAGE.format(
        title=escape(label(pitch)),
        paper=paper,
        points=points,
        parts="\n".join(f"<h2>{escape(title)}</h2>\n<p>{escape(text)}</p>" for title, text in said if text),
        words=words,
        seconds=shown_seconds(spoken_seconds(words, pace), limits.shortest_seconds, limits.longest_seconds),
        pace=pace,
    )


def file_name(pitch: Pitch, ending: str) -> str:
    """Name a file after a pitch, in letters that every system takes: `pitch-data-teams.txt`."""
    plain = unicodedata.normalize("NFKD", pitch.name).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return "-".join(["pitch", *words])[:60].rstrip("-") + f".{ending}"

"""Shorter cuts of a pitch: the sentences that fit a time, keeping something of each part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from netdash.pitch.pitches import FIELDS, count_words, parts, spoken_seconds
from netdash.records import Wording

ABBREVIATIONS = {"e.g.", "i.e.", "dr.", "prof.", "mr.", "mrs.", "ms.", "st.", "vs.", "approx.", "no.", "inc.", "ltd."}

_ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")

WORTH = {"past": 2, "outcome": 1, "interests": 0}
"""Where there is no room for all three: who you are before what you ask for, and both before where you want to go."""


@dataclass(frozen=True)
class Cut:
    """What of a pitch fits a time. `missing` names the parts (fields) whose first sentence found no room."""

    limit: int
    sentences: tuple[str, ...]
    words: int
    seconds: float
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        """The cut in one piece."""
        return " ".join(self.sentences)


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into its sentences; a new line ends one too."""
    found: list[str] = []
    start = 0
    for end in (*(match.end() for match in _ENDS.finditer(text)), len(text)):
        piece = " ".join(text[start:end].split())
        last = piece.rsplit(" ", 1)[-1]
        newline = "\n" in text[start:end]
        start_over = newline or not (last.casefold() in ABBREVIATIONS or _INITIALS.fullmatch(last))
        if piece and (start_over or end == len(text)):
            found.append(piece)
        if not piece or start_over:
            start = end
    return tuple(found)


def cut(wording: Wording, limit: int, pace: int) -> Cut:
    """Cut a pitch to so many seconds at a pace (words a minute), in whole sentences.

    As a coach would: a pitch whose last part is cut off has lost its point, so the first sentence of
    each part goes in before the second of any. Where those do not all fit, as many as possible stay,
    who you are before what you ask for before where you want to go. What room is left goes round the
    parts, each giving its next sentence while it fits, so that every part keeps its own beginning.
    """
    split = {name: sentences(text) for name, text in zip(FIELDS, parts(wording), strict=True)}
    there = [name for name in FIELDS if split[name]]
    taken = dict.fromkeys(FIELDS, 0) | dict.fromkeys(_openings(split, there, limit, pace), 1)
    open_parts = [name for name in FIELDS if taken[name]]
    while open_parts:
        for name in list(open_parts):
            more = taken | {name: taken[name] + 1}
            if taken[name] < len(split[name]) and _seconds(split, more, pace) <= limit:
                taken = more
            else:
                open_parts.remove(name)
    return _made(split, taken, there, limit, pace)


def cuts(wording: Wording, limits: Sequence[int], pace: int) -> tuple[Cut, ...]:
    """Cut a pitch to several times."""
    return tuple(cut(wording, limit, pace) for limit in limits)


def _openings(split: dict[str, tuple[str, ...]], there: Sequence[str], limit: int, pace: int) -> tuple[str, ...]:
    """Return the parts whose first sentences fit together: as many as possible, then the worthiest."""
    choices = [chosen for size in range(len(there) + 1) for chosen in combinations(there, size)]
    fitting = [chosen for chosen in choices if _seconds(split, dict.fromkeys(chosen, 1), pace) <= limit]
    return max(fitting, key=lambda chosen: (len(chosen), sum(WORTH[name] for name in chosen)))


def _seconds(split: dict[str, tuple[str, ...]], taken: dict[str, int], pace: int) -> float:
    return spoken_seconds(sum(count_words(one) for name, n in taken.items() for one in split[name][:n]), pace)


def _made(split: dict[str, tuple[str, ...]], taken: dict[str, int], there: Sequence[str], limit: int, pace: int) -> Cut:
    said = tuple(sentence for name in FIELDS for sentence in split[name][: taken[name]])
    words = sum(map(count_words, said))
    missing = tuple(name for name in there if not taken[name])
    return Cut(limit, said, words, spoken_seconds(words, pace), missing)

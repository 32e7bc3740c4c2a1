"""Shorter cuts of a pitch: whole sentences that fit a time, with something of each part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from netdash.pitch.pitches import FIELDS, parts, spoken_seconds
from netdash.records import Wording
from netdash.wording import count_words

ABBREVIATIONS = {"e.g.", "i.e.", "dr.", "prof.", "mr.", "mrs.", "ms.", "st.", "vs.", "approx.", "no.", "inc.", "ltd."}

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|\n+")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")

RANK = {"past": 2, "outcome": 1, "interests": 0}
"""Which parts go in first where not all three fit: the past, then the outcome, then the interests."""


@dataclass(frozen=True)
class Cut:
    """The part of a pitch that fits a time (`limit`, in seconds); `missing` names the fields that found no room."""

    limit: int
    sentences: tuple[str, ...]
    words: int
    seconds: float
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the cut in one piece."""
        return " ".join(self.sentences)


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into its sentences; a new line ends one too."""
    sentences: list[str] = []
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        piece = " ".join(text[start:end].split())
        last_word = piece.rsplit(" ", 1)[-1]
        has_newline = "\n" in text[start:end]
        is_end = has_newline or not (last_word.casefold() in ABBREVIATIONS or _INITIALS.fullmatch(last_word))
        if piece and (is_end or end == len(text)):
            sentences.append(piece)
        if not piece or is_end:
            start = end
    return tuple(sentences)


def cut(wording: Wording, limit: int, pace: int) -> Cut:
    """Cut a pitch to a limit in seconds at a pace (words a minute), in whole sentences.

    A pitch without its last part has lost its point, so the first sentence of each part goes in before
    the second of any. Where those do not all fit, as many as possible go in, by `RANK`. Then the parts
    take turns: each gives its next sentence while it fits, so that every part keeps its own beginning.
    """
    by_part = {name: sentences(text) for name, text in zip(FIELDS, parts(wording), strict=True)}
    written = [name for name in FIELDS if by_part[name]]
    counts = dict.fromkeys(FIELDS, 0) | dict.fromkeys(_openings(by_part, written, limit, pace), 1)
    unfinished = [name for name in FIELDS if counts[name]]
    while unfinished:
        for name in list(unfinished):
            next_counts = counts | {name: counts[name] + 1}
            if counts[name] < len(by_part[name]) and _seconds(by_part, next_counts, pace) <= limit:
                counts = next_counts
            else:
                unfinished.remove(name)
    return _cut_of(by_part, counts, written, limit, pace)


def cuts(wording: Wording, limits: Sequence[int], pace: int) -> tuple[Cut, ...]:
    """Cut a pitch to several limits, each in seconds."""
    return tuple(cut(wording, limit, pace) for limit in limits)


def _openings(by_part: dict[str, tuple[str, ...]], written: Sequence[str], limit: int, pace: int) -> tuple[str, ...]:
    """Return the parts whose first sentences fit together: as many as possible, then by `RANK`."""
    choices = [choice for size in range(len(written) + 1) for choice in combinations(written, size)]
    fitting = [choice for choice in choices if _seconds(by_part, dict.fromkeys(choice, 1), pace) <= limit]
    return max(fitting, key=lambda choice: (len(choice), sum(RANK[name] for name in choice)))


def _seconds(by_part: dict[str, tuple[str, ...]], counts: dict[str, int], pace: int) -> float:
    texts = (text for name, count in counts.items() for text in by_part[name][:count])
    return spoken_seconds(count_words(" ".join(texts)), pace)


def _cut_of(
    by_part: dict[str, tuple[str, ...]], counts: dict[str, int], written: Sequence[str], limit: int, pace: int
) -> Cut:
    sentences = tuple(sentence for name in FIELDS for sentence in by_part[name][: counts[name]])
    words = count_words(" ".join(sentences))
    missing = tuple(name for name in written if not counts[name])
    return Cut(limit, sentences, words, spoken_seconds(words, pace), missing)

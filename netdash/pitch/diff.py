"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq

MOST_WORDS = 10_000
"""The most words a part can have, compared in half a second; a longer text counts, between its ends, as one change."""

_WORDS = re.compile(r"\S+")


class SegmentKind(StrEnum):
    """Whether a stretch of text is in both versions, or in one only."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Segment:
    """A stretch of text of one kind."""

    kind: SegmentKind
    text: str


def differences(old: str, new: str) -> tuple[Segment, ...]:
    """Return both texts as one row of segments.

    The segments that are the same or added make the new text; those the same or removed, the old.
    """
    return tuple(_merge(segment for segment in _segments(old, new) if segment.text))


def _segments(old: str, new: str) -> Iterator[Segment]:
    """Yield the words in both texts, and between them what only one has, with its white space."""
    before, after = list(_WORDS.finditer(old)), list(_WORDS.finditer(new))
    old_at = new_at = 0
    for old_index, new_index in _pairs([match[0] for match in before], [match[0] for match in after]):
        yield from _gap(old[old_at : before[old_index].start()], new[new_at : after[new_index].start()])
        yield Segment(SegmentKind.SAME, after[new_index][0])
        old_at, new_at = before[old_index].end(), after[new_index].end()
    yield from _gap(old[old_at:], new[new_at:])


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of a longest common sequence of words, as pairs (old, new) in order."""
    head = _common_length(old, new)
    tail = _common_length(old[head:][::-1], new[head:][::-1])
    yield from ((at, at) for at in range(head))
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(inner_old), len(inner_new)) <= MOST_WORDS:
        for block in LCSseq.opcodes(inner_old, inner_new):
            if block.tag == "equal":
                yield from zip(
                    range(head + block.src_start, head + block.src_end),
                    range(head + block.dest_start, head + block.dest_end),
                    strict=True,
                )
    yield from ((len(old) - at, len(new) - at) for at in range(tail, 0, -1))


def _gap(old: str, new: str) -> Iterator[Segment]:
    """Yield what stands between two common words; white space in both texts is the same too."""
    head = _common_space(old, new)
    tail = _common_space(old[head:][::-1], new[head:][::-1])
    yield Segment(SegmentKind.SAME, new[:head])
    yield Segment(SegmentKind.REMOVED, old[head : len(old) - tail])
    yield Segment(SegmentKind.ADDED, new[head : len(new) - tail])
    yield Segment(SegmentKind.SAME, new[len(new) - tail :])


def _common_space(old: str, new: str) -> int:
    """Count the white space that both texts begin with."""
    start = old[: _common_length(old, new)]
    return len(start) - len(start.lstrip())


def _common_length(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the letters or words that both begin with."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _merge(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Merge neighbours of one kind."""
    for kind, group in groupby(segments, key=lambda segment: segment.kind):
        yield Segment(kind, "".join(segment.text for segment in group))

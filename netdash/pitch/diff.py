"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq

MOST_WORDS = 10_000
"""As many as a part can have, compared in half a second; what is longer counts, between its ends, as one change."""

_WORDS = re.compile(r"\S+")


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Segment:
    """A stretch of text and what became of it."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Segment, ...]:
    """Return both texts as one row of segments.

    What is the same and what was added make the new text; what is the same and what was removed, the old.
    """
    return tuple(_joined(one for one in _compared(old, new) if one.text))


def _compared(old: str, new: str) -> Iterator[Segment]:
    """Yield the words that both have, and between them what only one has, with the white space around it."""
    before, after = list(_WORDS.finditer(old)), list(_WORDS.finditer(new))
    old_at = new_at = 0
    for mine, theirs in _pairs([one[0] for one in before], [one[0] for one in after]):
        yield from _between(old[old_at : before[mine].start()], new[new_at : after[theirs].start()])
        yield Segment(Change.SAME, after[theirs][0])
        old_at, new_at = before[mine].end(), after[theirs].end()
    yield from _between(old[old_at:], new[new_at:])


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the words that both have, in order: as many as there can be."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    yield from ((at, at) for at in range(head))
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(inner_old), len(inner_new)) <= MOST_WORDS:
        for one in LCSseq.opcodes(inner_old, inner_new):
            if one.tag == "equal":
                yield from zip(
                    range(head + one.src_start, head + one.src_end),
                    range(head + one.dest_start, head + one.dest_end),
                    strict=True,
                )
    yield from ((len(old) - at, len(new) - at) for at in range(tail, 0, -1))


def _between(old: str, new: str) -> Iterator[Segment]:
    """Yield what stands between two words that are the same: the white space that both have there is the same too."""
    head = _shared_space(old, new)
    tail = _shared_space(old[head:][::-1], new[head:][::-1])
    yield Segment(Change.SAME, new[:head])
    yield Segment(Change.REMOVED, old[head : len(old) - tail])
    yield Segment(Change.ADDED, new[head : len(new) - tail])
    yield Segment(Change.SAME, new[len(new) - tail :])


def _shared_space(one: str, other: str) -> int:
    """Count the white space with which both begin."""
    begun = one[: _alike(one, other)]
    return len(begun) - len(begun.lstrip())


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count with how much both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Put neighbours of one fate together."""
    for change, group in groupby(segments, key=lambda one: one.change):
        yield Segment(change, "".join(one.text for one in group))

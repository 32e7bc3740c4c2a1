"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

QUICK_FROM = 2_000
"""From this many words on, difflib may guess: a pitch is a tenth of that, and nobody waits for a pasted book."""


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
    return tuple(_joined(_without_lone_spaces(list(_compared(_tokens(old), _tokens(new))))))


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _compared(old: list[str], new: list[str]) -> Iterator[Segment]:
    # White space is junk: it never anchors a match, or every two versions would have all their spaces in common.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=max(len(old), len(new)) >= 2 * QUICK_FROM)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Segment(Change.SAME, "".join(new[new_from:new_to]))
            continue
        yield Segment(Change.REMOVED, "".join(old[old_from:old_to]))
        yield Segment(Change.ADDED, "".join(new[new_from:new_to]))


def _without_lone_spaces(segments: list[Segment]) -> Iterator[Segment]:
    """Count a space between two changes as part of both, so that a new phrase reads in one piece."""
    last = len(segments) - 1
    for place, segment in enumerate(segments):
        if segment.change is Change.SAME and segment.text.isspace() and 0 < place < last:
            yield Segment(Change.REMOVED, segment.text)
            yield Segment(Change.ADDED, segment.text)
        else:
            yield segment


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Put what was removed before what was added between two stretches that are the same."""
    for same, group in groupby(segments, key=lambda one: one.change is Change.SAME):
        stretch = list(group)
        for change in (Change.SAME,) if same else (Change.REMOVED, Change.ADDED):
            text = "".join(one.text for one in stretch if one.change is change)
            if text:
                yield Segment(change, text)

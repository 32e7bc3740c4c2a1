"""What makes a submission good, by its kind: read beside it."""

from __future__ import annotations

from netdash.records import SubmissionKind
from netdash.shipped import read_shipped


def points(kind: SubmissionKind) -> tuple[str, ...]:
    """Return what to look for in a submission of this kind, a sentence each."""
    return tuple(read_shipped("rubrics")[kind]["points"])


def source() -> str:
    """Return where the points come from."""
    words: str = read_shipped("rubrics")["source"]
    return words

"""What is to be said about one workspace: whether it reads whole, its references, its moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from netdash import rules, trash
from netdash.errors import NetdashError
from netdash.records import KINDS, Introduction, Record, Trashed
from netdash.store import Workspace
from netdash.store.frozen_copy import still
from netdash.store.health import Finding
from netdash.workspace import references

AHEAD = timedelta(minutes=5)
"""By so much two clocks may differ before a saved moment counts as one of the future."""


def of_workspace(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """Yield what is found; contents are never shown, only kinds and ids."""
    try:
        seen = still(workspace)
    except NetdashError as error:
        yield Finding(error.sentence)
        return
    yield from _of_references(seen, now)
    yield from _of_moments(seen, now)
    yield from _of_odd_records(seen)
    unknown = sorted(seen.contents().tables.keys() - {kind.table for kind in KINDS})
    if unknown:
        yield Finding(f"It holds what this netdash does not know and keeps: {', '.join(unknown)}.", wrong=False)
    yield Finding(f"{seen.contents().count} records.", wrong=False)


def _of_references(seen: Workspace, now: datetime) -> Iterator[Finding]:
    removed = Counter[str]()
    for one in references.loose(seen, now, rules.shipped().trash_kept_for):
        if one.expected:
            removed[one.kind.noun] += 1
        else:
            yield Finding(f"{_the(one.record)} names the {one.kind.noun} {one.id} ({one.field}), which is nowhere.")
    for noun, times in removed.items():
        yield Finding(f"{times} times a {noun} is named that was removed; that is as it should be.", wrong=False)


def _of_moments(seen: Workspace, now: datetime) -> Iterator[Finding]:
    ahead = [one for kind in KINDS for one in seen.all(kind) if one.updated_at and one.updated_at - now > AHEAD]
    if ahead:
        latest = max(one.updated_at for one in ahead if one.updated_at)
        yield Finding(
            f"{len(ahead)} records were saved in the future, the last at {latest:%Y-%m-%d %H:%M} UTC: this machine’s "
            "clock is behind, or one that saves here was ahead. Look at the clocks."
        )


def _of_odd_records(seen: Workspace) -> Iterator[Finding]:
    for introduction in seen.all(Introduction):
        if introduction.by_contact == introduction.to_contact:
            yield Finding(f"{_the(introduction)} says that somebody introduced themselves.")
    for item in seen.all(Trashed):
        if any(trash.record_of(gone) is None for gone in item.records):
            yield Finding(f"{_the(item)} holds something that this netdash cannot read, so it cannot be restored.")


def _the(record: Record) -> str:
    return f"The {record.noun} {record.id}"

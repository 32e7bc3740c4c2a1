"""Promises: what the member said they would do for somebody, by when, and whether they kept it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from netdash import deadlines, trash
from netdash.deadlines import Deadline
from netdash.records import Promise
from netdash.store import Workspace


def open_promises(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Return the promises that are not settled, the most urgent first."""
    return tuple(
        sorted((promise for promise in promises if promise.settled_at is None), key=lambda promise: promise.due_on)
    )


def deadline_of(promise: Promise, today: date) -> Deadline:
    """Return the deadline of a promise; `today` is the day in the member's zone."""
    return deadlines.of_day(promise.due_on, today)


def settle(workspace: Workspace, id: str, now: datetime, *, kept: bool) -> None:
    """Record that a promise was kept or not kept. Settling it twice changes nothing."""
    with workspace.transaction():
        promise = workspace.require(Promise, id)
        if promise.settled_at is None:
            workspace.save(promise.replace(settled_at=now, kept=kept))


def settle_all(workspace: Workspace, ids: Iterable[str], now: datetime, *, kept: bool) -> None:
    """Record that several promises were kept or not kept, in one write."""
    with workspace.transaction():
        for id in ids:
            settle(workspace, id, now, kept=kept)


def reopen(workspace: Workspace, id: str) -> None:
    """Make a settled promise open again."""
    with workspace.transaction():
        workspace.save(workspace.require(Promise, id).replace(settled_at=None, kept=False))


def delete_promise(workspace: Workspace, id: str, now: datetime) -> str:
    """Move a promise to the trash; return the id to restore it with."""
    return trash.discard(workspace, Promise, id, lambda promise: promise.what, now)

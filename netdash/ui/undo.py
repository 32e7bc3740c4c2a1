"""Undo: changes made on a later run, which open the workspace anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Record
from netdash.store import Workspace
from netdash.ui import flash, session

P = ParamSpec("P")
T = TypeVar("T")


def reported(change: Callable[[Workspace, T], None], to: T) -> None:
    """Make a change in a callback; an error is shown on the next run."""
    flash.attempt(lambda: change(session.opened().workspace, to))


def undoing(
    change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs
) -> Callable[[], None]:
    """Return a function that makes a change of the workspace on a later run: an Undo, mostly."""

    def undo() -> None:
        change(session.opened().workspace, *given, **named)

    return undo


def saving_again(
    workspace: Workspace,
    kind: type[Record],
    id: str,
    change: Callable[[], object],
    also: Callable[[Workspace, str], None] | None = None,
) -> Callable[[], None]:
    """Change a record and return its Undo, which puts back the record as it was unless it was changed since.

    `also` settles what else follows from the record being as it was.
    """
    with workspace.transaction():
        before = workspace.get(kind, id)
        change()
        after = workspace.get(kind, id)

    def save_again() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            stored = workspace.get(kind, id)
            if stored is None or before is None:
                raise GoneError(kind.noun)
            if stored != after:
                raise InvalidRecordError(f"This {kind.noun} was changed again since, so it was left as it is.")
            workspace.put(before)
            if also is not None:
                also(workspace, id)

    return save_again

"""Undo: changes made on a later run, which open the workspace anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

import streamlit as st

from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Record
from netdash.store import Workspace
from netdash.ui import flash, lists, session

P = ParamSpec("P")

CHANGED_SINCE = "Not undone: this was changed again since, and is left as it is."


def reported(change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs) -> None:
    """Make a change in a callback; an error is shown on the next run."""
    flash.attempt(undoing(change, *given, **named))


def undoing(
    change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs
) -> Callable[[], None]:
    """Return a function that makes a change of the workspace on a later run: an Undo, mostly."""

    def undo() -> None:
        change(session.opened().workspace, *given, **named)

    return undo


def archive(
    workspace: Workspace, change: Callable[[Workspace, str, bool], None], id: str, name: str, *, archived: bool
) -> None:
    """Archive a record or bring it back, say so, and draw anew."""
    change(workspace, id, archived)
    flash.say(f"{'Archived' if archived else 'Brought back'}: {name}", undo=undoing(change, id, not archived))
    st.rerun()


def offer_archiving(
    workspace: Workspace,
    change: Callable[[Workspace, str, bool], None],
    id: str,
    name: str,
    key: str,
    *,
    archived: bool,
) -> None:
    """Draw the button that archives a record, or brings it back."""
    label, icon = ("Bring back", "unarchive") if archived else ("Archive", "archive")
    if lists.quiet_button(label, key, icon):
        archive(workspace, change, id, name, archived=not archived)


def offer_reset(
    workspace: Workspace, kind: type[Record], reset: Callable[[Workspace, str], object], id: str, key: str, done: str
) -> None:
    """Draw the button that gives an edited row its shipped words back; `done` says that it did."""
    if lists.quiet_button(lists.RESET, key, "restart_alt"):
        undo = saving_again(workspace, kind, id, lambda: reset(workspace, id))
        flash.say(done, undo=undo)
        st.rerun()


def saving_again(
    workspace: Workspace,
    kind: type[Record],
    id: str,
    change: Callable[[], object],
    also: Callable[[Workspace, str], None] | None = None,
    *,
    whole: bool = False,
) -> Callable[[], None] | None:
    """Change a record and return its Undo, which puts back what was changed unless that was changed again since.

    What else was changed in the record since stays; a `whole` one must not have been changed at all. None where
    nothing was changed. `also` settles what else follows from the record being as it was.
    """
    with workspace.transaction():
        before = workspace.get(kind, id)
        change()
        after = workspace.get(kind, id)

    def save_again() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            stored = workspace.get(kind, id)
            if whole or before is None or after is None or stored == after:
                _check_unchanged(kind, stored, after)
                _put_back(workspace, before, after)
            else:
                workspace.save(_without(kind, stored, before, after))
            if also is not None:
                also(workspace, id)

    return None if after == before else save_again


def unless_changed(
    kind: type[Record], id: str, after: Record | None, back: Callable[[Workspace], object]
) -> Callable[[], None]:
    """Return the Undo of a change that left a record as `after`; it refuses where the record was changed since."""

    def undo() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            _check_unchanged(kind, workspace.get(kind, id), after)
            back(workspace)

    return undo


def _check_unchanged(kind: type[Record], stored: Record | None, after: Record | None) -> None:
    if stored is None and after is not None:
        raise GoneError(kind.noun)
    if stored != after:
        raise InvalidRecordError(CHANGED_SINCE)


def _put_back(workspace: Workspace, before: Record | None, after: Record | None) -> None:
    if before is not None:
        workspace.put(before)
    elif after is not None:
        workspace.delete(after)


def _without(kind: type[Record], stored: Record | None, before: Record, after: Record) -> Record:
    """Return a stored record without a change of some of its fields; refuse where one of these was changed since."""
    if stored is None:
        raise GoneError(kind.noun)
    fields = [name for name in kind.model_fields if getattr(before, name) != getattr(after, name)]
    changed = [name for name in fields if name not in flash.UNTYPED]
    if any(getattr(stored, name) != getattr(after, name) for name in changed):
        raise InvalidRecordError(CHANGED_SINCE)
    return stored.replace(**{name: getattr(before, name) for name in changed})

"""Undo: changes made on a later run, which open the workspace anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

import streamlit as st

from netdash.errors import GoneError, InvalidRecordError
from netdash.records import BY_TABLE, Record
from netdash.store import Contents, Workspace
from netdash.ui import flash, lists, session

P = ParamSpec("P")

CHANGED_SINCE = "Not undone: this was changed again since, and is left as it is."


def reported(change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs) -> None:
    """Make a change in a callback; an error is shown on the next run."""
    flash.attempt(undoing(change, *given, **named))


def undoing(
    change: Callable[Concatenate[Workspace, P], object], *given: P.args, **named: P.kwargs
) -> Callable[[], None]:
    """Return a function that makes a change of the workspace on a later run: restoring from the trash, mostly."""

    def undo() -> None:
        change(session.opened().workspace, *given, **named)

    return undo


def undoable(
    workspace: Workspace,
    change: Callable[[], str | None],
    *,
    whole: bool = False,
    back: Callable[[Workspace, str], object] | None = None,
    also: Callable[[Workspace, str], object] | None = None,
) -> Callable[[], None] | None:
    """Make a change and return its Undo, which refuses what was changed again since; None where nothing was changed.

    `change` returns the id of the record that it is about; None: all that it changes. That record is put back as it
    was. What else was changed in it since stays, unless it counts as a `whole`. `back` is another way back than that.
    What the change altered besides is put back where nobody touched it since, and `also` settles the rest.
    """
    with workspace.transaction():
        before = workspace.contents()
        id = change()
        after = workspace.contents()
    changed = tuple(_changes(before, after))
    about = tuple(item for item in changed if id in (None, item.id))
    besides = tuple(item for item in changed if item not in about)

    def undo() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            for item in about:
                if back is None:
                    item.take_back(workspace, whole=whole)
                else:
                    item.check_untouched(workspace)
                    back(workspace, item.id)
            for item in besides:
                item.take_back_untouched(workspace)
            if also is not None and id is not None:
                also(workspace, id)
            for item in changed:
                item.give_sample_back(workspace)

    return undo if about else None


@dataclass(frozen=True)
class _Change:
    """A record before and after a change; None where there was none."""

    kind: type[Record]
    id: str
    before: Record | None
    after: Record | None

    def take_back(self, workspace: Workspace, *, whole: bool) -> None:
        """Put the record back as it was; of later changes in it, other fields stay unless it counts as a whole."""
        stored = self._stored(workspace)
        if stored == self.before:
            return
        if whole or stored == self.after or stored is None or self.before is None or self.after is None:
            self._put_back(workspace)
        else:
            self._put_fields_back(workspace, stored, self.before, self.after)

    def take_back_untouched(self, workspace: Workspace) -> None:
        """Put a record that was altered back, where it is still as the change left it."""
        if self.before is not None and self.after is not None and self._stored(workspace) == self.after:
            workspace.put(self.before)

    def check_untouched(self, workspace: Workspace) -> None:
        """Raise an error where the record is not as the change left it."""
        stored = self._stored(workspace)
        if stored is None and self.after is not None:
            raise GoneError(self.kind.noun)
        if stored != self.after:
            raise InvalidRecordError(CHANGED_SINCE)

    def give_sample_back(self, workspace: Workspace) -> None:
        """Let a record of the sample that is as it was before be one again."""
        stored = self._stored(workspace)
        before = self.before
        if before is not None and before.sample and stored is not None and _typed(stored) == _typed(before):
            workspace.put(before)

    def _stored(self, workspace: Workspace) -> Record | None:
        return workspace.get(self.kind, self.id)

    def _put_back(self, workspace: Workspace) -> None:
        self.check_untouched(workspace)
        if self.before is not None:
            workspace.put(self.before)
        elif self.after is not None:
            workspace.delete(self.after)

    def _put_fields_back(self, workspace: Workspace, stored: Record, before: Record, after: Record) -> None:
        old, new, now = _typed(before), _typed(after), _typed(stored)
        fields = [name for name in old if old[name] != new[name]]
        if any(now[name] != new[name] for name in fields):
            raise InvalidRecordError(CHANGED_SINCE)
        workspace.save(stored.replace(**{name: old[name] for name in fields}))


def _changes(before: Contents, after: Contents) -> Iterator[_Change]:
    """Yield what differs between two states of a workspace, record by record."""
    for table, kind in BY_TABLE.items():
        old, new = (contents.tables.get(table, {}) for contents in (before, after))
        for id in () if old is new else dict.fromkeys((*old, *new)):
            if old.get(id) is not new.get(id):
                earlier, later = (table[id].record if id in table else None for table in (old, new))
                yield _Change(kind, id, earlier, later)


def _typed(record: Record) -> dict[str, Any]:
    """Return the fields of a record that somebody types."""
    return {name: getattr(record, name) for name in type(record).model_fields if name not in flash.UNTYPED}


def archive(
    workspace: Workspace, change: Callable[[Workspace, str, bool], None], id: str, name: str, *, archived: bool
) -> None:
    """Archive a record or bring it back, say so, and draw anew."""
    undo = undoable(workspace, lambda: change(workspace, id, archived))
    flash.say(f"{'Archived' if archived else 'Brought back'}: {name}", undo)
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
    workspace: Workspace, reset: Callable[[Workspace, str], str | None], id: str, key: str, done: str
) -> None:
    """Draw the button that gives an edited row its shipped words back; `done` says that it did."""
    if lists.quiet_button(lists.RESET, key, "restart_alt"):
        flash.say(done, undoable(workspace, lambda: reset(workspace, id)))
        st.rerun()

"""Undo: a change's way back, which leaves what somebody changed since, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from netdash import trash
from netdash.errors import ChangedSinceError, GoneError, NetdashError
from netdash.records import BY_TABLE, Record
from netdash.store import Contents, Workspace
from netdash.ui import flash, session


def undoable(
    workspace: Workspace,
    change: Callable[[], str | None],
    *,
    whole: bool = False,
    default: Record | None = None,
    back: Callable[[Workspace, str], object] | None = None,
    within: Callable[[Workspace], object] | None = None,
    also: Callable[[], object] | None = None,
    opened: Callable[[], Workspace] | None = None,
) -> ChangeUndo | None:
    """Make a change and return its Undo, or None where nothing was changed.

    `change` returns the id of the record that it is about, which is then put back; None: everything that it changes.

    - `whole`: nothing in that record may have been changed since. Else only the same fields, and others stay.
    - `default`: what counted before the change where nothing was stored.
    - `back`: another way back than putting the record back; it gets the workspace and the id.
    - `within`: what else the way back does in the same write.
    - `also`: what else it does once that is stored, such as to fill a field; a write may be repeated.
    - `opened`: opens the workspace anew for the way back, where it is another one than the member's own.
    """
    with workspace.transaction():
        before = workspace.contents()
        id = change()
        changed = tuple(_changed_records(before, workspace.contents()))
    if not any(id in (None, record.id) for record in changed):
        return None
    return ChangeUndo(changed, id, whole, default, back, within, also, opened or _own)


def carry_out(
    workspace: Workspace,
    change: Callable[[], str | None],
    sentence: str,
    then: flash.NextStep | None = None,
    *,
    whole: bool = False,
    within: Callable[[Workspace], object] | None = None,
    also: Callable[[], object] | None = None,
    opened: Callable[[], Workspace] | None = None,
) -> None:
    """Make a change, say so with its Undo (see `undoable`), and draw anew; where it fails, show the error."""
    with flash.errors_shown():
        flash.say(sentence, undoable(workspace, change, whole=whole, within=within, also=also, opened=opened), then)
        st.rerun()


def carry_out_deletion(
    deletion: Callable[[], str],
    sentence: str,
    page: str | None = None,
    query: Mapping[str, str] | None = None,
    *,
    opened: Callable[[], Workspace] | None = None,
) -> None:
    """Delete what `deletion` does, say so with its Undo, and open a page or draw anew; where it fails, show the error.

    `deletion` returns the id in the trash, which the Undo restores by; `opened` is as in `undoable`.
    """
    with flash.errors_shown():
        trash_id = deletion()
        flash.say(sentence, lambda: trash.restore((opened or _own)(), trash_id))
        if page is None:
            st.rerun()
        st.switch_page(page, query_params=query)


def _own() -> Workspace:
    return session.opened().workspace


@dataclass(frozen=True, eq=False)
class ChangeUndo:
    """The way back of a change; `undoable` says what each part is."""

    changed: tuple[_ChangedRecord, ...]
    id: str | None
    whole: bool
    default: Record | None
    back: Callable[[Workspace, str], object] | None
    within: Callable[[Workspace], object] | None
    also: Callable[[], object] | None
    opened: Callable[[], Workspace]

    def __call__(self) -> None:
        """Take the change back in the workspace as it is now, and say so where something stays."""
        if not self.take_back(self.opened()):
            flash.say_problem("Undone, except for what was changed again since, which is left as it is.")

    def take_back(self, workspace: Workspace) -> bool:
        """Take the change back; of several records those that can be. Tell whether all were; raise where none can."""
        with workspace.transaction():
            refusals = [refusal for record in self.changed if (refusal := self._restore(workspace, record)) is not None]
            if len(refusals) == sum(self.id in (None, record.id) for record in self.changed):
                raise refusals[0]
            for record in self.changed:
                if self.id not in (None, record.id):
                    record.restore_if_untouched(workspace)
            if self.within is not None:
                self.within(workspace)
            for record in self.changed:
                record.restore_sample(workspace)
        if self.also is not None:
            flash.complete([self.also])
        return not refusals

    def _restore(self, workspace: Workspace, record: _ChangedRecord) -> NetdashError | None:
        """Restore a record that the change is about; return why it stays as it is, where it does."""
        if self.id not in (None, record.id):
            return None
        try:
            if self.back is None:
                record.restore(workspace, self.default, whole=self.whole)
            else:
                record.check_untouched(workspace)
                self.back(workspace, record.id)
        except (ChangedSinceError, GoneError) as refusal:
            return refusal
        return None


@dataclass(frozen=True)
class _ChangedRecord:
    """A record before and after a change; None where there was none."""

    kind: type[Record]
    id: str
    before: Record | None
    after: Record | None

    def restore(self, workspace: Workspace, default: Record | None, *, whole: bool) -> None:
        """Put the record back as it was; of later changes in it, other fields stay unless it counts as a whole."""
        stored, before = self._stored(workspace), self.before or default
        if stored == self.before:
            return
        if whole or stored == self.after or stored is None or before is None or self.after is None:
            self.check_untouched(workspace)
            self._put_back(workspace)
        else:
            self._restore_fields(workspace, stored, before, self.after)

    def restore_if_untouched(self, workspace: Workspace) -> None:
        """Put a record that was altered back, where it is still as the change left it."""
        if self.before is not None and self.after is not None and self._stored(workspace) == self.after:
            workspace.put(self.before)

    def restore_sample(self, workspace: Workspace) -> None:
        """Let a record of the sample that is as it was before be one again."""
        stored, before = self._stored(workspace), self.before
        if before is not None and before.sample and stored is not None and _typed(stored) == _typed(before):
            workspace.put(before)

    def check_untouched(self, workspace: Workspace) -> None:
        """Raise an error where the record is not as the change left it."""
        stored = self._stored(workspace)
        if stored is None and self.after is not None:
            raise GoneError(self.kind.noun)
        if stored != self.after:
            raise ChangedSinceError

    def _stored(self, workspace: Workspace) -> Record | None:
        return workspace.get(self.kind, self.id)

    def _put_back(self, workspace: Workspace) -> None:
        if self.before is not None:
            workspace.put(self.before)
        elif self.after is not None:
            workspace.delete(self.after)

    def _restore_fields(self, workspace: Workspace, stored: Record, before: Record, after: Record) -> None:
        old, new, now = _typed(before), _typed(after), _typed(stored)
        fields = [name for name in old if old[name] != new[name]]
        if any(now[name] != new[name] for name in fields):
            raise ChangedSinceError
        workspace.change(stored, **{name: old[name] for name in fields})


def _changed_records(before: Contents, after: Contents) -> Iterator[_ChangedRecord]:
    """Yield what differs between two states of a workspace, record by record."""
    for table, kind in BY_TABLE.items():
        old, new = (contents.tables.get(table, {}) for contents in (before, after))
        for id in () if old is new else dict.fromkeys((*old, *new)):
            if old.get(id) is not new.get(id):
                earlier, later = (table[id].record if id in table else None for table in (old, new))
                yield _ChangedRecord(kind, id, earlier, later)


def _typed(record: Record) -> dict[str, Any]:
    """Return the fields of a record that somebody types."""
    return {name: getattr(record, name) for name in type(record).model_fields if name not in flash.UNTYPED}

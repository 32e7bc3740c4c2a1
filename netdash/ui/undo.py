"""Undo: a change's way back, which leaves what somebody changed since, and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from netdash.errors import ChangedSinceError, GoneError, NetdashError
from netdash.records import BY_TABLE, Record
from netdash.store import Contents, Workspace
from netdash.ui import flash, session

P = ParamSpec("P")


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
    default: Record | None = None,
    back: Callable[[Workspace, str], object] | None = None,
    also: Callable[[Workspace], object] | None = None,
) -> flash.Undo | None:
    """Make a change and return its Undo, or None where nothing was changed.

    `change` returns the id of the record that it is about, which is then put back; None: everything that it changes.

    - `whole`: nothing in that record may have been changed since. Else only the same fields, and others stay.
    - `default`: what counted before the change where nothing was stored.
    - `back`: another way back than putting the record back; it gets the workspace and the id.
    - `also`: what else the way back does in the same write.
    """
    with workspace.transaction():
        before = workspace.contents()
        id = change()
        changed = tuple(_changed_records(before, workspace.contents(), default))
    if not any(id in (None, record.id) for record in changed):
        return None
    return _Undo(changed, id, whole, back, also)


@dataclass(frozen=True, eq=False)
class _Undo:
    """The way back of a change, in the workspace as it is when it is pressed; `undoable` says what each part is."""

    changed: tuple[_ChangedRecord, ...]
    id: str | None
    whole: bool
    back: Callable[[Workspace, str], object] | None
    also: Callable[[Workspace], object] | None

    def __call__(self) -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            self._take_back(workspace)
            for record in self.changed:
                if self.id not in (None, record.id):
                    record.put_back_untouched(workspace)
            if self.also is not None:
                self.also(workspace)
            for record in self.changed:
                record.give_sample_back(workspace)

    def _take_back(self, workspace: Workspace) -> None:
        """Take back what the change is about; of several records those that can be. Raises where none can."""
        error, is_any_back = None, False
        for record in self.changed:
            if self.id in (None, record.id):
                try:
                    self._take_one_back(workspace, record)
                    is_any_back = True
                except NetdashError as refusal:
                    error = refusal
        if error is not None and not is_any_back:
            raise error

    def _take_one_back(self, workspace: Workspace, record: _ChangedRecord) -> None:
        if self.back is None:
            record.take_back(workspace, whole=self.whole)
        else:
            record.check_untouched(workspace)
            self.back(workspace, record.id)


@dataclass(frozen=True)
class _ChangedRecord:
    """A record before and after a change; None where there was none."""

    kind: type[Record]
    id: str
    before: Record | None
    after: Record | None
    default: Record | None

    def take_back(self, workspace: Workspace, *, whole: bool) -> None:
        """Put the record back as it was; of later changes in it, other fields stay unless it counts as a whole."""
        stored = self._stored(workspace)
        if stored == self.before:
            return
        before = self.before or self.default
        if whole or stored == self.after or stored is None or before is None or self.after is None:
            self._put_back(workspace)
        else:
            self._put_fields_back(workspace, stored, before, self.after)

    def put_back_untouched(self, workspace: Workspace) -> None:
        """Put a record that was altered back, where it is still as the change left it."""
        if self.before is not None and self.after is not None and self._stored(workspace) == self.after:
            workspace.put(self.before)

    def check_untouched(self, workspace: Workspace) -> None:
        """Raise an error where the record is not as the change left it."""
        stored = self._stored(workspace)
        if stored is None and self.after is not None:
            raise GoneError(self.kind.noun)
        if stored != self.after:
            raise ChangedSinceError

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
            raise ChangedSinceError
        workspace.save(stored.replace(**{name: old[name] for name in fields}))


def _changed_records(before: Contents, after: Contents, default: Record | None) -> Iterator[_ChangedRecord]:
    """Yield what differs between two states of a workspace, record by record."""
    for table, kind in BY_TABLE.items():
        old, new = (contents.tables.get(table, {}) for contents in (before, after))
        for id in () if old is new else dict.fromkeys((*old, *new)):
            if old.get(id) is not new.get(id):
                earlier, later = (table[id].record if id in table else None for table in (old, new))
                yield _ChangedRecord(kind, id, earlier, later, default)


def _typed(record: Record) -> dict[str, Any]:
    """Return the fields of a record that somebody types."""
    return {name: getattr(record, name) for name in type(record).model_fields if name not in flash.UNTYPED}

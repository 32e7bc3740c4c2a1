"""The changes of an open transaction, and the rules of saving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from netdash.errors import GoneError
from netdash.records import Record
from netdash.records.base import ConflictError
from netdash.store.documents import StoredDocument, Tables, dump
from netdash.store.snapshot import Snapshot

TimeSource = Callable[[], datetime]
Edits = dict[str, dict[str, StoredDocument | None]]
"""New documents by id, by table; None for a deleted one."""

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Change:
    document: StoredDocument | None
    record: Record
    saving: bool


def _as_own(record: Record, stored: Record | None) -> Record:
    """Return a record as it is to be stored: a changed record of the sample becomes the member's own."""
    is_changed = record.sample and stored is not None and record != stored
    return record.model_copy(update={"sample": False}) if is_changed else record


class Pending:
    """The changes of one transaction, on top of the state it began with."""

    def __init__(self, base: Snapshot, clock: TimeSource) -> None:
        self._base = base
        self._clock = clock
        self._changes: dict[tuple[str, str], _Change] = {}
        self.token = object()

    def save(self, record: Record) -> None:
        """Add the next version of a record, with the moment of the save."""
        stored = self.record(record.table, record.id)
        if stored is None and record.updated_at is not None:
            raise GoneError(record.noun)
        if stored is not None and stored.updated_at != record.updated_at:
            raise ConflictError(record, stored)
        now = self._clock()
        if stored is not None and stored.updated_at is not None:
            # Even a clock that stands still or goes back gives each version a later moment.
            now = max(now, stored.updated_at + _TICK)
        moments = {"created_at": record.created_at or now, "updated_at": now}
        self._add(_Change(dump(_as_own(record, stored).model_copy(update=moments)), record, saving=True))

    def amend(self, record: Record) -> None:
        """Add a change of a record that keeps its `updated_at`."""
        stored = self.record(record.table, record.id)
        self._add(_Change(dump(_as_own(record, stored)), record, saving=True))

    def put(self, record: Record) -> None:
        """Add a record as it is."""
        self._add(_Change(dump(record), record, saving=False))

    def delete(self, record: Record) -> None:
        """Add the deletion of a record."""
        self._add(_Change(None, record, saving=False))

    def record(self, table: str, id: str) -> Record | None:
        """Return a record as this transaction sees it."""
        change = self._changes.get((table, id))
        document = change.document if change else self._base.document(table, id)
        return document.record if document is not None else None

    def records(self, table: str) -> tuple[Record, ...]:
        """Return the records of a table as this transaction sees them."""
        edits = self._by_table().get(table)
        if not edits:
            return self._base.records[table]
        documents = {**self._base.tables.get(table, {}), **edits}
        return tuple([item.record for item in documents.values() if item is not None and item.record is not None])

    def tables(self) -> Tables:
        """Return all tables as this transaction sees them."""
        tables = dict(self._base.tables)
        for table, edits in self._by_table().items():
            documents = {**tables.get(table, {}), **edits}
            tables[table] = {id: document for id, document in documents.items() if document is not None}
        return tables

    def edits(self) -> Edits:
        """Return what differs from the base."""
        edits: Edits = {}
        for table, documents in self._by_table().items():
            changed = {id: new for id, new in documents.items() if new != self._base.document(table, id)}
            if changed:
                edits[table] = changed
        return edits

    def rebase(self, base: Snapshot) -> None:
        """Put the same changes on a newer base. Raises ConflictError or GoneError where both changed a record."""
        for (table, id), change in self._changes.items():
            theirs = base.document(table, id)
            if theirs == self._base.document(table, id):
                continue
            if theirs is not None and theirs.record is not None:
                raise ConflictError(change.record, theirs.record)
            if change.saving:
                raise GoneError(change.record.noun)
        self._base = base

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside where it ends with an exception, BaseException included."""
        before = dict(self._changes)
        try:
            yield
        except BaseException:
            self._changes = before
            self.token = object()
            raise

    def _add(self, change: _Change) -> None:
        self._changes[change.record.table, change.record.id] = change
        self.token = object()

    def _by_table(self) -> Edits:
        edits: Edits = defaultdict(dict)
        for (table, id), change in self._changes.items():
            edits[table][id] = change.document
        return edits

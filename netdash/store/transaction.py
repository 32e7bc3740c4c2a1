"""What an open transaction has changed so far, and the rules of saving."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from netdash.errors import ConflictError, GoneError
from netdash.records import Record
from netdash.store.documents import StoredDocument, Tables, dump
from netdash.store.snapshot import Snapshot

Clock = Callable[[], datetime]
Edits = dict[str, dict[str, StoredDocument | None]]
"""New documents by id, by table; None where one goes."""

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Change:
    document: StoredDocument | None
    given: Record
    saving: bool


def _owned(record: Record, stored: Record | None) -> Record:
    """Return a record as it is to be kept: one of the sample is the member's own once it says something else."""
    changed = record.sample and stored is not None and record != stored
    return record.model_copy(update={"sample": False}) if changed else record


class Pending:
    """The changes of one transaction, laid over the state it began with."""

    def __init__(self, base: Snapshot, clock: Clock) -> None:
        self._base = base
        self._clock = clock
        self._changes: dict[tuple[str, str], _Change] = {}
        self.token = object()

    def save(self, record: Record) -> None:
        """Lay the next version of a record over the base, stamped with the moment."""
        stored = self.record(record.table, record.id)
        if stored is None and record.updated_at is not None:
            raise GoneError(record.noun)
        if stored is not None and stored.updated_at != record.updated_at:
            raise ConflictError(record, stored)
        now = self._clock()
        if stored is not None and stored.updated_at is not None:
            # A clock that stands still or goes back must not give two versions the same moment.
            now = max(now, stored.updated_at + _TICK)
        moments = {"created_at": record.created_at or now, "updated_at": now}
        self._lay(_Change(dump(_owned(record, stored).model_copy(update=moments)), record, saving=True))

    def amend(self, record: Record) -> None:
        """Lay a change over the base under the moment that the record says."""
        stored = self.record(record.table, record.id)
        self._lay(_Change(dump(_owned(record, stored)), record, saving=True))

    def put(self, record: Record) -> None:
        """Lay a record over the base as it is."""
        self._lay(_Change(dump(record), record, saving=False))

    def delete(self, record: Record) -> None:
        """Lay a gap over the base."""
        self._lay(_Change(None, record, saving=False))

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
        return tuple([found.record for found in documents.values() if found is not None and found.record is not None])

    def tables(self) -> Tables:
        """Return all tables as this transaction sees them."""
        tables = dict(self._base.tables)
        for table, edits in self._by_table().items():
            documents = {**tables.get(table, {}), **edits}
            tables[table] = {id: found for id, found in documents.items() if found is not None}
        return tables

    def edits(self) -> Edits:
        """Return what differs from the base."""
        edits: Edits = {}
        for table, documents in self._by_table().items():
            news = {id: new for id, new in documents.items() if new != self._base.document(table, id)}
            if news:
                edits[table] = news
        return edits

    def rebase(self, base: Snapshot) -> None:
        """Lay the same changes over a newer base. Raises ConflictError or GoneError where both touched a record."""
        for (table, id), change in self._changes.items():
            theirs = base.document(table, id)
            if theirs == self._base.document(table, id):
                continue
            if theirs is not None and theirs.record is not None:
                raise ConflictError(change.given, theirs.record)
            if change.saving:
                raise GoneError(change.given.noun)
        self._base = base

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back what happens inside when it ends with an exception, BaseException included."""
        before = dict(self._changes)
        try:
            yield
        except BaseException:
            self._changes = before
            self.token = object()
            raise

    def _lay(self, change: _Change) -> None:
        self._changes[change.given.table, change.given.id] = change
        self.token = object()

    def _by_table(self) -> Edits:
        edits: Edits = defaultdict(dict)
        for (table, id), change in self._changes.items():
            edits[table][id] = change.document
        return edits

"""The engine over TinyDB: records become documents of its tables, whatever storage they lie in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from threading import get_ident
from typing import Any, cast
from uuid import uuid4

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from netdash.errors import StoreBusyError
from netdash.records import BY_TABLE, Draft, Record
from netdash.store.base import R, Workspace
from netdash.store.documents import StoredDocument, Tables
from netdash.store.pending import Clock, Pending
from netdash.store.snapshot import Snapshot

_ATTEMPTS = 20
_BUSY = "Another program keeps changing netdash's file, so nothing was saved. Try again."


class MovedOnError(Exception):
    """Another program changed the workspace after the transaction began; it has to be based anew."""


class WorkspaceStorage(Storage):
    """Where a workspace lies. TinyDB reads and writes its tables between `begin` and `commit`."""

    def __init__(self) -> None:
        self._tables: Tables = {}

    def read(self) -> Tables:
        """Return the tables of the open transaction."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables of the open transaction; `commit` makes them last."""
        self._tables = data

    @abstractmethod
    def current(self) -> Snapshot:
        """Return the state as it is now, without waiting for a writer."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """Keep every other writer out."""

    @abstractmethod
    def begin(self) -> Snapshot:
        """Start a transaction from the state as it is now, and return that state."""

    @abstractmethod
    def commit(self) -> None:
        """Make the tables last, all or none. Raises MovedOnError where the state is another one by now."""

    def forget_copies(self) -> None:
        """Remove the copies of earlier states; most storages keep none."""


class _RecordTable(Table):
    document_id_class = cast("type[int]", str)  # TinyDB's own annotation knows only numbers
    default_query_cache_capacity = 0

    def rewrite(self, edits: Mapping[str, StoredDocument | None]) -> None:
        """Replace, add and remove whole documents in one write of the table."""

        def updater(table: dict[Any, Mapping[Any, Any]]) -> None:
            for id, document in edits.items():
                if document is None:
                    table.pop(id, None)
                else:
                    table[id] = document

        self._update_table(updater)


class _Database(TinyDB):
    table_class = _RecordTable


class TinyWorkspace(Workspace):
    """A workspace whose records are the documents of a TinyDB database."""

    def __init__(self, storage: WorkspaceStorage, clock: Clock) -> None:
        self._storage = storage
        self._database = _Database(storage=lambda: storage)
        self._clock = clock
        self._nonce = uuid4().hex
        self._pending: Pending | None = None
        self._owner: int | None = None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """See Workspace."""
        pending = self._mine()
        found = self._storage.current().records[kind.table] if pending is None else pending.records(kind.table)
        return cast("tuple[R, ...]", found)

    def get(self, kind: type[R], id: str) -> R | None:
        """See Workspace."""
        if (pending := self._mine()) is not None:
            return cast("R | None", pending.record(kind.table, id))
        document = self._storage.current().document(kind.table, id)
        return cast("R | None", document.record) if document is not None else None

    def save(self, record: Record) -> str:
        """See Workspace."""
        with self._changing() as pending:
            pending.save(record)
        return record.id

    def put(self, record: Record) -> None:
        """See Workspace."""
        with self._changing() as pending:
            pending.put(record)

    def delete(self, record: Record) -> None:
        """See Workspace."""
        with self._changing() as pending:
            pending.delete(record)

    def erase(self) -> None:
        """See Workspace."""
        if self._mine() is not None:
            raise RuntimeError("erase() inside a transaction")
        with self._storage.writing():
            self._storage.begin()
            self._database.drop_tables()
            try:
                self._storage.commit()
            except MovedOnError as error:
                raise StoreBusyError(_BUSY) from error
            self._storage.forget_copies()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See Workspace."""
        with self._changing() as pending, pending.savepoint():
            yield

    def version(self, *kinds: type[Record]) -> Hashable:
        """See Workspace."""
        pending = self._mine()
        versions = self._storage.current().versions if pending is None else {}
        tables = [kind.table for kind in kinds] or [table for table in BY_TABLE if table != Draft.table]
        # What is read inside a transaction may never come true, so it gets a value that never comes again.
        return (
            (self._nonce, *(versions[table] for table in tables)) if pending is None else (self._nonce, pending.token)
        )

    def _mine(self) -> Pending | None:
        return self._pending if self._owner == get_ident() else None

    @contextmanager
    def _changing(self) -> Iterator[Pending]:
        if (outer := self._mine()) is not None:
            yield outer
            return
        with self._storage.writing():
            pending = self._pending = Pending(self._storage.begin(), self._clock)
            self._owner = get_ident()
            try:
                yield pending
                self._commit(pending)
            finally:
                self._owner = self._pending = None

    def _commit(self, pending: Pending) -> None:
        for _ in range(_ATTEMPTS):
            if not (edits := pending.edits()):
                return
            for table, documents in edits.items():
                cast(_RecordTable, self._database.table(table)).rewrite(documents)
            try:
                self._storage.commit()
            except MovedOnError:
                pending.rebase(self._storage.begin())
            else:
                return
        raise StoreBusyError(_BUSY)

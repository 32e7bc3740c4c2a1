"""The engine over TinyDB: records become documents of its tables, whatever storage they lie in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from netdash.errors import StoreBusyError
from netdash.store.contents import MARK
from netdash.store.documents import StoredDocument, Tables
from netdash.store.engine import KeptWorkspace, MovedOnError
from netdash.store.snapshot import Snapshot
from netdash.store.transaction import Clock, Edits


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
    def begin(self, *, erasing: bool = False) -> Snapshot:
        """Start a transaction from the state as it is now, and return that state.

        `erasing`: also where it is not sure that this is all there was.
        """

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


class TinyWorkspace(KeptWorkspace):
    """A workspace whose records are the documents of a TinyDB database."""

    def __init__(self, storage: WorkspaceStorage, clock: Clock) -> None:
        super().__init__(clock)
        self._storage = storage
        self._database = _Database(storage=lambda: storage)

    def erase(self) -> None:
        """See Workspace."""
        self._refuse_inside()
        self._read_on()
        with self._storage.writing():
            self._storage.begin(erasing=True)
            self._database.drop_tables()
            try:
                self._storage.commit()
            except MovedOnError as error:
                raise self._busy() from error
            self._storage.forget_copies()

    def _current(self) -> Snapshot:
        return self._storage.current()

    def _writing(self) -> AbstractContextManager[None]:
        return self._storage.writing()

    def _begin(self) -> Snapshot:
        return self._storage.begin()

    def _write(self, edits: Edits) -> None:
        for table, documents in edits.items():
            cast(_RecordTable, self._database.table(table)).rewrite(documents)
        self._storage.commit()

    def _replace(self, tables: Tables) -> None:
        # The mark says which file this is, and stays.
        mark = {name: table for name, table in self._storage.read().items() if name == MARK}
        self._storage.write({**mark, **tables})
        self._storage.commit()

    def _busy(self) -> StoreBusyError:
        return StoreBusyError("Another program keeps changing netdash's file, so nothing was saved. Try again.")

"""The engine on TinyDB: records are documents of its tables, in whatever storage."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from netdash.errors import StoreBusyError
from netdash.store.documents import StoredDocument, Tables
from netdash.store.engine import StaleBaseError, Workspace
from netdash.store.snapshot import MARK, Snapshot
from netdash.store.transaction import Edits, TimeSource


class WorkspaceStorage(Storage):
    """Where a workspace is stored. TinyDB reads and writes its tables between `begin` and `commit`."""

    def __init__(self) -> None:
        self._tables: Tables = {}

    def read(self) -> Tables:
        """Return the tables of the open transaction."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Set the tables of the open transaction; `commit` saves them."""
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

        `erasing`: even where records may have been lost.
        """

    @abstractmethod
    def commit(self) -> Snapshot:
        """Save the tables, all or none, and return the state. Raises StaleBaseError where it has changed by now."""

    def forget_copies(self) -> None:
        """Remove the copies of earlier states, where the storage keeps any."""


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

    def __init__(self, storage: WorkspaceStorage, clock: TimeSource) -> None:
        super().__init__(clock)
        self._storage = storage
        self._database = _Database(storage=lambda: storage)

    def erase(self) -> None:
        """Remove every record for good, and the copies of earlier states beside the file. Not inside a transaction."""
        self._refuse_inside()
        self._refresh_run()
        with self._storage.writing():
            self._storage.begin(erasing=True)
            self._database.drop_tables()
            try:
                self._storage.commit()
            except StaleBaseError as error:
                raise self._busy() from error
            self._storage.forget_copies()

    def _current(self) -> Snapshot:
        return self._storage.current()

    def _writing(self) -> AbstractContextManager[None]:
        return self._storage.writing()

    def _begin(self) -> Snapshot:
        return self._storage.begin()

    def _write(self, edits: Edits) -> Snapshot:
        for table, documents in edits.items():
            cast(_RecordTable, self._database.table(table)).rewrite(documents)
        return self._storage.commit()

    def _replace(self, tables: Tables) -> None:
        # The mark is about the file, and stays.
        mark = {name: table for name, table in self._storage.read().items() if name == MARK}
        self._storage.write({**mark, **tables})
        self._storage.commit()

    def _busy(self) -> StoreBusyError:
        return StoreBusyError("Another program keeps changing netdash's file, so nothing was saved. Try again.")

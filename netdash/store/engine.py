"""A workspace: what every engine promises, and what all share: reads of one state, and transactions on top of it.

When a save returns, it survives a killed process and a power cut; when it raises, nothing was saved and the error
says why.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import get_ident, local
from typing import TypeVar, cast
from uuid import uuid4

from netdash.errors import GoneError, StoreBusyError, StoreError
from netdash.records import BY_TABLE, Draft, Record
from netdash.store.documents import Tables
from netdash.store.snapshot import Contents, Snapshot
from netdash.store.transaction import Edits, Pending, TimeSource

R = TypeVar("R", bound=Record)

ATTEMPTS = 20
"""How often a write starts over because others were faster, before it gives up."""


class StaleBaseError(Exception):
    """The workspace changed since the transaction began, so the transaction has to be rebased."""


class Workspace(ABC):
    """Everything that one member keeps. Safe to share between threads.

    An engine returns the present state, and writes the edits of a transaction at once.
    """

    def __init__(self, clock: TimeSource) -> None:
        self._clock = clock
        self._nonce = uuid4().hex
        self._pending: Pending | None = None
        self._owner: int | None = None
        self._run = local()

    def begin_run(self) -> None:
        """Let this thread read the present state from here on; after a write the one that it made."""
        self._run.state = self._current()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let this thread read one state inside the block, for long reads outside a page's run."""
        before = dict(self._run.__dict__)
        self.begin_run()
        try:
            yield
        finally:
            self._run.__dict__.clear()
            self._run.__dict__.update(before)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in the order of their first save. Unchanged, reading again is free."""
        pending = self._own_pending()
        records = self._state().records[kind.table] if pending is None else pending.records(kind.table)
        return cast("tuple[R, ...]", records)

    def get(self, kind: type[R], id: str) -> R | None:
        """Return one record, or None where there is none with this id."""
        if (pending := self._own_pending()) is not None:
            return cast("R | None", pending.record(kind.table, id))
        document = self._state().document(kind.table, id)
        return cast("R | None", document.record) if document is not None else None

    def require(self, kind: type[R], id: str) -> R:
        """Return one record. Raises GoneError where there is none with this id."""
        record = self.get(kind, id)
        if record is None:
            raise GoneError(kind.noun)
        return record

    def save(self, record: Record) -> str:
        """Save a new record, or the next version of a stored one, and return its id.

        `updated_at` tells which version was changed (None: a new record). The store sets it to the moment of the save,
        and `created_at` where it is missing. A changed record of the sample becomes the member's own, here and in
        `amend`.

        Raises ConflictError where the stored version is another one, GoneError where it was deleted, and a StoreError
        where the save was not possible.
        """
        with self._editing() as pending:
            pending.save(record)
        return record.id

    def save_once(self, record: Record) -> str:
        """Save a record as `save` does, and return its id; a new one that was saved already is left as it is."""
        with self.transaction():
            stored = self.get(type(record), record.id)
            # A record that another program wrote has no moment either, and is changed like any other.
            is_repeat = record.updated_at is None and stored is not None and stored.updated_at is not None
            return record.id if is_repeat else self.save(record)

    def change(self, record: Record, **fields: object) -> None:
        """Save a record with other values in these fields; one that has them already is left as it is."""
        if (changed := record.replace(**fields)) != record:
            self.save(changed)

    def amend(self, record: Record) -> None:
        """Save a change without a new `updated_at`, so that a form open on the record is in no conflict."""
        with self._editing() as pending:
            pending.amend(record)

    def put(self, record: Record) -> None:
        """Store a record exactly as it is, whatever was there: to restore and to move."""
        with self._editing() as pending:
            pending.put(record)

    def delete(self, record: Record) -> None:
        """Remove a record by its id for good; a missing one is no error."""
        with self._editing() as pending:
            pending.delete(record)

    @abstractmethod
    def erase(self) -> None:
        """Remove every record for good, and the copies of earlier states that the engine keeps.

        Not inside a transaction.
        """

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the saves, puts and deletes inside one atomic write over all kinds.

        Reads inside see them. Any exception, BaseException included, leaves everything as it was.
        A transaction inside another is part of the outer one.
        """
        with self._editing() as pending, pending.savepoint():
            yield

    def version(self, *kinds: type[Record]) -> Hashable:
        """Return a key for caches, another one whenever these kinds may have changed."""
        pending = self._own_pending()
        versions = self._state().versions if pending is None else {}
        tables = [kind.table for kind in kinds] or [table for table in BY_TABLE if table != Draft.table]
        # What is read inside a transaction may never be saved, so its key never comes again.
        return (
            (self._nonce, *(versions[table] for table in tables)) if pending is None else (self._nonce, pending.token)
        )

    def contents(self) -> Contents:
        """Return everything as of one moment, including kinds that this netdash does not know.

        Inside a transaction: the state it began with, which nobody else changes meanwhile, with its own edits.
        """
        pending = self._own_pending()
        return Contents.of(self._state().tables if pending is None else pending.tables())

    def replace_contents(self, contents: Contents, instead_of: str | None) -> None:
        """Replace everything by exactly these contents, in their order, in one atomic write: to move a workspace.

        `instead_of` is the checksum of the present contents; raises StoreBusyError where it is another one, and then
        nothing changes. None: whatever is there, even rows of a database that cannot be read (but no file that
        cannot be read). Not inside a transaction.
        """
        self._refuse_inside()
        self._refresh_run()
        with self._writing():
            for _ in range(ATTEMPTS):
                if instead_of is None:
                    self._begin_unread()
                elif Contents.of(self._begin().tables).checksum != instead_of:
                    break
                try:
                    self._replace(contents.tables)
                except StaleBaseError:
                    continue
                return
        raise StoreBusyError("Somebody saved something there at this very moment, so nothing was changed. Try again.")

    @property
    def stale_reason(self) -> StoreError | None:
        """Why reads may return an earlier state; None where they return the present one."""
        return None

    @abstractmethod
    def _current(self) -> Snapshot:
        """Return the state as it is now, without waiting for a writer."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """Keep all other writers out, from before `_begin` until after `_write`."""

    @abstractmethod
    def _begin(self) -> Snapshot:
        """Start a transaction from the state as it is now, and return that state."""

    def _begin_unread(self) -> None:
        """Start a transaction that replaces everything, without reading it where the engine can."""
        self._begin()

    @abstractmethod
    def _write(self, edits: Edits) -> Snapshot | None:
        """Write the edits, all or none, and return the state that they make, where the engine knows it.

        Raises StaleBaseError where they have to start over with `_begin`.
        """

    @abstractmethod
    def _replace(self, tables: Tables) -> None:
        """Write these tables in place of all others, all or none. Raises StaleBaseError as `_write` does."""

    @abstractmethod
    def _busy(self) -> StoreBusyError:
        """Return what to raise when others were faster again and again."""

    def _refuse_inside(self) -> None:
        if self._own_pending() is not None:
            raise RuntimeError("the whole workspace cannot be changed inside a transaction")

    def _state(self) -> Snapshot:
        """Return the state that this thread reads: the one its run began with or last wrote, else the present one."""
        run = self._run.__dict__
        if "state" not in run:
            return self._current()
        if run["state"] is None:
            run["state"] = self._current()
        return cast("Snapshot", run["state"])

    def _refresh_run(self, written: Snapshot | None = None) -> None:
        """Let this thread's run read what it wrote; the present state where that is not known, or was refused."""
        if "state" in self._run.__dict__:
            self._run.state = written

    def _own_pending(self) -> Pending | None:
        return self._pending if self._owner == get_ident() else None

    @contextmanager
    def _editing(self) -> Iterator[Pending]:
        if (outer := self._own_pending()) is not None:
            yield outer
            return
        with self._writing():
            pending = self._pending = Pending(self._begin(), self._clock)
            self._owner, written = get_ident(), None
            try:
                yield pending
                written = self._commit(pending)
            finally:
                self._owner = self._pending = None
                self._refresh_run(written)

    def _commit(self, pending: Pending) -> Snapshot | None:
        for _ in range(ATTEMPTS):
            if not (edits := pending.edits()):
                return None
            try:
                return self._write(edits)
            except StaleBaseError:
                pending.rebase(self._begin())
        raise self._busy()

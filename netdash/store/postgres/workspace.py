"""The engine on PostgreSQL: a row for each record, and one for the workspace, which is its lock and its version."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock

import psycopg

from netdash.errors import StoreBusyError, StoreError, StoreUncertainError, StoreUnreachableError
from netdash.store.documents import Tables
from netdash.store.engine import ATTEMPTS, StaleBaseError, Workspace
from netdash.store.postgres import errors, statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.rows import NOT_LOADED, LoadedState, catch_up, row_of
from netdash.store.postgres.schema import Link
from netdash.store.postgres.transactions import OpenTransaction
from netdash.store.snapshot import Snapshot
from netdash.store.transaction import Edits, TimeSource

AWAY_S = 2.0
"""How long a database that did not answer is left alone, as a page must not wait for it fifty times."""
_WRITERS_WAIT_S = 30.0
_NEVER = float("-inf")


class PostgresWorkspace(Workspace):
    """One member's rows. The last state read is kept, and only what changed since is read again."""

    def __init__(self, database: Database, name: str, clock: TimeSource) -> None:
        super().__init__(clock)
        self._database = database
        self._name = name
        self._write_lock = RLock()
        self._read_lock = Lock()
        self._loaded = NOT_LOADED
        self._has_read = False
        self._away_until = _NEVER
        self._stale_reason: StoreError | None = None
        self._transaction: OpenTransaction | None = None

    @property
    def stale_reason(self) -> StoreError | None:
        """Why reads return the last state read: the database is away. None where they return the present one."""
        return self._stale_reason

    def erase(self) -> None:
        """Remove every record for good, with its tombstones and the workspace's row. Not inside a transaction."""
        self._refuse_inside()
        self._refresh_run()
        with self._writing():
            for _ in range(ATTEMPTS):
                transaction = self._begin_transaction(unread=True)
                if transaction.is_new:
                    return
                try:
                    self._send(lambda transaction=transaction: transactions.erase(transaction), None)  # type: ignore[misc]
                except StaleBaseError:
                    continue
                return
        raise self._busy()

    def _current(self) -> Snapshot:
        with self._read_lock:
            if time.monotonic() > self._away_until:
                self._refresh()
        return self._loaded.snapshot

    def _refresh(self) -> None:
        try:
            self._loaded, self._has_read, self._stale_reason = self._database.ask(self._load), True, None
        except (StoreUnreachableError, StoreBusyError) as error:
            if not self._has_read:
                raise
            self._stale_reason, self._away_until = error, time.monotonic() + AWAY_S

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._write_lock.acquire(timeout=_WRITERS_WAIT_S):
            raise self._busy()
        try:
            yield
        finally:
            self._release()
            self._write_lock.release()

    def _begin(self) -> Snapshot:
        return self._begin_transaction().base.snapshot

    def _begin_unread(self) -> None:
        self._begin_transaction(unread=True)

    def _write(self, edits: Edits) -> None:
        transaction, mark = self._transaction, secrets.token_hex(4)
        assert transaction is not None
        if self._send(lambda: transactions.save(transaction, edits, mark), mark):
            self._remember(transactions.state_after(transaction, edits), transaction)

    def _replace(self, tables: Tables) -> None:
        transaction, mark = self._transaction, secrets.token_hex(4)
        assert transaction is not None
        self._send(lambda: transactions.replace(transaction, tables, mark), mark)
        self._away_until = _NEVER

    def _busy(self) -> StoreBusyError:
        return StoreBusyError(errors.LOCKED)

    def _load(self, link: Link) -> LoadedState:
        row = row_of(link.execute(statements.STATE, (self._name,)).fetchone())
        return catch_up(link, self._name, self._loaded, row)

    def _begin_transaction(self, *, unread: bool = False) -> OpenTransaction:
        self._release()
        loaded = self._loaded
        _, transaction = self._database.start(lambda link: transactions.begin(link, self._name, loaded, unread=unread))
        self._transaction = transaction
        return transaction

    def _release(self) -> None:
        transaction, self._transaction = self._transaction, None
        if transaction is not None:
            self._database.give_back(transaction.link)

    def _send(self, send: Callable[[], None], mark: str | None) -> bool:
        """Send and commit, and tell whether the answer came. Raises StaleBaseError where it was rolled back."""
        transaction, answered = self._transaction, False
        assert transaction is not None
        try:
            with transaction.link.pipeline():
                send()
                transaction.link.execute(statements.COMMIT)
            answered = True
        except psycopg.Error as error:
            if not errors.is_lost(error) and not errors.is_conflict(error):
                raise errors.refusal(error) from None
            if errors.is_conflict(error) or not self._was_committed(transaction, mark):
                raise StaleBaseError from None
        finally:
            self._release()
            if not answered or mark is None:
                self._away_until = _NEVER
        return answered

    def _was_committed(self, before: OpenTransaction, mark: str | None) -> bool:
        """Tell whether a save (found by its mark) or an erase whose answer was lost was carried out.

        The row is locked again, so the server is done with the lost transaction, one way or the other.
        """
        try:
            current = self._begin_transaction(unread=True)
        except StoreError:
            raise StoreUncertainError from None
        same = current.row.begun == before.row.begun
        if mark is None:
            return not same
        if mark in current.row.saves.split():
            return True
        if (same and current.row.version - before.row.version <= transactions.MARKS) or (
            before.is_new and current.is_new
        ):
            return False
        raise StoreUncertainError

    def _remember(self, saved: LoadedState, transaction: OpenTransaction) -> None:
        with self._read_lock:
            row = self._loaded.row
            if row.begun in (saved.row.begun, transaction.base.row.begun) and row.version <= saved.row.version:
                self._loaded, self._has_read, self._stale_reason = saved, True, None
            self._away_until = _NEVER

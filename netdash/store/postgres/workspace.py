"""The engine over PostgreSQL: one row a record, and one row a workspace that is its lock and its version."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock

import psycopg

from netdash.errors import StoreBusyError, StoreError, StoreUncertainError, StoreUnreachableError
from netdash.store.documents import Tables
from netdash.store.engine import ATTEMPTS, KeptWorkspace, MovedOnError
from netdash.store.postgres import errors, statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.rows import UNKNOWN, Known, caught_up, state_of
from netdash.store.postgres.schema import Link
from netdash.store.postgres.transactions import Turn
from netdash.store.snapshot import Snapshot
from netdash.store.transaction import Clock, Edits

AWAY_S = 2.0
"""How long a database that did not answer is not asked again: a page must not wait for it fifty times."""
_WRITERS_WAIT_S = 30.0
_NEVER = float("-inf")


class PostgresWorkspace(KeptWorkspace):
    """One member's rows. The state last seen is kept, and only what changed since is read."""

    def __init__(self, database: Database, name: str, clock: Clock) -> None:
        super().__init__(clock)
        self._database = database
        self._name = name
        self._writers = RLock()
        self._looking = Lock()
        self._known = UNKNOWN
        self._seen = False
        self._away_until = _NEVER
        self._trouble: StoreError | None = None
        self._turn: Turn | None = None

    @property
    def trouble(self) -> StoreError | None:
        """See Workspace. While the database is away, what was last seen can still be read."""
        return self._trouble

    def erase(self) -> None:
        """See Workspace. The tombstones and the workspace's own row go as well."""
        self._refuse_inside()
        self._read_on()
        with self._writing():
            for _ in range(ATTEMPTS):
                turn = self._take_turn(unread=True)
                if turn.is_new:
                    return
                try:
                    self._carry_out(lambda turn=turn: transactions.erase(turn), None)  # type: ignore[misc]
                except MovedOnError:
                    continue
                return
        raise self._busy()

    def _current(self) -> Snapshot:
        with self._looking:
            if time.monotonic() > self._away_until:
                self._look_again()
        return self._known.snapshot

    def _look_again(self) -> None:
        try:
            self._known, self._seen, self._trouble = self._database.ask(self._look), True, None
        except (StoreUnreachableError, StoreBusyError) as error:
            if not self._seen:
                raise
            self._trouble, self._away_until = error, time.monotonic() + AWAY_S

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._writers.acquire(timeout=_WRITERS_WAIT_S):
            raise self._busy()
        try:
            yield
        finally:
            self._let_go()
            self._writers.release()

    def _begin(self) -> Snapshot:
        return self._take_turn().base.snapshot

    def _begin_unread(self) -> None:
        self._take_turn(unread=True)

    def _write(self, edits: Edits) -> None:
        turn, mark = self._turn, secrets.token_hex(4)
        assert turn is not None
        if self._carry_out(lambda: transactions.save(turn, edits, mark), mark):
            self._learn(transactions.saved(turn, edits), turn)

    def _replace(self, tables: Tables) -> None:
        turn, mark = self._turn, secrets.token_hex(4)
        assert turn is not None
        self._carry_out(lambda: transactions.replace(turn, tables, mark), mark)
        self._away_until = _NEVER

    def _busy(self) -> StoreBusyError:
        return errors.locked()

    def _look(self, link: Link) -> Known:
        state = state_of(link.execute(statements.STATE, (self._name,)).fetchone())
        return caught_up(link, self._name, self._known, state)

    def _take_turn(self, *, unread: bool = False) -> Turn:
        self._let_go()
        known = self._known
        _, turn = self._database.began(lambda link: transactions.begin(link, self._name, known, unread=unread))
        self._turn = turn
        return turn

    def _let_go(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            self._database.give_back(turn.link)

    def _carry_out(self, send: Callable[[], None], mark: str | None) -> bool:
        """Send and commit; tell whether the answer came. Raises MovedOnError where it was taken back."""
        turn, answered = self._turn, False
        assert turn is not None
        try:
            with turn.link.pipeline():
                send()
                turn.link.execute(statements.COMMIT)
            answered = True
        except psycopg.Error as error:
            if not errors.lost(error) and not errors.came_second(error):
                raise errors.refusal(error) from None
            if errors.came_second(error) or not self._was_done(turn, mark):
                raise MovedOnError from None
        finally:
            self._let_go()
            if not answered or mark is None:
                self._away_until = _NEVER
        return answered

    def _was_done(self, before: Turn, mark: str | None) -> bool:
        """Find out about a save (by its mark) or an erasing whose answer was lost.

        The row is locked again, and so the server is done with the lost transaction, either way.
        """
        try:
            now = self._take_turn(unread=True)
        except StoreError:
            raise StoreUncertainError from None
        same = now.row.begun == before.row.begun
        if mark is None:
            return not same
        if mark in now.row.saves.split():
            return True
        if (same and now.row.version - before.row.version <= transactions.MARKS) or (before.is_new and now.is_new):
            return False
        raise StoreUncertainError

    def _learn(self, known: Known, turn: Turn) -> None:
        with self._looking:
            seen = self._known.state
            if seen.begun in (known.state.begun, turn.base.state.begun) and seen.version <= known.state.version:
                self._known, self._seen, self._trouble = known, True, None
            self._away_until = _NEVER

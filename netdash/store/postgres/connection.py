"""The connections to one database: few, shared, replaced when they break, with errors in plain words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolTimeout

from netdash.errors import StoreBusyError, StoreError, StoreUnreachableError
from netdash.store.postgres import authorities, errors, schema, statements
from netdash.store.postgres.schema import Link

T = TypeVar("T")

PATIENCE_S = 10.0
"""How long a restart of the server may take before a person is told."""
BACK_OFF_S = 30.0
"""For how long after that nobody else waits more than a moment."""
MOST = 10
"""Connections of one process; the smallest hosted databases allow about twenty in all."""
MAX_IDLE_S = 120.0
"""How long the pool keeps an unused connection before it closes it, and then the next.

So a connection is unused for twice as long at most; common hosts cut it off after five minutes.
"""
QUIET_S = 60.0
"""A connection that was silent for so long is pinged before anybody waits for more."""
SILENT_READ_S = 10.0
"""How long the answer to a query may take."""
SILENT_WRITE_S = 45.0
"""The same for a write: longer than the server lets anybody wait for a lock."""
_SLICE_S = 1.0
_BRIEF_S = 2
"""The shortest time to connect in; libpq rounds up to it."""
_DEFAULTS: dict[str, Any] = {
    "application_name": "netdash",
    "connect_timeout": 5,
    "client_encoding": "utf8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Unless the address says otherwise. A connection that went silent is closed, not waited for."""
_ALWAYS: dict[str, Any] = {"autocommit": True, "prepare_threshold": None}
"""PgBouncer may run every statement outside a transaction in another session, so none is prepared."""


class SilentError(psycopg.OperationalError):
    """The server was silent for too long, so the connection was closed. Without a code, as any lost connection."""


class TimedLink(psycopg.Connection[tuple[Any, ...]]):
    """A connection that is closed where no byte comes or goes for `silence` seconds, although it stays open.

    The server's own timeouts end a statement that it works on; they cannot help where it, or a proxy before it, is
    stuck or cut off and the network still says that all is well.
    """

    silence = SILENT_WRITE_S
    home: ConnectionPool[TimedLink] | None = None
    """The pool that it was taken from."""
    heard_at = float("inf")
    """The moment of the last answer, on the monotonic clock; infinite on a new connection."""

    def wait(self, gen: PQGen[T], *args: Any, **options: Any) -> T:
        """See psycopg. Raises SilentError, and has closed the connection then."""
        try:
            result = super().wait(_timed(gen, self.silence), *args, **options)
        except SilentError:
            self.close()
            raise
        self.heard_at = time.monotonic()
        return result


def _timed(waiting: PQGen[T], silence: float) -> PQGen[T]:
    """Pass on what psycopg waits for; it resumes every tenth of a second, even where nothing came."""
    try:
        event, heard_at = next(waiting), time.monotonic()
        while True:
            ready = yield event
            if ready:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at > silence:
                raise SilentError("the other end of the connection is silent")
            event = waiting.send(ready)
    except StopIteration as ended:
        result: T = ended.value
        return result


class Database:
    """One database by its address. Nothing is connected until it is used."""

    def __init__(self, url: str, patience: float | None = None, most: int = MOST) -> None:
        self._parameters = {**_DEFAULTS, **parse_address(url), **_ALWAYS}
        authorities.set_paths(self._parameters)
        self._patience = PATIENCE_S if patience is None else patience
        self._most = most
        self._lock = Lock()
        self._pool: ConnectionPool[TimedLink] | None = None
        self._refusal: StoreError | None = None
        self._refused_at = float("-inf")
        self._back_off_until = float("-inf")

    def start(self, act: Callable[[Link], T], silence: float | None = None) -> tuple[Link, T]:
        """Act on a connection, and return it with the result; act again where it broke or others came first.

        So `act` must be harmless to repeat. The connection has to be given back; it is closed, now or later, where the
        server is silent for `silence` seconds (None: as long as for a write).
        """
        give_up_at = self._give_up_at()
        while True:
            link = self._take(give_up_at)
            try:
                self._ping(link)
                link.silence = SILENT_WRITE_S if silence is None else silence
                result = act(link)
            except psycopg.Error as error:
                self.give_back(link)
                repeatable = errors.is_conflict(error) or errors.is_lost(error)
                if not repeatable or time.monotonic() > give_up_at:
                    self._back_off(error)
                    raise errors.refusal(error) from None
                if errors.is_lost(error):
                    self._open_pool().check()
                time.sleep(random.uniform(0, 0.03))
            except BaseException:
                self.give_back(link)
                raise
            else:
                self._back_off_until = float("-inf")
                return link, result

    def ask(self, act: Callable[[Link], T]) -> T:
        """Act on a connection, give it back, and return the result. For reads only."""
        link, result = self.start(act, SILENT_READ_S)
        self.give_back(link)
        return result

    def give_back(self, link: Link) -> None:
        """Give a connection back; an open transaction is rolled back, a broken connection thrown away."""
        if isinstance(link, TimedLink):
            link.silence = _SLICE_S  # nobody waits for a connection that is not needed any more
        with suppress(psycopg.Error):
            if link.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                link.execute(statements.ROLLBACK)
        # To its own pool, as there may be another by now; a closed pool closes what comes back.
        if isinstance(link, TimedLink) and link.home is not None:
            link.home.putconn(link)

    def close(self) -> None:
        """Close every connection; the next use opens new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _give_up_at(self) -> float:
        now = time.monotonic()
        return now + (min(_SLICE_S, self._patience) if now < self._back_off_until else self._patience)

    def _back_off(self, error: psycopg.Error) -> None:
        """Let others wait only briefly after a lost connection, and check the pool after a silent one."""
        if errors.is_lost(error):
            self._back_off_until = time.monotonic() + BACK_OFF_S
        if isinstance(error, SilentError):
            self._open_pool().check()

    def _ping(self, link: TimedLink) -> None:
        """Ping the database where it was silent just now, or for long on this connection."""
        now = time.monotonic()
        if now < self._back_off_until or now - link.heard_at > QUIET_S:
            link.silence = _SLICE_S
            link.execute(statements.PING)

    def _take(self, give_up_at: float) -> TimedLink:
        pool = self._open_pool()
        while True:
            try:
                # In slices, as each new request makes the pool try to connect again.
                link = pool.getconn(timeout=min(_SLICE_S, self._patience))
            except PoolTimeout:
                if (now := time.monotonic()) > give_up_at:
                    brief = {"connect_timeout": _BRIEF_S} if now < self._back_off_until else {}
                    self._back_off_until = now + BACK_OFF_S
                    self._connect(**brief).close()
                    raise StoreBusyError(errors.CROWDED) from None
            else:
                link.home = pool
                return link

    def _open_pool(self) -> ConnectionPool[TimedLink]:
        if (pool := self._pool) is not None:
            return pool
        began = time.monotonic()
        with self._lock:
            if self._pool is None:
                self._prepare_once(began)
                self._pool = ConnectionPool(
                    connection_class=TimedLink,
                    kwargs=self._parameters,
                    min_size=0,
                    max_size=self._most,
                    max_idle=MAX_IDLE_S,
                    reconnect_timeout=0,
                    open=True,
                )
            return self._pool

    def _prepare_once(self, began: float) -> None:
        """Make the tables; whoever waited for that (since `began`) shares a refusal instead of trying again."""
        if self._refusal is not None and began < self._refused_at:
            raise type(self._refusal)(self._refusal.sentence)
        try:
            self._prepare()
        except StoreError as error:
            self._refusal, self._refused_at = error, time.monotonic()
            raise

    def _prepare(self) -> None:
        """Make the tables, on a connection outside the pool, whose errors say more."""
        with self._connect() as link:
            try:
                schema.ensure(link)
            except psycopg.Error as error:
                raise errors.refusal(error) from None

    def _connect(self, **overrides: Any) -> TimedLink:
        try:
            return TimedLink.connect(**{**self._parameters, **overrides})
        except psycopg.Error as error:
            raise errors.connection_error(error) from None


def parse_address(url: str) -> dict[str, Any]:
    """Return an address's parameters. Raises StoreUnreachableError where its password would show in others of them."""
    try:
        parameters = conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreUnreachableError(errors.MALFORMED) from None
    names = [str(parameters.get(name) or "") for name in ("host", "dbname")]
    if any("@" in name for name in names) or not re.fullmatch("[0-9,]*", str(parameters.get("port") or "")):
        raise StoreUnreachableError(errors.MALFORMED)
    return dict(parameters)

"""The connections to one database: few, shared, mended when they break, and refused in plain words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolTimeout

from netdash.errors import StoreError, StoreUnreachableError
from netdash.store.postgres import authorities, errors, links, schema, statements
from netdash.store.postgres.links import SilentError, SpokenLink
from netdash.store.postgres.schema import Link

T = TypeVar("T")

PATIENCE_S = 10.0
"""How long a restart of the server may take before a person is told."""
HURRY_S = 30.0
"""For so long after that, nobody else waits more than a moment."""
MOST = 10
"""Connections of one process: the smallest hosted databases allow about twenty in all."""
MAX_IDLE_S = 120.0
"""After so long the pool lets go of one connection that was not needed meanwhile, then of the next.

Unneeded for twice as long at most, the first is gone before common hosts cut it off, which they do after five minutes.
"""
QUIET_S = 60.0
"""A connection that said nothing for so long has to say a word before anybody waits for more."""
_SLICE_S = 1.0
_BRIEF_S = 2
"""Nobody can give a connection less time than this: libpq rounds it up."""
_DEFAULTS: dict[str, Any] = {
    "application_name": "netdash",
    "connect_timeout": 5,
    "client_encoding": "utf8",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Unless the address says otherwise. A connection that went silent is given up, not waited for."""
_ALWAYS: dict[str, Any] = {"autocommit": True, "prepare_threshold": None}
"""PgBouncer may put every statement outside a transaction on another session, so none is prepared."""


class Database:
    """One database by its address. Nothing is connected until it is used."""

    def __init__(self, url: str, patience: float | None = None, most: int = MOST) -> None:
        self._wanted = {**_DEFAULTS, **parsed(url), **_ALWAYS}
        authorities.point_out(self._wanted)
        self._patience = PATIENCE_S if patience is None else patience
        self._most = most
        self._lock = Lock()
        self._pool: ConnectionPool[SpokenLink] | None = None
        self._refused: StoreError | None = None
        self._refused_at = float("-inf")
        self._hurry_until = float("-inf")

    def began(self, act: Callable[[Link], T], silence: float | None = None) -> tuple[Link, T]:
        """Act on a connection and return both; on a broken one, or as the second of two, act again.

        So `act` must be harmless to repeat. The connection has to be given back; it is given up, now and later,
        where the server says nothing for `silence` seconds (None: as long as in a turn at writing).
        """
        give_up_at = self._give_up_at()
        while True:
            link = self._take(give_up_at)
            try:
                self._greet(link)
                link.silence = links.SILENT_WRITE_S if silence is None else silence
                found = act(link)
            except psycopg.Error as error:
                self.give_back(link)
                again = errors.came_second(error) or errors.lost(error)
                if not again or time.monotonic() > give_up_at:
                    self._beware(error)
                    raise errors.refusal(error) from None
                if errors.lost(error):
                    self._opened().check()
                time.sleep(random.uniform(0, 0.03))
            except BaseException:
                self.give_back(link)
                raise
            else:
                self._hurry_until = float("-inf")
                return link, found

    def ask(self, act: Callable[[Link], T]) -> T:
        """Act on a connection, give it back, and return what was found. For what changes nothing."""
        link, found = self.began(act, links.SILENT_READ_S)
        self.give_back(link)
        return found

    def give_back(self, link: Link) -> None:
        """Give a connection back; an open transaction is taken back, a broken connection thrown away."""
        if isinstance(link, SpokenLink):
            link.silence = _SLICE_S  # nobody has to wait for a connection that is not needed any more
        with suppress(psycopg.Error):
            if link.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                link.execute(statements.ROLLBACK)
        # By now there may be another pool: this one's `close` lets go of those that are out when they come back.
        if isinstance(link, SpokenLink) and link.home is not None:
            link.home.putconn(link)

    def close(self) -> None:
        """Close every connection; the next use connects anew."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _give_up_at(self) -> float:
        now = time.monotonic()
        return now + (min(_SLICE_S, self._patience) if now < self._hurry_until else self._patience)

    def _beware(self, error: psycopg.Error) -> None:
        """Have nobody else wait as long as the one who lost a connection; where one was silent, others may be too."""
        if errors.lost(error):
            self._hurry_until = time.monotonic() + HURRY_S
        if isinstance(error, SilentError):
            self._opened().check()

    def _greet(self, link: SpokenLink) -> None:
        """Where the database was silent just now, or for long on this connection, have it say a word first."""
        now = time.monotonic()
        if now < self._hurry_until or now - link.heard_at > QUIET_S:
            link.silence = _SLICE_S
            link.execute(statements.GREETING)

    def _take(self, give_up_at: float) -> SpokenLink:
        pool = self._opened()
        while True:
            try:
                # In slices, as each new asking makes the pool try to connect again.
                link = pool.getconn(timeout=min(_SLICE_S, self._patience))
            except PoolTimeout:
                if (now := time.monotonic()) > give_up_at:
                    brief = {"connect_timeout": _BRIEF_S} if now < self._hurry_until else {}
                    self._hurry_until = now + HURRY_S
                    self._connect(**brief).close()
                    raise errors.crowded() from None
            else:
                link.home = pool
                return link

    def _opened(self) -> ConnectionPool[SpokenLink]:
        if (pool := self._pool) is not None:
            return pool
        asked_at = time.monotonic()
        with self._lock:
            if self._pool is None:
                self._prepare_for_all(asked_at)
                self._pool = ConnectionPool(
                    connection_class=SpokenLink,
                    kwargs=self._wanted,
                    min_size=0,
                    max_size=self._most,
                    max_idle=MAX_IDLE_S,
                    reconnect_timeout=0,
                    open=True,
                )
            return self._pool

    def _prepare_for_all(self, asked_at: float) -> None:
        """Make the tables; whoever waited for that shares a refusal, or each would wait for one of their own."""
        if self._refused is not None and asked_at < self._refused_at:
            raise type(self._refused)(self._refused.sentence)
        try:
            self._prepare()
        except StoreError as error:
            self._refused, self._refused_at = error, time.monotonic()
            raise

    def _prepare(self) -> None:
        """Make the tables, by a connection of its own whose failure says why."""
        with self._connect() as link:
            try:
                schema.ensure(link)
            except psycopg.Error as error:
                raise errors.refusal(error) from None

    def _connect(self, **otherwise: Any) -> SpokenLink:
        try:
            return SpokenLink.connect(**{**self._wanted, **otherwise})
        except psycopg.Error as error:
            raise errors.no_connection(error) from None


def parsed(url: str) -> dict[str, Any]:
    """Take an address apart, and refuse one whose password would spill into what is shown."""
    try:
        found = conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreUnreachableError(errors.MALFORMED) from None
    shown = [str(found.get(name) or "") for name in ("host", "dbname")]
    if any("@" in part for part in shown) or not re.fullmatch("[0-9,]*", str(found.get("port") or "")):
        raise StoreUnreachableError(errors.MALFORMED)
    return dict(found)

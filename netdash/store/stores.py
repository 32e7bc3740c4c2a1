"""The three stores, and their front doors: workspaces in files, in memory, and in PostgreSQL."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from netdash.store.base import Workspace
from netdash.store.disk import DiskStorage
from netdash.store.memory import MemoryStorage
from netdash.store.pending import Clock
from netdash.store.tiny import TinyWorkspace

_LONGEST_NAME = 200
_OWNER = "(owner)"
"""The name of the workspace that is nobody else's; no member's name is ever written with brackets."""


def utc_now() -> datetime:
    """Return the current moment, aware and in UTC."""
    return datetime.now(UTC)


def open_file(path: str | os.PathLike[str], clock: Clock = utc_now) -> Workspace:
    """Open the workspace in a file. Nothing is read or made until it is used."""
    return TinyWorkspace(DiskStorage(Path(path).absolute()), clock)


def open_postgres(url: str, member: str | None = None, clock: Clock = utc_now) -> Workspace:
    """Open the workspace of a member in a database. Nothing is connected until it is used.

    For several members, take one PostgresStore: they share its connections.
    """
    return PostgresStore(url, clock).workspace(member)


class _Opened:
    """The workspaces opened so far, one object a member; past `most`, the one unused for longest goes."""

    def __init__(self, open_one: Callable[[str | None], Workspace], most: int = sys.maxsize) -> None:
        self._open_one = open_one
        self._most = most
        self._lock = Lock()
        self._workspaces: dict[str | None, Workspace] = {}

    def workspace(self, member: str | None = None) -> Workspace:
        """See Store. Members are told apart without regard to case."""
        name = None if member is None else member.lower()
        with self._lock:
            opened = self._workspaces.pop(name, None) or self._open_one(name)
            self._workspaces[name] = opened
            if len(self._workspaces) > self._most:
                del self._workspaces[next(iter(self._workspaces))]
            return opened


class FileStore(_Opened):
    """The owner's workspace in a file, and one file a member in the folder `members` beside it."""

    def __init__(self, path: str | os.PathLike[str], clock: Clock = utc_now) -> None:
        own = Path(path).absolute()
        super().__init__(lambda member: TinyWorkspace(DiskStorage(_file_of(own, member)), clock))


class MemoryStore(_Opened):
    """Private, temporary workspaces, gone when this object is. A crowd pushes out the one unused for longest."""

    def __init__(self, clock: Clock = utc_now, most: int = 2_000) -> None:
        super().__init__(lambda _member: TinyWorkspace(MemoryStorage(), clock), most)


class PostgresStore(_Opened):
    """Every member's workspace in one database. `most` stay in memory; another is read again when it is used."""

    def __init__(self, url: str, clock: Clock = utc_now, most: int = 500) -> None:
        # Here, since psycopg takes longer to load than all the rest, and most people have no database.
        from netdash.store.connections import Database
        from netdash.store.postgres import PostgresWorkspace

        database = self._database = Database(url)
        super().__init__(lambda member: PostgresWorkspace(database, _written(member), clock), most)

    def close(self) -> None:
        """Close the connections; the next use connects anew."""
        self._database.close()


def _file_of(own: Path, member: str | None) -> Path:
    return own if member is None else own.parent / "members" / f"{_written(member)}.json"


def _written(member: str | None) -> str:
    """Return the name of a workspace, fit for a file and for a key."""
    if member is None:
        return _OWNER
    name = quote(member, safe="@+")
    # File systems end at 255 bytes; the digest keeps two long names apart.
    return name if len(name) <= _LONGEST_NAME else f"{name[:100]}~{sha256(member.encode()).hexdigest()}"

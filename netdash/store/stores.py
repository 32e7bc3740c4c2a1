"""The three stores: workspaces in files, in memory, and in PostgreSQL."""

from __future__ import annotations

import os
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock, RLock
from urllib.parse import quote, unquote

from netdash.errors import StoreError
from netdash.store import copies
from netdash.store.engine import Workspace
from netdash.store.file_storage import DiskStorage
from netdash.store.snapshot import EMPTY, Snapshot
from netdash.store.tiny import TinyWorkspace, WorkspaceStorage
from netdash.store.transaction import TimeSource

OWNER = "(owner)"
"""The name of the owner's workspace; no member's name is ever written with brackets."""
COMMON = "(common)"
"""The name of the workspace of a whole deployment: what members submit to their coaches, and nothing else."""
_LONGEST_NAME = 200
_NAME = re.compile(r"[\w.~@+%-]+", re.ASCII)
_LONG_NAME = re.compile(r"[\w.~@+%-]{100}~[0-9a-f]{64}", re.ASCII)


def utc_now() -> datetime:
    """Return the current moment, aware and in UTC."""
    return datetime.now(UTC)


def open_file(path: str | os.PathLike[str], clock: TimeSource = utc_now) -> Workspace:
    """Open the workspace in a file. Nothing is read or made until it is used."""
    return TinyWorkspace(DiskStorage(Path(path).absolute()), clock)


def open_postgres(url: str, member: str | None = None, clock: TimeSource = utc_now) -> Workspace:
    """Open the workspace of a member in a database. Nothing is connected until it is used.

    For several members use one PostgresStore, as they share its connections.
    """
    return PostgresStore(url, clock).workspace(member)


class Store(ABC):
    """Opens workspaces, one object a name; beyond `most`, the least recently used goes."""

    def __init__(self, open_one: Callable[[str], Workspace], most: int = sys.maxsize) -> None:
        self._open_one = open_one
        self._most = most
        self._lock = Lock()
        self._workspaces: dict[str, Workspace] = {}

    def workspace(self, member: str | None = None) -> Workspace:
        """Open the workspace of a member, None for the owner of this machine; opening it twice gives the same object.

        The case of a member's address does not matter.
        """
        return self.named(name_of(member))

    def common(self) -> Workspace:
        """Open what the members of this deployment have in common, which is nobody's own."""
        return self.named(COMMON)

    def named(self, name: str) -> Workspace:
        """Open a workspace by one of the `names`."""
        with self._lock:
            workspace = self._workspaces.pop(name, None) or self._new(name)
            self._workspaces[name] = workspace
            if len(self._workspaces) > self._most:
                del self._workspaces[next(iter(self._workspaces))]
            return workspace

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Return the names of all workspaces, the same in every engine."""

    def close(self) -> None:  # noqa: B027
        """Close connections, where there are any; the next use opens new ones."""

    def _new(self, name: str) -> Workspace:
        if not _is_name(name):
            raise StoreError(f"There can be no workspace called {name!r}, as no member signs in by such a name.")
        return self._open_one(name)


class FileStore(Store):
    """The owner's workspace in a file, and one file a member in the folder `members` beside it."""

    def __init__(self, path: str | os.PathLike[str], clock: TimeSource = utc_now) -> None:
        owner_file = self._owner_file = Path(path).absolute()
        super().__init__(lambda name: TinyWorkspace(DiskStorage(_file_of(owner_file, name)), clock))

    def names(self) -> tuple[str, ...]:
        """Return the names of all workspaces: those with a file, or with a copy of a file that is lost."""
        return tuple(sorted(self._names()))

    def _names(self) -> Iterator[str]:
        if self._owner_file.exists() or copies.loss(self._owner_file):
            yield OWNER
        members = self._owner_file.parent / "members"
        files = set(members.glob("*.json"))
        missing = {copy.with_suffix("") for copy in members.glob(f"*.json{copies.SUFFIX}")} - files
        for file in {*files, *filter(copies.loss, missing)}:
            if file.stem != OWNER and _is_name(file.stem):
                yield file.stem


class MemoryStore(Store):
    """Private workspaces that last as long as this object; beyond `most`, the least recently used goes."""

    def __init__(self, clock: TimeSource = utc_now, most: int = 2_000) -> None:
        super().__init__(lambda _name: TinyWorkspace(MemoryStorage(), clock), most)

    def names(self) -> tuple[str, ...]:
        """Return the names of the workspaces in memory."""
        with self._lock:
            return tuple(sorted(self._workspaces))


class PostgresStore(Store):
    """Every member's workspace in one database. `most` stay in memory; others are read again when used."""

    def __init__(self, url: str, clock: TimeSource = utc_now, most: int = 500) -> None:
        # Here, as psycopg takes longer to load than all the rest, and most people have no database.
        from netdash.store.postgres.connection import Database
        from netdash.store.postgres.workspace import PostgresWorkspace

        database = self._database = Database(url)
        super().__init__(lambda name: PostgresWorkspace(database, name, clock), most)

    def names(self) -> tuple[str, ...]:
        """Return the names of all workspaces in the database. Raises StoreError where it cannot be asked."""
        from netdash.store.postgres.rows import names

        return self._database.ask(names)

    def close(self) -> None:
        """Close connections; the next use opens new ones."""
        self._database.close()


def name_of(member: str | None) -> str:
    """Return the name of a member's workspace, fit for a file and for a key; the same in every engine."""
    if member is None:
        return OWNER
    member = member.lower()
    name = quote(member, safe="@+")
    # File systems allow 255 bytes; the digest keeps long names apart.
    return name if len(name) <= _LONGEST_NAME else f"{name[:100]}~{sha256(member.encode()).hexdigest()}"


def _is_name(name: str) -> bool:
    """Tell whether `name_of` can return this name; nobody could open a workspace of another."""
    if name in (OWNER, COMMON) or _LONG_NAME.fullmatch(name):
        return True
    return _NAME.fullmatch(name) is not None and name_of(unquote(name)) == name


def _file_of(owner_file: Path, name: str) -> Path:
    return owner_file if name == OWNER else owner_file.parent / "members" / f"{name}.json"


class MemoryStorage(WorkspaceStorage):
    """A workspace that lasts as long as this object."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = RLock()
        self._snapshot = EMPTY

    def current(self) -> Snapshot:
        """Return the state as it is now."""
        return self._snapshot

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other threads from writing."""
        with self._lock:
            yield

    def begin(self, *, erasing: bool = False) -> Snapshot:  # noqa: ARG002
        """Start a transaction from the state as it is now."""
        self._tables = dict(self._snapshot.tables)
        return self._snapshot

    def commit(self) -> Snapshot:
        """Adopt the tables of the transaction, and return the state."""
        self._snapshot = self._snapshot.after(self._tables)
        return self._snapshot

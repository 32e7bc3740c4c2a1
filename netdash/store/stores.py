"""The two stores of this machine: workspaces in files, and workspaces in memory."""

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
from netdash.store.tiny import TinyWorkspace, WorkspaceStorage

_LONGEST_NAME = 200
MANY = sys.maxsize


def utc_now() -> datetime:
    """Return the current moment, aware and in UTC."""
    return datetime.now(UTC)


def open_file(path: str | os.PathLike[str], clock: Clock = utc_now) -> Workspace:
    """Open the workspace in a file. Nothing is read or made until it is used."""
    return TinyWorkspace(DiskStorage(Path(path).absolute()), clock)


class _Opened:
    """The workspaces opened so far, one object a member; past `most`, the one unused for longest goes."""

    def __init__(
        self, storage: Callable[[str | None], WorkspaceStorage], clock: Clock, most: int = sys.maxsize
    ) -> None:
        self._storage = storage
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._workspaces: dict[str | None, Workspace] = {}

    def workspace(self, member: str | None = None) -> Workspace:
        """See Store. Members are told apart without regard to case."""
        name = None if member is None else member.lower()
        with self._lock:
            opened = self._workspaces.pop(name, None) or TinyWorkspace(self._storage(name), self._clock)
            self._workspaces[name] = opened
            if len(self._workspaces) > self._most:
                del self._workspaces[next(iter(self._workspaces))]
            return opened


class FileStore(_Opened):
    """The owner's workspace in a file, and one file a member in the folder `members` beside it."""

    def __init__(self, path: str | os.PathLike[str], clock: Clock = utc_now) -> None:
        own = Path(path).absolute()
        super().__init__(lambda member: DiskStorage(own if member is None else _member_file(own.parent, member)), clock)


class MemoryStore(_Opened):
    """Private, temporary workspaces, gone when this object is. A crowd pushes out the one unused for longest."""

    def __init__(self, clock: Clock = utc_now, most: int = 2_000) -> None:
        super().__init__(lambda _member: MemoryStorage(), clock, most)


def _member_file(folder: Path, member: str) -> Path:
    name = quote(member, safe="@+")
    if len(name) > _LONGEST_NAME:
        # File systems end at 255 bytes; the digest keeps two long names apart.
        name = f"{name[:100]}~{sha256(member.encode()).hexdigest()}"
    return folder / "members" / f"{name}.json"

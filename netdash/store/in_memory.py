"""The storage of private, temporary workspaces: nothing of them reaches a disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from netdash.store.snapshot import EMPTY, Snapshot
from netdash.store.tiny import WorkspaceStorage


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

    def commit(self) -> None:
        """Take over the tables of the transaction."""
        self._snapshot = self._snapshot.after(self._tables)

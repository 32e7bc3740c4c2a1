"""The storage of a workspace in a file: cached while the file surely did not change, and durable when saved."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from filelock import lock_descriptor, unlock_descriptor

from netdash.errors import StoreBusyError, StoreUnreadableError
from netdash.store import copies, file_format
from netdash.store.atomic_write import CopyPolicy, Replacement, make_folder
from netdash.store.documents import LayoutError
from netdash.store.engine import StaleBaseError
from netdash.store.fingerprint import ABSENT, Fingerprint, fingerprint_of, read
from netdash.store.migrations import SCHEMA
from netdash.store.os_errors import refusal
from netdash.store.snapshot import EMPTY, Contents, Snapshot
from netdash.store.tiny import WorkspaceStorage

PATIENCE_S = 30.0
_POLL_S = 0.002


class _FileState(NamedTuple):
    snapshot: Snapshot
    fingerprint: Fingerprint | None
    schema: int

    @property
    def is_written(self) -> bool:
        """Tell whether netdash wrote the file; a blank or missing one lacks even its mark."""
        return bool(self.snapshot.tables)


class DiskStorage(WorkspaceStorage):
    """One workspace file; the first save makes it."""

    def __init__(self, path: Path, patience: float = PATIENCE_S) -> None:
        super().__init__()
        self._path = path
        self._name = os.fspath(path)
        self._patience = patience
        self._writers = RLock()
        self._readers = RLock()
        self._loaded = _FileState(EMPTY, None, SCHEMA)
        self._base = self._loaded
        self._replacement = Replacement(path)

    def current(self) -> Snapshot:
        """Return the state as it is now; where nothing changed, by one look at the file's stamp and without a lock."""
        loaded = self._loaded
        if loaded.is_written and loaded.fingerprint is not None and loaded.fingerprint.is_unchanged(self._name):
            return loaded.snapshot
        return self._reload_or_refuse().snapshot

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep out other threads, and other processes by a lock file."""
        if not self._writers.acquire(timeout=self._patience):
            raise self._busy()
        try:
            with self._locked_file():
                yield
        finally:
            self._writers.release()

    def begin(self, *, erasing: bool = False) -> Snapshot:
        """Start a transaction from the state as it is now."""
        loaded = self._loaded
        # The same stamp is enough: `commit` compares the content of a recent file before it replaces it.
        is_same = loaded.is_written and loaded.fingerprint is not None and loaded.fingerprint.has_same_stamp(self._name)
        self._base = loaded if is_same else self._reload() if erasing else self._reload_or_refuse()
        self._tables = dict(self._base.snapshot.tables)
        return self._base.snapshot

    def commit(self) -> Snapshot:
        """Write the tables durably, unless the file has changed by now, and return the state."""
        replacement = self._replacement
        tables = file_format.with_mark(self._tables)
        text, began = file_format.render(tables), time.time_ns()
        try:
            replacement.write(text)
            # Readers wait for milliseconds rather than read what was just written.
            with self._readers:
                stamp = replacement.take_place(self._is_base, self._copy_policy())
                if stamp is None:
                    raise StaleBaseError
                snapshot = self._loaded.snapshot.after(tables)
                self._loaded = _FileState(snapshot, fingerprint_of(stamp, text, began), SCHEMA)
            return snapshot
        except BaseException:
            self._forget()
            raise
        finally:
            replacement.discard()

    def forget_copies(self) -> None:
        """Remove the automatic copy."""
        self._replacement.forget_copy()

    def _forget(self) -> None:
        # Under the lock, or a reader's newer state could go back to an older one and its versions would come again.
        with self._readers:
            self._loaded = self._loaded._replace(fingerprint=None)

    def _copy_policy(self) -> CopyPolicy:
        if not Contents.of(self._base.snapshot.tables).count:
            return CopyPolicy.NEVER
        return CopyPolicy.HOURLY if self._base.schema == SCHEMA else CopyPolicy.NOW

    def _reload_or_refuse(self) -> _FileState:
        """Reload, and refuse a blank or missing file that lost its records. Raises StoreUnreadableError."""
        loaded = self._reload()
        loss = None if loaded.is_written else copies.loss(self._path)
        # Somebody may have saved for the first time between the two reads.
        if loss is not None and not (loaded := self._reload()).is_written:
            raise StoreUnreadableError(self._path, loss)
        return loaded

    def _reload(self) -> _FileState:
        with self._readers:
            loaded = self._loaded
            fingerprint = loaded.fingerprint and loaded.fingerprint.recheck(self._path)
            self._loaded = loaded._replace(fingerprint=fingerprint) if fingerprint else self._read(loaded)
            return self._loaded

    def _read(self, before: _FileState) -> _FileState:
        began = time.time_ns()
        stamp, text = read(self._path)
        if stamp is None:
            return _FileState(before.snapshot.after({}), ABSENT, SCHEMA)
        try:
            tables, schema = file_format.parse(text, before.snapshot.tables)
        except LayoutError as error:
            raise StoreUnreadableError(self._path, str(error)) from error
        return _FileState(before.snapshot.after(tables), fingerprint_of(stamp, text, began), schema)

    def _is_base(self) -> bool:
        return self._base.fingerprint is not None and self._base.fingerprint.recheck(self._path) is not None

    @contextmanager
    def _locked_file(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                # Behind a symlink the file is locked and replaced, not the link.
                target = copies.target_of(self._path) if self._path.is_symlink() else self._path
                if target != self._replacement.target:
                    self._replacement = Replacement(target)
                make_folder(target.parent)
                stack.enter_context(locked(target.with_name(f"{target.name}.lock"), self._patience))
            except TimeoutError as error:
                raise self._busy() from error
            except OSError as error:
                raise refusal(error, self._path) from error
            yield

    def _busy(self) -> StoreBusyError:
        return StoreBusyError(
            f"Another program has held netdash's file {self._path} for {self._patience:.0f} seconds, "
            "so nothing was saved. Close it, or try again.",
            "Another program has held the file of your workspace for too long, so nothing was saved. Try again.",
        )


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file at this path, which stays there afterwards. Raises TimeoutError, or another OSError.

    The system releases the lock when the process ends, however it ends.
    """
    # filelock's FileLock does the same at ten times the cost, as it also keeps track of forks and nesting.
    descriptor = _acquire(path, time.monotonic() + patience)
    try:
        yield
    finally:
        # Closing is not enough: a child that was forked meanwhile holds the same lock.
        unlock_descriptor(descriptor)
        os.close(descriptor)


def _acquire(path: Path, give_up_at: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            while not lock_descriptor(descriptor, blocking=False):
                if time.monotonic() > give_up_at:
                    raise TimeoutError(path)
                time.sleep(_POLL_S)
            if _is_at(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    """Tell whether the locked file is still the one at its path; otherwise the next process would lock another."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False

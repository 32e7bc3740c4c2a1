"""The storage of a workspace in a file: cached while the file is surely the same, and durable when saved."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from netdash.errors import StoreBusyError, StoreUnreadableError
from netdash.store import copies, file_format
from netdash.store.atomic_write import Keep, Replacement, make_folder
from netdash.store.contents import Contents
from netdash.store.documents import LayoutError
from netdash.store.engine import MovedOnError
from netdash.store.fingerprint import ABSENT, Seal, read, seal
from netdash.store.locks import locked
from netdash.store.migrations import SCHEMA
from netdash.store.os_errors import refusal
from netdash.store.snapshot import EMPTY, Snapshot
from netdash.store.tiny import WorkspaceStorage

PATIENCE_S = 30.0


class _Known(NamedTuple):
    snapshot: Snapshot
    seal: Seal | None
    schema: int

    @property
    def begun(self) -> bool:
        """Tell whether netdash wrote the file; a blank one, or none, has not even its mark."""
        return bool(self.snapshot.tables)


class DiskStorage(WorkspaceStorage):
    """One workspace file. The file need not be there; the first save makes it."""

    def __init__(self, path: Path, patience: float = PATIENCE_S) -> None:
        super().__init__()
        self._path = path
        self._name = os.fspath(path)
        self._patience = patience
        self._writers = RLock()
        self._readers = RLock()
        self._known = _Known(EMPTY, None, SCHEMA)
        self._base = self._known
        self._replacement = Replacement(path)

    def current(self) -> Snapshot:
        """Return the state as it is now. Unchanged, it costs one look at the file's stamp and takes no lock."""
        known = self._known
        if known.begun and known.seal is not None and known.seal.holds(self._name):
            return known.snapshot
        return self._found().snapshot

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep out other threads, and other processes by a lock file beside the file."""
        if not self._writers.acquire(timeout=self._patience):
            raise self._busy()
        try:
            with self._alone():
                yield
        finally:
            self._writers.release()

    def begin(self, *, erasing: bool = False) -> Snapshot:
        """Start a transaction from the state as it is now."""
        known = self._known
        # The same stamp is enough here: `commit` looks at the content of a young file before it replaces it.
        trusted = known.begun and known.seal is not None and known.seal.matches(self._name)
        self._base = known if trusted else self._look_again() if erasing else self._found()
        self._tables = dict(self._base.snapshot.tables)
        return self._base.snapshot

    def commit(self) -> None:
        """Put the tables on the disk, durably, unless the file is another one by now."""
        replacement = self._replacement
        tables = file_format.marked(self._tables)
        text, began = file_format.render(tables), time.time_ns()
        try:
            replacement.write(text)
            # Readers wait here for milliseconds rather than read in what is already known.
            with self._readers:
                stamp = replacement.take_place(self._is_base, self._keep())
                if stamp is None:
                    raise MovedOnError
                self._known = _Known(self._known.snapshot.after(tables), seal(stamp, text, began), SCHEMA)
        except BaseException:
            self._forget()
            raise
        finally:
            replacement.discard()

    def forget_copies(self) -> None:
        """Remove the automatic copy."""
        self._replacement.forget_copy()

    def _forget(self) -> None:
        # With the lock, lest a reader's newer state is put back to an older one whose versions would come again.
        with self._readers:
            self._known = self._known._replace(seal=None)

    def _keep(self) -> Keep:
        if not Contents.of(self._base.snapshot.tables).count:
            return Keep.NEVER
        return Keep.HOURLY if self._base.schema == SCHEMA else Keep.NOW

    def _found(self) -> _Known:
        """Look again, and refuse to take for a fresh workspace what may be the rest of one that was lost."""
        known = self._look_again()
        why = None if known.begun else copies.missing(self._path)
        # Somebody may have saved for the first time between the two looks.
        if why is not None and not (known := self._look_again()).begun:
            raise StoreUnreadableError(self._path, why)
        return known

    def _look_again(self) -> _Known:
        with self._readers:
            known = self._known
            confirmed = known.seal and known.seal.confirmed(self._path)
            self._known = known._replace(seal=confirmed) if confirmed else self._read(known)
            return self._known

    def _read(self, known: _Known) -> _Known:
        began = time.time_ns()
        stamp, text = read(self._path)
        if stamp is None:
            return _Known(known.snapshot.after({}), ABSENT, SCHEMA)
        try:
            tables, schema = file_format.parse(text, known.snapshot.tables)
        except LayoutError as error:
            raise StoreUnreadableError(self._path, str(error)) from error
        return _Known(known.snapshot.after(tables), seal(stamp, text, began), schema)

    def _is_base(self) -> bool:
        return self._base.seal is not None and self._base.seal.confirmed(self._path) is not None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                # A symlink is followed: its file is locked and replaced, not the link.
                target = copies.target_of(self._path) if self._path.is_symlink() else self._path
                if target != self._replacement.target:
                    self._replacement = Replacement(target)
                make_folder(target.parent)
                held.enter_context(locked(target.with_name(f"{target.name}.lock"), self._patience))
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

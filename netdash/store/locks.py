"""Lock files, by which only one process at a time writes a file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor, unlock_descriptor

_POLL_S = 0.002


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

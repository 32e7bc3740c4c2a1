"""The lock that keeps other processes from writing a file: a file beside it, locked by the system."""

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
    """Hold the lock file of this path, which stays there afterwards. Raises TimeoutError, or another OSError.

    The system lets go of it when the process ends, however it ends.
    """
    # filelock's FileLock does the same at ten times the cost: it also keeps books for forks and nesting.
    descriptor = _acquired(path, time.monotonic() + patience)
    try:
        yield
    finally:
        # Closing alone would not do: a child that was forked meanwhile holds the same lock.
        unlock_descriptor(descriptor)
        os.close(descriptor)


def _acquired(path: Path, give_up_at: float) -> int:
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
    """Tell whether the file locked is still the one under its name; the next process would lock another."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False

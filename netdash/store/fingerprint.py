"""Fingerprints of files, by which an unchanged file is recognised without reading it again."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from netdash.errors import StoreUnreadableError
from netdash.store.os_errors import retry_while_held

_TICK_NS = 20_000_000
"""Two writes within one tick of the system's clock can have the same stamp; Linux ticks every 1 to 10 ms."""
_COARSE_TICK_NS = 2_100_000_000
"""The tick of file systems that store whole or even seconds (FAT)."""
_SECOND_NS = 1_000_000_000
_ATTEMPTS = 100

Stamp = tuple[int, int, int, int, int]
"""Device, inode, size, and the nanoseconds of the last change of content and of anything."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file's stamp when it held `text`. The text is kept while the file is too recent for its stamp to be sure."""

    stamp: Stamp | None
    is_sure: bool
    text: bytes | None

    def is_unchanged(self, path: str) -> bool:
        """Tell whether the file surely is the same, by its stamp alone."""
        return self.is_sure and self.has_same_stamp(path)

    def has_same_stamp(self, path: str) -> bool:
        """Tell whether the file has the same stamp; unless that is sure, it may have changed all the same."""
        try:
            return stamp_at(path) == self.stamp
        except OSError:
            return False

    def recheck(self, path: Path) -> Fingerprint | None:
        """Return the present fingerprint where the file is the same, by its content if need be, else None."""
        if not self.has_same_stamp(os.fspath(path)):
            return None
        if self.is_sure:
            return self
        began = time.time_ns()
        stamp, text = read(path)
        return fingerprint_of(stamp, text, began) if text == self.text else None


def fingerprint_of(stamp: Stamp | None, text: bytes, began: int) -> Fingerprint:
    """Return the fingerprint of a file; `began` (nanoseconds) is when its reading or writing began."""
    if stamp is None:
        return ABSENT
    tick = _COARSE_TICK_NS if stamp[3] % _SECOND_NS == stamp[4] % _SECOND_NS == 0 else _TICK_NS
    is_sure = began - max(stamp[3], stamp[4]) > tick
    return Fingerprint(stamp, is_sure, None if is_sure else text)


ABSENT = Fingerprint(None, True, None)


def stamp_at(path: str) -> Stamp | None:
    """Return the stamp of a file, or None where there is no file."""
    try:
        # Path.stat takes half as long again, and every read of an unchanged file comes here.
        return stamp_of(os.stat(path))  # noqa: PTH116
    except FileNotFoundError:
        return None


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what differs between two versions of a file in its status."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def read(path: Path) -> tuple[Stamp | None, bytes]:
    """Return a file's stamp and its whole text; no file reads as empty. Raises StoreUnreadableError."""
    try:
        for _ in range(_ATTEMPTS):
            # Opening a pipe would block.
            if not stat.S_ISREG(path.stat().st_mode):
                raise StoreUnreadableError(path, "it is not a file")
            with retry_while_held(lambda: path.open("rb")) as file:
                before = stamp_of(os.fstat(file.fileno()))
                text = file.read()
                if stamp_of(os.fstat(file.fileno())) == before and len(text) == before[2]:
                    return before, text
    except FileNotFoundError:
        return None, b""
    except OSError as error:
        raise StoreUnreadableError(path, f"the system says “{error.strerror or error}”") from error
    raise StoreUnreadableError(path, "another program keeps writing to it")

"""Whether a file is still the one that was read, told without reading it again where that is safe."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from netdash.errors import StoreUnreadableError
from netdash.store.held_open import patiently

_TICK_NS = 20_000_000
"""Two writes within one tick of the system's clock can carry the same stamp; Linux ticks every 1 to 10 ms."""
_COARSE_TICK_NS = 2_100_000_000
"""The same for file systems that keep whole or even seconds (FAT)."""
_SECOND_NS = 1_000_000_000
_ATTEMPTS = 100

Stamp = tuple[int, int, int, int, int]
"""Device, inode, size, and the nanoseconds of the last change of content and of anything."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file looked like when it held `text`. While it is too young to tell, the text is kept to compare."""

    stamp: Stamp | None
    aged: bool
    text: bytes | None

    def holds(self, path: str) -> bool:
        """Tell whether the file surely is still the same, by its stamp alone."""
        return self.aged and self.matches(path)

    def matches(self, path: str) -> bool:
        """Tell whether the file has the same stamp; one that is not aged may be another all the same."""
        try:
            return stamp_at(path) == self.stamp
        except OSError:
            return False

    def confirmed(self, path: Path) -> Seal | None:
        """Return the seal of today where the file is still the same, by its content if need be, else None."""
        if not self.matches(os.fspath(path)):
            return None
        if self.aged:
            return self
        looked_at = time.time_ns()
        stamp, text = read(path)
        return seal(stamp, text, looked_at) if text == self.text else None


def seal(stamp: Stamp | None, text: bytes, looked_at: int) -> Seal:
    """Seal what a file held; `looked_at` (nanoseconds) is when its reading or writing began."""
    if stamp is None:
        return ABSENT
    tick = _COARSE_TICK_NS if stamp[3] % _SECOND_NS == stamp[4] % _SECOND_NS == 0 else _TICK_NS
    aged = looked_at - max(stamp[3], stamp[4]) > tick
    return Seal(stamp, aged, None if aged else text)


ABSENT = Seal(None, True, None)


def stamp_at(path: str) -> Stamp | None:
    """Return the stamp of a file, None where there is none."""
    try:
        # Path.stat would be half as long again, on the way of every unchanged read.
        return stamp_of(os.stat(path))  # noqa: PTH116
    except FileNotFoundError:
        return None


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the part of a file's status that tells two versions of it apart."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def read(path: Path) -> tuple[Stamp | None, bytes]:
    """Return a file's stamp and its whole text; no file reads as empty. Raises StoreUnreadableError."""
    try:
        for _ in range(_ATTEMPTS):
            # A pipe would block the opening, so look first.
            if not stat.S_ISREG(path.stat().st_mode):
                raise StoreUnreadableError(path, "it is not a file")
            with patiently(lambda: path.open("rb")) as file:
                before = stamp_of(os.fstat(file.fileno()))
                text = file.read()
                if stamp_of(os.fstat(file.fileno())) == before and len(text) == before[2]:
                    return before, text
    except FileNotFoundError:
        return None, b""
    except OSError as error:
        raise StoreUnreadableError(path, f"the system says “{error.strerror or error}”") from error
    raise StoreUnreadableError(path, "another program keeps writing to it")

"""Errors of the operating system during a save: as sentences for the member, and those that soon pass.

On Windows a virus scanner, a backup or another reader may hold a file open for an instant.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import TypeVar

from netdash.errors import StoreWriteError

T = TypeVar("T")

_HELD_CODES = (5, 32, 33)
"""Windows' codes for that: access denied, a sharing violation, a lock violation."""
_PAUSES_S = (0.01, 0.02, 0.04, 0.08, 0.16, 0.16)
"""Half a second in all, as somebody waits for the page."""

_FULL = "the disk is full, or your share of it is used up. Free some space and save again"
_NOT_ALLOWED = (
    "the folder {folder} is read-only for it: it is not allowed to write there. Give it the right to, and save again"
)
_HELD = (
    "another program holds {name} open, or it is not allowed to write in the folder {folder}. Close that program, "
    "or give netdash the right to, and save again"
)
_MOUNTED_ALONE = (
    "{name} cannot be replaced there; most likely it is mounted as a single file. Mount the folder {folder} instead"
)
_NO_FOLDER = "the folder {folder} is not there and cannot be made"

_ASK = "Ask whoever runs this server."

_REASONS: dict[int, str] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "the folder {folder} is read-only: its disk can only be read. Move it to a disk that can be written",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EBUSY: _MOUNTED_ALONE,
    errno.EXDEV: _MOUNTED_ALONE,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
}


def refusal(error: OSError, path: Path) -> StoreWriteError:
    """Return the error to raise where the disk refused a save to this file."""
    reason = _HELD if _is_held(error) else _REASONS.get(error.errno or 0, "the system says “{message}”")
    for_owner = reason.format(name=path.name, folder=path.parent, message=error.strerror or error)
    message = error.strerror or "no more about it"
    for_others = reason.format(name="the file", folder="it lies in", message=message)
    return StoreWriteError(
        f"netdash could not save its file {path}, because {for_owner}. Nothing was changed.",
        f"netdash could not save your workspace, because {for_others}. Nothing was changed. {_ASK}",
    )


def write_protected(path: Path) -> StoreWriteError:
    """Return the error to raise for a file without a write bit."""
    return StoreWriteError(
        f"netdash could not save its file {path}, because it is marked read-only. "
        "Remove that mark and save again. Nothing was changed.",
        f"netdash could not save your workspace, because its file is marked read-only. Nothing was changed. {_ASK}",
    )


def retry_while_held(act: Callable[[], T]) -> T:
    """Do something to a file, again while it is held open. Raises the last such error, and any other at once."""
    for pause in _PAUSES_S:
        try:
            return act()
        except PermissionError as error:
            if not _is_held(error):
                raise
        sleep(pause)
    return act()


def _is_held(error: OSError) -> bool:
    """Tell whether Windows refused something only because the file is held open."""
    # Opening a file there gives the POSIX code alone.
    return getattr(error, "winerror", None) in _HELD_CODES or (sys.platform == "win32" and error.errno == errno.EACCES)

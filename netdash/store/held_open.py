"""Retries for Windows, where a virus scanner, a backup or another reader may hold a file open for an instant."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from time import sleep
from typing import TypeVar

T = TypeVar("T")

CODES = (5, 32, 33)
"""Windows' codes for it: access denied, a sharing violation, a lock violation."""
_PAUSES_S = (0.01, 0.02, 0.04, 0.08, 0.16, 0.16)
"""Half a second in all, as somebody waits for the page."""


def retry_while_held(act: Callable[[], T]) -> T:
    """Do something to a file, again while it is held open. Raises the last such error, and any other at once."""
    for pause in _PAUSES_S:
        try:
            return act()
        except PermissionError as error:
            if not is_held(error):
                raise
        sleep(pause)
    return act()


def is_held(error: OSError) -> bool:
    """Tell whether Windows refused something only because the file is held open."""
    # Opening a file there gives the POSIX code alone.
    return getattr(error, "winerror", None) in CODES or (sys.platform == "win32" and error.errno == errno.EACCES)

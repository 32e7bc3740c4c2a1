"""Files that a command writes: whole or not at all, and readable by nobody else."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from netdash.errors import CommandError
from netdash.store.replacement import make_folder, sync_folder

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, and durably, or as it was before. Raises CommandError."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, _FLAGS, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise CommandError(f"{path} could not be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def read(path: Path) -> bytes:
    """Read a file. Raises CommandError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} could not be read: {error.strerror or error}.") from error


def folder(path: Path) -> Path:
    """Make a folder where there is none. Raises CommandError."""
    try:
        make_folder(path.absolute())
    except OSError as error:
        raise CommandError(f"The folder {path} could not be made: {error.strerror or error}.") from error
    return path

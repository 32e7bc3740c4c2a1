"""Files that a command writes: whole or not at all, and readable by nobody else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from netdash.errors import CommandError
from netdash.store.atomic_write import make_folder, sync_folder
from netdash.store.held_open import patiently


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, and durably, or as it was before. Raises CommandError."""
    try:
        # Under a name of its own, as two backups may run at once; nobody else may read it.
        descriptor, new = tempfile.mkstemp(prefix=".netdash-", suffix=".new", dir=path.absolute().parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            patiently(lambda: Path(new).replace(path))
        except BaseException:
            Path(new).unlink(missing_ok=True)
            raise
        sync_folder(path.absolute().parent)
    except OSError as error:
        raise CommandError(f"{path} could not be written: {error.strerror or error}.") from error


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

"""The automatic copy beside a workspace file: when a file without a record may not pass for a fresh workspace."""

from __future__ import annotations

import os
from pathlib import Path

from netdash.errors import StoreUnreadableError
from netdash.store import file_format
from netdash.store.contents import Contents
from netdash.store.documents import LayoutError
from netdash.store.fingerprint import read

SUFFIX = ".bak"


def target_of(path: Path) -> Path:
    """Return the file itself where the path is a symlink to it: copies lie beside the file, not beside the link."""
    return Path(os.path.realpath(path))


def copy_of(target: Path) -> Path:
    """Return where the automatic copy of a file lies."""
    return target.with_name(f"{target.name}{SUFFIX}")


def missing(path: Path) -> str | None:
    """Return why a file that is blank or not there is no fresh workspace, as the end of a sentence; None if it is one.

    It is none beside a copy that holds records, or that cannot be read and so may hold some.
    """
    target = target_of(path)
    lost = "it is empty" if target.exists() else "it is not there any more"
    try:
        _, text = read(copy_of(target))
        tables, _ = file_format.parse(text, {})
    except (LayoutError, StoreUnreadableError):
        return f"{lost}, and its automatic copy cannot be read either"
    return f"{lost}, but its automatic copy holds an earlier state" if Contents.of(tables).count else None

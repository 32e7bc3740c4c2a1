"""The automatic copy beside a workspace file, by which a lost file is told from a fresh workspace."""

from __future__ import annotations

import os
from pathlib import Path

from netdash.errors import StoreUnreadableError
from netdash.store import file_format
from netdash.store.documents import LayoutError
from netdash.store.fingerprint import read
from netdash.store.snapshot import Contents

SUFFIX = ".bak"


def target_of(path: Path) -> Path:
    """Return the file itself where the path is a symlink: copies are beside the file, not beside the link."""
    return Path(os.path.realpath(path))


def copy_of(target: Path) -> Path:
    """Return the path of a file's automatic copy."""
    return target.with_name(f"{target.name}{SUFFIX}")


def loss(path: Path) -> str | None:
    """Return how a blank or missing file lost its records, as the end of a sentence; None for a fresh workspace.

    Records were lost where the automatic copy has some, or cannot be read and so may have some.
    """
    target = target_of(path)
    fault = "it is empty" if target.exists() else "it is not there any more"
    try:
        _, text = read(copy_of(target))
        tables, _ = file_format.parse(text, {})
    except (LayoutError, StoreUnreadableError):
        return f"{fault}, and its automatic copy cannot be read either"
    return f"{fault}, but its automatic copy holds an earlier state" if Contents.of(tables).count else None

"""Ways out when a workspace file cannot be read. The unreadable file is always kept, under another name."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from netdash.errors import StoreError
from netdash.records import Profile
from netdash.store.refusals import refusal
from netdash.store.stores import open_file


def automatic_copy(path: Path) -> datetime | None:
    """Return the moment of the automatic copy's state, or None where there is none that reads whole."""
    copy = _copy_of(_target(path))
    try:
        open_file(copy).all(Profile)
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    except (OSError, StoreError):
        return None


def use_automatic_copy(path: Path, now: datetime) -> Path:
    """Put the automatic copy in the file's place and return where the unreadable one is kept.

    Raises StoreWriteError where the disk refuses; the file is then as it was.
    """
    target = _target(path)
    aside, new = _aside(target, now), target.with_name(f".{target.name}.rescued")
    try:
        shutil.copy2(_copy_of(target), new)
        shutil.copy2(target, aside)
        new.replace(target)
    except OSError as error:
        raise refusal(error, target) from error
    return aside


def set_aside(path: Path, now: datetime) -> Path:
    """Move the unreadable file out of the way, for an empty workspace to begin; return where it is kept.

    Raises StoreWriteError where the disk refuses; the file is then as it was.
    """
    target = _target(path)
    aside = _aside(target, now)
    try:
        target.rename(aside)
    except OSError as error:
        raise refusal(error, target) from error
    return aside


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _copy_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.bak")


def _aside(target: Path, now: datetime) -> Path:
    return target.with_name(f"{target.name}.unreadable-{now:%Y%m%d-%H%M%S}")

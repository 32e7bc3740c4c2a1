"""Ways out when a workspace file cannot be read. The unreadable file is always kept, under another name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from netdash.errors import StoreError, StoreUnreadableError
from netdash.records import Profile
from netdash.store.disk import DiskStorage
from netdash.store.refusals import refusal
from netdash.store.replacement import sync_folder
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

    Raises StoreWriteError where the disk refuses, and StoreError where it can be read by now;
    the file is then as it was.
    """
    with _alone_with(path) as target:
        aside, new = _aside(target, now), target.with_name(f".{target.name}.rescued")
        for source, copy in ((_copy_of(target), new), (target, aside)):
            shutil.copy2(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
        new.replace(target)
        sync_folder(target.parent)
    return aside


def set_aside(path: Path, now: datetime) -> Path:
    """Move the unreadable file out of the way, for an empty workspace to begin; return where it is kept.

    Raises StoreWriteError where the disk refuses, and StoreError where it can be read by now;
    the file is then as it was.
    """
    with _alone_with(path) as target:
        aside = _aside(target, now)
        target.rename(aside)
        sync_folder(target.parent)
    return aside


@contextmanager
def _alone_with(path: Path) -> Iterator[Path]:
    """Keep other writers out, and go on only while the file still cannot be read."""
    target, storage = _target(path), DiskStorage(path)
    with storage.writing():
        with suppress(StoreUnreadableError):
            storage.current()
            raise StoreError("The file can be read again, so it was left as it is. Reload the page.")
        try:
            yield target
        except OSError as error:
            raise refusal(error, target) from error


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _copy_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.bak")


def _aside(target: Path, now: datetime) -> Path:
    return target.with_name(f"{target.name}.unreadable-{now:%Y%m%d-%H%M%S}")

"""Rescue of a workspace file that cannot be read; it is always kept, under another name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from netdash.errors import StoreError, StoreUnreadableError
from netdash.store.atomic_write import sync_folder
from netdash.store.copies import SUFFIX, copy_of, target_of
from netdash.store.file_storage import DiskStorage
from netdash.store.os_errors import refusal, retry_while_held
from netdash.store.stores import open_file


def automatic_copy(path: Path) -> datetime | None:
    """Return when the automatic copy was written, or None where none can be read or it has no records."""
    copy = copy_of(target_of(path))
    try:
        count = open_file(copy).contents().count
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC) if count else None
    except (OSError, StoreError):
        return None


def use_automatic_copy(path: Path, now: datetime) -> tuple[Path, ...]:
    """Put the automatic copy in the file's place, and return where the unreadable file is now, if there was one.

    Raises StoreWriteError where the disk refuses, and StoreError where the file can be read by now; then it stays as
    it was.
    """
    with _locked_while_unreadable(path) as target:
        aside, new = _aside(target, now), target.with_name(f".{target.name}.rescued")
        moved = (aside,) if target.exists() else ()
        for source, copy in ((copy_of(target), new), *((target, file) for file in moved)):
            shutil.copy2(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
        retry_while_held(lambda: new.replace(target))
        sync_folder(target.parent)
    return moved


def set_aside(path: Path, now: datetime) -> tuple[Path, ...]:
    """Move the unreadable file and its copy out of the way of an empty workspace, and return where they are now.

    Raises StoreWriteError where the disk refuses, and StoreError where the file can be read by now; what could not be
    moved stays where it was.
    """
    with _locked_while_unreadable(path) as target:
        aside = _aside(target, now)
        # The copy last: while it is there, nobody takes a missing file for a fresh workspace.
        names = ((target, aside), (copy_of(target), aside.with_name(f"{aside.name}{SUFFIX}")))
        moved = tuple(_rename(file, name) for file, name in names if file.exists() or file.is_symlink())
        sync_folder(target.parent)
    return moved


@contextmanager
def _locked_while_unreadable(path: Path) -> Iterator[Path]:
    """Keep other writers out. Raises StoreError where the file can be read by now."""
    target, storage = target_of(path), DiskStorage(path)
    with storage.writing():
        with suppress(StoreUnreadableError):
            storage.current()
            raise StoreError("The file can be read again, so it was left as it is. Reload the page.")
        try:
            yield target
        except OSError as error:
            raise refusal(error, target) from error


def _rename(file: Path, name: Path) -> Path:
    return retry_while_held(lambda: file.rename(name))


def _aside(target: Path, now: datetime) -> Path:
    return target.with_name(f"{target.name}.unreadable-{now:%Y%m%d-%H%M%S}")

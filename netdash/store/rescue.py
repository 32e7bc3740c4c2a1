"""Ways out when a workspace file cannot be read. What was there is always kept, under another name."""

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
from netdash.store.held_open import patiently
from netdash.store.os_errors import refusal
from netdash.store.stores import open_file


def automatic_copy(path: Path) -> datetime | None:
    """Return the moment of the automatic copy's state, or None where there is none that reads whole and holds some."""
    copy = copy_of(target_of(path))
    try:
        held = open_file(copy).contents().count
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC) if held else None
    except (OSError, StoreError):
        return None


def use_automatic_copy(path: Path, now: datetime) -> tuple[Path, ...]:
    """Put the automatic copy in the file's place and return where the unreadable one is kept, if there was any.

    Raises StoreWriteError where the disk refuses, and StoreError where it can be read by now;
    the file is then as it was.
    """
    with _alone_with(path) as target:
        aside, new = _aside(target, now), target.with_name(f".{target.name}.rescued")
        kept = (aside,) if target.exists() else ()
        for source, copy in ((copy_of(target), new), *((target, one) for one in kept)):
            shutil.copy2(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
        patiently(lambda: new.replace(target))
        sync_folder(target.parent)
    return kept


def set_aside(path: Path, now: datetime) -> tuple[Path, ...]:
    """Move the unreadable file and its copy out of the way, for an empty workspace to begin; return where they are.

    Raises StoreWriteError where the disk refuses, and StoreError where it can be read by now;
    what could not be moved is then where it was.
    """
    with _alone_with(path) as target:
        aside = _aside(target, now)
        # The copy last: until it is gone nobody takes a file that is not there for a fresh workspace.
        ways = ((target, aside), (copy_of(target), aside.with_name(f"{aside.name}{SUFFIX}")))
        kept = tuple(_renamed(there, new) for there, new in ways if there.exists() or there.is_symlink())
        sync_folder(target.parent)
    return kept


@contextmanager
def _alone_with(path: Path) -> Iterator[Path]:
    """Keep other writers out, and go on only while the file still cannot be read."""
    target, storage = target_of(path), DiskStorage(path)
    with storage.writing():
        with suppress(StoreUnreadableError):
            storage.current()
            raise StoreError("The file can be read again, so it was left as it is. Reload the page.")
        try:
            yield target
        except OSError as error:
            raise refusal(error, target) from error


def _renamed(there: Path, new: Path) -> Path:
    return patiently(lambda: there.rename(new))


def _aside(target: Path, now: datetime) -> Path:
    return target.with_name(f"{target.name}.unreadable-{now:%Y%m%d-%H%M%S}")

"""Replacing a file so that at every instant it is whole, and that the new one survives a power cut."""

from __future__ import annotations

import glob
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import partial
from pathlib import Path

from netdash.store.copies import copy_of
from netdash.store.fingerprint import Stamp, stamp_of
from netdash.store.held_open import patiently
from netdash.store.os_errors import refusal, write_protected

_BACKUP_EVERY_S = 3600.0
_PRIVATE = 0o600
_NO_STAMP: Stamp = (0, 0, 0, 0, 0)


class Keep(Enum):
    """When the old file becomes the copy: never where it holds no record, as the copy may hold some."""

    NEVER = "never"
    HOURLY = "hourly"
    NOW = "now"


class Replacement:
    """One new text for one file, beside it under a fixed hidden name until it takes its place."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._new = target.with_name(f".{target.name}.new")
        self._was = target.with_name(f".{target.name}.was")
        self._backup = copy_of(target)

    def write(self, text: bytes) -> None:
        """Write the text beside the file and force it to the disk. Raises StoreWriteError."""
        try:
            status = self._status()
            if status is not None and not status.st_mode & 0o222:
                raise write_protected(self.target)
            with os.fdopen(self._open_new(), "wb") as file:
                if status is not None:
                    _take_after(self._new, status)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refusal(error, self.target) from error

    def take_place(self, unchanged: Callable[[], bool], keep: Keep) -> Stamp | None:
        """Put the text in the file's place where `unchanged` still says so, and return its stamp, else None.

        The old file stays as the backup now, or where an hour has passed since the last one, or never.
        Raises StoreWriteError, with the old file back in its place.
        """
        if not unchanged():
            return None
        try:
            kept = self._keep(keep is Keep.NOW or (keep is Keep.HOURLY and self._backup_is_due()))
            inode = self._new.stat().st_ino
            patiently(lambda: self._new.replace(self.target))
            try:
                sync_folder(self.target.parent)
            except BaseException:
                self._put_back(kept)
                raise
            status = self._status()
        except OSError as error:
            raise refusal(error, self.target) from error
        # What somebody else put there in this very moment must not pass for ours.
        return stamp_of(status) if status is not None and status.st_ino == inode else _NO_STAMP

    def forget_copy(self) -> None:
        """Remove the backup, and files that were set aside. Raises StoreWriteError."""
        try:
            for copy in (self._backup, *self.target.parent.glob(f"{glob.escape(self.target.name)}.unreadable-*")):
                patiently(partial(copy.unlink, missing_ok=True))
        except OSError as error:
            raise refusal(error, self.target) from error

    def discard(self) -> None:
        """Leave nothing lying about."""
        self._drop(self._new)
        self._drop(self._was)

    def _open_new(self) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            return os.open(self._new, flags, _PRIVATE)
        except FileExistsError:
            # Left by a killed save; it may be anything by now, a link included.
            self._new.unlink()
            return os.open(self._new, flags, _PRIVATE)

    def _status(self) -> os.stat_result | None:
        try:
            return self.target.stat()
        except FileNotFoundError:
            return None

    def _keep(self, backup: bool) -> Path | None:
        """Give the old file a second name, the one it is put back from if the folder cannot be synced."""
        try:
            patiently(self._link)
        except OSError:
            if self._status() is None:
                return None
            # A file system without hard links pays with a copy.
            shutil.copy2(self.target, self._was)
        if backup:
            patiently(lambda: self._was.replace(self._backup))
        return self._backup if backup else self._was

    def _link(self) -> None:
        try:
            os.link(self.target, self._was)
        except FileExistsError:
            self._was.unlink()
            os.link(self.target, self._was)

    def _put_back(self, kept: Path | None) -> None:
        with suppress(OSError):
            if kept is None:
                patiently(self.target.unlink)
            else:
                patiently(lambda: kept.replace(self.target))

    def _backup_is_due(self) -> bool:
        # The moment of the link is the inode's last change; mtime is when its text was written.
        try:
            age = time.time() - self._backup.stat().st_ctime
        except FileNotFoundError:
            return True
        return not 0 <= age < _BACKUP_EVERY_S

    @staticmethod
    def _drop(path: Path) -> None:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing, so that they survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _take_after(path: Path, status: os.stat_result) -> None:
    if stat.S_IMODE(status.st_mode) != _PRIVATE:
        path.chmod(stat.S_IMODE(status.st_mode))
    if sys.platform != "win32" and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)


def sync_folder(folder: Path) -> None:
    """Have a change of names in a folder survive a power cut."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

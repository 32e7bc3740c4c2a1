"""Replace a file so that it is complete at every instant, and survives a power cut."""

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
from netdash.store.os_errors import refusal, retry_while_held, write_protected

_COPY_EVERY_S = 3600.0
_PRIVATE = 0o600
_NO_STAMP: Stamp = (0, 0, 0, 0, 0)


class CopyPolicy(Enum):
    """When the old file becomes the automatic copy: never where it has no records, as the copy may have some."""

    NEVER = "never"
    HOURLY = "hourly"
    NOW = "now"


class Replacement:
    """A new text for a file, in a hidden file beside it until it takes its place."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._new = target.with_name(f".{target.name}.new")
        self._old = target.with_name(f".{target.name}.was")
        self._copy = copy_of(target)

    def write(self, text: bytes) -> None:
        """Write the text beside the file, durably. Raises StoreWriteError."""
        try:
            status = self._status()
            if status is not None and not status.st_mode & 0o222:
                raise write_protected(self.target)
            with os.fdopen(self._open_new(), "wb") as file:
                if status is not None:
                    _copy_permissions(status, self._new)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refusal(error, self.target) from error

    def take_place(self, is_unchanged: Callable[[], bool], policy: CopyPolicy) -> Stamp | None:
        """Put the text in the file's place if the file is still unchanged, and return its stamp, else None.

        By the policy the old file becomes the automatic copy. Raises StoreWriteError, and puts the old file back then.
        """
        if not is_unchanged():
            return None
        try:
            old = self._keep_old(policy is CopyPolicy.NOW or (policy is CopyPolicy.HOURLY and self._is_copy_due()))
            inode = self._new.stat().st_ino
            retry_while_held(lambda: self._new.replace(self.target))
            try:
                sync_folder(self.target.parent)
            except BaseException:
                self._put_back(old)
                raise
            status = self._status()
        except OSError as error:
            raise refusal(error, self.target) from error
        # What somebody else put there at this moment must not pass for ours.
        return stamp_of(status) if status is not None and status.st_ino == inode else _NO_STAMP

    def forget_copy(self) -> None:
        """Remove the automatic copy, and files that were set aside. Raises StoreWriteError."""
        try:
            for copy in (self._copy, *self.target.parent.glob(f"{glob.escape(self.target.name)}.unreadable-*")):
                retry_while_held(partial(copy.unlink, missing_ok=True))
        except OSError as error:
            raise refusal(error, self.target) from error

    def discard(self) -> None:
        """Remove the hidden files."""
        for path in (self._new, self._old):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _open_new(self) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            return os.open(self._new, flags, _PRIVATE)
        except FileExistsError:
            # Left by a killed save; by now it may be anything, even a link.
            self._new.unlink()
            return os.open(self._new, flags, _PRIVATE)

    def _status(self) -> os.stat_result | None:
        try:
            return self.target.stat()
        except FileNotFoundError:
            return None

    def _keep_old(self, as_copy: bool) -> Path | None:
        """Give the old file a second name, to put it back from if the folder cannot be synced."""
        try:
            retry_while_held(self._link)
        except OSError:
            if self._status() is None:
                return None
            # The file system has no hard links.
            shutil.copy2(self.target, self._old)
        if as_copy:
            retry_while_held(lambda: self._old.replace(self._copy))
        return self._copy if as_copy else self._old

    def _link(self) -> None:
        try:
            os.link(self.target, self._old)
        except FileExistsError:
            self._old.unlink()
            os.link(self.target, self._old)

    def _put_back(self, old: Path | None) -> None:
        with suppress(OSError):
            if old is None:
                retry_while_held(self.target.unlink)
            else:
                retry_while_held(lambda: old.replace(self.target))

    def _is_copy_due(self) -> bool:
        # The moment of the link is the inode's last change; mtime is when its text was written.
        try:
            age = time.time() - self._copy.stat().st_ctime
        except FileNotFoundError:
            return True
        return not 0 <= age < _COPY_EVERY_S


def make_folder(folder: Path) -> None:
    """Make a folder and its parents where they are missing, durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _copy_permissions(status: os.stat_result, path: Path) -> None:
    if stat.S_IMODE(status.st_mode) != _PRIVATE:
        path.chmod(stat.S_IMODE(status.st_mode))
    if sys.platform != "win32" and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)


def sync_folder(folder: Path) -> None:
    """Make new and changed names in a folder survive a power cut."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

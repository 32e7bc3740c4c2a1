"""Checks of stores and clocks: findings that are wrong, or worth knowing."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from netdash.store.stores import FileStore


class Finding(NamedTuple):
    """One sentence for the deployer; where it is `wrong`, something has to be done."""

    sentence: str
    wrong: bool = True


CLOCK_DIFFERENCE = timedelta(minutes=1)


def of_clocks(ours: datetime, theirs: datetime, clock: str) -> list[Finding]:
    """Compare this machine's clock with another, named by `clock`."""
    difference = f"{clock} shows {_utc(theirs)} UTC and this machine’s clock {_utc(ours)}"
    advice = "set both by the network time, as deadlines and versions go by them."
    return [Finding(f"{difference}: {advice}")] if abs(theirs - ours) > CLOCK_DIFFERENCE else []


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


MOUNTS = Path("/proc/mounts")
NETWORK_FILE_SYSTEMS = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "afs",
)  # fmt: skip
MIN_FREE_BYTES = 100 * 2**20
"""A save writes the whole file again, beside the old one."""


def of_files(owner_file: Path) -> Iterator[Finding]:
    """Yield the findings about the owner's file, the members' files, and their folder."""
    folder = next(parent for parent in owner_file.absolute().parents if parent.exists())
    yield from _of_writing(folder)
    yield from _of_space(folder)
    yield from _of_disk(folder)
    names = {f"{name}.json" for name in FileStore(owner_file).names()}
    for file in sorted((owner_file.parent / "members").glob("*.json")):
        if file.name not in names:
            yield Finding(f"{file} is no member’s workspace; it is left alone.", wrong=False)
    for pattern in (f"{glob.escape(owner_file.name)}*", "members/*.json*"):
        for file in sorted(owner_file.parent.glob(pattern)):
            with suppress(FileNotFoundError):  # a dashboard may be erasing it
                yield from _of_file(file)


def _of_writing(folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".netdash-doctor-") as probe:
            probe.write(b"x")
            os.fsync(probe.fileno())
            disk_time = datetime.fromtimestamp(Path(probe.name).stat().st_mtime, UTC)
    except OSError as error:
        yield Finding(f"Nothing can be written in {folder}: {error.strerror}. No save is possible.")
    else:
        yield from of_clocks(datetime.now(UTC), disk_time, f"The disk of {folder}")


def _of_space(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < MIN_FREE_BYTES:
        yield Finding(f"The disk of {folder} has {free // 2**20} MB left: free some space before saves are refused.")


def _of_disk(folder: Path) -> Iterator[Finding]:
    if not MOUNTS.exists():
        return
    rows = [line.split() for line in MOUNTS.read_text("utf-8").splitlines()]
    mounts = [row for row in rows if folder.resolve().is_relative_to(row[1].replace("\\040", " "))]
    kind = max(mounts, key=lambda row: len(row[1]))[2] if mounts else ""
    if kind in NETWORK_FILE_SYSTEMS:
        yield Finding(f"{folder} is on a network file system ({kind}), where locks cannot be trusted: use PostgreSQL.")


def _of_file(file: Path) -> Iterator[Finding]:
    if ".unreadable-" in file.name:
        yield Finding(f"{file} was set aside unread; delete it when you need nothing of it.", wrong=False)
    elif sys.platform != "win32" and file.suffix != ".lock" and file.stat().st_mode & 0o077:
        yield Finding(f"Others on this machine may read {file}: chmod 600 it, unless that is meant.", wrong=False)

"""Backups of one workspace or of all, and putting them back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from netdash.cli.context import Voice, shown
from netdash.errors import CommandError, NetdashError, StoreDamagedError
from netdash.records import BY_TABLE
from netdash.store import MemoryStore, Store, Workspace
from netdash.store.atomic_write import make_folder, sync_folder
from netdash.store.frozen_copy import still
from netdash.store.held_open import patiently
from netdash.wording import counted
from netdash.workspace import backup
from netdash.workspace.archive import MEMBER_LIMIT

SUFFIX = ".zip"


def files_for(names: Iterable[str], path: Path) -> dict[str, Path]:
    """Name a file in a folder for each of these workspaces; the folder is made."""
    return {name: folder(path) / f"{name}{SUFFIX}" for name in names}


def files_in(path: Path) -> dict[str, Path]:
    """Return the files of a folder that `files_for` named, by workspace. Raises CommandError where there is none."""
    found = {file.name.removesuffix(SUFFIX): file for file in sorted(path.glob(f"*{SUFFIX}"))}
    if not found:
        raise CommandError(f"There is no backup in {path}.")
    return found


def back_up(store: Store, files: Mapping[str, Path], voice: Voice, now: datetime) -> None:
    """Write the backup of each workspace into its file; what was in the file goes once the new one is whole."""
    for name, file in files.items():
        try:
            workspace = still(store.named(name))
            content = backup.export(workspace, now)
            write(file, content)
            voice.say(f"{shown(name)}: {file}, {len(content):,} bytes.{_too_large_for_the_page(workspace)}")
            if unknown := sorted(workspace.contents().tables.keys() - BY_TABLE.keys()):
                voice.complain(
                    f"{shown(name)}: the backup is without what this netdash does not know ({', '.join(unknown)}); "
                    "make it with the newer netdash that wrote that."
                )
        except NetdashError as error:
            voice.complain(f"{shown(name)}: no backup was made. {error.sentence}")


def restore(store: Store, again: Store, files: Mapping[str, Path], voice: Voice, *, replace: bool) -> None:
    """Put backups back, or none where one cannot be; `again` opens the store once more, for looking afterwards.

    A workspace that holds something else is only replaced where that is asked for, and then also one that cannot
    be read any more.
    """
    contents = {name: read(file) for name, file in files.items()}
    for name, content in contents.items():
        try:
            if _is_in_the_way(content, store.named(name), replace=replace):
                raise CommandError("There is another workspace in its place; add --replace to have it replaced.")
        except NetdashError as error:
            voice.complain(f"{shown(name)}, {files[name]}: {error.sentence}")
    if voice.wrong:
        voice.complain("Nothing was restored.")
        return
    for name, content in contents.items():
        try:
            voice.say(f"{shown(name)}: {_restored(name, content, store, again, replace=replace)}")
        except NetdashError as error:
            voice.complain(f"{shown(name)}: not restored. {error.sentence}")


def _too_large_for_the_page(workspace: Workspace) -> str:
    if backup.has_room(workspace, MEMBER_LIMIT):
        return ""
    return f" The dashboard restores no more than {MEMBER_LIMIT.words}: this one goes back with the command “restore”."


def _is_in_the_way(content: bytes, workspace: Workspace, *, replace: bool) -> bool:
    if replace:
        backup.preview(content, MemoryStore().workspace())  # raises where it cannot be restored at all
        return False
    return _is_new(content, workspace) and backup.has_records(workspace)


def _restored(name: str, content: bytes, store: Store, again: Store, *, replace: bool) -> str:
    workspace = store.named(name)
    where = "" if name in store.names() else " into a workspace that was not there before"
    try:
        if not _is_new(content, workspace):
            return "already as in the backup."
        with workspace.transaction():
            if not replace and backup.has_records(workspace):
                raise CommandError("Somebody began to write in its place meanwhile.")
            backup.restore(content, workspace)
    except StoreDamagedError:
        if not replace:
            raise
        _replace_unread(content, workspace)
        where = " in place of what could not be read"
    if _is_new(content, again.named(name)):
        return f"restored{where}; somebody has saved something since."
    records = sum(one.in_backup for one in backup.preview(content, workspace).changes)
    return f"restored and compared, {counted(records, 'record')}{where}."


def _replace_unread(content: bytes, workspace: Workspace) -> None:
    copy = MemoryStore().workspace()
    backup.restore(content, copy)
    workspace.become(copy.contents(), instead_of=None)


def _is_new(content: bytes, workspace: Workspace) -> bool:
    changes = backup.preview(content, workspace).changes
    return any(one.added or one.replaced or one.removed for one in changes)


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

"""The commands backup and restore, for one workspace or for all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from netdash.cli.context import Console, label
from netdash.errors import CommandError, NetdashError, StoreDamagedError
from netdash.records import BY_TABLE
from netdash.store import MemoryStore, Store, Workspace
from netdash.store.atomic_write import make_folder, sync_folder
from netdash.store.os_errors import retry_while_held
from netdash.wording import counted
from netdash.workspace import backup
from netdash.workspace.archive import MEMBER_LIMIT

SUFFIX = ".zip"


def files_for(names: Iterable[str], path: Path) -> dict[str, Path]:
    """Return a file in a folder for each of these workspaces, and make the folder."""
    return {name: folder(path) / f"{name}{SUFFIX}" for name in names}


def files_in(path: Path) -> dict[str, Path]:
    """Return the backups in a folder, by workspace. Raises CommandError where there is none."""
    files = {file.name.removesuffix(SUFFIX): file for file in sorted(path.glob(f"*{SUFFIX}"))}
    if not files:
        raise CommandError(f"There is no backup in {path}.")
    return files


def back_up(store: Store, files: Mapping[str, Path], console: Console, now: datetime) -> None:
    """Write the backup of each workspace into its file, over the old one once the new one is complete."""
    for name, file in files.items():
        try:
            workspace = store.named(name)
            with workspace.reading():
                content = backup.export(workspace, now)
                write(file, content)
                console.say(f"{label(name)}: {file}, {len(content):,} bytes.{_size_note(workspace)}")
                if unknown := sorted(workspace.contents().tables.keys() - BY_TABLE.keys()):
                    console.complain(
                        f"{label(name)}: the backup is without what this netdash does not know ({', '.join(unknown)}); "
                        "make it with the newer netdash that wrote that."
                    )
        except NetdashError as error:
            console.complain(f"{label(name)}: no backup was made. {error.sentence}")


def restore(store: Store, reopened: Store, files: Mapping[str, Path], console: Console, *, replace: bool) -> None:
    """Restore backups, or none where one cannot be; `reopened` opens the store once more, to check the result.

    A workspace that holds something else is only replaced with `replace`, and then even where it cannot be read.
    """
    contents = {name: read(file) for name, file in files.items()}
    for name, content in contents.items():
        try:
            if _is_in_the_way(content, store.named(name), replace=replace):
                raise CommandError("There is another workspace in its place; add --replace to have it replaced.")
        except NetdashError as error:
            console.complain(f"{label(name)}, {files[name]}: {error.sentence}")
    if console.complaints:
        console.complain("Nothing was restored.")
        return
    for name, content in contents.items():
        try:
            console.say(f"{label(name)}: {_restore(name, content, store, reopened, replace=replace)}")
        except NetdashError as error:
            console.complain(f"{label(name)}: not restored. {error.sentence}")


def _size_note(workspace: Workspace) -> str:
    if backup.has_room(workspace, MEMBER_LIMIT):
        return ""
    return f" The dashboard restores no more than {MEMBER_LIMIT.words}: this one goes back with the command “restore”."


def _is_in_the_way(content: bytes, workspace: Workspace, *, replace: bool) -> bool:
    if replace:
        backup.preview(content, MemoryStore().workspace())  # raises where it cannot be restored at all
        return False
    return _is_new(content, workspace) and backup.has_records(workspace)


def _restore(name: str, content: bytes, store: Store, reopened: Store, *, replace: bool) -> str:
    """Restore one backup, and return what was done."""
    workspace = store.named(name)
    note = "" if name in store.names() else " into a workspace that was not there before"
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
        note = " in place of what could not be read"
    if _is_new(content, reopened.named(name)):
        return f"restored{note}; somebody has saved something since."
    records = sum(change.in_backup for change in backup.preview(content, workspace).changes)
    return f"restored and compared, {counted(records, 'record')}{note}."


def _replace_unread(content: bytes, workspace: Workspace) -> None:
    copy = MemoryStore().workspace()
    backup.restore(content, copy)
    workspace.replace_contents(copy.contents(), instead_of=None)


def _is_new(content: bytes, workspace: Workspace) -> bool:
    changes = backup.preview(content, workspace).changes
    return any(change.added or change.replaced or change.removed for change in changes)


def write(path: Path, content: bytes) -> None:
    """Write a file durably, whole or not at all. Raises CommandError."""
    try:
        # Under a unique name, as two backups may run at once; nobody else may read it.
        descriptor, new = tempfile.mkstemp(prefix=".netdash-", suffix=".new", dir=path.absolute().parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            retry_while_held(lambda: Path(new).replace(path))
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
    """Make a folder where it is missing, and return it. Raises CommandError."""
    try:
        make_folder(path.absolute())
    except OSError as error:
        raise CommandError(f"The folder {path} could not be made: {error.strerror or error}.") from error
    return path

"""Backups of one workspace or of all, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from netdash.commands import whole_files
from netdash.commands.voice import Voice, shown
from netdash.errors import CommandError, NetdashError
from netdash.exchange import backup
from netdash.store import Store, Workspace

SUFFIX = ".zip"


def files_for(names: Iterable[str], path: Path) -> dict[str, Path]:
    """Name a file in a folder for each of these workspaces; the folder is made."""
    return {name: whole_files.folder(path) / f"{name}{SUFFIX}" for name in names}


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
            content = backup.export(store.named(name), now)
            whole_files.write(file, content)
            voice.say(f"{shown(name)}: {file}, {len(content):,} bytes.")
        except NetdashError as error:
            voice.complain(f"{shown(name)}: no backup was made. {error.sentence}")


def restore(store: Store, again: Store, files: Mapping[str, Path], voice: Voice, *, replace: bool) -> None:
    """Put backups back, or none where one cannot be; `again` opens the store once more, for looking afterwards.

    A workspace that holds something else is only replaced where that is asked for.
    """
    contents = {name: whole_files.read(file) for name, file in files.items()}
    for name, content in contents.items():
        try:
            if _is_new(content, store.named(name)) and not replace and backup.holds_anything(store.named(name)):
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


def _restored(name: str, content: bytes, store: Store, again: Store, *, replace: bool) -> str:
    workspace = store.named(name)
    if not _is_new(content, workspace):
        return "already as in the backup."
    with workspace.transaction():
        if not replace and backup.holds_anything(workspace):
            raise CommandError("Somebody began to write in its place meanwhile.")
        backup.restore(content, workspace)
    if _is_new(content, again.named(name)):
        return "restored; somebody has saved something since."
    return f"restored and compared, {sum(one.in_backup for one in backup.preview(content, workspace).changes)} records."


def _is_new(content: bytes, workspace: Workspace) -> bool:
    changes = backup.preview(content, workspace).changes
    return any(one.added or one.replaced or one.removed for one in changes)

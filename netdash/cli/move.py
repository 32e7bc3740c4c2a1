"""Workspaces on the move: from files to the database and back, whole and compared; the log as CSV; what is erased."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from netdash.cli import backups
from netdash.cli.context import Voice, shown
from netdash.errors import NetdashError, StoreDamagedError
from netdash.meetings import csv_export
from netdash.meetings.csv_export import Separator
from netdash.store import Contents, Store, Workspace
from netdash.store.frozen_copy import still
from netdash.wording import counted


class Way(NamedTuple):
    """Where from and where to; `again` opens the target once more, for looking at what really is there."""

    source: Store
    target: Store
    again: Store


def move(way: Way, names: Sequence[str], voice: Voice, *, replace: bool) -> None:
    """Carry these workspaces, or none where one would be replaced that is not to be. The source stays as it is."""
    if not names:
        voice.say("There is no workspace to move.")
    in_the_way = [name for name in names if not replace and _is_in_the_way(way, name)]
    for name in in_the_way:
        voice.complain(f"{shown(name)}: there is another workspace in its place already.")
    if in_the_way:
        voice.complain("Nothing was moved. Look at both, then add --replace to have these replaced for good.")
        return
    for name in names:
        try:
            voice.say(f"{shown(name)}: {_carried(way, name, replace=replace)}")
        except NetdashError as error:
            voice.complain(f"{shown(name)}: not moved. {error.sentence}")


def _is_in_the_way(way: Way, name: str) -> bool:
    there = way.target.named(name).contents()
    return there.count > 0 and there.checksum != way.source.named(name).contents().checksum


def _carried(way: Way, name: str, *, replace: bool) -> str:
    """Carry one workspace while nobody can write to it, and say what was done."""
    source, target = way.source.named(name), way.target.named(name)
    with source.transaction():
        here, there = source.contents(), _readable(target) if replace else target.contents()
        if there is not None and here.checksum == there.checksum:
            return f"already there, {_words(here)}."
        if there is not None and there.count and not replace:
            raise NetdashError("Somebody began to write in its place meanwhile.")
        target.become(here, instead_of=None if there is None else there.checksum)
        if way.again.named(name).contents().checksum != here.checksum:
            raise NetdashError("What arrived is not what was sent; look at it before you use it.")
    replaced = "what could not be read" if there is None else there.count
    return f"moved and compared, {_words(here)}" + (f", in place of {replaced}." if replaced else ".")


def _readable(workspace: Workspace) -> Contents | None:
    """Return what is there, or None where it cannot be read and is to be replaced just therefore."""
    try:
        return workspace.contents()
    except StoreDamagedError:
        return None


def _words(contents: Contents) -> str:
    return f"{contents.count} records, SHA-256 {contents.checksum[:16]}"


def erase(store: Store, name: str, voice: Voice, *, sure: bool) -> None:
    """Remove every record of a workspace for good, with the copies that the engine keeps of earlier states.

    Where nobody said that they are sure it only says how much there is.
    """
    workspace = store.named(name)
    if not sure:
        count = counted(workspace.contents().count, "record")
        voice.say(f"{shown(name)}: {count}. Nothing was erased: add --yes for that. `backup` keeps a copy.")
        return
    workspace.erase()
    left = " An empty workspace under this name is left." if name in store.names() else ""
    voice.say(f"{shown(name)}: erased.{left}")


STANDARD_OUTPUT = Path("-")


def export_meetings(
    store: Store, name: str, file: Path, voice: Voice, now: datetime, *, semicolons: bool = False
) -> None:
    """Write all conversations of a workspace, the latest first, as the dashboard's own download has them."""
    separator = Separator.SEMICOLON if semicolons else Separator.COMMA
    content, count = csv_export.export_all(still(store.named(name)), now, separator)
    if file == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    backups.write(file, content)
    voice.say(f"{shown(name)}: {file}, {counted(count, 'conversation')}.")

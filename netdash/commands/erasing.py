"""Erasing what a member left behind."""

from __future__ import annotations

from netdash.commands.voice import Voice, shown
from netdash.counts import counted
from netdash.errors import CommandError
from netdash.store import Store


def erase(store: Store, name: str, voice: Voice, *, sure: bool) -> None:
    """Remove every record of a workspace for good, with the copies that the engine keeps of earlier states.

    Raises CommandError where nobody said that they are sure.
    """
    workspace = store.named(name)
    if not sure:
        count = workspace.contents().count
        raise CommandError(
            f"{shown(name)}: {counted(count, 'record')} would be gone for good. Add --yes to erase; `backup` keeps it."
        )
    workspace.erase()
    voice.say(f"{shown(name)}: erased." + (" An empty file under this name is left." if name in store.names() else ""))

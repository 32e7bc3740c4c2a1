"""Erasing what a member left behind."""

from __future__ import annotations

from netdash.cli.console import Voice, shown
from netdash.store import Store
from netdash.wording import counted


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

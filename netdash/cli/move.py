"""The commands move and erase: workspaces to another store, and for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from netdash.cli.context import Console, label
from netdash.errors import NetdashError, StoreDamagedError
from netdash.feedback import desk
from netdash.follow_up import calendar_links
from netdash.store import Contents, Store, Workspace
from netdash.wording import counted


class Route(NamedTuple):
    """The stores to move from and to; `reopened` opens the target once more, to check what arrived."""

    source: Store
    target: Store
    reopened: Store


def move(route: Route, names: Sequence[str], console: Console, *, replace: bool) -> None:
    """Move these workspaces, or none where one would be replaced without `replace`. The source stays as it is."""
    if not names:
        console.say("There is no workspace to move.")
    taken_names = [name for name in names if not replace and _is_in_the_way(route, name)]
    for name in taken_names:
        console.complain(f"{label(name)}: there is another workspace in its place already.")
    if taken_names:
        console.complain("Nothing was moved. Look at both, then add --replace to have these replaced for good.")
        return
    for name in names:
        try:
            console.say(f"{label(name)}: {_carry(route, name, replace=replace)}")
        except NetdashError as error:
            console.complain(f"{label(name)}: not moved. {error.sentence}")


def _is_in_the_way(route: Route, name: str) -> bool:
    old = route.target.named(name).contents()
    return old.count > 0 and old.checksum != route.source.named(name).contents().checksum


def _carry(route: Route, name: str, *, replace: bool) -> str:
    """Move one workspace while nobody can write to it, and return what was done."""
    source, target = route.source.named(name), route.target.named(name)
    with source.transaction():
        contents, old = source.contents(), _readable(target) if replace else target.contents()
        if old is not None and contents.checksum == old.checksum:
            return f"already there, {_words(contents)}."
        if old is not None and old.count and not replace:
            raise NetdashError("Somebody began to write in its place meanwhile.")
        target.replace_contents(contents, instead_of=None if old is None else old.checksum)
        if route.reopened.named(name).contents().checksum != contents.checksum:
            raise NetdashError("What arrived is not what was sent; look at it before you use it.")
    replaced = "what could not be read" if old is None else old.count
    return f"moved and compared, {_words(contents)}" + (f", in place of {replaced}." if replaced else ".")


def _readable(workspace: Workspace) -> Contents | None:
    """Return what a workspace holds, or None where it cannot be read."""
    try:
        return workspace.contents()
    except StoreDamagedError:
        return None


def _words(contents: Contents) -> str:
    return f"{counted(contents.count, 'record')}, SHA-256 {contents.checksum[:16]}"


def erase(store: Store, name: str, member: str, console: Console, *, confirmed: bool) -> None:
    """Remove a member's records for good, with what they submitted and the copies that the engine keeps.

    Unconfirmed, only print how much there is.
    """
    workspace = store.named(name)
    if not confirmed:
        count = counted(workspace.contents().count, "record")
        console.say(f"{label(name)}: {count}. Nothing was erased: add --yes for that. `backup` keeps a copy.")
        return
    workspace.erase()
    desk.forget(store.common(), member.lower())
    calendar_links.forget(store.common(), member.lower())
    note = " An empty workspace under this name is left." if name in store.names() else ""
    console.say(f"{label(name)}: erased.{note}")

"""The buttons that archive a row, bring it back, or give an edited one its shipped words back, each with Undo."""

from __future__ import annotations

from collections.abc import Callable

from netdash.store import Workspace
from netdash.ui import lists
from netdash.ui.undo import carry_out


def archive(
    workspace: Workspace, change: Callable[[Workspace, str, bool], None], id: str, name: str, *, archived: bool
) -> None:
    """Archive a record or bring it back, say so, and draw anew."""
    said = f"{'Archived' if archived else 'Brought back'}: {name}"
    carry_out(workspace, lambda: change(workspace, id, archived), said)


def offer_archiving(
    workspace: Workspace,
    change: Callable[[Workspace, str, bool], None],
    id: str,
    name: str,
    key: str,
    *,
    archived: bool,
) -> None:
    """Draw the button that archives a record, or brings it back."""
    label, icon = ("Bring back", "unarchive") if archived else ("Archive", "archive")
    if lists.quiet_button(label, key, icon):
        archive(workspace, change, id, name, archived=not archived)


def offer_reset(
    workspace: Workspace, reset: Callable[[Workspace, str], str | None], id: str, key: str, done: str
) -> None:
    """Draw the button that gives an edited row its shipped words back; `done` says that it did."""
    if lists.quiet_button(lists.RESET, key, "restart_alt"):
        carry_out(workspace, lambda: reset(workspace, id), done)

"""The buttons that archive a row, bring it back, reset or delete it, each with Undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from netdash.catalogue import Catalogue, Row
from netdash.store import Workspace
from netdash.ui import lists
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out, carry_out_deletion


def archive(
    workspace: Workspace, change: Callable[[Workspace, str, bool], None], id: str, name: str, *, archived: bool
) -> None:
    """Archive a record or bring it back, say so, and draw anew."""
    sentence = f"{'Archived' if archived else 'Brought back'}: {name}"
    carry_out(workspace, lambda: change(workspace, id, archived), sentence)


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


def offer_removal(
    visit: Visit,
    catalogue: Catalogue[Row],
    row: Row,
    key: str,
    name: str,
    reset_said: str,
    deleted_said: str,
    page: str,
    query: Mapping[str, str] | None = None,
    *,
    is_archivable: bool = True,
) -> None:
    """Draw the buttons that give an edited row its shipped words back, archive it, and delete one of the member's own.

    Their keys begin with `key`. A deletion opens the page.
    """
    workspace, id = visit.workspace, row.id
    with st.container(horizontal=True):
        if catalogue.is_edited(row) and lists.quiet_button(lists.RESET, f"{key}_reset_{id}", "restart_alt"):
            carry_out(workspace, lambda: catalogue.reset(workspace, id), reset_said)
        if is_archivable:
            offer_archiving(workspace, catalogue.archive, id, name, f"{key}_archive_{id}", archived=row.archived)
        if catalogue.is_deletable(row) and lists.quiet_button("Delete", f"{key}_delete_{id}", "delete"):
            carry_out_deletion(lambda: catalogue.delete(workspace, id, visit.now), deleted_said, page, query)

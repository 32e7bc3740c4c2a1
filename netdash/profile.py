"""The member's own name, time zone and pace."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from netdash.errors import StoreError
from netdash.records import PROFILE_ID, Profile, new_id
from netdash.store import Workspace


def of(workspace: Workspace) -> Profile:
    """Return the member's profile, an empty one before it is first saved."""
    return workspace.get(Profile, PROFILE_ID) or Profile()


def set_name(workspace: Workspace, name: str) -> None:
    """Save the member's name, which signs what they write."""
    with workspace.transaction():
        workspace.save(of(workspace).replace(name=name))


def set_pace(workspace: Workspace, pace: int) -> None:
    """Save how many words a minute the member speaks."""
    _amend(workspace, pace=pace)


def hide_first_steps(workspace: Workspace) -> None:
    """Save that the first steps are not shown any more."""
    _amend(workspace, first_steps_hidden=True)


def set_calendar_link(workspace: Workspace, secret_hash: str, made_at: datetime | None) -> None:
    """Save the hash of the secret in the calendar's address, in place of an earlier one; an empty one ends it."""
    _amend(workspace, calendar_link=secret_hash, calendar_link_made_at=made_at)


def _amend(workspace: Workspace, **changes: int | str | datetime | None) -> None:
    """Save fields that the form about the member does not have: open in another tab, it is in no conflict."""
    with workspace.transaction():
        workspace.amend(of(workspace).replace(**changes))


def calendar_id(workspace: Workspace) -> str:
    """Return the id of this workspace in the UIDs of its calendar entries: random, and saved at the first export.

    It goes along into backups, files and databases. Where nothing can be written it is not saved.
    """
    id = of(workspace).calendar
    if not id:
        id = new_id()
        with suppress(StoreError), workspace.transaction():  # the store may refuse only at the end
            id = of(workspace).calendar or id
            _amend(workspace, calendar=id)
    return id

"""The member's own name, time zone and pace."""

from __future__ import annotations

from contextlib import suppress

from netdash.errors import StoreError
from netdash.records import PROFILE_ID, Profile, new_id
from netdash.store import Workspace


def of(workspace: Workspace) -> Profile:
    """Return the member's profile, an empty one before it is first saved."""
    return workspace.get(Profile, PROFILE_ID) or Profile()


def set_pace(workspace: Workspace, pace: int) -> None:
    """Keep how many words a minute the member speaks."""
    _keep(workspace, pace=pace)


def set_name(workspace: Workspace, name: str) -> None:
    """Keep the member's name, which signs what they write."""
    with workspace.transaction():
        workspace.save(of(workspace).replace(name=name))


def hide_first_steps(workspace: Workspace) -> None:
    """Put the first steps away for good."""
    _keep(workspace, first_steps_hidden=True)


def calendar_of(workspace: Workspace) -> str:
    """Return what names this workspace in the UIDs of its calendar entries: random, and kept from the first export on.

    It goes with the workspace into a backup, a file and a database. Where nothing can be written it is not kept.
    """
    made = of(workspace).calendar
    if not made:
        made = new_id()
        with suppress(StoreError), workspace.transaction():  # what refuses may only refuse when the transaction ends
            made = of(workspace).calendar or made
            _keep(workspace, calendar=made)
    return made


def _keep(workspace: Workspace, **changes: int | str) -> None:
    with workspace.transaction():
        # Stored under the same moment: name and zone are untouched, so a form that is open on them is not in conflict.
        workspace.amend(of(workspace).replace(**changes))

"""The member's own name, time zone and pace."""

from __future__ import annotations

from netdash.records import PROFILE_ID, Profile
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


def _keep(workspace: Workspace, **changes: int) -> None:
    with workspace.transaction():
        # Stored under the same moment: name and zone are untouched, so a form that is open on them is not in conflict.
        workspace.amend(of(workspace).replace(**changes))

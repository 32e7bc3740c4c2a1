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
    _keep(workspace, name=name)


def hide_first_steps(workspace: Workspace) -> None:
    """Put the first steps away for good."""
    _keep(workspace, first_steps_hidden=True)


def _keep(workspace: Workspace, **changes: int | str) -> None:
    with workspace.transaction():
        # Stored under the same moment: a form that is open on the rest of it is not in conflict.
        workspace.put(of(workspace).replace(**changes))

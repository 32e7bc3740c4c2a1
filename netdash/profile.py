"""The member's own name, time zone and pace."""

from __future__ import annotations

from netdash.records import PROFILE_ID, Profile
from netdash.store import Workspace


def of(workspace: Workspace) -> Profile:
    """Return the member's profile, an empty one before it is first saved."""
    return workspace.get(Profile, PROFILE_ID) or Profile()


def set_pace(workspace: Workspace, pace: int) -> None:
    """Keep how many words a minute the member speaks."""
    with workspace.transaction():
        workspace.save(of(workspace).replace(pace=pace))

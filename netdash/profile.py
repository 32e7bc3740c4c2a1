"""The member's own name and time zone."""

from __future__ import annotations

from netdash.records import PROFILE_ID, Profile
from netdash.store import Workspace


def of(workspace: Workspace) -> Profile:
    """Return the member's profile, an empty one before it is first saved."""
    return workspace.get(Profile, PROFILE_ID) or Profile()

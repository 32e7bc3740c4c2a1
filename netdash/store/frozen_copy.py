"""A workspace as of one moment, so that what is read piece by piece fits together while others write."""

from __future__ import annotations

from netdash.store import MemoryStore, Workspace


def still(workspace: Workspace) -> Workspace:
    """Return a copy in memory that nobody else changes."""
    copy = MemoryStore().workspace()
    copy.become(workspace.contents(), instead_of=copy.contents().checksum)
    return copy

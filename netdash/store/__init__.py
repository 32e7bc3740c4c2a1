"""Where workspaces are kept: one interface, and the front doors of its engines."""

from __future__ import annotations

from netdash.store.base import Store, Workspace
from netdash.store.stores import FileStore, MemoryStore, open_file

__all__ = ["FileStore", "MemoryStore", "Store", "Workspace", "open_file"]

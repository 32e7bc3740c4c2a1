"""Where workspaces are kept: one interface, and the front doors of its engines."""

from __future__ import annotations

from netdash.store.base import Store, Workspace
from netdash.store.stores import FileStore, MemoryStore, PostgresStore, open_file, open_postgres

__all__ = ["FileStore", "MemoryStore", "PostgresStore", "Store", "Workspace", "open_file", "open_postgres"]

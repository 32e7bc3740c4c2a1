"""Where workspaces are kept: one interface, and the stores behind it."""

from __future__ import annotations

from netdash.store.engine import Workspace
from netdash.store.snapshot import Contents
from netdash.store.stores import (
    COMMON,
    OWNER,
    FileStore,
    MemoryStore,
    PostgresStore,
    Store,
    name_of,
    open_file,
    open_postgres,
)

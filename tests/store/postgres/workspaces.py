"""How the tests of PostgreSQL open a workspace, and who is in it."""

from __future__ import annotations

from netdash.records import Contact
from netdash.store.postgres.connection import Database
from netdash.store.postgres.workspace import PostgresWorkspace
from netdash.store.stores import utc_now


def workspace(database: Database, name: str = "ann") -> PostgresWorkspace:
    return PostgresWorkspace(database, name, utc_now)


def names(workspace: PostgresWorkspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]

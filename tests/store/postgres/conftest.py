"""A member's workspace in PostgreSQL, open over two ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from netdash.store.postgres.connection import Database
from netdash.store.postgres.workspace import PostgresWorkspace
from tests.store.postgres.workspaces import workspace


@pytest.fixture
def mine(database: Database) -> PostgresWorkspace:
    return workspace(database)


@pytest.fixture
def theirs(url: str) -> Iterator[PostgresWorkspace]:
    """The same workspace over connections that are not lost."""
    database = Database(url)
    yield workspace(database)
    database.close()

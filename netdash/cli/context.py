"""What the deployer decided, read as the dashboard reads it but without Streamlit, and the stores that follow."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from netdash.access import settings
from netdash.access.settings import Settings
from netdash.cli import secret_files
from netdash.errors import CommandError
from netdash.store import FileStore, PostgresStore, Store


def chosen(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsError where the dashboard would let nobody in."""
    return settings.load(secret_files.environment(environ), secret_files.read())


def store(deployed: Settings) -> Store:
    """Open the store that the dashboard uses."""
    return files(deployed) if deployed.database is None else database(deployed)


def place(deployed: Settings) -> str:
    """Return the words for where that store is, without anything secret."""
    return f"the folder {deployed.file.parent}" if deployed.database is None else "the database"


@contextmanager
def closing(*stores: Store) -> Iterator[tuple[Store, ...]]:
    """Let go of the stores' connections in the end."""
    try:
        yield stores
    finally:
        for one in stores:
            one.close()


def files(deployed: Settings) -> FileStore:
    """Open the workspaces in files."""
    return FileStore(deployed.file)


def database(deployed: Settings) -> PostgresStore:
    """Open the workspaces in the database. Raises CommandError where none is set."""
    if deployed.database is None:
        raise CommandError(
            "No database is set. Put its address into NETDASH_DATABASE_URL, or into database_url under [netdash] "
            "in .streamlit/secrets.toml; never on the command line, where everybody on this machine could read it."
        )
    return PostgresStore(deployed.database)

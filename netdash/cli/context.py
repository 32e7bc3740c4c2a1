"""What the deployer decided, read without Streamlit, the stores that follow, and what a command says."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

from netdash.access import settings
from netdash.access.settings import Settings
from netdash.cli import secret_files
from netdash.errors import CommandError
from netdash.store import OWNER, FileStore, PostgresStore, Store


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


class Voice:
    """Says things, or only what is wrong where it is to be quiet; remembers whether anything was."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.wrong = 0

    def say(self, sentence: str) -> None:
        """Say what was done."""
        if not self._quiet:
            print(sentence, flush=True)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; the command then ends with 1."""
        self.wrong += 1
        print(f"netdash: {sentence}", file=sys.stderr, flush=True)


def shown(name: str) -> str:
    """Return the words for a workspace's name: the member's address, or whose it is."""
    return "the owner’s workspace" if name == OWNER else unquote(name)

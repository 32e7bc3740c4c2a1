"""What every command needs: the settings, read as Streamlit reads them but without it, the store, and the console."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from netdash.access import secrets_file, settings
from netdash.access.settings import Settings
from netdash.errors import CommandError
from netdash.store import COMMON, OWNER, FileStore, PostgresStore, Store

SECRETS_FILES = "STREAMLIT_SECRETS_FILES"


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError where the dashboard would let nobody in."""
    return settings.load(environment(), secrets())


def store(deployment: Settings) -> Store:
    """Open the store that the dashboard uses."""
    return files(deployment) if deployment.database is None else database(deployment)


def store_label(deployment: Settings) -> str:
    """Return the words for the store, without anything secret."""
    return f"the folder {deployment.file.parent}" if deployment.database is None else "the database"


@contextmanager
def closing(*stores: Store) -> Iterator[tuple[Store, ...]]:
    """Close the stores in the end."""
    try:
        yield stores
    finally:
        for store in stores:
            store.close()


def files(deployment: Settings) -> FileStore:
    """Open the workspaces in files."""
    return FileStore(deployment.file)


def database(deployment: Settings) -> PostgresStore:
    """Open the workspaces in the database. Raises CommandError where none is set."""
    if deployment.database is None:
        raise CommandError(
            "No database is set. Put its address into NETDASH_DATABASE_URL, or into database_url under [netdash] "
            "in .streamlit/secrets.toml; never on the command line, where everybody on this machine could read it."
        )
    return PostgresStore(deployment.database)


class Console:
    """Prints what was done, unless it is quiet, and what is wrong, which it counts."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.complaints = 0

    def say(self, sentence: str) -> None:
        """Print what was done, unless quiet."""
        if not self._quiet:
            print(sentence, flush=True)

    def complain(self, sentence: str) -> None:
        """Print what is wrong; the command then ends with 1."""
        self.complaints += 1
        print(f"netdash: {sentence}", file=sys.stderr, flush=True)


def label(name: str) -> str:
    """Return the words for a workspace: the member's address, or that it is the owner's or the cohort's."""
    words = {OWNER: "the owner’s workspace", COMMON: "what the members have in common"}
    return words.get(name) or unquote(name)


def secrets_files() -> list[Path]:
    """Return the secrets files and folders that count, in Streamlit's order: later ones override earlier ones."""
    named = [Path(name) for name in os.environ.get(SECRETS_FILES, "").split()]
    defaults = [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]
    return list(dict.fromkeys(named or filter(Path.exists, defaults)))


def secrets() -> Mapping[str, object]:
    """Return all secrets.

    Raises SettingsError where one cannot be read; where named ones are missing or have nothing for netdash, as commands
    would work on another deployment unnoticed.
    """
    return secrets_file.read_all(secrets_files(), required=bool(os.environ.get(SECRETS_FILES)), naming=True) or {}


def environment() -> Mapping[str, str]:
    """Return the environment as the dashboard sees it: Streamlit adds the plain values at the top of the secrets."""
    return {**os.environ, **{name: str(value) for name, value in secrets().items() if type(value) in (str, int, float)}}

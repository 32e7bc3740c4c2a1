"""What the deployer decided, read as the dashboard reads it but without Streamlit, and the stores that follow."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from netdash import settings
from netdash.errors import CommandError, SettingsError
from netdash.settings import Settings
from netdash.store import FileStore, PostgresStore, Store


def chosen(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsError where the dashboard would let nobody in."""
    return settings.load(environ, secrets())


def secrets() -> Mapping[str, object]:
    """Return what is in the secrets files, the nearer one first. Raises SettingsError at one that cannot be read."""
    found: dict[str, object] = {}
    for path in secrets_files():
        try:
            found |= tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The secrets file {path} cannot be read, so nobody is let in. Mend it.") from error
    return found


def secrets_files() -> list[Path]:
    """Return the secrets files there are, in the order in which Streamlit lays one over the other."""
    named = os.environ.get("STREAMLIT_SECRETS_FILES", "").split()
    usual = (folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd()))
    return [place for place in dict.fromkeys(map(Path, named) if named else usual) if place.exists()]


def store(deployed: Settings) -> Store:
    """Open the store that the dashboard uses."""
    return files(deployed) if deployed.database is None else database(deployed)


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

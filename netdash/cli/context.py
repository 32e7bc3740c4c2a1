"""What every command needs: the settings, read as Streamlit reads them but without it, the store, and the console."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from netdash.access import secrets_file, settings
from netdash.access.settings import Settings
from netdash.errors import CommandError, SettingsError
from netdash.store import OWNER, FileStore, PostgresStore, Store

SECRETS_FILES = "STREAMLIT_SECRETS_FILES"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsError where the dashboard would let nobody in."""
    return settings.load(environment(environ), secrets())


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
    """Return the words for a workspace: the member's address, or that it is the owner's."""
    return "the owner’s workspace" if name == OWNER else unquote(name)


def secrets_files() -> list[Path]:
    """Return the secrets files and folders there are, in Streamlit's order: later ones override earlier ones.

    Raises SettingsError where a named one is missing, as commands would work on another deployment unnoticed.
    """
    named = [Path(name) for name in os.environ.get(SECRETS_FILES, "").split()]
    for path in named:
        if not path.exists():
            raise SettingsError(f"{SECRETS_FILES} names {path}, which is not there, so nobody is let in. Mend it.")
    defaults = [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]
    return [path for path in dict.fromkeys(named or defaults) if path.exists()]


def secrets() -> Mapping[str, object]:
    """Return all secrets. Raises SettingsError where a file cannot be read, or named ones have nothing for netdash."""
    values: dict[str, object] = {}
    for path in secrets_files():
        try:
            content = _folder(path) if path.is_dir() else tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The secrets file {path} cannot be read, so nobody is let in. Mend it.") from error
        values |= content
    if (names := os.environ.get(SECRETS_FILES)) and secrets_file.is_silent(values):
        raise SettingsError(
            f"{SECRETS_FILES} names {names}, in which neither [auth] nor [netdash] stands, so nobody is let in. "
            "Mend it."
        )
    return values


def environment(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment as the dashboard sees it: Streamlit adds the plain values at the top of the secrets."""
    return {**environ, **{name: str(value) for name, value in secrets().items() if type(value) in (str, int, float)}}


def _folder(path: Path) -> Mapping[str, object]:
    """Read secrets mounted as a folder of folders, each one secret (one file) or a section (several files)."""
    sections: dict[str, object] = {}
    for part in sorted(path.iterdir()):
        files = [file for file in part.iterdir() if not file.is_dir()]
        values = {file.name: file.read_text("utf-8").strip() for file in files}
        sections[part.name] = next(iter(values.values())) if len(values) == 1 else values
    return sections

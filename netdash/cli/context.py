"""What the deployer decided, read as Streamlit reads it but without it, the stores that follow, what a command says."""

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


def chosen(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsError where the dashboard would let nobody in."""
    return settings.load(environment(environ), secrets())


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


def secrets_files() -> list[Path]:
    """Return the secrets files and folders there are, in Streamlit's order: of two that say the same, the later counts.

    Raises SettingsError where one that was named is missing: commands would look after another deployment unnoticed.
    """
    named = [Path(one) for one in os.environ.get(SECRETS_FILES, "").split()]
    for path in named:
        if not path.exists():
            raise SettingsError(f"{SECRETS_FILES} names {path}, which is not there, so nobody is let in. Mend it.")
    usual = [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]
    return [path for path in dict.fromkeys(named or usual) if path.exists()]


def secrets() -> Mapping[str, object]:
    """Return what they say together. Raises SettingsError where one cannot be read, or named ones are silent."""
    found: dict[str, object] = {}
    for path in secrets_files():
        try:
            said = _folder(path) if path.is_dir() else tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The secrets file {path} cannot be read, so nobody is let in. Mend it.") from error
        found |= said
    if (named := os.environ.get(SECRETS_FILES)) and secrets_file.is_silent(found):
        raise SettingsError(
            f"{SECRETS_FILES} names {named}, in which neither [auth] nor [netdash] stands, so nobody is let in. "
            "Mend it."
        )
    return found


def environment(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment as the dashboard sees it: Streamlit puts plain values at the top of the secrets there."""
    return {**environ, **{name: str(value) for name, value in secrets().items() if type(value) in (str, int, float)}}


def _folder(path: Path) -> Mapping[str, object]:
    """Read secrets that were mounted as a folder of folders, each a secret of one file, or a section of several."""
    found: dict[str, object] = {}
    for part in sorted(path.iterdir()):
        files = [file for file in part.iterdir() if not file.is_dir()]
        said = {file.name: file.read_text("utf-8").strip() for file in files}
        found[part.name] = next(iter(said.values())) if len(said) == 1 else said
    return found

"""The secrets, read from the files and folders that Streamlit would read, and taken as it takes them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from netdash.access import secrets_file
from netdash.errors import SettingsError

VARIABLE = "STREAMLIT_SECRETS_FILES"


def there() -> list[Path]:
    """Return the secrets files and folders there are, in Streamlit's order: of two that say the same, the later counts.

    Raises SettingsError where one that was named is missing: commands would look after another deployment unnoticed.
    """
    named = [Path(one) for one in os.environ.get(VARIABLE, "").split()]
    for path in named:
        if not path.exists():
            raise SettingsError(f"{VARIABLE} names {path}, which is not there, so nobody is let in. Mend it.")
    usual = [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]
    return [path for path in dict.fromkeys(named or usual) if path.exists()]


def read() -> Mapping[str, object]:
    """Return what they say together. Raises SettingsError where one cannot be read, or named ones are silent."""
    found: dict[str, object] = {}
    for path in there():
        try:
            said = _folder(path) if path.is_dir() else tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(f"The secrets file {path} cannot be read, so nobody is let in. Mend it.") from error
        found |= said
    if (named := os.environ.get(VARIABLE)) and secrets_file.is_silent(found):
        raise SettingsError(
            f"{VARIABLE} names {named}, in which neither [auth] nor [netdash] stands, so nobody is let in. Mend it."
        )
    return found


def environment(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment as the dashboard sees it: Streamlit puts plain values at the top of the secrets there."""
    return {**environ, **{name: str(value) for name, value in read().items() if type(value) in (str, int, float)}}


def _folder(path: Path) -> Mapping[str, object]:
    """Read secrets that were mounted as a folder of folders, each a secret of one file, or a section of several."""
    found: dict[str, object] = {}
    for part in sorted(path.iterdir()):
        files = [file for file in part.iterdir() if not file.is_dir()]
        said = {file.name: file.read_text("utf-8").strip() for file in files}
        found[part.name] = next(iter(said.values())) if len(said) == 1 else said
    return found

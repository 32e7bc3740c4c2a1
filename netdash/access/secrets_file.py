"""Reading a secrets file; what is wrong with it is a sentence without anything of its contents.

The address of the database that keeps workspaces is one of its keys, where the deployer names one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from netdash.errors import SettingsError

HOW_TO_FIX = (
    "Whoever deploys netdash: mend .streamlit/secrets.toml (on Community Cloud: App settings → Secrets) in a plain "
    'text editor, as a word processor writes “ and ” where " belongs; then start netdash again.'
)

_LINE = re.compile(r"at line (\d+)")

DATABASE_VARIABLE, DATABASE_SECRET = "NETDASH_DATABASE_URL", "database_url"


def read(path: Path, *, required: bool) -> Mapping[str, object] | None:
    """Return what a file holds now; None for a folder of secrets, and where there is no file.

    Raises SettingsError where a file cannot be read, or is missing though `required`, as the settings name it.
    """
    try:
        status = path.stat()
        return _read(path, status.st_ino, status.st_size, status.st_ctime_ns)
    except FileNotFoundError:
        if required:
            _refuse("the settings name one that is not there")
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        _refuse(f"there is a slip in its line {line[1]}" if line else "something is not closed before its end")
    except UnicodeDecodeError:
        _refuse("it is not saved as UTF-8")
    except OSError as error:
        _refuse(_reason(error))
    return None


def is_silent(secrets: Mapping[str, object]) -> bool:
    """Tell whether secrets have nothing for netdash; files that the settings name may have been emptied."""
    return not secrets.get("auth") and not secrets.get("netdash")


def check_not_silent(secrets: Mapping[str, object]) -> None:
    """Raise SettingsError where the named files together have nothing for netdash: nobody would have to sign in."""
    if is_silent(secrets):
        _refuse("neither [auth] nor [netdash] stands in it")


@lru_cache(16)  # read on every run; errors are not cached
def _read(path: Path, *_status: int) -> Mapping[str, object] | None:
    if path.suffix == ".toml":
        return tomllib.loads(path.read_text("utf-8"))
    next(path.iterdir(), None)
    return None


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "netdash’s user on this machine may not read it"
    return "it is a folder" if isinstance(error, IsADirectoryError) else "the disk does not give it"


def _refuse(reason: str) -> None:
    raise SettingsError(f"The secrets file cannot be read, so nobody is let in: {reason}. {HOW_TO_FIX}")


def database_address(environ: Mapping[str, str], secrets: Mapping[str, object]) -> str | None:
    """Return the address in the environment, else in the secrets under [netdash], else None.

    Raises SettingsError where it is no address, as a misspelled one must not lead to files that do not last.
    """
    section = secrets.get("netdash")
    secret = section.get(DATABASE_SECRET) if isinstance(section, Mapping) else None
    url = environ.get(DATABASE_VARIABLE) or secret
    if url is None:
        return None
    if isinstance(url, str) and url.startswith(("postgresql://", "postgres://")) and "…" not in url:
        return url
    # Without the value, which holds a password.
    raise SettingsError(
        f"{DATABASE_VARIABLE}, or {DATABASE_SECRET} under [netdash] in the secrets, is not the address of a PostgreSQL "
        "database, so nobody is let in. Mend it (postgresql://user:password@host/name), or leave it out."
    )

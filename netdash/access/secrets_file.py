"""What a secrets file says now: what is wrong with it is a sentence that holds nothing of what is in it.

The address of the database that keeps workspaces is one of its keys, where the deployer names one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from netdash.errors import SettingsError

MEND = (
    "Whoever deploys netdash: mend .streamlit/secrets.toml (on Community Cloud: App settings → Secrets) in a plain "
    'text editor, as a word processor writes “ and ” where " belongs; then start netdash again.'
)

_LINE = re.compile(r"at line (\d+)")

DATABASE_VARIABLE, DATABASE_SECRET = "NETDASH_DATABASE_URL", "database_url"


def read(path: Path, *, named: bool) -> Mapping[str, object] | None:
    """Return what a file says now; None of a folder of secrets, and where there is nothing.

    Raises SettingsError at what is there and cannot be read, and at a `named` one that is not there.
    """
    try:
        now = path.stat()
        return _read(path, now.st_ino, now.st_size, now.st_ctime_ns)
    except FileNotFoundError:
        if named:
            _refuse("the settings name one that is not there")
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        _refuse(f"there is a slip in its line {line[1]}" if line else "something is not closed before its end")
    except UnicodeDecodeError:
        _refuse("it is not saved as UTF-8")
    except OSError as error:
        _refuse(_why(error))
    return None


def is_silent(found: Mapping[str, object]) -> bool:
    """Tell whether secrets say nothing of netdash: files that were named for it may have been emptied."""
    return not found.get("auth") and not found.get("netdash")


def check_named(found: Mapping[str, object]) -> None:
    """Raise SettingsError where what was named says nothing, all together: nobody would have to sign in."""
    if is_silent(found):
        _refuse("neither [auth] nor [netdash] stands in it")


@lru_cache(16)  # asked on every run; what raises is not kept
def _read(path: Path, *_as_it_is_now: int) -> Mapping[str, object] | None:
    if path.suffix == ".toml":
        return tomllib.loads(path.read_text("utf-8"))
    next(path.iterdir(), None)
    return None


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "netdash’s user on this machine may not read it"
    return "it is a folder" if isinstance(error, IsADirectoryError) else "the disk does not give it"


def _refuse(why: str) -> None:
    raise SettingsError(f"The secrets file cannot be read, so nobody is let in: {why}. {MEND}")


def database_address(environ: Mapping[str, str], secrets: Mapping[str, object]) -> str | None:
    """Return the address in the environment, else in the secrets under [netdash], else None.

    Raises SettingsError at one that is no address; a misspelled one must not lead to files that do not last.
    """
    section = secrets.get("netdash")
    said = section.get(DATABASE_SECRET) if isinstance(section, Mapping) else None
    url = environ.get(DATABASE_VARIABLE) or said
    if url is None:
        return None
    if isinstance(url, str) and url.startswith(("postgresql://", "postgres://")) and "…" not in url:
        return url
    # Without the value, which holds a password.
    raise SettingsError(
        f"{DATABASE_VARIABLE}, or {DATABASE_SECRET} under [netdash] in the secrets, is not the address of a PostgreSQL "
        "database, so nobody is let in. Mend it (postgresql://user:password@host/name), or leave it out."
    )

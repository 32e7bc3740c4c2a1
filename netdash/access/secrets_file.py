"""Reading secrets, from files and folders; what is wrong with it is a sentence without anything of its contents.

The address of the database that keeps workspaces is one of its keys, where the deployer names one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from netdash.errors import SettingsError

HOW_TO_FIX = (
    "Whoever deploys netdash: mend .streamlit/secrets.toml (on Community Cloud: App settings → Secrets) in a plain "
    'text editor, as a word processor writes “ and ” where " belongs; then start netdash again.'
)

_LINE = re.compile(r"at line (\d+)")

DATABASE_VARIABLE, DATABASE_SECRET = "NETDASH_DATABASE_URL", "database_url"


def read_all(paths: Sequence[Path], *, required: bool, naming: bool = False) -> Mapping[str, object] | None:
    """Return what these files and folders hold now, a later one before an earlier one; None where there is none.

    Raises SettingsError as `read` does, and where `required` ones together have nothing for netdash, as they may have
    been emptied and nobody would have to sign in.
    """
    contents = [content for path in paths if (content := read(path, required=required, naming=naming)) is not None]
    secrets = {name: value for content in contents for name, value in content.items()}
    if required and not secrets.get("auth") and not secrets.get("netdash"):
        raise _refusal("neither [auth] nor [netdash] stands in it", paths if naming else ())
    return secrets if contents else None


def read(path: Path, *, required: bool, naming: bool = False) -> Mapping[str, object] | None:
    """Return what a file or folder of secrets holds now; None where there is none.

    Raises SettingsError where it cannot be read, or is missing though `required`, as the settings name it. The sentence
    has the path only if `naming`: the dashboard shows it to anybody.
    """
    try:
        if path.suffix != ".toml":
            return _folder(path)
        status = path.stat()
        return _file(path, status.st_ino, status.st_size, status.st_ctime_ns)
    except FileNotFoundError:
        if not required:
            return None
        reason = "the settings name one that is not there"
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        reason = f"there is a slip in its line {line[1]}" if line else "something is not closed before its end"
    except UnicodeDecodeError:
        reason = "it is not saved as UTF-8"
    except OSError as error:
        reason = _reason(error)
    raise _refusal(reason, [path] if naming else ())


@lru_cache(16)  # read on every run; errors are not cached
def _file(path: Path, *_status: int) -> Mapping[str, object]:
    return tomllib.loads(path.read_text("utf-8"))


def _folder(path: Path) -> Mapping[str, object]:
    """Read secrets mounted as a folder of folders, each one secret (one file) or a section (several files)."""
    sections: dict[str, object] = {}
    for part in path.iterdir():
        values = {file.name: file.read_text("utf-8").strip() for file in part.iterdir() if not file.is_dir()}
        sections[part.name] = next(iter(values.values())) if len(values) == 1 else values
    return sections


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "netdash’s user on this machine may not read it"
    if isinstance(error, NotADirectoryError):
        return "a file of secrets ends in .toml, and a folder of secrets holds folders"
    return "it is a folder" if isinstance(error, IsADirectoryError) else "the disk does not give it"


def _refusal(reason: str, named: Sequence[Path]) -> SettingsError:
    which, fix = (f" {' '.join(map(str, named))}", "Mend it.") if named else ("", HOW_TO_FIX)
    return SettingsError(f"The secrets file{which} cannot be read, so nobody is let in: {reason}. {fix}")


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

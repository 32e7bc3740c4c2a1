"""Whether a secrets file can be read: what is wrong with it is a sentence that holds nothing of what is in it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from netdash.errors import SettingsError

MEND = (
    "Whoever deploys netdash: mend .streamlit/secrets.toml (on Community Cloud: App settings → Secrets), in a plain "
    'text editor, as a word processor turns " into “ and ”; then start netdash again.'
)

_LINE = re.compile(r"at line (\d+)")


def check(path: Path, *, named: bool) -> None:
    """Raise SettingsError at a file that is there and cannot be read, and at a `named` one that is not there.

    A slip there must not open the doors: without the file nobody would have to sign in.
    """
    try:
        _read(path, path.stat().st_ctime_ns)
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


@lru_cache(16)  # asked on every run; what raises is not kept
def _read(path: Path, _changed_at: int) -> None:
    if path.suffix == ".toml":
        tomllib.loads(path.read_text("utf-8"))
    else:
        next(path.iterdir(), None)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "netdash’s user on this machine may not read it"
    return "it is a folder" if isinstance(error, IsADirectoryError) else "the disk does not give it"


def _refuse(why: str) -> None:
    raise SettingsError(f"The secrets file cannot be read, so nobody is let in: {why}. {MEND}")

"""The deployer's settings, read from the environment and the secrets."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from netdash.access import secrets_file
from netdash.access.sign_in import SignIn, read_sign_in
from netdash.errors import SettingsError

PROJECT = Path(__file__).resolve().parents[2]
COMMUNITY_CLOUD = Path("/mount/src")
"""Where Community Cloud puts an app's repository, as public repositories document; its disk may be emptied any time."""


class Trust(StrEnum):
    """Whom the deployer trusts to be the owner of the local file."""

    LOCAL = ""
    NETWORK = "network"
    NONE = "none"


class Disk(StrEnum):
    """Whether files survive a restart of the server; by itself netdash recognises Community Cloud."""

    AS_THE_HOST = ""
    LASTS = "lasts"
    TEMPORARY = "temporary"


@dataclass(frozen=True)
class Settings:
    """One deployment. The defaults are those of a member's own machine."""

    trust: Trust = Trust.LOCAL
    file: Path = PROJECT / "data" / "netdash.json"
    sign_in: SignIn | None = None
    """Who may sign in, and how; None where nobody has to."""
    disk_lasts: bool = True
    """Whether files survive a restart of the server."""
    now: datetime | None = None
    """A fixed moment instead of the clock, for screenshots."""
    database: str | None = field(default=None, repr=False)
    """The address of the PostgreSQL database, its password in it; None: workspaces are files."""

    @property
    def is_durable(self) -> bool:
        """Tell whether what a member saves survives a restart of the server."""
        return self.disk_lasts or self.database is not None


def load(environ: Mapping[str, str], secrets: Mapping[str, object], project: Path = PROJECT) -> Settings:
    """Read the settings. Raises SettingsError at the first value that is not allowed.

    `project` is the folder that netdash runs from, by which it recognises the host.
    """
    file = environ.get("NETDASH_FILE", "")
    return Settings(
        trust=Trust(_choice(environ, "NETDASH_TRUST", tuple(Trust))),
        file=Path(file) if file else Settings.file,
        sign_in=read_sign_in(secrets),
        disk_lasts=_is_lasting(Disk(_choice(environ, "NETDASH_DISK", tuple(Disk))), project),
        now=_moment(environ, "NETDASH_NOW"),
        database=secrets_file.database_address(environ, secrets),
    )


def check_change(before: Settings, after: Settings) -> None:
    """Raise SettingsError where a change since `before` lets more people in, or leads to other workspaces.

    Secrets that an editor, a full disk or a killed copy emptied must not pass for a decision. Other lists, another
    address of the database, and having to sign in where nobody had to before are allowed, and count at once.
    """
    if before.sign_in is not None and after.sign_in is None:
        _refuse_change("the sign-in settings are gone", "put [auth] back into the secrets")
    if before.database is not None and after.database is None:
        _refuse_change("the address of the database is gone", f"put it back ({secrets_file.DATABASE_VARIABLE})")
    for variable, old, new in (("NETDASH_TRUST", before.trust, after.trust), ("NETDASH_FILE", before.file, after.file)):
        if old != new:
            _refuse_change(f"{variable} is another one than at the start", "put back what it was")


def _refuse_change(change: str, fix: str) -> NoReturn:
    raise SettingsError(
        f"The settings changed while netdash was running: {change}, so nobody is let in. Whoever deploys netdash: "
        f"{fix}, or, where that is meant, start netdash again."
    )


def _is_lasting(disk: Disk, project: Path) -> bool:
    return disk is Disk.LASTS or (disk is Disk.AS_THE_HOST and not project.is_relative_to(COMMUNITY_CLOUD))


def _moment(environ: Mapping[str, str], variable: str) -> datetime | None:
    value = environ.get(variable, "")
    with suppress(ValueError):
        moment = datetime.fromisoformat(value) if value else None
        if moment is None or moment.tzinfo is not None:
            return moment
    raise SettingsError(
        f"{variable}={value} is not a moment with a zone, such as 2026-11-23T09:00+01:00, so nobody is let in. "
        "Mend it, or leave it out; then start netdash again."
    )


def _choice(environ: Mapping[str, str], variable: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(variable, "")
    if value in allowed:
        return value
    choices = " or ".join(f"{variable}={choice}" for choice in allowed if choice)
    raise SettingsError(
        f"{variable}={value} is not a setting that netdash knows, so nobody is let in. "
        f"Set {choices}, or leave it out; then start netdash again."
    )

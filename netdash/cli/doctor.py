"""A look at everything that can be wrong: settings, store, every workspace, references and clocks."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from netdash.access import secrets_file
from netdash.access.settings import Settings
from netdash.cli import context, secret_files
from netdash.cli.console import Voice, shown
from netdash.cli.workspace_findings import of_workspace
from netdash.errors import NetdashError
from netdash.moments import zone_names
from netdash.store import Store
from netdash.store.checkup import of_files
from netdash.store.health import Finding
from netdash.store.postgres.health import of_database

KNOWN = (
    "NETDASH_DATABASE_URL",
    "NETDASH_DISK",
    "NETDASH_FILE",
    "NETDASH_TRUST",
    "NETDASH_PLAIN_INPUTS",
    "NETDASH_NOW",
    "NETDASH_CHROMIUM",
    "NETDASH_REQUIRE_",
    "NETDASH_TEST_",
)
"""How the variables begin that netdash, or its tests, look at."""


def examine(voice: Voice, now: datetime) -> None:
    """Say what is wrong, and what is worth knowing."""
    try:
        deployed = context.chosen()
    except NetdashError as error:
        _say(voice, "settings", [Finding(error.sentence)])
        return
    _say(voice, "settings", _of_settings(deployed, os.environ))
    found = list(of_files(deployed.file)) if deployed.database is None else list(of_database(deployed.database))
    _say(voice, context.place(deployed), found)
    with context.closing(context.store(deployed)) as (store,):
        _examine_workspaces(store, voice, now, said=[one.sentence for one in found])
    voice.say("Nothing is wrong." if not voice.wrong else "Something is wrong; see above.")


def _examine_workspaces(store: Store, voice: Voice, now: datetime, said: Collection[str]) -> None:
    """Look at every workspace; why none can be looked at is not said once more."""
    try:
        names = store.names()
    except NetdashError as error:
        if error.sentence not in said:
            voice.complain(error.sentence)
        return
    for name in names:
        try:
            _say(voice, shown(name), list(of_workspace(store.named(name), now)))
        except NetdashError as error:
            voice.complain(f"{shown(name)}: {error.sentence}")
    voice.say(f"{len(names)} workspaces.")


def _say(voice: Voice, what: str, found: list[Finding]) -> None:
    for finding in found:
        if finding.wrong:
            voice.complain(f"{what}: {finding.sentence}")
        else:
            voice.say(f"{what}: {finding.sentence}")
    if not any(finding.wrong for finding in found):
        voice.say(f"{what}: fine.")


def _of_settings(deployed: Settings, environ: Mapping[str, str]) -> list[Finding]:
    return [*_of_variables(environ), *_of_secrets(secret_files.there()), *_of(deployed)]


def _of_variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    for variable in sorted(environ):
        if variable.startswith("NETDASH_") and not variable.startswith(KNOWN):
            yield Finding(f"{variable} is no variable that netdash knows; is it misspelled?")


def _of(deployed: Settings) -> Iterator[Finding]:
    if deployed.now is not None:
        yield Finding(f"NETDASH_NOW is set, so the clock stands still at {deployed.now.isoformat()}: leave it out.")
    if "Europe/Berlin" not in zone_names():
        yield Finding("The time zones are missing: pip install -r requirements.txt brings them.")
    if deployed.database is not None and deployed.file.exists():
        yield Finding(
            f"The database is used, so nobody sees what is in {deployed.file}; `move --to database` carries it there.",
            wrong=False,
        )


def _is_open(path: Path) -> bool:
    return sys.platform != "win32" and bool(path.stat().st_mode & 0o077)


def _of_secrets(paths: Sequence[Path]) -> Iterator[Finding]:
    if not paths:
        yield Finding(f"There are no secrets, neither at home nor in {Path.cwd()}.", wrong=False)
    for path in paths:
        yield Finding(f"The secrets are those in {path}.", wrong=False)
        if path.is_file() and not secrets_file.read(path, named=False):
            yield Finding(f"Nothing stands in {path}: if it was emptied, nobody has to sign in.", wrong=False)
        if _is_open(path):
            yield Finding(f"Others on this machine may read the secrets in {path}: chmod 600 it.", wrong=False)

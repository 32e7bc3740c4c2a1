"""A look at everything that can be wrong: settings, store, every workspace, references and clocks."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from netdash import rules, trash
from netdash.access import secrets_file
from netdash.access.settings import Settings
from netdash.cli import context
from netdash.cli.context import Voice, shown
from netdash.errors import NetdashError
from netdash.moments import zone_names
from netdash.records import KINDS, Introduction, Record, Trashed
from netdash.store import Store, Workspace
from netdash.store.frozen_copy import still
from netdash.store.health import Finding, of_files
from netdash.store.postgres.health import of_database
from netdash.workspace import references

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
    return [*_of_variables(environ), *_of_secrets(context.secrets_files()), *_of(deployed)]


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


AHEAD = timedelta(minutes=5)
"""By so much two clocks may differ before a saved moment counts as one of the future."""


def of_workspace(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """Yield what is found; contents are never shown, only kinds and ids."""
    try:
        seen = still(workspace)
    except NetdashError as error:
        yield Finding(error.sentence)
        return
    yield from _of_references(seen, now)
    yield from _of_moments(seen, now)
    yield from _of_odd_records(seen)
    unknown = sorted(seen.contents().tables.keys() - {kind.table for kind in KINDS})
    if unknown:
        yield Finding(f"It holds what this netdash does not know and keeps: {', '.join(unknown)}.", wrong=False)
    yield Finding(f"{seen.contents().count} records.", wrong=False)


def _of_references(seen: Workspace, now: datetime) -> Iterator[Finding]:
    removed = Counter[str]()
    for one in references.broken_references(seen, now, rules.shipped().trash.kept_for):
        if one.expected:
            removed[one.kind.noun] += 1
        else:
            yield Finding(f"{_the(one.record)} names the {one.kind.noun} {one.id} ({one.field}), which is nowhere.")
    for noun, times in removed.items():
        yield Finding(f"{times} times a {noun} is named that was removed; that is as it should be.", wrong=False)


def _of_moments(seen: Workspace, now: datetime) -> Iterator[Finding]:
    ahead = [one for kind in KINDS for one in seen.all(kind) if one.updated_at and one.updated_at - now > AHEAD]
    if ahead:
        latest = max(one.updated_at for one in ahead if one.updated_at)
        yield Finding(
            f"{len(ahead)} records were saved in the future, the last at {latest:%Y-%m-%d %H:%M} UTC: this machine’s "
            "clock is behind, or one that saves here was ahead. Look at the clocks."
        )


def _of_odd_records(seen: Workspace) -> Iterator[Finding]:
    for introduction in seen.all(Introduction):
        if introduction.by_contact == introduction.to_contact:
            yield Finding(f"{_the(introduction)} says that somebody introduced themselves.")
    for item in seen.all(Trashed):
        if any(trash.record_of(gone) is None for gone in item.records):
            yield Finding(f"{_the(item)} holds something that this netdash cannot read, so it cannot be restored.")


def _the(record: Record) -> str:
    return f"The {record.noun} {record.id}"

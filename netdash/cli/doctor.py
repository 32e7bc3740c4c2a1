"""The command doctor: checks settings, store, every workspace, references and clocks."""

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
from netdash.cli.context import Console, label
from netdash.errors import NetdashError
from netdash.moments import zone_names
from netdash.records import BY_TABLE, KINDS, Introduction, Record, Trashed
from netdash.store import Store, Workspace
from netdash.store.health import Finding, of_files
from netdash.store.postgres.health import of_database
from netdash.wording import counted
from netdash.workspace import references

VARIABLES = (
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
"""The variables that netdash or its tests read, or how they begin."""


def examine(console: Console, now: datetime) -> None:
    """Print what is wrong, and what is worth knowing."""
    try:
        deployment = context.load_settings()
    except NetdashError as error:
        _say(console, "settings", [Finding(error.sentence)])
        return
    _say(console, "settings", _of_settings(deployment, os.environ))
    findings = list(of_files(deployment.file) if deployment.database is None else of_database(deployment.database))
    _say(console, context.store_label(deployment), findings)
    with context.closing(context.store(deployment)) as (store,):
        _examine_workspaces(store, console, now, printed=[finding.sentence for finding in findings])
    console.say("Nothing is wrong." if not console.complaints else "Something is wrong; see above.")


def _examine_workspaces(store: Store, console: Console, now: datetime, printed: Collection[str]) -> None:
    """Check every workspace; why none can be opened is not printed a second time."""
    try:
        names = store.names()
    except NetdashError as error:
        if error.sentence not in printed:
            console.complain(error.sentence)
        return
    for name in names:
        try:
            _say(console, label(name), list(of_workspace(store.named(name), now)))
        except NetdashError as error:
            console.complain(f"{label(name)}: {error.sentence}")
    console.say(f"{counted(len(names), 'workspace')}.")


def _say(console: Console, subject: str, findings: list[Finding]) -> None:
    for finding in findings:
        report = console.complain if finding.wrong else console.say
        report(f"{subject}: {finding.sentence}")
    if not any(finding.wrong for finding in findings):
        console.say(f"{subject}: fine.")


def _of_settings(deployment: Settings, environ: Mapping[str, str]) -> list[Finding]:
    return [*_of_variables(environ), *_of_secrets(context.secrets_files()), *_of_deployment(deployment)]


def _of_variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    for variable in sorted(environ):
        if variable.startswith("NETDASH_") and not variable.startswith(VARIABLES):
            yield Finding(f"{variable} is no variable that netdash knows; is it misspelled?")


def _of_deployment(deployment: Settings) -> Iterator[Finding]:
    if deployment.now is not None:
        yield Finding(f"NETDASH_NOW is set, so the clock stands still at {deployment.now.isoformat()}: leave it out.")
    if "Europe/Berlin" not in zone_names():
        yield Finding("The time zones are missing: pip install -r requirements.txt brings them.")
    if deployment.database is not None and deployment.file.exists():
        yield Finding(
            f"The database is used, so nobody sees what is in {deployment.file}; "
            "`move --to database` carries it there.",
            wrong=False,
        )


def _is_readable_by_others(path: Path) -> bool:
    return sys.platform != "win32" and bool(path.stat().st_mode & 0o077)


def _of_secrets(paths: Sequence[Path]) -> Iterator[Finding]:
    if not paths:
        yield Finding(f"There are no secrets, neither at home nor in {Path.cwd()}.", wrong=False)
    for path in paths:
        yield Finding(f"The secrets are those in {path}.", wrong=False)
        if path.is_file() and not secrets_file.read(path, required=False):
            yield Finding(f"Nothing stands in {path}: if it was emptied, nobody has to sign in.", wrong=False)
        if _is_readable_by_others(path):
            yield Finding(f"Others on this machine may read the secrets in {path}: chmod 600 it.", wrong=False)


AHEAD_TOLERANCE = timedelta(minutes=5)
"""How much two clocks may differ before a saved moment counts as in the future."""


def of_workspace(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """Yield the findings about a workspace; they never show contents, only kinds and ids."""
    with workspace.reading():
        yield from _of_references(workspace, now)
        yield from _of_moments(workspace, now)
        yield from _of_odd_records(workspace)
        contents = workspace.contents()
    if unknown := sorted(contents.tables.keys() - BY_TABLE.keys()):
        yield Finding(f"It holds what this netdash does not know and keeps: {', '.join(unknown)}.", wrong=False)
    yield Finding(f"{contents.count} records.", wrong=False)


def _of_references(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    removals = Counter[str]()
    for loose in references.broken_references(workspace, now, rules.shipped().trash.kept_for):
        noun = loose.kind.noun
        if loose.expected:
            removals[noun] += 1
        else:
            yield Finding(f"{_name(loose.record)} names the {noun} {loose.id} ({loose.field}), which is nowhere.")
    for noun, times in removals.items():
        yield Finding(f"{times} times a {noun} is named that was removed; that is as it should be.", wrong=False)


def _of_moments(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    moments = [record.updated_at for kind in KINDS for record in workspace.all(kind) if record.updated_at]
    future = [moment for moment in moments if moment - now > AHEAD_TOLERANCE]
    if future:
        yield Finding(
            f"{len(future)} records were saved in the future, the last at {max(future):%Y-%m-%d %H:%M} UTC: this "
            "machine’s clock is behind, or one that saves here was ahead. Look at the clocks."
        )


def _of_odd_records(workspace: Workspace) -> Iterator[Finding]:
    for introduction in workspace.all(Introduction):
        if introduction.by_contact == introduction.to_contact:
            yield Finding(f"{_name(introduction)} says that somebody introduced themselves.")
    for item in workspace.all(Trashed):
        if any(trash.record_of(record) is None for record in item.records):
            yield Finding(f"{_name(item)} holds something that this netdash cannot read, so it cannot be restored.")


def _name(record: Record) -> str:
    return f"The {record.noun} {record.id}"

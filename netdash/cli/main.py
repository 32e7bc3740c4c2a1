"""The command line: its arguments, and the functions that carry out its commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from netdash.access.settings import Settings
from netdash.cli import backups, context, doctor, exports, move
from netdash.cli.context import Console
from netdash.errors import CommandError, NetdashError
from netdash.store import OWNER, Store, name_of

FINE, WRONG = 0, 1
"""Exit codes; argparse ends with 2 where it cannot read the command line."""

_MEMBER = "the address of the member whose workspace it is; without it, the owner’s"


def main(arguments: Sequence[str]) -> int:
    """Carry out a command and return the exit code: 0 fine, 1 something is wrong, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    console = Console(quiet=options.quiet)
    try:
        options.act(options, console, datetime.now(UTC))
    except NetdashError as error:
        console.complain(error.sentence)
    except BrokenPipeError:
        raise
    except OSError as error:
        console.complain(f"{error.filename or 'The system'}: {error.strerror or error}.")
    return WRONG if console.complaints else FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m netdash",
        description="Looks after the workspaces that the dashboard keeps, in files or in PostgreSQL, while it runs.",
        epilog="The settings are the dashboard’s. Ends with 0: fine, 1: something is wrong, 2: wrong usage.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong, on standard error")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (act, add_arguments, help) in _COMMANDS.items():
        command = commands.add_parser(name, parents=[shared], help=help, description=help)
        command.set_defaults(act=act)
        add_arguments(command)
    return parser


def _add_move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", choices=tuple(_DIRECTIONS), required=True, help="where to")
    parser.add_argument("--member", action="append", metavar="ADDRESS", help="only this member; may be said again")
    parser.add_argument("--replace", action="store_true", help="replace, for good, other workspaces in their place")


def _move(options: argparse.Namespace, console: Console, _now: datetime) -> None:
    deployment = context.load_settings()
    open_source, open_target = _DIRECTIONS[options.to]
    stores = open_source(deployment), open_target(deployment), open_target(deployment)
    with context.closing(*stores) as (source, target, reopened):
        names = [_existing_name(source, member) for member in options.member] if options.member else source.names()
        move.move(move.Route(source, target, reopened), names, console, replace=options.replace)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("meetings",))
    parser.add_argument("--csv", type=Path, required=True, metavar="FILE", help="where to; - for standard output")
    semicolons = "separate cells by ; instead of , for an Excel whose decimal sign is a comma"
    parser.add_argument("--semicolons", action="store_true", help=semicolons)
    parser.add_argument("--member", metavar="ADDRESS", help=_MEMBER)


def _export(options: argparse.Namespace, console: Console, now: datetime) -> None:
    with context.closing(context.store(context.load_settings())) as (store,):
        name = _existing_name(store, options.member)
        exports.export_meetings(store, name, options.csv, console, now, semicolons=options.semicolons)


def _add_digest(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--text", action="store_true", help="as plain text")
    form.add_argument("--eml", action="store_true", help="as a draft of an e-mail to the member, which nobody has sent")
    to = "where to; without it, standard output"
    parser.add_argument("--to", type=Path, default=exports.STANDARD_OUTPUT, metavar="FILE", help=to)
    parser.add_argument("--member", metavar="ADDRESS", help=_MEMBER)


def _digest(options: argparse.Namespace, console: Console, now: datetime) -> None:
    with context.closing(context.store(context.load_settings())) as (store,):
        name, to = _existing_name(store, options.member), options.member or ""
        exports.write_digest(store, name, to, options.to, console, now, eml=options.eml)


def _back_up(options: argparse.Namespace, console: Console, now: datetime) -> None:
    deployment = context.load_settings()
    with context.closing(context.store(deployment)) as (store,):
        if options.all and not store.names():
            # Most likely not the dashboard's settings, and then every night's backup would be empty.
            raise CommandError(f"There is no workspace in {context.store_label(deployment)}, so nothing was backed up.")
        if options.all:
            files = backups.files_for(store.names(), options.path)
        else:
            files = {_existing_name(store, options.member): options.path}
        backups.back_up(store, files, console, now)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    _add_path(parser)
    parser.add_argument("--replace", action="store_true", help="replace, for good, what is there now")


def _restore(options: argparse.Namespace, console: Console, _now: datetime) -> None:
    deployment = context.load_settings()
    files = backups.files_in(options.path) if options.all else {name_of(options.member): options.path}
    with context.closing(context.store(deployment), context.store(deployment)) as (store, reopened):
        backups.restore(store, reopened, files, console, replace=options.replace)


def _add_erase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", metavar="ADDRESS", required=True, help="the address of the member who has left")
    parser.add_argument("--yes", action="store_true", help="erase; without it, only say how much there is")


def _erase(options: argparse.Namespace, console: Console, _now: datetime) -> None:
    with context.closing(context.store(context.load_settings())) as (store,):
        move.erase(store, _existing_name(store, options.member), options.member, console, confirmed=options.yes)


def _examine(_options: argparse.Namespace, console: Console, now: datetime) -> None:
    doctor.examine(console, now)


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="the backup, a .zip")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--member", metavar="ADDRESS", help=_MEMBER)
    group.add_argument("--all", action="store_true", help="every workspace; PATH is then a folder with a .zip for each")


def _existing_name(store: Store, member: str | None) -> str:
    """Return the name of a workspace that exists. Raises CommandError, so that no typo makes an empty file."""
    name = name_of(member)
    if name not in store.names():
        owner = "the owner" if name == OWNER else member
        raise CommandError(f"There is no workspace of {owner}. --member names another; `doctor` lists them all.")
    return name


_DIRECTIONS: dict[str, tuple[Callable[[Settings], Store], Callable[[Settings], Store]]] = {
    "database": (context.files, context.database),
    "files": (context.database, context.files),
}
"""The store to move from and the one to move to, by the value of --to."""

_COMMANDS = {
    "move": (
        _move,
        _add_move,
        "carry workspaces from files to the database, or back; those left behind stay as they are",
    ),
    "export": (_export, _add_export, "write a meeting log as CSV"),
    "digest": (_digest, _add_digest, "write what is due today, as text or as a draft of an e-mail"),
    "backup": (_back_up, _add_path, "write a backup, which the dashboard restores too"),
    "restore": (_restore, _add_restore, "put a backup back"),
    "erase": (_erase, _add_erase, "remove a member’s workspace for good, with the copies kept of it"),
    "doctor": (_examine, lambda _parser: None, "look at settings, store, references and clock, and say what is wrong"),
}

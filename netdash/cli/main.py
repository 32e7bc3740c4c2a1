"""The command line itself: what may be said on it, and who does what was said."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from netdash.access.settings import Settings
from netdash.cli import backups, context, doctor, move
from netdash.cli.context import Voice
from netdash.errors import CommandError, NetdashError
from netdash.store import OWNER, Store, name_of

FINE, WRONG = 0, 1
"""What a command ends with; 2 is argparse's, for a line that makes no sense."""

_MEMBER = "the address of the member whose workspace it is; without it, the owner’s"


def main(arguments: Sequence[str]) -> int:
    """Do what the line says and return the exit code: 0 fine, 1 something is wrong, 2 wrong usage."""
    asked = _parser().parse_args(arguments)
    voice = Voice(quiet=asked.quiet)
    try:
        asked.act(asked, voice, datetime.now(UTC))
    except NetdashError as error:
        voice.complain(error.sentence)
    except BrokenPipeError:
        raise
    except OSError as error:
        voice.complain(f"{error.filename or 'The system'}: {error.strerror or error}.")
    return WRONG if voice.wrong else FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m netdash",
        description="Looks after the workspaces that the dashboard keeps, in files or in PostgreSQL, while it runs.",
        epilog="The settings are the dashboard’s. Ends with 0: fine, 1: something is wrong, 2: wrong usage.",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("-q", "--quiet", action="store_true", help="say only what is wrong, on standard error")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (add, help) in _COMMANDS.items():
        add(commands.add_parser(name, parents=[shared], help=help, description=help))
    return parser


def _add_move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", choices=tuple(_WAYS), required=True, help="where to")
    parser.add_argument("--member", action="append", metavar="ADDRESS", help="only this member; may be said again")
    parser.add_argument("--replace", action="store_true", help="replace, for good, other workspaces in their place")
    parser.set_defaults(act=_move)


def _move(asked: argparse.Namespace, voice: Voice, _now: datetime) -> None:
    deployed = context.chosen()
    here, there = _WAYS[asked.to]
    with context.closing(here(deployed), there(deployed), there(deployed)) as (source, target, again):
        names = [_named(source, one) for one in asked.member] if asked.member else source.names()
        move.move(move.Way(source, target, again), names, voice, replace=asked.replace)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("meetings",))
    parser.add_argument("--csv", type=Path, required=True, metavar="FILE", help="where to; - for standard output")
    semicolons = "separate cells by ; instead of , for an Excel whose decimal sign is a comma"
    parser.add_argument("--semicolons", action="store_true", help=semicolons)
    parser.add_argument("--member", metavar="ADDRESS", help=_MEMBER)
    parser.set_defaults(act=_export)


def _export(asked: argparse.Namespace, voice: Voice, now: datetime) -> None:
    with context.closing(context.store(context.chosen())) as (store,):
        name = _named(store, asked.member)
        move.export_meetings(store, name, asked.csv, voice, now, semicolons=asked.semicolons)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    _add_path(parser)
    parser.set_defaults(act=_back_up)


def _back_up(asked: argparse.Namespace, voice: Voice, now: datetime) -> None:
    deployed = context.chosen()
    with context.closing(context.store(deployed)) as (store,):
        if asked.all and not store.names():
            # Most likely other settings than the dashboard's, and then every night's backup would be one of nothing.
            raise CommandError(f"There is no workspace in {context.place(deployed)}, so nothing was backed up.")
        files = backups.files_for(store.names(), asked.path) if asked.all else {_named(store, asked.member): asked.path}
        backups.back_up(store, files, voice, now)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    _add_path(parser)
    parser.add_argument("--replace", action="store_true", help="replace, for good, what is there now")
    parser.set_defaults(act=_restore)


def _restore(asked: argparse.Namespace, voice: Voice, _now: datetime) -> None:
    deployed = context.chosen()
    files = backups.files_in(asked.path) if asked.all else {name_of(asked.member): asked.path}
    with context.closing(context.store(deployed), context.store(deployed)) as (store, again):
        backups.restore(store, again, files, voice, replace=asked.replace)


def _add_erase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", metavar="ADDRESS", required=True, help="the address of the member who has left")
    parser.add_argument("--yes", action="store_true", help="erase; without it, only say how much there is")
    parser.set_defaults(act=_erase)


def _erase(asked: argparse.Namespace, voice: Voice, _now: datetime) -> None:
    with context.closing(context.store(context.chosen())) as (store,):
        move.erase(store, _named(store, asked.member), voice, sure=asked.yes)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(act=lambda _asked, voice, now: doctor.examine(voice, now))


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help="the backup, a .zip")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--member", metavar="ADDRESS", help=_MEMBER)
    whose.add_argument("--all", action="store_true", help="every workspace; PATH is then a folder with a .zip for each")


def _named(store: Store, member: str | None) -> str:
    """Return the name of a workspace that is there; a mistyped address must not give an empty file."""
    name = name_of(member)
    if name not in store.names():
        whose = "of the owner" if name == OWNER else f"of {member}"
        raise CommandError(f"There is no workspace {whose}. --member names another; `doctor` lists them all.")
    return name


_WAYS: dict[str, tuple[Callable[[Settings], Store], Callable[[Settings], Store]]] = {
    "database": (context.files, context.database),
    "files": (context.database, context.files),
}
"""The store to move from and the one to move to, by what is said after --to."""

_COMMANDS = {
    "move": (_add_move, "carry workspaces from files to the database, or back; those left behind stay as they are"),
    "export": (_add_export, "write a meeting log as CSV"),
    "backup": (_add_backup, "write a backup, which the dashboard restores too"),
    "restore": (_add_restore, "put a backup back"),
    "erase": (_add_erase, "remove a member’s workspace for good, with the copies kept of it"),
    "doctor": (_add_doctor, "look at settings, store, references and clock, and say what is wrong"),
}

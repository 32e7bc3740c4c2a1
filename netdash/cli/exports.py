"""The commands export and digest: a meeting log as CSV, and a morning's list as text or as a draft to oneself."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from netdash import profile, rules
from netdash.cli import backups
from netdash.cli.context import Console, label
from netdash.date_style import own_style, written_in
from netdash.follow_up.digest import digest
from netdash.meetings import csv_export
from netdash.meetings.csv_export import Separator
from netdash.moments import zone_named
from netdash.outreach import mail
from netdash.store import Store
from netdash.wording import counted

STANDARD_OUTPUT = Path("-")


def export_meetings(
    store: Store, name: str, file: Path, console: Console, now: datetime, *, semicolons: bool = False
) -> None:
    """Write all conversations of a workspace as CSV, newest first, exactly as the dashboard's download."""
    separator = Separator.SEMICOLON if semicolons else Separator.COMMA
    workspace = store.named(name)
    with workspace.reading():
        content, count = csv_export.export_all(workspace, now, separator)
    _write(file, content, console, f"{label(name)}: {file}, {counted(count, 'conversation')}.")


def write_digest(store: Store, name: str, to: str, file: Path, console: Console, now: datetime, *, eml: bool) -> None:
    """Write what a morning begins with, as text, or as a draft of an e-mail `to` an address, which may be empty.

    Days and times are in the zone and style that the member chose, else in UTC.
    """
    workspace = store.named(name)
    with workspace.reading():
        own = profile.of(workspace)
        with written_in(own_style(own.locale, None)):
            words = digest(workspace, now, zone_named(own.zone or "UTC") or ZoneInfo("UTC"), rules.of(workspace))
    content = (
        mail.eml([to] if to else [], words.subject, words.text) if eml else f"{words.subject}\n\n{words.text}".encode()
    )
    _write(file, content, console, f"{label(name)}: {file}.")


def _write(file: Path, content: bytes, console: Console, sentence: str) -> None:
    """Write into a file and say so, or write to standard output alone."""
    if file == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    backups.write(file, content)
    console.say(sentence)

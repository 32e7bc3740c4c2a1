"""The meeting log as a CSV file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from netdash.cli import whole_files
from netdash.cli.console import Voice, shown
from netdash.meetings import csv_log
from netdash.meetings.csv_export import Separator
from netdash.store import Store
from netdash.store.frozen_copy import still
from netdash.wording import counted

STANDARD_OUTPUT = Path("-")


def export_meetings(
    store: Store, name: str, file: Path, voice: Voice, now: datetime, *, semicolons: bool = False
) -> None:
    """Write all conversations of a workspace, the latest first, as the dashboard's own download has them."""
    separator = Separator.SEMICOLON if semicolons else Separator.COMMA
    content, count = csv_log.whole(still(store.named(name)), now, separator)
    if file == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    whole_files.write(file, content)
    voice.say(f"{shown(name)}: {file}, {counted(count, 'conversation')}.")

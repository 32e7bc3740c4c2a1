"""A process that writes to a workspace without end, as a dashboard does while commands run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import IO

from netdash.records import Contact, Promise
from netdash.store import Workspace, open_file, open_postgres
from tests.servers import ROOT
from tests.torture import WRITES


@contextmanager
def writer(place: str) -> Iterator[IO[bytes]]:
    """Have another process write to the owner's workspace of a file or a database meanwhile; it says each save."""
    line = [sys.executable, "-m", "tests.cli.busy", place]
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=ROOT) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline()
        yield writing.stdout
        assert writing.poll() is None, "the writer was disturbed"
        writing.kill()


def halves(workspace: Workspace) -> list[int]:
    """Return the numbers of which only a part is there: the writer saves a contact and a promise at once."""
    contacts = {int(contact.id, 16) for contact in workspace.all(Contact)}
    promises = {int(promise.id, 16) for promise in workspace.all(Promise)}
    gaps = set(range(max(contacts) + 1)) - contacts
    return sorted(gaps | {number for number in contacts if (number % 3 == 1) != (number in promises)})


def main(place: str) -> None:
    """Write until killed."""
    workspace = open_postgres(place) if "://" in place else open_file(place)
    for number in count():
        WRITES[number % len(WRITES)](workspace, number)
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

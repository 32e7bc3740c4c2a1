"""Kill a writer at random moments, again and again: `python -m tests.torture --rounds N`."""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

from netdash.records import Contact, Promise
from netdash.store import Workspace, open_file

LONGEST_LIFE_S = 0.25
ROUNDS = 15


def write(path: Path) -> None:
    """Write for ever, and say of every write that it is saved once the store says so."""
    workspace = open_file(path)
    for number in count(len(workspace.all(Contact))):
        WRITES[number % len(WRITES)](workspace, number)
        print(number, flush=True)


def _insert(workspace: Workspace, number: int) -> None:
    workspace.save(Contact(id=f"{number:032x}", name=f"number {number}", notes="x" * 2_000))


def _pair(workspace: Workspace, number: int) -> None:
    with workspace.transaction():
        _insert(workspace, number)
        workspace.save(
            Promise(id=f"{number:032x}", contact=f"{number:032x}", what="Be there as well", due_on=date(2026, 5, 4))
        )


def _update(workspace: Workspace, number: int) -> None:
    _insert(workspace, number)
    stored = workspace.get(Contact, f"{number:032x}")
    assert stored is not None
    workspace.save(stored.replace(notes="second"))


WRITES: tuple[Callable[[Workspace, int], None], ...] = (_insert, _pair, _update)


def kill_a_writer(path: Path) -> set[int]:
    """Let a writer live for a random moment after its first save; return the numbers it acknowledged."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.torture", "--write", str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(random.uniform(0, LONGEST_LIFE_S))
        writer.kill()
        rest = writer.stdout.read()
    # The last line may be cut off by the kill; then it is no acknowledgement.
    return {int(line) for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")}


def faults(path: Path, acknowledged: set[int]) -> list[str]:
    """Return what a killed writer left that it must not have."""
    json.loads(path.read_bytes())
    workspace = open_file(path)
    contacts = {int(one.id, 16): one for one in workspace.all(Contact)}
    promises = {int(one.id, 16) for one in workspace.all(Promise)}
    lost = [f"{number} was acknowledged and is lost" for number in acknowledged - contacts.keys()]
    halves = [f"{number} is half a transaction" for number in contacts if (number % 3 == 1) != (number in promises)]
    stale = [
        f"the update of {number} was acknowledged and is lost"
        for number, contact in contacts.items()
        if number % 3 == 2 and number in acknowledged and contact.notes != "second"
    ]
    litter = [f"{found} was left over" for found in path.parent.glob(".*") if found.suffix not in (".new", ".was")]
    return lost + halves + stale + litter


def torture(folder: Path, rounds: int) -> tuple[int, list[str]]:
    """Kill so many writers, one after another; return how many saves were acknowledged and the faults."""
    path, acknowledged, found = folder / "netdash.json", set[int](), list[str]()
    for _ in range(rounds):
        acknowledged |= kill_a_writer(path)
        found += faults(path, acknowledged)
    return len(acknowledged), found


def main() -> int:
    """Run the rounds asked for."""
    options = argparse.ArgumentParser(prog="python -m tests.torture")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.write:
        write(chosen.write)
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, found = torture(Path(folder), chosen.rounds)
    print(f"{chosen.rounds} writers killed, {acknowledged} saves acknowledged, {len(found)} faults")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

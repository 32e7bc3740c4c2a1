"""What the action queue costs over a member's years, against what Python's json takes to load the same records."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from netdash import rules
from netdash.follow_up import actions
from netdash.records import KINDS, Contact, Message, Outcome, Purpose, Record, Target
from netdash.store import Workspace, open_file
from tests.bench import months
from tests.factories import talk

AT_MOST = 1.0
ZONE = ZoneInfo("Europe/Berlin")


def main(arguments: list[str]) -> int:
    """Measure, print, and say whether the goal is met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench queue")
    options.add_argument("--meetings", type=int, default=5_000)
    options.add_argument("--rounds", type=int, default=21)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        workspace = filled(Path(place) / "netdash.json", chosen.meetings)
        text = as_json(workspace)
        now = datetime.now(UTC)
        todo = actions.build_queue(workspace, now, ZONE, rules.of(workspace)).actions
        times = measure(workspace, text, now, chosen.rounds)
        records = ", ".join(f"{len(workspace.all(kind)):,} {kind.table}" for kind in KINDS if workspace.all(kind))
    print(f"Python {platform.python_version()}; {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f}")
    print(f"{records}: {len(text) / 1e6:.1f} MB of JSON")
    kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(one.kind for one in todo).most_common())
    print(f"{len(todo)} actions: {kinds}")
    ours, theirs = median(times["queue"]), median(times["json"])
    print(f"medians of {chosen.rounds}: queue {ours * 1e3:.1f} ms, json.loads {theirs * 1e3:.1f} ms")
    met = "met   " if ours / theirs <= AT_MOST else "missed"
    print(f"goal {met}  the queue costs {ours / theirs:.2f} times what json.loads takes (at most {AT_MOST:g})")
    return 0


def measure(workspace: Workspace, text: str, now: datetime, rounds: int) -> dict[str, list[float]]:
    """Time both turn by turn, so that noise hits both alike."""
    times: dict[str, list[float]] = {"queue": [], "json": []}
    gc.collect()
    gc.freeze()  # the collector's walks over the workspace itself are neither one's cost
    for _ in range(rounds):
        times["json"].append(timed(lambda: json.loads(text)))
        times["queue"].append(timed(lambda: actions.build_queue(workspace, now, ZONE, rules.of(workspace)).actions))
    return times


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def as_json(workspace: Workspace) -> str:
    """Return every record as the file has it: one JSON object of tables."""
    return json.dumps(
        {kind.table: {one.id: one.model_dump(mode="json") for one in workspace.all(kind)} for kind in KINDS}
    )


def filled(path: Path, size: int) -> Workspace:
    """Fill a workspace with so many conversations, and with the outreach and plans of somebody who has held as many."""
    months.fill(path, size)
    workspace, now = open_file(path), datetime.now(UTC)
    with workspace.transaction():
        for record in _around(workspace.all(Contact), size, now):
            workspace.put(record.replace(created_at=now, updated_at=now))
    return workspace


def _around(people: tuple[Contact, ...], size: int, now: datetime) -> Iterator[Record]:
    """Make the messages that led to the conversations, those that still wait, meetings planned, and targets."""
    outcomes = (Outcome.REPLIED, Outcome.REPLIED, Outcome.NO_REPLY, Outcome.DECLINED)
    for number in range(size):
        sent_at, contact = now - timedelta(hours=30 + 4 * number), people[number * 3 % len(people)]
        purpose = Purpose.NUDGE if number % 5 == 4 else Purpose.FIRST_MESSAGE
        note = Message(contact=contact.id, purpose=purpose, body=months.NOTE * 4, sent_at=sent_at)
        came_at = sent_at + timedelta(days=2)
        yield note.replace(outcome=outcomes[number % 4], outcome_at=came_at)
    for number in range(size // 25):
        cold = Contact(name=f"Cold Contact {number}", company=f"Company {number % 150}", tags=("cold",))
        yield cold
        sent_at = now - timedelta(days=1 + number % 30)
        yield Message(contact=cold.id, purpose=Purpose.FIRST_MESSAGE, body=months.NOTE * 4, sent_at=sent_at)
    for number in range(10):
        yield talk(people[number], ended=now + timedelta(hours=5 + 12 * number), state="planned")
    for company in (*months.COMPANIES, *(f"Company {number}" for number in range(30))):
        yield Target(company=company, role="Analyst")

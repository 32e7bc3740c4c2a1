"""What the workspace file, or with --postgres the database, costs, and whether the goals are met."""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from netdash.records import Meeting, new_id
from tests.bench.disk import name_of
from tests.bench.postgres import report as report_postgres
from tests.bench.subjects import Netdash, RawLimit, SQLite, StockTinyDB, Subject

ROUNDS = {100: 100, 1_000: 52, 10_000: 12}
FASTER_THAN_STOCK = {100: 1.5, 1_000: 5.0, 10_000: 8.0}
AT_MOST_OF_RAW = {100: 1.5, 1_000: 1.5, 10_000: 2.0}
READ_FASTER_THAN_STOCK = 100.0
OPERATIONS = ("insert", "update", "read all unchanged", "read all after one change")
AGED_S = 0.03
"""After a save the store looks twice until the clock's tick has passed; unchanged reads are timed after that."""

Times = dict[tuple[str, str], list[float]]


def meeting(number: int, text: str = "learned") -> Meeting:
    """Make a meeting of about 1 KB."""
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return Meeting(
        contacts=(new_id(),),
        starts_at=start,
        ends_at=start + timedelta(minutes=20),
        updated_at=None,
        place="Café Central",
        learnings=(f"What they {text} {number}. " * 8,),
        notes="Asked about the team, the stack and who else to meet. " * 7,
    )


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure_round(subjects: list[Subject], number: int, target: Meeting, times: Times) -> None:
    """Time every operation once on every subject, turn by turn, so that noise hits all alike."""
    # Each goes first, second, ... equally often: what one leaves to the disk, the next one's fsync may pay for.
    subjects = subjects[number % len(subjects) :] + subjects[: number % len(subjects)]
    fresh, changed = meeting(number), target.replace(notes=f"{target.notes} {number}")
    for subject in subjects:
        times[subject.name, "insert"].append(timed(subject.insert(fresh)))
    for subject in subjects:
        times[subject.name, "update"].append(timed(subject.update(changed)))
        times[subject.name, "read all after one change"].append(timed(subject.read))
    time.sleep(AGED_S)
    for subject in subjects:
        subject.read()
        spent = timed(lambda subject=subject: [subject.read() for _ in range(subject.reads)])  # type: ignore[misc]
        times[subject.name, "read all unchanged"].append(spent / subject.reads)


def measure(size: int, rounds: int, folder: Path) -> dict[tuple[str, str], float]:
    """Return the medians at one size, in seconds."""
    subjects: list[Subject] = [StockTinyDB(), Netdash(), SQLite(), RawLimit()]
    times: Times = defaultdict(list)
    meetings = [meeting(number).replace(updated_at=datetime(2026, 1, 1, tzinfo=UTC)) for number in range(size)]
    with tempfile.TemporaryDirectory(dir=folder) as place:
        for subject in subjects:
            subject.fill(Path(place), meetings)
        for number in range(rounds):
            measure_round(subjects, size + number, meetings[number * 7 % size], times)
    return {what: median(spent) for what, spent in times.items()}


def report(size: int, found: dict[tuple[str, str], float]) -> None:
    """Print the medians of one size, and ours against each of the others."""
    names = [StockTinyDB.name, Netdash.name, SQLite.name, RawLimit.name]
    print(f"\n{size:,} meetings; medians in ms; in brackets how many times netdash's")
    print(f"{'':28}" + "".join(f"{name:>22}" for name in names))
    for operation in OPERATIONS:
        ours = found[Netdash.name, operation]
        cells = [f"{found[name, operation] * 1e3:.4f} ({found[name, operation] / ours:.2f})" for name in names]
        print(f"{operation:28}" + "".join(f"{cell:>22}" for cell in cells))


def verdicts(size: int, found: dict[tuple[str, str], float]) -> list[tuple[bool, str]]:
    """Hold the medians of one size against the goals."""
    stock, ours, raw = (found[name, "insert"] for name in (StockTinyDB.name, Netdash.name, RawLimit.name))
    reads = found[StockTinyDB.name, "read all unchanged"] / found[Netdash.name, "read all unchanged"]
    faster, most = FASTER_THAN_STOCK[size], AT_MOST_OF_RAW[size]
    return [
        (stock / ours >= faster, f"insert at {size:,}: {stock / ours:.2f} times as fast as stock (at least {faster})"),
        (ours / raw <= most, f"insert at {size:,}: {ours / raw:.2f} times the raw limit (at most {most})"),
        (
            reads >= READ_FASTER_THAN_STOCK,
            f"unchanged read at {size:,}: {reads:.0f} times as fast as stock (at least 100)",
        ),
    ]


def main(arguments: list[str]) -> int:
    """Measure, print, and say which goals are met."""
    options = argparse.ArgumentParser(prog="python -m tests.bench store")
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()), help="a folder on the disk to measure"
    )
    options.add_argument("--sizes", type=int, nargs="+", choices=list(ROUNDS), default=list(ROUNDS))
    options.add_argument("--postgres", action="store_true", help="measure the engine over PostgreSQL instead")
    chosen = options.parse_args(arguments)
    said = report_postgres(meeting) if chosen.postgres else report_files(chosen.folder, chosen.sizes)
    print()
    for met, sentence in said:
        print(f"goal {'met   ' if met else 'missed'}  {sentence}")
    return 0


def report_files(folder: Path, sizes: list[int]) -> list[tuple[bool, str]]:
    """Measure the file engine, print, and return the verdicts."""
    print(f"Disk: {name_of(folder)}; Python {platform.python_version()}; a meeting is about 1 KB")
    said: list[tuple[bool, str]] = []
    for size in sizes:
        found = measure(size, ROUNDS[size], folder)
        report(size, found)
        said += verdicts(size, found)
    return said

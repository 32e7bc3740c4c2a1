"""What a workspace in PostgreSQL costs, against a plain SQL INSERT of the same row on the same server."""

from __future__ import annotations

import platform
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median

import psycopg

from netdash.records import Meeting
from netdash.store import PostgresStore
from tests.bench.subjects import Netdash, body
from tests.store.server import PostgresServer

SIZES = (100, 10_000)
ROUNDS = 300
AT_MOST_OF_PLAIN = 3.0
AT_MOST_FLAT = 1.5
OURS, PLAIN = "netdash", "plain INSERT"
INSERT, UNCHANGED, CHANGED = "insert", "read all unchanged", "read all after one change"

Medians = dict[tuple[str, str, int], float]
Make = Callable[[int], Meeting]


class OnPostgres(Netdash):
    """This store over a database."""

    def __init__(self, store: PostgresStore, size: int, make: Make) -> None:
        self.workspace = store.workspace(f"member {size}")
        with self.workspace.transaction():
            for number in range(size):
                self.workspace.put(make(number))
        self.read()


class PlainInsert:
    """One statement a meeting, committed at once, into a table with the same kind of key."""

    def __init__(self, link: psycopg.Connection, size: int, make: Make) -> None:
        self.link, self.name = link, f"member {size}"
        self.link.execute(
            "CREATE TABLE IF NOT EXISTS plain (workspace TEXT, id TEXT, body TEXT, PRIMARY KEY (workspace, id))"
        )
        with self.link.transaction():
            for number in range(size):
                self.insert(make(number))()

    def insert(self, meeting: Meeting) -> Callable[[], object]:
        """Return what inserts a meeting, its text made within as netdash makes it."""
        return lambda: self.link.execute(
            "INSERT INTO plain VALUES (%s, %s, %s)", (self.name, meeting.id, body(meeting))
        )


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(url: str, make: Make) -> Medians:
    """Return the medians in seconds; every subject and size takes its turn, so that noise hits all alike."""
    spent: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    store = PostgresStore(url)
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as link:
        subjects: dict[tuple[str, int], OnPostgres | PlainInsert] = {}
        for size in SIZES:
            subjects[OURS, size] = OnPostgres(store, size, make)
            subjects[PLAIN, size] = PlainInsert(link, size, make)
        names = list(subjects)
        for number in range(ROUNDS):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                subject = subjects[name]
                spent[INSERT, *name].append(timed(subject.insert(make(name[1] + number))))
                if isinstance(subject, OnPostgres):
                    spent[CHANGED, *name].append(timed(subject.read))
                    spent[UNCHANGED, *name].append(timed(subject.read))
    store.close()
    return {what: median(times) for what, times in spent.items()}


def verdicts(found: Medians) -> list[tuple[bool, str]]:
    """Hold the medians against the goals."""
    said = []
    for size in SIZES:
        ratio = found[INSERT, OURS, size] / found[INSERT, PLAIN, size]
        sentence = f"insert at {size:,}: {ratio:.2f} times a plain INSERT (at most {AT_MOST_OF_PLAIN:g})"
        said.append((ratio <= AT_MOST_OF_PLAIN, sentence))
    few, many = SIZES
    flat = found[INSERT, OURS, many] / found[INSERT, OURS, few]
    said.append((flat <= AT_MOST_FLAT, f"insert at {many:,}: {flat:.2f} times that at {few} (at most {AT_MOST_FLAT})"))
    return said


def report(make: Make) -> list[tuple[bool, str]]:
    """Measure on a server of its own, print, and return the verdicts."""
    server = PostgresServer()
    try:
        with psycopg.connect(server.url) as link:
            settings = {name: link.info.parameter_status(name) for name in ("server_version",)}
            durable = (link.execute("SHOW fsync").fetchone() or ("?",))[0]
        print(
            f"PostgreSQL {settings['server_version']}, fsync {durable}, on a socket; Python {platform.python_version()}"
        )
        found = measure(server.url, make)
    finally:
        server.stop()
    for operation, name, size in sorted(found, key=lambda what: (what[0], what[2])):
        print(f"{operation:28}{name:14}{size:>8,}{found[operation, name, size] * 1e3:>10.3f} ms")
    return verdicts(found)

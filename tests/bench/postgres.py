"""What a workspace in PostgreSQL costs, against a plain SQL INSERT of the same row on the same server."""

from __future__ import annotations

import time
from collections import defaultdict
from statistics import median

import psycopg

from netdash.records import Meeting
from netdash.store import PostgresStore
from tests.bench.subjects import Netdash, Subject, body
from tests.store.server import PostgresServer

SIZES = (100, 10_000)
ROUNDS = 300
AT_MOST_OF_PLAIN = 3.0
AT_MOST_FLAT = 1.5
OURS, PLAIN = "netdash", "plain INSERT"

Medians = dict[tuple[str, int], float]


class OnPostgres(Netdash):
    """This store over a database."""

    reads = 200

    def __init__(self, store: PostgresStore, member: str) -> None:
        self.workspace = store.workspace(member)

    def start(self, meetings: list[Meeting]) -> None:
        """Start with these meetings."""
        with self.workspace.transaction():
            for meeting in meetings:
                self.workspace.put(meeting)
        self.read()


class PlainInsert:
    """One statement a meeting, committed at once, into a table with the same key."""

    def __init__(self, url: str, name: str) -> None:
        self.link = psycopg.connect(url, autocommit=True, prepare_threshold=None)
        self.name = name
        self.link.execute("CREATE TABLE IF NOT EXISTS plain (workspace TEXT, id TEXT, body TEXT NOT NULL, "
                          "PRIMARY KEY (workspace, id))")  # fmt: skip

    def start(self, meetings: list[Meeting]) -> None:
        """Start with these meetings."""
        with self.link.cursor() as cursor, self.link.transaction():
            rows = [(self.name, one.id, body(one)) for one in meetings]
            cursor.executemany("INSERT INTO plain VALUES (%s, %s, %s)", rows)

    def insert(self, meeting: Meeting) -> None:
        """Insert a meeting, made into text as well."""
        self.link.execute("INSERT INTO plain VALUES (%s, %s, %s)", (self.name, meeting.id, body(meeting)))


def measure(url: str) -> tuple[Medians, Medians]:
    """Return the medians in seconds, of inserts and of reads: every subject and size in turn, so that noise hits all."""
    from tests.bench.store import meeting

    store, inserts, reads = PostgresStore(url), defaultdict(list), defaultdict(list)
    ours = {size: OnPostgres(store, f"member {size}") for size in SIZES}
    plain = {size: PlainInsert(url, f"member {size}") for size in SIZES}
    for size in SIZES:
        filling = [meeting(number) for number in range(size)]
        ours[size].start(filling)
        plain[size].start(filling)
    turns = [(name, size) for size in SIZES for name in (OURS, PLAIN)]
    for number in range(ROUNDS):
        for name, size in turns[number % len(turns) :] + turns[: number % len(turns)]:
            fresh = meeting(size + number)
            act = ours[size].insert(fresh) if name == OURS else lambda to=plain[size], one=fresh: to.insert(one)
            began = time.perf_counter()
            act()
            inserts[name, size].append(time.perf_counter() - began)
    return {what: median(spent) for what, spent in inserts.items()}, {}

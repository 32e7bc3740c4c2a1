"""What the store is measured against: stock TinyDB, SQLite, and the least a durable save can cost."""

from __future__ import annotations

import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB

from netdash.records import Meeting
from netdash.store import open_file


class Subject(ABC):
    """One way to keep meetings."""

    name: str
    reads = 1
    """How many unchanged reads are timed as one, so that the clock can tell."""

    @abstractmethod
    def fill(self, folder: Path, meetings: list[Meeting]) -> None:
        """Start with these meetings."""

    @abstractmethod
    def insert(self, meeting: Meeting) -> Callable[[], object]:
        """Return what inserts a meeting."""

    @abstractmethod
    def update(self, meeting: Meeting) -> Callable[[], object]:
        """Return what writes the next version of a meeting."""

    @abstractmethod
    def read(self) -> object:
        """Read every meeting."""


class Netdash(Subject):
    """This store."""

    name = "netdash"
    reads = 2_000

    def fill(self, folder: Path, meetings: list[Meeting]) -> None:
        self.workspace = open_file(folder / "netdash.json")
        with self.workspace.transaction():
            for meeting in meetings:
                self.workspace.put(meeting)

    def insert(self, meeting: Meeting) -> Callable[[], object]:
        return lambda: self.workspace.save(meeting)

    def update(self, meeting: Meeting) -> Callable[[], object]:
        stored = self.workspace.get(Meeting, meeting.id)
        assert stored is not None
        return lambda: self.workspace.save(meeting.model_copy(update={"updated_at": stored.updated_at}))

    def read(self) -> object:
        return self.workspace.all(Meeting)


class StockTinyDB(Subject):
    """TinyDB as it comes, with its JSONStorage."""

    name = "stock TinyDB"

    def fill(self, folder: Path, meetings: list[Meeting]) -> None:
        self.table = TinyDB(folder / "stock.json").table("meetings")
        self.ids = dict(
            zip([one.id for one in meetings], self.table.insert_multiple(map(fields, meetings)), strict=True)
        )

    def insert(self, meeting: Meeting) -> Callable[[], object]:
        document = fields(meeting)
        return lambda: self.table.insert(document)

    def update(self, meeting: Meeting) -> Callable[[], object]:
        document = fields(meeting)
        return lambda: self.table.update(document, doc_ids=[self.ids[meeting.id]])

    def read(self) -> object:
        return self.table.all()


class SQLite(Subject):
    """One row a meeting, as durable as SQLite can."""

    name = "SQLite"

    def fill(self, folder: Path, meetings: list[Meeting]) -> None:
        self.connection = sqlite3.connect(folder / "sqlite.db", isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("CREATE TABLE meetings (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
        self.connection.execute("BEGIN")
        self.connection.executemany("INSERT INTO meetings VALUES (?, ?)", [(one.id, body(one)) for one in meetings])
        self.connection.execute("COMMIT")

    def insert(self, meeting: Meeting) -> Callable[[], object]:
        row = (meeting.id, body(meeting))
        return lambda: self.connection.execute("INSERT INTO meetings VALUES (?, ?)", row)

    def update(self, meeting: Meeting) -> Callable[[], object]:
        row = (body(meeting), meeting.id)
        return lambda: self.connection.execute("UPDATE meetings SET body = ? WHERE id = ?", row)

    def read(self) -> object:
        return [orjson.loads(text) for (text,) in self.connection.execute("SELECT body FROM meetings")]


class RawLimit(Subject):
    """The least that a whole file can cost: orjson.dumps, write, fsync, rename, fsync of the folder."""

    name = "raw limit"

    def fill(self, folder: Path, meetings: list[Meeting]) -> None:
        self.path = folder / "raw.json"
        self.documents = {meeting.id: fields(meeting) for meeting in meetings}
        self._write()

    def insert(self, meeting: Meeting) -> Callable[[], object]:
        self.documents[meeting.id] = fields(meeting)
        return self._write

    def update(self, meeting: Meeting) -> Callable[[], object]:
        return self.insert(meeting)

    def read(self) -> object:
        return orjson.loads(self.path.read_bytes())

    def _write(self) -> None:
        beside = self.path.with_suffix(".new")
        with beside.open("wb") as file:
            file.write(orjson.dumps(self.documents))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def fields(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting as a document."""
    return meeting.model_dump(mode="json")


def body(meeting: Meeting) -> str:
    """Return a meeting as text."""
    return orjson.dumps(fields(meeting)).decode()

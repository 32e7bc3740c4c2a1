"""The engines that the behavioural tests run on, and small records to keep in them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from netdash.store import FileStore, MemoryStore, Workspace, open_file
from netdash.store.postgres.connection import Database
from netdash.store.postgres.workspace import PostgresWorkspace
from netdash.store.stores import utc_now
from netdash.store.transaction import TimeSource

Open = Callable[..., Workspace]
Engine = Callable[[Path, TimeSource], Workspace]
"""Opens the workspace that belongs to a folder, anew each time."""

ENGINES = ("file", "memory", "postgres")
LASTING = ("file", "postgres")
"""The engines whose workspaces can be opened anew."""


@pytest.fixture
def no_main_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the page that a test before this one ran as the main script; every new process would run it again."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "file":
        return lambda folder, clock: FileStore(folder / "netdash.json", clock).workspace()
    if request.param == "memory":
        return lambda _folder, clock: MemoryStore(clock).workspace()
    database = request.getfixturevalue("database")
    return lambda folder, clock: PostgresWorkspace(database, folder.name, clock)


@pytest.fixture
def open_workspace(engine: Engine, tmp_path: Path) -> Open:
    """What opens a fresh workspace on every engine, with a clock of the test's own if need be."""
    return lambda clock=utc_now: engine(tmp_path, clock)


@pytest.fixture
def workspace(open_workspace: Open) -> Workspace:
    return open_workspace()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "netdash.json"


@pytest.fixture
def filed(path: Path) -> Workspace:
    """A workspace in the file `path`."""
    return open_file(path)

"""The engines that the behavioural tests run on, and small records to keep in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from netdash.store import FileStore, MemoryStore, Workspace, open_file
from netdash.store.pending import Clock
from netdash.store.stores import utc_now

Open = Callable[..., Workspace]


def open_in_file(folder: Path, clock: Clock) -> Workspace:
    return FileStore(folder / "netdash.json", clock).workspace()


def open_in_memory(folder: Path, clock: Clock) -> Workspace:  # noqa: ARG001  # the shape of all engines
    return MemoryStore(clock).workspace()


ENGINES = {"file": open_in_file, "memory": open_in_memory}
LASTING = ("file",)
"""The engines whose workspaces can be opened anew."""


@pytest.fixture(params=list(ENGINES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """What opens a fresh workspace on every engine, with a clock of the test's own if need be."""
    return lambda clock=utc_now: ENGINES[request.param](tmp_path, clock)


@pytest.fixture
def workspace(opened: Open) -> Workspace:
    return opened()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "netdash.json"


@pytest.fixture
def filed(path: Path) -> Workspace:
    """A workspace in the file `path`."""
    return open_file(path)

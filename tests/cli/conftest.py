"""A deployment to look after, on both engines, and the command line as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from netdash.cli.main import main
from netdash.records import Submission
from netdash.store import COMMON, FileStore, PostgresStore, Store, name_of
from netdash.workspace import sample
from tests.factories import NOON
from tests.servers import ROOT

MEMBERS = (None, "ann@example.org", "x" * 300 + "@example.org")
NAMES = (*map(name_of, MEMBERS), COMMON)
"""All workspaces, what members have in common among them."""
BOTH = ("file", "postgres")


class Result(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    wrong: str


Run = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace file that commands look after; nothing else of this machine is looked at."""
    for name in ("NETDASH_DATABASE_URL", "NETDASH_TRUST", "NETDASH_NOW", "STREAMLIT_SECRETS_FILES"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setattr(Path, "home", lambda: home)
    path = tmp_path / "data" / "netdash.json"
    monkeypatch.setenv("NETDASH_FILE", str(path))
    return path


@pytest.fixture
def files(path: Path) -> FileStore:
    return FileStore(path)


@pytest.fixture
def database(path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresStore]:
    """The workspaces in a database whose address is set."""
    monkeypatch.setenv("NETDASH_DATABASE_URL", url)
    assert not path.exists()
    store = PostgresStore(url)
    yield store
    store.close()


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest) -> Store:
    """The store that the dashboard uses, once of each engine."""
    chosen_store: Store = request.getfixturevalue("files" if request.param == "file" else "database")
    return chosen_store


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    assert path

    def run(*arguments: object) -> Result:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(str(ended.code))
        output = capsys.readouterr()
        return Result(code, output.out, output.err)

    return run


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start a command in a process of its own, as it is typed."""
    line = [sys.executable, "-m", "netdash", *map(str, arguments)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    out = subprocess.PIPE
    return subprocess.Popen(line, stdout=out, stderr=out, text=True, encoding="utf-8", env=environ)


SUBMISSION = Submission(kind="pitch", title="Mine", question="Does it hold?", member="ann@example.org", asked_at=NOON)


def fill(store: Store) -> dict[str, str]:
    """Fill three workspaces and what they have in common, and return their checksums by name."""
    for member in MEMBERS:
        sample.load(store.workspace(member), NOON, ZoneInfo("Europe/Berlin"))
    store.common().save(SUBMISSION)
    return checksums(store)


def checksums(store: Store) -> dict[str, str]:
    """Return the checksums of all workspaces that hold something, as they really are."""
    return {name: contents.checksum for name in store.names() if (contents := store.named(name).contents()).count}

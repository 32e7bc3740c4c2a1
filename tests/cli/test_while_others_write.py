"""Commands beside a process that writes without end: what they take along fits together, and nobody is disturbed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netdash.records import Contact
from netdash.store import FileStore, MemoryStore, PostgresStore, Store, open_file, open_postgres
from netdash.workspace import backup
from tests.cli.busy import halves, writer
from tests.cli.conftest import Run
from tests.csv_reading import read

ROUNDS = 5


@pytest.fixture
def place(store: Store, path: Path) -> str:
    return str(path) if isinstance(store, FileStore) else os.environ["NETDASH_DATABASE_URL"]


def test_a_backup_holds_one_moment(run: Run, place: str, tmp_path: Path) -> None:
    sizes = []
    with writer(place):
        for number in range(ROUNDS):
            file = tmp_path / f"{number}.zip"
            assert run("backup", file).code == 0
            workspace = MemoryStore().workspace()
            backup.restore(file.read_bytes(), workspace)
            assert halves(workspace) == []
            sizes.append(len(workspace.all(Contact)))
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0], "nobody wrote meanwhile"


def test_an_export_and_the_doctor_find_nothing_wrong(run: Run, place: str, tmp_path: Path) -> None:
    with writer(place):
        for _ in range(ROUNDS):
            assert run("export", "meetings", "--csv", tmp_path / "log.csv").code == 0
            assert read((tmp_path / "log.csv").read_bytes()) == []
            result = run("doctor")
            assert (result.code, result.wrong) == (0, "")


@pytest.mark.parametrize("to", ["database", "files"])
def test_a_workspace_arrives_as_it_stood_at_one_moment(
    run: Run, files: FileStore, database: PostgresStore, path: Path, to: str
) -> None:
    assert files.names() == database.names() == ()
    url = os.environ["NETDASH_DATABASE_URL"]
    with writer(str(path) if to == "database" else url):
        first = run("move", "--to", to)
        again = run("move", "--to", to)
        replaced = run("move", "--to", to, "--replace")
    arrived = open_postgres(url) if to == "database" else open_file(path)
    assert (first.code, again.code, replaced.code) == (0, 1, 0), (first, again, replaced)
    assert halves(arrived) == []
    assert arrived.all(Contact)


def test_restoring_under_a_busy_dashboard_is_one_step(run: Run, place: str, store: Store, tmp_path: Path) -> None:
    with writer(place) as saves:
        assert run("backup", tmp_path / "early.zip").code == 0
        for _ in range(100):
            saves.readline()
    assert run("restore", tmp_path / "early.zip").code == 1, "there is more by now"
    assert run("restore", tmp_path / "early.zip", "--replace").code == 0
    again = open_file(place) if isinstance(store, FileStore) else open_postgres(place)
    assert halves(again) == []

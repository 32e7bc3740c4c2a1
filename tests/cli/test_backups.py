"""Backups from the command line, and putting them back: whole, never over another workspace unasked."""

from __future__ import annotations

import os
import shutil
import stat
import threading
import time
from pathlib import Path

import pytest

from netdash.cli import backups
from netdash.errors import BackupError
from netdash.records import Contact, Draft
from netdash.store import OWNER, Contents, FileStore, MemoryStore, PostgresStore, Store, name_of
from netdash.store.documents import load
from netdash.workspace import backup
from netdash.workspace.archive import Limit
from tests.cli.conftest import MEMBERS, NAMES, Run, checksums, fill, start
from tests.store.server import PostgresServer

ANN = "ann@example.org"


def anew(store: Store, path: Path) -> Store:
    """Open a store once more, to see what others did to it."""
    return FileStore(path) if isinstance(store, FileStore) else PostgresStore(os.environ["NETDASH_DATABASE_URL"])


def test_all_workspaces_are_backed_up_and_come_back(run: Run, store: Store, tmp_path: Path, path: Path) -> None:
    before, count = fill(store), store.workspace().contents().count
    result = run("backup", tmp_path / "b", "--all")
    assert (result.code, result.wrong, result.out.count("bytes")) == (0, "", len(NAMES))
    assert {file.stem for file in (tmp_path / "b").iterdir()} == before.keys()
    for name in before:
        store.named(name).erase()
    result = run("restore", tmp_path / "b", "--all")
    assert (result.code, result.wrong) == (0, "")
    assert result.out.count(f"restored and compared, {count} records") == len(MEMBERS)
    assert checksums(anew(store, path)) == before
    assert run("restore", tmp_path / "b", "--all").out.count("already as in the backup") == len(NAMES)


def test_one_backup_is_the_same_as_the_dashboards_and_nobody_else_may_read_it(
    run: Run, store: Store, tmp_path: Path
) -> None:
    fill(store)
    assert run("backup", tmp_path / "ann.zip", "--member", "Ann@Example.org").code == 0
    workspace = MemoryStore().workspace()
    backup.restore((tmp_path / "ann.zip").read_bytes(), workspace)
    assert workspace.contents().checksum == store.workspace(ANN).contents().checksum
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "ann.zip").stat().st_mode) == 0o600


def test_a_backup_too_large_for_the_page_is_said_and_comes_back_here(
    run: Run, files: FileStore, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limit(most_bytes=2**10, most_values=10**6)
    monkeypatch.setattr(backups, "MEMBER_LIMIT", small)
    workspace = files.workspace()
    workspace.save(Contact(name="Ada", notes="n" * 2**11))
    before = workspace.contents().checksum
    result = run("backup", tmp_path / "ada.zip")
    assert (result.code, result.wrong) == (0, "")
    assert "no more than 1 MB or 1,000,000 values: this one goes back with the command “restore”." in result.out
    with pytest.raises(BackupError, match="python -m netdash restore"):
        backup.preview((tmp_path / "ada.zip").read_bytes(), workspace, small)
    workspace.erase()
    assert run("restore", tmp_path / "ada.zip").code == 0
    assert anew(files, path).workspace().contents().checksum == before


def test_a_backup_replaces_the_one_of_yesterday_only_when_it_is_whole(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    file = tmp_path / "owner.zip"
    assert run("backup", file, "-q") == (0, "", "")
    yesterday = file.read_bytes()
    store.workspace().save(Contact(name="Of today"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("backup", file, "-q")
    monkeypatch.undo()
    assert (result.code, result.out) == (1, "")
    assert "No space left" in result.wrong
    assert file.read_bytes() == yesterday
    assert [one.name for one in tmp_path.glob(".*")] == []


def test_a_workspace_goes_to_another_member(run: Run, store: Store, tmp_path: Path, path: Path) -> None:
    before = fill(store)
    assert run("backup", tmp_path / "own.zip").code == 0
    assert run("restore", tmp_path / "own.zip", "--member", "new@example.org").code == 0
    assert checksums(anew(store, path)) == {**before, "new@example.org": before[OWNER]}


def test_what_is_there_is_only_replaced_where_that_is_asked_for(
    run: Run, store: Store, tmp_path: Path, path: Path
) -> None:
    before = fill(store)
    run("backup", tmp_path / "b", "--all")
    id = store.workspace(ANN).save(Contact(name="Since then"))
    result = run("restore", tmp_path / "b", "--all")
    assert result.code == 1
    assert ANN in result.wrong
    assert "add --replace" in result.wrong
    assert "Nothing was restored" in result.wrong
    assert anew(store, path).workspace(ANN).get(Contact, id) is not None
    assert run("restore", tmp_path / "b", "--all", "--replace").code == 0
    assert checksums(anew(store, path)) == before


def test_a_draft_alone_is_in_the_way_too(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    run("backup", tmp_path / "own.zip")
    store.workspace("new@example.org").put(Draft(form="log", fields={"notes": "half a sentence"}))
    assert run("restore", tmp_path / "own.zip", "--member", "new@example.org").code == 1


def test_one_damaged_backup_keeps_all_from_being_restored(run: Run, store: Store, tmp_path: Path, path: Path) -> None:
    before = fill(store)
    run("backup", tmp_path / "b", "--all")
    for name in before:
        store.named(name).erase()
    file = tmp_path / "b" / f"{ANN}.zip"
    file.write_bytes(file.read_bytes()[:-100])
    result = run("restore", tmp_path / "b", "--all")
    assert result.code == 1
    assert str(file) in result.wrong
    assert checksums(anew(store, path)) == {}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("backup", "own.zip"), "no workspace of the owner"),
        (("backup", "own.zip", "--member", "nobody@example.org"), "no workspace of nobody@example.org"),
        (("export", "meetings", "--csv", "log.csv", "--member", "nobody@example.org"), "no workspace of nobody"),
        (("restore", "nowhere.zip"), "could not be read"),
        (("restore", "nowhere", "--all"), "no backup in nowhere"),
    ],
)
def test_what_is_not_there_is_said_and_no_file_is_made(
    run: Run, store: Store, line: tuple[str, ...], sentence: str
) -> None:
    result = run(*line)
    assert (result.code, result.out) == (1, "")
    assert sentence in result.wrong
    assert list(Path.cwd().iterdir()) == []
    assert store.names() == ()


def test_a_nightly_backup_of_nothing_is_said(run: Run, store: Store, tmp_path: Path) -> None:
    """Most likely cron has other settings than the dashboard."""
    result = run("backup", "-q", tmp_path / "b", "--all")
    assert (result.code, result.out) == (1, "")
    assert "no workspace in the " in result.wrong
    assert store.names() == ()
    assert not (tmp_path / "b").exists()


def test_a_folder_that_cannot_be_written_is_said(run: Run, files: FileStore, tmp_path: Path) -> None:
    fill(files)
    (tmp_path / "b").write_text("a file in its place")
    for line in (("backup", tmp_path / "b", "--all"), ("backup", tmp_path / "no" / "such" / "own.zip")):
        result = run(*line)
        assert result.code == 1
        assert "could not be" in result.wrong


def test_killed_in_the_middle_of_a_restore_all_is_as_before_or_whole_and_the_next_one_ends_it(
    store: Store, tmp_path: Path, path: Path, run: Run
) -> None:
    before = fill(store)
    run("backup", tmp_path / "b", "--all")
    for name in before:
        store.named(name).erase()
    counts = set[int]()
    for number in range(6):
        restoring = start("restore", tmp_path / "b", "--all")
        assert restoring.stdout is not None
        if number % 2:
            restoring.stdout.readline()
        time.sleep(0.02 * (number // 2))
        restoring.kill()
        restoring.communicate()
        present = checksums(anew(store, path))
        assert present.items() <= before.items()
        counts.add(len(present))
        for name in present:
            anew(store, path).named(name).erase()
    assert max(counts) > 0
    ended = start("restore", tmp_path / "b", "--all")
    assert (ended.communicate(timeout=60)[1], ended.returncode) == ("", 0)
    assert checksums(anew(store, path)) == before
    assert name_of(ANN) in before


def test_of_two_backups_at_once_each_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second begins while the first is on its way to the disk, and stands half-way when that is in place."""
    file, real, began, halfway = tmp_path / "own.zip", os.fsync, threading.Event(), threading.Event()
    ended = threading.Event()

    def sync(descriptor: int) -> None:
        if threading.current_thread().name == "first":
            began.set()
            halfway.wait(10)
        elif threading.current_thread().name == "second":
            halfway.set()
            ended.wait(10)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", sync)
    first = threading.Thread(target=backups.write, args=(file, b"1" * 10), name="first")
    second = threading.Thread(target=backups.write, args=(file, b"2" * 10), name="second")
    first.start()
    began.wait(10)
    second.start()
    first.join(10)
    assert file.read_bytes() == b"1" * 10
    ended.set()
    second.join(10)
    assert file.read_bytes() == b"2" * 10
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_backup_has_to_leave_out_is_said(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    ann = store.workspace(ANN)
    plants = Contents({**ann.contents().tables, "plants": {"1": load("plants", "1", {"kind": "fern"})}})
    ann.replace_contents(plants, ann.contents().checksum)
    result = run("backup", tmp_path / "b", "--all")
    assert result.code == 1
    assert result.wrong.count("without what this netdash does not know (plants)") == 1
    assert ANN in result.wrong
    assert len(list((tmp_path / "b").iterdir())) == len(NAMES)


def test_a_workspace_that_cannot_be_read_any_more_is_only_replaced_where_that_is_asked_for(
    run: Run, database: PostgresStore, tmp_path: Path, path: Path, server: PostgresServer, url: str
) -> None:
    before = fill(database)
    run("backup", tmp_path / "b", "--all")
    run("move", "--to", "files")
    server.tell(f"UPDATE {server.owner_of_one_schema(url)}.netdash_records SET body = '{{}}' WHERE workspace = '{ANN}'")
    assert "restore a backup with --replace" in run("doctor").wrong
    for line in (("restore", tmp_path / "b", "--all"), ("move", "--to", "database")):
        result = run(*line)
        assert (result.code, result.out) == (1, "")
        assert "cannot read a record" in result.wrong
    result = run("restore", tmp_path / "b", "--all", "--replace")
    assert (result.code, result.wrong) == (0, "")
    assert "in place of what could not be read" in result.out
    assert checksums(anew(database, path)) == before
    server.tell(f"UPDATE {server.owner_of_one_schema(url)}.netdash_records SET body = '{{' WHERE workspace = '{ANN}'")
    result = run("move", "--to", "database", "--replace")
    assert (result.code, result.wrong) == (0, "")
    assert "in place of what could not be read" in result.out
    assert checksums(anew(database, path)) == before


def test_no_command_takes_a_lost_file_for_a_fresh_workspace_but_erase(
    run: Run, files: FileStore, tmp_path: Path, path: Path
) -> None:
    before = fill(files)
    file = path.parent / "members" / f"{ANN}.json"
    copy = file.with_name(f"{file.name}.bak")
    assert run("backup", tmp_path / "b", "--all").code == 0
    lines = (
        ("backup", tmp_path / "again", "--all"),
        ("export", "meetings", "--csv", "-", "--member", ANN),
        ("restore", tmp_path / "b", "--all"),
        ("restore", tmp_path / "b", "--all", "--replace"),
        ("erase", "--member", ANN),
    )
    for text in (b"", None):
        whole = file.read_bytes()
        copy.write_bytes(whole)
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text)
        for line in lines:
            result = run(*line)
            assert result.code == 1, line
            assert f"cannot read its file {file}" in result.wrong, line
            assert copy.read_bytes() == whole, line
            assert (file.read_bytes() if file.exists() else None) == text, line
        assert not (tmp_path / "again" / f"{ANN}.zip").exists()
        # As the sentence says: both away, and the backup in.
        file.unlink(missing_ok=True)
        copy.unlink()
        assert run("restore", tmp_path / "b", "--all").code == 0
        assert checksums(FileStore(path)) == before
    shutil.copy(file, copy)
    file.unlink()
    assert run("erase", "--member", ANN, "--yes").code == 0
    assert not copy.exists()
    assert ANN not in checksums(FileStore(path))


@pytest.mark.parametrize("member", ["", None])
def test_a_backup_goes_to_nobody_who_could_not_open_it(
    run: Run, store: Store, tmp_path: Path, member: str | None
) -> None:
    fill(store)
    (tmp_path / "b").mkdir()
    run("backup", tmp_path / "b" / f"{ANN} (1).zip", "--member", ANN)
    names = store.names()
    (file,) = (tmp_path / "b").iterdir()
    result = run("restore", tmp_path / "b", "--all") if member is None else run("restore", file, "--member", member)
    assert (result.code, result.out) == (1, "")
    assert "There can be no workspace called" in result.wrong
    assert store.names() == names


def test_a_workspace_that_was_not_there_before_is_said(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    run("backup", tmp_path / "ann.zip", "--member", ANN)
    result = run("restore", tmp_path / "ann.zip", "--member", "anne@example.org")
    assert "into a workspace that was not there before" in result.out

"""Moving workspaces from files to the database and back, whole and compared; and erasing one for good."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from netdash.cli import move
from netdash.errors import StoreBusyError, StoreWriteError
from netdash.records import Contact
from netdash.store import COMMON, OWNER, FileStore, PostgresStore, Store
from netdash.store.documents import load
from netdash.store.file_storage import DiskStorage
from netdash.store.postgres import transactions
from netdash.store.snapshot import Contents
from netdash.store.stores import utc_now
from netdash.store.tiny import TinyWorkspace
from tests.cli.conftest import NAMES, Run, checksums, fill, start
from tests.store.server import PostgresServer

ANN = "ann@example.org"


def anew(store: Store, path: Path) -> Store:
    """Open a store once more, to see what others did to it."""
    return FileStore(path) if isinstance(store, FileStore) else PostgresStore(os.environ["NETDASH_DATABASE_URL"])


def test_workspaces_go_to_the_database_and_back_whole(
    run: Run, files: FileStore, database: PostgresStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(files)
    count = files.workspace().contents().count
    odd = Contents({**files.workspace().contents().tables, "plants": {"1": load("plants", "1", {"kind": "fern"})}})
    files.workspace().replace_contents(odd, files.workspace().contents().checksum)
    files.workspace().save(Contact.model_validate({"name": "Ann", "pet": [1, 2.5, None, "\u2028"]}))
    before = checksums(files)
    result = run("move", "--to", "database")
    assert (result.code, result.wrong) == (0, "")
    assert checksums(database) == before
    for name in before:
        assert f"SHA-256 {before[name][:16]}" in result.out
    assert f"the owner’s workspace: moved and compared, {count + 2} records" in result.out
    assert f"ann@example.org: moved and compared, {count} records" in result.out
    assert checksums(FileStore(path)) == before, "what was moved from stays as it was"
    elsewhere = path.parent / "back" / "netdash.json"
    monkeypatch.setenv("NETDASH_FILE", str(elsewhere))
    assert run("move", "--to", "files").code == 0
    assert checksums(FileStore(elsewhere)) == before
    assert elsewhere.read_bytes() == path.read_bytes()


def test_moving_again_changes_nothing(run: Run, files: FileStore, database: PostgresStore) -> None:
    before = fill(files)
    assert run("move", "--to", "database").code == 0
    result = run("move", "--to", "database")
    assert result.code == 0
    assert result.out.count("already there") == len(NAMES)
    assert checksums(database) == before


def test_only_the_members_named_are_moved(run: Run, files: FileStore, database: PostgresStore) -> None:
    before = fill(files)
    assert run("move", "--to", "database", "--member", "Ann@Example.org").code == 0
    assert checksums(database) == {"ann@example.org": before["ann@example.org"]}
    result = run("move", "--to", "database", "--member", "nobody@example.org")
    assert result.code == 1
    assert "no workspace of nobody@example.org" in result.wrong


@pytest.mark.parametrize("to", ["database", "files"])
def test_another_workspace_in_the_place_of_one_is_not_touched_and_none_is_moved(
    run: Run, files: FileStore, database: PostgresStore, to: str
) -> None:
    source, target = (files, database) if to == "database" else (database, files)
    fill(source)
    target.workspace("ann@example.org").save(Contact(name="Already there"))
    before = checksums(target)
    result = run("move", "--to", to)
    assert result.code == 1
    assert "ann@example.org: there is another workspace in its place already" in result.wrong
    assert "Nothing was moved" in result.wrong
    assert result.out == ""
    assert checksums(target) == before


@pytest.mark.parametrize("to", ["database", "files"])
def test_asked_to_replace_it_does(run: Run, files: FileStore, database: PostgresStore, path: Path, to: str) -> None:
    source, target = (files, database) if to == "database" else (database, files)
    before = fill(source)
    target.workspace("ann@example.org").save(Contact(name="Already there"))
    bea = target.workspace("bea@example.org").save(Contact(name="Of nobody's business"))
    result = run("move", "--to", to, "--replace")
    assert result.code == 0
    assert "in place of 1." in result.out
    present = checksums(anew(target, path))
    assert present.pop("bea@example.org")
    assert present == before
    assert target.workspace("bea@example.org").get(Contact, bea) is not None


def test_a_workspace_written_to_between_the_look_and_the_write_is_not_replaced(
    run: Run, files: FileStore, database: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(files)
    real = FileStore.named
    ann = database.workspace("ann@example.org")

    def named(self: FileStore, name: str) -> object:
        opened = real(self, name)
        if name == "ann@example.org" and not ann.all(Contact):
            ann.save(Contact(name="Just now"))
        return opened

    monkeypatch.setattr(FileStore, "named", named)
    result = run("move", "--to", "database")
    assert result.code == 1
    assert "ann@example.org" in result.wrong
    assert [contact.name for contact in ann.all(Contact)] == ["Just now"]


def test_without_a_database_it_says_where_its_address_belongs(run: Run, files: FileStore) -> None:
    fill(files)
    for to in ("database", "files"):
        result = run("move", "--to", to)
        assert result.code == 1
        assert "NETDASH_DATABASE_URL" in result.wrong
        assert "never on the command line" in result.wrong


def test_nothing_to_move_is_fine(run: Run, database: PostgresStore, path: Path) -> None:
    result = run("move", "--to", "database")
    assert (result.code, result.out) == (0, "There is no workspace to move.\n")
    assert database.names() == ()
    assert not path.exists()


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_moved(
    run: Run, files: FileStore, database: PostgresStore, path: Path
) -> None:
    before = fill(files)
    path.write_text("{")
    result = run("move", "--to", "database")
    assert result.code == 1
    assert f"cannot read its file {path}" in result.wrong
    assert OWNER not in database.names()
    assert checksums(database) == {name: sum for name, sum in before.items() if name != OWNER}
    assert path.read_text() == "{"


def test_a_lost_file_beside_its_copy_is_not_moved_and_nothing_is_moved_over_it(
    run: Run, files: FileStore, database: PostgresStore, path: Path
) -> None:
    fill(files)
    assert run("move", "--to", "database").code == 0
    before = checksums(database)
    copy = path.with_name(f"{path.name}.bak")
    path.rename(copy)
    content = copy.read_bytes()
    for line in (("database", "--replace"), ("files",), ("files", "--replace")):
        result = run("move", "--to", *line)
        assert result.code == 1, line
        assert f"cannot read its file {path}" in result.wrong, line
        assert checksums(database) == before, line
        assert copy.read_bytes() == content, line
        assert not path.exists(), line


def test_a_refusal_in_the_middle_leaves_the_one_refused_as_it_was_and_says_so(
    run: Run, files: FileStore, database: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = fill(files), transactions.replace

    def replace(transaction: transactions.OpenTransaction, *rest: object) -> None:
        real(transaction, *rest)  # type: ignore[arg-type]
        if transaction.name == "ann@example.org":
            raise StoreWriteError("The disk is full.")

    monkeypatch.setattr(transactions, "replace", replace)
    result = run("move", "--to", "database")
    assert result.code == 1
    assert "ann@example.org: not moved. The disk is full." in result.wrong
    assert checksums(database) == {name: sum for name, sum in before.items() if name != "ann@example.org"}


def test_a_database_that_is_away_is_said(
    run: Run, files: FileStore, database: PostgresStore, server: PostgresServer
) -> None:
    before = fill(files)
    server.kill()
    try:
        result = run("move", "--to", "database")
        assert result.code == 1
        assert "does not answer" in result.wrong
    finally:
        server.start()
    assert run("move", "--to", "database").code == 0
    assert checksums(database) == before


def test_nobody_writes_to_a_workspace_while_it_is_carried(
    run: Run, files: FileStore, database: PostgresStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(files)
    impatient, tried, real = TinyWorkspace(DiskStorage(path, patience=0.1), utc_now), list[str](), transactions.replace

    def replace(transaction: transactions.OpenTransaction, *rest: object) -> None:
        real(transaction, *rest)  # type: ignore[arg-type]
        if transaction.name == OWNER:
            with pytest.raises(StoreBusyError):
                impatient.save(Contact(name="In the middle"))
            tried.append("refused")

    monkeypatch.setattr(transactions, "replace", replace)
    assert run("move", "--to", "database").code == 0
    assert tried == ["refused"]
    assert checksums(database) == checksums(FileStore(path))


@pytest.mark.parametrize("to", ["database", "files"])
def test_killed_at_any_moment_each_workspace_is_whole_or_not_there_and_the_next_move_ends_it(
    files: FileStore, database: PostgresStore, path: Path, to: str
) -> None:
    source, target = (files, database) if to == "database" else (database, files)
    before, counts = fill(source), set[int]()
    for number in range(8):
        move = start("move", "--to", to)
        assert move.stdout is not None
        if number % 2:
            move.stdout.readline()  # one has arrived
        time.sleep(0.02 * (number // 2))
        move.kill()
        move.communicate()
        present = checksums(anew(target, path))
        assert present.items() <= before.items()
        counts.add(len(present))
        for name in present:
            target.named(name).erase()
    assert max(counts) > 0, "no move came as far as its first workspace"
    ended = start("move", "--to", to)
    out, wrong = ended.communicate(timeout=60)
    assert (ended.returncode, wrong) == (0, "")
    assert out.count("compared") + out.count("already there") == len(NAMES)
    assert checksums(anew(target, path)) == before


@pytest.mark.parametrize("to", ["database", "files"])
def test_a_save_that_was_acknowledged_before_the_move_locked_counts(
    run: Run,
    files: FileStore,
    database: PostgresStore,
    path: Path,
    to: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even when the move looked a moment before and found nothing new."""
    source, target = (files, database) if to == "database" else (database, files)
    source.workspace().save(Contact(name="Ann"))
    assert run("move", "--to", to).code == 0
    dashboard, real = anew(source, path).workspace(), move._carry

    def carried(*given: Any, **options: Any) -> str:
        dashboard.save(Contact(name="Bea"))
        return real(*given, **options)

    monkeypatch.setattr(move, "_carry", carried)
    result = run("move", "--to", to)
    assert (result.code, result.out) == (1, ""), "it is not already there any more"
    assert [contact.name for contact in dashboard.all(Contact)] == ["Ann", "Bea"]
    assert [contact.name for contact in anew(target, path).workspace().all(Contact)] == ["Ann"]


def test_a_member_is_erased_and_nobody_else(run: Run, store: Store, path: Path) -> None:
    before = fill(store)
    result = run("erase", "--member", "Ann@Example.org", "--yes")
    assert (result.code, result.wrong) == (0, "")
    assert f"{ANN}: erased." in result.out
    assert checksums(anew(store, path)) == {
        name: checksum for name, checksum in before.items() if name not in (ANN, COMMON)
    }, "with what they submitted"
    files = b"".join(file.read_bytes() for file in path.parent.rglob("*") if ANN in file.name)
    assert b"Northwind" not in files
    if isinstance(store, FileStore):
        assert b"Northwind" in path.read_bytes(), "what is looked for is in the others"


def test_what_is_left_of_a_file_is_said(run: Run, store: Store) -> None:
    fill(store)
    result = run("erase", "--member", ANN, "--yes")
    assert ("An empty workspace under this name is left." in result.out) == isinstance(store, FileStore)
    assert (ANN in store.names()) == isinstance(store, FileStore)


def test_without_yes_it_only_says_how_much_there_is(run: Run, store: Store, path: Path) -> None:
    store.workspace(ANN).save(Contact(name="Ada"))
    before = checksums(store)
    result = run("erase", "--member", ANN)
    assert (result.code, result.wrong) == (0, "")
    assert f"{ANN}: 1 record. Nothing was erased: add --yes" in result.out
    assert checksums(anew(store, path)) == before


def test_a_mistyped_address_erases_nothing(run: Run, store: Store, path: Path) -> None:
    before = fill(store)
    result = run("erase", "--member", "anne@example.org", "--yes")
    assert result.code == 1
    assert "no workspace of anne@example.org" in result.wrong
    assert checksums(anew(store, path)) == before


def test_the_owners_workspace_is_not_erased_by_leaving_a_word_out(run: Run, store: Store) -> None:
    before = fill(store)
    assert run("erase", "--yes").code == 2
    assert checksums(store) == before

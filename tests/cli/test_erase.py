"""Erasing a workspace from the command line: all of it, of one member, and only when it is meant."""

from __future__ import annotations

from pathlib import Path

from netdash.records import Contact
from netdash.store import FileStore, Store
from tests.cli.conftest import Run, checksums, fill
from tests.cli.test_backups import anew

ANN = "ann@example.org"


def test_a_member_is_erased_and_nobody_else(run: Run, store: Store, path: Path) -> None:
    before = fill(store)
    result = run("erase", "--member", "Ann@Example.org", "--yes")
    assert (result.code, result.wrong) == (0, "")
    assert f"{ANN}: erased." in result.out
    assert checksums(anew(store, path)) == {name: checksum for name, checksum in before.items() if name != ANN}
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

"""The stores of one machine and the workspaces they open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from netdash.records import Contact
from netdash.store import FileStore, MemoryStore, PostgresStore, Store, open_file, open_postgres
from tests.store.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    if request.param != "postgres":
        yield FileStore(path) if request.param == "file" else MemoryStore()
        return
    store = PostgresStore(request.getfixturevalue("url"))
    yield store
    store.close()


def test_opening_twice_gives_the_same_workspace(store: Store) -> None:
    assert store.workspace() is store.workspace()
    assert store.workspace("Ann@Example.org") is store.workspace("ann@example.org")
    assert store.workspace("ann@example.org") is not store.workspace("bea@example.org")


def test_threads_that_open_at_once_get_the_same_workspace(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: store.workspace("ann"), range(64)))) == 1


def test_members_do_not_see_each_other(store: Store) -> None:
    store.workspace("ann@example.org").save(Contact(name="Of Ann"))
    assert store.workspace("bea@example.org").all(Contact) == ()
    assert store.workspace().all(Contact) == ()


def test_the_owner_has_the_file_itself_and_members_a_file_each(path: Path) -> None:
    store = FileStore(path)
    store.workspace().save(Contact(name="Of the owner"))
    store.workspace("Ann@Example.org").save(Contact(name="Of Ann"))
    assert [contact.name for contact in open_file(path).all(Contact)] == ["Of the owner"]
    assert (path.parent / "members" / "ann@example.org.json").exists()


@pytest.mark.parametrize("name", ["../netdash", "a/b", "a\\b", "..", ".", "x" * 400, "ä" * 100, "nul\0", "a%2fb"])
def test_no_name_leads_out_of_the_members_folder(path: Path, name: str) -> None:
    store = FileStore(path)
    store.workspace(name).save(Contact(name="Ann"))
    assert len(list((path.parent / "members").glob("*.json"))) == 1
    assert {entry.name for entry in path.parent.iterdir()} == {"members"}


def test_long_names_that_begin_alike_stay_apart(path: Path) -> None:
    store = FileStore(path)
    store.workspace("x" * 300 + "a").save(Contact(name="Ann"))
    assert store.workspace("x" * 300 + "b").all(Contact) == ()


def test_a_workspace_in_memory_leaves_nothing_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = MemoryStore()
    store.workspace("ann").save(Contact(name="Ann"))
    assert list(tmp_path.iterdir()) == []
    assert MemoryStore().workspace("ann").all(Contact) == ()


@pytest.mark.parametrize("make", [MemoryStore, partial(PostgresStore, "postgresql://localhost/never-asked")])
def test_a_crowd_pushes_out_the_workspace_unused_for_longest(make: Callable[..., Store]) -> None:
    store = make(most=2)
    first, second = store.workspace("first"), store.workspace("second")
    assert store.workspace("first") is first
    store.workspace("third")
    assert store.workspace("first") is first
    assert store.workspace("second") is not second


def test_a_member_finds_in_the_database_what_was_saved_by_another_door(url: str) -> None:
    open_postgres(url, "Ann@Example.org").save(Contact(name="Of Ann"))
    open_postgres(url).save(Contact(name="Of the owner"))
    again = PostgresStore(url)
    assert [contact.name for contact in again.workspace("ann@example.org").all(Contact)] == ["Of Ann"]
    assert [contact.name for contact in again.workspace().all(Contact)] == ["Of the owner"]
    assert again.workspace("(owner)").all(Contact) == ()
    again.close()


def test_names_no_file_could_have_are_workspaces_of_their_own_in_the_database(url: str) -> None:
    store, names = PostgresStore(url), ["../netdash", "x" * 400, "x" * 400 + "y", "nul\0", "ä" * 100]
    for name in names:
        store.workspace(name).save(Contact(name=f"Of {name[-1:]!r}"))
    assert [len(store.workspace(name).all(Contact)) for name in names] == [1] * len(names)
    store.close()

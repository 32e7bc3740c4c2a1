"""Everything of a workspace at once: alike in every engine, told apart by a checksum, replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netdash import trash
from netdash.errors import StoreBusyError, StoreError
from netdash.records import Contact, Draft, Meeting, Profile
from netdash.store import COMMON, OWNER, Contents, FileStore, MemoryStore, PostgresStore, Store, Workspace, open_file
from netdash.store.documents import load
from netdash.store.stores import name_of
from netdash.workspace import sample
from tests.factories import NOON
from tests.store.conftest import LASTING, Open
from tests.store.test_stores import store as store

ODD = {"kind": "parrot", "ages": [3, 2.5, None, True], "name": "Zoë \0 \u2028 “’; DROP TABLE"}


def names(workspace: Workspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]


def filled() -> Contents:
    """Contents with every kind, fields and a kind that netdash does not know, and an order that is not the ids'."""
    workspace = MemoryStore().workspace()
    sample.load(workspace, NOON, ZoneInfo("Europe/Berlin"))
    trash.discard(workspace, Contact, workspace.all(Contact)[0].id, "Somebody", NOON)
    for name in ("Zoë", "Ann", "Mei"):
        workspace.save(Contact.model_validate({"name": name, "pet": ODD}))
    return Contents({**workspace.contents().tables, "plants": {"1": load("plants", "1", {"kind": "fern"})}})


def test_a_workspace_becomes_another_whole_and_in_its_order(workspace: Workspace) -> None:
    contents = filled()
    workspace.save(Contact(name="Gone afterwards"))
    version = workspace.version(Contact)
    workspace.replace_contents(contents, instead_of=workspace.contents().checksum)
    assert workspace.contents().checksum == contents.checksum
    assert workspace.contents().count == contents.count
    assert names(workspace)[-3:] == ["Zoë", "Ann", "Mei"]
    assert "Gone afterwards" not in names(workspace)
    assert workspace.version(Contact) != version
    workspace.save(workspace.all(Contact)[0].replace(name="Changed afterwards"))


@pytest.mark.parametrize("engine", LASTING, indirect=True)
def test_what_became_is_there_for_whoever_opens_it_anew(open_workspace: Open) -> None:
    contents, first, second = filled(), open_workspace(), open_workspace()
    second.save(Contact(name="Before"))
    first.replace_contents(contents, instead_of=first.contents().checksum)
    assert open_workspace().contents().checksum == contents.checksum
    assert second.contents().checksum == contents.checksum
    second.save(Contact(name="After"))
    assert names(open_workspace())[-1] == "After"


def test_a_workspace_that_changed_meanwhile_does_not_become_another(workspace: Workspace) -> None:
    empty = workspace.contents().checksum
    assert empty == Contents({}).checksum
    workspace.save(Contact(name="Ann"))
    with pytest.raises(StoreBusyError, match="nothing was changed"):
        workspace.replace_contents(filled(), instead_of=empty)
    assert names(workspace) == ["Ann"]


def test_a_workspace_can_become_an_empty_one(workspace: Workspace) -> None:
    workspace.save(Contact(name="Ann"))
    workspace.replace_contents(Contents({}), instead_of=workspace.contents().checksum)
    assert workspace.contents().count == 0
    workspace.save(Contact(name="Bea"))
    assert names(workspace) == ["Bea"]


def test_a_checksum_tells_the_order_the_letters_and_the_kinds() -> None:
    first, second = (load("contacts", id * 32, {"id": id * 32, "name": "Ann"}) for id in "12")
    changed = load("contacts", "1" * 32, {"id": "1" * 32, "name": "Anne"})
    tables = [
        {"contacts": {"1": first, "2": second}},
        {"contacts": {"2": second, "1": first}},
        {"contacts": {"1": changed, "2": second}},
        {"people": {"1": first, "2": second}},
        {"contacts": {"1": first}, "people": {"2": second}},
        {},
    ]
    assert len({Contents(variant).checksum for variant in tables}) == len(tables)
    assert Contents.of({"netdash": {}, "meetings": {}, **tables[0]}).checksum == Contents(tables[0]).checksum


def test_of_two_that_become_something_at_once_one_is_told(workspace: Workspace) -> None:
    empty = workspace.contents().checksum

    def become(name: str) -> str:
        source = MemoryStore().workspace()
        source.save(Contact(name=name))
        try:
            workspace.replace_contents(source.contents(), instead_of=empty)
        except StoreBusyError:
            return "refused"
        return name

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(become, ("Ann", "Bea", "Cem", "Dora")))
    assert results.count("refused") == 3
    assert names(workspace) == [name for name in results if name != "refused"]


def test_inside_a_transaction_the_contents_are_what_the_reads_there_say(workspace: Workspace) -> None:
    for name in ("Ann", "Bea", "Cem"):
        workspace.save(Contact(name=name))
    before = workspace.contents().checksum
    with workspace.transaction():
        assert workspace.contents().checksum == before
        ann, bea, _ = workspace.all(Contact)
        workspace.delete(ann)
        workspace.save(bea.replace(name="Zoë"))
        workspace.save(Contact(name="Dora"))
        inside = workspace.contents()
        records = [document.record for document in inside.tables["contacts"].values()]
        assert records == list(workspace.all(Contact))
    assert workspace.contents().checksum == inside.checksum


@pytest.mark.parametrize("engine", LASTING, indirect=True)
def test_inside_a_transaction_the_contents_hold_what_was_saved_before_it_locked(open_workspace: Open) -> None:
    """However short ago, and although this process has looked a moment before."""
    first, second = open_workspace(), open_workspace()
    first.save(Contact(name="Ann"))
    first.begin_run()
    assert first.contents().count == 1
    second.save(Contact(name="Bea"))
    with first.transaction():
        assert first.contents().count == 2


@pytest.mark.parametrize(
    "act", [lambda target: target.replace_contents(Contents({}), Contents({}).checksum), lambda target: target.erase()]
)
def test_the_whole_is_not_changed_inside_a_transaction(workspace: Workspace, act: Callable[[Workspace], None]) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), workspace.transaction():
        act(workspace)


def test_a_store_names_its_workspaces_and_opens_them_by_their_names(store: Store) -> None:
    assert store.names() == ()
    long = "x" * 300 + "@example.org"
    for member in (None, "Ann@Example.org", long):
        store.workspace(member).save(Profile(name=str(member)[:50]))
    assert store.names() == tuple(sorted((OWNER, "ann@example.org", name_of(long))))
    for member in (None, "ann@example.org", long):
        assert store.named(name_of(member)) is store.workspace(member)
    store.workspace("ann@example.org").erase()
    assert store.workspace("ann@example.org").all(Draft) == ()


def test_what_members_have_in_common_is_nobodys_own(store: Store) -> None:
    store.common().save(Profile(name="Everybody"))
    store.workspace("ann@example.org").save(Profile(name="Ann"))
    assert store.common() is store.common()
    assert store.names() == tuple(sorted((COMMON, "ann@example.org")))
    assert [store.named(name).all(Profile)[0].name for name in store.names()] == ["Everybody", "Ann"]
    assert name_of(COMMON) != COMMON, "nobody signs in by it"


def test_files_that_are_no_workspaces_are_not_named(path: Path) -> None:
    store = FileStore(path)
    store.workspace("ann@example.org").save(Contact(name="Ann"))
    members = path.parent / "members"
    for stray in (
        "a copy of ann.json",
        "ann@example.org.json.bak",
        ".ann@example.org.json.new",
        "notes.txt",
        "Ann.json",
    ):
        (members / stray).write_text("{}")
    assert store.names() == ("ann@example.org",)


@pytest.mark.parametrize(
    "name", ["../netdash", "a/b", "a b", "(else)", "ä", "", "Ann@x.org", "ann@x.org (1)", "%zz", "a%2fb"]
)
def test_a_name_by_which_nobody_signs_in_is_refused_by_every_engine(path: Path, name: str) -> None:
    for opened in (FileStore(path), MemoryStore(), PostgresStore("postgresql://localhost/never-asked")):
        with pytest.raises(StoreError, match="no workspace called"):
            opened.named(name)


def test_the_mark_of_a_file_stays_when_it_becomes_another(path: Path) -> None:
    path.write_text('{"netdash": {"file": {"schema": 2, "colour": "red"}, "more": {"a": 1}}, "meetings": {}}')
    workspace = open_file(path)
    workspace.replace_contents(filled(), instead_of=workspace.contents().checksum)
    assert '"colour":"red"' in path.read_text()
    assert '"more":{"a":1}' in path.read_text()
    assert workspace.all(Meeting)

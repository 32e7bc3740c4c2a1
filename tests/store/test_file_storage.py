"""The workspace file, the other programs that change it, and the lock between them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import filelock
import pytest

from netdash.errors import GoneError, StoreBusyError, StoreError, StoreUnreadableError
from netdash.records import Contact, Meeting
from netdash.records.base import ConflictError
from netdash.store import Workspace, file_storage, fingerprint, open_file
from netdash.store.atomic_write import Replacement, sync_folder
from netdash.store.file_storage import DiskStorage, locked
from netdash.store.stores import utc_now
from netdash.store.tiny import TinyWorkspace

Edit = Callable[[Path, str, str], None]


def edit_in_place(path: Path, old: str, new: str) -> None:
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def edit_by_rename(path: Path, old: str, new: str) -> None:
    beside = path.with_suffix(".edited")
    beside.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    beside.replace(path)


EDITS = pytest.mark.parametrize("edit", [edit_in_place, edit_by_rename])


def names(workspace: Workspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A disk where every version of one size has one stamp, in a minute from now; the test may set another."""
    moment = [time.time_ns() + 60 * 1_000_000_000]
    real = fingerprint.stamp_of

    def stamp_of(status: os.stat_result) -> fingerprint.Stamp:
        return (1, 1, real(status)[2], moment[0], moment[0])

    monkeypatch.setattr(fingerprint, "stamp_of", stamp_of)
    monkeypatch.setattr("netdash.store.atomic_write.stamp_of", stamp_of)
    return moment


@pytest.mark.usefixtures("coarse")
@EDITS
def test_an_edit_of_the_same_size_within_the_clocks_tick_is_noticed(path: Path, filed: Workspace, edit: Edit) -> None:
    filed.save(Contact(name="Ann"))
    assert names(filed) == ["Ann"]
    edit(path, "Ann", "Bea")
    assert names(filed) == ["Bea"]
    before = filed.version(Contact)
    edit(path, "Bea", "Cem")
    assert filed.version(Contact) != before


def test_a_run_goes_on_with_what_it_saved_and_the_next_one_sees_what_others_made_of_it(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.begin_run()
    with monkeypatch.context() as patched:
        patched.setattr(DiskStorage, "current", None)  # asking again would be a TypeError
        filed.save(Contact(name="Ann"))
        edit_in_place(path, "Ann", "Bea")
        assert names(filed) == ["Ann"]
        filed.save(Contact(name="Cem"))
        assert names(filed) == ["Bea", "Cem"]
    edit_in_place(path, "Cem", "Dan")
    filed.begin_run()
    assert names(filed) == ["Bea", "Dan"]


@pytest.mark.usefixtures("coarse")
@EDITS
def test_an_edit_of_the_same_size_within_the_clocks_tick_is_kept_by_a_save(
    path: Path, filed: Workspace, edit: Edit
) -> None:
    filed.save(Contact(name="Ann"))
    edit(path, "Ann", "Bea")
    filed.save(Contact(name="Cem"))
    assert names(open_file(path)) == ["Bea", "Cem"]


def test_whole_seconds_are_trusted_only_after_two(path: Path, filed: Workspace, coarse: list[int]) -> None:
    coarse[0] = (time.time_ns() - 500_000_000) // 1_000_000_000 * 1_000_000_000  # older than a tick of other disks
    filed.save(Contact(name="Ann"))
    assert names(filed) == ["Ann"]
    edit_in_place(path, "Ann", "Bea")
    assert names(filed) == ["Bea"]


def test_a_file_that_has_aged_is_not_read_again(
    filed: Workspace, coarse: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    coarse[0] = time.time_ns() // 1_000 * 1_000 - 1_000_000_001
    filed.save(Contact(name="Ann"))
    assert names(filed) == ["Ann"]
    monkeypatch.setattr(fingerprint, "read", lambda _path: pytest.fail("read again"))
    monkeypatch.setattr(file_storage, "read", lambda _path: pytest.fail("read again"))
    assert names(filed) == ["Ann"]
    assert filed.version(Meeting) == filed.version(Meeting)


@EDITS
def test_another_programs_edit_is_noticed_and_changes_only_its_records(
    path: Path, filed: Workspace, edit: Edit
) -> None:
    for name in ("Ann", "Bea"):
        filed.save(Contact(name=name))
    bea, meetings, contacts = filed.all(Contact)[1], filed.version(Meeting), filed.version(Contact)
    edit(path, "Ann", "Annabel")
    assert names(filed) == ["Annabel", "Bea"]
    assert filed.all(Contact)[1] is bea
    assert filed.version(Meeting) == meetings
    assert filed.version(Contact) != contacts


def test_a_new_order_of_records_is_noticed(path: Path, filed: Workspace) -> None:
    for name in ("Ann", "Bea"):
        filed.save(Contact(name=name))
    before, tables = filed.version(Contact), json.loads(path.read_bytes())
    tables["contacts"] = dict(reversed(tables["contacts"].items()))
    path.write_text(json.dumps(tables))
    assert names(filed) == ["Bea", "Ann"]
    assert filed.version(Contact) != before


def test_what_another_program_puts_there_right_after_a_save_is_not_taken_for_it(
    path: Path, filed: Workspace, coarse: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the clock of the disk is behind, and its stamps seem old enough to be sure."""
    coarse[0] = time.time_ns() // 1_000 * 1_000 - 1_000_000_001

    def sync_and_lose_the_race(folder: Path) -> None:
        sync_folder(folder)
        edit_by_rename(path, "Ann", "Bea")

    monkeypatch.setattr("netdash.store.atomic_write.sync_folder", sync_and_lose_the_race)
    filed.save(Contact(name="Ann"))
    assert names(filed) == ["Bea"]


@pytest.mark.parametrize("instead", ["a folder", "a link to itself"])
def test_what_is_no_file_is_refused(path: Path, filed: Workspace, instead: str) -> None:
    filed.save(Contact(name="Ann"))
    path.unlink()
    if instead == "a folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(StoreUnreadableError):
        filed.all(Contact)
    with pytest.raises(StoreError):
        filed.save(Contact(name="Bea"))
    with pytest.raises(StoreUnreadableError):
        open_file(path).version(Contact)


def test_a_file_that_goes_away_is_an_empty_workspace(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    assert names(filed) == ["Ann"]
    path.unlink()
    assert names(filed) == []
    filed.save(Contact(name="Bea"))
    assert names(open_file(path)) == ["Bea"]


def meddle(monkeypatch: pytest.MonkeyPatch, path: Path, *edits: tuple[Edit, str, str]) -> None:
    """Let another program edit the file while a save has its text written already, once a save."""
    waiting, real = list(edits), Replacement.write

    def write(self: Replacement, text: bytes) -> None:
        real(self, text)
        if waiting:
            edit, old, new = waiting.pop(0)
            edit(path, old, new)

    monkeypatch.setattr(Replacement, "write", write)


@EDITS
def test_an_edit_between_load_and_save_is_kept(
    path: Path, filed: Workspace, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann"))
    meddle(monkeypatch, path, (edit, "Ann", "Bea"), (edit, "Bea", "Cem"))
    filed.save(Contact(name="Dora"))
    assert names(filed) == names(open_file(path)) == ["Cem", "Dora"]


@pytest.mark.usefixtures("coarse")
def test_an_edit_between_load_and_save_is_kept_within_the_clocks_tick(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann"))
    meddle(monkeypatch, path, (edit_in_place, "Ann", "Bea"))
    filed.save(Contact(name="Dora"))
    assert names(open_file(path)) == ["Bea", "Dora"]


@EDITS
def test_an_edit_during_a_transaction_is_kept(path: Path, filed: Workspace, edit: Edit) -> None:
    filed.save(Contact(name="Ann"))
    with filed.transaction():
        filed.save(Contact(name="Dora"))
        edit(path, "Ann", "Bea")
    assert names(filed) == names(open_file(path)) == ["Bea", "Dora"]


def test_an_edit_that_a_reader_saw_during_a_transaction_is_kept(path: Path, filed: Workspace) -> None:
    """Readers refresh what is known while a writer works from what it began with."""
    filed.save(Contact(name="Ann"))
    storage = filed._storage  # type: ignore[attr-defined]  # to read as another thread would
    with filed.transaction():
        filed.save(Contact(name="Dora"))
        edit_in_place(path, "Ann", "Bea")
        assert [one.name for one in storage.current().records["contacts"]] == ["Bea"]
    assert names(open_file(path)) == ["Bea", "Dora"]


@pytest.mark.parametrize("act", ["save", "put", "delete"])
def test_an_edit_of_the_very_record_during_a_transaction_is_a_conflict(path: Path, filed: Workspace, act: str) -> None:
    filed.save(Contact(name="Ann"))
    loaded = filed.all(Contact)[0]

    def change() -> None:
        getattr(filed, act)(loaded.replace(name="Mine"))
        edit_in_place(path, "Ann", "Theirs")

    with pytest.raises(ConflictError) as refused, filed.transaction():
        change()
    assert isinstance(refused.value.mine, Contact)
    assert isinstance(refused.value.theirs, Contact)
    assert (refused.value.mine.name, refused.value.theirs.name) == ("Mine", "Theirs")
    assert names(filed) == names(open_file(path)) == ["Theirs"]


def test_a_record_that_another_program_removed_meanwhile_is_gone(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    loaded = filed.all(Contact)[0]

    def change() -> None:
        filed.save(loaded.replace(name="Mine"))
        path.write_text('{"netdash": {"file": {"schema": 2}}}')

    with pytest.raises(GoneError), filed.transaction():
        change()
    assert names(filed) == []


def test_a_program_that_never_stops_editing_makes_the_file_busy(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann 0"))
    meddle(monkeypatch, path, *((edit_by_rename, f"Ann {number}", f"Ann {number + 1}") for number in range(99)))
    with pytest.raises(StoreBusyError):
        filed.save(Contact(name="Dora"))
    assert len(filed.all(Contact)) == 1


def test_a_lock_that_another_process_holds_for_too_long_makes_the_file_busy(path: Path) -> None:
    workspace = TinyWorkspace(DiskStorage(path, patience=0.01), utc_now)
    with locked(path.with_name(f"{path.name}.lock"), 1), pytest.raises(StoreBusyError) as refused:
        workspace.save(Contact(name="Ann"))
    assert str(path) in refused.value.sentence
    assert not path.exists()
    workspace.save(Contact(name="Ann"))


def test_reads_wait_for_no_lock(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    with locked(path.with_name(f"{path.name}.lock"), 1):
        edit_in_place(path, "Ann", "Bea")
        assert names(filed) == ["Bea"]


def test_opening_makes_nothing_and_the_first_save_makes_the_folder_too(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data" / "netdash.json"
    workspace = open_file(path)
    assert names(workspace) == []
    assert list(tmp_path.iterdir()) == []
    workspace.save(Contact(name="Ann"))
    assert names(open_file(path)) == ["Ann"]


def test_a_transaction_that_changes_nothing_leaves_the_file_alone(path: Path, filed: Workspace) -> None:
    with filed.transaction():
        filed.delete(Contact(name="Ann"))
    assert not path.exists()
    filed.save(Contact(name="Ann"))
    before = path.stat()
    with filed.transaction():
        filed.put(filed.all(Contact)[0])
    assert path.stat() == before


def test_erasing_removes_the_automatic_copy_and_what_netdash_does_not_know(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Zebedee"))
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps({**document, "later": {"1": {"note": "Zebedee again"}}}))
    filed.save(Contact(name="Ann"))
    assert b"Zebedee" in path.with_name("netdash.json.bak").read_bytes()
    filed.erase()
    assert [found for found in path.parent.iterdir() if b"Zebedee" in found.read_bytes()] == []


def test_a_lock_that_is_held_is_not_given_twice(tmp_path: Path) -> None:
    with locked(tmp_path / "lock", 1), pytest.raises(TimeoutError), locked(tmp_path / "lock", 0.01):
        pytest.fail("given twice")


def test_a_lock_is_free_again_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "lock", 1):
        raise KeyError
    with locked(tmp_path / "lock", 0):
        pass


def test_filelock_sees_the_same_lock(tmp_path: Path) -> None:
    """Scripts of other people may hold the file with the library itself."""
    with filelock.FileLock(tmp_path / "lock"), pytest.raises(TimeoutError), locked(tmp_path / "lock", 0.01):
        pytest.fail("given twice")


def test_a_lock_file_that_was_removed_while_somebody_waited_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, left = tmp_path / "lock", [True]
    real = filelock.lock_descriptor

    def lock_descriptor(descriptor: int, *, blocking: bool) -> bool:
        if left:
            left.pop()
            path.unlink()
        return bool(real(descriptor, blocking=blocking))

    monkeypatch.setattr(file_storage, "lock_descriptor", lock_descriptor)
    with locked(path, 1):
        assert path.exists()

"""A file that was emptied or lost beside the automatic copy of its records: never a fresh workspace, and no loss."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from netdash.errors import StoreUnreadableError
from netdash.records import Contact
from netdash.store import OWNER, FileStore, Workspace, open_file, rescue
from tests.store.test_atomic_write import POSIX_ONLY

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
EMPTIED = {
    "nothing": b"",
    "blanks": b" \n\t\r\n",
    "a byte order mark": b"\xef\xbb\xbf",
    "a mark and blanks": b"\xef\xbb\xbf \n",
    "an object without anything": b"{ }\n",
    "zeros": bytes(64),
    "stock TinyDB's empty table": b'{"_default": {}}',
    "no file": None,
}
"""What can be found in the file's place; None: no file at all."""
NO_RECORDS = b'{"netdash": {"file": {"schema": 3}}, "contacts": {}}'


def names(workspace: Workspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]


def put(path: Path, text: bytes | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.write_bytes(text)


def folder_contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}


@pytest.fixture
def copy(path: Path, filed: Workspace) -> Path:
    """The copy of the state with Ann in it, beside the file with Ann and Bea."""
    for name in ("Ann", "Bea"):
        filed.save(Contact(name=name))
    return path.with_name("netdash.json.bak")


@pytest.fixture
def much_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours have passed since the last copy, and pass again with every look at the clock."""
    passed = iter(range(10**6))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 7_200 * (1 + next(passed)))


@pytest.mark.usefixtures("much_later")
@pytest.mark.parametrize("state", list(EMPTIED))
def test_an_emptied_or_missing_file_beside_a_copy_with_records_is_refused_and_nothing_is_changed(
    path: Path, filed: Workspace, copy: Path, state: str
) -> None:
    put(path, EMPTIED[state])
    before = folder_contents(path)
    assert b"Ann" in before[copy.name]
    for workspace in (filed, open_file(path)):  # one knows what was there, one begins with what is there
        cem = Contact(name="Cem")
        uses = (partial(workspace.all, Contact), workspace.version, partial(workspace.save, cem), workspace.contents)
        for use in (*uses, *uses):
            with pytest.raises(StoreUnreadableError) as refused:
                use()
            assert str(path) in refused.value.sentence
            assert copy.name in refused.value.sentence
    assert folder_contents(path) == before
    shutil.copy(copy, path)
    assert names(filed) == ["Ann"]


@pytest.mark.parametrize(
    "broken", [b'{"netdash": {', b'{"name": "left-pad"}', b'{"netdash": {"file": {"schema": 99}}}']
)
def test_a_copy_that_cannot_be_read_may_hold_records(path: Path, copy: Path, broken: bytes) -> None:
    copy.write_bytes(broken)
    for text in (b"", None):
        put(path, text)
        with pytest.raises(StoreUnreadableError, match="cannot be read either"):
            open_file(path).save(Contact(name="Cem"))
    assert copy.read_bytes() == broken


@pytest.mark.parametrize("copied", [None, b"", b"{}", NO_RECORDS])
def test_a_blank_or_missing_file_without_a_copy_that_holds_records_is_a_fresh_workspace(
    path: Path, copy: Path, copied: bytes | None
) -> None:
    put(copy, copied)
    for text in (b"", b"\xef\xbb\xbf\n", b"{}", NO_RECORDS, None):
        put(path, text)
        workspace = open_file(path)
        assert names(workspace) == []
        workspace.save(Contact(name="Cem"))
        assert names(open_file(path)) == ["Cem"]


@pytest.mark.usefixtures("much_later")
def test_a_file_whose_records_were_all_deleted_opens_and_its_copy_stays(
    path: Path, filed: Workspace, copy: Path
) -> None:
    for contact in filed.all(Contact):
        filed.delete(contact)
    before = copy.read_bytes()
    assert b"Bea" in before
    assert names(open_file(path)) == []
    filed.delete(Contact(name="nobody"))
    filed.save(Contact(name="Cem"))
    assert copy.read_bytes() == before


@pytest.mark.usefixtures("much_later")
def test_an_earlier_netdashs_file_without_records_does_not_take_the_copys_place(path: Path, copy: Path) -> None:
    before = copy.read_bytes()
    path.write_bytes(NO_RECORDS.replace(b"3", b"2"))
    open_file(path).save(Contact(name="Cem"))
    assert copy.read_bytes() == before


@pytest.mark.parametrize("text", [b"", None])
def test_a_file_that_is_lost_during_a_transaction_takes_nothing_with_it(
    path: Path, filed: Workspace, copy: Path, text: bytes | None
) -> None:
    def change() -> None:
        filed.save(Contact(name="Cem"))
        put(path, text)

    with pytest.raises(StoreUnreadableError), filed.transaction():
        change()
    assert b"Ann" in copy.read_bytes()
    assert path.exists() is (text is not None)
    assert not path.exists() or path.read_bytes() == b""


def test_a_copy_that_another_process_made_since_an_empty_start_is_noticed(path: Path, filed: Workspace) -> None:
    assert names(filed) == []
    for name in ("Ann", "Bea"):
        open_file(path).save(Contact(name=name))
    path.unlink()
    with pytest.raises(StoreUnreadableError):
        filed.save(Contact(name="Cem"))
    assert not path.exists()


@POSIX_ONLY
def test_the_copy_of_a_symlinks_target_counts_when_the_target_is_gone(tmp_path: Path) -> None:
    link, real = tmp_path / "link.json", tmp_path / "elsewhere" / "real.json"
    link.symlink_to(real)
    for name in ("Ann", "Bea"):
        open_file(link).save(Contact(name=name))
    real.unlink()
    with pytest.raises(StoreUnreadableError, match="not there any more"):
        open_file(link).save(Contact(name="Cem"))
    assert FileStore(link).names() == (OWNER,)
    assert rescue.use_automatic_copy(link, NOON) == ()
    assert link.is_symlink()
    assert names(open_file(link)) == names(open_file(real)) == ["Ann"]


@pytest.mark.parametrize("text", [b"", None])
def test_erasing_a_lost_file_removes_the_copy_and_begins_a_fresh_workspace(
    path: Path, filed: Workspace, copy: Path, text: bytes | None
) -> None:
    put(path, text)
    filed.erase()
    assert not copy.exists()
    assert names(filed) == names(open_file(path)) == []
    path.unlink()
    assert names(open_file(path)) == []


@pytest.mark.parametrize("text", [b"", None])
def test_the_copy_takes_a_lost_files_place(path: Path, filed: Workspace, copy: Path, text: bytes | None) -> None:
    put(path, text)
    assert rescue.automatic_copy(path) is not None
    files = rescue.use_automatic_copy(path, NOON)
    assert [one.read_bytes() for one in files] == [one for one in (text,) if one is not None]
    assert names(filed) == names(open_file(path)) == ["Ann"]
    assert copy.exists()


@pytest.mark.usefixtures("much_later")
@pytest.mark.parametrize("text", [b"", None, b"{"])
def test_starting_empty_keeps_the_copy_whatever_is_saved_afterwards(
    path: Path, filed: Workspace, copy: Path, text: bytes | None
) -> None:
    put(path, text)
    before = copy.read_bytes()
    *_, aside = rescue.set_aside(path, NOON)
    for number in range(3):
        filed.save(Contact(name=str(number)))
    assert aside.read_bytes() == before
    assert names(open_file(path)) == ["0", "1", "2"]


def test_a_lost_workspace_is_named_among_the_others(path: Path) -> None:
    store = FileStore(path)
    members = path.parent / "members"
    for member in (None, "ann@example.org", "bea@example.org"):
        for name in ("Ann", "Bea"):
            store.workspace(member).save(Contact(name=name))
    whole = store.names()
    path.unlink()
    (members / "ann@example.org.json").unlink()
    (members / "bea@example.org.json").write_bytes(b"")
    (members / "nobody@example.org.json.bak").write_bytes(NO_RECORDS)
    assert FileStore(path).names() == whole

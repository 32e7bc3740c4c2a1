"""The ways out where a file cannot be read; the file itself is always kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netdash.errors import StoreError, StoreUnreadableError, StoreWriteError
from netdash.records import Contact
from netdash.store import open_file, os_errors, rescue
from tests.store.test_atomic_write import held

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BROKEN = b'{"name": "not ours"}'


@pytest.fixture
def broken(path: Path) -> Path:
    """A file that cannot be read, beside the automatic copy of the state with Ann in it."""
    workspace = open_file(path)
    workspace.save(Contact(name="Ann"))
    workspace.save(Contact(name="Bob"))
    path.write_bytes(BROKEN)
    with pytest.raises(StoreUnreadableError):
        open_file(path).all(Contact)
    return path


def test_the_automatic_copy_takes_the_files_place_and_the_file_is_kept(broken: Path) -> None:
    assert rescue.automatic_copy(broken) is not None
    (file,) = rescue.use_automatic_copy(broken, NOON)
    assert file.read_bytes() == BROKEN
    assert file.name == "netdash.json.unreadable-20260504-120000"
    assert [contact.name for contact in open_file(broken).all(Contact)] == ["Ann"]
    assert rescue.automatic_copy(broken) is not None


def test_the_file_is_set_aside_for_an_empty_workspace_to_begin(broken: Path) -> None:
    file, copy = rescue.set_aside(broken, NOON)
    assert file.read_bytes() == BROKEN
    assert [contact.name for contact in open_file(copy).all(Contact)] == ["Ann"]
    workspace = open_file(broken)
    assert workspace.all(Contact) == ()
    workspace.save(Contact(name="Cleo"))


def test_a_copy_that_cannot_be_read_either_is_not_offered(broken: Path) -> None:
    broken.with_name("netdash.json.bak").write_bytes(BROKEN)
    assert rescue.automatic_copy(broken) is None
    broken.with_name("netdash.json.bak").write_bytes(b"")
    assert rescue.automatic_copy(broken) is None
    broken.with_name("netdash.json.bak").unlink()
    assert rescue.automatic_copy(broken) is None


def test_where_the_disk_refuses_the_file_is_as_it_was(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(Path, "rename", refuse)
    for act in (rescue.use_automatic_copy, rescue.set_aside):
        with pytest.raises(StoreWriteError, match="full"):
            act(broken, NOON)
        assert broken.read_bytes() == BROKEN


def test_a_file_that_windows_holds_open_for_an_instant_is_waited_for(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(os_errors, "sleep", pauses.append)
    for call, act in (("replace", rescue.use_automatic_copy), ("rename", rescue.set_aside)):
        real, errors = getattr(os, call), [held(5)] * 2

        def busy(*names: Path, real: Callable[..., None] = real, errors: list[OSError] = errors) -> None:
            if errors:
                raise errors.pop()
            real(*names)

        monkeypatch.setattr(os, call, busy)
        broken.write_bytes(BROKEN)
        assert act(broken, NOON)[0].read_bytes() == BROKEN
        assert errors == []
    assert len(pauses) == 4


def test_erasing_says_why_the_automatic_copy_could_not_be_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_file(path)
    for name in ("Ann", "Bob"):
        workspace.save(Contact(name=name))

    def refuse(file: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, f"no {file} {missing_ok}")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreWriteError, match="not allowed"):
        workspace.erase()


def test_a_file_that_was_mended_meanwhile_is_left_as_it_is(broken: Path) -> None:
    mended = broken.with_name("netdash.json.bak").read_bytes()
    broken.write_bytes(mended)
    for act in (rescue.use_automatic_copy, rescue.set_aside):
        with pytest.raises(StoreError, match="can be read again"):
            act(broken, NOON)
        assert broken.read_bytes() == mended
    assert not list(broken.parent.glob("*unreadable*"))

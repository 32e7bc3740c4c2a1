"""What a save does to the disk, in which order, and what is left when the disk refuses."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netdash.errors import StoreWriteError
from netdash.records import Contact
from netdash.store import Workspace, open_file, os_errors

NOBODY = 65534
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such right to take away.")


class Interrupted(BaseException):
    """What stops a thread from outside: no Exception."""


def names(workspace: Workspace) -> list[str]:
    return [contact.name for contact in workspace.all(Contact)]


def assert_as_it_was(path: Path, workspace: Workspace, expected: list[str], text: bytes | None) -> None:
    assert (path.read_bytes() if path.exists() else None) == text
    assert names(workspace) == names(open_file(path)) == expected
    names_there = {file.name for file in path.parent.iterdir()}
    assert names_there <= {path.name, f"{path.name}.bak", f"{path.name}.lock"}


class Refusing:
    """Takes the place of a call and refuses it from the `after`th time on, as long as it is `on`."""

    def __init__(self, real: Callable[..., Any], error: BaseException, after: int = 0) -> None:
        self.real, self.error, self.left, self.on = real, error, after, True

    def __call__(self, *args: Any, **options: Any) -> Any:
        if self.on and self.left == 0:
            raise self.error
        self.left -= self.on
        return self.real(*args, **options)


class HalfWriting(io.BytesIO):
    """A file that takes half of what it is given, and then the disk is full."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self.descriptor = descriptor

    def write(self, text: Any) -> int:
        os.write(self.descriptor, text[: len(text) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def close(self) -> None:
        if not self.closed:
            os.close(self.descriptor)
        super().close()


WHERE = {
    "making the new file": ("os.open", 1),
    "syncing the new file": ("os.fsync", 0),
    "renaming": ("os.replace", 0),
    "opening the folder": ("os.open", 2),
    "syncing the folder": ("os.fsync", 1),
}
"""The calls of one save of a stored file; before the first `os.open` counted here comes that of the lock."""
SAID = {
    errno.ENOSPC: "disk is full",
    errno.EDQUOT: "disk is full",
    errno.EROFS: "is read-only: its disk can only be read",
    errno.EACCES: "not allowed to write",
    errno.EPERM: "not allowed to write",
    errno.EIO: os.strerror(errno.EIO),
}


@pytest.mark.parametrize("code", list(SAID), ids=errno.errorcode.get)
@pytest.mark.parametrize("where", list(WHERE))
@pytest.mark.parametrize("has_file", [True, False], ids=["a stored file", "the first save"])
def test_a_refusal_anywhere_in_a_save_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: int, has_file: bool
) -> None:
    workspace = open_file(path)
    if has_file:
        workspace.save(Contact(name="Ann"))
        path.with_name(f"{path.name}.bak").write_text("not an hour old")
    before, text = names(workspace), path.read_bytes() if has_file else None
    call, after = WHERE[where]
    refusing = Refusing(getattr(os, call.removeprefix("os.")), OSError(code, os.strerror(code)), after)
    monkeypatch.setattr(call, refusing)
    with pytest.raises(StoreWriteError, match=SAID[code]) as refused:
        workspace.save(Contact(name="Bea"))
    refusing.on = False
    assert "Nothing was changed" in refused.value.sentence
    assert str(path) in refused.value.sentence
    assert_as_it_was(path, workspace, before, text)
    workspace.save(Contact(name="Bea"))
    assert names(open_file(path)) == [*before, "Bea"]


def test_a_disk_that_fills_up_in_the_middle_of_a_write_leaves_everything_as_it_was(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann"))
    text = path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "fdopen", lambda descriptor, _mode: HalfWriting(descriptor))
        with pytest.raises(StoreWriteError, match="disk is full"):
            filed.save(Contact(name="Bea"))
    assert_as_it_was(path, filed, ["Ann"], text)


@pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
def test_an_interruption_leaves_everything_as_it_was(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    filed.save(Contact(name="Ann"))
    text = path.read_bytes()
    refusing = Refusing(getattr(os, call.removeprefix("os.")), Interrupted())
    monkeypatch.setattr(call, refusing)
    with pytest.raises(Interrupted):
        filed.save(Contact(name="Bea"))
    refusing.on = False
    assert_as_it_was(path, filed, ["Ann"], text)


def test_the_backup_is_still_there_when_the_folder_cannot_be_synced(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The save in which the hourly copy is due: the old file goes back, whatever else."""
    filed.save(Contact(name="Ann"))
    path.with_name(f"{path.name}.bak").unlink(missing_ok=True)
    text = path.read_bytes()
    refusing = Refusing(os.fsync, OSError(errno.EIO, "broken"), after=1)
    monkeypatch.setattr(os, "fsync", refusing)
    with pytest.raises(StoreWriteError):
        filed.save(Contact(name="Bea"))
    refusing.on = False
    assert_as_it_was(path, filed, ["Ann"], text)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        folder.rmdir()
        pytest.skip("This machine does not let the tests mount a small disk, so none was filled up.")
    yield folder
    subprocess.run(["umount", folder], check=True)
    folder.rmdir()


def test_a_full_disk_is_told_and_leaves_everything_as_it_was(small_disk: Path) -> None:
    path = small_disk / "netdash.json"
    workspace = open_file(path)

    def fill() -> None:
        for number in range(200):
            workspace.save(Contact(name=str(number), notes="x" * 2_000))

    with pytest.raises(StoreWriteError, match="disk is full"):
        fill()
    before = names(workspace)
    assert before == [str(number) for number in range(len(before))]
    assert_as_it_was(path, workspace, before, path.read_bytes())
    workspace.delete(workspace.all(Contact)[0])
    assert names(open_file(path)) == before[1:]


def as_nobody(act: Callable[[], str]) -> str:
    """Do something in a forked process without the rights of root, and return what it says."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(write_end, act().encode())
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        result = pipe.read().decode()
    os.waitpid(child, 0)
    return result


@POSIX_ONLY
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("has_file", [True, False])
def test_a_read_only_folder_is_told_and_left_as_it_was(has_file: bool) -> None:
    def save() -> str:
        try:
            open_file(path).save(Contact(name="Bea"))
        except StoreWriteError as error:
            return error.sentence
        return "saved"

    folder = Path(tempfile.mkdtemp())
    path = folder / "netdash.json"
    if has_file:
        open_file(path).save(Contact(name="Ann"))
        path.chmod(0o644)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    folder.chmod(0o555)
    try:
        sentence = as_nobody(save) if os.geteuid() == 0 else save()
        assert "not allowed to write" in sentence
        assert f"its file {path}" in sentence
        assert f"the folder {folder} is read-only" in sentence
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_without_a_write_bit_is_left_alone_even_by_root(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    text = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(StoreWriteError, match="marked read-only"):
        filed.save(Contact(name="Bea"))
    assert_as_it_was(path, filed, ["Ann"], text)


def test_a_file_mounted_alone_is_told_with_the_way_out(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann"))
    monkeypatch.setattr(os, "replace", Refusing(os.replace, OSError(errno.EBUSY, "busy")))
    with pytest.raises(StoreWriteError, match=f"Mount the folder {path.parent} instead"):
        filed.save(Contact(name="Bea"))


def held(code: int) -> OSError:
    """What Windows says of a file that another program holds open."""
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = code  # type: ignore[attr-defined]  # not there on other systems
    return error


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(os_errors, "sleep", waited.append)
    return waited


@pytest.mark.parametrize("code", [5, 32])
@pytest.mark.parametrize("call", ["os.replace", "os.link", "pathlib.Path.open"])
def test_a_file_that_windows_holds_open_for_an_instant_is_waited_for(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch, pauses: list[float], call: str, code: int
) -> None:
    filed.save(Contact(name="Ann"))
    errors = [held(code)] * 3
    owner, name = call.rsplit(".", 1)
    real = getattr(os if owner == "os" else Path, name)

    def busy(*args: Any, **options: Any) -> Any:
        if errors:
            raise errors.pop()
        return real(*args, **options)

    monkeypatch.setattr(call, busy)
    filed.save(Contact(name="Bea"))
    assert names(open_file(path)) == ["Ann", "Bea"]
    assert errors == []
    assert len(pauses) == 3
    assert pauses == sorted(pauses)


def test_a_file_that_windows_holds_open_for_long_is_said_and_left_as_it_was(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    filed.save(Contact(name="Ann"))
    text, refusing = path.read_bytes(), Refusing(os.replace, held(32))
    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(StoreWriteError, match="another program holds netdash"):
        filed.save(Contact(name="Bea"))
    refusing.on = False
    assert 0 < sum(pauses) < 0.7
    assert_as_it_was(path, filed, ["Ann"], text)


def test_another_systems_refusal_is_said_at_once(
    filed: Workspace, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.setattr(os, "replace", Refusing(os.replace, PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(StoreWriteError, match="not allowed to write"):
        filed.save(Contact(name="Bea"))
    assert pauses == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StoreWriteError, match="cannot be made"):
        open_file(tmp_path / "data" / "netdash.json").save(Contact(name="Ann"))


def test_the_text_is_on_the_disk_before_the_rename_and_the_rename_before_the_save_returns(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.save(Contact(name="Ann"))
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        kind = os.fstat(descriptor)
        done.append("folder synced" if stat.S_ISDIR(kind.st_mode) else f"{kind.st_size} bytes synced")
        fsync(descriptor)

    def noted_replace(old: Path, new: Path) -> None:
        done.append(f"{new.name} replaced")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    filed.save(Contact(name="Bea"))
    steps = [step for step in done if ".bak" not in step]
    assert steps == [f"{path.stat().st_size} bytes synced", "netdash.json replaced", "folder synced"]


def test_a_new_folder_is_synced_into_the_one_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    fsync = os.fsync

    def noted_fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    open_file(tmp_path / "data" / "netdash.json").save(Contact(name="Ann"))
    assert synced[0] == tmp_path.stat().st_ino


@POSIX_ONLY
@pytest.mark.parametrize("left_over", [False, True])
def test_a_new_file_is_private_and_a_stored_one_keeps_its_mode(path: Path, filed: Workspace, left_over: bool) -> None:
    if left_over:
        path.with_name(f".{path.name}.new").write_text("half a save")
    filed.save(Contact(name="Ann"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o664)
    filed.save(Contact(name="Bea"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


@POSIX_ONLY
def test_a_symlink_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    workspace = open_file(link)
    for name in ("Ann", "Bea"):
        workspace.save(Contact(name=name))
    assert link.is_symlink()
    assert names(open_file(real)) == names(workspace) == ["Ann", "Bea"]


def test_the_old_file_is_kept_at_most_hourly(path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = path.with_name(f"{path.name}.bak")
    for name in ("Ann", "Bea", "Cem"):
        filed.save(Contact(name=name))
    assert names(open_file(backup)) == ["Ann"]
    an_hour_later = time.time() + 3_601
    monkeypatch.setattr(time, "time", lambda: an_hour_later)
    filed.save(Contact(name="Dora"))
    assert names(open_file(backup)) == ["Ann", "Bea", "Cem"]


def test_the_hour_counts_from_the_copy_however_old_its_text_is(path: Path, filed: Workspace) -> None:
    filed.save(Contact(name="Ann"))
    os.utime(path, (0, 0))
    for name in ("Bea", "Cem"):
        filed.save(Contact(name=name))
    assert names(open_file(path.with_name(f"{path.name}.bak"))) == ["Ann"]


def test_a_disk_without_hard_links_has_a_backup_all_the_same(
    path: Path, filed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", Refusing(os.link, OSError(errno.EPERM, "no links")))
    for name in ("Ann", "Bea", "Cem"):
        filed.save(Contact(name=name))
    assert names(open_file(path.with_name(f"{path.name}.bak"))) == ["Ann"]
    assert_as_it_was(path, filed, ["Ann", "Bea", "Cem"], path.read_bytes())


def test_what_a_killed_save_left_over_is_in_nobodys_way(path: Path, filed: Workspace) -> None:
    for name in ("Ann", "Bea"):
        for left_over in ("new", "was"):
            path.with_name(f".{path.name}.{left_over}").write_text("half a")
        filed.save(Contact(name=name))
    assert_as_it_was(path, filed, ["Ann", "Bea"], path.read_bytes())

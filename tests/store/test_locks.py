"""The lock between processes."""

from __future__ import annotations

from pathlib import Path

import filelock
import pytest

from netdash.store import file_storage
from netdash.store.file_storage import locked


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

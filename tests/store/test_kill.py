"""A writer killed at a random moment leaves a whole file with everything that was acknowledged."""

from __future__ import annotations

from pathlib import Path

from tests.torture import ROUNDS, torture


def test_fifteen_killed_writers_leave_no_fault(tmp_path: Path) -> None:
    acknowledged, faults = torture(tmp_path, ROUNDS)
    assert faults == []
    assert acknowledged >= ROUNDS

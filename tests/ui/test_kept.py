"""What the server keeps between runs."""

from __future__ import annotations

import pytest

from netdash.settings import Settings
from netdash.store import PostgresStore
from netdash.ui.kept import Kept

OLD, NEW = (Settings(database=f"postgresql://localhost/{name}") for name in ("old", "new"))


def test_a_database_is_let_go_of_when_its_address_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []
    monkeypatch.setattr(PostgresStore, "close", lambda store: closed.append(store))
    kept = Kept()
    old = kept.lasting(OLD)
    assert kept.lasting(OLD) is old
    assert closed == []
    new = kept.lasting(NEW)
    assert closed == [old]
    assert kept.lasting(NEW) is new is not old

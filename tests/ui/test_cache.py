"""What the server keeps between runs."""

from __future__ import annotations

import pytest

from netdash.access.settings import Settings
from netdash.store import PostgresStore
from netdash.ui.cache import ServerCache, VersionedCache

OLD, NEW = (Settings(database=f"postgresql://localhost/{name}") for name in ("old", "new"))


def test_a_database_is_let_go_of_when_its_address_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []
    monkeypatch.setattr(PostgresStore, "close", lambda store: closed.append(store))
    kept = ServerCache()
    old = kept.lasting(OLD)
    assert kept.lasting(OLD) is old
    assert closed == []
    new = kept.lasting(NEW)
    assert closed == [old]
    assert kept.lasting(NEW) is new is not old


def test_only_the_latest_version_of_a_place_is_remembered() -> None:
    remembered, built = VersionedCache(most=2, most_given=3), list[object]()

    def value(place: str, version: int, given: int = 0) -> object:
        def build() -> int:
            built.append((place, version, given))
            return len(built)

        return remembered.value(place, version, given, build)

    for version in range(100):
        for given in (0, 1):
            value("people", version, given)
    assert remembered.count == 2
    assert value("people", 99, 1) == len(built) == 200
    for given in range(50):
        value("people", 99, given)
    assert remembered.count == 3
    value("meetings", 1)
    value("targets", 1)
    assert remembered.count == 2
    before = len(built)
    value("people", 99)
    assert len(built) == before + 1


def test_a_value_that_looks_up_another_of_its_own_place_is_built() -> None:
    remembered = VersionedCache(most=2)
    assert remembered.value("a", 1, 1, lambda: remembered.value("a", 1, 2, lambda: 3)) == 3

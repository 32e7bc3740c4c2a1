"""Members who sign in where workspaces are in a database: each their own, and nobody let in by its being away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from netdash.records import Contact, Profile
from netdash.store import PostgresStore
from netdash.store.postgres import connection, workspace
from tests.access.test_screens import Guest, claims
from tests.store.server import PostgresServer

ANN, BO = "ann@example.com", "bo@example.com"


@pytest.fixture
def store(file: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresStore]:
    """The database that the dashboard opens in this test, with a workspace for the owner and two members."""
    assert not file.exists()
    monkeypatch.setattr(connection, "PATIENCE_S", 0.2)
    monkeypatch.setattr(workspace, "AWAY_S", 0.2)
    store = PostgresStore(url)
    for member in (None, ANN, BO):
        store.workspace(member).save(Contact(name=f"Friend of {member}"))
        store.workspace(member).save(Profile(name="Ann", zone="Europe/Berlin"))
    yield store
    store.close()
    st.cache_resource.clear()


def test_each_member_sees_and_changes_their_own_alone(store: PostgresStore, url: str, file: Path) -> None:
    ann = Guest(claims("Ann@Example.com"), "workspace", database_url=url)
    assert ann.title == "Workspace"
    ann.fill(workspace_name="Ann Lee").press("workspace_save")
    store.close()
    assert store.workspace(ANN).all(Profile)[0].name in {"Ann", "Ann Lee"}
    again = PostgresStore(url)
    assert [again.workspace(member).all(Profile)[0].name for member in (None, ANN, BO)] == ["Ann", "Ann Lee", "Ann"]
    again.close()
    people = Guest(claims(BO), database_url=url)
    assert "Friend of bo" in people.shown
    assert "Friend of ann" not in people.shown
    assert "Friend of None" not in people.shown
    assert not file.parent.joinpath("members").exists()
    assert not file.exists()
    assert "does not last" not in people.said


def test_a_new_member_finds_an_empty_workspace_of_their_own(store: PostgresStore, url: str) -> None:
    guest = Guest(claims("coach@example.com"), "workspace", database_url=url)
    assert "Friend" not in guest.shown
    assert "coach@example.com" not in store.names()


def test_who_is_let_in_is_decided_whether_the_database_answers_or_not(
    store: PostgresStore, url: str, server: PostgresServer
) -> None:
    ann = Guest(claims(ANN), database_url=url)
    assert "Friend of ann" in ann.shown
    server.kill()
    try:
        ann.run()
        assert "Friend of ann" in ann.shown
        assert "What you see is what was read last" in ann.said
        ann.lists(members=[BO], database_url=url)
        ann.run()
        assert "Friend of ann" not in ann.shown
        assert "not on the list" in ann.said
        stranger = Guest(claims("eve@example.com"), database_url=url)
        assert "not on the list" in stranger.said
        anonymous = Guest(database_url=url)
        assert anonymous.title == "Welcome to netdash"
    finally:
        server.start()
    assert store.workspace(ANN).all(Contact)

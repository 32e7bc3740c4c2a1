"""Pages over a database: what they keep there, and what they say and hold on to while it is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from netdash.records import Contact, Draft, Meeting, Profile
from netdash.store import open_file, open_postgres
from netdash.store.postgres import connection, transactions, workspace
from netdash.ui import recovery
from tests.driving import Dashboard
from tests.store.server import PostgresServer, role_in

AWAY = "The database does not answer at the moment"
TYPED = {"meeting_log_place": "Café Central", "meeting_log_notes": "Asked what not to build"}


@pytest.fixture
def kept(file: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the database that the dashboard opens in this test; it waits for it no longer than it must."""
    assert not file.exists()
    monkeypatch.setenv("NETDASH_DATABASE_URL", url)
    monkeypatch.setattr(connection, "PATIENCE_S", 0.2)
    monkeypatch.setattr(workspace, "AWAY_S", 0.2)
    yield url
    st.cache_resource.clear()


def logging() -> Dashboard:
    """Open the log with a conversation typed and not saved."""
    return Dashboard().fill(meeting_log_people=["Ada Lovelace"], **TYPED)


def assert_typed(log: Dashboard) -> None:
    assert {key: log.value(key) for key in TYPED} == TYPED
    assert log.value("meeting_log_people") == ["Ada Lovelace"]


def assert_saved_once(url: str) -> None:
    (logged,) = open_postgres(url).all(Meeting)
    (ada,) = open_postgres(url).all(Contact)
    assert (logged.contacts, logged.place, logged.notes) == ((ada.id,), "Café Central", "Asked what not to build")
    assert open_postgres(url).all(Draft) == ()


def test_what_is_saved_is_in_the_database_and_not_in_the_file(kept: str, file: Path) -> None:
    logging().press("meeting_log_save")
    assert_saved_once(kept)
    assert not file.exists()
    assert not Dashboard("workspace").app.warning
    assert str(file) not in Dashboard("workspace").said


def test_a_draft_is_in_the_database_and_fills_the_form_of_another_server(kept: str) -> None:
    logging()
    assert len(open_postgres(kept).all(Draft)) == 1
    st.cache_resource.clear()
    assert_typed(Dashboard())


def test_whoever_is_not_the_owner_gets_nothing_of_the_database(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_postgres(kept).save(Profile(name="The owner"))
    monkeypatch.setenv("NETDASH_TRUST", "none")
    st.cache_resource.clear()
    page = Dashboard("workspace")
    assert page.value("workspace_name") == ""
    assert "private workspace of your own" in page.said
    page.fill(workspace_name="A visitor").press("workspace_save")
    assert [one.name for one in open_postgres(kept).all(Profile)] == ["The owner"]
    monkeypatch.setenv("NETDASH_TRUST", "network")
    st.cache_resource.clear()
    assert Dashboard("workspace").value("workspace_name") == "The owner"


def test_the_file_is_used_again_where_the_address_is_taken_away_and_netdash_started_anew(
    kept: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_postgres(kept).save(Profile(name="In the database"))
    open_file(file).save(Profile(name="In the file"))
    assert Dashboard("workspace").value("workspace_name") == "In the database"
    monkeypatch.delenv("NETDASH_DATABASE_URL")
    [said] = Dashboard("workspace").errors
    assert "the address of the database is gone" in said
    st.cache_resource.clear()
    page = Dashboard("workspace")
    assert page.value("workspace_name") == "In the file"
    assert str(file) in page.said


def test_a_database_that_is_down_is_said_instead_of_the_page_and_comes_back(server: PostgresServer, kept: str) -> None:
    open_postgres(kept).save(Profile(name="Ada"))
    server.kill()
    try:
        page = Dashboard("workspace")
        assert [AWAY in error for error in page.errors] == [True]
        assert not page.has("workspace_name")
    finally:
        server.start()
    assert page.run().value("workspace_name") == "Ada"
    assert page.errors == []


def test_what_is_typed_stays_while_the_database_is_down_and_is_saved_once_when_it_is_back(
    server: PostgresServer, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[bool]()
    monkeypatch.setattr(recovery, "wait_for", lambda is_back: looked.append(is_back()))
    log = logging()
    server.kill()
    try:
        log.press("meeting_log_save")
        assert any(AWAY in error for error in log.errors)
        assert log.done == []
        assert "netdash cannot ask its database at the moment. What you see is what was read last" in log.said
        assert set(looked) == {False}, "the page looks again by itself"
        assert_typed(log)
        log.fill(meeting_log_help_offered="Review the talk")
        assert log.value("meeting_log_help_offered") == "Review the talk"
        assert_typed(log)
    finally:
        server.start()
    log.press("meeting_log_save")
    assert log.done == ["Logged: Ada Lovelace."]
    assert log.errors == []
    assert_saved_once(kept)
    assert not log.run().app.warning


def test_a_server_restarted_in_the_middle_of_a_save_is_not_noticed(
    server: PostgresServer, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, real, left = logging(), transactions.save, [1]
    monkeypatch.setattr(connection, "PATIENCE_S", 10)

    def save(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        if left:
            left.pop()
            server.kill()
            server.start()

    monkeypatch.setattr(transactions, "save", save)
    log.press("meeting_log_save")
    assert left == []
    assert log.errors == []
    assert log.done == ["Logged: Ada Lovelace."]
    assert_saved_once(kept)


def test_a_server_that_dies_in_the_middle_of_a_save_leaves_what_was_typed(
    server: PostgresServer, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, real, left = logging(), transactions.save, [1]

    def save(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        if left:
            left.pop()
            server.kill()

    monkeypatch.setattr(transactions, "save", save)
    try:
        log.press("meeting_log_save")
        assert any("does not know whether it was" in error for error in log.errors)
        assert_typed(log)
    finally:
        server.start()
    log.press("meeting_log_save")
    assert log.done == ["Logged: Ada Lovelace."]
    assert_saved_once(kept)


def test_a_password_changed_under_the_running_dashboard_is_said_and_what_is_typed_stays(
    server: PostgresServer, kept: str
) -> None:
    log, role = logging(), role_in(kept)
    server.guard(role)
    server.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'")
    try:
        log.press("meeting_log_save")
        assert any("does not let netdash in" in error for error in log.errors)
        assert_typed(log)
    finally:
        server.unguard()
    log.press("meeting_log_save")
    assert log.done == ["Logged: Ada Lovelace."]
    assert_saved_once(kept)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/postgres?", "/nowhere?", "does not exist"),
        ("?host=", "?host=nowhere.invalid&options=", "leads nowhere"),
        ("postgresql://", "mysql://", "nobody is let in"),
    ],
)
@pytest.mark.usefixtures("file")
def test_a_wrong_address_is_said_on_every_page(
    url: str, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    monkeypatch.setenv("NETDASH_DATABASE_URL", url.replace(old, new))
    monkeypatch.setattr(recovery, "wait_for", lambda _is_back: pytest.fail("asks again what will not mend itself"))
    for page in (Dashboard(), Dashboard("workspace")):
        assert [said in error for error in page.errors] == [True]
        assert "database_url" in page.errors[0]


@pytest.mark.usefixtures("file")
def test_an_address_with_a_raw_password_is_said_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETDASH_DATABASE_URL", "postgresql://netdash:p@ss@db.example/netdash")
    page = Dashboard()
    assert ["cannot be read" in error for error in page.errors] == [True]
    assert "ss@" not in page.said


@pytest.mark.usefixtures("file")
def test_a_wrong_password_is_said_and_not_shown(
    server: PostgresServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = role_in(url)
    server.tell(f"ALTER ROLE {role} PASSWORD 'right'")
    server.guard(role)
    try:
        monkeypatch.setenv("NETDASH_DATABASE_URL", url.replace(f"{role}@", f"{role}:wr0ng@"))
        page = Dashboard()
        assert ["does not let netdash in" in error for error in page.errors] == [True]
        assert "wr0ng" not in page.said
        assert role not in page.said
        monkeypatch.setenv("NETDASH_DATABASE_URL", url.replace(f"{role}@", f"{role}:right@"))
        assert page.run().errors == []
    finally:
        server.unguard()

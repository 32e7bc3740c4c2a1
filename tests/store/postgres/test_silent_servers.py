"""Servers that are killed, stay away or fall silent: nothing lost, nobody waits for long, a sentence."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from netdash.errors import StoreError, StoreUncertainError, StoreUnreachableError
from netdash.records import Contact
from netdash.store.postgres import connection, statements, transactions
from netdash.store.postgres import workspace as postgres
from netdash.store.postgres.connection import Database
from netdash.store.postgres.workspace import PostgresWorkspace
from tests.store.postgres.workspaces import names, workspace
from tests.store.proxy import proxy_to
from tests.store.server import PostgresServer
from tests.store.writing import count_up, start_counting

pytestmark = pytest.mark.xdist_group("silent servers")  # they wait: beside a browser, not beside each other


def test_a_server_killed_in_the_middle_of_saves_and_started_again_loses_and_doubles_nothing(
    server: PostgresServer, url: str
) -> None:
    database = Database(url)
    mine, done, unknown, stop = workspace(database), [0], [0], threading.Event()
    start_counting(mine)

    def write() -> None:
        while not stop.is_set():
            try:
                count_up(mine)
                done[0] += 1
            except StoreUncertainError:
                unknown[0] += 1
            except StoreError:
                pass

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            reached = done[0] + 20
            while done[0] < reached and writer.is_alive():
                stop.wait(0.01)
            server.kill()
            server.start()
    finally:
        stop.set()
        writer.join()
    counted = int(workspace(database).all(Contact)[0].notes)
    database.close()
    assert done[0] <= counted <= done[0] + unknown[0]
    assert done[0] >= 60


def test_a_server_that_is_away_is_said_and_nothing_is_saved(server: PostgresServer, url: str) -> None:
    database = Database(url, patience=1)
    mine = workspace(database)
    mine.save(Contact(name="Ann"))
    assert mine.stale_reason is None
    server.kill()
    try:
        for act in (lambda: mine.save(Contact(name="Bea")), lambda: workspace(database).all(Contact)):
            with pytest.raises(StoreUnreachableError, match="does not answer") as refused:
                act()
            assert refused.value.__cause__ is None
        assert names(mine) == ["Ann"], "what was seen can still be read"
        assert isinstance(mine.stale_reason, StoreUnreachableError)
    finally:
        server.start()
    mine.save(Contact(name="Cem"))
    assert mine.stale_reason is None
    assert names(mine) == ["Ann", "Cem"]
    database.close()


def test_while_the_server_is_away_a_page_waits_once_and_not_at_every_read(
    server: PostgresServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(url, patience=2)
    mine = workspace(database)
    mine.save(Contact(name="Ann"))
    monkeypatch.setattr(postgres, "AWAY_S", 0.01)
    server.kill()
    try:
        spent = []
        for _ in range(4):
            time.sleep(0.02)
            began = time.monotonic()
            assert names(mine) == ["Ann"]
            assert mine.stale_reason is not None
            spent.append(time.monotonic() - began)
    finally:
        server.start()
    assert spent[0] >= 2, "a restart of the server would have gone unnoticed"
    assert max(spent[1:]) < 2
    deadline = time.monotonic() + 10
    while mine.stale_reason is not None and time.monotonic() < deadline:
        names(mine)
    assert mine.stale_reason is None
    database.close()


def test_a_connection_that_stays_open_and_says_nothing_is_given_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SILENT_READ_S", 0.5)
    monkeypatch.setattr(connection, "SILENT_WRITE_S", 0.7)
    with proxy_to(url) as proxy:
        database = Database(f"{proxy.url}?connect_timeout=2", patience=0.2)
        mine = workspace(database)
        mine.save(Contact(name="Ann"))
        proxy.fall_silent()
        began = time.monotonic()
        assert names(mine) == ["Ann"]
        assert isinstance(mine.stale_reason, StoreUnreachableError)
        with pytest.raises(StoreUnreachableError, match="does not answer"):
            mine.save(Contact(name="Bea"))
        assert time.monotonic() - began < 10
        proxy.speak()
        eventually_saves(mine, "Cem")
        assert names(mine) == ["Ann", "Cem"]
        database.close()


def test_where_every_idle_connection_was_lost_without_a_word_one_reader_meets_it(
    url: str, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy_to(url) as proxy:
        database = Database(proxy.url, patience=3)
        monkeypatch.setattr(connection, "SILENT_READ_S", 3.2)
        mine = workspace(database)
        for link in [database.start(lambda link: link.execute("SELECT 1"))[0] for _ in range(4)]:
            database.give_back(link)
        assert names(mine) == []
        theirs.save(Contact(name="Ann"))
        proxy.cut_off_connections()
        assert names(mine) == []
        assert mine.stale_reason is not None
        mine._away_until = 0
        assert names(mine) == ["Ann"]
        assert mine.stale_reason is None
        database.close()


@pytest.mark.parametrize("act", ["read", "save"])
def test_after_a_pause_the_first_click_works_although_every_connection_was_cut_off_without_a_word(
    url: str, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(connection, "_SLICE_S", 0.2)
    for silence in ("SILENT_READ_S", "SILENT_WRITE_S"):
        monkeypatch.setattr(connection, silence, 3.2)
    with proxy_to(url) as proxy:
        database = Database(proxy.url, patience=3)
        mine = workspace(database)
        for link in [database.start(lambda link: link.execute("SELECT 1"))[0] for _ in range(3)]:
            database.give_back(link)
        theirs.save(Contact(name="Ann"))
        proxy.cut_off_connections()
        monkeypatch.setattr(connection, "QUIET_S", -1.0)  # the pause
        if act == "save":
            mine.save(Contact(name="Bea"))
        assert names(mine) == ["Ann", "Bea"][: 2 if act == "save" else 1]
        assert mine.stale_reason is None
        database.close()


def test_idle_connections_go_before_common_hosts_cut_them_off() -> None:
    """Of the pool, which looks once an interval, an unneeded connection is gone after two."""
    assert 2 * connection.MAX_IDLE_S < 300
    assert connection.QUIET_S < 2 * connection.MAX_IDLE_S


def test_a_save_on_which_the_way_falls_silent_is_done_once_or_said_not_to_be_known(
    url: str, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = transactions.save
    monkeypatch.setattr(connection, "SILENT_WRITE_S", 0.5)
    with proxy_to(url) as proxy:
        database = Database(f"{proxy.url}?connect_timeout=2", patience=0.2)
        mine = workspace(database)
        mine.save(Contact(name="Ann"))

        def silently(*given: Any) -> None:
            proxy.fall_silent()
            save(*given)

        monkeypatch.setattr(transactions, "save", silently)
        with pytest.raises(StoreUncertainError):
            mine.save(Contact(name="Bea"))
        monkeypatch.setattr(transactions, "save", save)
        assert names(theirs) == ["Ann"]
        proxy.speak()
        eventually_saves(mine, "Cem")
        assert sorted(set(names(theirs)) - {"Bea"}) == ["Ann", "Cem"]
        database.close()


def test_a_long_wait_for_a_lock_is_not_taken_for_silence(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENT_READ_S", 0.2)
    mine.save(Contact(name="Ann"))
    with ThreadPoolExecutor(1) as threads:
        with theirs.transaction():
            theirs.save(Contact(name="Bea"))
            waiting = threads.submit(mine.save, Contact(name="Cem"))
            time.sleep(0.6)
            assert not waiting.done()
        waiting.result(10)
    assert names(theirs) == ["Ann", "Bea", "Cem"]


def test_the_server_lets_nobody_wait_for_a_lock_longer_than_a_silence_may_be() -> None:
    assert f"'{postgres._WRITERS_WAIT_S:.0f}s'" in statements.PATIENCE
    assert connection.SILENT_WRITE_S > postgres._WRITERS_WAIT_S + 10


def test_on_a_cold_start_all_visitors_share_the_one_wait_for_a_silent_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = Database(f"postgresql://u:p@127.0.0.1:{silent.getsockname()[1]}/d?connect_timeout=2")
        began = time.monotonic()
        with ThreadPoolExecutor(5) as threads:
            waiting = [threads.submit(names, workspace(database, f"member {n}")) for n in range(5)]
            errors = [type(reader.exception()) for reader in waiting]
        assert errors == [StoreUnreachableError] * 5
        assert time.monotonic() - began < 2 * 3
        database.close()


def eventually_saves(workspace: PostgresWorkspace, name: str) -> None:
    """Save, as a person does who tries again while the way is still recovering."""
    deadline = time.monotonic() + 20
    while True:
        try:
            workspace.save(Contact(name=name))
        except StoreError:
            assert time.monotonic() < deadline
        else:
            return

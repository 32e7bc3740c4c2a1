"""Connections that break, answers that never come, others in the way: nothing lost, nothing twice, a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import psycopg
import pytest
from psycopg import errors

from netdash.errors import StoreBusyError, StoreError, StoreUncertainError, StoreUnreachableError, StoreWriteError
from netdash.records import Contact
from netdash.store.postgres import statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.transactions import OpenTransaction
from netdash.store.postgres.workspace import PostgresWorkspace
from tests.store.postgres.workspaces import names, workspace
from tests.store.server import PostgresServer, role_in, with_options
from tests.store.writing import COUNTER_ID, count_up, start_counting

Send = Callable[..., None]
SECRET = "s3cret/geheim"


def lose(
    monkeypatch: pytest.MonkeyPatch, what: str, then: Callable[[], object] = lambda: None
) -> list[OpenTransaction]:
    """Lose the connection in the next save or erasing, right after it was carried out, or right before."""
    due, real = [1], {name: getattr(transactions, name) for name in ("save", "erase")}
    transactions_lost: list[OpenTransaction] = []

    def sending(name: str) -> Send:
        def send(transaction: OpenTransaction, *rest: object) -> None:
            real[name](transaction, *rest)
            if due:
                due.pop()
                transactions_lost.append(transaction)
                if what == "after":
                    transaction.link.execute(statements.COMMIT)
                    transaction.link._pipeline.sync()  # type: ignore[union-attr]  # as the end of the save would
                transaction.link.close()
                then()
                raise psycopg.OperationalError("the connection is lost")

        return send

    for name in real:
        monkeypatch.setattr(transactions, name, sending(name))
    return transactions_lost


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_save_whose_answer_was_lost_is_done_exactly_once(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    start_counting(mine)
    lost = lose(monkeypatch, when)
    count_up(mine)
    assert len(lost) == 1
    for opened in (mine, theirs):
        counter = opened.get(Contact, COUNTER_ID)
        assert counter is not None
        assert counter.notes == "1"
    assert theirs._loaded.row.version == theirs._loaded.row.begun + 2


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_first_save_of_all_is_done_exactly_once(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    lose(monkeypatch, when)
    mine.save(Contact(name="Ann"))
    assert names(mine) == names(theirs) == ["Ann"]
    assert theirs._loaded.row.version == theirs._loaded.row.begun + 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_erasing_whose_answer_was_lost_is_finished(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    mine.save(Contact(name="Ann"))
    lose(monkeypatch, when)
    mine.erase()
    assert names(mine) == names(theirs) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_save_is_found_again_among_others_that_came_after_it(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    mine.save(Contact(name="Ann"))
    lose(monkeypatch, when, then=lambda: [theirs.save(Contact(name=f"{n}")) for n in range(5)])
    mine.save(Contact(name="Mine"))
    assert sorted(names(mine)) == sorted(names(theirs)) == sorted(["Ann", "Mine", *map(str, range(5))])


def test_a_save_that_cannot_be_found_out_about_says_so_and_is_not_repeated(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.save(Contact(name="Ann"))
    many = transactions.MARKS + 1
    lose(monkeypatch, "before", then=lambda: [theirs.save(Contact(name=f"{n}")) for n in range(many)])
    with pytest.raises(StoreUncertainError):
        mine.save(Contact(name="Mine"))
    assert "Mine" not in names(theirs)


def test_a_connection_that_breaks_within_a_transaction_is_made_good(
    server: PostgresServer, mine: PostgresWorkspace, theirs: PostgresWorkspace
) -> None:
    mine.save(Contact(name="Ann"))
    with mine.transaction():
        mine.save(Contact(name="Bea"))
        server.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        mine.save(Contact(name="Cem"))
    assert names(mine) == names(theirs) == ["Ann", "Bea", "Cem"]


def test_idle_connections_that_the_server_closed_are_not_noticed_by_a_person(
    server: PostgresServer, mine: PostgresWorkspace
) -> None:
    mine.save(Contact(name="Ann"))
    for act in (lambda: names(mine), lambda: mine.save(Contact(name="Bea"))):
        server.tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 't%'")
        act()
    assert names(mine) == ["Ann", "Bea"]


@pytest.mark.parametrize("code", [errors.SerializationFailure, errors.DeadlockDetected])
def test_a_save_that_the_database_took_back_for_others_is_made_again(
    mine: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch, code: type[psycopg.Error]
) -> None:
    start_counting(mine)
    due, real = [1, 1, 1], transactions.save

    def save(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        if due:
            due.pop()
            raise code("others were first")

    monkeypatch.setattr(transactions, "save", save)
    count_up(mine)
    assert due == []
    assert mine.all(Contact)[0].notes == "1"


def count_often(workspace: PostgresWorkspace, times: int) -> None:
    for _ in range(times):
        count_up(workspace)


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_no_update_is_lost_at_any_isolation(url: str, isolation: str) -> None:
    """Distributed engines know only the stricter ones, and have the second of two begin anew."""
    strict = [Database(with_options(url, default_transaction_isolation=isolation.replace(" ", "\\ "))) for _ in "1234"]
    start_counting(workspace(strict[0]))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda database: count_often(workspace(database), 15), strict))
    assert workspace(strict[0]).all(Contact)[0].notes == "60"
    for database in strict:
        database.close()


def test_too_many_at_once_is_said(url: str) -> None:
    database = Database(url, patience=2, most=1)
    mine = workspace(database)
    link, _ = database.start(lambda link: link.execute("SELECT 1"))
    with pytest.raises(StoreBusyError, match="Too many"):
        mine.all(Contact)
    database.give_back(link)
    assert names(mine) == []
    database.close()


def test_a_lock_held_for_too_long_is_said(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.save(Contact(name="Ann"))
    monkeypatch.setattr(statements, "PATIENCE", "SET LOCAL lock_timeout = '100ms'")
    with theirs.transaction():
        theirs.save(Contact(name="Bea"))
        with pytest.raises(StoreBusyError, match="holds this workspace in the database locked"):
            mine.save(Contact(name="Cem"))
    assert names(mine) == ["Ann", "Bea"]


@pytest.fixture
def guarded(server: PostgresServer, url: str) -> Iterator[str]:
    """The address, on a server that asks this user for a password."""
    role = role_in(url)
    server.guard(role)
    server.tell(f"ALTER ROLE {role} PASSWORD '{SECRET}'")
    yield url.replace(f"{role}@", f"{role}:{quote(SECRET, safe='')}@")
    server.unguard()


def test_the_right_password_lets_in(guarded: str) -> None:
    database = Database(guarded)
    assert names(workspace(database)) == []
    database.close()


def refused(url: str) -> StoreError:
    database = Database(url, patience=0.2)
    with pytest.raises(StoreError) as raised:
        workspace(database).save(Contact(name="Ann"))
    database.close()
    return raised.value


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("s3cret", "wr0ng", "does not let netdash in"),
        ("/postgres?", "/nowhere?", "does not exist"),
        ("?host=", "?host=nowhere.invalid&options=", "leads nowhere"),
        ("?host=", "?host=127.0.0.1&port=1&options=", "does not answer"),
    ],
)
def test_a_wrong_address_is_said_without_a_secret(guarded: str, old: str, new: str, sentence: str) -> None:
    url = guarded.replace(old, new)
    error = refused(url)
    assert sentence in error.sentence
    assert error.__cause__ is None
    text = f"{error!r} {error.__context__ if not error.__suppress_context__ else ''}"
    assert not [secret for secret in ("s3cret", "geheim", "wr0ng", "127.0.0.1") if secret in text]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@ss@host/db",
        "postgresql://u:pa/ss@host/db",
        "postgresql://u:55/ss@host/db",
        "postgresql://u:p%zz@h/db",
    ],
)
def test_an_address_with_a_raw_password_is_refused_before_anything_shows_it(url: str) -> None:
    with pytest.raises(StoreUnreachableError, match="cannot be read") as raised:
        Database(url)
    assert "ss@" not in raised.value.sentence


def test_a_user_who_may_not_make_tables_is_told(server: PostgresServer, url: str) -> None:
    server.take_schema(url)
    assert isinstance(refused(url), StoreWriteError)


def test_a_database_that_can_only_be_read_is_said(url: str, mine: PostgresWorkspace) -> None:
    mine.save(Contact(name="Ann"))
    error = refused(with_options(url, default_transaction_read_only="on"))
    assert "only be read" in error.sentence
    assert names(mine) == ["Ann"]


def test_a_statement_refused_in_the_middle_of_a_save_leaves_nothing_of_it(
    url: str, mine: PostgresWorkspace, theirs: PostgresWorkspace
) -> None:
    start_counting(mine)
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("ALTER TABLE netdash_records ADD CONSTRAINT short CHECK (length(body) < 2000)")

    def save_both() -> None:
        mine.save(Contact(name="Bea"))
        mine.save(Contact(name="Cem", notes="x" * 3_000))

    with pytest.raises(StoreWriteError, match="23514"), mine.transaction():
        save_both()
    assert names(mine) == names(theirs) == ["Counter"]
    count_up(mine)


def test_an_interrupt_within_a_save_leaves_nothing_half_done(
    mine: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.save(Contact(name="Ann"))
    real = transactions.save

    def save(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(transactions, "save", save)
    with pytest.raises(KeyboardInterrupt):
        mine.save(Contact(name="Bea"))
    monkeypatch.undo()
    assert names(mine) == ["Ann"]
    mine.save(Contact(name="Cem"))
    assert names(mine) == ["Ann", "Cem"]


def test_a_session_that_the_server_ended_for_idling_is_not_noticed_by_a_person(url: str) -> None:
    database = Database(with_options(url, idle_session_timeout="100ms"))
    mine = workspace(database)
    mine.save(Contact(name="Ann"))
    for act in (lambda: names(mine), lambda: mine.save(Contact(name="Bea"))):
        time.sleep(0.3)
        act()
    assert mine.stale_reason is None
    assert names(mine) == ["Ann", "Bea"]
    database.close()

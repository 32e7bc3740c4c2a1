"""What is particular to workspaces in PostgreSQL: others' saves, rows, tombstones, earlier schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.errors import SerializationFailure
from psycopg.pq import TransactionStatus

from netdash.errors import GoneError, StoreBusyError, StoreDamagedError, StoreError
from netdash.records import RULE_CHANGES_ID, Contact, Draft, Meeting, RuleChanges
from netdash.records.base import ConflictError
from netdash.store import Contents
from netdash.store.engine import ATTEMPTS
from netdash.store.migrations import SCHEMA
from netdash.store.postgres import schema, statements, transactions
from netdash.store.postgres.connection import Database
from netdash.store.postgres.schema import Link
from netdash.store.postgres.workspace import PostgresWorkspace
from tests.store.postgres.workspaces import names, workspace
from tests.store.server import PostgresServer


@pytest.fixture
def theirs(database: Database) -> PostgresWorkspace:
    """The same member's workspace as another process has it open."""
    return workspace(database)


@pytest.fixture
def link(url: str, mine: PostgresWorkspace) -> Iterator[Link]:
    """A connection past netdash, once there are tables."""
    mine.all(Contact)
    with psycopg.connect(url, autocommit=True) as link:
        yield link


def found(link: Link, statement: str) -> list[tuple[Any, ...]]:
    return link.execute(statement.encode()).fetchall()


def test_what_another_process_saves_is_seen(mine: PostgresWorkspace, theirs: PostgresWorkspace) -> None:
    id = mine.save(Contact(name="Ann"))
    mine.save(Contact(name="Bea"))
    before, unchanged, meetings = mine.version(Contact), mine.get(Contact, id), mine.version(Meeting)
    assert names(theirs) == ["Ann", "Bea"]
    theirs.save(theirs.all(Contact)[1].replace(name="Cem"))
    theirs.save(Contact(name="Dora"))
    assert names(mine) == ["Ann", "Cem", "Dora"]
    assert mine.version(Contact) != before
    assert mine.version(Meeting) == meetings
    assert mine.all(Contact)[0] is unchanged


def test_a_record_that_went_and_came_again_stands_last_for_everybody(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, database: Database
) -> None:
    for name in ("Ann", "Bea"):
        mine.save(Contact(name=name))
    assert names(theirs) == ["Ann", "Bea"]
    ann = mine.all(Contact)[0]
    mine.delete(ann)
    mine.put(ann)
    assert names(mine) == names(theirs) == names(workspace(database)) == ["Bea", "Ann"]


def test_a_save_on_what_another_process_changed_is_a_conflict(
    mine: PostgresWorkspace, theirs: PostgresWorkspace
) -> None:
    mine.save(Contact(name="Ann"))
    loaded = mine.all(Contact)[0]
    theirs.save(theirs.all(Contact)[0].replace(name="Theirs"))
    with pytest.raises(ConflictError) as refused:
        mine.save(loaded.replace(name="Mine"))
    assert isinstance(refused.value.theirs, Contact)
    assert refused.value.theirs.name == "Theirs"
    theirs.delete(loaded)
    with pytest.raises(GoneError):
        mine.save(loaded.replace(name="Mine"))


def test_a_save_works_on_the_present_state_whatever_a_run_began_with(database: Database) -> None:
    patient, theirs = workspace(database), workspace(database)
    patient.begin_run()
    assert names(patient) == []
    theirs.save(Contact(name="Theirs"))
    assert names(patient) == []
    patient.save(Contact(name="Mine"))
    assert names(patient) == ["Theirs", "Mine"]


def test_reads_within_one_run_ask_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    patient, real = workspace(database), database.ask
    asked: list[object] = []

    def ask(act: Callable[[Link], object]) -> object:
        asked.append(act)
        return real(act)

    monkeypatch.setattr(database, "ask", ask)
    patient.begin_run()
    for _ in range(50):
        patient.all(Contact)
        patient.version(Meeting)
    assert len(asked) == 1
    patient.save(Contact(name="Ann"))
    assert names(patient) == names(patient) == ["Ann"]
    assert len(asked) == 2


def test_an_unchanged_workspace_costs_one_small_query(mine: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    mine.save(Contact(name="Ann"))
    first = mine.all(Contact)
    monkeypatch.setattr(statements, "CHANGES", "never asked")
    assert mine.all(Contact) is first


def test_only_what_changed_is_read(mine: PostgresWorkspace, theirs: PostgresWorkspace, link: Link) -> None:
    for number in range(5):
        mine.save(Contact(name=f"Number {number}"))
    version = mine._loaded.row.version
    theirs.save(Contact(name="Fresh"))
    assert [row[4] for row in link.execute(statements.CHANGES, (version, "ann"))] == ["contacts"]


def test_a_deleted_record_leaves_a_tombstone_without_its_body(mine: PostgresWorkspace, link: Link) -> None:
    mine.save(Contact(name="Ann"))
    mine.delete(mine.all(Contact)[0])
    assert found(link, "SELECT kind, body FROM netdash_records") == [("contacts", None)]


def test_erasing_leaves_nothing_of_a_member_and_all_of_the_others(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, database: Database, link: Link
) -> None:
    bea = workspace(database, "bea")
    bea.save(Contact(name="Of Bea"))
    mine.save(Contact(name="Ann"))
    mine.save(Draft(form="log", fields={"notes": "half a"}))
    mine.delete(mine.all(Contact)[0])
    assert names(theirs) == []
    mine.erase()
    for table in ("netdash_workspaces", "netdash_records"):
        assert found(link, f"SELECT DISTINCT workspace FROM {table}") == [("bea",)]
    assert theirs.all(Draft) == ()
    assert names(bea) == ["Of Bea"]


def test_a_workspace_begun_anew_is_never_taken_for_the_erased_one(
    mine: PostgresWorkspace, theirs: PostgresWorkspace
) -> None:
    for name in ("Ann", "Bea"):
        mine.save(Contact(name=name))
    assert names(theirs) == ["Ann", "Bea"]
    before = theirs.version(Contact)
    mine.erase()
    for name in ("Cem", "Dora"):
        mine.save(Contact(name=name))
    assert names(theirs) == ["Cem", "Dora"]
    assert theirs.version(Contact) != before


def test_a_transaction_that_changes_nothing_leaves_no_row(mine: PostgresWorkspace, link: Link) -> None:
    with mine.transaction():
        mine.delete(Contact(name="Never there"))
    assert found(link, "SELECT * FROM netdash_workspaces") == []


def test_fields_and_kinds_that_netdash_does_not_know_are_kept_to_the_letter(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, link: Link
) -> None:
    odd = {"kind": "parrot", "ages": [3, 2.5, None, True], "name": "Zoë \0 \u2028 “’; DROP TABLE"}
    mine.save(Contact.model_validate({"name": "Ann", "pet": odd}))
    (version,) = found(link, "SELECT version FROM netdash_workspaces")[0]
    plant = '{"kind":  "fern"}'
    link.execute(statements.ADD, ("ann", "plants", "1", version + 1, version + 1, 0, plant))
    link.execute(statements.ADVANCE, (version + 1, SCHEMA, "", "ann"))
    theirs.save(theirs.all(Contact)[0].replace(name="Bea"))
    assert theirs.all(Contact)[0].model_extra == mine.all(Contact)[0].model_extra == {"pet": odd}
    assert found(link, "SELECT body FROM netdash_records WHERE kind = 'plants'") == [(plant,)]


def old_row(link: Link) -> None:
    """Lay down a workspace as netdash wrote it in schema 1."""
    body = '{"id": "%s", "name": "Ada", "email": "ada@engines.example", "phone": "", "pet": "a parrot"}' % ("a" * 32)
    link.execute(statements.START, ("ann", 7, 8, 1))
    link.execute(statements.ADD, ("ann", "contacts", "a" * 32, 8, 8, 0, body))


def test_rows_of_an_earlier_schema_are_read_as_they_are_and_written_anew_by_the_next_save(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, link: Link
) -> None:
    old_row(link)
    assert mine.all(Contact)[0].emails == theirs.all(Contact)[0].emails == ("ada@engines.example",)
    assert found(link, "SELECT schema FROM netdash_workspaces") == [(1,)]
    mine.save(Contact(name="Bea"))
    assert found(link, "SELECT schema FROM netdash_workspaces") == [(SCHEMA,)]
    assert "emails" in found(link, "SELECT body FROM netdash_records WHERE born <= version ORDER BY place")[0][0]
    assert names(theirs) == names(mine) == ["Ada", "Bea"]
    assert theirs.all(Contact)[0].model_extra == {"pet": "a parrot"}


def test_a_record_that_a_new_schema_gives_another_id_is_there_once(
    mine: PostgresWorkspace, theirs: PostgresWorkspace, link: Link
) -> None:
    before = "2".rjust(32, "0")
    link.execute(statements.START, ("ann", 7, 8, 3))
    link.execute(statements.ADD, ("ann", "rule_changes", before, 8, 8, 0, f'{{"id": "{before}", "values": {{}}}}'))
    assert [changes.id for changes in mine.all(RuleChanges)] == [RULE_CHANGES_ID]
    mine.save(Contact(name="Bea"))
    for one in (mine, theirs):
        assert [changes.id for changes in one.all(RuleChanges)] == [RULE_CHANGES_ID]
    assert found(link, "SELECT id FROM netdash_records WHERE kind = 'rule_changes'") == [(RULE_CHANGES_ID,)]


@pytest.mark.parametrize("change", ["UPDATE netdash_workspaces SET schema = 99", "UPDATE netdash_steps SET step = 99"])
def test_what_a_newer_netdash_wrote_is_refused(url: str, mine: PostgresWorkspace, link: Link, change: str) -> None:
    mine.save(Contact(name="Ann"))
    link.execute(change.encode())
    again = Database(url)
    with pytest.raises(StoreError, match="newer version"):
        workspace(again).all(Contact)
    with pytest.raises(StoreError, match="newer version"):
        workspace(again).save(Contact(name="Bea"))
    again.close()


def test_a_body_that_is_no_record_is_refused_and_left(mine: PostgresWorkspace, link: Link, database: Database) -> None:
    mine.save(Contact(name="Ann"))
    link.execute("""UPDATE netdash_records SET body = '{"id": "1"}'""")
    with pytest.raises(StoreDamagedError, match="cannot read a record"):
        workspace(database).all(Contact)
    assert found(link, "SELECT body FROM netdash_records") == [('{"id": "1"}',)]


@pytest.mark.parametrize("body", ['{"id": "1"}', "{", "[]"])
def test_a_workspace_with_a_body_that_is_no_record_can_be_erased_and_replaced(
    mine: PostgresWorkspace, link: Link, database: Database, body: str
) -> None:
    other = workspace(database, "bea")
    other.save(Contact(name="Somebody else's"))
    for make_good in (lambda one: one.replace_contents(Contents({}), instead_of=None), lambda one: one.erase()):
        mine.save(Contact(name="Ann"))
        link.execute("UPDATE netdash_records SET body = %s WHERE workspace = 'ann'", (body,))
        anew = workspace(database)
        with pytest.raises(StoreDamagedError):
            anew.save(Contact(name="Bea"))
        make_good(anew)
        assert names(anew) == names(mine) == []
    assert names(other) == ["Somebody else's"]


def test_an_erasing_that_others_disturb_again_and_again_is_given_up(
    mine: PostgresWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.save(Contact(name="Ann"))
    tried = []

    def erase(_turn: object) -> None:
        tried.append(1)
        raise SerializationFailure("others were first")

    monkeypatch.setattr(transactions, "erase", erase)
    with pytest.raises(StoreBusyError):
        mine.erase()
    assert len(tried) == ATTEMPTS
    assert names(mine) == ["Ann"]


def test_a_link_that_is_out_while_the_connections_are_closed_comes_back_without_a_word(url: str) -> None:
    database = Database(url)
    mine = workspace(database)
    with mine.transaction():
        mine.save(Contact(name="Ann"))
        database.close()
        assert names(workspace(database, "bea")) == []
    assert names(mine) == ["Ann"]
    database.close()


def test_the_tables_are_made_once_by_many_that_start_together(url: str) -> None:
    def start(number: int) -> str:
        database = Database(url)
        workspace(database, f"member {number}").save(Contact(name="Ann"))
        database.close()
        return "done"

    with ThreadPoolExecutor(12) as threads:
        assert set(threads.map(start, range(12))) == {"done"}


def test_a_user_who_owns_only_a_schema_needs_no_more_and_makes_nothing_elsewhere(
    server: PostgresServer, url: str, mine: PostgresWorkspace, link: Link
) -> None:
    role = server.owner_of_one_schema(url)
    rights = "SELECT has_schema_privilege('public', 'CREATE'), rolsuper, rolcreatedb FROM pg_roles"
    assert found(link, f"{rights} WHERE rolname = '{role}'") == [(False, False, False)]
    mine.save(Contact(name="Ann"))
    mine.erase()
    assert found(link, "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename LIKE 'netdash%'") == [(role,)]
    with psycopg.connect(server.url) as owner:
        elsewhere = "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner JOIN pg_namespace n"
        elsewhere += f" ON n.oid = c.relnamespace WHERE rolname = '{role}' AND nspname NOT IN ('{role}', 'pg_toast')"
        assert owner.execute(elsewhere.encode()).fetchall() == [(0,)]


@pytest.mark.parametrize("theirs", [2, len(schema.STEPS)])
def test_a_netdash_that_came_second_leaves_the_step_of_the_tables_as_it_is(
    url: str, monkeypatch: pytest.MonkeyPatch, theirs: int
) -> None:
    """Between the look and the lock another one, a newer one here, may have brought the tables further."""
    real = schema._step
    with psycopg.connect(url, autocommit=True) as link, psycopg.connect(url, autocommit=True) as other:

        def look(asking: Link) -> int:
            step = real(asking)
            other.execute(statements.MAKE_STEPS)
            other.execute(statements.FIRST_STEP)
            other.execute(statements.NEXT_STEP, (theirs,))
            return step

        monkeypatch.setattr(schema, "_step", look)
        if theirs > len(schema.STEPS):
            with pytest.raises(StoreError, match="newer version"):
                schema.ensure(link)
        else:
            schema.ensure(link)
            assert link.info.transaction_status == TransactionStatus.IDLE
        assert found(other, "SELECT step FROM netdash_steps") == [(theirs,)]

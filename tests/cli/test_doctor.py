"""The doctor: silent about what is well, plain about what is not, and never a word of what is in a record."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from netdash.records import Contact, Introduction, Meeting, Message, Trashed, TrashedRecord, new_id
from netdash.store import FileStore, PostgresStore, Store, health
from netdash.store.postgres import statements
from netdash.store.postgres.health import _is_on_this_machine
from tests.cli.conftest import NAMES, Run, fill
from tests.factories import talk
from tests.store.server import PostgresServer

NOW = datetime.now(UTC)


def test_a_healthy_deployment_is_fine(run: Run, store: Store) -> None:
    fill(store)
    result = run("doctor")
    assert (result.code, result.wrong) == (0, "")
    assert "settings: fine." in result.out
    assert "ann@example.org: fine." in result.out
    assert result.out.endswith("Nothing is wrong.\n")


def test_a_deployment_that_nobody_has_used_is_fine_and_nothing_is_made(run: Run, files: FileStore, path: Path) -> None:
    assert run("doctor").code == 0
    assert not path.parent.exists()
    assert files.names() == ()


def test_the_doctor_leaves_nothing_in_the_database(run: Run, database: PostgresStore) -> None:
    assert run("doctor").code == 0
    assert database.names() == ()


def test_a_reference_to_nowhere_is_said_without_what_is_in_the_record(run: Run, store: Store) -> None:
    ada, gone = Contact(name="Ada Secret"), new_id()
    workspace = store.workspace("ann@example.org")
    workspace.save(ada)
    workspace.save(talk(gone, ada, notes="Very Secret"))
    result = run("doctor")
    assert result.code == 1
    assert f"ann@example.org: The conversation {workspace.all(Meeting)[0].id} names the person {gone}" in result.wrong
    assert "Secret" not in result.out + result.wrong


def test_what_was_deleted_long_ago_and_what_is_in_the_trash_is_as_it_should_be(run: Run, store: Store) -> None:
    gone, resting = Contact(name="Gone"), Contact(name="Resting")
    workspace = store.workspace()
    old = NOW - timedelta(days=60)
    workspace.put(talk(gone).replace(created_at=old, updated_at=old))
    kept = TrashedRecord(table="contacts", fields=resting.model_dump(mode="json"))
    workspace.put(Trashed(id=resting.id, label="Resting", deleted_at=NOW, records=(kept,)))
    workspace.save(Message(contact=resting.id, subject="Hello"))
    result = run("doctor")
    assert (result.code, result.wrong) == (0, "")
    assert "1 times a person is named that was removed" in result.out


def test_moments_of_the_future_and_odd_records_are_said(run: Run, store: Store) -> None:
    ada = Contact(name="Ada")
    workspace = store.workspace()
    workspace.put(ada.replace(created_at=NOW, updated_at=NOW + timedelta(days=1)))
    workspace.save(Introduction(by_contact=ada.id, to_contact=ada.id))
    odd = TrashedRecord(table="contacts", fields={"id": "1"})
    workspace.put(Trashed(id=new_id(), label="Odd", deleted_at=NOW, records=(odd,)))
    result = run("doctor")
    assert result.code == 1
    for part in ("1 records were saved in the future", "introduced themselves", "cannot be restored"):
        assert part in result.wrong


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_looked_at(
    run: Run, files: FileStore, path: Path
) -> None:
    fill(files)
    path.write_text("{")
    result = run("doctor")
    assert result.code == 1
    assert f"the owner’s workspace: netdash cannot read its file {path}" in result.wrong
    assert "ann@example.org: fine." in result.out


def test_a_file_that_is_empty_or_gone_beside_a_copy_of_its_records_is_said(
    run: Run, files: FileStore, path: Path
) -> None:
    fill(files)
    for file in (path, path.parent / "members" / "ann@example.org.json"):
        shutil.copy(file, f"{file}.bak")
    path.write_bytes(b"")
    (path.parent / "members" / "ann@example.org.json").unlink()
    result = run("doctor")
    assert result.code == 1
    assert f"the owner’s workspace: netdash cannot read its file {path}: it is empty, but its auto" in result.wrong
    sentence = "ann@example.org.json: it is not there any more, but its automatic copy holds an earlier state"
    assert sentence in result.wrong


def test_a_folder_that_cannot_be_written_a_full_disk_and_a_network_drive_are_said(
    run: Run, files: FileStore, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(files)
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/export {path.parent} nfs4 rw 0 0\ntmpfs / tmpfs rw 0 0\n")
    monkeypatch.setattr(health, "MOUNTS", mounts)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 3 * 2**20))

    def refuse(**_options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    result = run("doctor")
    assert result.code == 1
    for part in ("network file system (nfs4)", "3 MB left", "Read-only file system"):
        assert part in result.wrong


def test_a_network_drive_is_known_where_the_name_of_its_folder_has_a_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder := tmp_path / "team drive").mkdir()
    (mounts := tmp_path / "mounts").write_text(rf"server:/export {tmp_path}/team\040drive nfs4 rw 0 0")
    monkeypatch.setattr(health, "MOUNTS", mounts)
    (finding,) = health.of_files(folder / "netdash.json")
    assert f"{folder} is on a network file system (nfs4)" in finding.sentence


def test_what_lies_about_is_mentioned_and_nothing_is_wrong(run: Run, files: FileStore, path: Path) -> None:
    fill(files)
    (path.parent / "members" / "a copy of ann.json").write_text("{}")
    path.with_name("netdash.json.unreadable-20260504-120000").write_text("{")
    path.chmod(0o644)
    result = run("doctor")
    assert (result.code, result.wrong) == (0, "")
    for part in ("a copy of ann.json is no member’s workspace", "was set aside unread", f"may read {path}"):
        assert part in result.out


def test_settings_that_are_misspelled_or_left_from_a_picture_are_said(
    run: Run, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(files)
    monkeypatch.setenv("NETDASH_DATABASE", "postgresql://s3cret")
    monkeypatch.setenv("NETDASH_NOW", "2026-05-04T12:00+00:00")
    result = run("doctor")
    assert result.code == 1
    assert "NETDASH_DATABASE is no variable" in result.wrong
    assert "clock stands still" in result.wrong
    assert "s3cret" not in result.wrong


def test_a_file_behind_a_database_is_mentioned(run: Run, database: PostgresStore, path: Path) -> None:
    fill(FileStore(path))
    fill(database)
    result = run("doctor")
    assert (result.code, result.wrong) == (0, "")
    assert f"nobody sees what is in {path}" in result.out


def test_a_database_that_is_away_or_wrong_is_said_once(
    run: Run, database: PostgresStore, server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    server.kill()
    try:
        result = run("doctor")
    finally:
        server.start()
    assert result.code == 1
    assert result.wrong.count("does not answer") == 1
    nowhere = os.environ["NETDASH_DATABASE_URL"].replace("/postgres?", "/nowhere?")
    for url, part in (("postgresql://u:p@ss@host/db", "cannot be read"), (nowhere, "does not exist")):
        monkeypatch.setenv("NETDASH_DATABASE_URL", url)
        result = run("doctor")
        assert result.code == 1
        assert part in result.wrong
        assert "ss@" not in result.wrong


def test_a_database_that_may_only_be_read_is_said(
    run: Run, database: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    url = os.environ["NETDASH_DATABASE_URL"]
    monkeypatch.setenv("NETDASH_DATABASE_URL", f"{url}&options={quote('-c default_transaction_read_only=on')}")
    result = run("doctor")
    assert result.code == 1
    assert "only be read" in result.wrong


def test_clocks_that_differ_and_another_encoding_are_said(
    run: Run, database: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    monkeypatch.setattr(statements, "CLOCK", "SELECT CURRENT_TIMESTAMP - INTERVAL '1 hour'")
    monkeypatch.setattr(statements, "ENCODING", "SELECT 'SQL_ASCII'")
    result = run("doctor")
    assert result.code == 1
    assert "the database: The database’s clock shows" in result.wrong
    assert "SQL_ASCII" in result.wrong
    assert health.of_clocks(NOW, NOW + timedelta(seconds=50), "It") == []


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("", True),
        ("/var/run/postgresql", True),
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("db.example.org", False),
        ("10.0.0.3", False),
    ],
)
def test_only_a_way_that_leaves_the_machine_has_to_be_encrypted(host: str, here: bool) -> None:
    assert _is_on_this_machine(host) is here


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise there")
def test_secrets_that_others_may_read_are_mentioned(run: Run, files: FileStore) -> None:
    fill(files)
    secrets = Path.cwd() / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text("")
    secrets.chmod(0o644)
    result = run("doctor")
    assert result.code == 0
    assert f"secrets in {secrets}" in result.out
    assert f"Nothing stands in {secrets}: if it was emptied, nobody has to sign in." in result.out


def test_the_doctor_says_where_it_looked(
    run: Run, store: Store, path: Path, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fill(store)
    assert "There are no secrets, neither at home nor in" in run("doctor").out
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[netdash]\nsign_in = false\n")
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
    result = run("doctor").out
    assert f"settings: The secrets are those in {secrets}." in result
    assert f"{len(NAMES)} workspaces." in result
    if isinstance(store, FileStore):
        assert f"the folder {path.parent}: fine." in result
    else:
        assert "the database: It is “postgres” on /" in result
        assert url not in result


def test_workspaces_are_looked_at_whatever_else_is_wrong(
    run: Run, database: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = database.workspace("ann@example.org")
    workspace.save(talk(new_id(), notes="Somebody who is nowhere"))
    monkeypatch.setenv("NETDASH_MISSPELLED", "1")
    monkeypatch.setattr(statements, "ENCODING", "SELECT 'SQL_ASCII'")
    result = run("doctor")
    assert result.code == 1
    for part in ("NETDASH_MISSPELLED", "SQL_ASCII", "ann@example.org: The conversation"):
        assert part in result.wrong


def test_a_database_in_which_records_may_not_be_written_is_said(
    run: Run, database: PostgresStore, server: PostgresServer, url: str
) -> None:
    fill(database)
    role = server.owner_of_one_schema(url)
    server.tell(f"ALTER TABLE {role}.netdash_records OWNER TO postgres")
    server.tell(f"GRANT SELECT ON {role}.netdash_records TO {role}")
    result = run("doctor")
    assert result.code == 1
    assert "the database does not allow netdash's user to do this" in result.wrong


def test_clocks_are_compared_in_one_zone() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    (finding,) = health.of_clocks(NOW, tokyo + timedelta(hours=1), "It")
    assert f"shows {NOW + timedelta(hours=1):%Y-%m-%d %H:%M:%S} UTC" in finding.sentence
    assert f"clock {NOW:%Y-%m-%d %H:%M:%S}" in finding.sentence

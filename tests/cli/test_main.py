"""The command line: its codes, its silence, its words; and the CSV."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import Secrets

from netdash.cli import context
from netdash.records import Meeting, Profile
from netdash.store import FileStore, Store
from tests.cli.conftest import Run, fill, start
from tests.csv_reading import read
from tests.servers import ROOT

COMMANDS = ("move", "export", "backup", "restore", "erase", "doctor")


@pytest.mark.parametrize(
    "line",
    [
        (),
        ("fly",),
        ("move",),
        ("move", "--to", "the moon"),
        ("backup",),
        ("backup", "x.zip", "--all", "--member", "ann@example.org"),
        ("export", "meetings"),
        ("export", "people", "--csv", "x.csv"),
        ("restore", "x.zip", "--force"),
        ("erase", "--yes"),
        ("doctor", "who"),
    ],
)
def test_a_line_that_makes_no_sense_ends_with_2_and_says_how(run: Run, line: tuple[str, ...]) -> None:
    result = run(*line)
    assert result.code == 2
    assert "usage: python -m netdash" in result.wrong
    assert result.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_is_for(run: Run, command: str) -> None:
    assert command in run("--help").out
    result = run(command, "--help")
    assert result.code == 0
    assert "-q, --quiet" in result.out


def test_it_is_started_as_a_module_and_does_not_load_streamlit(files: FileStore, path: Path) -> None:
    fill(files)
    running = start("doctor")
    out, wrong = running.communicate(timeout=60)
    assert (running.returncode, wrong) == (0, "")
    assert "Nothing is wrong." in out
    result = subprocess.run(
        [sys.executable, "-c", "import sys, netdash.cli.main; print('streamlit' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "False\n"
    assert path.exists()


def test_quiet_says_nothing_where_all_is_fine(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    for line in (
        ("doctor", "-q"),
        ("backup", "--quiet", tmp_path / "b", "--all"),
        ("export", "-q", "meetings", "--csv", tmp_path / "log.csv"),
        ("restore", tmp_path / "b", "--all", "-q"),
    ):
        assert run(*line) == (0, "", "")


def test_the_log_is_exported_as_the_dashboard_does_in_the_members_zone(run: Run, store: Store, tmp_path: Path) -> None:
    fill(store)
    workspace = store.workspace("ann@example.org")
    workspace.save(Profile(zone="Asia/Tokyo"))
    result = run("export", "meetings", "--csv", tmp_path / "log.csv", "--member", "Ann@example.org")
    assert result.code == 0
    rows = read((tmp_path / "log.csv").read_bytes())
    assert {row["meeting_id"] for row in rows} == {meeting.id for meeting in workspace.all(Meeting)}
    assert {row["zone"] for row in rows} == {"Asia/Tokyo"}
    assert [row["ends_utc"] for row in rows] == sorted((row["ends_utc"] for row in rows), reverse=True)
    assert f"{len(rows)} conversations" in result.out
    run("export", "meetings", "--csv", tmp_path / "excel.csv", "--semicolons", "--member", "Ann@example.org")
    assert (tmp_path / "excel.csv").read_bytes().startswith(b"\xef\xbb\xbfmeeting_id;date;")
    assert read((tmp_path / "excel.csv").read_bytes()) == rows


def test_the_log_goes_to_standard_output_by_itself(files: FileStore) -> None:
    fill(files)
    running = subprocess.run(
        [sys.executable, "-m", "netdash", "export", "meetings", "--csv", "-"],
        env={"PYTHONPATH": str(ROOT), "NETDASH_FILE": str(files._owner_file)},
        capture_output=True,
        check=True,
    )
    assert running.stderr == b""
    assert len(read(running.stdout)) == len(files.workspace().all(Meeting))


def test_a_terminal_without_typographic_quotes_and_a_reader_that_leaves_do_not_matter(
    files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(files)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    running = start("doctor")
    out, wrong = running.communicate(timeout=60)
    assert (running.returncode, wrong) == (0, "")
    assert "the owner?s workspace: fine." in out
    with start("export", "meetings", "--csv", "-") as leaving:
        assert leaving.stdout is not None
        assert leaving.stderr is not None
        leaving.stdout.close()
        assert leaving.stderr.read() == ""
    assert leaving.returncode in (0, 1)


def test_what_the_system_refuses_is_said(run: Run, files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(files)

    def refuse(_store: FileStore) -> tuple[str, ...]:
        raise PermissionError(13, "Permission denied", "/srv/netdash")

    monkeypatch.setattr(FileStore, "names", refuse)
    assert run("backup", "b", "--all") == (1, "", "netdash: /srv/netdash: Permission denied.\n")


def test_settings_that_let_nobody_in_are_said(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETDASH_TRUST", "maybe")
    for line in (("doctor",), ("backup", tmp_path / "x.zip"), ("move", "--to", "database")):
        result = run(*line)
        assert result.code == 1
        assert "NETDASH_TRUST=maybe" in result.wrong


def test_the_database_is_found_in_the_secrets_that_the_dashboard_reads(
    run: Run, path: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(FileStore(path))
    secrets = Path.cwd() / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(f'[netdash]\nsign_in = false\ndatabase_url = "{url}"\n')
    assert run("move", "--to", "database").code == 0
    moved = secrets.rename(tmp_path / "elsewhere.toml")
    assert "No database is set" in run("move", "--to", "files").wrong
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(moved))
    assert run("move", "--to", "files").code == 0
    monkeypatch.delenv("STREAMLIT_SECRETS_FILES")
    secrets.write_text("[netdash\n")
    result = run("backup", tmp_path / "x.zip")
    assert result.code == 1
    assert "secrets.toml cannot be read, so nobody is let in: there is a slip in its line 1. Mend it." in result.wrong


LINES = (("doctor", "-q"), ("backup", "-q", "b", "--all"), ("move", "--to", "database"))


@pytest.mark.parametrize("line", LINES)
def test_secrets_that_are_named_and_not_there_or_emptied_are_said(
    run: Run, files: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    fill(files)
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path / "mistyped.toml"))
    result = run(*line)
    assert (result.code, result.out) == (1, "")
    assert "mistyped.toml cannot be read, so nobody is let in: the settings name one that is not there" in result.wrong
    (tmp_path / "mistyped.toml").write_text("# was emptied\nelse = 1\n")
    result = run(*line)
    assert (result.code, result.out) == (1, "")
    assert "mistyped.toml cannot be read, so nobody is let in: neither [auth] nor [netdash] stands" in result.wrong


def test_secrets_are_taken_as_streamlit_takes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted, later = tmp_path / "mounted", tmp_path / "later.toml"
    for name in ("pair/one", "pair/two", "single/key", "alone/key"):
        (mounted / name).parent.mkdir(parents=True, exist_ok=True)
        (mounted / name).write_text(f"{name}\n")
    later.write_text(
        "NETDASH_DATABASE_URL = 'postgresql://later'\nNETDASH_NUMBER = 3\nlist = [1]\nalone = 'later'\n"
        "[netdash]\nsign_in = false\n"
    )
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", f"{mounted} {later}")
    streamlit = Secrets()
    monkeypatch.setattr(config, "get_option", lambda _name: [str(mounted), str(later)])
    monkeypatch.setattr(Secrets, "_maybe_install_file_watchers", lambda _self: None)
    monkeypatch.setattr(os, "environ", {**os.environ, "NETDASH_DATABASE_URL": "postgresql://environment"})
    ours, database = context.environment(), context.load_settings().database  # before Streamlit changes os.environ
    assert context.secrets() == streamlit.to_dict()
    assert ours == os.environ
    assert database == "postgresql://later"

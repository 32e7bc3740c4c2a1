"""A secrets file that cannot be read: a sentence that says where, and nothing of what is in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from netdash.access import secrets_file
from netdash.access.settings import load
from netdash.errors import SettingsError

URL = "postgresql://netdash:s3cret@db.example/netdash?sslmode=verify-full"


def sentence(path: Path, *, required: bool = False) -> str:
    with pytest.raises(SettingsError) as caught:
        secrets_file.read(path, required=required)
    assert "nobody is let in" in caught.value.sentence
    assert "App settings → Secrets" in caught.value.sentence
    assert "hunter2" not in caught.value.sentence
    return caught.value.sentence


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[auth]\nclient_secret = \xe2\x80\x9chunter2\xe2\x80\x9d\n", "in its line 2"),
        (b'[auth]\nclient_secret = "hunter2\n', "in its line 2"),
        (b'[auth]\n\nx = 1\nx = "hunter2"\n', "in its line 4"),
        (b'[netdash]\nmembers = ["hunter2"', "not closed"),
        (b"[auth\n", "in its line 1"),
        (b'[auth]\nx = "\xe9"\n', "not saved as UTF-8"),
        (b"\xef\xbb\xbf[auth]\n", "in its line 1"),
    ],
)
def test_a_slip_is_named_by_its_line(tmp_path, content, reason):
    file = tmp_path / "secrets.toml"
    file.write_bytes(content)
    assert reason in sentence(file)
    file.write_text("[auth]\n", "utf-8")
    assert secrets_file.read(file, required=True) == {"auth": {}}


def test_what_is_read_is_what_the_file_says_now(tmp_path):
    file = tmp_path / "secrets.toml"
    for members in ('["ann@example.com"]', '["bo@example.com"]', "[]"):
        file.write_text(f"[netdash]\nmembers = {members}\n", "utf-8")
        assert secrets_file.read(file, required=True) == {"netdash": {"members": json.loads(members)}}


def test_a_file_that_is_named_must_be_there_and_one_of_the_usual_places_need_not(tmp_path):
    assert secrets_file.read(tmp_path / "secrets.toml", required=False) is None
    assert "not there" in sentence(tmp_path / "secrets.toml", required=True)
    assert "not there" in sentence(tmp_path / "kubernetes", required=True)
    assert secrets_file.read_all([tmp_path / "secrets.toml"], required=False) is None


def test_a_folder_of_secrets_is_read_as_it_is_now_and_a_later_file_goes_before_it(tmp_path):
    folder, file = tmp_path / "mounted", tmp_path / "secrets.toml"
    (folder / "netdash" / "..data").mkdir(parents=True)
    for text in ("true", "false"):
        (folder / "netdash" / "sign_in").write_text(f"{text}\n", "utf-8")
        (folder / "netdash" / "database_url").write_text(URL, "utf-8")
        sections = {"netdash": {"sign_in": text, "database_url": URL}}
        assert secrets_file.read_all([folder, file], required=False) == sections
    file.write_text("[netdash]\nsign_in = true\n", "utf-8")
    assert secrets_file.read_all([folder, file], required=True) == {"netdash": {"sign_in": True}}
    (folder / "loose").write_text("hunter2", "utf-8")
    assert "a file of secrets ends in .toml" in sentence(folder)


def test_the_path_is_named_only_where_it_is_asked_for(tmp_path):
    missing = tmp_path / "secrets.toml"
    assert str(missing) not in sentence(missing, required=True)
    with pytest.raises(SettingsError, match=f"The secrets file {missing} cannot be read, so nobody is let in: .*"):
        secrets_file.read_all([missing], required=True, naming=True)


@pytest.mark.parametrize("text", ["", "[else]\nx = 1\n", "[auth]\n[netdash]\n"])
def test_what_was_named_and_says_nothing_of_netdash_lets_nobody_in(tmp_path, text):
    """An editor that saves in place, a full disk or a killed copy leave it so, and nobody would have to sign in."""
    emptied, other = tmp_path / "secrets.toml", tmp_path / "other.toml"
    emptied.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"nobody is let in: neither \[auth\] nor \[netdash\] stands in it"):
        secrets_file.read_all([emptied], required=True)
    assert secrets_file.read_all([emptied], required=False) is not None
    for enough in ("[netdash]\nsign_in = false\n", "[auth]\nx = 1\n"):
        other.write_text(enough, "utf-8")
        assert secrets_file.read_all([emptied, other], required=True)


def test_a_folder_in_its_place_is_said(tmp_path):
    (tmp_path / "secrets.toml").mkdir()
    assert "it is a folder" in sentence(tmp_path / "secrets.toml")


def test_a_file_of_another_name_is_said(tmp_path):
    (tmp_path / "secrets.txt").write_text("[auth]\n", "utf-8")
    assert "a file of secrets ends in .toml" in sentence(tmp_path / "secrets.txt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="The administrator may read everything.")
def test_a_file_that_may_not_be_read_is_said(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text("[auth]\n", "utf-8")
    secrets_file.read(file, required=False)
    file.chmod(0)
    assert "may not read it" in sentence(file)


def secrets(url: object) -> dict[str, dict[str, object]]:
    return {"netdash": {"sign_in": False, "database_url": url}}


def test_the_database_is_read_from_the_secrets_or_the_environment_which_comes_first():
    assert load({}, secrets(URL)).database == URL
    assert load({"NETDASH_DATABASE_URL": URL}, secrets("postgresql://other/")).database == URL
    assert load({"NETDASH_DATABASE_URL": ""}, {"netdash": {}}).database is None
    assert load({"NETDASH_DATABASE_URL": "postgres://host/name"}, {}).database == "postgres://host/name"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "postgresql://…?sslmode=require",
        "sqlite:///s3cret.db",
        "postgresql+psycopg2://netdash:s3cret@db/",
        5,
        ["s3cret"],
    ],
)
def test_what_is_no_address_of_a_database_lets_nobody_in_and_is_not_repeated(address):
    with pytest.raises(SettingsError, match="nobody is let in") as caught:
        load({}, secrets(address))
    assert "s3cret" not in caught.value.sentence
    assert "database_url" in caught.value.sentence


def test_settings_that_are_printed_show_no_password():
    assert "s3cret" not in repr(load({"NETDASH_DATABASE_URL": URL}, {}))

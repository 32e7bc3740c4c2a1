"""The settings: read from given mappings, and refused in a sentence."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.access.settings import PROJECT, Settings, Trust, check_change, load
from netdash.access.sign_in import AllowList, SignIn
from netdash.errors import SettingsError


def test_with_nothing_set_it_is_a_members_own_machine():
    settings = load({}, {})
    assert settings == Settings(Trust.LOCAL, PROJECT / "data" / "netdash.json", sign_in=None, database=None)
    assert (PROJECT / "netdash" / "access" / "settings.py").is_file()


def test_empty_variables_count_as_left_out():
    assert load({"NETDASH_TRUST": "", "NETDASH_FILE": "", "NETDASH_PLAIN_INPUTS": ""}, {}) == load({}, {})


@pytest.mark.parametrize(("value", "trust"), [("network", Trust.NETWORK), ("none", Trust.NONE)])
def test_trust_is_read(value, trust):
    assert load({"NETDASH_TRUST": value}, {}).trust is trust


def test_the_file_is_read():
    settings = load({"NETDASH_FILE": "/elsewhere/mine.json", "NETDASH_PLAIN_INPUTS": "1"}, {})
    assert settings.file == Path("/elsewhere/mine.json")


def test_a_bad_value_is_refused_with_the_variable_the_value_and_the_allowed_ones():
    with pytest.raises(SettingsError) as caught:
        load({"NETDASH_TRUST": "maybe"}, {})
    sentence = caught.value.sentence
    assert "NETDASH_TRUST=maybe" in sentence
    assert "NETDASH_TRUST=network or NETDASH_TRUST=none" in sentence
    assert "nobody is let in" in sentence


@given(st.text())
def test_no_value_but_the_exact_word_makes_everybody_the_owner(value):
    try:
        trust = load({"NETDASH_TRUST": value}, {}).trust
    except SettingsError:
        return
    assert value in {"", "network", "none"}
    assert (trust is Trust.NETWORK) == (value == "network")


@pytest.mark.parametrize(
    ("said", "project", "lasts"),
    [
        ("", "/home/ann/netdash", True),
        ("", "/mount/srcs/netdash", True),
        ("", "/mount/src/netdash", False),
        ("lasts", "/mount/src/netdash", True),
        ("temporary", "/home/ann/netdash", False),
    ],
)
def test_a_disk_that_does_not_last_is_known_by_the_host_or_by_what_the_deployer_says(said, project, lasts):
    settings = load({"NETDASH_DISK": said}, {}, Path(project))
    assert settings.disk_lasts is lasts
    assert settings.is_durable is lasts


def test_a_disk_that_netdash_does_not_know_lets_nobody_in():
    with pytest.raises(SettingsError, match="NETDASH_DISK=lasts or NETDASH_DISK=temporary"):
        load({"NETDASH_DISK": "no"}, {})


def test_settings_do_not_change_once_read():
    with pytest.raises(FrozenInstanceError):
        load({}, {}).trust = Trust.NETWORK  # type: ignore[misc]


def test_a_moment_that_stands_still_needs_a_zone():
    assert load({"NETDASH_NOW": "2026-11-23T09:00+01:00"}, {}).now == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert load({}, {}).now is None
    for moment in ("2026-11-23T09:00", "tomorrow"):
        with pytest.raises(SettingsError, match="NETDASH_NOW"):
            load({"NETDASH_NOW": moment}, {})


SIGN_IN = SignIn(("google",), AllowList(frozenset({"ann@example.com"})), AllowList())
DATABASE = "postgresql://ann:hunter2@db.test/netdash"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (Settings(sign_in=SIGN_IN), Settings(), "the sign-in settings are gone"),
        (Settings(sign_in=SIGN_IN, database=DATABASE), Settings(database=DATABASE), "the sign-in settings are gone"),
        (Settings(database=DATABASE), Settings(), "the address of the database is gone"),
        (Settings(trust=Trust.NONE), Settings(), "NETDASH_TRUST is another one"),
        (Settings(), Settings(trust=Trust.NETWORK), "NETDASH_TRUST is another one"),
        (Settings(file=Path("/elsewhere/mine.json")), Settings(), "NETDASH_FILE is another one"),
    ],
)
def test_what_opens_a_door_or_moves_the_workspaces_counts_only_from_a_start(before, after, sentence):
    with pytest.raises(SettingsError) as caught:
        check_change(before, after)
    assert sentence in caught.value.sentence
    assert "nobody is let in" in caught.value.sentence
    assert "start netdash again" in caught.value.sentence
    assert "hunter2" not in caught.value.sentence


def test_what_closes_a_door_and_who_is_on_the_lists_counts_at_once():
    others = SignIn(("google", "work"), AllowList(), AllowList(frozenset({"bo@example.com"})))
    for before, after in (
        (Settings(), Settings(sign_in=SIGN_IN)),
        (Settings(sign_in=SIGN_IN), Settings(sign_in=others)),
        (Settings(), Settings(database=DATABASE)),
        (Settings(database=DATABASE), Settings(database=f"{DATABASE}2")),
        (Settings(), Settings(disk_lasts=False)),
        (Settings(), Settings(now=datetime(2026, 11, 23, tzinfo=UTC))),
    ):
        check_change(before, after)

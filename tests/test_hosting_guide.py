"""What docs/hosting.md tells deployers is what the code does."""

from __future__ import annotations

import re
import tomllib
from secrets import token_hex
from typing import Any

import pytest

from netdash.errors import SettingsError
from netdash.settings import PROJECT
from netdash.sign_in import KEYS, configured

GUIDES = ("hosting.md", "security.md")
GUIDE = (PROJECT / "docs" / "hosting.md").read_text("utf-8")


def secrets() -> dict[str, Any]:
    """Return the secrets of the guide as they stand there."""
    block = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0]
    return tomllib.loads(block)


def filled_in() -> dict[str, Any]:
    """Return them with what only the deployer knows."""
    filled = secrets()
    filled["auth"]["cookie_secret"] = token_hex(32)
    filled["auth"]["microsoft"]["server_metadata_url"] = filled["auth"]["microsoft"]["server_metadata_url"].replace(
        "THE-DIRECTORY-(TENANT)-ID", "00000000-1111-2222-3333-444444444444"
    )
    return filled


def test_the_guides_secrets_let_nobody_in_as_they_are_and_are_whole_with_a_cookie_secret():
    with pytest.raises(SettingsError, match="cookie_secret is missing"):
        configured(secrets())
    filled = filled_in()
    read = configured(filled)
    assert read
    assert read.providers == ("google", "microsoft")
    assert set(filled["netdash"]) == set(KEYS)


def test_either_provider_can_be_left_out():
    for gone, left in (("google", "microsoft"), ("microsoft", "google")):
        filled = filled_in()
        del filled["auth"][gone]
        if gone == "microsoft":
            del filled["netdash"]["verified_providers"]
        read = configured(filled)
        assert read
        assert read.providers == (left,)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_picture_and_heading_that_is_linked_to_is_there(guide):
    text = (PROJECT / "docs" / guide).read_text("utf-8")
    links = re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", text)
    assert links
    headings = {
        re.sub(r"[^a-z0-9 -]", "", one.lower()).replace(" ", "-") for one in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert [file for file, _ in links if file and not (PROJECT / "docs" / file).exists()] == []
    assert [part for file, part in links if part and not file and part not in headings] == []


def test_what_the_security_page_says_is_tested_is_there():
    text = (PROJECT / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|netdash|deploy)/[\w/.@-]+)`", text)
    assert named
    assert [one for one in named if not (PROJECT / one).exists()] == []


def test_the_guides_deletion_empties_every_table_that_holds_a_workspace():
    made = (PROJECT / "netdash" / "store" / "statements.py").read_text("utf-8")
    tables = re.findall(r"CREATE TABLE IF NOT EXISTS (\w+) \(\s+workspace TEXT", made)
    assert len(tables) == 2
    assert sorted(re.findall(r"DELETE FROM (\w+) WHERE workspace = '", GUIDE)) == sorted(tables)

"""What docs/hosting.md tells deployers is what the code does."""

from __future__ import annotations

import re
import tomllib
from secrets import token_hex
from typing import Any

import pytest

from netdash.access.settings import PROJECT
from netdash.access.sign_in import KEYS, SIGN_IN_KEY, read_sign_in
from netdash.errors import SettingsError

GUIDES = ("hosting.md", "security.md", "capacity.md")
TENANT = "00000000-1111-2222-3333-444444444444"
GUIDE = (PROJECT / "docs" / "hosting.md").read_text("utf-8")


def secrets() -> dict[str, Any]:
    """Return the secrets of the guide as they stand there."""
    block = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0]
    return tomllib.loads(block)


def filled_in() -> dict[str, Any]:
    """Return them with what only the deployer knows."""
    filled, auth = secrets(), secrets()["auth"]
    auth["cookie_secret"] = token_hex(32)
    auth["redirect_uri"] = auth["redirect_uri"].replace("NAME", "cohort")
    for name in ("google", "microsoft"):
        url = auth[name]["server_metadata_url"].replace("THE-DIRECTORY-(TENANT)-ID", TENANT)
        auth[name] = {"client_id": token_hex(8), "client_secret": token_hex(8), "server_metadata_url": url}
    return {**filled, "auth": auth}


def test_the_guides_secrets_let_nobody_in_until_each_example_in_them_is_replaced():
    filled = filled_in()
    for key in ("redirect_uri", "cookie_secret", "google", "microsoft"):
        with pytest.raises(SettingsError, match=r"is missing|still what the guide says"):
            read_sign_in({**filled, "auth": {**filled["auth"], key: secrets()["auth"][key]}})
    sign_in = read_sign_in(filled)
    assert sign_in
    assert sign_in.providers == ("google", "microsoft")
    assert set(filled["netdash"]) == set(KEYS) - {SIGN_IN_KEY}


def test_either_provider_can_be_left_out():
    for missing, other in (("google", "microsoft"), ("microsoft", "google")):
        filled = filled_in()
        del filled["auth"][missing]
        if missing == "microsoft":
            del filled["netdash"]["verified_providers"]
        sign_in = read_sign_in(filled)
        assert sign_in
        assert sign_in.providers == (other,)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_picture_and_heading_that_is_linked_to_is_there(guide):
    text = (PROJECT / "docs" / guide).read_text("utf-8")
    links = re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", text)
    assert links
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert [file for file, _ in links if file and not (PROJECT / "docs" / file).exists()] == []
    assert [part for file, part in links if part and not file and part not in headings] == []


def test_what_the_security_page_says_is_tested_is_there():
    text = (PROJECT / "docs" / "security.md").read_text("utf-8")
    paths = re.findall(r"`((?:tests|netdash|deploy)/[\w/.@-]+)`", text)
    assert paths
    assert [path for path in paths if not (PROJECT / path).exists()] == []

"""What netdash runs on is listed with its licences."""

from __future__ import annotations

import re

from tests.licences import DOCUMENT, required


def test_every_package_that_netdash_asks_for_is_listed_with_a_licence():
    """Not the whole list, which differs from system to system: `python -m tests.licences` writes it."""
    listed = dict(re.findall(r"^\| \*\*(\S+)\*\* \| (.+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    assert listed.keys() == required().keys(), "run python -m tests.licences"
    assert "not said" not in listed.values()

"""The one profile of a workspace, and its time zone."""

from __future__ import annotations

import pytest

from netdash.records import PROFILE_ID, Profile
from tests.records.refusals import refusal


def test_there_is_one_profile():
    assert Profile().id == Profile(name="Ada").id == PROFILE_ID


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe", "../etc/passwd", "Berlin", "x" * 300, "a\nb"])
def test_an_unknown_zone_gives_a_sentence(zone):
    tidy = " ".join(zone.split())
    assert (
        refusal(Profile, zone=zone) == f"“{tidy}” is not a time zone netdash knows. Choose one, such as Europe/Berlin."
    )


def test_a_profile_may_leave_the_zone_open():
    assert Profile(zone="").zone == ""
    assert Profile(zone=" Asia/Kolkata ").zone == "Asia/Kolkata"

"""The member's own name and time zone."""

from __future__ import annotations

from netdash import profile
from netdash.records import PROFILE_ID, Profile
from tests.records import fresh, kept


def test_a_new_workspace_has_an_empty_profile_and_nothing_is_written():
    workspace = fresh()
    version = workspace.version(Profile)
    assert profile.of(workspace) == Profile(id=PROFILE_ID, name="", zone="")
    assert workspace.version(Profile) == version


def test_a_saved_profile_is_found_and_stays_the_only_one():
    workspace = fresh()
    kept(workspace, profile.of(workspace).replace(name="Sam Lee"))
    workspace.save(profile.of(workspace).replace(zone="Asia/Kolkata"))
    found = profile.of(workspace)
    assert (found.name, found.zone) == ("Sam Lee", "Asia/Kolkata")
    assert workspace.all(Profile) == (found,)

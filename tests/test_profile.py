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


def test_the_pace_and_the_first_steps_leave_an_open_form_free_to_save():
    workspace = fresh()
    kept(workspace, profile.of(workspace).replace(name="Sam Lee"))
    opened = profile.of(workspace)
    profile.set_pace(workspace, 150)
    profile.hide_first_steps(workspace)
    workspace.save(profile.of(workspace).replace(name="Sam", updated_at=opened.updated_at))
    found = profile.of(workspace)
    assert (found.name, found.pace, found.first_steps_hidden) == ("Sam", 150, True)


def test_the_pace_can_be_kept_before_anything_else_is():
    workspace = fresh()
    opened = profile.of(workspace)
    profile.set_pace(workspace, 150)
    workspace.save(profile.of(workspace).replace(name="Sam", updated_at=opened.updated_at))
    assert (profile.of(workspace).name, profile.of(workspace).pace) == ("Sam", 150)

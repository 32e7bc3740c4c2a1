"""The member's own name and time zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdash import profile
from netdash.errors import StoreWriteError
from netdash.records import PROFILE_ID, Profile
from netdash.store import FileStore
from tests.factories import fresh, kept


def test_a_new_workspace_has_an_empty_profile_and_nothing_is_written():
    workspace = fresh()
    version = workspace.version(Profile)
    assert profile.of(workspace) == Profile(id=PROFILE_ID, name="", zone="")
    assert workspace.version(Profile) == version


def test_a_saved_profile_is_found_and_stays_the_only_one():
    workspace = fresh()
    kept(workspace, profile.of(workspace).replace(name="Sam Lee"))
    workspace.save(profile.of(workspace).replace(zone="Asia/Kolkata"))
    stored = profile.of(workspace)
    assert (stored.name, stored.zone) == ("Sam Lee", "Asia/Kolkata")
    assert workspace.all(Profile) == (stored,)


def test_the_pace_and_the_first_steps_leave_an_open_form_free_to_save():
    workspace = fresh()
    kept(workspace, profile.of(workspace).replace(name="Sam Lee"))
    opened = profile.of(workspace)
    profile.set_pace(workspace, 150)
    profile.hide_first_steps(workspace)
    workspace.save(profile.of(workspace).replace(name="Sam", updated_at=opened.updated_at))
    stored = profile.of(workspace)
    assert (stored.name, stored.pace, stored.first_steps_hidden) == ("Sam", 150, True)


def test_the_pace_can_be_kept_before_anything_else_is():
    workspace = fresh()
    opened = profile.of(workspace)
    profile.set_pace(workspace, 150)
    workspace.save(profile.of(workspace).replace(name="Sam", updated_at=opened.updated_at))
    assert (profile.of(workspace).name, profile.of(workspace).pace) == ("Sam", 150)


def test_what_names_the_calendar_is_had_where_nothing_can_be_written(tmp_path: Path):
    path = tmp_path / "netdash.json"
    workspace = FileStore(path).workspace()
    kept(workspace, profile.of(workspace).replace(name="Sam Lee"))
    path.chmod(0o444)
    assert len(profile.calendar_id(workspace)) == 32
    assert profile.of(workspace).calendar == "", "it could not be kept"
    path.chmod(0o644)
    id = profile.calendar_id(workspace)
    path.chmod(0o444)
    assert profile.calendar_id(workspace) == profile.of(workspace).calendar == id
    with pytest.raises(StoreWriteError):
        profile.set_name(workspace, "Sam")

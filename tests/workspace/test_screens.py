"""The workspace page: the profile, backups and their restoring, the trash, erasing everything."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import streamlit as st

from netdash.records import KINDS, Contact, Draft, Meeting, Profile, Trashed
from netdash.store import open_file
from netdash.ui import form_draft
from netdash.ui.cache import OneAtATime
from netdash.workspace import backup
from netdash.workspace.archive import MEMBER_LIMIT, VISITOR_LIMIT, Limit
from netdash.workspace.screens import workspace as keeping
from tests.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace")


def counts(file: Path) -> dict[str, int]:
    workspace = open_file(file)
    return {kind.table: len(workspace.all(kind)) for kind in KINDS if workspace.all(kind)}


# -- you --------------------------------------------------------------------------


def test_an_empty_workspace_shows_the_browsers_zone_and_an_empty_trash(file: Path) -> None:
    page = Dashboard("workspace")
    assert page.title == "Workspace"
    assert "It is empty." in page.said
    assert page.app.selectbox(key="workspace_zone").options[0] == "Automatic (Europe/Berlin)"
    assert not file.exists()


def test_name_and_zone_are_saved_once_however_often_one_presses(file: Path) -> None:
    page = Dashboard("workspace").fill(workspace_name="Mara Lind", workspace_zone="Pacific/Auckland")
    page.press("workspace_save")
    assert page.done == ["Saved your settings."]
    page.press("workspace_save")
    assert not page.errors
    (profile,) = open_file(file).all(Profile)
    assert (profile.name, profile.zone) == ("Mara Lind", "Pacific/Auckland")
    assert (page.value("workspace_name"), page.value("workspace_zone")) == ("Mara Lind", "Pacific/Auckland")


def test_dates_are_written_as_the_browsers_language_does_until_one_chooses_otherwise(file: Path) -> None:
    log_entry = meeting(ADA, ago=timedelta(days=40))
    seed(file, ADA, log_entry)
    log = Dashboard(locale="en-US", meeting=log_entry.id)
    assert "Thu, March 26, 10:30\N{NO-BREAK SPACE}AM–11:00\N{NO-BREAK SPACE}AM" in log.said
    page = Dashboard("workspace", locale="en-US")
    assert (
        page.app.selectbox(key="workspace_locale").options[0]
        == "Automatic (Nov 28, 2026, 5:05\N{NO-BREAK SPACE}PM · 11/28/2026)"
    )
    page.fill(workspace_locale="de-DE").press("workspace_save")
    assert open_file(file).all(Profile)[0].locale == "de-DE"
    assert "Thu 26 March, 10:30–11:00" in page.open("meeting_log", meeting=log_entry.id).said


def test_a_name_half_typed_is_there_in_a_new_session(file: Path) -> None:
    Dashboard("workspace").fill(workspace_name="Mar")
    assert Dashboard("workspace").value("workspace_name") == "Mar"
    assert not open_file(file).all(Profile)


# -- backups ----------------------------------------------------------------------


def test_a_backup_brings_back_everything_and_the_restore_can_be_undone(file: Path) -> None:
    workspace = seed(file, ADA, meeting(ADA), Profile(name="Mara Lind"))
    content = backup.export(workspace, NOW)
    workspace.delete(workspace.all(Meeting)[0])
    workspace.save(Contact(name="Tom Baker"))
    page = Dashboard("workspace")
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", content)
    page.run()
    assert "Made today at 12:00. Restoring replaces everything here:" in page.said
    shown = page.app.table[0].value.set_index("What")
    assert list(shown.loc["People", ["Here now", "In the backup", "Removed"]]) == [2, 1, 1]
    assert list(shown.loc["Conversations", ["Here now", "In the backup", "Added"]]) == [0, 1, 1]
    page.press("workspace_restore")
    assert page.done == ["Restored the backup."]
    assert counts(file) == {"profile": 1, "contacts": 1, "meetings": 1}
    page.press("flash_undo")
    assert counts(file) == {"profile": 1, "contacts": 2}


def other_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday.txt", "no backup")
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"no zip at all", other_zip()], ids=["empty", "no zip", "another zip"])
def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(file: Path, content: bytes) -> None:
    seed(file, ADA)
    page = Dashboard("workspace")
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", content)
    page.run()
    assert len(page.errors) == 1
    assert not page.has("workspace_restore")
    assert counts(file) == {"contacts": 1}


def test_a_backup_cut_short_is_refused_and_changes_nothing(file: Path) -> None:
    workspace = seed(file, ADA)
    content = backup.export(workspace, NOW)
    page = Dashboard("workspace")
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", content[: len(content) // 2])
    page.run()
    assert len(page.errors) == 1
    assert not page.has("workspace_restore")


# -- the trash --------------------------------------------------------------------


def test_what_was_deleted_waits_in_the_trash_for_thirty_days(file: Path, clock: Clock) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    Dashboard("meeting_log", meeting=one.id).press(f"meeting_log_delete_{one.id}")
    clock.forward(days=29)
    page = Dashboard("workspace")
    assert "Conversation with Ada Lovelace" in page.said
    clock.forward(days=1)
    page.run()
    assert "Conversation with Ada Lovelace" not in page.said
    Dashboard("workspace")
    assert not open_file(file).all(Trashed)


def test_restoring_from_the_trash_puts_it_back(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    page = Dashboard("meeting_log", meeting=one.id).press(f"meeting_log_delete_{one.id}")
    page.open("workspace").press(f"workspace_restore_{one.id}")
    assert page.done == ["Restored: Conversation with Ada Lovelace."]
    assert "It is empty." in page.said
    assert page.open("meeting_log").column("Who") == ["Ada Lovelace"]


def test_restoring_in_a_second_tab_says_that_it_is_gone(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    Dashboard("meeting_log", meeting=one.id).press(f"meeting_log_delete_{one.id}")
    first, second = Dashboard("workspace"), Dashboard("workspace")
    first.press(f"workspace_restore_{one.id}")
    second.press(f"workspace_restore_{one.id}")
    assert counts(file) == {"contacts": 1, "meetings": 1}


# -- erasing ----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["", "erase", "ERASE!", "yes"])
def test_another_word_erases_nothing(file: Path, word: str) -> None:
    seed(file, ADA)
    page = Dashboard("workspace").fill(workspace_erase_word=word).press("workspace_erase")
    assert page.errors == ["Nothing was erased: type ERASE in capital letters to confirm."]
    assert counts(file) == {"contacts": 1}


def test_the_word_erases_everything_drafts_and_trash_and_forms_too(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one, Profile(name="Mara Lind"))
    page = Dashboard("meeting_log", meeting=one.id).press(f"meeting_log_delete_{one.id}")
    page.fill(meeting_log_learnings="Half typed").open("workspace")
    page.fill(workspace_erase_word=" ERASE ").press("workspace_erase")
    assert page.done == ["Erased everything. This is a fresh workspace."]
    assert counts(file) == {}
    assert page.value("workspace_name") == ""
    page.open("people").open("meeting_log")
    assert page.value("meeting_log_learnings") == ""
    assert not open_file(file).all(Draft)


def test_a_backup_is_offered_before_erasing(file: Path) -> None:
    seed(file, ADA)
    keys = Dashboard("workspace").keys
    assert {"workspace_backup", "workspace_backup_before_erasing"} <= keys


def test_the_day_something_was_deleted_is_a_day_of_the_members_zone(file: Path, clock: Clock) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    Dashboard("meeting_log", meeting=one.id).press(f"meeting_log_delete_{one.id}")
    clock.now += timedelta(hours=4)
    assert "deleted today" in Dashboard("workspace").said
    assert "deleted yesterday" in Dashboard("workspace", zone="Pacific/Auckland").said


def test_after_erasing_the_word_is_gone_from_its_field(file: Path) -> None:
    seed(file, Contact(name="Ada"))
    page = Dashboard("workspace").fill(workspace_erase_word="ERASE").press("workspace_erase")
    assert page.value("workspace_erase_word") == ""
    assert "Erased everything. This is a fresh workspace." in page.done
    assert open_file(file).all(Contact) == ()


def test_what_was_here_before_a_restore_can_be_put_back_after_the_undo_has_gone(file: Path, clock: Clock) -> None:
    old = backup.export(seed(file, Contact(name="Old")), clock.now)
    seed(file, Contact(name="New"))
    page = Dashboard("workspace")
    page.app.file_uploader[0].set_value(("backup.zip", old, "application/zip"))
    page.run().press_fast("workspace_restore")
    assert [one.name for one in open_file(file).all(Contact)] == ["Old"]
    page.open("people").open("workspace").press("workspace_put_back")
    assert sorted(one.name for one in open_file(file).all(Contact)) == ["New", "Old"]
    assert not page.has("workspace_put_back")
    page.app.file_uploader[0].set_value(("backup.zip", old, "application/zip"))
    page.run().press("workspace_restore").fill(workspace_erase_word="ERASE").press("workspace_erase")
    assert not page.has("workspace_put_back"), "erased for good"


def test_a_restore_whose_run_ends_right_after_it_is_said_on_the_next_run_with_its_undo(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = backup.export(seed(file, Contact(name="Old")), NOW)
    seed(file, Contact(name="New"))
    page = Dashboard("workspace")
    page.app.file_uploader[0].set_value(("backup.zip", old, "application/zip"))
    with monkeypatch.context() as patch:
        patch.setattr(form_draft, "forget_all", st.stop)
        page.run().press("workspace_restore")
    assert [one.name for one in open_file(file).all(Contact)] == ["Old"]
    assert page.run().done == ["Restored the backup."]
    page.press("flash_undo")
    assert sorted(one.name for one in open_file(file).all(Contact)) == ["New", "Old"]


def test_the_sample_is_within_reach_beside_what_is_ones_own(file: Path) -> None:
    seed(file, Contact(name="Mine"))
    page = Dashboard("workspace").press("workspace_load_sample")
    assert not page.has("workspace_load_sample")
    assert page.has("sample_remove")
    page.press("sample_remove")
    assert [one.name for one in open_file(file).all(Contact)] == ["Mine"]
    assert page.has("workspace_load_sample")


def test_a_backup_too_large_to_be_restored_here_is_said_beside_its_button(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(file, ADA)
    assert "python -m netdash restore" not in Dashboard("workspace").said
    monkeypatch.setattr(keeping, "MEMBER_LIMIT", Limit(most_bytes=2**20, most_values=10))
    said = Dashboard("workspace").said
    assert "more than the 1 MB or 10 values that can be restored here" in said
    assert "“python -m netdash restore”" in said


def test_a_visitor_has_far_less_read_for_them_than_the_owner(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETDASH_TRUST", "none")
    monkeypatch.setattr(keeping, "VISITOR_LIMIT", Limit(most_bytes=2**20, most_values=10))
    page = Dashboard("workspace")
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", backup.export(seed(file, ADA), NOW))
    page.run()
    assert "larger than the 1 MB or 10 values" in page.errors[0]
    assert not page.has("workspace_restore")
    assert VISITOR_LIMIT.most_bytes * 10 <= MEMBER_LIMIT.most_bytes
    assert VISITOR_LIMIT.most_values * 10 <= MEMBER_LIMIT.most_values


def test_one_backup_at_a_time_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = backup.export(seed(file, ADA), NOW)
    turn = OneAtATime(patience_s=0)
    monkeypatch.setattr("netdash.ui.cache.OneAtATime", lambda: turn)
    page = Dashboard("workspace")
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", content)
    with turn.taken():
        assert page.run().errors == ["Another backup is being read on this server. Try again in a minute."]
    assert not page.run().errors
    assert "Restoring replaces everything here:" in page.said


def test_after_an_undone_restore_what_was_saved_in_between_comes_back_too(file: Path) -> None:
    content = backup.export(seed(file, ADA), NOW)
    page = Dashboard("workspace")
    seed(file, Contact(name="Ben"))
    page.app.file_uploader(key="workspace_restore_file").upload("backup.zip", content)
    page.run().press("workspace_restore")
    seed(file, Contact(name="Eve"))
    page.press("flash_undo")
    assert sorted(one.name for one in open_file(file).all(Contact)) == [ADA.name, "Ben"]
    page.press("flash_undo")
    assert sorted(one.name for one in open_file(file).all(Contact)) == [ADA.name, "Eve"]

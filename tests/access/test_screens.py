"""The door as pages show it: who signs in, who is asked what, and who is sent away; every run asks anew."""

from __future__ import annotations

import errno
import os
from copy import deepcopy
from pathlib import Path
from secrets import token_hex
from typing import Any
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from netdash.access.screens.members import WHAT_THE_COACH_SEES
from netdash.records import Contact, Draft, Profile
from netdash.store import FileStore, Workspace
from netdash.workspace import sample
from tests.cohort import secrets_text
from tests.driving import NAVIGATION, NOW, Dashboard, seed

PROVIDER = {"client_id": "id", "client_secret": "x", "server_metadata_url": "http://127.0.0.1:9/"}
SECRETS: dict[str, Any] = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": token_hex(32),
        "google": PROVIDER,
        "work": PROVIDER,
    },
    "netdash": {"members": ["ann@example.com", "bo@example.com"], "coaches": ["coach@example.com"]},
}
PAGES = ["today", "people", "meeting_log", "pitch_builder", "question_bank", "follow_up_tracker", "insights",
         "target_plan", "outreach", "feedback", "rules", "workspace", "guide", "coach"]  # fmt: skip
WORDS = "Words of Ann’s own"


def claims(email: str, **more: object) -> dict[str, Any]:
    whole = {"is_logged_in": True, "provider": "google", "email": email, "email_verified": True, "name": "Ann Lee"}
    return whole | more


class Guest(Dashboard):
    """Somebody at a dashboard where one has to sign in."""

    def __init__(self, user: dict[str, Any] | None = None, page: str = "people", **netdash: object) -> None:
        self.app = AppTest.from_file(str(NAVIGATION), default_timeout=30)
        self.app.context = {"timezone": "Europe/Berlin"}
        self.app.user = user or {"is_logged_in": False}
        self.lists(**netdash)
        self.run()
        self.open(page)

    def lists(self, **netdash: object) -> None:
        """Let the deployer write the lists anew."""
        self.app.secrets = deepcopy(SECRETS)
        self.app.secrets["netdash"] |= netdash


def member_of(file: Path, address: str, *, new: bool = False) -> Workspace:
    """Give a member a workspace with one contact whose name is the address backwards."""
    workspace = FileStore(file).workspace(address)
    workspace.save(Contact(name=f"Friend of {address.partition('@')[0]}"))
    if not new:
        workspace.save(Profile(name="Ann", zone="Europe/Berlin"))
    return workspace


@pytest.mark.parametrize("page", PAGES)
def test_whoever_is_not_signed_in_gets_the_buttons_on_every_page_and_nothing_of_any_file(file, page):
    seed(file, Contact(name="The owner's"))
    member_of(file, "ann@example.com")
    guest = Guest(page=page)
    assert guest.title == "Welcome to netdash"
    assert guest.keys == {"sign_in_google", "sign_in_work"}
    assert not guest.app.sidebar.button
    assert "Friend" not in guest.shown
    assert sorted(path.name for path in file.parent.rglob("*.json")) == ["ann@example.com.json", "netdash.json"]


def test_a_member_sees_their_workspace_alone(file):
    seed(file, Contact(name="The owner's"))
    member_of(file, "ann@example.com")
    member_of(file, "bo@example.com")
    guest = Guest(claims("Ann@Example.com"))
    assert guest.title == "People"
    assert guest.column("Name") == ["Friend of ann"]
    assert "lasts until this server restarts" not in guest.said
    assert [label.value for label in guest.app.sidebar.text] == ["Signed in as ann@example.com"]


def test_a_coach_is_a_member_with_a_flag_and_sees_nobody_elses_workspace(file):
    member_of(file, "ann@example.com")
    member_of(file, "coach@example.com")
    guest = Guest(claims("coach@example.com"))
    assert guest.column("Name") == ["Friend of coach"]
    assert "a coach" in guest.app.sidebar.text[0].value
    assert "Signed in as coach@example.com, a coach" in guest.open("workspace").said


def test_a_coach_reads_whom_the_lists_let_in_and_nothing_of_their_workspaces(file):
    member_of(file, "ann@example.com")
    member_of(file, "coach@example.com")
    many = [f"m{number:02}@example.com" for number in range(1, 13)]
    guest = Guest(claims("coach@example.com"), "coach", members=[*many, "example.org"])
    assert guest.title == "Coach"
    assert "12 addresses; everybody at example.org" in guest.said
    assert "m01@example.com\nm02@example.com" in guest.said
    assert "m11@example.com" not in guest.said
    assert "Friend" not in guest.shown
    guest.app.session_state["coach_members"] = 2
    assert "m11@example.com\nm12@example.com" in guest.run().said


def test_a_list_of_members_may_be_empty_while_a_coach_gets_ready(file):
    member_of(file, "coach@example.com")
    assert "Nobody is listed as a member" in Guest(claims("coach@example.com"), "coach", members=[]).said


def test_the_coachs_page_is_a_sentence_for_members_and_where_nobody_signs_in(file):
    member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), "coach")
    assert guest.errors == ["This page is for coaches. Your workspace is all in the other pages."]
    assert "bo@example.com" not in guest.said
    st.cache_resource.clear()  # as a server that starts without sign-in
    assert "nobody signs in to this netdash" in Dashboard("coach").errors[0]


def test_a_coach_who_is_made_a_member_loses_the_page_on_the_next_run(file):
    member_of(file, "coach@example.com")
    guest = Guest(claims("coach@example.com"), "coach")
    assert "ann@example.com" in guest.said
    guest.lists(members=["coach@example.com", "ann@example.com"], coaches=[])
    assert "ann@example.com" not in guest.run().said
    assert "for coaches" in guest.errors[0]


@pytest.mark.parametrize(
    "user",
    [claims("stranger@example.com"), claims("ann@example.com", email_verified=False),
     claims("ann@example.com", email_verified=None), claims("ann@example.com", provider="gone"), claims("nobody")],
)  # fmt: skip
@pytest.mark.parametrize("page", ["today", "workspace"])
def test_whoever_is_not_let_in_reads_a_sentence_and_can_sign_out(file, user, page):
    member_of(file, "ann@example.com")
    guest = Guest(user, page)
    assert guest.title == "This account cannot come in"
    assert guest.keys == {"refused_sign_out"}
    assert "Friend" not in guest.shown
    assert guest.press("refused_sign_out").app.user == {"is_logged_in": False}
    assert guest.run().title == "Welcome to netdash"
    assert [path.name for path in file.parent.rglob("*.json")] == ["ann@example.com.json"]


def test_whoever_is_removed_from_the_list_is_refused_on_the_next_run_and_a_press_does_nothing(file):
    workspace = member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), "workspace")
    guest.fill(workspace_name="Somebody else")
    drafts = workspace.all(Draft)
    guest.lists(members=["bo@example.com"])
    assert guest.press("workspace_save").title == "This account cannot come in"
    assert [profile.name for profile in workspace.all(Profile)] == ["Ann"]
    assert workspace.all(Draft) == drafts
    guest.lists()
    assert guest.run().title == "Workspace"


def test_the_lists_count_as_their_file_is_now_also_after_a_slip_in_it(file, tmp_path, monkeypatch):
    """Streamlit looks at a file no more once it could not be read."""
    secrets, asked = tmp_path / "secrets.toml", config.get_option

    def write(*members: str, slip: str = "") -> None:
        secrets.write_text(secrets_text("http://127.0.0.1:9", "http://127.0.0.1:8", "c" * 40, members) + slip, "utf-8")

    monkeypatch.setattr(config, "get_option", lambda key: [str(secrets)] if key == "secrets.files" else asked(key))
    member_of(file, "ann@example.com")
    write("ann@example.com")
    guest = Guest(claims("ann@example.com"), members=["bo@example.com"])
    assert guest.run().title == "People"
    write("ann@example.com", slip="members = “bo@example.com”")
    assert "there is a slip in its line" in guest.run().said
    write("ann@example.com")
    assert guest.run().title == "People"
    write("bo@example.com")
    assert guest.run().title == "This account cannot come in"


@pytest.mark.parametrize("remaining", [{}, {"netdash": {}}, {"netdash": {"sign_in": False}}])
def test_once_one_had_to_sign_in_nobody_comes_in_without_it_before_the_next_start(file, remaining):
    """The secrets file was emptied under the server, and with NETDASH_TRUST=network everybody would be the owner."""
    seed(file, Contact(name="The owner's"))
    member = member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), "workspace")
    guest.fill(workspace_erase_word="ERASE")
    guest.app.secrets = remaining
    guest.press("workspace_erase")
    assert len(member.all(Contact)) == 1
    stranger = Guest()
    stranger.app.secrets = remaining
    for page in (guest.run(), stranger.run()):
        assert "the sign-in settings are gone" in page.said
        assert "start netdash again" in page.said
        assert "owner" not in page.said
        assert "Friend" not in page.shown
        assert page.keys == set()
    guest.lists()
    assert guest.run().title == "Workspace"


def test_a_callback_that_was_on_the_screen_asks_again_too(file):
    workspace = member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), "workspace")
    guest.fill(workspace_erase_word="ERASE")
    guest.lists(members=["bo@example.com"])
    guest.press("workspace_erase")
    assert len(workspace.all(Contact)) == 1


@pytest.mark.parametrize("page", [*PAGES, "plan", "conversation"])
def test_no_button_of_an_open_page_changes_anything_for_somebody_taken_off_the_list(file, page):
    """All of them pressed in one message, with a form half filled in: every callback asks before it writes."""
    workspace = member_of(file, "ann@example.com")
    sample.load(workspace, NOW, ZoneInfo("Europe/Berlin"))
    guest = half_filled(page)
    before = workspace_bytes(file)
    guest.lists(members=["bo@example.com"])
    pressed = press_all(guest)
    assert guest.title == "This account cannot come in"
    assert workspace_bytes(file) == before
    assert any("clear_form" in key for key in pressed) or page not in ("meeting_log", "people")


@pytest.mark.parametrize("session", ["another", "the same"])
def test_what_was_under_way_when_somebody_else_came_stays_out_of_their_workspace(file, session):
    """A browser that has not seen yet that it has to load the page anew sends the first one's fields again."""
    member_of(file, "ann@example.com")
    bo, tab = member_of(file, "bo@example.com"), Guest(claims("ann@example.com"), "meeting_log")
    tab.types(meeting_log_learnings="Secret of Ann", meeting_log_place="At Ann's")
    sent, earlier = tab.app._tree.get_widget_states(), tab.app
    if session == "another":
        tab.app = AppTest.from_file(str(NAVIGATION), default_timeout=30)
        tab.app.context, tab.app.secrets = earlier.context, earlier.secrets
        tab.app._page_hash = earlier._finished_page_script_hash
    tab.app.user = claims("bo@example.com")
    for _ in range(3):
        tab.app._run(sent)
        assert "This tab was opened in another name." in tab.said
        assert "Ann" not in tab.said
    assert not bo.all(Draft)


@pytest.mark.parametrize("page", [*PAGES, "plan", "conversation"])
def test_no_button_carries_anything_over_to_somebody_else_who_takes_up_the_session(file, page):
    ann, bo = member_of(file, "ann@example.com"), member_of(file, "bo@example.com")
    sample.load(ann, NOW, ZoneInfo("Europe/Berlin"))
    guest = half_filled(page)
    before = workspace_bytes(file)
    guest.app.user = claims("bo@example.com")
    press_all(guest)
    assert workspace_bytes(file) == before
    assert [contact.name for contact in bo.all(Contact)] == ["Friend of bo"]
    assert "Friend of ann" not in guest.shown
    assert WORDS not in guest.said
    assert "This tab was opened in another name." in guest.said  # what its boxes hold goes with it
    guest.run()
    assert WORDS not in guest.said
    assert not bo.all(Draft)


def test_undo_gives_nothing_to_somebody_else_who_takes_up_the_session(file):
    """Callbacks run before the page is drawn, and this one holds a backup of all that was there."""
    ann, bo = member_of(file, "ann@example.com"), member_of(file, "bo@example.com")
    sample.load(ann, NOW, ZoneInfo("Europe/Berlin"))
    guest = Guest(claims("ann@example.com"))
    guest.press("sample_remove")
    guest.app.user = claims("bo@example.com")
    guest.press("flash_undo")
    assert guest.errors == ["This was for somebody else’s workspace, so nothing was done."]
    assert [contact.name for contact in bo.all(Contact)] == ["Friend of bo"]
    assert [contact.name for contact in ann.all(Contact)] == ["Friend of ann"]
    guest.app.user = claims("ann@example.com")
    assert not guest.run().has("flash_undo")


@pytest.mark.parametrize("who", ["removed", "another"])
def test_clearing_a_form_asks_again_too(file, who):
    workspace = member_of(file, "ann@example.com")
    member_of(file, "bo@example.com")
    guest = Guest(claims("ann@example.com"), "meeting_log")
    guest.fill(meeting_log_place="A café").run()
    if who == "removed":
        guest.lists(members=["bo@example.com"])
    else:
        guest.app.user = claims("bo@example.com")
    guest.press("meeting_log_clear_form")
    assert len(workspace.all(Draft)) == 1
    assert not guest.has("flash_undo")


def half_filled(page: str) -> Guest:
    """Open a page for Ann and write a line into each field for one."""
    guest = Guest(claims("ann@example.com"), page)
    for box in guest.app.expander:
        if box.key and box.key.endswith(("_form", "_log")):
            guest.unfold(box.key)
    for field in [*guest.app.text_input, *guest.app.text_area]:
        if field.key and "search" not in field.key and not field.key.startswith("netdash_"):
            field.set_value(WORDS)
    guest.run().run()
    return guest


def press_all(guest: Guest) -> list[str]:
    """Press every button and turn every box on the page, all in one message; return the buttons' keys."""
    buttons = [widget for widget in guest.app.main.button if not widget.disabled]
    for widget in buttons:
        widget.click()
    for box in guest.app.main.checkbox:
        box.set_value(not box.value)
    guest.run()
    return [str(widget.key) for widget in buttons]


def workspace_bytes(file: Path) -> bytes:
    return (file.parent / "members" / "ann@example.com.json").read_bytes()


def test_a_newcomer_says_who_they_are_first_and_reads_what_the_coach_can_see(file):
    workspace = member_of(file, "ann@example.com", new=True)
    guest = Guest(claims("ann@example.com"), "insights")
    assert guest.title == "Welcome"
    assert guest.value("welcome_name") == "Ann Lee"
    assert all(line in guest.raw for line in WHAT_THE_COACH_SEES)
    assert "Whoever runs this server, often your coach or their organisation, can read" in guest.raw.replace("**", "")
    assert guest.open("people").title == "Welcome"
    assert "Friend" not in guest.shown
    guest.fill(welcome_name="Ann", welcome_zone="Asia/Tokyo").press("welcome_save")
    assert guest.title == "People"
    assert [(profile.name, profile.zone) for profile in workspace.all(Profile)] == [("Ann", "Asia/Tokyo")]
    assert workspace.all(Draft) == ()
    assert Guest(claims("ann@example.com")).title == "People"


@pytest.mark.parametrize("name", [None, 5, "", "x" * 5000, "  ", "a\nb\0c"])
@pytest.mark.usefixtures("file")
def test_whatever_name_the_account_gives_a_newcomer_can_start(name):
    guest = Guest(claims("ann@example.com", name=name))
    guest.fill(welcome_name="Ann").press("welcome_save")
    assert guest.title == "People"


def test_a_member_signs_out_in_the_sidebar_or_on_the_workspace_page(file):
    member_of(file, "ann@example.com")
    for page, key in (("people", "sidebar_sign_out"), ("workspace", "workspace_sign_out")):
        guest = Guest(claims("ann@example.com"), page)
        guest.app.button(key=key).click()
        assert guest.run().app.user == {"is_logged_in": False}
        assert guest.run().title == "Welcome to netdash"


def test_the_sidebar_offers_no_way_out_where_nobody_signs_in(file):
    seed(file)
    assert [button.key for button in Dashboard("people").app.sidebar.button] == ["find_open"]


@pytest.mark.parametrize(
    ("lists", "sentence"),
    [({"members": [], "coaches": []}, "lists nobody"), ({"member": ["ann@example.com"]}, "does not know")],
)
def test_a_misconfiguration_is_a_sentence_and_lets_nobody_in(file, lists, sentence):
    member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), **lists)
    assert sentence in guest.errors[0]
    assert guest.keys == set()
    assert "Friend" not in guest.shown


def test_where_signing_in_does_not_work_on_the_server_the_button_says_so(file):
    """AppTest's secrets do not reach Streamlit's own sign-in, so it finds nothing to sign in with."""
    assert file
    guest = Guest().press("sign_in_google")
    assert "Signing in does not work on this server" in guest.errors[0]


def test_a_members_file_that_cannot_be_read_can_be_set_aside_by_that_member_alone(file):
    member_of(file, "ann@example.com")
    broken = file.parent / "members" / "ann@example.com.json"
    broken.write_text("{", "utf-8")
    guest = Guest(claims("ann@example.com"))
    assert guest.title == "Your file needs a look"
    assert "cannot read the file of your workspace" in guest.errors[0]
    assert str(file.parent) not in guest.said  # the server's folders are none of a member's business
    guest.app.user = claims("bo@example.com")
    guest.app.button(key="rescue_empty").click()
    guest.run()
    assert broken.read_text("utf-8") == "{"
    owner = Guest(claims("ann@example.com")).press("rescue_empty")
    assert owner.title == "Welcome"


@pytest.mark.parametrize("role", ["member", "owner"])
def test_where_the_files_lie_is_told_to_nobody_but_the_owner_when_a_save_is_refused(file, monkeypatch, role):
    member_of(file, "ann@example.com")
    page = Guest(claims("ann@example.com")) if role == "member" else Dashboard("people")
    refused = OSError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=refused))
    page.unfold("people_form").fill(people_name="Grace").press("people_save")
    assert page.errors
    assert all("is read-only for it" in error for error in page.errors)
    assert any(str(file.parent) in error for error in page.errors) is (role == "owner")
    assert ("could not save your workspace" in page.errors[0]) is (role == "member")

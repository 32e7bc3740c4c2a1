"""The calendar's address on the Workspace page: made, shown once, renewed, ended."""

from __future__ import annotations

import re
from pathlib import Path

from netdash.follow_up import calendar_links
from netdash.records import CalendarLink, Profile
from netdash.store import FileStore
from tests.access.test_screens import Guest, claims
from tests.driving import Dashboard

ANN = "ann@example.com"


def shown(page: Dashboard) -> str:
    """Return the secret in the address that the page shows; empty where it shows none."""
    codes = [code.value for code in page.app.code]
    match = re.search(r"/calendar/([\w-]+)\.ics$", codes[0]) if codes else None
    return match[1] if match else ""


def opens(file: Path, secret: str) -> bool:
    store = FileStore(file)
    return calendar_links.workspace_of(store, secret, lambda address: address == "") is not None


def test_an_address_is_made_shown_once_renewed_and_ended(file: Path) -> None:
    page = Dashboard("workspace")
    assert shown(page) == ""
    page.press("workspace_calendar_make")
    first = shown(page)
    assert opens(file, first)
    assert "In use since today" in page.said
    page.press("workspace_calendar_copied")
    assert shown(page) == ""
    assert shown(Dashboard("workspace")) == "", "a later session is not shown it"
    page.press("workspace_calendar_renew_yes")
    second = shown(page)
    assert opens(file, second)
    assert not opens(file, first)
    page.press("workspace_calendar_end_yes")
    assert shown(page) == ""
    assert not opens(file, second)
    assert page.has("workspace_calendar_make")


def test_a_members_address_is_theirs_and_goes_when_everything_is_erased(file: Path) -> None:
    store = FileStore(file)
    store.workspace(ANN).save(Profile(name="Ann", zone="Europe/Berlin"))
    page = Guest(claims(ANN), "workspace").press("workspace_calendar_make")
    secret = shown(page)
    assert calendar_links.workspace_of(store, secret, lambda address: address == ANN) is not None
    assert [link.member for link in store.common().all(CalendarLink)] == [ANN]
    page.fill(workspace_erase_word="ERASE").press("workspace_erase")
    assert store.common().all(CalendarLink) == ()
    assert calendar_links.workspace_of(store, secret, lambda address: address == ANN) is None


def test_a_visitor_whose_workspace_ends_is_offered_none(file: Path, monkeypatch) -> None:
    monkeypatch.setenv("NETDASH_TRUST", "none")
    assert not Dashboard("workspace").has("workspace_calendar_make")
    assert not file.exists()

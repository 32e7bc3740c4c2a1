"""The calendar's address: who finds what by it, and that it ends; and the calendar itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from netdash.access import policy
from netdash.access.sign_in import AllowList, SignIn
from netdash.follow_up import calendar_feed, calendar_links
from netdash.records import CalendarLink, Profile, Promise
from netdash.store import FileStore, MemoryStore, PostgresStore, Store
from tests.factories import DAY, HOUR, NOON, TODAY, person, talk

ANN, BO = "ann@example.org", "bo@example.org"
ADA = person("Ada Lovelace")


@pytest.fixture(params=["memory", "file", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return MemoryStore()
    if request.param == "file":
        return FileStore(tmp_path / "netdash.json")
    return PostgresStore(request.getfixturevalue("url"))


def members(address: str) -> bool:
    """Let members in, and no owner, as where people sign in."""
    return address in (ANN, BO)


def made(store: Store, member: str) -> str:
    return calendar_links.make(store.workspace(member), store.common(), member, NOON)


def test_an_address_opens_its_members_workspace_and_no_other(store: Store) -> None:
    of_ann, of_bo = made(store, ANN), made(store, BO)
    assert len(of_ann) >= 43, "256 bits in base64"
    assert calendar_links.workspace_of(store, of_ann, members) is store.workspace(ANN)
    assert calendar_links.workspace_of(store, of_bo, members) is store.workspace(BO)
    for guess in (
        "",
        "x",
        of_ann[:-1],
        of_ann + "A",
        of_ann.swapcase(),
        store.workspace(ANN).all(Profile)[0].calendar_link,
    ):
        assert calendar_links.workspace_of(store, guess, members) is None


def test_the_secret_is_kept_nowhere(store: Store) -> None:
    secret = made(store, ANN)
    for workspace in (store.workspace(ANN), store.common()):
        assert secret not in str(workspace.contents().tables)


def test_renewed_ended_and_erased_addresses_open_nothing(store: Store) -> None:
    first = made(store, ANN)
    second = made(store, ANN)
    assert calendar_links.workspace_of(store, first, members) is None
    assert calendar_links.workspace_of(store, second, members) is not None
    assert len(store.common().all(CalendarLink)) == 1
    calendar_links.end(store.workspace(ANN), store.common())
    assert calendar_links.workspace_of(store, second, members) is None
    assert store.common().all(CalendarLink) == ()
    third = made(store, ANN)
    store.workspace(ANN).erase()
    assert calendar_links.workspace_of(store, third, members) is None
    calendar_links.forget(store.common(), ANN)
    assert store.common().all(CalendarLink) == ()


def test_whoever_is_removed_loses_the_calendar_at_once(store: Store) -> None:
    secret = made(store, ANN)
    assert calendar_links.workspace_of(store, secret, lambda address: address == BO) is None
    assert calendar_links.workspace_of(store, secret, members) is not None


def test_an_address_of_anothers_backup_opens_nothing_more(store: Store) -> None:
    secret = made(store, ANN)
    (profile,) = store.workspace(ANN).all(Profile)
    store.workspace(BO).put(profile)
    found = calendar_links.workspace_of(store, secret, members)
    assert found is store.workspace(ANN)


def test_the_owners_address_counts_only_where_nobody_signs_in(store: Store) -> None:
    secret = calendar_links.make(store.workspace(), None, "", NOON)
    assert calendar_links.workspace_of(store, secret, lambda address: address == "") is store.workspace()
    assert calendar_links.workspace_of(store, secret, members) is None
    assert store.common().all(CalendarLink) == ()


def test_who_is_let_in_at_a_calendar_is_who_is_on_the_lists() -> None:
    assert policy.still_lets_in("", None)
    assert not policy.still_lets_in(ANN, None)
    lists = SignIn(("google",), AllowList(frozenset({ANN})), AllowList(frozenset({BO})))
    assert policy.still_lets_in(ANN, lists)
    assert policy.still_lets_in(BO, lists)
    assert not policy.still_lets_in("eve@example.org", lists)
    assert not policy.still_lets_in("", lists)


def test_the_calendar_has_conversations_and_follow_ups_and_says_when_to_come_back() -> None:
    workspace = MemoryStore().workspace(ANN)
    late = talk(ADA, ended=NOON - 25 * HOUR)
    planned = talk(ADA, ended=NOON + 2 * DAY, state="planned", place="Café Mitte")
    cancelled = talk(ADA, ended=NOON + 3 * DAY, state="cancelled")
    promise = Promise(contact=ADA.id, what="Send the paper", due_on=TODAY)
    for record in (ADA, late, planned, cancelled, promise, Profile(zone="Europe/Berlin")):
        workspace.save(record)
    content = calendar_feed.feed(workspace, NOON)
    calendar = Calendar.from_ical(content)
    titles = [str(event["summary"]) for event in calendar.events]
    assert "Informational interview: Ada Lovelace" in titles
    assert "Thank Ada Lovelace" in titles
    assert "Promise: Send the paper" in titles
    assert not any("Cancelled" in title for title in titles)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content
    assert b"X-PUBLISHED-TTL:PT1H" in content
    assert len({str(event["uid"]) for event in calendar.events}) == len(titles)


def test_within_an_hour_the_same_contents_are_the_same_bytes() -> None:
    workspace = MemoryStore().workspace(ANN)
    for record in (ADA, talk(ADA, ended=NOON - HOUR)):
        workspace.save(record)
    before = calendar_feed.feed(workspace, NOON)
    assert calendar_feed.feed(workspace, NOON + HOUR / 2) == before
    workspace.save(Promise(contact=ADA.id, what="Call", due_on=TODAY))
    after = calendar_feed.feed(workspace, NOON)
    assert calendar_feed.tag(after) != calendar_feed.tag(before)

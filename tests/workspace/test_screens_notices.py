"""What is said above every page before somebody types: that this disk does not last, and the way to keep a copy."""

from __future__ import annotations

import pytest

from tests.access.test_screens import Guest, claims, member_of
from tests.driving import Dashboard, seed

GONE = "This server’s disk does not last."
FOR_THE_COACH = "A database ends it"


@pytest.mark.parametrize("page", ["today", "meeting_log", "workspace"])
def test_where_the_disk_does_not_last_a_member_reads_so_and_is_offered_a_backup(file, monkeypatch, page):
    monkeypatch.setenv("NETDASH_DISK", "temporary")
    member_of(file, "ann@example.com")
    guest = Guest(claims("ann@example.com"), page)
    assert GONE in guest.said
    assert guest.has("notice_backup")
    assert FOR_THE_COACH not in guest.said


def test_a_coach_reads_what_to_do_about_it(file, monkeypatch):
    monkeypatch.setenv("NETDASH_DISK", "temporary")
    member_of(file, "coach@example.com")
    guest = Guest(claims("coach@example.com"), "coach")
    assert GONE in guest.said
    assert FOR_THE_COACH in guest.said
    assert guest.has("notice_backup")


def test_where_the_disk_lasts_nothing_is_said(file):
    seed(file)
    assert GONE not in Dashboard("today").said
    assert not Dashboard("today").has("notice_backup")


def test_a_visitor_reads_only_that_their_workspace_ends_with_the_server(file, monkeypatch):
    monkeypatch.setenv("NETDASH_DISK", "temporary")
    monkeypatch.setenv("NETDASH_TRUST", "none")
    assert file
    visitor = Dashboard("today")
    assert "It lasts until this server restarts" in visitor.said
    assert GONE not in visitor.said

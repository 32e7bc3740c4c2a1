"""A part of a page that runs alone, asked for as a browser does: over the socket of a real server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netdash.records import Contact, Draft
from netdash.store import open_file
from netdash.workspace import sample
from tests.servers import ROOT, serving
from tests.socket_client import Visitor

PAGE, CONTENT = b"-follow_up_tracker_search", b"-follow_up_tracker_done_page"
"""Fields of the page outside the part, and in it."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace with the sample month."""
    file = tmp_path / "netdash.json"
    sample.load(open_file(file), datetime.now(UTC), ZoneInfo("UTC"))
    return file


@pytest.fixture
def visitor(file: Path) -> Iterator[Visitor]:
    """Somebody at a desk who has opened the tracker."""
    server = serving(ROOT / "app.py", env={"NETDASH_FILE": str(file)})
    with server as address, Visitor(address, [("Host", "localhost")]) as visitor:
        assert PAGE in visitor.open("follow_up_tracker").frames
        yield visitor


def test_unfolding_a_part_draws_nothing_else(visitor: Visitor) -> None:
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert CONTENT in drawn
    assert PAGE not in drawn


def test_a_change_made_elsewhere_meanwhile_has_the_whole_page_drawn(visitor: Visitor, file: Path) -> None:
    open_file(file).save(Contact(name="Somebody new"))
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert PAGE in drawn
    assert CONTENT in drawn


def test_what_is_done_in_a_part_is_said_on_the_whole_page(visitor: Visitor) -> None:
    visitor.act("follow_up_tracker_resting", bool_value=True)
    drawn = visitor.act("follow_up_tracker_wake_", trigger_value=True).frames
    assert PAGE in drawn
    assert b"Back in the queue" in drawn


def test_a_part_of_a_file_that_cannot_be_read_any_more_shows_nothing_of_it(visitor: Visitor, file: Path) -> None:
    file.write_text("not a workspace", "utf-8")
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert b"Your file needs a look" in drawn
    assert CONTENT not in drawn


def test_typing_into_a_form_draws_the_form_alone_and_keeps_the_words(visitor: Visitor, file: Path) -> None:
    visitor.open("people")
    visitor.act("people_form", bool_value=True)
    drawn = visitor.act("people_name", string_value="Grace").frames
    assert b"-people_save" in drawn
    assert b"-people_search" not in drawn
    assert [draft.fields["name"] for draft in open_file(file).all(Draft)] == ["Grace"]
    open_file(file).save(Contact(name="Somebody new"))
    drawn = visitor.act("people_name", string_value="Grace Hopper").frames
    assert b"-people_search" in drawn
    assert [draft.fields["name"] for draft in open_file(file).all(Draft)] == ["Grace Hopper"]


def test_a_press_in_a_form_counts_though_something_was_changed_elsewhere_meanwhile(
    visitor: Visitor, file: Path
) -> None:
    visitor.open("people")
    visitor.act("people_form", bool_value=True)
    visitor.act("people_name", string_value="Grace Hopper")
    open_file(file).save(Contact(name="Somebody new"))
    drawn = visitor.act("people_save", trigger_value=True).frames
    assert b"-people_search" in drawn
    assert "Grace Hopper" in {person.name for person in open_file(file).all(Contact)}


def test_a_conflict_in_a_form_stays_with_its_choice_also_where_something_was_said_before(
    visitor: Visitor, file: Path
) -> None:
    ada = Contact(name="Ada Lovelace")
    open_file(file).save(ada)
    visitor.open("people", f"contact={ada.id}")
    visitor.act(f"people_change_{ada.id}", bool_value=True)
    visitor.act(f"people_position_{ada.id}", string_value="Analyst")
    visitor.act(f"people_save_{ada.id}", trigger_value=True)
    visitor.act(f"people_change_{ada.id}", bool_value=True)
    visitor.act(f"people_position_{ada.id}", string_value="Countess")
    elsewhere = open_file(file)
    elsewhere.save(elsewhere.require(Contact, ada.id).replace(company="Northwind"))
    drawn = visitor.act(f"people_save_{ada.id}", trigger_value=True).frames
    assert f"people_conflict_{ada.id}_mine".encode() in drawn
    visitor.act(f"people_conflict_{ada.id}_mine", trigger_value=True)
    assert open_file(file).require(Contact, ada.id).position == "Countess"

"""A part of a page that runs alone, asked for as a browser does: over the socket of a real server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray

from netdash.records import Contact, Promise, Question, new_id
from netdash.store import open_file
from netdash.workspace import sample
from tests.servers import ROOT, serving
from tests.socket_client import Visitor

PAGE, CONTENT = b"-follow_up_tracker_search", b"-follow_up_tracker_done_open"
"""Fields of the page outside the part, and in it."""
KEPT = new_id()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace with the sample data, and a promise that was kept just now."""
    file = tmp_path / "netdash.json"
    workspace, now = open_file(file), datetime.now(UTC)
    sample.load(workspace, now, ZoneInfo("UTC"))
    to = workspace.all(Contact)[0].id
    workspace.save(Promise(id=KEPT, contact=to, what="Send it", due_on=now.date(), settled_at=now, kept=True))
    return file


@pytest.fixture
def visitor(file: Path) -> Iterator[Visitor]:
    """Somebody at a desk who has opened the tracker."""
    server = serving(ROOT / "app.py", env={"NETDASH_FILE": str(file)})
    with server as address, Visitor(address, [("Host", "localhost")]) as visitor:
        assert PAGE in visitor.open("follow_up_tracker").frames
        yield visitor


def test_unfolding_a_part_turning_its_page_and_selecting_in_its_table_draw_nothing_else(visitor: Visitor) -> None:
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert CONTENT in drawn
    assert PAGE not in drawn
    selected = json.dumps({"selection": {"rows": [0, 1], "columns": [], "cells": []}})
    drawn = visitor.act("follow_up_tracker_table", string_value=selected).frames
    assert b"**2 follow-ups** selected" in drawn
    assert PAGE not in drawn
    visitor.open("meeting_log")
    drawn = visitor.act("meeting_log_page", int_value=2).frames
    assert b"-meeting_log_page" in drawn
    assert b"-meeting_log_search" not in drawn


def test_a_filter_draws_the_list_alone_unless_something_was_typed_in_the_same_moment(visitor: Visitor) -> None:
    visitor.open("meeting_log")
    held = StringArray(data=["Held"])
    drawn = visitor.act("meeting_log_state", string_array_value=held).frames
    assert re.search(rb"\d+ of \d+ conversations", drawn)
    assert b"-meeting_log_search" not in drawn
    (state,) = (id for id in visitor.parts if id.endswith("-meeting_log_state"))
    (search,) = (id for id in visitor.parts if id.endswith("-meeting_log_search"))
    said = visitor.state_with(state, string_array_value=held)
    said.widget_states.widgets.add(id=search, string_value="zebra")
    drawn = visitor.send(BackMsg(rerun_script=said)).frames
    assert b"No conversation matches" in drawn
    assert b"-meeting_log_search" in drawn
    drawn = visitor.act("meeting_log_clear", trigger_value=True).frames
    assert b"-meeting_log_search" in drawn
    assert b"Clear the" not in drawn


def test_a_change_made_elsewhere_meanwhile_has_the_whole_page_drawn(visitor: Visitor, file: Path) -> None:
    open_file(file).save(Contact(name="Somebody new"))
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert PAGE in drawn
    assert CONTENT in drawn


def test_what_is_done_in_a_part_is_said_on_the_whole_page(visitor: Visitor) -> None:
    visitor.act("follow_up_tracker_resting", bool_value=True)
    drawn = visitor.act("follow_up_tracker_wake_", trigger_value=True).frames
    assert PAGE in drawn
    assert b"Back on your list" in drawn


def test_a_press_in_a_part_counts_though_something_was_changed_elsewhere_meanwhile(
    visitor: Visitor, file: Path
) -> None:
    visitor.act("follow_up_tracker_resting", bool_value=True)
    open_file(file).save(Contact(name="Somebody new"))
    drawn = visitor.act("follow_up_tracker_wake_", trigger_value=True).frames
    assert b"Back on your list" in drawn


def test_a_press_that_comes_with_a_selection_in_one_message_is_carried_out(visitor: Visitor, file: Path) -> None:
    """Whoever clicks a name in a table selects its cell too; on a slow line both come at once."""
    frames = visitor.open("people").frames
    (table,) = (id for id in visitor.parts if id.endswith("-people_table"))
    (name,) = set(re.findall(rb"\$\$ID-[0-9a-f]+-people_open", frames))
    first = min(open_file(file).all(Contact), key=lambda contact: contact.name.casefold())
    said = visitor.state_with(table, string_value=json.dumps({"selection": {"rows": [], "cells": [[0, "Name"]]}}))
    press = json.dumps({"row": 0, "label": f"{first.name} (sample)"})
    said.widget_states.widgets.add(id=name.decode()).string_trigger_value.data = press
    drawn = visitor.send(BackMsg(rerun_script=said)).frames
    assert b"people_back" in drawn


def test_what_fails_in_a_part_says_why_also_where_something_was_said_before(visitor: Visitor, file: Path) -> None:
    workspace = open_file(file)
    question = Question(text="What would you do first?", topic="Mine", starred=True)
    workspace.save(question)
    visitor.act("follow_up_tracker_resting", bool_value=True)
    visitor.act("follow_up_tracker_wake_", trigger_value=True)
    visitor.open("question_bank")
    visitor.act("question_bank_list_search", string_value="do first")
    workspace.delete(workspace.require(Question, question.id))
    drawn = visitor.act(f"question_bank_star_{question.id}", trigger_value=True).frames
    assert b"not here any more" in drawn


def test_a_part_of_a_file_that_cannot_be_read_any_more_shows_nothing_of_it(visitor: Visitor, file: Path) -> None:
    file.write_text("not a workspace", "utf-8")
    drawn = visitor.act("follow_up_tracker_done", bool_value=True).frames
    assert b"Your file needs a look" in drawn
    assert CONTENT not in drawn

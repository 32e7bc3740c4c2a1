"""Two screens that type into one conversation under way."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.meetings import live, live_merge
from netdash.meetings.live_merge import TextChange, merged
from tests.factories import fresh, person, talk

TEXTS = st.lists(st.sampled_from(["a", "b", "c d", "e", ""]), max_size=5).map("\n".join)


@pytest.mark.parametrize(
    ("now", "kept", "whole"),
    [
        ("First", "First\nSecond", "First\nSecond"),
        ("First sentence", "First sen", "First sentence"),
        ("First\nThird", "First\nSecond", "First\nSecond\nThird"),
        ("", "First", "First"),
        ("First", "", "First"),
    ],
)
def test_a_tab_that_comes_back_takes_nothing_from_what_another_screen_noted_since(now, kept, whole):
    assert merged(live_merge.text_before(kept, now), now, kept) == whole


@pytest.mark.parametrize(
    ("before", "now", "kept", "whole"),
    [
        ("", "mine", "theirs", "theirs\nmine"),
        ("mine", "mine and more", "theirs\nmine", "theirs\nmine and more"),
        ("both", "both of mine", "both of theirs", "both of theirs\nboth of mine"),
        ("x\ny", "x\ny\nz", "w\nx\ny", "w\nx\ny\nz"),
        ("cat", "cats", "a cat", "a cat\ncats"),
        ("x", "", "theirs", "theirs"),
        ("x", "y", "x", "y"),
        ("x", "x", "theirs", "theirs"),
    ],
)
def test_what_two_screens_type_into_one_box_is_joined(before, now, kept, whole):
    assert merged(before, now, kept) == whole


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_either_screen_typed_is_lost(before, after, stored):
    lines, old = merged(before, after, stored).split("\n"), before.split("\n")
    assert {line for line in after.split("\n") if line and line not in old} <= {*lines}
    if after != before:
        assert {line for line in stored.split("\n") if line and line not in old} <= {*lines}


def test_typing_after_another_screen_recorded_it_brings_nothing_back():
    workspace, held = fresh(), talk(person())
    assert not live_merge.merge(workspace, held.id, {"notes": TextChange("", "late")})
    live_merge.tick(workspace, held.id, "q", asked=True)
    assert live.stored(workspace, held.id) is None


def test_stopped_on_two_screens_it_ended_when_the_first_said_so():
    workspace, held = fresh(), talk(person())
    live.keep(workspace, held.id, live.begin(held.starts_at))
    for minutes in (5, 9):
        live_merge.stop(workspace, held, held.starts_at + timedelta(minutes=minutes))
    conversation = live.stored(workspace, held.id)
    assert conversation is not None
    assert conversation.done_at == held.starts_at + timedelta(minutes=5)


@pytest.mark.parametrize("change", [live_merge.go_on, live_merge.grant_more])
def test_a_clock_that_runs_on_keeps_what_another_screen_notes_in_that_moment(change):
    workspace = fresh()
    meeting = talk(person("Ada"))
    workspace.save(meeting)
    live_merge.start(workspace, meeting.id, meeting.starts_at)
    workspace.begin_run()  # this screen is drawn
    changes = {live_merge.NOTES: TextChange("", "Hers")}
    phone = Thread(target=live_merge.merge, args=(workspace, meeting.id, changes))
    phone.start()
    phone.join()
    change(workspace, meeting.id)
    conversation = live.stored(workspace, meeting.id)
    assert conversation is not None
    assert conversation.notes == "Hers"

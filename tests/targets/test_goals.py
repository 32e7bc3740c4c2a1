"""Goals for each week: set within reason, and held against what was done."""

from __future__ import annotations

import pytest

from netdash.errors import InvalidRecordError
from netdash.follow_up import weeks
from netdash.follow_up.weeks import Week
from netdash.key_figures import Part
from netdash.records import Goals
from netdash.targets import goals
from tests.factories import fresh


def test_goals_are_set_and_setting_them_again_writes_nothing():
    workspace = fresh()
    goals.change(workspace, messages=8, conversations=3, on_time=90)
    stored = goals.goals_of(workspace)
    assert (stored.messages, stored.conversations, stored.on_time) == (8, 3, 90)
    version = workspace.version(Goals)
    goals.change(workspace, messages=8, conversations=3, on_time=90)
    assert workspace.version(Goals) == version


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"messages": -1}, "Messages a week: choose a number from 0 to 200."),
        ({"conversations": 101}, "Conversations a week: choose a number from 0 to 100."),
        ({"on_time": 101}, "Thank-yous on time: choose a number from 0 to 100."),
    ],
)
def test_a_goal_out_of_reach_is_refused_and_the_old_one_stays(wanted, said):
    workspace = fresh()
    goals.change(workspace, messages=8, conversations=3, on_time=90)
    with pytest.raises(InvalidRecordError) as caught:
        goals.change(workspace, **{"messages": 8, "conversations": 3, "on_time": 90, **wanted})
    assert caught.value.sentence == said
    assert goals.goals_of(workspace).messages == 8


def test_goals_stored_before_there_was_one_for_thank_yous_read_well():
    assert Goals.model_validate({"messages": 3, "conversations": 1}).on_time == 100


@pytest.mark.parametrize(
    ("on_time", "words", "note"),
    [
        (Part(0, 0), "–", "none yet, goal 90\N{NO-BREAK SPACE}%"),
        (Part(5, 5), "100\N{NO-BREAK SPACE}%", "goal reached"),
        (Part(999, 1000), "99\N{NO-BREAK SPACE}%", "goal reached"),
        (Part(1, 2), "1 of 2", "goal 90\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_week_is_held_against_the_goals(on_time, words, note):
    week = Week(conversations=2, messages=3, introductions=0, on_time=on_time)
    conversations, messages, thanks, _ = weeks.figures([week], Goals(messages=5, conversations=2, on_time=90))
    assert (messages.words, messages.note) == ("3 of 5", "goal: 2 to go")
    assert (conversations.words, conversations.note) == ("2 of 2", "goal reached")
    assert (thanks.words, thanks.note) == (words, note)
    beyond, *_ = weeks.figures([week], Goals(messages=5, conversations=1))
    assert (beyond.words, beyond.note) == ("2", "goal of 1 reached")


def test_a_goal_of_zero_is_none():
    week = Week(conversations=2, messages=3, introductions=0, on_time=Part(0, 0))
    figures = weeks.figures([week], Goals(messages=0, conversations=0, on_time=0))
    assert [(figure.words, figure.note, figure.goal) for figure in figures[:3]] == [
        ("2", "this week", 0),
        ("3", "this week", 0),
        ("–", "this week", 0),
    ]

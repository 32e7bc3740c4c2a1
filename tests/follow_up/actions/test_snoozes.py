"""Putting an action off, dismissing it, and taking either back."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.errors import InvalidRecordError
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind
from netdash.follow_up.actions.snoozes import active_snoozes
from netdash.records import Snooze
from tests.factories import DAY, HOUR, NOON, TODAY, everything, fresh, kept, person, talk

KEY = "nudge:" + "a" * 32
ONE = timedelta(days=1)


def test_a_snoozed_action_rests_until_its_day():
    workspace = fresh()
    actions.snooze(workspace, KEY, TODAY + 3 * ONE, TODAY)
    assert list(active_snoozes(workspace, TODAY + 2 * ONE)) == [KEY]
    assert active_snoozes(workspace, TODAY + 3 * ONE) == {}


@pytest.mark.parametrize("ahead", [0, -1, -400])
def test_a_day_that_is_not_ahead_is_refused_with_a_sentence(ahead: int):
    workspace = fresh()
    actions.snooze(workspace, KEY, TODAY + ONE, TODAY)
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="tomorrow or later"):
        actions.snooze(workspace, KEY, TODAY + ahead * ONE, TODAY)
    assert everything(workspace) == before


def test_a_dismissed_action_rests_for_good_with_its_reason():
    workspace = fresh()
    actions.dismiss(workspace, KEY, " They changed jobs ")
    [one] = active_snoozes(workspace, TODAY + 4000 * ONE).values()
    assert (one.until, one.reason) == (None, "They changed jobs")


@pytest.mark.parametrize(("reason", "said"), [("", "why"), ("  \n", "why"), ("x" * 301, "too long")])
def test_a_dismissal_needs_a_reason_of_a_few_words(reason: str, said: str):
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match=said):
        actions.dismiss(workspace, KEY, reason)
    assert workspace.all(Snooze) == ()


def test_the_last_word_on_an_action_counts():
    workspace = fresh()
    first = actions.snooze(workspace, KEY, TODAY + ONE, TODAY)
    assert actions.dismiss(workspace, KEY, "Not needed") == first == actions.snooze_id(KEY)
    actions.snooze(workspace, KEY, TODAY + 5 * ONE, TODAY)
    [one] = workspace.all(Snooze)
    assert (one.until, one.reason) == (TODAY + 5 * ONE, "")


def test_a_woken_action_shows_at_once_and_waking_twice_is_no_error():
    workspace = fresh()
    actions.snooze(workspace, KEY, TODAY + ONE, TODAY)
    for _ in range(2):
        actions.wake(workspace, KEY)
        assert active_snoozes(workspace, TODAY) == {}


def test_what_rests_is_listed_by_its_day_with_what_is_dismissed_last():
    workspace = fresh()
    actions.dismiss(workspace, "a", "No")
    actions.snooze(workspace, "b", TODAY + 9 * ONE, TODAY)
    actions.snooze(workspace, "c", TODAY + 2 * ONE, TODAY)
    assert list(active_snoozes(workspace, TODAY)) == ["c", "b", "a"]


def test_several_are_put_off_together_or_none_of_them():
    workspace = fresh()
    actions.snooze_all(workspace, ["a", "b"], TODAY + 2 * ONE, TODAY)
    assert list(active_snoozes(workspace, TODAY)) == ["a", "b"]
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="tomorrow or later"):
        actions.snooze_all(workspace, ["b", "c"], TODAY, TODAY)
    assert everything(workspace) == before


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_that_is_offered_is_ahead_and_next_week_begins_on_monday(today: date):
    offered = actions.snooze_choices(today)
    assert all(until > today for until in offered.values())
    monday = offered["Next week"]
    assert monday.weekday() == 0
    assert (monday - today).days <= 7


def test_a_snooze_that_came_from_elsewhere_under_another_id_can_be_woken():
    workspace = fresh()
    workspace.put(Snooze(action=KEY))
    actions.snooze(workspace, KEY, TODAY + ONE, TODAY)
    actions.wake(workspace, KEY)
    assert active_snoozes(workspace, TODAY) == {}


def test_what_is_put_off_in_one_go_comes_back_a_few_a_day_in_its_order():
    workspace, keys = fresh(), [f"key {number:02}" for number in range(12)]
    actions.snooze_all(workspace, keys, TODAY + ONE, TODAY)
    back = [set(keys) - active_snoozes(workspace, TODAY + day * ONE).keys() for day in range(4)]
    assert back == [set(), set(keys[:5]), set(keys[:10]), set(keys)]


def test_what_is_put_off_in_another_go_comes_back_beside_no_more_than_that():
    workspace = fresh()
    for keys in ("abcdefg", "hijklmn", "hijklmn"):
        actions.snooze_all(workspace, keys, TODAY + ONE, TODAY)
    days = {one.action: one.until for one in workspace.all(Snooze)}
    back = [TODAY + number * ONE for number in (1, 2, 3)]
    assert [days[key] for key in "abcdefghijklmn"] == [*[back[0]] * 5, *[back[1]] * 5, *[back[2]] * 4]


def test_a_few_come_back_on_the_very_day_that_was_chosen():
    workspace = fresh()
    for keys in ("abcde", "fg"):
        actions.snooze_all(workspace, keys, TODAY + ONE, TODAY)
    assert {one.until for one in workspace.all(Snooze)} == {TODAY + ONE}


def test_in_a_pause_only_what_is_planned_is_asked_for_and_afterwards_all_of_it():
    workspace = fresh()
    ada = kept(workspace, person())
    held, coming = talk(ada, ended=NOON - DAY), talk(ada, ended=NOON + DAY, state="planned")
    for one in (held, coming):
        workspace.save(one)
    every = actions.build_queue(workspace, NOON, ZoneInfo("UTC"), rules.shipped()).actions
    actions.pause(workspace, TODAY + 14 * ONE, TODAY)
    during = actions.build_queue(workspace, NOON, ZoneInfo("UTC"), rules.shipped())
    assert {one.kind for one in during.actions} == {Kind.CONFIRM, Kind.PREPARE}
    assert sorted((*during.actions, *during.paused), key=lambda one: one.order) == list(every)
    assert actions.build_queue(workspace, NOON + 14 * DAY, ZoneInfo("UTC"), rules.shipped()).paused == ()
    [pause] = workspace.all(Snooze)
    workspace.put(pause.replace(updated_at=NOON))
    workspace.put(met := talk(ada, ended=NOON + HOUR))
    later = actions.build_queue(workspace, NOON + 3 * DAY, ZoneInfo("UTC"), rules.shipped())
    assert [one.where.parameters["meeting"] for one in later.due if one.kind is Kind.THANK_YOU] == [met.id]
    workspace.delete(met)
    actions.wake(workspace, actions.PAUSE)
    assert actions.build_queue(workspace, NOON, ZoneInfo("UTC"), rules.shipped()).actions == every

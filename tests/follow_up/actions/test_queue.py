"""What holds for the queue whatever a workspace holds, and finding actions in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Action, ActionFilter, Kind, Lane
from netdash.moments import day_of
from netdash.people.contacts import Directory
from netdash.records import Contact, Meeting, Message, Promise, Purpose, Record, Target
from netdash.store import Workspace
from tests.factories import DAY, HOUR, NOON, TODAY, everything, fresh, person, promise, talk
from tests.whole_workspaces import EVERYBODY, holding, moments, record_lists

ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")]
)
ABOUT_NOBODY = {Kind.PITCH, Kind.QUESTIONS, Kind.STAKEHOLDER}
LANES = list(Lane)

BERLIN = ZoneInfo("Europe/Berlin")
ADA, ZOE = person("Ada Lovelace"), person("Zoë Ng")


def queue(workspace: Workspace, now: datetime, zone: ZoneInfo) -> tuple[Action, ...]:
    return actions.build_queue(workspace, now, zone, rules.of(workspace)).actions


def lasting(workspace: Workspace, now: datetime, zone: ZoneInfo) -> list[Action]:
    """Return the queue without what is asked for only for some weeks: a new time for what fell through."""
    return [one for one in queue(workspace, now, zone) if one.where.parameters.get("purpose") != Purpose.RESCHEDULE]


def overdue(workspace: Workspace, now: datetime, zone: ZoneInfo) -> set[str]:
    return {one.key for one in lasting(workspace, now, zone) if one.lane is Lane.OVERDUE}


@given(record_lists(), moments, ZONES)
def test_every_action_names_its_person_its_rule_and_a_due_moment(records: list[Record], now: datetime, zone: ZoneInfo):
    workspace = holding(records)
    people = Directory({one.id: one for one in workspace.all(Contact)}, {})
    for one in queue(workspace, now, zone):
        assert (one.person is None) == (one.kind in ABOUT_NOBODY)
        if one.person is not None:
            assert one.person.id in people.present
            assert one.person.name == people.name(one.person.id)
            assert one.person.name in one.what
        assert one.rule.words.endswith(".")
        assert one.rule.source
        assert one.due.tzinfo is not None
        assert (one.lane is Lane.OVERDUE) == (one.due < now)
        assert one.where.page


@given(record_lists(), moments, ZONES)
def test_no_two_actions_share_a_key_and_the_order_is_total(records: list[Record], now: datetime, zone: ZoneInfo):
    todo = queue(holding(records), now, zone)
    assert len({one.key for one in todo}) == len(todo)
    assert all(before.order < after.order for before, after in pairwise(todo))
    assert [LANES.index(one.lane) for one in todo] == sorted(LANES.index(one.lane) for one in todo)


@given(record_lists(), moments, ZONES, st.randoms(use_true_random=False))
def test_the_same_records_give_the_same_queue_in_whatever_order_they_were_saved(records, now, zone, chance):
    before = queue(holding(records), now, zone)
    chance.shuffle(records)
    assert queue(holding(records), now, zone) == before


@given(record_lists(), moments, ZONES)
def test_one_more_target_leaves_the_others_in_their_order(records: list[Record], now: datetime, zone: ZoneInfo):
    workspace = holding(records)
    before = [one.key for one in queue(workspace, now, zone)]
    workspace.put(Target(company="Tailspin", created_at=NOON))
    after = [one.key for one in queue(workspace, now, zone)]
    assert [key for key in after if key in before] == before


@given(record_lists(), moments, st.timedeltas(timedelta(0), 200 * DAY), ZONES)
def test_time_that_passes_never_makes_anything_less_overdue(records, now, passed, zone):
    workspace = holding(records)
    assert overdue(workspace, now, zone) <= overdue(workspace, now + passed, zone)


@given(record_lists(), moments, ZONES)
def test_keys_stay_from_day_to_day(records: list[Record], now: datetime, zone: ZoneInfo):
    """What is there at one moment and still to do a day later has the same key: only what is timely comes and goes."""
    workspace = holding(records)
    timely = {Kind.CONFIRM, Kind.PREPARE, Kind.MEETING_QUESTIONS}
    before = {one.key for one in lasting(workspace, now, zone) if one.kind not in timely}
    assert before <= {one.key for one in queue(workspace, now + DAY, zone)}


@given(record_lists(), moments, st.sampled_from(EVERYBODY), st.booleans(), ZONES)
def test_any_contact_with_somebody_resets_their_cadence(records, now, who, wrote, zone):
    workspace = holding(records)
    latest = max([now, *(one.ends_at for one in workspace.all(Meeting))])
    said: Record = Message(contact=who, purpose=Purpose.REPLY, sent_at=now) if wrote else talk(who, ended=latest)
    workspace.put(said)
    keys = {one.key for one in queue(workspace, now, zone)}
    silent_days = {one.cadence.ideal_days for one in workspace.all(Contact) if one.id == who and one.cadence}
    counts_from = day_of(now if wrote else latest - HOUR / 2, zone)  # a conversation's day is the one on which it began
    if 0 not in silent_days and counts_from >= day_of(now, zone):
        assert not any(key.startswith(f"stay_in_touch:{who}") for key in keys)


@given(record_lists(), moments, ZONES, st.data())
def test_a_snooze_hides_exactly_one_action_until_its_day(records, now, zone, choice):
    workspace, today = holding(records), day_of(now, zone)
    before = queue(workspace, now, zone)
    if not before:
        return
    chosen = choice.draw(st.sampled_from(before))
    later = choice.draw(st.integers(1, 30))
    actions.snooze(workspace, chosen.key, today + later * DAY, today)
    assert queue(workspace, now, zone) == tuple(one for one in before if one != chosen)
    assert [one.action for one in actions.build_queue(workspace, now, zone, rules.of(workspace)).snoozed] == [chosen]
    assert not actions.build_queue(workspace, now + later * DAY, zone, rules.of(workspace)).snoozed
    actions.dismiss(workspace, chosen.key, "No longer needed")
    assert chosen.key not in {one.key for one in queue(workspace, now + 100 * DAY, zone)}
    actions.wake(workspace, chosen.key)
    assert queue(workspace, now, zone) == before


@given(record_lists(), moments, ZONES)
def test_asking_for_the_queue_changes_nothing(records: list[Record], now: datetime, zone: ZoneInfo):
    workspace = holding(records)
    before = everything(workspace)
    assert queue(workspace, now, zone) == queue(workspace, now, zone)
    assert everything(workspace) == before


@pytest.fixture
def workspace() -> Workspace:
    workspace = fresh()
    call, write = (
        Promise(contact=ZOE.id, what="Call", due_on=TODAY - DAY),
        Promise(contact=ADA.id, what="Write", due_on=TODAY),
    )
    for record in (ADA, ZOE, talk(ADA, ended=NOON - DAY / 2), call, write):
        workspace.save(record)
    return workspace


def found(workspace: Workspace, wanted: ActionFilter) -> list[str]:
    queue = actions.build_queue(workspace, NOON, BERLIN, rules.of(workspace))
    return [f"{one.kind} {one.person.name if one.person else ''}" for one in actions.matching(queue.actions, wanted)]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (ActionFilter(kind=Kind.PROMISE), ["promise Zoë Ng", "promise Ada Lovelace"]),
        (ActionFilter(lanes=(Lane.OVERDUE,)), ["promise Zoë Ng"]),
        (ActionFilter(person=ADA.id), ["promise Ada Lovelace", "thank_you Ada Lovelace"]),
        (ActionFilter(text="zoe"), ["promise Zoë Ng"]),
        (ActionFilter(text="zoe", person=ADA.id), []),
        (ActionFilter(kind=Kind.PROMISE, lanes=(Lane.TODAY,), person=ADA.id, text="write"), ["promise Ada Lovelace"]),
    ],
)
def test_everything_wanted_has_to_fit_and_the_order_stays(workspace: Workspace, wanted: ActionFilter, left: list[str]):
    assert sorted(found(workspace, wanted)) == sorted(left)
    whole = found(workspace, ActionFilter())
    assert [one for one in whole if one in left] == found(workspace, wanted)


@pytest.mark.parametrize("wanted", [ActionFilter(), ActionFilter(text="  "), ActionFilter(kind=Kind.PROMISE)])
def test_nothing_is_searched_where_no_words_are_looked_for(
    workspace: Workspace, wanted: ActionFilter, monkeypatch: pytest.MonkeyPatch
):
    def never(*_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr("netdash.text_search.plain", never)
    assert found(workspace, wanted)


def test_kinds_and_people_are_those_there_are(workspace: Workspace):
    queue = actions.build_queue(workspace, NOON, BERLIN, rules.of(workspace)).actions
    assert actions.kinds_in(queue) == (Kind.THANK_YOU, Kind.PROMISE, Kind.PITCH, Kind.QUESTIONS)
    assert [one.name for one in actions.people_in(queue)] == ["Ada Lovelace", "Zoë Ng"]


def test_a_listing_parts_the_queue_from_what_rests_and_knows_what_is_due(workspace: Workspace):
    rule = rules.of(workspace)
    (late, *_) = actions.build_queue(workspace, NOON, BERLIN, rule).actions
    actions.dismiss(workspace, late.key, "No")
    queue = actions.build_queue(workspace, NOON, BERLIN, rule)
    assert [one.action for one in queue.snoozed] == [late]
    assert late not in queue.actions
    actions.wake(workspace, late.key)
    assert {late, *queue.actions} == {*actions.build_queue(workspace, NOON, BERLIN, rule).actions}
    assert {one.lane for one in queue.due} == {Lane.TODAY}


def test_lanes_hold_every_action_in_order():
    records = [promise(due_on=TODAY + ahead * DAY, contact=ADA.id) for ahead in (9, 0, -3, 2)]
    todo = actions.build_queue(holding([ADA, *records]), NOON, BERLIN, rules.shipped()).actions
    lanes = actions.in_lanes(todo)
    assert list(lanes) == list(Lane)
    assert tuple(one for lane in lanes.values() for one in lane) == todo
    assert [len([one for one in lane if one.kind is Kind.PROMISE]) for lane in lanes.values()] == [1, 1, 1, 1]

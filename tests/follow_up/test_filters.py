"""Finding actions in a queue, and the listing that parts it from what rests."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane, Wanted
from netdash.records import Promise
from netdash.store import Workspace
from tests.records import DAY, NOON, TODAY, fresh, person, talk

BERLIN = ZoneInfo("Europe/Berlin")
ADA, ZOE = person("Ada Lovelace"), person("Zoë Ng")


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


def found(workspace: Workspace, wanted: Wanted) -> list[str]:
    listing = actions.listing(workspace, NOON, BERLIN, rules.of(workspace))
    return [f"{one.kind} {one.person.name if one.person else ''}" for one in actions.matching(listing.queue, wanted)]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Wanted(kind=Kind.PROMISE), ["promise Zoë Ng", "promise Ada Lovelace"]),
        (Wanted(lane=Lane.OVERDUE), ["promise Zoë Ng"]),
        (Wanted(person=ADA.id), ["promise Ada Lovelace", "thank_you Ada Lovelace"]),
        (Wanted(text="zoe"), ["promise Zoë Ng"]),
        (Wanted(text="zoe", person=ADA.id), []),
        (Wanted(kind=Kind.PROMISE, lane=Lane.TODAY, person=ADA.id, text="write"), ["promise Ada Lovelace"]),
    ],
)
def test_everything_wanted_has_to_fit_and_the_order_stays(workspace: Workspace, wanted: Wanted, left: list[str]):
    assert sorted(found(workspace, wanted)) == sorted(left)
    whole = found(workspace, Wanted())
    assert [one for one in whole if one in left] == found(workspace, wanted)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(text="  "), Wanted(kind=Kind.PROMISE)])
def test_nothing_is_searched_where_no_words_are_looked_for(
    workspace: Workspace, wanted: Wanted, monkeypatch: pytest.MonkeyPatch
):
    def never(*_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr("netdash.follow_up.actions.filters.mentions", never)
    assert found(workspace, wanted)


def test_kinds_and_people_are_those_there_are(workspace: Workspace):
    queue = actions.listing(workspace, NOON, BERLIN, rules.of(workspace)).queue
    assert actions.kinds_in(queue) == (Kind.THANK_YOU, Kind.PROMISE, Kind.PITCH, Kind.QUESTIONS)
    assert [one.name for one in actions.people_in(queue)] == ["Ada Lovelace", "Zoë Ng"]


def test_a_listing_parts_the_queue_from_what_rests_and_knows_what_is_due(workspace: Workspace):
    rule = rules.of(workspace)
    (late, *_) = actions.queue(workspace, NOON, BERLIN, rule)
    actions.dismiss(workspace, late.key, "No")
    listing = actions.listing(workspace, NOON, BERLIN, rule)
    assert [one.action for one in listing.resting] == [late]
    assert late not in listing.queue
    assert {one.key for one in listing.queue} | {late.key} == {
        one.key for one in actions.everything(workspace, NOON, BERLIN, rule)
    }
    assert {one.lane for one in listing.due} == {Lane.TODAY}

"""What was promised: in which order, how late, kept or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import trash
from netdash.deadlines import Deadline, Urgency
from netdash.errors import GoneError
from netdash.follow_up import promises
from netdash.moments import day_of
from netdash.records import Promise, new_id
from tests.factories import DAY, NOON, SECOND, TODAY, everything, fresh, kept, promise

URGENCIES = list(Urgency)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (-10, Deadline(Urgency.RED, "10 days late")),
        (-1, Deadline(Urgency.RED, "1 day late")),
        (0, Deadline(Urgency.AMBER, "due today")),
        (1, Deadline(Urgency.AMBER, "due tomorrow")),
        (2, Deadline(Urgency.GREEN, "due Wednesday")),
        (7, Deadline(Urgency.GREEN, "due Mon 11 May")),
        (400, Deadline(Urgency.GREEN, "due Tue 8 June 2027")),
    ],
)
def test_a_clock_counts_days(ahead, expected):
    assert promises.deadline_of(promise(due_on=TODAY + timedelta(days=ahead)), TODAY) == expected


@given(st.integers(-500, 500), st.integers(0, 500))
def test_passing_days_never_make_a_promise_less_urgent(due_in, days):
    one = promise(due_on=TODAY + timedelta(days=due_in))
    before, after = (promises.deadline_of(one, TODAY + timedelta(days=passed)).urgency for passed in (0, days))
    assert URGENCIES.index(before) <= URGENCIES.index(after)


def test_the_day_ends_at_the_members_midnight():
    due_today = promise(due_on=TODAY)
    evening = datetime.fromisoformat("2026-05-04T23:30+00:00")
    assert promises.deadline_of(due_today, day_of(evening, ZoneInfo("America/New_York"))).words == "due today"
    assert promises.deadline_of(due_today, day_of(evening, ZoneInfo("Europe/Berlin"))).words == "1 day late"


def test_open_promises_come_the_most_urgent_first_and_without_those_settled():
    late, soon, later = (promise(due_on=TODAY + timedelta(days=days)) for days in (-1, 0, 5))
    settled = [promise(settled_at=NOON, kept=kept) for kept in (True, False)]
    assert promises.open_promises([later, *settled, late, soon]) == (late, soon, later)


@pytest.mark.parametrize("was_kept", [True, False])
def test_settling_records_when_and_whether_it_was_kept(was_kept):
    workspace = fresh()
    one = kept(workspace, promise())
    promises.settle(workspace, one.id, NOON, kept=was_kept)
    settled = workspace.require(Promise, one.id)
    assert (settled.settled_at, settled.kept) == (NOON, was_kept)
    assert promises.open_promises(workspace.all(Promise)) == ()


@pytest.mark.parametrize("second", [True, False])
def test_settling_twice_changes_nothing(second):
    workspace = fresh()
    one = kept(workspace, promise())
    promises.settle(workspace, one.id, NOON, kept=True)
    before, version = everything(workspace), workspace.version(Promise)
    promises.settle(workspace, one.id, NOON + SECOND, kept=second)
    assert everything(workspace) == before
    assert workspace.version(Promise) == version


def test_a_reopened_promise_is_owed_again():
    workspace = fresh()
    one = kept(workspace, promise())
    promises.settle(workspace, one.id, NOON, kept=True)
    promises.reopen(workspace, one.id)
    [again] = promises.open_promises(workspace.all(Promise))
    assert (again.what, again.kept) == (one.what, False)


def test_a_deleted_promise_can_be_restored():
    workspace = fresh()
    one = kept(workspace, promise("Send the article"))
    before = everything(workspace)
    id = promises.delete_promise(workspace, one.id, NOON)
    assert workspace.all(Promise) == ()
    assert [item.label for item in trash.items(workspace, NOON, DAY)] == ["Send the article"]
    trash.restore(workspace, id)
    assert everything(workspace) == before


def test_a_promise_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: workspace.require(Promise, id),
        lambda: promises.settle(workspace, id, NOON, kept=True),
        lambda: promises.reopen(workspace, id),
        lambda: promises.delete_promise(workspace, id, NOON),
    ):
        with pytest.raises(GoneError, match="This promise is not here any more"):
            act()
    assert everything(workspace) == everything(fresh())

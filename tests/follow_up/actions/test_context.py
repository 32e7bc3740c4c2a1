"""What all actions are worked out from: who is there, the member's day, what fell through, what was dismissed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane
from netdash.follow_up.actions.outreach import MISSED_WORDS
from netdash.meetings import plans
from netdash.moments import when_words
from netdash.outreach import journey
from netdash.records import (
    AskedQuestion,
    Introduction,
    Meeting,
    Message,
    Outcome,
    Promise,
    Purpose,
    Record,
    Snooze,
    new_id,
)
from tests.factories import DAY, HOUR, NOON, TODAY, introduction, person, promise, talk
from tests.follow_up.actions.workspaces import ADA, BERLIN, MEI, TOM, found, holding, planned, replied, sent


def test_deleted_people_ask_for_nothing_and_break_nothing():
    gone = person("Gone", company="Northwind")
    made = (introduction(gone, ADA), introduction(MEI, gone), Introduction(by_contact=ADA.id, to_contact=ADA.id))
    held = talk(gone, ended=NOON - 200 * DAY)
    workspace = holding(held, planned(gone), planned(gone, ahead=-DAY), *made, promise(contact=gone.id), sent(gone, 20))
    about = [
        one for one in actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).actions if one.person is not None
    ]
    assert about == []


def test_what_refers_to_nothing_breaks_nothing():
    lost = talk(ADA, pitch=new_id(), asked=(AskedQuestion(question=new_id()),), questions=(new_id(),), state="planned")
    workspace = holding(
        lost, sent(meeting=new_id()), Introduction(by_contact=ADA.id, to_contact=MEI.id, meeting=new_id())
    )
    assert {one.kind for one in actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).actions} >= {
        Kind.RECORD,
        Kind.MEET,
    }


def test_a_sample_persons_name_is_marked_as_on_every_page():
    sample = person("Jo", sample=True)
    assert found(holding(sample, talk(sample)), Kind.THANK_YOU)[0].what == "Thank Jo (sample)"


def test_the_last_contact_is_said_as_the_journey_dates_it():
    kept = promise(contact=ADA.id, settled_at=NOON - 2 * DAY, kept=True)
    lasts: list[tuple[Record, str, int]] = [
        (talk(ADA, starts_at=NOON - 9 * DAY, ended=NOON - 9 * DAY + HOUR), "you talked", 9),
        (sent(ago=7), "you wrote", 7),
        (replied(ago=5), "they replied", 5),
        (sent(ago=6, outcome=Outcome.DECLINED, outcome_at=NOON - 4 * DAY), "they declined", 4),
        (kept, "you kept a promise", 2),
    ]
    workspace = holding(promise(contact=ADA.id))
    for record, words, ago in lasts:
        workspace.put(record)
        who = found(workspace, Kind.PROMISE)[0].who
        assert words in who, who
        held, written, kept_promises = workspace.all(Meeting), workspace.all(Message), workspace.all(Promise)
        (place,) = journey.places([ADA], held, written, NOON, BERLIN, rules.shipped().no_reply, kept_promises)
        assert place.at == NOON - ago * DAY
        assert when_words(place.at, NOON, BERLIN) in who


def test_the_day_is_the_members():
    workspace = holding(promise(due_on=TODAY, contact=ADA.id))
    evening = NOON + 10 * HOUR + HOUR / 2
    assert found(workspace, Kind.PROMISE, evening, BERLIN)[0].lane is Lane.OVERDUE
    assert found(workspace, Kind.PROMISE, evening, ZoneInfo("America/New_York"))[0].lane is Lane.TODAY


@pytest.mark.parametrize("state", ["cancelled", "no_show"])
def test_a_new_time_is_arranged_also_with_whom_no_message_was_logged_or_who_had_answered(state: str):
    missed = talk(ADA, ended=NOON - DAY, state=state, updated_at=NOON - DAY)
    asked = f"Arrange a new time with Ada Lovelace: your conversation {MISSED_WORDS[missed.state]}"
    rested = [sent(ago=30), sent(ago=20, purpose=Purpose.NUDGE), sent(ago=10, purpose=Purpose.NUDGE)]
    for before in ([], [replied(ago=5)], rested, [talk(ADA, ended=NOON - 200 * DAY)], [introduction(TOM, ADA)]):
        workspace = holding(*before)
        workspace.put(missed)
        every = actions.build_queue(workspace, NOON, BERLIN, rules.of(workspace)).actions
        todo = [one for one in every if one.person and one.kind is not Kind.THANK_YOU]
        assert [one.what for one in todo if one.person == (ADA.id, "Ada Lovelace")] == [asked], before
    settled = (sent(purpose=Purpose.RESCHEDULE), planned(ADA), talk(ADA, ended=NOON), sent(ago=5, outcome_at=NOON))
    for since in settled:
        since = since.replace(outcome=Outcome.DECLINED) if isinstance(since, Message) and since.outcome_at else since
        workspace = holding(since)
        workspace.put(missed)
        assert not [one for one in found(workspace, Kind.NUDGE) if "Arrange" in one.what], since


def test_what_was_dismissed_of_one_time_is_asked_for_the_next_and_an_old_dismissal_keeps_its_time():
    workspace = holding(meeting := planned(ADA, ahead=-HOUR))
    old = actions.dismiss(workspace, f"record:{meeting.id}", "by an older netdash")
    stored = workspace.get(Snooze, old)
    assert stored is not None
    workspace.put(stored.replace(updated_at=NOON))
    assert found(workspace, Kind.RECORD) == []
    [snoozed] = actions.build_queue(workspace, NOON, BERLIN, rules.of(workspace)).snoozed
    actions.wake(workspace, snoozed.snooze.action)
    for turn in (0, 2):
        at = NOON + turn * DAY
        actions.dismiss(workspace, found(workspace, Kind.RECORD, at)[0].key, "not needed")
        assert found(workspace, Kind.RECORD, at + 9 * DAY) == []
        workspace.put(workspace.get(Snooze, old) or Snooze(id=old, action=f"record:{meeting.id}", updated_at=at))
        plans.move(workspace, meeting.id, NOON + (turn + 1) * DAY, 20, at)
    assert len(found(workspace, Kind.RECORD, NOON + 4 * DAY)) == 1


def test_a_new_time_is_asked_for_from_when_it_fell_through_and_not_for_ever():
    workspace = holding(meeting := planned(ADA, ahead=3 * DAY))
    plans.cancel(workspace, meeting.id)
    cancelled = workspace.require(Meeting, meeting.id)
    assert cancelled.fell_through_at == cancelled.updated_at
    workspace.put(cancelled.replace(fell_through_at=NOON - DAY, updated_at=NOON + DAY, notes="A typo mended since"))
    assert len(found(workspace, Kind.NUDGE, NOON + 20 * DAY)) == 1
    assert found(workspace, Kind.NUDGE, NOON + 40 * DAY) == []
    workspace.put(sent(purpose=Purpose.RESCHEDULE))
    [one] = found(workspace, Kind.NUDGE, NOON + DAY)
    assert one.what == "Nudge Ada Lovelace if there is no reply"
    old = holding(talk(ADA, ended=NOON - 400 * DAY, state="cancelled"))
    assert found(old, Kind.NUDGE) == []


def test_who_was_met_comes_back_to_staying_in_touch_once_a_past_plan_or_a_new_time_is_dismissed():
    past = planned(ADA, ahead=-HOUR)
    for missed in (past, past.replace(state="cancelled")):
        workspace = holding(talk(ADA, ended=NOON - 100 * DAY))
        workspace.put(missed)
        assert found(workspace, Kind.STAY_IN_TOUCH) == []
        [one] = [*found(workspace, Kind.RECORD), *found(workspace, Kind.NUDGE)]
        actions.dismiss(workspace, one.key, "no")
        assert len(found(workspace, Kind.STAY_IN_TOUCH)) == 1, missed.state

"""Replies to answer, nudges, new times to arrange, and someone else to try."""

from __future__ import annotations

from datetime import date

import pytest

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane
from netdash.follow_up.actions.context import QueueContext
from netdash.follow_up.actions.outreach import _sole_waiting
from netdash.meetings import plans, results
from netdash.outreach import journey
from netdash.records import Meeting, Message, Outcome, Purpose, Record
from tests.factories import DAY, HOUR, NOON, introduction, person, talk
from tests.follow_up.actions.workspaces import ADA, BERLIN, MEI, TOM, found, holding, night_of, planned, replied, sent


def test_who_does_not_answer_is_nudged_after_seven_business_days():
    workspace = holding(first := sent(ago=0))
    [one] = found(workspace, Kind.NUDGE)
    assert (one.due, one.lane) == (night_of(date(2026, 5, 13)), Lane.LATER)
    assert one.what == "Nudge Ada Lovelace if there is no reply"
    assert one.where.parameters == {"contact": ADA.id, "purpose": "nudge", "message": first.id}
    [then] = found(workspace, Kind.NUDGE, NOON + 9 * DAY)
    assert (then.what, then.lane) == ("Nudge Ada Lovelace, who has not replied", Lane.TODAY)
    assert found(workspace, Kind.NUDGE, NOON + 10 * DAY)[0].lane is Lane.OVERDUE


def test_after_the_last_nudge_somebody_rests_until_somebody_acts():
    """Waiting gives a second nudge and no third; a new first message, or an introduction, begins anew."""
    first, second = sent(ago=60), sent(ago=40, purpose=Purpose.NUDGE)
    [again] = found(holding(first, second), Kind.NUDGE)
    assert again.key == f"nudge:{second.id}"
    last = sent(ago=20, purpose=Purpose.NUDGE)
    dormant = holding(talk(ADA, ended=NOON - 300 * DAY), first, second, last)
    kinds = (Kind.NUDGE, Kind.SOMEONE_ELSE, Kind.STAY_IN_TOUCH, Kind.ANSWER, Kind.MEET)
    assert [one for kind in kinds for one in found(dormant, kind)] == []
    assert len(found(holding(first, second, last, sent(ago=1)), Kind.NUDGE)) == 1
    made = introduction(TOM, ADA).replace(created_at=NOON - DAY)
    assert len(found(holding(first, second, last, made), Kind.MEET)) == 1


def test_the_cap_is_the_rules():
    workspace = holding(sent(ago=60), sent(ago=40, purpose=Purpose.NUDGE))
    rules.change(workspace, {"no_reply.most_nudges": 1})
    assert found(workspace, Kind.NUDGE) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_ends_the_waiting_also_when_an_earlier_message_has_it(outcome: Outcome):
    first = sent(ago=20, outcome=outcome, outcome_at=NOON - DAY)
    workspace = holding(first, sent(ago=10, purpose=Purpose.NUDGE))
    assert found(workspace, Kind.NUDGE) == found(workspace, Kind.SOMEONE_ELSE) == []


@pytest.mark.parametrize("state", ["planned", "held"])
def test_a_conversation_ends_the_waiting_and_a_cancelled_one_does_not(state: str):
    met = talk(ADA, ended=NOON - DAY)
    assert found(holding(sent(ago=20), met.replace(state=state)), Kind.NUDGE) == []
    assert len(found(holding(sent(ago=20), met.replace(state="cancelled")), Kind.NUDGE)) == 1


@pytest.mark.parametrize("purpose", [Purpose.THANK_YOU, Purpose.CLOSING_THE_LOOP, Purpose.CONFIRMATION, Purpose.BLURB])
def test_what_expects_no_answer_is_not_nudged(purpose: Purpose):
    assert found(holding(sent(ago=20, purpose=purpose)), Kind.NUDGE) == []


def test_a_draft_waits_for_nothing():
    assert found(holding(sent(sent_at=None)), Kind.NUDGE) == []


def test_meanwhile_someone_else_at_the_company_is_tried():
    workspace = holding(first := sent(ago=0))
    assert found(workspace, Kind.SOMEONE_ELSE, NOON + 2 * DAY) == []
    [one] = found(workspace, Kind.SOMEONE_ELSE, NOON + 3 * DAY)
    assert one.what == "Try someone else at Northwind, such as Tom Baker: Ada Lovelace has not replied"
    assert (one.due, one.lane) == (night_of(date(2026, 5, 13)), Lane.THIS_WEEK)
    assert one.where == ("outreach", (("contact", TOM.id), ("purpose", "first_message")))
    assert one.key == f"someone_else:{first.id}"
    assert found(holding(first, sent(TOM, ago=-1)), Kind.SOMEONE_ELSE, NOON + 3 * DAY) == []
    assert found(holding(first, planned(TOM)), Kind.SOMEONE_ELSE, NOON + 3 * DAY) == []


def test_nobody_else_is_tried_where_the_company_is_not_known():
    assert found(holding(sent(MEI, ago=20)), Kind.SOMEONE_ELSE) == []


def test_a_reply_is_answered_within_a_business_day():
    workspace = holding(reply := replied(ago=0))
    [one] = found(workspace, Kind.ANSWER)
    assert one.what == "Answer Ada Lovelace"
    assert (one.due, one.lane) == (night_of(date(2026, 5, 5)), Lane.TODAY)
    assert one.where.parameters == {"contact": ADA.id, "purpose": "reply", "message": reply.id}


@pytest.mark.parametrize(
    "answer",
    [
        sent(ago=1, purpose=Purpose.REPLY),
        sent(ago=1, purpose=Purpose.CONFIRMATION),
        planned(ADA),
        talk(ADA, ended=NOON - DAY),
        replied(ago=1.5).replace(outcome=Outcome.DECLINED),
    ],
    ids=["a reply", "another message", "a plan", "a conversation", "a later no"],
)
def test_a_reply_is_answered_by_a_message_or_a_conversation(answer: Record):
    reply = replied(ago=2)
    assert len(found(holding(reply), Kind.ANSWER)) == 1
    assert found(holding(reply, answer), Kind.ANSWER) == []


def test_an_answer_to_somebody_not_met_yet_waits_for_theirs_and_to_somebody_met_it_does_not():
    reply, answer = replied(ago=20), sent(ago=19, purpose=Purpose.REPLY)
    assert len(found(holding(reply, answer), Kind.NUDGE)) == 1
    assert found(holding(reply, answer, talk(ADA, ended=NOON - 30 * DAY)), Kind.NUDGE) == []
    assert found(holding(reply.replace(outcome=Outcome.DECLINED), answer), Kind.NUDGE) == []


def test_no_reply_noted_on_an_older_message_does_not_hide_that_an_answer_is_owed():
    old = sent(ago=20, outcome=Outcome.NO_REPLY, outcome_at=NOON)
    workspace = holding(old, sent(ago=10, outcome=Outcome.REPLIED, outcome_at=NOON - DAY))
    assert [one.what for one in found(workspace, Kind.ANSWER)] == ["Answer Ada Lovelace"]
    [place] = journey.places([ADA], [], workspace.all(Message), NOON, BERLIN, rules.shipped().no_reply, ())
    assert place.stage is journey.JourneyStage.REPLIED


def test_a_new_round_after_the_last_nudge_is_waited_for_on_the_board_as_in_the_queue():
    nudges = [sent(ago=ago, purpose=Purpose.NUDGE) for ago in (75, 60)]
    workspace = holding(sent(ago=90), *nudges, sent(ago=15))
    assert len(found(workspace, Kind.NUDGE)) == 1
    [place] = journey.places([ADA], [], workspace.all(Message), NOON, BERLIN, rules.shipped().no_reply, ())
    assert (place.stage, place.at) == (journey.JourneyStage.MESSAGED, NOON - 15 * DAY)


def test_a_colleague_who_went_quiet_long_ago_does_not_keep_from_trying_someone_else():
    carol = person("Carol", company="Northwind")
    quiet = [sent(TOM, 700), *(sent(TOM, ago, Purpose.NUDGE) for ago in (680, 660))]
    [one] = found(holding(carol, *quiet, sent(ADA, ago=7)), Kind.SOMEONE_ELSE)
    assert one.what == "Try someone else at Northwind, such as Carol: Ada Lovelace has not replied"


def test_who_wants_no_nudges_is_still_told_to_try_someone_else():
    workspace = holding(sent(ADA, ago=7))
    rules.change(workspace, {"no_reply.most_nudges": 0})
    assert len(found(workspace, Kind.SOMEONE_ELSE)) == 1
    assert found(workspace, Kind.NUDGE) == []


@pytest.mark.parametrize("company", ["", "Big"])
def test_a_thousand_who_wait_are_looked_through_once(company: str):
    """Nobody looks through all colleagues of each: the work grows with the contacts, not with their square."""
    crowd = [person(f"P{number}", company=company) for number in range(1000)]
    context = QueueContext(holding(*crowd, *(sent(one, 5) for one in crowd)), NOON, BERLIN, rules.shipped())
    assert list(_sole_waiting(context)) == []


@pytest.mark.parametrize(("state", "said"), [("cancelled", "was cancelled"), ("no_show", "did not take place")])
def test_after_a_conversation_that_fell_through_a_new_time_is_arranged(state: str, said: str):
    missed = talk(ADA, ended=NOON - DAY, state=state)
    workspace = holding(sent(ago=20), missed.replace(updated_at=NOON))
    workspace.put(missed.replace(updated_at=NOON - HOUR))
    [one] = found(workspace, Kind.NUDGE)
    assert one.what == f"Arrange a new time with Ada Lovelace: your conversation {said}"
    assert (one.due, one.lane) == (night_of(date(2026, 5, 12)), Lane.LATER)
    assert one.where.parameters == {"contact": ADA.id, "purpose": "reschedule", "meeting": missed.id}
    assert found(workspace, Kind.SOMEONE_ELSE) == []
    [other] = found(workspace, Kind.SOMEONE_ELSE, NOON + 4 * DAY)
    assert f"your conversation with Ada Lovelace {said}" in other.what


def test_a_dismissed_new_time_is_arranged_again_after_the_next_one_fell_through():
    workspace = holding(sent(ago=20), meeting := planned(ADA))
    for turn in range(3):
        plans.cancel(workspace, meeting.id)
        workspace.put(workspace.require(Meeting, meeting.id).replace(updated_at=NOON, fell_through_at=NOON))
        for kind in (Kind.NUDGE, Kind.SOMEONE_ELSE):
            [one] = found(workspace, kind, NOON + 9 * DAY)
            actions.dismiss(workspace, one.key, "later")
        plans.move(workspace, meeting.id, NOON + (10 + turn) * DAY, 20, NOON)


def test_what_falls_through_again_at_the_same_hour_is_asked_for_again():
    workspace = holding(meeting := planned(ADA))
    for turn in range(2):
        plans.cancel(workspace, meeting.id)
        again = workspace.require(Meeting, meeting.id).replace(fell_through_at=NOON + turn * HOUR)
        workspace.put(again)
        [one] = found(workspace, Kind.NUDGE, NOON + 9 * DAY)
        actions.dismiss(workspace, one.key, "they said never")
        assert found(workspace, Kind.NUDGE, NOON + 9 * DAY) == []
        results.reopen(workspace, meeting.id)
        assert workspace.require(Meeting, meeting.id).fell_through_at is None

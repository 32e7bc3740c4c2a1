"""Each kind of action: what calls for it, when it is due, where it leads, and what settles it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netdash import rules, trash
from netdash.follow_up import actions
from netdash.follow_up.actions import Action, Kind, Lane
from netdash.follow_up.actions.context import QueueContext
from netdash.follow_up.actions.outreach import MISSED_WORDS, _sole_waiting
from netdash.meetings import meetings, plans, results
from netdash.outreach import journey, messages
from netdash.people import contacts
from netdash.records import (
    AskedQuestion,
    Cadence,
    Contact,
    Introduction,
    Meeting,
    Message,
    Outcome,
    Pitch,
    Promise,
    Purpose,
    QuestionSet,
    Record,
    Research,
    Resume,
    Revision,
    Snooze,
    Stakeholder,
    TagCadence,
    Target,
    new_id,
)
from netdash.store import Workspace
from tests.records import DAY, HOUR, NOON, SECOND, TODAY, fresh, introduction, person, promise, talk, thanks

BERLIN = ZoneInfo("Europe/Berlin")
NINE = tuple(f"{number:032x}" for number in range(1, 10))
ADA = person("Ada Lovelace", company="Northwind")
TOM = person("Tom Baker", company="northwind")
MEI = person("Mei Chow")


def holding(*records: Record, created_at: datetime = NOON - 400 * DAY) -> Workspace:
    """Keep these records, and the three people, in a workspace."""
    workspace = fresh()
    for record in (ADA, TOM, MEI, *records):
        workspace.put(record.replace(created_at=record.created_at or created_at, updated_at=created_at))
    return workspace


def found(workspace: Workspace, kind: Kind, now: datetime = NOON, zone: ZoneInfo = BERLIN) -> list[Action]:
    return [one for one in actions.build_queue(workspace, now, zone, rules.of(workspace)).actions if one.kind is kind]


def night_of(day: date) -> datetime:
    """The last moment of a day in Berlin, in summer."""
    return datetime(day.year, day.month, day.day, 22, tzinfo=UTC) - timedelta(microseconds=1)


def sent(to: Contact = ADA, ago: float = 0, purpose: Purpose = Purpose.FIRST_MESSAGE, **fields: Any) -> Message:
    return Message.model_validate({"contact": to.id, "purpose": purpose, "sent_at": NOON - ago * DAY, **fields})


def replied(to: Contact = ADA, ago: float = 0, **fields: Any) -> Message:
    return sent(to, ago + 1, outcome=Outcome.REPLIED, outcome_at=NOON - ago * DAY, **fields)


def planned(*people: Contact, ahead: timedelta = DAY, **fields: Any) -> Meeting:
    return talk(*people, ended=NOON + ahead + HOUR / 2, state="planned", **fields)


# After a conversation


def test_a_thank_you_is_for_today_and_late_after_a_day():
    workspace = holding(met := talk(ADA, TOM, ended=NOON - HOUR))
    one, other = found(workspace, Kind.THANK_YOU)
    assert {one.what, other.what} == {"Write the thank-you to Ada Lovelace", "Write the thank-you to Tom Baker"}
    assert one.due == met.ends_at + 24 * HOUR
    assert one.lane is Lane.TODAY
    assert one.person is not None
    assert (one.where.page, one.where.parameters) == (
        "follow_up_tracker",
        {"meeting": met.id, "contact": one.person.id},
    )
    assert "24 hours" in one.rule.words
    assert "Flatiron" in one.rule.source
    assert found(workspace, Kind.THANK_YOU, met.ends_at + 24 * HOUR)[0].lane is Lane.TODAY
    assert found(workspace, Kind.THANK_YOU, met.ends_at + 24 * HOUR + SECOND)[0].lane is Lane.OVERDUE


def test_a_thank_you_that_was_sent_is_not_asked_for():
    met = talk(ADA, TOM)
    assert [one.person for one in found(holding(met, thanks(met, ADA)), Kind.THANK_YOU)] == [(TOM.id, "Tom Baker")]


def test_a_changed_rule_moves_the_due_moment():
    workspace = holding(met := talk(ADA))
    rules.change(workspace, "thank_you.late_after_hours", 48)
    assert found(workspace, Kind.THANK_YOU)[0].due == met.ends_at + 48 * HOUR


@pytest.mark.parametrize(
    ("ahead", "lane"),
    [(-1, Lane.OVERDUE), (0, Lane.TODAY), (1, Lane.THIS_WEEK), (6, Lane.THIS_WEEK), (7, Lane.LATER)],
)
def test_a_promise_is_due_at_the_end_of_its_day(ahead: int, lane: Lane):
    workspace = holding(promise("Send the article", TODAY + ahead * DAY, contact=ADA.id))
    [one] = found(workspace, Kind.PROMISE)
    assert one.what == "Keep your promise to Ada Lovelace: Send the article"
    assert (one.due, one.lane) == (night_of(TODAY + ahead * DAY), lane)


def test_a_settled_promise_and_one_at_the_end_of_the_calendar_are_no_trouble():
    assert found(holding(promise(contact=ADA.id, settled_at=NOON)), Kind.PROMISE) == []
    for day in (date.min, date.max):
        assert len(found(holding(promise(due_on=day, contact=ADA.id)), Kind.PROMISE)) == 1


def test_a_planned_conversation_asks_how_it_went_once_its_time_has_passed():
    workspace = holding(met := planned(ADA, MEI, ahead=HOUR))
    assert found(workspace, Kind.RECORD, met.ends_at - SECOND) == []
    [one] = found(workspace, Kind.RECORD, met.ends_at)
    assert one.what == "Record how your conversation with Ada Lovelace and Mei Chow went"
    assert (one.due, one.lane, one.where) == (night_of(TODAY), Lane.TODAY, ("meeting_log", (("meeting", met.id),)))
    assert found(workspace, Kind.RECORD, NOON + DAY)[0].lane is Lane.OVERDUE


# Before a conversation


@pytest.mark.parametrize("kind", [Kind.CONFIRM, Kind.PREPARE])
def test_a_meeting_is_confirmed_and_prepared_the_day_before_and_until_it_starts(kind: Kind):
    workspace = holding(meeting := planned(ADA, ahead=DAY))
    assert found(workspace, kind, NOON - DAY) == []
    [before] = found(workspace, kind, NOON)
    assert (before.due, before.lane) == (night_of(TODAY), Lane.TODAY)
    assert "tomorrow at 14:00" in before.what
    [on_the_day] = found(workspace, kind, meeting.starts_at - SECOND)
    assert (on_the_day.due, on_the_day.lane, on_the_day.key) == (meeting.starts_at, Lane.TODAY, before.key)
    assert found(workspace, kind, meeting.starts_at) == []


def test_a_meeting_that_is_confirmed_is_not_asked_about():
    meeting = planned(ADA)
    assert len(found(holding(meeting, sent(purpose=Purpose.CONFIRMATION)), Kind.CONFIRM)) == 1
    assert found(holding(meeting.replace(confirmed_at=NOON)), Kind.CONFIRM) == []


def confirmation(meeting: Meeting, to: Contact) -> Message:
    return Message(contact=to.id, purpose=Purpose.CONFIRMATION, meeting=meeting.id, body="See you")


def test_a_confirmation_that_was_sent_confirms_until_the_meeting_is_moved():
    workspace = holding(meeting := planned(ADA))
    id = messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    assert found(workspace, Kind.CONFIRM) == []
    assert workspace.require(Message, id).sent_at == workspace.require(Meeting, meeting.id).confirmed_at == NOON
    messages.unsend(workspace, id)
    assert len(found(workspace, Kind.CONFIRM)) == 1
    messages.mark_sent(workspace, workspace.require(Message, id), NOON, NOON)
    plans.move(workspace, meeting.id, NOON + 10 * DAY, 20, NOON)
    assert len(found(workspace, Kind.CONFIRM, NOON + 9 * DAY)) == 1


def test_a_confirmation_to_one_of_two_leaves_the_other_to_write_to():
    workspace = holding(meeting := planned(ADA, MEI))
    messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    [one] = found(workspace, Kind.CONFIRM)
    assert one.where.parameters["contact"] == MEI.id
    messages.mark_sent(workspace, confirmation(meeting, MEI), NOON, NOON)
    assert found(workspace, Kind.CONFIRM) == []


def test_a_confirmation_counts_for_the_time_that_it_told_and_for_whom_it_told():
    workspace = holding(meeting := planned(ADA, MEI))
    for who in (ADA, MEI):
        messages.mark_sent(workspace, confirmation(meeting, who), NOON, NOON)
    draft = messages.save_draft(workspace, confirmation(meeting, ADA))
    plans.move(workspace, meeting.id, NOON + 10 * DAY, 20, NOON)
    messages.mark_sent(workspace, confirmation(meeting, MEI), NOON, NOON)
    assert workspace.require(Meeting, meeting.id).confirmed_at is None, "the other one knows the old time only"
    [one] = found(workspace, Kind.CONFIRM, NOON + 9 * DAY)
    assert one.where.parameters["contact"] == ADA.id
    messages.mark_sent(workspace, workspace.require(Message, draft), NOON, NOON)
    assert workspace.require(Meeting, meeting.id).confirmed_at is None, "a draft of before the move tells the old time"
    twice = [messages.mark_sent(workspace, confirmation(meeting, ADA), NOON + SECOND, NOON + SECOND) for _ in "ab"]
    assert found(workspace, Kind.CONFIRM, NOON + 9 * DAY) == []
    messages.unsend(workspace, twice[0])
    assert found(workspace, Kind.CONFIRM, NOON + 9 * DAY) == [], "the other one to the same person still counts"
    messages.unsend(workspace, twice[1])
    assert len(found(workspace, Kind.CONFIRM, NOON + 9 * DAY)) == 1


def test_a_draft_written_for_one_time_tells_that_one_however_its_words_are_touched_up():
    workspace = holding(meeting := planned(ADA))
    draft = workspace.require(Message, messages.save_draft(workspace, confirmation(meeting, ADA)))
    plans.move(workspace, meeting.id, NOON + 10 * DAY, 20, NOON)
    touched_up = Message(**draft.model_dump(exclude={"body", "tells_start"}), body="See you.")
    messages.mark_sent(workspace, touched_up, NOON, NOON)
    assert workspace.require(Meeting, meeting.id).confirmed_at is None
    messages.unsend(workspace, draft.id)
    filled_anew = workspace.require(Message, draft.id).replace(body="See you then", tells_start=NOON + 10 * DAY)
    messages.mark_sent(workspace, filled_anew, NOON, NOON)
    assert workspace.require(Meeting, meeting.id).confirmed_at == NOON


@pytest.mark.parametrize("how", ["by word", "by message"])
def test_a_plan_is_confirmed_once_who_was_still_to_be_told_has_left_it(how: str):
    workspace = holding(meeting := planned(ADA))
    if how == "by word":
        plans.confirm(workspace, meeting.id, NOON)
    for people in ((ADA, MEI), (ADA,), (MEI,)):
        stored = workspace.require(Meeting, meeting.id)
        plans.replan(workspace, stored.replace(contacts=[one.id for one in people]), NOON)
        if how == "by message" and MEI in people and ADA in people:
            messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
        assert (found(workspace, Kind.CONFIRM) == []) == (people == (ADA,)), people


def test_a_time_that_everybody_was_told_is_confirmed_again_where_the_plan_comes_back_to_it():
    workspace = holding(meeting := planned(ADA))
    messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    for start in (NOON + 5 * DAY, meeting.starts_at):
        plans.move(workspace, meeting.id, start, 30, NOON)
        assert (workspace.require(Meeting, meeting.id).confirmed_at is not None) == (start == meeting.starts_at)
    assert found(workspace, Kind.CONFIRM) == []


def test_who_was_deleted_need_not_be_told():
    workspace = holding(meeting := planned(ADA, MEI))
    messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    assert [one.where.parameters["contact"] for one in found(workspace, Kind.CONFIRM)] == [MEI.id]
    gone = contacts.delete_contact(workspace, MEI.id, NOON)
    assert found(workspace, Kind.CONFIRM) == []
    trash.restore(workspace, gone)
    assert [one.where.parameters["contact"] for one in found(workspace, Kind.CONFIRM)] == [MEI.id]
    plans.unconfirm(workspace, meeting.id)
    messages.mark_sent(workspace, confirmation(meeting, MEI), NOON, NOON)
    plans.unconfirm(workspace, meeting.id)
    assert len(found(workspace, Kind.CONFIRM)) == 1, "taken back by hand, it is asked for again"


@pytest.mark.parametrize("change", [plans.replan, meetings.edit_meeting])
@pytest.mark.parametrize("how", ["by word", "by message", "by an older netdash"])
def test_who_joins_a_confirmed_plan_is_the_only_one_still_to_be_told(change: Any, how: str):
    workspace = holding(meeting := planned(ADA))
    if how == "by message":
        messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    elif how == "by word":
        plans.confirm(workspace, meeting.id, NOON)
    else:
        workspace.put(workspace.require(Meeting, meeting.id).replace(confirmed_at=NOON))
    change(workspace, workspace.require(Meeting, meeting.id).replace(contacts=[ADA.id, MEI.id]), NOON)
    [one] = found(workspace, Kind.CONFIRM)
    assert one.where.parameters["contact"] == MEI.id
    messages.mark_sent(workspace, confirmation(meeting, MEI), NOON, NOON)
    assert found(workspace, Kind.CONFIRM) == []
    later = workspace.require(Meeting, meeting.id)
    change(workspace, later.replace(starts_at=later.starts_at + HOUR, ends_at=later.ends_at + HOUR), NOON)
    assert workspace.require(Meeting, meeting.id).confirmed_at is None


def test_a_confirmation_for_what_was_cancelled_or_deleted_is_still_recorded_as_sent():
    cancelled = planned(ADA).replace(state="cancelled")
    workspace = holding(cancelled)
    for about in (cancelled, planned(ADA)):
        id = messages.mark_sent(workspace, confirmation(about, ADA), NOON, NOON)
        assert workspace.require(Message, id).sent_at == NOON
        messages.unsend(workspace, id)
    assert workspace.require(Meeting, cancelled.id).confirmed_at is None


def test_a_confirmation_that_was_taken_back_while_its_plan_was_in_the_trash_counts_no_more_when_it_comes_back():
    workspace = holding(meeting := planned(ADA))
    message = messages.mark_sent(workspace, confirmation(meeting, ADA), NOON, NOON)
    gone = meetings.delete_meeting(workspace, meeting.id, "Ada", NOON)
    messages.unsend(workspace, message)
    trash.restore(workspace, gone)
    assert workspace.require(Meeting, meeting.id).confirmed_at is None
    assert len(found(workspace, Kind.CONFIRM)) == 1


@pytest.mark.parametrize("kind", [Kind.CONFIRM, Kind.PREPARE])
def test_what_was_dismissed_for_one_time_is_asked_for_the_next(kind: Kind):
    workspace = holding(meeting := planned(ADA))
    actions.dismiss(workspace, found(workspace, kind)[0].key, "by phone")
    assert found(workspace, kind) == []
    plans.move(workspace, meeting.id, NOON + 15 * DAY, 20, NOON)
    assert len(found(workspace, kind, NOON + 14 * DAY)) == 1


def test_a_meeting_whose_checklist_is_done_is_prepared(bank: tuple[str, ...]):
    done = planned(
        ADA,
        research=Research(company="Ships", person="Writes"),
        pitch=new_id(),
        resume=Resume.SENT,
        questions=bank[:6],
        ready=("research_job", "practised"),
    )
    assert found(holding(done), Kind.PREPARE) == []
    assert len(found(holding(done.replace(ready=("practised",))), Kind.PREPARE)) == 1


def test_a_planned_meeting_asks_for_five_to_seven_questions(bank: tuple[str, ...]):
    meeting = planned(ADA, ahead=10 * DAY)
    [one] = found(holding(meeting), Kind.MEETING_QUESTIONS)
    assert one.what == "Choose 5 to 7 questions for Ada Lovelace"
    assert (one.due, one.where.page, one.lane) == (meeting.starts_at, "plan", Lane.LATER)
    assert found(holding(meeting.replace(questions=bank[:5])), Kind.MEETING_QUESTIONS) == []
    assert len(found(holding(meeting.replace(questions=bank)), Kind.MEETING_QUESTIONS)) == 1
    assert found(holding(meeting), Kind.MEETING_QUESTIONS, meeting.starts_at) == []


@pytest.fixture
def bank() -> tuple[str, ...]:
    from netdash.questions import questions

    ids = [one.id for one in questions.shipped() if not questions.is_closing(one.id)]
    return (questions.closing_id(), *ids)


# Outreach


def test_who_does_not_answer_is_nudged_after_seven_business_days():
    workspace = holding(first := sent(ago=0))
    [one] = found(workspace, Kind.NUDGE)
    assert (one.due, one.lane) == (night_of(date(2026, 5, 13)), Lane.LATER)
    assert one.what == "Nudge Ada Lovelace if no answer comes"
    assert one.where.parameters == {"contact": ADA.id, "purpose": "nudge", "message": first.id}
    [then] = found(workspace, Kind.NUDGE, NOON + 9 * DAY)
    assert (then.what, then.lane) == ("Nudge Ada Lovelace, who has not answered", Lane.TODAY)
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
    rules.change(workspace, "no_reply.most_nudges", 1)
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
    assert one.what == "Try someone else at Northwind, such as Tom Baker: Ada Lovelace has not answered"
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
    assert one.what == "Answer Ada Lovelace, who wrote back"
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


# Introductions


def test_an_introduced_person_is_written_to_within_a_week():
    made_in = talk(ADA, ended=NOON - 3 * DAY)
    workspace = holding(made_in, made := introduction(ADA, MEI, made_in))
    [one] = found(workspace, Kind.MEET)
    assert one.what == "Write to Mei Chow, whom Ada Lovelace introduced you to"
    assert (one.due, one.lane) == (night_of(date(2026, 5, 8)), Lane.THIS_WEEK)
    assert one.where.parameters == {"contact": MEI.id, "purpose": "first_message", "introduction": made.id}
    for settled in (sent(MEI, ago=1), planned(MEI), talk(MEI)):
        assert found(holding(made_in, made, settled), Kind.MEET) == []


def test_two_who_introduce_the_same_person_ask_once():
    assert len(found(holding(introduction(ADA, MEI), introduction(TOM, MEI)), Kind.MEET)) == 1


def test_the_introducer_hears_how_it_went_within_three_days():
    made = introduction(ADA, MEI, talk(ADA))
    came = talk(MEI, ended=NOON - DAY)
    workspace = holding(made.replace(meeting=None), came)
    [one] = found(workspace, Kind.CLOSE_THE_LOOP)
    assert one.what == "Tell Ada Lovelace how it went with Mei Chow"
    assert one.due == night_of(date(2026, 5, 6))
    assert one.where.parameters == {
        "contact": ADA.id,
        "purpose": "closing_the_loop",
        "meeting": came.id,
        "introduction": made.id,
    }


def test_the_loop_is_closed_by_a_message_a_later_conversation_or_by_having_been_there():
    made, came = introduction(ADA, MEI), talk(MEI, ended=NOON - 2 * DAY)
    told = sent(ago=1, purpose=Purpose.CLOSING_THE_LOOP)
    assert len(found(holding(made, came, told.replace(sent_at=NOON - 3 * DAY)), Kind.CLOSE_THE_LOOP)) == 1
    assert len(found(holding(made, came, sent(ago=1)), Kind.CLOSE_THE_LOOP)) == 1
    for settled in (told, told.replace(meeting=came.id), talk(ADA, ended=NOON - DAY)):
        assert found(holding(made, came, settled), Kind.CLOSE_THE_LOOP) == []
    assert found(holding(made, talk(ADA, MEI, ended=NOON)), Kind.CLOSE_THE_LOOP) == []


def test_a_conversation_before_the_introduction_did_not_come_of_it():
    made = introduction(ADA, MEI).replace(created_at=NOON)
    assert found(holding(made, talk(MEI, ended=NOON - DAY)), Kind.CLOSE_THE_LOOP) == []


# Staying in touch


def test_somebody_met_is_written_to_from_the_ideal_day_and_late_after_the_latest():
    workspace = holding(talk(ADA))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 89 * DAY) == []
    [one] = found(workspace, Kind.STAY_IN_TOUCH, NOON + 90 * DAY)
    assert one.what == "Be in touch with Ada Lovelace again after 90 days"
    assert (one.due, one.lane) == (night_of(date(2026, 9, 1)), Lane.THIS_WEEK)
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 120 * DAY)[0].lane is Lane.TODAY
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 121 * DAY)[0].lane is Lane.OVERDUE


def test_staying_in_touch_follows_a_conversation_held_and_nothing_less():
    workspace = holding(sent(purpose=Purpose.CONFIRMATION), talk(MEI, state="no_show"))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 400 * DAY) == []


def test_a_cadence_of_ones_own_or_of_a_tag_moves_the_day_and_zero_ends_it():
    tag = TagCadence(tag="Mentor", cadence=Cadence(ideal_days=30, latest_days=40))
    mentor = person("Jo", tags=["mentor"])
    silent = person("Sam", cadence=Cadence(ideal_days=0, latest_days=0))
    workspace = holding(mentor, silent, tag, talk(mentor, silent))
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 29 * DAY) == []
    later = found(workspace, Kind.STAY_IN_TOUCH, NOON + 400 * DAY)
    assert [one.person and one.person.name for one in later] == ["Jo"]


def test_who_has_a_date_or_is_waited_for_is_not_asked_to_be_written_to():
    met, now = talk(ADA), NOON + 200 * DAY
    assert len(found(holding(met), Kind.STAY_IN_TOUCH, now)) == 1
    assert found(holding(met, planned(ADA, ahead=201 * DAY)), Kind.STAY_IN_TOUCH, now) == []
    assert found(holding(met, sent(ago=-1)), Kind.STAY_IN_TOUCH, now) == []
    given_up = sent(ago=-1, outcome=Outcome.NO_REPLY, outcome_at=NOON + 20 * DAY)
    assert found(holding(met, given_up), Kind.STAY_IN_TOUCH, now) == []


# What to have ready


def test_a_pitch_is_to_be_written_then_finished_before_the_next_conversation():
    [blank] = found(fresh(), Kind.PITCH)
    assert (blank.what, blank.person, blank.lane) == ("Write your pitch", None, Lane.THIS_WEEK)
    begun = Pitch(name="Ward to query", revisions=(Revision(past="A nurse.", saved_at=NOON),), created_at=NOON)
    [one] = found(holding(begun), Kind.PITCH)
    assert (one.what, one.due) == ("Finish your pitch “Ward to query”", night_of(date(2026, 5, 11)))
    assert one.where == ("pitch_builder", (("pitch", begun.id),))
    assert found(holding(begun, meeting := planned(ADA)), Kind.PITCH)[0].due == meeting.starts_at
    whole = Revision(past="A nurse.", interests="Health.", outcome="A team.", saved_at=NOON)
    assert found(holding(begun, Pitch(name="HR", revisions=(whole,))), Kind.PITCH) == []


def test_a_pitch_of_an_unknown_day_hides_the_deadline_of_none():
    workspace, begun = fresh(), Pitch(name="Mine", revisions=(Revision(past="Ward", saved_at=NOON),), created_at=NOON)
    for one in (begun.replace(id=new_id(), created_at=None), begun):
        workspace.put(one)
    key = f"{Kind.PITCH}:{begun.id}"
    [action] = (
        one for one in actions.build_queue(workspace, NOON + DAY, BERLIN, rules.of(workspace)).actions if one.key == key
    )
    assert action.what == "Finish your pitch “Mine”"


def test_without_any_set_of_questions_one_is_to_be_chosen(bank: tuple[str, ...]):
    [one] = found(fresh(), Kind.QUESTIONS)
    assert (one.what, one.where.page) == ("Choose 5 to 7 questions to rehearse", "question_bank")
    assert len(found(holding(QuestionSet(name="Few", questions=bank[:3])), Kind.QUESTIONS)) == 1
    assert found(holding(QuestionSet(name="Recruiters", questions=bank[:6])), Kind.QUESTIONS) == []


def test_a_target_lacks_a_technical_or_an_hr_contact():
    target = Target(company="Northwind ", created_at=NOON)
    technical = person("Jo", company="NORTHWIND", stakeholder=Stakeholder.TECHNICAL)
    both = found(holding(target), Kind.STAKEHOLDER)
    assert {one.what for one in both} == {
        "Find a technical contact at Northwind",
        "Find an HR contact at Northwind",
    }, "nobody there was met yet: the target plan says so too"
    both = found(holding(target, talk(ADA, ended=NOON - DAY)), Kind.STAKEHOLDER)
    assert {one.what for one in both} == {
        "Find a technical contact at Northwind: Ada Lovelace may know one",
        "Find an HR contact at Northwind: Ada Lovelace may know one",
    }
    [hr] = found(holding(target, technical), Kind.STAKEHOLDER)
    assert (hr.key, hr.due) == (f"stakeholder:{target.id}:hr", night_of(date(2026, 5, 18)))
    assert hr.where.parameters == {"target": target.id, "stakeholder": "hr"}
    assert found(holding(target.replace(archived=True)), Kind.STAKEHOLDER) == []
    boss = person("Bo", company="Northwind", position="Engineering manager")
    [_, asked] = sorted(one.what for one in found(holding(target, boss), Kind.STAKEHOLDER))
    assert asked == "Say whether Bo is a technical contact at Northwind"
    known = boss.replace(stakeholder=Stakeholder.OTHER)
    assert not any("Say whether" in one.what for one in found(holding(target, known), Kind.STAKEHOLDER))
    assert len(found(holding(target, Target(company="northwind", role="CTO")), Kind.STAKEHOLDER)) == 2


# All of them


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
    assert found(holding(sample, talk(sample)), Kind.THANK_YOU)[0].what == "Write the thank-you to Jo (sample)"


def test_the_day_is_the_members():
    workspace = holding(promise(due_on=TODAY, contact=ADA.id))
    evening = NOON + 10 * HOUR + HOUR / 2
    assert found(workspace, Kind.PROMISE, evening, BERLIN)[0].lane is Lane.OVERDUE
    assert found(workspace, Kind.PROMISE, evening, ZoneInfo("America/New_York"))[0].lane is Lane.TODAY


def test_an_empty_workspace_says_what_to_begin_with():
    assert [one.kind for one in actions.build_queue(fresh(), NOON, BERLIN, rules.shipped()).actions] == [
        Kind.PITCH,
        Kind.QUESTIONS,
    ]


def test_lanes_hold_every_action_in_order():
    records = [promise(due_on=TODAY + ahead * DAY, contact=ADA.id) for ahead in (9, 0, -3, 2)]
    todo = actions.build_queue(holding(*records), NOON, BERLIN, rules.shipped()).actions
    lanes = actions.in_lanes(todo)
    assert list(lanes) == list(Lane)
    assert tuple(one for lane in lanes.values() for one in lane) == todo
    assert [len([one for one in lane if one.kind is Kind.PROMISE]) for lane in lanes.values()] == [1, 1, 1, 1]


def test_a_promise_kept_is_contact_that_puts_off_the_next_turn():
    kept = Promise(contact=ADA.id, what="Send it", due_on=TODAY, settled_at=NOON + 80 * DAY, kept=True)
    assert found(holding(talk(ADA), kept), Kind.STAY_IN_TOUCH, NOON + 100 * DAY) == []


# What one thing leaves of another


def test_no_reply_noted_on_an_older_message_does_not_hide_that_an_answer_is_owed():
    old = sent(ago=20, outcome=Outcome.NO_REPLY, outcome_at=NOON)
    workspace = holding(old, sent(ago=10, outcome=Outcome.REPLIED, outcome_at=NOON - DAY))
    assert [one.what for one in found(workspace, Kind.ANSWER)] == ["Answer Ada Lovelace, who wrote back"]
    [place] = journey.places([ADA], [], workspace.all(Message), NOON, BERLIN, journey.Patience(2, 7))
    assert place.stage is journey.JourneyStage.REPLIED


def test_a_new_round_after_the_last_nudge_is_waited_for_on_the_board_as_in_the_queue():
    nudges = [sent(ago=ago, purpose=Purpose.NUDGE) for ago in (75, 60)]
    workspace = holding(sent(ago=90), *nudges, sent(ago=15))
    assert len(found(workspace, Kind.NUDGE)) == 1
    [place] = journey.places([ADA], [], workspace.all(Message), NOON, BERLIN, journey.Patience(2, 7))
    assert (place.stage, place.since) == (journey.JourneyStage.MESSAGED, NOON - 15 * DAY)


def test_a_colleague_who_went_quiet_long_ago_does_not_keep_from_trying_someone_else():
    carol = person("Carol", company="Northwind")
    quiet = [sent(TOM, 700), *(sent(TOM, ago, Purpose.NUDGE) for ago in (680, 660))]
    [one] = found(holding(carol, *quiet, sent(ADA, ago=7)), Kind.SOMEONE_ELSE)
    assert one.what == "Try someone else at Northwind, such as Carol: Ada Lovelace has not answered"


def test_who_wants_no_nudges_is_still_told_to_try_someone_else():
    workspace = holding(sent(ADA, ago=7))
    rules.change(workspace, "no_reply.most_nudges", 0)
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


def test_a_dismissed_new_time_is_arranged_again_after_the_next_one_fell_through():
    workspace = holding(sent(ago=20), meeting := planned(ADA))
    for turn in range(3):
        plans.cancel(workspace, meeting.id)
        workspace.put(workspace.require(Meeting, meeting.id).replace(updated_at=NOON, fell_through_at=NOON))
        for kind in (Kind.NUDGE, Kind.SOMEONE_ELSE):
            [one] = found(workspace, kind, NOON + 9 * DAY)
            actions.dismiss(workspace, one.key, "later")
        plans.move(workspace, meeting.id, NOON + (10 + turn) * DAY, 20, NOON)


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
    assert one.what == "Nudge Ada Lovelace if no answer comes"
    old = holding(talk(ADA, ended=NOON - 400 * DAY, state="cancelled"))
    assert found(old, Kind.NUDGE) == []


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


def test_who_was_met_comes_back_to_staying_in_touch_once_a_past_plan_or_a_new_time_is_dismissed():
    past = planned(ADA, ahead=-HOUR)
    for missed in (past, past.replace(state="cancelled")):
        workspace = holding(talk(ADA, ended=NOON - 100 * DAY))
        workspace.put(missed)
        assert found(workspace, Kind.STAY_IN_TOUCH) == []
        [one] = [*found(workspace, Kind.RECORD), *found(workspace, Kind.NUDGE)]
        actions.dismiss(workspace, one.key, "no")
        assert len(found(workspace, Kind.STAY_IN_TOUCH)) == 1, missed.state


def test_a_dismissal_of_staying_in_touch_lasts_until_the_next_contact():
    workspace = holding(talk(ADA, ended=NOON - 100 * DAY))
    actions.dismiss(workspace, found(workspace, Kind.STAY_IN_TOUCH)[0].key, "saw her at a party")
    assert found(workspace, Kind.STAY_IN_TOUCH, NOON + 300 * DAY) == []
    workspace.save(talk(ADA, ended=NOON))
    assert len(found(workspace, Kind.STAY_IN_TOUCH, NOON + 200 * DAY)) == 1


def test_a_dismissal_of_meeting_somebody_lasts_until_they_are_introduced_again():
    workspace = holding(introduction(ADA, MEI))
    actions.dismiss(workspace, found(workspace, Kind.MEET)[0].key, "not now")
    assert found(workspace, Kind.MEET, NOON + 9 * DAY) == []
    workspace.put(introduction(TOM, MEI).replace(created_at=NOON))
    assert len(found(workspace, Kind.MEET)) == 1


@pytest.mark.parametrize("kind", ["event", "job_interview"])
def test_where_nobody_waits_for_five_questions_none_are_asked_for(kind: str):
    assert found(holding(planned(ADA, ahead=9 * DAY, kind=kind)), Kind.MEETING_QUESTIONS) == []
    assert len(found(holding(planned(ADA, ahead=9 * DAY)), Kind.MEETING_QUESTIONS)) == 1

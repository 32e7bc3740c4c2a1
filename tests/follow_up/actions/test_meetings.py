"""What is asked for before and after a conversation: confirming, preparing, thanking, promises, how it went."""

from __future__ import annotations

from datetime import date

import pytest

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane
from netdash.meetings import plans
from netdash.records import Purpose, Research, Resume, new_id
from tests.factories import DAY, HOUR, NOON, SECOND, TODAY, promise, talk, thanks
from tests.follow_up.actions.workspaces import ADA, MEI, TOM, found, holding, night_of, planned, sent


def test_a_thank_you_is_for_today_and_late_after_a_day():
    workspace = holding(met := talk(ADA, TOM, ended=NOON - HOUR))
    one, other = found(workspace, Kind.THANK_YOU)
    assert {one.what, other.what} == {"Thank Ada Lovelace", "Thank Tom Baker"}
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
    rules.change(workspace, {"thank_you.late_after_hours": 48})
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
    assert one.what == "Record your conversation with Ada Lovelace and Mei Chow"
    assert (one.due, one.lane, one.where) == (night_of(TODAY), Lane.TODAY, ("meeting_log", (("meeting", met.id),)))
    assert found(workspace, Kind.RECORD, NOON + DAY)[0].lane is Lane.OVERDUE


@pytest.mark.parametrize("kind", [Kind.CONFIRM, Kind.PREPARE])
def test_a_meeting_is_confirmed_and_prepared_the_day_before_and_until_it_starts(kind: Kind):
    workspace = holding(meeting := planned(ADA, ahead=DAY))
    assert found(workspace, kind, NOON - DAY) == []
    [before] = found(workspace, kind, NOON)
    assert (before.due, before.lane) == (night_of(TODAY), Lane.TODAY)
    assert "tomorrow at 14:00" in before.what
    [known] = found(holding(meeting, talk(ADA, ended=NOON - HOUR)), kind, NOON)
    assert (before.who, known.who.partition(" at ")[0]) == ("Northwind", "Northwind · you talked today")
    [on_the_day] = found(workspace, kind, meeting.starts_at - SECOND)
    assert (on_the_day.due, on_the_day.lane, on_the_day.key) == (meeting.starts_at, Lane.TODAY, before.key)
    assert found(workspace, kind, meeting.starts_at) == []


def test_a_meeting_that_is_confirmed_is_not_asked_about():
    meeting = planned(ADA)
    assert len(found(holding(meeting, sent(purpose=Purpose.CONFIRMATION)), Kind.CONFIRM)) == 1
    assert found(holding(meeting.replace(confirmed_at=NOON)), Kind.CONFIRM) == []


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


@pytest.mark.parametrize("kind", ["event", "job_interview"])
def test_where_nobody_waits_for_five_questions_none_are_asked_for(kind: str):
    assert found(holding(planned(ADA, ahead=9 * DAY, kind=kind)), Kind.MEETING_QUESTIONS) == []
    assert len(found(holding(planned(ADA, ahead=9 * DAY)), Kind.MEETING_QUESTIONS)) == 1

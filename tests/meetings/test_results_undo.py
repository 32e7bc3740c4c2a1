"""Recording a conversation, and taking all of it back."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from netdash.errors import GoneError, InvalidRecordError
from netdash.meetings import live, meetings, plans, results
from netdash.meetings.results import MeetingResults
from netdash.records import AskedQuestion, Contact, Introduction, Meeting, MeetingState, Promise, Record, new_id
from tests.factories import HOUR, NOON, TODAY, everything, kept, person, talk
from tests.meetings.test_plans import refusal
from tests.meetings.test_results import ADA, PLANNED, RESULTS, TOM, planned

BOB, MIDNIGHT = person("Bob"), NOON - 12 * HOUR


def recorded():
    workspace, meeting = planned()
    live.keep(workspace, meeting.id, live.begin(meeting.starts_at))
    before = everything(workspace)
    held = meeting.replace(learnings=("Ask",), notes="Nice")
    return workspace, before, results.record(workspace, held, RESULTS, TODAY, NOON)


def test_taken_back_all_is_as_it_was():
    workspace, before, recording = recorded()
    assert {type(record).__name__ for record in recording.added} == {
        "Introduction",
        "Promise",
        "Opportunity",
        "Contact",
    }
    results.undo_record(workspace, recording)
    assert everything(workspace) == before
    assert workspace.get(Meeting, PLANNED.id) == recording.before
    results.undo_record(workspace, recording)
    assert everything(workspace) == before


def test_what_was_changed_since_stays():
    workspace, _, recording = recorded()
    (promise,) = workspace.all(Promise)
    workspace.save(promise.replace(what="Send the book"))
    workspace.save(recording.after.replace(notes="Nice, and more"))
    results.undo_record(workspace, recording)
    assert [promise.what for promise in workspace.all(Promise)] == ["Send the book"]
    meeting = workspace.get(Meeting, PLANNED.id)
    assert (meeting.state, meeting.notes) == (MeetingState.PLANNED, "Nice, and more")
    assert not workspace.all(Introduction)


def test_somebody_new_stays_where_something_else_has_come_to_refer_to_them():
    workspace, _, recording = recorded()
    kept(workspace, talk(TOM))
    results.undo_record(workspace, recording)
    assert {contact.id for contact in workspace.all(Contact)} == {ADA.id, TOM.id}


def test_somebody_new_stays_where_a_conversation_in_the_trash_refers_to_them():
    workspace, _, recording = recorded()
    meetings.delete_meeting(workspace, kept(workspace, talk(TOM)).id, "Tom", NOON)
    results.undo_record(workspace, recording)
    assert {contact.id for contact in workspace.all(Contact)} == {ADA.id, TOM.id}


def test_taking_back_writes_nothing_out_but_what_changes(monkeypatch):
    """All others wait meanwhile: with 5,000 conversations kept, a second and a half before."""
    workspace, before, recording = recorded()
    with workspace.transaction():
        for _ in range(50):
            workspace.save(talk(ADA))
    monkeypatch.setattr(Record, "model_dump_json", lambda record: pytest.fail(f"wrote out {record}"))
    results.undo_record(workspace, recording)
    monkeypatch.undo()
    assert len(workspace.all(Meeting)) == len(before["meetings"]) + 50
    assert TOM.id not in {contact.id for contact in workspace.all(Contact)}


def test_a_conversation_deleted_since_is_gone():
    workspace, _, recording = recorded()
    meetings.delete_meeting(workspace, PLANNED.id, "x", NOON)
    with pytest.raises(GoneError):
        results.undo_record(workspace, recording)


def test_what_was_logged_is_recorded_once_in_a_plan_that_still_is_one_and_nobody_of_it_is_dropped():
    workspace, meeting = planned()
    workspace.put(meeting.replace(contacts=(ADA.id, BOB.id)))
    log = talk(TOM, ADA, learnings=("Ask",), notes="Mine")
    recording = plans.record_as_planned(workspace, meeting.id, log, RESULTS, TODAY, NOON)
    held = workspace.require(Meeting, meeting.id)
    assert (held.state, held.contacts) == (MeetingState.HELD, (ADA.id, BOB.id, TOM.id))
    before = everything(workspace)
    again = talk(ADA, notes="Another tab's")
    refused = refusal(lambda: plans.record_as_planned(workspace, meeting.id, again, MeetingResults(), TODAY, NOON))
    assert refused == "That conversation is no longer planned. Open it, or log this one by itself."
    assert everything(workspace) == before
    results.undo_record(workspace, recording)
    plans.cancel(workspace, meeting.id)
    with pytest.raises(InvalidRecordError, match="no longer planned"):
        plans.record_as_planned(workspace, meeting.id, log, MeetingResults((TOM,)), TODAY, NOON)
    assert workspace.require(Meeting, meeting.id).state is MeetingState.CANCELLED


SAID = {"kind": "call", "place": "Café Rot", "pitch": new_id(), "help_offered": "My slides"}


@pytest.mark.parametrize(
    "logged", [{}, {"kind": "event", "place": "Park", "pitch": new_id(), "help_offered": "A lift"}]
)
def test_what_the_log_leaves_open_stays_as_the_plan_says(logged):
    workspace, meeting = planned()
    workspace.put(meeting.replace(**SAID))
    plans.record_as_planned(workspace, meeting.id, talk(ADA, **logged), MeetingResults(), TODAY, NOON)
    held = workspace.require(Meeting, meeting.id)
    assert {field: getattr(held, field) for field in SAID} == SAID | logged


def test_what_was_noted_in_the_plan_and_while_talking_is_kept_beside_what_is_logged():
    workspace, meeting = planned()
    workspace.put(meeting.replace(notes="Before"))
    first, second, third = asked = [AskedQuestion(question=new_id(), note=note) for note in ("Yes", "No", "")]
    begun = live.begin(meeting.starts_at).replace(ticked=(first.question,), answers={first.question: first.note})
    live.keep(workspace, meeting.id, begun.replace(notes="Meanwhile", learnings="Ask"))
    log = talk(ADA, asked=(third, second), notes="After", learnings=("Listen", "Wait"), minutes=50)
    plans.record_as_planned(workspace, meeting.id, log, MeetingResults(), TODAY, NOON)
    held = workspace.require(Meeting, meeting.id)
    assert (held.starts_at, held.ends_at) == (log.starts_at, log.ends_at)
    assert held.notes == "Before\n\nMeanwhile\n\nAfter"
    assert (set(held.asked), held.learnings) == (set(asked), ("Ask", "Listen", "Wait"))


def test_a_plan_before_midnight_is_the_one_of_a_conversation_that_ended_after_it():
    plan = talk(ADA, ended=MIDNIGHT + timedelta(minutes=30), minutes=60, state="planned")
    for starts, ends, found in ((-10, 20, plan), (15, 45, plan), (30, 45, None), (600, 620, None)):
        began, ended = (MIDNIGHT + timedelta(minutes=minutes) for minutes in (starts, ends))
        assert plans.likely_plan([plan], [ADA.id], began, ended, ZoneInfo("UTC")) == found


@pytest.mark.parametrize("hours", [(0, 9), (9, 0)], ids=["night first", "morning first"])
def test_the_plan_of_that_day_is_found_on_the_member_s_calendar(hours):
    """Half past midnight in Berlin is still the day before in UTC."""
    plan, log = (talk(ADA, ended=MIDNIGHT - HOUR + hour * HOUR, state="planned") for hour in hours)
    for zone, found in (("Europe/Berlin", plan), ("UTC", None)):
        assert plans.likely_plan([plan], [ADA.id], log.starts_at, log.ends_at, ZoneInfo(zone)) == found


def test_of_several_plans_it_is_the_one_with_most_of_them_and_then_the_earliest():
    late, early, alone = (talk(ADA, BOB, ended=NOON + hour * HOUR, state="planned") for hour in (2, 1, 0))
    others = (talk(TOM, ended=NOON, state="planned"), talk(ADA, BOB, ended=NOON), alone.replace(contacts=(ADA.id,)))

    def found(*all_meetings: Meeting) -> Meeting | None:
        return plans.likely_plan(all_meetings, [ADA.id, BOB.id], NOON - HOUR, NOON, ZoneInfo("UTC"))

    assert found(*others, late, early) == early
    assert found(*others) == others[-1]
    assert found(*others[:2]) is None

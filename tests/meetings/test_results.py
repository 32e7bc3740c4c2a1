"""How a planned conversation went, and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.errors import GoneError, InvalidRecordError
from netdash.meetings import live, meetings, plans, results
from netdash.meetings.results import JobHeardOf, MeetingResults, NewPromise, Recommendation
from netdash.records import (
    AskedQuestion,
    Contact,
    Introduction,
    Meeting,
    MeetingState,
    Opportunity,
    Promise,
    new_id,
)
from netdash.records.base import ConflictError
from netdash.store import Workspace
from tests.factories import DAY, HOUR, NOON, SECOND, TODAY, everything, fresh, kept, names, person, talk

ADA, TOM = person("Ada Lovelace"), person("Tom Okafor")
PLANNED = talk(ADA, ended=NOON - HOUR, state="planned", questions=(new_id(),))
RESULTS = MeetingResults(
    people=(TOM,),
    recommendations=(Recommendation(TOM.id, by=ADA.id),),
    promises=(NewPromise(ADA.id, "Send the article", TODAY + DAY),),
    opportunities=(JobHeardOf("Initech", "Analyst", contact=ADA.id, notes="Opens in June"),),
)


def planned() -> tuple[Workspace, Meeting]:
    workspace = fresh()
    kept(workspace, ADA)
    return workspace, kept(workspace, PLANNED)


def test_held_is_saved_with_all_that_came_of_it():
    workspace, meeting = planned()
    noted = meeting.replace(learnings=("Ask early",), asked=(AskedQuestion(question=meeting.questions[0], note="Yes"),))
    assert results.record_held(workspace, noted, RESULTS, TODAY, NOON) == meeting.id
    held = workspace.require(Meeting, meeting.id)
    assert (held.state, held.learnings, held.asked) == (MeetingState.HELD, ("Ask early",), noted.asked)
    assert {contact.name for contact in workspace.all(Contact)} == {"Ada Lovelace", "Tom Okafor"}
    (introduced,) = workspace.all(Introduction)
    assert (introduced.by_contact, introduced.to_contact, introduced.meeting) == (ADA.id, TOM.id, meeting.id)
    (promised,) = workspace.all(Promise)
    assert (promised.contact, promised.what, promised.meeting) == (ADA.id, "Send the article", meeting.id)
    (heard,) = workspace.all(Opportunity)
    assert (heard.company, heard.role, heard.contact, heard.heard_on) == ("Initech", "Analyst", ADA.id, TODAY)
    assert (heard.meeting, heard.notes) == (meeting.id, "Opens in June")


def test_a_job_without_a_name_came_through_the_first_person_met():
    (heard,) = results.records(PLANNED, MeetingResults(opportunities=(JobHeardOf("Initech"),)), TODAY)
    assert isinstance(heard, Opportunity)
    assert heard.contact == ADA.id


def test_what_was_kept_while_it_was_held_is_let_go_with_the_save():
    workspace, meeting = planned()
    live.keep(workspace, meeting.id, live.begin(NOON - HOUR))
    results.record_held(workspace, meeting, MeetingResults(), TODAY, NOON)
    assert live.stored(workspace, meeting.id) is None


@pytest.mark.parametrize("later", [timedelta(0), SECOND, DAY])
@pytest.mark.parametrize("ends", [NOON - HOUR, NOON + SECOND])
def test_a_double_click_saves_once(later, ends):
    workspace, meeting = planned()
    noted = meeting.replace(learnings=("Ask early",), ends_at=ends)
    results.record_held(workspace, noted, RESULTS, TODAY, NOON)
    before = everything(workspace)
    results.record_held(workspace, noted, RESULTS, TODAY, NOON + later)
    assert everything(workspace) == before


def test_an_end_still_to_come_becomes_now_as_the_conversation_is_over():
    workspace, meeting = planned()
    results.record_held(workspace, meeting.replace(ends_at=NOON + HOUR), MeetingResults(), TODAY, NOON)
    held = workspace.require(Meeting, meeting.id)
    assert (held.state, held.ends_at) == (MeetingState.HELD, NOON)


def test_what_has_not_begun_was_neither_held_nor_missed():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA, ended=NOON + HOUR, state="planned"))
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="not begun"):
        results.record_held(workspace, meeting, RESULTS, TODAY, NOON)
    with pytest.raises(InvalidRecordError, match="not begun"):
        results.record_no_show(workspace, meeting.id, NOON)
    assert everything(workspace) == before


def test_another_tab_is_not_overwritten_and_nothing_is_half_saved():
    workspace, meeting = planned()
    kept(workspace, meeting.replace(notes="From another tab"))
    before = everything(workspace)
    with pytest.raises(ConflictError):
        results.record_held(workspace, meeting.replace(notes="Mine"), RESULTS, TODAY, NOON)
    assert everything(workspace) == before


def test_nobody_recommends_themselves():
    workspace, meeting = planned()
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="recommend themselves"):
        results.record_held(
            workspace, meeting, MeetingResults(recommendations=(Recommendation(ADA.id, by=ADA.id),)), TODAY, NOON
        )
    assert everything(workspace) == before


def test_a_conversation_deleted_meanwhile_says_so_and_leaves_nothing():
    workspace, meeting = planned()
    meetings.delete_meeting(workspace, meeting.id, "Talk", NOON)
    with pytest.raises(GoneError):
        results.record_held(workspace, meeting, RESULTS, TODAY, NOON)
    assert not workspace.all(Promise)


def test_somebody_who_did_not_come_is_recorded_once_and_can_be_taken_back():
    workspace, meeting = planned()
    results.record_no_show(workspace, meeting.id, NOON)
    missed = workspace.require(Meeting, meeting.id)
    results.record_no_show(workspace, meeting.id, NOON)
    assert workspace.require(Meeting, meeting.id) == missed
    assert missed.state is MeetingState.NO_SHOW
    results.reopen(workspace, meeting.id)
    assert meetings.status(workspace.require(Meeting, meeting.id), NOON) is meetings.MeetingStatus.TO_RECORD


def test_what_was_held_cannot_be_missed():
    workspace, meeting = planned()
    results.record_held(workspace, meeting, MeetingResults(), TODAY, NOON)
    with pytest.raises(InvalidRecordError, match="held"):
        results.record_no_show(workspace, meeting.id, NOON)


def test_what_was_missed_or_cancelled_may_turn_out_to_have_been_held():
    workspace, meeting = planned()
    plans.cancel(workspace, meeting.id)
    results.record_held(workspace, workspace.require(Meeting, meeting.id), MeetingResults(), TODAY, NOON)
    assert workspace.require(Meeting, meeting.id).state is MeetingState.HELD


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_records_made_twice_are_the_same_and_none_comes_double(promised, heard):
    meeting_results = MeetingResults(
        promises=tuple(NewPromise(ADA.id, what, TODAY) for what in promised),
        opportunities=tuple(JobHeardOf(company) for company in heard),
    )
    made_records = results.records(PLANNED, meeting_results, TODAY)
    assert made_records == results.records(PLANNED, meeting_results, TODAY)
    assert len({record.id for record in made_records}) == len(made_records)
    assert {record.what for record in made_records if isinstance(record, Promise)} == {
        " ".join(what.replace("\0", "").split()) for what in promised
    }


def test_what_was_noted_while_it_was_held_is_recorded_and_a_second_finish_changes_nothing():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA, ended=NOON + HOUR, minutes=60, state="planned"))
    conversation = live.begin(NOON).replace(answers={new_id(): "By train"}, learnings="Ask early")
    live.keep(workspace, meeting.id, conversation)
    noted = live.finish(conversation, meeting, NOON + 10 * SECOND)
    results.record_held(workspace, noted, RESULTS, TODAY, NOON + 10 * SECOND)
    held = workspace.require(Meeting, meeting.id)
    assert (held.state, held.learnings, held.asked) == (
        MeetingState.HELD,
        ("Ask early",),
        live.asked_questions(conversation),
    )
    before = everything(workspace)
    again = live.finish(conversation, held, NOON + 20 * SECOND)
    results.record_held(workspace, again, RESULTS, TODAY, NOON + 20 * SECOND)
    assert everything(workspace) == before


def test_recorded_again_after_an_undo_a_promise_has_its_new_day_and_a_job_its_new_teller():
    workspace, meeting = planned()
    results.record_held(workspace, meeting, RESULTS, TODAY, NOON)
    results.reopen(workspace, meeting.id)
    later = NewPromise(ADA.id, "Send the article", TODAY + 9 * DAY)
    again = MeetingResults(promises=(later,), opportunities=(JobHeardOf("Initech", "Analyst", contact=TOM.id),))
    results.record_held(workspace, workspace.require(Meeting, meeting.id), again, TODAY, NOON)
    assert [promise.due_on for promise in workspace.all(Promise)] == [TODAY + 9 * DAY]
    assert [(opportunity.contact, opportunity.notes) for opportunity in workspace.all(Opportunity)] == [
        (TOM.id, "Opens in June")
    ]


def test_two_jobs_at_one_company_stay_two_also_when_they_are_recorded_twice():
    workspace, meeting = planned()
    heard = (
        JobHeardOf("Initech", notes="backend", contact=ADA.id),
        JobHeardOf("Initech", notes="frontend", contact=TOM.id),
    )
    for _ in range(2):
        results.record_held(workspace, meeting, MeetingResults(opportunities=heard), TODAY, NOON)
        meeting = workspace.require(Meeting, meeting.id)
    assert {(opportunity.notes, opportunity.contact) for opportunity in workspace.all(Opportunity)} == {
        ("backend", ADA.id),
        ("frontend", TOM.id),
    }


def test_two_promises_in_the_same_words_are_two():
    promises = (NewPromise(ADA.id, "Call her", TODAY), NewPromise(ADA.id, "Call  her", TODAY + timedelta(days=30)))
    made = results.records(PLANNED, MeetingResults(promises=promises), TODAY)
    assert len({promise.id for promise in made}) == 2
    assert made == results.records(PLANNED, MeetingResults(promises=promises), TODAY)
    assert {promise.id for promise in made}.isdisjoint(
        promise.id for promise in results.records(PLANNED, MeetingResults(promises=promises), TODAY, new_id())
    )

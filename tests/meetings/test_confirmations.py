"""With whom, and for which start, a planned conversation is confirmed; the queue asks for the rest."""

from __future__ import annotations

from typing import Any

import pytest

from netdash import trash
from netdash.follow_up.actions import Kind
from netdash.meetings import meetings, plans
from netdash.outreach import messages
from netdash.people import contacts
from netdash.records import Meeting, Message
from tests.factories import DAY, HOUR, NOON, SECOND
from tests.follow_up.actions.workspaces import ADA, MEI, confirmation, found, holding, planned


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

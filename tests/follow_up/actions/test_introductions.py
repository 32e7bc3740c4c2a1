"""Meeting whom one was introduced to, and telling the introducer how it went."""

from __future__ import annotations

from datetime import date

from netdash.follow_up import actions
from netdash.follow_up.actions import Kind, Lane
from netdash.records import Purpose
from tests.factories import DAY, NOON, introduction, talk
from tests.follow_up.actions.workspaces import ADA, MEI, TOM, found, holding, night_of, planned, sent


def test_an_introduced_person_is_written_to_within_a_week():
    made_in = talk(ADA, ended=NOON - 3 * DAY)
    workspace = holding(made_in, made := introduction(ADA, MEI, made_in))
    [one] = found(workspace, Kind.MEET)
    assert one.what == "Write to Mei Chow, introduced by Ada Lovelace"
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


def test_a_dismissal_of_meeting_somebody_lasts_until_they_are_introduced_again():
    workspace = holding(introduction(ADA, MEI))
    actions.dismiss(workspace, found(workspace, Kind.MEET)[0].key, "not now")
    assert found(workspace, Kind.MEET, NOON + 9 * DAY) == []
    workspace.put(introduction(TOM, MEI).replace(created_at=NOON))
    assert len(found(workspace, Kind.MEET)) == 1

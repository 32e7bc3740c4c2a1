"""A conversation while it is held: its clock, its ticks, its notes, and what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from netdash import drafts, rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Kind
from netdash.meetings import live, live_merge, meetings, plans
from netdash.meetings.agenda import position_at
from netdash.meetings.live import LiveConversation
from netdash.meetings.live_merge import TextChange
from netdash.records import AskedQuestion, Draft, Meeting, MeetingState, new_id
from tests.factories import DAY, HOUR, NOON, fresh, kept, moments, names, person, talk

MINUTE = timedelta(minutes=1)
RULE = rules.shipped().meeting
ADA = person("Ada")
FIRST, SECOND_ONE, THIRD = new_id(), new_id(), new_id()
PLANNED = talk(ADA, ended=NOON + 20 * MINUTE, minutes=20, state="planned", questions=(FIRST, SECOND_ONE, THIRD))

ids = st.sampled_from((FIRST, SECOND_ONE, THIRD))
typed = st.text(st.characters(exclude_characters="\0"), max_size=40) | st.sampled_from(("no", "long " * 5_000))
holdings = st.builds(
    LiveConversation,
    began_at=moments,
    granted=st.integers(0, 60),
    ticked=st.lists(ids, unique=True).map(tuple),
    answers=st.dictionaries(ids, typed),
    notes=typed,
    learnings=typed,
)


def test_the_clock_starts_when_it_begins_and_gains_five_minutes_when_they_are_granted():
    workspace, meeting = fresh(), PLANNED
    workspace.save(meeting)
    live_merge.start(workspace, meeting.id, NOON)
    for asked, remaining in ((True, MINUTE), (False, 6 * MINUTE)):
        conversation = live.current(workspace, meeting)
        assert conversation is not None
        place = position_at(conversation.began_at, NOON + 19 * MINUTE, 20, RULE, conversation.granted)
        assert (place.ask_for_more, place.total_remaining) == (asked, remaining)
        live_merge.grant_more(workspace, meeting.id)


def test_a_question_is_ticked_once_and_keeps_its_note_when_the_tick_is_taken_back():
    workspace = fresh()
    live.keep(workspace, PLANNED.id, live.begin(NOON).replace(ticked=(SECOND_ONE,), answers={FIRST: "Said yes"}))
    for asked, ticked in ((True, (SECOND_ONE, FIRST)), (True, (SECOND_ONE, FIRST)), (False, (SECOND_ONE,))):
        live_merge.tick(workspace, PLANNED.id, FIRST, asked=asked)
        conversation = live.stored(workspace, PLANNED.id)
        assert conversation is not None
        assert (conversation.ticked, conversation.answers) == (ticked, {FIRST: "Said yes"})


def test_a_finished_conversation_was_held_and_says_what_was_asked_learned_and_noted():
    answers = {SECOND_ONE: "By accident", THIRD: "Noted without a tick"}
    conversation = live.begin(NOON - 20 * MINUTE).replace(ticked=(SECOND_ONE, FIRST), answers=answers)
    conversation = conversation.replace(learnings="- Ask early\n\n• Listen", notes="Nice office\n")
    held = live.finish(conversation, PLANNED, NOON)
    assert (held.state, held.starts_at, held.ends_at) == (MeetingState.HELD, NOON - 20 * MINUTE, NOON)
    assert held.learnings == ("Ask early", "Listen")
    assert held.notes == "Nice office"
    assert held.questions == PLANNED.questions
    assert held.asked == (
        AskedQuestion(question=SECOND_ONE, note="By accident"),
        AskedQuestion(question=FIRST),
        AskedQuestion(question=THIRD, note="Noted without a tick"),
    )


def test_what_the_conversation_said_before_stays():
    before = PLANNED.replace(
        notes="Bring the deck", learnings=("Old",), asked=(AskedQuestion(question=FIRST, note="Before"),)
    )
    conversation = live.begin(NOON).replace(answers={FIRST: "After"}, notes="Went well", learnings="New\nOld")
    held = live.finish(conversation, before, NOON + HOUR)
    assert held.notes == "Bring the deck\n\nWent well"
    assert held.learnings == ("Old", "New")
    assert held.asked == (AskedQuestion(question=FIRST, note="Before\n\nAfter"),)


def test_texts_too_long_to_save_still_reach_the_form_and_saving_refuses_them():
    """Whoever typed 25,000 characters is to see them, in the form that says they are too many."""
    long = "x" * 25_000
    conversation = live.begin(NOON - HOUR).replace(answers={FIRST: long}, notes=long, learnings=long)
    held = live.finish(conversation, PLANNED, NOON)
    assert (held.notes, held.learnings, held.asked[0].note) == (long, (long,), long)
    for field in ("notes", "learnings", "asked"):
        with pytest.raises(ValidationError):
            PLANNED.replace(**{field: getattr(held, field)})
    both = live.finish(live.begin(NOON).replace(notes="z" * 15_000), PLANNED.replace(notes="y" * 15_000), NOON)
    assert len(both.notes) == 30_002


def test_a_conversation_of_a_day_and_five_minutes_more_took_a_day():
    meeting = talk(ADA, ended=NOON, minutes=1440, state="planned")
    conversation = live.begin(NOON - DAY).replace(granted=RULE.more)
    held = live.finish(conversation, meeting, live.ended_at(conversation, meeting, NOON + 5 * DAY))
    assert (held.ends_at, held.minutes) == (NOON + 5 * MINUTE, 1440)


def test_a_note_that_the_old_text_happens_to_end_with_is_not_lost():
    held = live.finish(live.begin(NOON).replace(notes="no"), PLANNED.replace(notes="He said no"), NOON + HOUR)
    assert held.notes == "He said no\n\nno"


def test_finished_in_the_moment_it_began_it_took_a_minute():
    held = live.finish(live.begin(NOON), PLANNED, NOON)
    assert (held.starts_at, held.ends_at) == (NOON - MINUTE, NOON)


def test_a_clock_left_running_ended_at_its_limit():
    conversation = live.begin(NOON).replace(granted=RULE.more)
    assert live.ended_at(conversation, PLANNED, NOON + HOUR) == NOON + HOUR
    assert live.ended_at(conversation, PLANNED, NOON + 2 * DAY) == NOON + 25 * MINUTE


def test_a_stopped_clock_says_when_it_ended_until_it_goes_on():
    workspace, conversation = fresh(), live.begin(NOON)
    live.keep(workspace, PLANNED.id, conversation)
    live_merge.stop(workspace, PLANNED, NOON + 18 * MINUTE)
    stopped = live.stored(workspace, PLANNED.id)
    assert stopped is not None
    assert live.ended_at(stopped, PLANNED, NOON + 2 * DAY) == NOON + 18 * MINUTE
    live_merge.go_on(workspace, PLANNED.id)
    assert live.stored(workspace, PLANNED.id) == conversation


def test_a_conversation_under_way_is_found_after_a_restart_and_goes_with_its_meeting():
    workspace = fresh()
    meeting = kept(workspace, PLANNED)
    assert live.stored(workspace, meeting.id) is None
    conversation = live.begin(NOON).replace(ticked=(FIRST,), answers={FIRST: "half a s "})
    live.keep(workspace, meeting.id, conversation)
    assert live.stored(workspace, meeting.id) == conversation
    meetings.delete_meeting(workspace, meeting.id, "Talk", NOON)
    assert not workspace.all(Draft)


def test_what_began_by_accident_and_is_arranged_anew_for_the_same_hour_has_not_begun():
    workspace = fresh()
    meeting = kept(workspace, PLANNED.replace(starts_at=NOON + 6 * HOUR, ends_at=NOON + 6 * HOUR + 20 * MINUTE))
    live_merge.start(workspace, meeting.id, NOON)
    plans.cancel(workspace, meeting.id)
    plans.move(workspace, meeting.id, meeting.starts_at, 20, NOON + MINUTE)
    assert live.started_meetings(workspace, NOON + 5 * HOUR) == ()
    live_merge.start(workspace, meeting.id, meeting.starts_at)
    assert live.current(workspace, workspace.require(Meeting, meeting.id)) is not None


def test_what_began_belongs_to_its_time_and_what_was_noted_goes_along_to_the_next():
    workspace = fresh()
    meeting = kept(workspace, PLANNED.replace(starts_at=NOON + HOUR, ends_at=NOON + HOUR + 20 * MINUTE))
    live_merge.start(workspace, meeting.id, NOON)
    live_merge.tick(workspace, meeting.id, FIRST, asked=True)
    live_merge.merge(workspace, meeting.id, {live_merge.NOTES: TextChange("", "Half a sentence")})
    live_merge.stop(workspace, meeting, NOON + MINUTE)
    assert live.started_meetings(workspace, NOON + MINUTE)
    plans.cancel(workspace, meeting.id)
    plans.move(workspace, meeting.id, NOON + 2 * DAY, 20, NOON + MINUTE)
    moved = workspace.require(Meeting, meeting.id)
    assert live.started_meetings(workspace, NOON + DAY) == ()
    workspace.save(ADA)
    asked = [
        action.kind
        for action in actions.build_queue(workspace, NOON + DAY, ZoneInfo("UTC"), rules.shipped()).actions
        if action.person
    ]
    assert asked == [Kind.CONFIRM, Kind.PREPARE]
    live_merge.start(workspace, meeting.id, NOON + 2 * DAY)
    again = live.current(workspace, moved)
    assert again is not None
    assert (again.began_at, again.ticked, again.notes) == (NOON + 2 * DAY, (FIRST,), "Half a sentence")
    held = live.finish(again, moved, NOON + 2 * DAY + 20 * MINUTE)
    assert (held.minutes, held.notes) == (20, "Half a sentence")


def test_what_began_before_times_were_noted_belongs_to_a_conversation_of_about_that_time():
    old = live.read({"began_at": NOON.isoformat()})
    assert old is not None
    for start, still in ((NOON, True), (NOON + 2 * HOUR, True), (NOON - HOUR, True), (NOON + 2 * DAY, False)):
        moved = PLANNED.replace(starts_at=start, ends_at=start + HOUR)
        assert live.is_for(old, moved) is still, start
    corrected = live.begin(NOON, PLANNED.replace(starts_at=NOON + MINUTE))
    assert live.is_for(corrected, PLANNED.replace(starts_at=NOON - 10 * MINUTE)), "its start was corrected"


def test_a_beginning_that_was_none_is_taken_back_and_keeps_what_was_noted():
    workspace = fresh()
    meeting = kept(workspace, PLANNED)
    live_merge.lay_aside(workspace, meeting.id)
    live_merge.start(workspace, meeting.id, NOON - MINUTE)
    live_merge.merge(workspace, meeting.id, {live_merge.NOTES: TextChange("", "kept")})
    live_merge.lay_aside(workspace, meeting.id)
    assert live.current(workspace, meeting) is None
    live_merge.merge(workspace, meeting.id, {live_merge.NOTES: TextChange("kept", "kept too")})
    live_merge.start(workspace, meeting.id, NOON)
    again = live.current(workspace, meeting)
    assert again is not None
    assert (again.began_at, again.notes) == (NOON, "kept too")
    live_merge.start(workspace, meeting.id, NOON + HOUR)
    assert live.current(workspace, meeting) == again, "a second screen begins nothing anew"


def test_a_draft_of_something_else_is_no_conversation_under_way():
    workspace = fresh()
    drafts.keep(workspace, live.draft_name(PLANNED.id), {"began_at": "yesterday"})
    assert live.stored(workspace, PLANNED.id) is None


@given(holdings)
def test_whatever_is_typed_comes_back_from_the_draft(conversation):
    workspace = fresh()
    live.keep(workspace, PLANNED.id, conversation)
    stored = live.stored(workspace, PLANNED.id)
    assert stored is not None
    assert stored == conversation


@given(holdings, st.integers(0, 60), st.lists(names, max_size=2))
def test_finishing_twice_adds_nothing_twice(conversation, minutes, learned):
    meeting = PLANNED.replace(learnings=tuple(learned))
    once = live.finish(conversation, meeting, conversation.began_at + minutes * MINUTE)
    assert live.finish(conversation, once, once.ends_at) == once
    assert set(conversation.ticked) <= {asked.question for asked in once.asked}
    assert set(meeting.learnings) <= set(once.learnings)

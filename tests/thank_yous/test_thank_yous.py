"""Who is owed a thank-you, what its clock says, and marking it as sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.deadlines import Deadline, Urgency
from netdash.errors import GoneError, InvalidRecordError
from netdash.meetings.meetings import thank_you_id
from netdash.outreach import thank_you_messages
from netdash.outreach.messages import unsend
from netdash.outreach.thank_you_messages import mark_sent
from netdash.records import Channel, Meeting, MeetingState, Message, Purpose, new_id
from netdash.thank_yous.thank_yous import Owed, deadline_of, owed
from tests.factories import DAY, HOUR, NOON, SECOND, fresh, kept, moments, person, talk, thanks

RULES = rules.shipped()
URGENCIES = list(Urgency)
ADA, TOM = person("Ada"), person("Tom")


# The clock


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), Deadline(Urgency.GREEN, "due in 24 h")),
        (timedelta(minutes=1), Deadline(Urgency.GREEN, "due in 23 h")),
        (12 * HOUR - SECOND, Deadline(Urgency.GREEN, "due in 12 h")),
        (12 * HOUR, Deadline(Urgency.AMBER, "due in 12 h")),
        (12 * HOUR + SECOND, Deadline(Urgency.AMBER, "due in 11 h")),
        (23 * HOUR + timedelta(minutes=20), Deadline(Urgency.AMBER, "due in 40 min")),
        (24 * HOUR, Deadline(Urgency.AMBER, "due in under a minute")),
        (24 * HOUR + SECOND, Deadline(Urgency.RED, "under a minute late")),
        (25 * HOUR, Deadline(Urgency.RED, "1 h late")),
        (5 * DAY, Deadline(Urgency.RED, "4 days late")),
    ],
)
def test_a_thank_you_turns_amber_after_twelve_hours_and_red_after_twenty_four(age, expected):
    assert deadline_of(NOON, NOON + age, RULES) == expected


@pytest.mark.parametrize(
    ("ended", "amber_from", "red_after"),
    [
        # The clocks of Berlin go forward on 29 March 2026, and back on 25 October.
        ("2026-03-28T18:00", "2026-03-29T07:00", "2026-03-29T19:00"),
        ("2026-10-24T18:00", "2026-10-25T05:00", "2026-10-25T17:00"),
        ("2026-05-04T18:00", "2026-05-05T06:00", "2026-05-05T18:00"),
    ],
)
def test_hours_are_counted_as_they_pass_also_when_the_clocks_change(ended, amber_from, red_after):
    berlin = ZoneInfo("Europe/Berlin")
    end, amber, red = (datetime.fromisoformat(text).replace(tzinfo=berlin) for text in (ended, amber_from, red_after))
    [owed_note] = owed([talk(ADA, ended=end)], [])
    assert deadline_of(owed_note.since, amber - SECOND, RULES).urgency is Urgency.GREEN
    assert deadline_of(owed_note.since, amber, RULES).urgency is Urgency.AMBER
    assert deadline_of(owed_note.since, red, RULES).urgency is Urgency.AMBER
    assert deadline_of(owed_note.since, red + SECOND, RULES).urgency is Urgency.RED


spans = st.timedeltas(-2 * DAY, 5 * DAY)


@given(spans, spans)
def test_passing_time_never_makes_a_clock_less_urgent(one, other):
    earlier, later = sorted((one, other))
    before, after = (deadline_of(NOON, NOON + age, RULES).urgency for age in (earlier, later))
    assert URGENCIES.index(before) <= URGENCIES.index(after)


# Who is owed one


def test_each_person_of_a_conversation_is_owed_one_the_most_urgent_first():
    late, soon = talk(TOM, ended=NOON - DAY), talk(ADA, TOM, ended=NOON)
    assert owed([soon, late], []) == (Owed(late, TOM.id), Owed(soon, ADA.id), Owed(soon, TOM.id))


@pytest.mark.parametrize("state", MeetingState)
def test_only_a_held_conversation_owes(state):
    assert bool(owed([talk(ADA, state=state)], [])) is (state is MeetingState.HELD)


def test_only_a_sent_thank_you_for_that_conversation_and_person_settles():
    meeting, other = talk(ADA, TOM), talk(ADA)
    beside = [
        thanks(meeting, ADA, sent_at=None),
        thanks(other, ADA),
        thanks(meeting, person("Somebody else")),
        Message(contact=ADA.id, sent_at=NOON),
    ]
    assert owed([meeting], beside) == (Owed(meeting, ADA.id), Owed(meeting, TOM.id))
    assert owed([meeting], [*beside, thanks(meeting, ADA)]) == (Owed(meeting, TOM.id),)


logs = st.lists(
    st.builds(
        lambda who, ended, state: talk(*who, ended=ended, state=state),
        st.lists(st.sampled_from([ADA.id, TOM.id, person().id]), min_size=1, max_size=3),
        moments,
        st.sampled_from(MeetingState),
    ),
    max_size=6,
)


@given(logs, st.data())
def test_owed_and_sent_together_are_everybody_met(log, data):
    pairs = {(meeting.id, id) for meeting in log if meeting.state is MeetingState.HELD for id in meeting.contacts}
    by_id = {meeting.id: meeting for meeting in log}
    thanked = data.draw(st.sets(st.sampled_from(sorted(pairs)))) if pairs else set()
    messages = [thanks(by_id[meeting], id) for meeting, id in sorted(thanked)]
    open_ones = [(owed_note.meeting.id, owed_note.contact) for owed_note in owed(log, messages)]
    assert len(set(open_ones)) == len(open_ones)
    assert set(open_ones) | thank_you_messages.sent(messages).keys() == pairs
    assert set(open_ones).isdisjoint(thank_you_messages.sent(messages))
    ends = [owed_note.since for owed_note in owed(log, messages)]
    assert ends == sorted(ends)


def test_there_is_one_thank_you_for_a_conversation_and_a_person():
    meeting, other = new_id(), new_id()
    ids = {thank_you_id(talk, contact) for talk in (meeting, other) for contact in (ADA.id, TOM.id)}
    assert len(ids) == 4
    assert thank_you_id(meeting, ADA.id) == thank_you_id(meeting, ADA.id)


# Marking it as sent


def owing():
    workspace = fresh()
    return workspace, kept(workspace, talk(ADA, TOM))


def still_owed(workspace) -> list[str]:
    return [owed_note.contact for owed_note in owed(workspace.all(Meeting), workspace.all(Message))]


def test_marking_it_as_sent_settles_it():
    workspace, meeting = owing()
    id = mark_sent(workspace, thanks(meeting, ADA, NOON + HOUR, body="Hi Ada", channel="linkedin"), NOON + DAY)
    assert still_owed(workspace) == [TOM.id]
    [message] = workspace.all(Message)
    assert message.id == id == thank_you_id(meeting.id, ADA.id)
    assert (message.sent_at, message.body, message.channel) == (NOON + HOUR, "Hi Ada", Channel.LINKEDIN)


def test_what_was_sent_for_a_conversation_is_its_thank_you_whatever_it_was_drafted_as():
    workspace, meeting = owing()
    mark_sent(workspace, thanks(meeting, ADA, purpose=Purpose.FIRST_MESSAGE), NOON)
    assert still_owed(workspace) == [TOM.id]


def test_a_note_that_was_deleted_meanwhile_can_be_marked_all_the_same():
    workspace, meeting = owing()
    note = workspace.require(Message, mark_sent(workspace, thanks(meeting, ADA), NOON))
    workspace.delete(note)
    mark_sent(workspace, note, NOON)
    assert still_owed(workspace) == [TOM.id]


def test_a_double_click_marks_it_once():
    workspace, meeting = owing()
    first = mark_sent(workspace, thanks(meeting, ADA, body="First"), NOON)
    version = workspace.version(Message)
    assert mark_sent(workspace, thanks(meeting, ADA, NOON + SECOND, body="Second"), NOON + SECOND) == first
    assert [message.body for message in workspace.all(Message)] == ["First"]
    assert workspace.version(Message) == version


@pytest.mark.parametrize(
    ("sent_at", "sentence"),
    [
        (NOON + HOUR + SECOND, "That moment is still to come. Choose when you sent the note, up to now."),
        (NOON - SECOND, "That is before the conversation ended. Choose a later moment, or correct its end."),
        (None, "Say when the note was sent, and for which conversation."),
    ],
)
def test_a_moment_that_cannot_be_is_refused(sent_at, sentence):
    workspace, meeting = owing()
    with pytest.raises(InvalidRecordError) as caught:
        mark_sent(workspace, thanks(meeting, ADA, sent_at), NOON + HOUR)
    assert caught.value.sentence == sentence
    assert workspace.all(Message) == ()


@pytest.mark.parametrize("sent_at", [NOON, NOON + HOUR])
def test_from_the_end_of_the_conversation_until_now_it_may_have_been_sent(sent_at):
    workspace, meeting = owing()
    mark_sent(workspace, thanks(meeting, ADA, sent_at), NOON + HOUR)
    assert still_owed(workspace) == [TOM.id]


def test_a_note_of_no_conversation_is_refused():
    with pytest.raises(InvalidRecordError, match="for which conversation"):
        mark_sent(fresh(), Message(contact=ADA.id, sent_at=NOON), NOON)


def test_a_note_of_a_conversation_that_is_gone_is_refused():
    workspace = fresh()
    with pytest.raises(GoneError):
        mark_sent(workspace, thanks(talk(ADA), ADA), NOON)
    assert workspace.all(Message) == ()


# Taking it back


def test_taking_it_back_makes_it_owed_again_and_keeps_the_words():
    workspace, meeting = owing()
    id = mark_sent(workspace, thanks(meeting, ADA, body="Written with care"), NOON)
    unsend(workspace, id)
    assert still_owed(workspace) == [ADA.id, TOM.id]
    assert [(message.body, message.sent_at) for message in workspace.all(Message)] == [("Written with care", None)]


def test_it_can_be_sent_again_after_it_was_taken_back():
    workspace, meeting = owing()
    id = mark_sent(workspace, thanks(meeting, ADA, body="First", reply="Any time!"), NOON)
    unsend(workspace, id)
    assert mark_sent(workspace, thanks(meeting, ADA, NOON + HOUR, body="Second"), NOON + HOUR) == id
    [message] = workspace.all(Message)
    assert (message.body, message.sent_at, message.reply) == ("Second", NOON + HOUR, "Any time!")
    assert still_owed(workspace) == [TOM.id]


def test_taking_back_what_is_not_sent_changes_nothing():
    workspace, meeting = owing()
    with pytest.raises(GoneError):
        unsend(workspace, thank_you_id(meeting.id, ADA.id))
    assert workspace.all(Message) == ()
    id = mark_sent(workspace, thanks(meeting, ADA), NOON)
    unsend(workspace, id)
    version = workspace.version(Message)
    unsend(workspace, id)
    assert workspace.version(Message) == version


def test_a_thank_you_that_is_taken_back_has_no_outcome_any_more():
    workspace, meeting = owing()
    id = mark_sent(workspace, thanks(meeting, ADA, outcome="replied", outcome_at=NOON), NOON)
    unsend(workspace, id)
    draft = workspace.get(Message, id)
    assert draft is not None
    assert (draft.sent_at, draft.outcome, draft.outcome_at) == (None, None, None)

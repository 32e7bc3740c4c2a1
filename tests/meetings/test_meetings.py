"""Logging, changing, finding and deleting conversations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.follow_up import weeks
from netdash.insights import period, rhythm
from netdash.insights.period import Period
from netdash.meetings import meetings, plans
from netdash.meetings.meetings import MeetingFilter, MeetingStatus, filtered, log_meeting, status
from netdash.moments import day_of
from netdash.outreach import journey
from netdash.people.cadence import last_contacts
from netdash.records import (
    AskedQuestion,
    Contact,
    Introduction,
    Meeting,
    MeetingKind,
    MeetingState,
    Message,
    Promise,
    Record,
    new_id,
)
from netdash.records.base import ConflictError
from netdash.thank_yous import note as thank_you_note
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    SECOND,
    everything,
    fresh,
    introduction,
    kept,
    moments,
    person,
    promise,
    talk,
    thanks,
)

BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
MINUTE = timedelta(minutes=1)


def again(meeting: Meeting, **changes: object) -> Meeting:
    """The same form, submitted once more after its token was renewed."""
    return meeting.replace(id=new_id(), **changes)


# Logging


@pytest.mark.parametrize(
    ("ended", "state"),
    [(NOON - DAY, MeetingState.HELD), (NOON, MeetingState.HELD), (NOON + SECOND, MeetingState.PLANNED)],
)
def test_an_end_to_come_makes_a_planned_conversation(ended, state):
    workspace = fresh()
    id = log_meeting(workspace, talk(ended=ended), NOON)
    assert workspace.require(Meeting, id).state is state
    assert workspace.require(Meeting, id).created_at == NOON


def test_what_a_conversation_brought_is_saved_with_it():
    workspace = fresh()
    ada, tom = person("Ada"), person("Tom")
    meeting = talk(ada)
    promised = promise(contact=ada.id, meeting=meeting.id)
    log_meeting(workspace, meeting, NOON, [ada, tom, introduction(ada, tom, meeting), promised])
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada", "Tom"]
    assert len(workspace.all(Introduction)) == len(workspace.all(Promise)) == len(workspace.all(Meeting)) == 1


@pytest.mark.parametrize("place", range(3))
def test_a_fault_in_what_it_brought_leaves_nothing(place):
    workspace = fresh()
    stored = kept(workspace, person("Stored"))
    before = everything(workspace)
    version = workspace.version(Contact, Meeting, Promise)
    ada = person("Ada")
    also: list[Record] = [ada, promise(contact=ada.id)]
    also.insert(place, stored.replace(name="Of an older version", updated_at=NOON - DAY))
    with pytest.raises(ConflictError):
        log_meeting(workspace, talk(ada), NOON, also)
    assert everything(workspace) == before
    assert workspace.version(Contact, Meeting, Promise) == version


def test_something_that_cannot_be_written_down_leaves_nothing():
    workspace = fresh()
    broken = person("Ada").model_copy(update={"name": "\ud800"})
    with pytest.raises(InvalidRecordError):
        log_meeting(workspace, talk(), NOON, [person("Tom"), broken])
    assert everything(workspace) == everything(fresh())


# A form submitted twice


def test_a_double_click_saves_once():
    workspace = fresh()
    ada = person("Ada")
    meeting = talk(ada)
    promised = promise(contact=ada.id, meeting=meeting.id)
    first = log_meeting(workspace, meeting, NOON, [ada, promised])
    before = everything(workspace)
    assert log_meeting(workspace, meeting, NOON + DAY, [ada, promised]) == first
    assert everything(workspace) == before


def test_a_double_click_with_another_token_and_newly_typed_people_saves_once():
    workspace = fresh()
    known = kept(workspace, person("Known"))
    first_typed, typed_again = person("Ada", company="Globex"), person("Ada", company="Globex")
    meeting = talk(known, first_typed, notes="Good talk")
    first = log_meeting(workspace, meeting, NOON, [first_typed])
    before = everything(workspace)
    second = again(meeting, contacts=(known.id, typed_again.id))
    assert log_meeting(workspace, second, NOON + MINUTE, [typed_again]) == first
    assert everything(workspace) == before


@pytest.mark.parametrize("later", [MINUTE + SECOND, HOUR])
def test_the_same_content_later_is_another_conversation(later):
    workspace = fresh()
    meeting = talk()
    log_meeting(workspace, meeting, NOON, [])
    log_meeting(workspace, again(meeting), NOON + later)
    assert len(workspace.all(Meeting)) == 2


@pytest.mark.parametrize(
    "change", [{"notes": "x"}, {"place": "x"}, {"kind": "call"}, {"learnings": ("x",)}, {"help_offered": "x"}]
)
def test_other_content_at_the_same_time_is_another_conversation(change):
    workspace = fresh()
    meeting = talk()
    log_meeting(workspace, meeting, NOON)
    log_meeting(workspace, again(meeting, **change), NOON)
    assert len(workspace.all(Meeting)) == 2


def test_two_people_at_the_same_event_are_two_conversations():
    workspace = fresh()
    ada, tom = person("Ada"), person("Tom")
    meeting = talk(ada, kind=MeetingKind.EVENT)
    log_meeting(workspace, meeting, NOON, [ada])
    log_meeting(workspace, again(meeting, contacts=(tom.id,)), NOON + SECOND, [tom])
    assert len(workspace.all(Meeting)) == len(workspace.all(Contact)) == 2


def test_two_known_namesakes_at_the_same_event_are_two_conversations():
    workspace = fresh()
    one, other = kept(workspace, person("Anna Schmidt")), kept(workspace, person("Anna Schmidt"))
    meeting = talk(one, kind=MeetingKind.EVENT)
    log_meeting(workspace, meeting, NOON)
    log_meeting(workspace, again(meeting, contacts=(other.id,)), NOON + SECOND)
    assert {meeting.contacts for meeting in workspace.all(Meeting)} == {(one.id,), (other.id,)}


def test_two_new_namesakes_of_different_companies_are_two_conversations():
    workspace = fresh()
    one, other = person("Anna Schmidt", company="Globex"), person("Anna Schmidt", company="Initech")
    meeting = talk(one, kind=MeetingKind.EVENT)
    log_meeting(workspace, meeting, NOON, [one])
    log_meeting(workspace, again(meeting, contacts=(other.id,)), NOON + SECOND, [other])
    assert len(workspace.all(Meeting)) == len(workspace.all(Contact)) == 2


def test_somebody_known_is_not_taken_for_somebody_deleted_meanwhile():
    workspace = fresh()
    ada, tom = kept(workspace, person("Ada")), kept(workspace, person("Tom"))
    meeting = talk(ada)
    log_meeting(workspace, meeting, NOON)
    workspace.delete(ada)
    log_meeting(workspace, again(meeting, contacts=(tom.id,)), NOON + SECOND)
    assert len(workspace.all(Meeting)) == 2


def test_one_person_more_is_another_conversation():
    workspace = fresh()
    ada, tom = kept(workspace, person("Ada")), kept(workspace, person("Tom"))
    meeting = talk(ada)
    log_meeting(workspace, meeting, NOON)
    log_meeting(workspace, again(meeting, contacts=(ada.id, tom.id)), NOON)
    log_meeting(workspace, again(meeting, contacts=(tom.id,)), NOON)
    assert len(workspace.all(Meeting)) == 3


def test_a_double_click_is_noticed_behind_an_older_conversation_restored_meanwhile():
    workspace = fresh()
    old = log_meeting(workspace, talk(notes="Long ago"), NOON - DAY)
    meeting = talk()
    first = log_meeting(workspace, meeting, NOON)
    meetings.delete_meeting(workspace, old, "Long ago", NOON)
    trash.restore(workspace, old)
    assert log_meeting(workspace, again(meeting), NOON + SECOND) == first


# Where it stands


@pytest.mark.parametrize(
    ("state", "ended", "expected"),
    [
        ("planned", NOON + SECOND, MeetingStatus.PLANNED),
        ("planned", NOON, MeetingStatus.TO_RECORD),
        ("planned", NOON - DAY, MeetingStatus.TO_RECORD),
        ("held", NOON - DAY, MeetingStatus.HELD),
        ("cancelled", NOON - DAY, MeetingStatus.CANCELLED),
        ("cancelled", NOON + DAY, MeetingStatus.CANCELLED),
        ("no_show", NOON - DAY, MeetingStatus.NO_SHOW),
    ],
)
def test_a_conversation_stands_where_its_state_and_the_time_put_it(state, ended, expected):
    assert status(talk(state=state, ended=ended), NOON) is expected


def test_every_kind_of_conversation_has_words():
    assert set(meetings.KIND_WORDS) == set(MeetingKind)


# Filters

ADA, TOM = person("Ada Lovelace"), person("Tom Okafor")
NAMES = {ADA.id: ADA.name, TOM.id: TOM.name}
COFFEE = talk(ADA, kind="networking_coffee", place="Café Ünal", learnings=("Ship small.",), ended=NOON - 3 * DAY)
CALL = talk(TOM, kind="call", notes="AskedQuestion about Rust", help_offered="Review the deck", ended=NOON - DAY)
BOTH = talk(ADA, TOM, kind="event", state="planned", ended=NOON + DAY)
LOG = (CALL, BOTH, COFFEE)


def found(zone: ZoneInfo = UTC_ZONE, log: tuple[Meeting, ...] = LOG, **criteria: object) -> tuple[Meeting, ...]:
    return filtered(log, MeetingFilter(**criteria), NOON, zone, NAMES.__getitem__)  # type: ignore[arg-type]


def test_an_empty_filter_shows_everything_the_latest_first():
    assert found() == (BOTH, CALL, COFFEE)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"text": "lovelace"}, (BOTH, COFFEE)),
        ({"text": "café"}, (COFFEE,)),
        ({"text": "ÜNAL"}, (COFFEE,)),
        ({"text": "ship"}, (COFFEE,)),
        ({"text": "rust tom"}, (CALL,)),
        ({"text": "rust ada"}, ()),
        ({"text": "deck"}, (CALL,)),
        ({"text": "networking coffee"}, (COFFEE,)),
        ({"text": "  "}, (BOTH, CALL, COFFEE)),
        ({"since": date(2026, 5, 3)}, (BOTH, CALL)),
        ({"since": date(2026, 5, 4)}, (BOTH,)),
        ({"until": date(2026, 5, 1)}, (COFFEE,)),
        ({"until": date(2026, 4, 30)}, ()),
        ({"since": date(2026, 5, 3), "until": date(2026, 5, 3)}, (CALL,)),
        ({"since": date(2026, 5, 4), "until": date(2026, 5, 3)}, ()),
        ({"kinds": (MeetingKind.CALL, MeetingKind.EVENT)}, (BOTH, CALL)),
        ({"contacts": (TOM.id,)}, (BOTH, CALL)),
        ({"contacts": (ADA.id, TOM.id)}, (BOTH, CALL, COFFEE)),
        ({"contacts": (new_id(),)}, ()),
        ({"statuses": (MeetingStatus.PLANNED,)}, (BOTH,)),
        ({"statuses": (MeetingStatus.HELD, MeetingStatus.NO_SHOW)}, (CALL, COFFEE)),
        ({"text": "ada", "contacts": (TOM.id,), "statuses": (MeetingStatus.PLANNED,)}, (BOTH,)),
        ({"kinds": (MeetingKind.CALL,), "contacts": (ADA.id,)}, ()),
    ],
)
def test_each_part_of_a_filter_lets_through_what_it_says(wanted, expected):
    assert found(**wanted) == expected


def test_what_was_answered_to_a_question_is_found():
    answered = talk(ADA, asked=(AskedQuestion(question=new_id(), note="Hire for range"),))
    assert found(log=(answered,), text="range") == (answered,)


def test_a_day_begins_and_ends_in_the_members_zone():
    """22:30 in UTC on 3 May is half past midnight on 4 May in Berlin."""
    late = talk(ADA, ended=datetime.fromisoformat("2026-05-03T22:30+00:00"))
    third, fourth = date(2026, 5, 3), date(2026, 5, 4)
    assert found(UTC_ZONE, (late,), since=third, until=third) == (late,)
    assert found(UTC_ZONE, (late,), since=fourth) == ()
    assert found(BERLIN, (late,), since=fourth, until=fourth) == (late,)
    assert found(BERLIN, (late,), until=third) == ()


@given(
    st.lists(moments, max_size=8).map(lambda ends: tuple(talk(ADA, ended=end) for end in ends)),
    st.timezones(),
    moments,
    moments,
)
def test_the_days_of_a_filter_are_both_included(log, zone, meeting, other):
    since, until = sorted((day_of(meeting, zone), day_of(other, zone)))
    matches = found(zone, log, since=since, until=until)
    assert sorted(matches, key=lambda meeting: meeting.ends_at, reverse=True) == list(matches)
    within = {meeting.id for meeting in log if since <= meeting.starts_at.astimezone(zone).date() <= until}
    assert {meeting.id for meeting in matches} == within


def test_a_conversation_over_midnight_is_on_the_day_on_which_it_starts_everywhere():
    monday, tuesday = date(2026, 5, 4), date(2026, 5, 5)
    late = talk(ADA, ended=datetime(2026, 5, 4, 22, 30, tzinfo=UTC), minutes=60)  # 23:30 to 00:30 in Berlin
    sunday = talk(ADA, ended=datetime(2026, 5, 3, 22, 30, tzinfo=UTC), minutes=60)
    assert found(BERLIN, (late,), since=monday, until=monday) == (late,)
    assert found(BERLIN, (late,), since=tuesday) == ()
    assert meetings.day(late, BERLIN) == monday
    (week,) = weeks.recent_weeks(monday, 1, BERLIN, [late, sunday], [], [], rules.shipped(), NOON)
    assert week.conversations == 1
    within = period.window(Period.THIS_YEAR, monday, BERLIN)
    assert period.conversations([late], within) == (late,)
    assert [week.conversations for week in rhythm.weeks([late, sunday], within)] == [1, 1]
    asked = [talk(ADA, ended=late.ends_at, minutes=60, asked=(AskedQuestion(question=(id := new_id())),))]
    assert plans.repeated_questions(asked, [id], [ADA.id])[0].at == late.starts_at
    note = thank_you_note._gratitude(late, late.ends_at, BERLIN)
    assert "yesterday" in note
    assert day_of(last_contacts([late], [], [])[ADA.id], BERLIN) == monday
    (place,) = journey.places([ADA], [late], [], NOON, BERLIN, rules.shipped().no_reply, ())
    assert place.at is not None
    assert day_of(place.at, BERLIN) == monday


# Changing


def test_moving_the_end_of_a_held_conversation_into_the_future_makes_it_planned():
    workspace = fresh()
    meeting = kept(workspace, talk())
    later = meeting.replace(starts_at=NOON + timedelta(hours=1), ends_at=NOON + timedelta(hours=2))
    meetings.edit_meeting(workspace, later, NOON)
    assert workspace.require(Meeting, meeting.id).state is MeetingState.PLANNED


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.NO_SHOW])
def test_what_is_said_in_the_form_to_have_fallen_through_did_so_then(state: MeetingState) -> None:
    workspace = fresh()
    meeting = kept(workspace, talk())
    meetings.edit_meeting(workspace, meeting.replace(state=state), NOON)
    stored = workspace.require(Meeting, meeting.id)
    assert stored.fell_through_at == NOON
    meetings.edit_meeting(workspace, stored.replace(notes="A typo mended"), NOON + timedelta(days=1))
    assert workspace.require(Meeting, meeting.id).fell_through_at == NOON


def test_nobody_stays_away_from_what_has_not_begun() -> None:
    workspace = fresh()
    meeting = kept(workspace, talk())
    later = {"starts_at": NOON + timedelta(hours=1), "ends_at": NOON + timedelta(hours=2)}
    with pytest.raises(InvalidRecordError, match="It has not begun yet"):
        meetings.edit_meeting(workspace, meeting.replace(state=MeetingState.NO_SHOW, **later), NOON)
    assert workspace.require(Meeting, meeting.id) == meeting
    meetings.edit_meeting(workspace, meeting.replace(state=MeetingState.NO_SHOW), NOON)
    missed = workspace.require(Meeting, meeting.id)
    with pytest.raises(InvalidRecordError, match="It has not begun yet"):
        meetings.edit_meeting(workspace, missed.replace(**later), NOON)


def test_the_second_of_two_tabs_is_refused_and_nothing_it_brought_is_saved():
    workspace = fresh()
    opened = kept(workspace, talk())
    meetings.edit_meeting(workspace, opened.replace(notes="Theirs"), NOON)
    with pytest.raises(ConflictError, match="This conversation was changed") as caught:
        meetings.edit_meeting(workspace, opened.replace(notes="Mine"), NOON, [person("Tom")])
    assert isinstance(caught.value.theirs, Meeting)
    assert caught.value.theirs.notes == "Theirs"
    assert workspace.all(Contact) == ()
    assert workspace.require(Meeting, opened.id).notes == "Theirs"


def test_a_change_to_a_deleted_conversation_is_refused():
    workspace = fresh()
    opened = kept(workspace, talk())
    meetings.delete_meeting(workspace, opened.id, "Talk", NOON)
    with pytest.raises(GoneError, match="This conversation is not here any more"):
        meetings.edit_meeting(workspace, opened.replace(notes="Mine"), NOON, [person("Tom")])
    assert workspace.all(Contact) == ()


def test_a_stale_link_gives_a_sentence():
    with pytest.raises(GoneError, match="This conversation is not here any more"):
        fresh().require(Meeting, new_id())


# Deleting


def test_deleting_takes_promises_and_introductions_along_and_restoring_mends_all():
    workspace = fresh()
    ada, tom = kept(workspace, ADA), kept(workspace, TOM)
    meeting, other = kept(workspace, talk(ada)), kept(workspace, talk(tom))
    for logged in (meeting, other):
        kept(workspace, promise(contact=ada.id, meeting=logged.id))
        kept(workspace, introduction(ada, tom, logged))
        kept(workspace, thanks(logged, ada))
    kept(workspace, promise("Of no conversation"))
    before = everything(workspace)

    id = meetings.delete_meeting(workspace, meeting.id, "Coffee with Ada", NOON)
    assert workspace.all(Meeting) == (other,)
    assert [promise.meeting for promise in workspace.all(Promise)] == [other.id, None]
    assert [introduction.meeting for introduction in workspace.all(Introduction)] == [other.id]
    assert len(workspace.all(Message)) == 2, "messages were really sent, so they stay"
    assert len(workspace.all(Contact)) == 2

    trash.restore(workspace, id)
    assert everything(workspace) == before


def test_deleting_twice_says_that_it_is_gone():
    workspace = fresh()
    meeting = kept(workspace, talk())
    meetings.delete_meeting(workspace, meeting.id, "Talk", NOON)
    before = everything(workspace)
    with pytest.raises(GoneError):
        meetings.delete_meeting(workspace, meeting.id, "Talk", NOON)
    assert everything(workspace) == before

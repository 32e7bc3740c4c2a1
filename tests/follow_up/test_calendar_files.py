"""Conversations and follow-ups as calendar files, read back by icalendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from netdash import profile, rules
from netdash.follow_up import actions, calendar_files
from netdash.follow_up.calendar_files import (
    LAST_SEQUENCE,
    CalendarEntry,
    clean_text,
    exact_text,
    follow_up_file,
    meeting_file,
    sequence,
)
from netdash.meetings.meetings import thank_you_id
from netdash.records import Meeting, MeetingKind, MeetingState, Promise
from netdash.thank_yous import thank_yous
from tests.factories import DAY, HOUR, NOON, SECOND, TODAY, any_text, fresh, kept, moments, person, promise, talk

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
OWNER = "w" * 32
ADA = person("Ada Lovelace")
PLAN = talk(
    ADA,
    ended=NOON + DAY,
    minutes=20,
    state="planned",
    kind="call",
    place="https://meet.example/a?b=1&c=2",
    their_zone="America/New_York",
)
ODD = 'Line one\nLine two; with, commas\\ and C:\\New \\n "quotes" & 100 % 😀 日本語\tTab'


def event_of(file: bytes) -> Event:
    (event,) = Calendar.from_ical(file).events
    return event


def text(event: Component, name: str) -> str:
    """Read a text of an event; nothing where it has none."""
    return str(event.get(name, ""))


def planned(meeting: Meeting = PLAN, names: str = "Ada Lovelace", questions=("Why?",), now=NOON) -> bytes:
    return meeting_file(meeting, names, questions, BERLIN, now, OWNER)


def lines(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_planned_conversation_is_an_event_that_all_three_calendars_take():
    workspace = fresh()
    plan = kept(workspace, PLAN)
    file = planned(plan)
    head = ["BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "PRODID:-//netdash//netdash//EN", "VERSION:2.0"]
    said = lines(file)
    assert said[0] == "BEGIN:VCALENDAR"
    assert set(head) < set(said)
    assert said.count("BEGIN:VALARM") == said.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VTODO" not in said
    assert "DTSTART:20260505T114000Z" in said
    assert "DTEND:20260505T120000Z" in said
    assert "DTSTAMP:20260504T120000Z" in said
    assert f"UID:{PLAN.id}@{OWNER}.netdash.invalid" in said
    assert "STATUS:CONFIRMED" in said
    assert "SUMMARY:Call: Ada Lovelace" in said
    assert "TRIGGER:-PT1H" in said
    assert plan.updated_at is not None
    assert f"SEQUENCE:{sequence(plan.updated_at)}" in said
    event = event_of(file)
    assert text(event, "location") == PLAN.place
    assert text(event, "description") == (
        "https://meet.example/a?b=1&c=2\n\n"
        "For them: Tuesday 5 May 2026, 07:40–08:00 (America/New_York)\n\n"
        "Questions:\n1. Why?"
    )


def test_a_second_export_updates_and_one_after_a_cancel_says_so():
    first, moved = PLAN.replace(updated_at=NOON), PLAN.replace(updated_at=NOON + SECOND, state="cancelled")
    before, after = event_of(planned(first)), event_of(planned(moved))
    assert text(before, "uid") == text(after, "uid")
    assert int(text(after, "sequence")) > int(text(before, "sequence"))
    assert text(after, "status") == "CANCELLED"
    said = lines(planned(moved))
    assert text(after, "summary") == "Cancelled: Call: Ada Lovelace"
    assert "METHOD:PUBLISH" in said, "to cancel is for an organizer (RFC 5546), and the entry has none"
    assert "TRANSP:TRANSPARENT" in said
    assert "BEGIN:VALARM" not in said, "nobody wants to be reminded of it"


def test_no_two_workspaces_have_an_entry_of_one_uid_and_each_keeps_its_own():
    """RFC 5545, 3.8.4.7. The ids of the sample, the pitch and the questions are the same in every workspace."""
    ours, theirs = fresh(), fresh()
    due = [CalendarEntry(uid, "Do it", TODAY) for uid in ("pitch", "questions", "1" * 32)]
    uids = []
    for workspace in (ours, theirs, ours):
        owner = profile.calendar_id(workspace)
        files = (follow_up_file(due, BERLIN, NOON, owner), meeting_file(PLAN, "Ada", (), BERLIN, NOON, owner))
        uids.append({text(event, "uid") for file in files for event in Calendar.from_ical(file).events})
    first, other, again = uids
    assert len(first) == 4
    assert first == again
    assert not first & other
    restored = fresh()
    restored.put(profile.of(ours))
    assert profile.calendar_id(restored) == profile.calendar_id(ours)


def test_a_conversation_that_says_nothing_more_has_no_empty_lines_of_it():
    bare = lines(planned(talk(ADA, ended=NOON + DAY, state="planned"), questions=()))
    assert not [line for line in bare if line.startswith(("LOCATION", "DESCRIPTION")) and line.endswith(":")]


def test_an_undone_cancellation_goes_before_the_cancellation_that_was_exported() -> None:
    """Undo puts the plan back as it was, its moment of change too."""
    plan, gone = PLAN.replace(updated_at=NOON - DAY), PLAN.replace(updated_at=NOON, state="cancelled")
    exports = [
        meeting_file(one, "Ada", [], BERLIN, NOON + number * SECOND, OWNER) for number, one in enumerate((gone, plan))
    ]
    before, after = (int(text(event_of(file), "sequence")) for file in exports)
    assert before < after


@given(moments, moments)
def test_the_sequence_grows_with_time_and_stays_within_31_bits(one, other):
    early, late = sorted((one, other))
    assert 0 <= sequence(early) <= sequence(late) <= LAST_SEQUENCE
    assert sequence(datetime(9000, 1, 1, tzinfo=NOON.tzinfo)) == LAST_SEQUENCE


@pytest.mark.parametrize(
    "typed", [ODD, ODD * 60, "\\N\\n\\\\N", "a\r\nb\rc\x0cd\u2028e", "\0\x07\ufeffbell\x7f", "\ud800", "😀" * 200]
)
def test_odd_text_comes_back_as_it_is_carried(typed):
    file = planned(PLAN.model_copy(update={"place": typed}), names=typed, questions=[typed])
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert not ({*range(32), 127} - {9, 10, 13}) & set(file), "no control character"
    event = event_of(file)
    assert text(event, "location") == clean_text(typed)
    assert clean_text(typed) in text(event, "description")
    assert text(event, "summary") == f"Call: {' '.join(clean_text(typed).split())}".rstrip()


@given(any_text, any_text)
def test_any_text_comes_back_through_icalendar(title, description):
    event = event_of(follow_up_file([CalendarEntry("1", title, NOON, description)], BERLIN, NOON, OWNER))
    assert text(event, "summary") == " ".join(clean_text(title).split())
    assert text(event, "description") == clean_text(description)


@given(any_text)
def test_what_is_carried_is_carried_whole(typed):
    assert clean_text(clean_text(typed)) == clean_text(typed)
    event = Event()
    event.add("comment", exact_text(typed))
    assert text(Event.from_ical(event.to_ical()), "comment") == clean_text(typed)


# What is owed


def test_a_thank_you_is_an_event_that_ends_when_it_would_be_late():
    met = talk(ADA, ended=NOON, learnings=("Ask early",))
    (owed,) = calendar_files.thank_you_entries(thank_yous.owed([met], []), lambda _: "Ada Lovelace", rules.shipped())
    event = event_of(follow_up_file([owed], BERLIN, NOON + HOUR, OWNER))
    assert text(event, "summary") == "Thank Ada Lovelace"
    assert text(event, "uid") == f"{thank_you_id(met.id, ADA.id)}@{OWNER}.netdash.invalid"
    assert event.end == NOON + DAY
    assert text(event, "description") == "For: Informational interview\n\n- Ask early"
    (alarm,) = event.alarms.times
    assert alarm.trigger == event.start


def test_a_promise_takes_its_day_and_its_alarm_sounds_the_morning_before():
    due = TODAY + 3 * DAY
    (owed,) = calendar_files.promise_entries([promise(due_on=due), promise(settled_at=NOON)], lambda _: "Tom")
    file = follow_up_file([owed], BERLIN, NOON, OWNER)
    assert "DTSTART;VALUE=DATE:20260507" in lines(file)
    event = event_of(file)
    (alarm,) = event.alarms.times
    assert str(alarm.trigger).startswith("2026-05-06 09:00"), "Outlook does not sound after the start"
    assert not event_of(follow_up_file([CalendarEntry("1", "Do it", TODAY)], BERLIN, NOON, OWNER)).alarms.times, (
        "it is past"
    )
    assert (text(event, "summary"), text(event, "description")) == ("Promise: Send the article", "Promised to Tom.")


def test_everything_in_a_queue_is_there_once():
    workspace, owed = fresh(), promise(contact=ADA.id, due_on=TODAY + DAY)
    for record in (ADA, met := talk(ADA, ended=NOON - HOUR), owed, PLAN):
        workspace.save(record)
    queue = actions.build_queue(workspace, NOON, BERLIN, rules.shipped())
    thanks = thank_yous.owed(workspace.all(Meeting), [])
    entries = list(
        calendar_files.queue_entries(queue.actions, thanks, workspace.all(Promise), str, rules.shipped(), BERLIN)
    )
    uids = [one.uid for one in entries]
    assert len(set(uids)) == len(uids) == len(queue.actions)
    assert {
        thank_you_id(met.id, ADA.id),
        owed.id,
        f"prepare:{PLAN.id}:{PLAN.starts_at:%Y%m%dT%H%M}",
        "pitch",
    } <= set(uids)
    (prepare,) = (one for one in entries if one.uid.startswith("prepare"))
    assert prepare.title.startswith("Prepare for Ada Lovelace")
    assert prepare.description.startswith("Prepare the day before")
    assert "Source: " in prepare.description
    actions.dismiss(workspace, f"promise:{owed.id}", "No")
    left = actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).actions
    again = calendar_files.queue_entries(left, thanks, workspace.all(Promise), str, rules.shipped(), BERLIN)
    assert {one.uid for one in again} == set(uids) - {owed.id}, "what is dismissed is in no calendar"


@pytest.mark.parametrize(
    ("due", "starts"),
    [(NOON - DAY, NOON), (NOON + MINUTE, NOON), (NOON + HOUR, NOON + 45 * MINUTE), (date(2026, 5, 1), TODAY)],
)
def test_what_is_overdue_stands_where_it_is_seen(due, starts):
    assert event_of(follow_up_file([CalendarEntry("1", "Do it", due)], BERLIN, NOON, OWNER)).start == starts


def test_a_day_is_the_member_s_own():
    event = event_of(follow_up_file([CalendarEntry("1", "Do it", TODAY)], ZoneInfo("Pacific/Apia"), NOON, OWNER))
    assert event.start == date(2026, 5, 5)


def test_all_that_is_owed_is_one_calendar_with_one_alarm_an_event():
    said = lines(follow_up_file([CalendarEntry(str(n), f"Do {n}", NOON) for n in range(5)], BERLIN, NOON, OWNER))
    assert said.count("BEGIN:VCALENDAR") == said.count("METHOD:PUBLISH") == 1
    assert (
        said.count("BEGIN:VEVENT") == said.count("BEGIN:VALARM") == len({x for x in said if x.startswith("UID")}) == 5
    )


@given(moments, st.integers(1, 600), st.sampled_from(MeetingKind), st.sampled_from(MeetingState))
def test_any_conversation_comes_back_with_its_hours(ended, minutes, kind, state):
    meeting = talk(ADA, ended=ended, minutes=minutes, kind=kind, state=state)
    event = event_of(planned(meeting, now=ended))
    assert (event.start, event.end) == (meeting.starts_at, meeting.ends_at)
    assert (text(event, "status") == "CANCELLED") is (state is MeetingState.CANCELLED)

"""The sample: two whole months relative to the moment, all of it marked, and gone again without a trace."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from netdash import drafts, rules, trash
from netdash.deadlines import Urgency
from netdash.follow_up import actions, promises
from netdash.insights import headlines, log_records
from netdash.insights.period import Period, window
from netdash.meetings import confirmations, live, plans, preparation, results
from netdash.meetings.meetings import edit_meeting, log_meeting, thank_you_id
from netdash.moments import day_of, moment_at
from netdash.outreach import channels, merge_fields, messages, thank_you_messages
from netdash.people import cadence, contacts
from netdash.pitch import pitches
from netdash.questions import question_sets, questions
from netdash.records import (
    KINDS,
    BrandingItem,
    Comment,
    Contact,
    Draft,
    Introduction,
    Meeting,
    MeetingKind,
    MeetingState,
    Message,
    Opportunity,
    Outcome,
    Pitch,
    Profile,
    Promise,
    Purpose,
    Question,
    QuestionSet,
    Record,
    Revision,
    Snooze,
    Stage,
    Stakeholder,
    Submission,
    TagCadence,
    Target,
    Trashed,
    TrashedRecord,
    Wording,
    new_id,
)
from netdash.shipped import read_shipped
from netdash.store import MemoryStore, Workspace
from netdash.targets import branding, opportunities, targets
from netdash.thank_yous import thank_yous
from netdash.ui import session, undo
from netdash.workspace import sample
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    everything,
    fresh,
    introduction,
    moments,
    names,
    person,
    promise,
    talk,
    thanks,
)

BERLIN = ZoneInfo("Europe/Berlin")
ADA, TOM = person(), person("Tom Baker")


def loaded(now: datetime = NOON, zone: ZoneInfo = BERLIN) -> Workspace:
    workspace = fresh()
    sample.load(workspace, now, zone)
    return workspace


def named(workspace: Workspace, name: str) -> Contact:
    (found,) = (one for one in workspace.all(Contact) if one.name == name)
    return found


def held_with(workspace: Workspace, contact: Contact) -> Meeting:
    return next(one for one in workspace.all(Meeting) if contact.id in one.contacts)


# -- what is in it ----------------------------------------------------------------


def test_it_is_as_large_as_it_says() -> None:
    workspace = loaded()
    counted = {kind: len(workspace.all(kind)) for kind in sample.SAMPLE_KINDS}
    assert counted[Contact] == 33
    assert counted[Meeting] == 19
    assert (counted[Pitch], counted[QuestionSet]) == (2, 1)
    assert (counted[Introduction], counted[Promise]) == (11, 5)
    assert (counted[Target], counted[Opportunity], counted[BrandingItem]) == (5, 11, 8)
    assert (counted[TagCadence], counted[Snooze]) == (1, 1)
    assert (counted[Submission], counted[Comment]) == (1, 2)
    assert counted[Message] == 51
    assert len({one.name for one in workspace.all(Contact)}) == 33
    assert {one.stakeholder for one in workspace.all(Contact)} == set(Stakeholder)


def test_every_record_is_marked_and_refers_to_what_is_there() -> None:
    workspace = loaded()
    assert all(record.sample for kind in KINDS for record in workspace.all(kind))
    people = {one.id for one in workspace.all(Contact)}
    talks = {one.id: one for one in workspace.all(Meeting)}
    for one in talks.values():
        assert set(one.contacts) <= people
        assert one.pitch is None or workspace.get(Pitch, one.pitch) is not None
        assert {asked.question for asked in one.asked} <= {each.id for each in questions.shipped()}
    assert {id for one in workspace.all(Introduction) for id in (one.by_contact, one.to_contact)} <= people
    assert {one.meeting for one in workspace.all(Introduction)} <= set(talks)
    assert {one.contact for one in workspace.all(Message)} <= people
    assert {one.target for one in workspace.all(Message)} <= {None, *(one.id for one in workspace.all(Target))}
    assert {one.contact for one in workspace.all(Opportunity)} <= {None, *people}
    assert {one.meeting for one in workspace.all(Opportunity)} <= {None, *talks}
    assert {one.meeting for one in workspace.all(Message)} <= {None, *talks}
    thanked = [one for one in workspace.all(Message) if one.purpose is Purpose.THANK_YOU]
    owing: list[Promise | Message] = [*workspace.all(Promise), *thanked]
    for each in owing:
        assert each.meeting is not None
        assert each.contact in talks[each.meeting].contacts


def test_the_conversations_stand_differently() -> None:
    states = Counter(one.state for one in loaded().all(Meeting))
    assert states == {
        MeetingState.HELD: 15,
        MeetingState.PLANNED: 2,
        MeetingState.NO_SHOW: 1,
        MeetingState.CANCELLED: 1,
    }
    kinds = {one.kind for one in loaded().all(Meeting)}
    assert len(kinds) >= 4
    assert kinds <= set(MeetingKind)


def test_thank_yous_are_sent_in_time_and_late_and_some_are_owed_in_each_colour() -> None:
    """Loaded at 14:00 in Berlin: owed since 12:00 yesterday, since 18:00 yesterday, since 13:30."""
    workspace, late_after = loaded(), rules.shipped().thank_you.late_after
    sent = thank_you_messages.sent(workspace.all(Message))
    talks = {one.id: one for one in workspace.all(Meeting)}
    took = sorted(one.sent_at - talks[meeting].ends_at for (meeting, _), one in sent.items() if one.sent_at is not None)
    assert took == [HOUR * hours for hours in (1, 2, 3, 3, 4, 5, 6, 8, 9, 15, 16, 20, 26, 27, 29, 31)]
    assert [span > late_after for span in took].count(True) == 4
    owed = thank_yous.owed(workspace.all(Meeting), workspace.all(Message))
    clocks = [thank_yous.deadline_of(one.since, NOON, rules.shipped()) for one in owed]
    assert [clock.words for clock in clocks] == ["2 h late", "due in 4 h", "due in 23 h"]
    assert len({clock.urgency for clock in clocks}) == 3


def test_promises_are_kept_broken_and_open() -> None:
    made = loaded().all(Promise)
    settled = [one.kept for one in made if one.settled_at is not None]
    assert sorted(settled) == [False, True, True]
    assert all(one.settled_at < NOON for one in made if one.settled_at is not None)
    today = day_of(NOON, BERLIN)
    words = [promises.deadline_of(one, today).words for one in promises.open_promises(made)]
    assert words == ["due tomorrow", "due Tue 12 May"]


def test_pitches_have_versions_an_outcome_came_later_and_one_derives_from_the_other() -> None:
    general, technical = sorted(loaded().all(Pitch), key=lambda one: one.audience)
    assert technical.base == general.id
    for pitch in (general, technical):
        first, second = pitch.revisions
        assert first.saved_at < second.saved_at < NOON
        assert first.outcome == ""
        assert all((second.past, second.interests, second.outcome))


def test_the_question_set_has_a_good_size_and_ends_with_the_referral_question() -> None:
    (one,) = loaded().all(QuestionSet)
    rule = rules.shipped().questions
    assert rule.fewest <= len(one.questions) <= rule.most
    assert questions.is_closing(one.questions[-1])
    asked = [each for talked in loaded().all(Meeting) for each in talked.asked]
    assert len(asked) == 2
    assert all(each.note for each in asked)


def test_nothing_that_happened_lies_ahead() -> None:
    workspace = loaded()
    for one in workspace.all(Meeting):
        assert (one.ends_at > NOON) == (one.state is MeetingState.PLANNED)
    assert all(one.sent_at <= NOON for one in workspace.all(Message) if one.sent_at is not None)
    assert all(one.outcome_at <= NOON for one in workspace.all(Message) if one.outcome_at is not None)
    assert min(one.starts_at for one in workspace.all(Meeting)) > NOON - 61 * DAY


@settings(max_examples=25)
@given(moments, st.integers(1, 400 * 24))
def test_it_hangs_from_the_moment_it_is_loaded(now: datetime, later: int) -> None:
    """Whenever it is loaded, the promises and all but the latest conversations fall on days as long ago as ever."""
    early, late = loaded(now), loaded(now + later * HOUR)
    passed = day_of(now + later * HOUR, BERLIN) - day_of(now, BERLIN)
    due = {one.id: one.due_on for one in late.all(Promise)}
    assert all(due[one.id] - one.due_on == passed for one in early.all(Promise))
    days = {one.id: day_of(one.ends_at, BERLIN) for one in late.all(Meeting)}
    moved = [days[one.id] - day_of(one.ends_at, BERLIN) for one in early.all(Meeting)]
    assert moved.count(passed) >= 8  # the latest hang from the hour, those ahead from the week


def owed_colours(now: datetime, zone: ZoneInfo = BERLIN) -> set[Urgency]:
    workspace = loaded(now, zone)
    owed = thank_yous.owed(workspace.all(Meeting), workspace.all(Message))
    return {thank_yous.deadline_of(one.since, now, rules.shipped()).urgency for one in owed}


@settings(max_examples=100)
@given(moments, st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland", "America/Los_Angeles"]))
def test_people_meet_one_after_the_other_between_nine_and_six_whatever_hour_it_is_loaded(
    now: datetime, name: str
) -> None:
    zone = ZoneInfo(name)
    every = loaded(now, zone).all(Meeting)
    for one in every:
        starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
        assert starts.date() == ends.date()
        assert time(9) <= starts.time() < ends.time() <= time(18)
        assert (one.ends_at > now) == (one.state is MeetingState.PLANNED)
    assert all(one.ends_at < later.starts_at for one, later in pairwise(every))


@pytest.mark.parametrize("hour", range(24))
def test_thank_yous_of_every_colour_are_owed_wherever_daytime_conversations_allow_it(hour: int) -> None:
    """Green needs one that ended by day in the last 12 hours, amber one that did in the 12 before."""
    colours = owed_colours(moment_at(date(2026, 5, 5), time(hour), BERLIN))
    impossible = {Urgency.GREEN} if 6 <= hour < 10 else {Urgency.AMBER} if 18 < hour < 22 else set()
    assert colours == set(Urgency) - impossible


def test_a_promise_for_tomorrow_is_for_the_day_after_it_is_where_the_member_lives() -> None:
    evening = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    due = {
        zone: promises.open_promises(loaded(evening, ZoneInfo(zone)).all(Promise))[0].due_on.day
        for zone in ("UTC", "Europe/Berlin")
    }
    assert due == {"UTC": 5, "Europe/Berlin": 6}


def test_every_row_of_the_file_is_read() -> None:
    rows = read_shipped("sample")
    workspace = loaded()
    assert {row["name"] for row in rows["people"]} == {one.name for one in workspace.all(Contact)}
    assert {row["what"] for row in rows["promises"]} == {one.what for one in workspace.all(Promise)}
    assert Counter(row["place"] for row in rows["meetings"]) == Counter(one.place for one in workspace.all(Meeting))
    sent = sum(len(row.get("thanked_after", ())) for row in rows["meetings"])
    assert len(workspace.all(Message)) == sent + len(rows["messages"])
    assert {row["why"] for row in rows["targets"]} == {one.why for one in workspace.all(Target)}
    assert Counter(row["stage"] for row in rows["opportunities"]) == Counter(
        one.stage for one in workspace.all(Opportunity)
    )


# -- the method's screens ----------------------------------------------------------


def test_messages_stand_in_every_state_on_many_channels_and_take_no_more_than_their_channel_does() -> None:
    every = loaded().all(Message)
    assert {messages.status(one) for one in every} == set(messages.MessageStatus)
    assert len({one.channel for one in every}) >= 6
    assert set(Purpose) - {one.purpose for one in every} == {Purpose.REPLY}
    for one in every:
        assert not channels.count(one.channel, one.subject, one.body).over, one.body
        assert channels.has_subject(one.channel) or not one.subject
        assert len(one.body.split()) <= rules.shipped().message.most_words


ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati"]


@settings(max_examples=100)
@given(moments, st.sampled_from(ZONES))
def test_what_came_of_a_message_came_after_it_was_sent_and_before_it_is_loaded(now: datetime, name: str) -> None:
    talks = {one.id: one for one in loaded(now, ZoneInfo(name)).all(Meeting)}
    for one in loaded(now, ZoneInfo(name)).all(Message):
        assert one.sent_at is None or one.sent_at <= now
        if one.outcome_at is not None:
            assert one.sent_at is not None
            assert one.sent_at < one.outcome_at <= now
        if one.purpose is Purpose.FIRST_MESSAGE and one.sent_at is not None:
            assert all(one.sent_at < talk.starts_at for talk in talks.values() if one.contact in talk.contacts)


@settings(max_examples=150)
@given(moments, st.sampled_from(ZONES))
def test_the_queue_is_believable_on_any_day_at_any_hour_anywhere(now: datetime, name: str) -> None:
    """A few things in each lane, and nothing that has been owed for days."""
    zone = ZoneInfo(name)
    queue = actions.build_queue(loaded(now, zone), now, zone, rules.shipped()).actions
    lanes = {lane: len(there) for lane, there in actions.in_lanes(queue).items()}
    assert 1 <= lanes[actions.Lane.OVERDUE] <= 2
    assert 2 <= lanes[actions.Lane.TODAY] <= 4
    assert 3 <= lanes[actions.Lane.THIS_WEEK] <= 6
    assert 3 <= lanes[actions.Lane.LATER] <= 6
    assert all(now - one.due < 2 * DAY for one in queue)


@pytest.mark.parametrize("day", range(4, 11))
def test_on_every_day_of_the_week_people_are_met_in_its_course_from_the_next_on(day: int) -> None:
    now = moment_at(date(2026, 5, day), time(14), BERLIN)
    ahead = [one for one in loaded(now).all(Meeting) if one.state is MeetingState.PLANNED]
    assert all(day_of(one.starts_at, BERLIN).weekday() < 5 for one in ahead)
    assert all(day_of(one.starts_at, BERLIN) > day_of(now, BERLIN) for one in ahead)


def test_the_next_meeting_is_prepared_but_for_one_step_and_confirmed() -> None:
    workspace = loaded()
    ahead = [each for each in workspace.all(Meeting) if each.state is MeetingState.PLANNED]
    one = min(ahead, key=lambda each: each.starts_at)
    steps = preparation.steps(one, rules.shipped().questions, questions.bank(workspace.all(Question)))
    assert [step.name for step in steps if not step.done] == ["practised"]
    assert one.confirmed_at is not None


def test_targets_lack_somebody_whom_somebody_met_could_introduce() -> None:
    workspace = loaded()
    found = {
        one.company: targets.coverage(
            one.company,
            workspace.all(Contact),
            workspace.all(Meeting),
            workspace.all(Introduction),
            rules.shipped().stakeholders,
        )
        for one in workspace.all(Target)
    }
    assert {name for name, one in found.items() if one.missing} == {"Söderköping & Söner", "Relecloud"}
    doors = [named(workspace, "Amara Diallo").id]
    assert [introducer.contact for introducer in found["Söderköping & Söner"].introducers] == doors
    assert all(targets.posting_link(one) for one in workspace.all(Target) if one.posting_url)


def test_nearly_half_the_opportunities_came_through_people_and_they_stand_differently() -> None:
    heard = loaded().all(Opportunity)
    assert opportunities.share_through_contacts(heard) == 5 / 11
    assert len({one.stage for one in heard}) >= 4


def test_every_headline_says_what_changed_and_last_month_was_busy_on_whatever_day_it_is_loaded() -> None:
    for number in range(0, 60, 3):
        now = NOON + number * DAY
        log, today = log_records.everything(loaded(now)), day_of(now, BERLIN)
        four_weeks, last_month = (
            headlines.headlines(log, window(period, today, BERLIN), rules.shipped(), now).figures
            for period in (Period.FOUR_WEEKS, Period.LAST_MONTH)
        )
        assert all(re.search("(than|up from).* in the 4 weeks before", one.note) for one in four_weeks), today
        assert all(one.words[0] in "123456789" for one in last_month), (today, last_month)


def test_one_action_is_put_off_and_no_other() -> None:
    workspace = loaded()
    (one,) = actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).snoozed
    assert one.action.kind is actions.Kind.STAKEHOLDER


# -- loading ----------------------------------------------------------------------


def test_loading_twice_changes_nothing() -> None:
    workspace = loaded()
    before = everything(workspace)
    sample.load(workspace, NOON + 5 * DAY, ZoneInfo("Pacific/Auckland"))
    assert everything(workspace) == before


def test_it_is_loaded_when_anything_of_it_is_there() -> None:
    workspace = fresh()
    workspace.save(ADA)
    assert not sample.is_loaded(workspace)
    sample.load(workspace, NOON, BERLIN)
    assert sample.is_loaded(workspace)
    sample.remove(workspace)
    assert not sample.is_loaded(workspace)
    workspace.save(talk(ADA, sample=True))
    assert sample.is_loaded(workspace)


def test_what_was_changed_in_the_sample_is_not_overwritten() -> None:
    workspace = loaded()
    priya = named(workspace, "Priya Raman")
    workspace.save(priya.replace(notes="Likes tea"))
    sample.load(workspace, NOON, BERLIN)
    assert named(workspace, "Priya Raman").notes == "Likes tea"


# -- removing ---------------------------------------------------------------------


@st.composite
def own_records(draw: st.DrawFn) -> list[Record]:
    """Whatever a member may have of their own."""
    people = [person(name) for name in draw(st.lists(names, min_size=1, max_size=4))]
    anybody = st.sampled_from(people)
    found: list[Record] = [*people, Profile(name=draw(names))]
    for ended, state in draw(st.lists(st.tuples(moments, st.sampled_from(list(MeetingState))), max_size=4)):
        who = draw(st.lists(anybody, min_size=1, max_size=3))
        one = talk(*who, ended=ended, state=state)
        found += [one, introduction(draw(anybody), draw(anybody), one), thanks(one, who[0], draw(st.none() | moments))]
        found.append(promise(draw(names), contact=who[0].id, meeting=one.id))
    said = Revision(past="Nurse.", saved_at=NOON)
    found += [Pitch(name=name, revisions=(said,)) for name in draw(st.lists(names, max_size=2))]
    asked = [Question(text=text) for text in draw(st.lists(names, max_size=2))]
    found += [*asked, QuestionSet(name="Mine", questions=tuple(one.id for one in asked))]
    found += [Draft(form="today", fields={"people": [draw(anybody).id]}), draw(deleted())]
    return found


@st.composite
def deleted(draw: st.DrawFn) -> Trashed:
    gone = person(draw(names))
    kept = TrashedRecord(table=Contact.table, fields=gone.model_dump(mode="json"))
    return Trashed(id=gone.id, label=gone.name, deleted_at=draw(moments), records=(kept,))


@settings(max_examples=50)
@given(own_records(), moments)
def test_loading_and_removing_restores_any_workspace_exactly(records: list[Record], now: datetime) -> None:
    workspace = fresh()
    for record in records:
        workspace.save(record)
    before = everything(workspace)
    sample.load(workspace, now, BERLIN)
    assert everything(workspace) != before
    sample.remove(workspace)
    assert everything(workspace) == before


def test_removing_where_there_is_no_sample_changes_nothing() -> None:
    workspace = fresh()
    workspace.save(ADA)
    before = everything(workspace)
    sample.remove(workspace)
    assert everything(workspace) == before


@pytest.mark.parametrize("how", ["conversation", "promise", "message", "opportunity", "introduced", "introducer"])
def test_whom_the_members_own_records_speak_of_stays_and_becomes_their_own(how: str) -> None:
    workspace = loaded()
    priya = named(workspace, "Priya Raman")
    own: dict[str, Record] = {
        "conversation": talk(ADA, priya),
        "promise": promise(contact=priya.id),
        "message": thanks(talk(ADA), priya),
        "opportunity": Opportunity(company="Northwind", contact=priya.id, heard_on=NOON.date()),
        "introduced": introduction(ADA, priya),
        "introducer": introduction(priya, ADA),
    }
    workspace.save(ADA)
    workspace.save(own[how])
    sample.remove(workspace)
    assert {one.name: one.sample for one in workspace.all(Contact)} == {"Ada Lovelace": False, "Priya Raman": False}
    left = {type(record): record.id for kind in KINDS for record in workspace.all(kind)}
    assert left == {Contact: left[Contact], type(own[how]): own[how].id}
    stayed = named(workspace, "Priya Raman")
    assert (stayed.id, stayed.position, stayed.company) == (priya.id, "Staff engineer", "Northwind")


@settings(max_examples=25)
@given(st.sets(st.integers(0, 24), max_size=6))
def test_exactly_those_spoken_of_stay(numbers: set[int]) -> None:
    workspace = loaded()
    met = [workspace.all(Contact)[number] for number in sorted(numbers)]
    for one in met:
        workspace.save(talk(one))
    sample.remove(workspace)
    assert {one.id for one in workspace.all(Contact)} == {one.id for one in met}
    assert len(workspace.all(Meeting)) == len(met)
    assert not sample.is_loaded(workspace)
    assert not any(workspace.all(kind) for kind in sample.SAMPLE_KINDS if kind not in (Contact, Meeting))


def test_whoever_became_ones_own_stays_when_the_sample_comes_and_goes_again() -> None:
    workspace = loaded()
    workspace.save(talk(named(workspace, "Priya Raman")))
    sample.remove(workspace)
    before = everything(workspace)
    sample.load(workspace, NOON + DAY, BERLIN)
    assert len(workspace.all(Contact)) == 33
    sample.remove(workspace)
    assert everything(workspace) == before


def test_a_thank_you_to_somebody_of_the_sample_is_the_members_own() -> None:
    workspace = loaded()
    one = thank_yous.owed(workspace.all(Meeting), workspace.all(Message))[0]
    id = thank_you_messages.mark_sent(workspace, thanks(one.meeting, one.contact, NOON, body="Thank you!"), NOON)
    sample.remove(workspace)
    assert workspace.get(Message, id) is not None
    assert workspace.get(Meeting, one.meeting.id) is not None


def test_a_conversation_logged_in_another_tab_stays_with_its_people() -> None:
    store = MemoryStore()
    here, other = store.workspace("ada@example.org"), store.workspace("ada@example.org")
    sample.load(here, NOON, BERLIN)
    priya = named(other, "Priya Raman")
    id = log_meeting(other, talk(priya, TOM, learnings=["Ask"]), NOON, [TOM])
    sample.remove(here)
    for tab in (here, other):
        assert [one.id for one in tab.all(Meeting)] == [id]
        assert {one.name for one in tab.all(Contact)} == {"Priya Raman", "Tom Baker"}
        assert not sample.is_loaded(tab)


def test_the_sample_of_one_member_is_nobody_elses() -> None:
    store = MemoryStore()
    sample.load(store.workspace("ada@example.org"), NOON, BERLIN)
    assert everything(store.workspace("tom@example.org")) == everything(fresh())


def test_a_conversation_of_the_sample_that_ones_own_promise_is_about_stays_with_its_people() -> None:
    workspace = loaded()
    meeting = next(one for one in workspace.all(Meeting) if len(one.contacts) > 1)
    workspace.save(promise(contact=meeting.contacts[0], meeting=meeting.id))
    sample.remove(workspace)
    assert [(one.id, one.sample) for one in workspace.all(Meeting)] == [(meeting.id, False)]
    assert set(meeting.contacts) <= {one.id for one in workspace.all(Contact) if not one.sample}


def typed(workspace: Workspace, form: str, **fields: JsonValue) -> None:
    """Keep a draft as a form does: each field named `label_field` holds words that somebody may type."""
    counted: dict[str, JsonValue] = {name: "Label" if "label" in name else "" for name in fields if "guess" not in name}
    drafts.keep(workspace, form, {**fields, "_counted": counted})


def test_words_typed_about_what_leaves_with_the_sample_are_kept_and_keep_nothing_of_it() -> None:
    workspace = loaded()
    priya, luis = named(workspace, "Priya Raman"), named(workspace, "Luis Ortega")
    meeting = held_with(workspace, luis)
    typed(workspace, f"people_{priya.id}", label_notes="Half a sentence")
    typed(workspace, f"people_{luis.id}", label_notes="", stars="5")
    typed(workspace, f"meeting_log_{meeting.id}", label_people=[luis.id])
    typed(workspace, "people", label_name="mine", guess_by=luis.id)
    sample.remove(workspace)
    assert {draft.form for draft in workspace.all(Draft)} == {f"people_{priya.id}", "people"}
    assert not any(workspace.all(kind) for kind in sample.SAMPLE_KINDS)


def test_what_a_draft_guessed_or_only_chose_from_the_sample_leaves_with_it() -> None:
    """Of a form without a word of the member's own nothing stays; beside such words, whom they chose does."""
    workspace = loaded()
    priya, target, pitch = named(workspace, "Priya Raman"), workspace.all(Target)[0], workspace.all(Pitch)[0]
    guessed = {"guess_target": target.id, "guess_pitch": pitch.id, "guess_body": "Hi Priya"}
    typed(workspace, "outreach", label_person=[priya.id], **guessed)
    sample.remove(workspace)
    assert everything(workspace) == everything(fresh())
    sample.load(workspace, NOON, BERLIN)
    typed(workspace, "outreach", label_person=[priya.id], label_body="In my own words", **guessed)
    sample.remove(workspace)
    assert [(type(one), one.id) for kind in sample.SAMPLE_KINDS for one in workspace.all(kind)] == [(Contact, priya.id)]
    assert [draft.form for draft in workspace.all(Draft)] == ["outreach"]


def test_notes_taken_while_holding_a_conversation_of_the_sample_keep_it() -> None:
    for notes in ("", "She knows the team"):
        workspace = loaded()
        meeting = next(one for one in workspace.all(Meeting) if planned(one))
        live.keep(workspace, meeting.id, live.begin(NOON).replace(notes=notes))
        sample.remove(workspace)
        assert [one.id for one in workspace.all(Meeting)] == ([meeting.id] if notes else []), notes
        assert len(workspace.all(Draft)) == bool(notes), notes


# -- what the member changed, refers to, or threw away ----------------------------


def planned(one: Meeting) -> bool:
    return one.state is MeetingState.PLANNED


def waiting(one: Message) -> bool:
    return one.sent_at is not None and one.outcome is None and one.purpose is not Purpose.THANK_YOU


TOMORROW, REPLIED = NOON + DAY, Outcome.REPLIED
SERVICES: tuple[tuple[type[Record], Callable[[Workspace, str], object], Callable[[Any], object]], ...] = (
    (Meeting, lambda w, id: plans.cancel(w, id), planned),
    (Meeting, lambda w, id: plans.move(w, id, TOMORROW, 30, NOON), planned),
    (Meeting, lambda w, id: plans.confirm(w, id, NOON), lambda one: planned(one) and not one.confirmed_at),
    (Meeting, lambda w, id: plans.unconfirm(w, id), lambda one: planned(one) and one.confirmed_at),
    (Meeting, lambda w, id: preparation.tick(w, id, "practised", done=True), planned),
    (Meeting, lambda w, id: results.record_no_show(w, id, NOON + 40 * DAY), planned),
    (Meeting, lambda w, id: results.reopen(w, id), lambda one: one.state is MeetingState.CANCELLED),
    (Promise, lambda w, id: promises.settle(w, id, NOON, kept=True), lambda one: not one.settled_at),
    (Promise, lambda w, id: promises.reopen(w, id), lambda one: one.settled_at),
    (Message, lambda w, id: messages.record_outcome(w, id, REPLIED, NOON, NOON), waiting),
    (Message, lambda w, id: messages.clear_outcome(w, id), lambda one: one.outcome),
    (Message, lambda w, id: messages.unsend(w, id), waiting),
    (Message, lambda w, id: messages.unsend(w, id), lambda one: one.purpose is Purpose.CONFIRMATION),
    (Message, lambda w, id: messages.unsend(w, id), lambda one: one.purpose is Purpose.THANK_YOU),
    (Pitch, lambda w, id: pitches.dismiss_check(w, id, "length"), bool),
    (Target, lambda w, id: targets.archive(w, id, archived=True), bool),
    (BrandingItem, lambda w, id: branding.archive(w, id, archived=True), bool),
    (QuestionSet, lambda w, id: question_sets.rename(w, w.require(QuestionSet, id).replace(name="Mine")), bool),
)
"""What services make of the first such record of the sample."""


def test_whatever_is_done_to_a_record_of_the_sample_makes_it_the_members_own() -> None:
    for number, (kind, service, which) in enumerate(SERVICES):
        workspace = loaded()
        given = next(one for one in workspace.all(kind) if which(one))
        service(workspace, given.id)
        after = workspace.get(kind, given.id)
        assert after is not None
        assert after.replace(sample=True, updated_at=given.updated_at) != given, (number, "nothing was changed")
        assert not after.sample, (number, "still marked")
        sample.remove(workspace)
        assert workspace.get(kind, given.id) == after, number


def test_whatever_is_undone_in_the_sample_is_of_the_sample_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (kind, service, which) in enumerate(SERVICES):
        workspace = loaded()
        monkeypatch.setattr(session, "opened", lambda workspace=workspace: SimpleNamespace(workspace=workspace))
        given, before = next(one for one in workspace.all(kind) if which(one)), everything(workspace)
        confirm_again = partial(confirmations.record_sent_again, id=given.id)
        take_back = undo.undoable(workspace, partial(changed, service, workspace, given.id), within=confirm_again)
        assert take_back is not None, number
        assert everything(workspace) != before, number
        take_back()
        assert everything(workspace) == before, number


def changed(service: Callable[[Workspace, str], object], workspace: Workspace, id: str) -> str:
    service(workspace, id)
    return id


def test_a_draft_of_the_sample_that_was_not_sent_after_all_is_of_the_sample_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = loaded()
    monkeypatch.setattr(session, "opened", lambda: SimpleNamespace(workspace=workspace))
    draft = next(one for one in workspace.all(Message) if one.sent_at is None and not merge_fields.open_fields(one))
    before = everything(workspace)
    take_back = undo.undoable(workspace, lambda: messages.mark_sent(workspace, draft, NOON, NOON), back=messages.unsend)
    assert take_back is not None
    take_back()
    assert everything(workspace) == before


def test_only_what_restores_a_record_stores_it_past_the_mark() -> None:
    """`save` and `amend` make a changed record the member's own; `put`, which does not, is for no change."""
    restoring = {
        *("trash.discard", "trash.restore", "meetings.results.undo_record", "drafts.keep", "workspace.sample.remove"),
        *("workspace.backup._replace_all", "ui.undo._put_back", "ui.undo.restore_if_untouched"),
        *("ui.undo.restore_sample", "outreach.messages.give_back_to_sample"),
    }
    found, root = set[str](), Path(sample.__file__).parents[1]
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and not module.startswith("store."):
                found |= {f"{module}.{function.name}" for call in ast.walk(function) if _puts(call)}
    assert found == restoring


def _puts(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "put"


def test_a_second_click_on_a_record_of_the_sample_finds_it_saved() -> None:
    workspace = loaded()
    meeting, pitch = next(filter(planned, workspace.all(Meeting))), workspace.all(Pitch)[0]
    later, today = meeting.ends_at + HOUR, day_of(meeting.ends_at, BERLIN)
    for _ in range(2):
        results.record_held(workspace, meeting.replace(notes="Mine"), results.MeetingResults(), today, later)
        pitches.save_pitch(workspace, pitch, Wording(past="Mine"), NOON)
    after = workspace.require(Meeting, meeting.id)
    assert (after.notes, after.sample) == ("Mine", False)


def test_what_the_member_changed_in_the_sample_is_theirs_and_stays() -> None:
    workspace = loaded()
    pitch, (chosen,) = workspace.all(Pitch)[0], workspace.all(QuestionSet)
    luis, one = named(workspace, "Luis Ortega"), workspace.all(Meeting)[0]
    pitches.save_pitch(workspace, pitch, Wording(past="My very own past"), NOON)
    question_sets.rename(workspace, chosen.replace(name="Engineers"))
    workspace.save_once(luis.replace(notes="Likes tea"))
    edit_meeting(workspace, one.replace(notes="Mine"), NOON)
    sample.remove(workspace)
    assert [each.wording.past for each in workspace.all(Pitch)] == ["My very own past"]
    assert [each.name for each in workspace.all(QuestionSet)] == ["Engineers"]
    assert [each.notes for each in workspace.all(Meeting)] == ["Mine"]
    assert named(workspace, "Luis Ortega").notes == "Likes tea"
    assert not sample.is_loaded(workspace)


def test_a_version_of_a_sample_pitch_that_is_restored_makes_it_ones_own() -> None:
    workspace = loaded()
    pitch = workspace.all(Pitch)[0]
    pitches.restore_version(workspace, pitch, 0, NOON, pitch.wording)
    assert [one.sample for one in workspace.all(Pitch)] == [False, True]


def test_own_questions_saved_under_the_name_of_the_sample_set_are_ones_own() -> None:
    workspace = loaded()
    (given,) = workspace.all(QuestionSet)
    for one in questions.shipped()[:6]:
        question_sets.choose(workspace, one.id)
    question_sets.save_as(workspace, given.name, new_id())
    (mine,) = question_sets.saved(workspace.all(QuestionSet))
    assert not mine.sample


def test_what_was_once_ones_own_and_deleted_keeps_nobody_of_a_sample_that_is_loaded_again() -> None:
    workspace = loaded()
    luis = named(workspace, "Luis Ortega")
    workspace.save_once(luis.replace(position="Director"))
    sample.remove(workspace)
    deleted = contacts.delete_contact(workspace, luis.id, NOON)
    sample.load(workspace, NOON, BERLIN)
    sample.remove(workspace)
    assert workspace.all(Contact) == ()
    trash.restore(workspace, deleted)
    assert [one.position for one in workspace.all(Contact)] == ["Director"]


def test_saving_what_nobody_changed_leaves_it_of_the_sample() -> None:
    workspace = loaded()
    pitch = workspace.all(Pitch)[0]
    pitches.save_pitch(workspace, pitch, pitch.wording, NOON)
    workspace.save_once(workspace.all(Contact)[0])
    edit_meeting(workspace, workspace.all(Meeting)[0], NOON)
    sample.remove(workspace)
    assert everything(workspace) == everything(fresh())


def test_a_conversation_that_stays_keeps_its_thank_you_its_promises_and_introductions() -> None:
    workspace = loaded()
    luis = named(workspace, "Luis Ortega")
    one = next(each for each in workspace.all(Meeting) if each.contacts == (luis.id,))
    edit_meeting(workspace, one.replace(notes="Mine"), NOON)
    sample.remove(workspace)
    assert [each.what for each in workspace.all(Promise)] == ["Proofread the talk proposal"]
    assert {each.name for each in workspace.all(Contact)} == {"Luis Ortega", "Tom Okafor", "Oluwaseun Adeyemi"}
    assert not thank_yous.owed(workspace.all(Meeting), workspace.all(Message))
    assert not sample.is_loaded(workspace)


@pytest.mark.parametrize("how", ["conversation", "pitch"])
def test_the_pitch_of_an_own_conversation_and_the_base_of_an_own_pitch_stay(how: str) -> None:
    workspace = loaded()
    technical = next(one for one in workspace.all(Pitch) if one.base)
    workspace.save(talk(ADA, pitch=technical.id) if how == "conversation" else Pitch(name="Mine", base=technical.id))
    sample.remove(workspace)
    assert {"The short one", "For engineers"} <= {one.name for one in workspace.all(Pitch)}


def test_what_of_the_sample_is_in_the_trash_leaves_too() -> None:
    workspace = loaded()
    contacts.delete_contact(workspace, named(workspace, "Priya Raman").id, NOON)
    sample.remove(workspace)
    assert everything(workspace) == everything(fresh())


def test_whom_an_own_conversation_speaks_of_stays_in_the_trash_and_comes_back_as_ones_own() -> None:
    workspace = loaded()
    priya = named(workspace, "Priya Raman")
    workspace.save(talk(priya))
    contacts.delete_contact(workspace, priya.id, NOON)
    sample.remove(workspace)
    trash.restore(workspace, priya.id)
    assert [(one.name, one.sample) for one in workspace.all(Contact)] == [("Priya Raman", False)]


def test_whom_a_draft_of_ones_own_names_stays_and_whom_a_draft_on_the_sample_names_leaves() -> None:
    workspace = loaded()
    priya, one = named(workspace, "Priya Raman"), workspace.all(Meeting)[0]
    typed(workspace, "today", label_people=[priya.id], label_learnings="Ask")
    typed(workspace, f"meeting_log_{one.id}", label_people=[workspace.all(Contact)[5].id])
    typed(workspace, f"follow_up_tracker_{thank_you_id(one.id, one.contacts[0])}", guess_body="Thank you")
    sample.remove(workspace)
    assert [each.name for each in workspace.all(Contact)] == ["Priya Raman"]
    assert [each.form for each in workspace.all(Draft)] == ["today"]


# -- the method's records ------------------------------------------------------------


def test_what_the_member_changed_in_the_search_of_the_sample_is_theirs_and_stays() -> None:
    workspace = loaded()
    target, job, item = workspace.all(Target)[0], workspace.all(Opportunity)[2], workspace.all(BrandingItem)[0]
    (often,) = workspace.all(TagCadence)
    letter = next(one for one in workspace.all(Message) if one.sent_at is None)
    targets.save(workspace, target.replace(why="Mine"))
    opportunities.set_stage(workspace, job.id, Stage.HEARD)
    branding.tick(workspace, item.id, NOON, done=False)
    cadence.save(workspace, often.replace(tag="people of data"))
    messages.save_draft(workspace, letter.replace(body="In my own words."))
    sample.remove(workspace)
    assert [one.why for one in workspace.all(Target) if one.company == target.company] == ["Mine"]
    assert [one.id for one in workspace.all(Opportunity)] == [job.id]
    assert [one.id for one in workspace.all(BrandingItem)] == [item.id]
    assert [one.tag for one in workspace.all(TagCadence)] == ["people of data"]
    assert [one.body for one in workspace.all(Message)] == ["In my own words."]
    assert {one.name for one in workspace.all(Contact)} == {"Fatima Zahra"}
    assert not sample.is_loaded(workspace)


def test_the_target_of_an_own_message_stays() -> None:
    workspace = loaded()
    target = workspace.all(Target)[3]
    workspace.save(ADA)
    workspace.save(Message(contact=ADA.id, target=target.id, body="Hello"))
    sample.remove(workspace)
    assert [(one.id, one.sample) for one in workspace.all(Target)] == [(target.id, False)]


def test_jobs_heard_of_in_a_conversation_that_stays_stay_with_it() -> None:
    workspace = loaded()
    one = held_with(workspace, named(workspace, "Jonas Weber"))
    edit_meeting(workspace, one.replace(notes="Mine"), NOON)
    sample.remove(workspace)
    assert [each.role for each in workspace.all(Opportunity)] == ["Analytics engineer"]


def test_putting_off_what_the_sample_asks_for_keeps_nothing_of_it_and_leaves_no_trace() -> None:
    workspace = loaded()
    for one in actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).actions:
        actions.snooze(workspace, one.key, day_of(NOON + 5 * DAY, BERLIN), day_of(NOON, BERLIN))
    (sleeping, *_) = actions.build_queue(workspace, NOON, BERLIN, rules.shipped()).snoozed
    actions.dismiss(workspace, sleeping.action.key, "Not now")
    sample.remove(workspace)
    assert everything(workspace) == everything(fresh())


def test_what_of_the_search_is_in_the_trash_leaves_too_and_comes_back_as_part_of_the_sample_before() -> None:
    workspace = loaded()
    before = everything(workspace)
    target, job, letter = workspace.all(Target)[0], workspace.all(Opportunity)[0], workspace.all(Message)[-1]
    gone = [
        targets.delete(workspace, target.id, NOON),
        opportunities.delete(workspace, job.id, NOON),
        messages.delete(workspace, letter.id, "Message", NOON),
        cadence.delete(workspace, workspace.all(TagCadence)[0], NOON),
    ]
    for id in gone:
        trash.restore(workspace, id)
    assert everything(workspace) == before
    targets.delete(workspace, target.id, NOON)
    opportunities.delete(workspace, job.id, NOON)
    messages.delete(workspace, letter.id, "Message", NOON)
    sample.remove(workspace)
    assert everything(workspace) == everything(fresh())


def test_an_item_of_branding_that_the_member_had_done_themselves_is_not_the_samples() -> None:
    workspace = fresh()
    id = branding.shipped()[0].id
    branding.tick(workspace, id, NOON - DAY, done=True)
    before = everything(workspace)
    sample.load(workspace, NOON, BERLIN)
    sample.remove(workspace)
    assert everything(workspace) == before

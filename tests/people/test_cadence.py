"""How often one stays in touch, by one's own word, the tags' or the rule's, and when somebody was last heard of."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules, trash
from netdash.errors import InvalidRecordError
from netdash.moments import day_of
from netdash.people import cadence
from netdash.people.cadence import last_contacts
from netdash.records import Cadence, Meeting, MeetingState, Message, Outcome, Promise, Purpose, TagCadence
from tests.factories import DAY, HOUR, NOON, fresh, moments, person, promise, talk, thanks

RULE = cadence.of_rule(rules.shipped().stay_in_touch)
BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")
ADA, TOM = person("Ada"), person("Tom")
MENTOR = TagCadence(tag="Mentor", cadence=Cadence(ideal_days=30, latest_days=45))
ago = st.integers(0, 400).map(lambda days: NOON - days * DAY)


def sent(days_ago: int, **fields: object) -> Message:
    return Message.model_validate(
        {"contact": ADA.id, "purpose": Purpose.NUDGE, "sent_at": NOON - days_ago * DAY, **fields}
    )


def every(ideal: int, latest: int) -> Cadence:
    return Cadence(ideal_days=ideal, latest_days=latest)


def tagged(tag: str, ideal: int, latest: int) -> TagCadence:
    return TagCadence(tag=tag, cadence=every(ideal, latest))


def test_the_rule_counts_where_nothing_else_is_said() -> None:
    assert cadence.cadence_of(person(tags=["friend"]), {}, RULE) == every(90, 120)


def test_a_persons_own_cadence_comes_before_their_tags() -> None:
    tags = cadence.by_tag([tagged("mentor", 30, 45)])
    assert cadence.cadence_of(person(tags=["mentor"], cadence=every(200, 300)), tags, RULE) == every(200, 300)


def test_of_several_tags_the_shortest_counts_whatever_its_capitals() -> None:
    tags = cadence.by_tag([tagged("Mentor", 30, 45), tagged("meet-up", 60, 90), tagged("mentor", 40, 41)])
    assert cadence.cadence_of(person(tags=["meet-up", "mentor"]), tags, RULE) == every(30, 45)


def test_zero_days_say_not_to_remind_unless_another_tag_does() -> None:
    tags = cadence.by_tag([tagged("family", 0, 0), tagged("mentor", 30, 45)])
    assert cadence.cadence_of(person(tags=["family"]), tags, RULE) is None
    assert cadence.cadence_of(person(tags=["family", "mentor"]), tags, RULE) == every(30, 45)
    assert cadence.cadence_of(person(tags=["mentor"], cadence=every(0, 0)), tags, RULE) is None


def test_a_rule_of_zero_days_reminds_of_nobody() -> None:
    silent = rules.shipped().stay_in_touch.model_copy(update={"ideal_days": 0})
    assert cadence.cadence_of(person(), {}, cadence.of_rule(silent)) is None


def test_the_days_are_counted_where_the_member_lives() -> None:
    late = NOON + 11 * HOUR
    assert cadence.check_in(late, every(1, 2), ZoneInfo("UTC")).ideal_on == date(2026, 5, 5)
    assert cadence.check_in(late, every(1, 2), BERLIN) == cadence.CheckIn(late, date(2026, 5, 6), date(2026, 5, 7))


@given(moments, st.integers(1, 3650), st.integers(0, 100), st.integers(0, 400))
def test_a_later_contact_never_brings_the_next_turn_nearer(last_at, ideal, grace, later) -> None:
    pace = every(ideal, min(3650, ideal + grace))
    first, second = (cadence.check_in(last_at + passed * DAY, pace, BERLIN) for passed in (0, later))
    difference = day_of(second.last_at, BERLIN) - day_of(first.last_at, BERLIN)  # a day more where summer time begins
    assert first.ideal_on + difference == second.ideal_on
    assert first.ideal_on <= first.latest_on <= second.latest_on


def test_what_applies_says_why() -> None:
    tags = cadence.by_tag([tagged("Mentor", 30, 45), tagged("friend", 60, 90)])
    assert cadence.applied_cadence(person(), tags, RULE) == cadence.AppliedCadence(every(90, 120))
    assert cadence.applied_cadence(person(tags=["friend", "MENTOR"]), tags, RULE) == cadence.AppliedCadence(
        every(30, 45), tag="MENTOR"
    )
    never = person(tags=["mentor"], cadence=every(0, 0))
    assert cadence.applied_cadence(never, tags, RULE) == cadence.AppliedCadence(every(0, 0), own=True)


def test_a_cadence_reads_in_words() -> None:
    assert cadence.words(every(30, 45)) == "30 days (45 at most)"
    assert cadence.words(every(1, 1)) == "1 day"
    assert cadence.words(every(0, 0)) == "no reminders"


def test_a_turn_has_a_clock_that_is_green_until_the_ideal_day_and_red_after_the_latest() -> None:
    check_in = cadence.check_in(NOON, every(10, 12), BERLIN)
    days = {0: "in 10 days", 9: "in 1 day", 10: "due now", 12: "due now", 13: "1 day late"}
    assert {
        passed: cadence.deadline_of(check_in, NOON.date() + timedelta(days=passed)).words for passed in days
    } == days


def test_a_meeting_held_is_contact_with_everybody_there() -> None:
    both = talk(ADA, TOM)
    assert last_contacts([both, talk(ADA, ended=NOON - DAY)], [], []) == {
        ADA.id: both.starts_at,
        TOM.id: both.starts_at,
    }


def test_a_meeting_that_was_not_held_is_no_contact() -> None:
    others = [talk(ADA, state=state) for state in MeetingState if state is not MeetingState.HELD]
    assert last_contacts(others, [], []) == {}


def test_a_message_is_contact_once_it_is_sent_and_again_once_it_is_answered() -> None:
    assert last_contacts([], [sent(0).replace(sent_at=None)], []) == {}
    assert last_contacts([], [sent(9)], []) == {ADA.id: NOON - 9 * DAY}
    for outcome in (Outcome.REPLIED, Outcome.DECLINED):
        assert last_contacts([], [sent(9, outcome=outcome, outcome_at=NOON)], []) == {ADA.id: NOON}
    assert last_contacts([], [sent(9, outcome=Outcome.NO_REPLY, outcome_at=NOON)], []) == {ADA.id: NOON - 9 * DAY}


def test_only_a_promise_that_was_kept_is_contact() -> None:
    promises = [promise(contact=ADA.id), promise(contact=ADA.id, settled_at=NOON, kept=False)]
    assert last_contacts([], [], promises) == {}
    assert last_contacts([], [], [promise(contact=ADA.id, settled_at=NOON, kept=True)]) == {ADA.id: NOON}


@given(st.lists(ago), st.lists(ago), st.lists(ago))
def test_the_last_contact_is_the_latest_of_them_all(met, written, kept) -> None:
    meetings: list[Meeting] = [talk(ADA, starts_at=at, ended=at + DAY) for at in met]
    messages = [thanks(talk(ADA), ADA, at) for at in written]
    promises: list[Promise] = [promise(contact=ADA.id, settled_at=at, kept=True) for at in kept]
    every = [*met, *written, *kept]
    assert last_contacts(meetings, messages, promises) == ({ADA.id: max(every)} if every else {})


def test_a_tags_cadence_submitted_twice_is_added_once() -> None:
    workspace = fresh()
    assert cadence.save(workspace, MENTOR) == cadence.save(workspace, MENTOR) == MENTOR.id
    assert len(workspace.all(TagCadence)) == 1


@pytest.mark.parametrize(("tag", "said"), [("mentor", "has a reminder already"), ("", "Name the tag")])
def test_a_tag_that_has_a_cadence_or_no_name_is_refused(tag: str, said: str) -> None:
    workspace = fresh()
    cadence.save(workspace, MENTOR)
    with pytest.raises(InvalidRecordError, match=said):
        cadence.save(workspace, TagCadence(tag=tag, cadence=MENTOR.cadence))


def test_a_tags_cadence_is_changed_and_deleted_and_comes_back() -> None:
    workspace = fresh()
    cadence.save(workspace, MENTOR)
    (stored,) = workspace.all(TagCadence)
    cadence.save(workspace, stored.replace(cadence=Cadence(ideal_days=1, latest_days=2)))
    (changed,) = workspace.all(TagCadence)
    assert changed.cadence.ideal_days == 1
    trash.restore(workspace, cadence.delete(workspace, changed, NOON))
    assert workspace.all(TagCadence)[0].tag == "Mentor"


def test_tags_are_counted_once_a_person_whatever_their_capitals() -> None:
    people = [person(tags=("Mentor", "mentor")), person(tags=("MENTOR", "alumni"))]
    assert cadence.tag_counts(people) == {"alumni": 1, "mentor": 2}


def test_cadences_of_tags_are_listed_by_tag() -> None:
    early = TagCadence(tag="alumni", cadence=MENTOR.cadence)
    assert [tag_cadence.tag for tag_cadence in cadence.in_order([MENTOR, early])] == ["alumni", "Mentor"]

"""How often to be in touch: one's own word, then the tags', then the rule."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.moments import day_of
from netdash.people import cadence
from netdash.records import Cadence, TagCadence
from tests.records import DAY, HOUR, NOON, moments, person

RULE = cadence.of_rule(rules.shipped().stay_in_touch)
BERLIN = ZoneInfo("Europe/Berlin")


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
    assert cadence.words(every(30, 45)) == "after 30 days, at the latest after 45"
    assert cadence.words(every(1, 1)) == "after 1 day"
    assert cadence.words(every(0, 0)) == "not at all"


def test_a_turn_has_a_clock_that_is_green_until_the_ideal_day_and_red_after_the_latest() -> None:
    check_in = cadence.check_in(NOON, every(10, 12), BERLIN)
    days = {0: "in 10 days", 9: "in 1 day", 10: "due now", 12: "due now", 13: "1 day late"}
    assert {passed: cadence.clock(check_in, NOON.date() + timedelta(days=passed)).words for passed in days} == days

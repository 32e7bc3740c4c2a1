"""The funnel: each stage counts people of the stage before, so that it never widens."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from netdash.insights import funnel
from netdash.insights.funnel import Funnel
from netdash.insights.period import Period
from netdash.outreach import thank_you_messages
from netdash.records import Contact
from tests.logs import Log, logs
from tests.records import introduction, person, talk, thanks

PEOPLE = [person(f"Person {number}") for number in range(8)]


def fixture(met: int, thanked: int, introducers: list[Contact]) -> Funnel:
    """Eight people, the first of whom were met one by one; the first of those were thanked."""
    held = [talk(one) for one in PEOPLE[:met]]
    notes = [thanks(meeting, one) for meeting, one in zip(held[:thanked], PEOPLE, strict=False)]
    made = [introduction(one, PEOPLE[7]) for one in introducers]
    return funnel.funnel(PEOPLE, held, thank_you_messages.sent(notes), made)


def counts(found: Funnel) -> list[int]:
    return [one.people for one in found.stages]


def test_the_stages_by_hand() -> None:
    """Of 8 met 6 (6/8), of those thanked 3 (3/6), of those one introduced somebody (1/3)."""
    found = fixture(6, 3, [PEOPLE[0]])
    assert counts(found) == [8, 6, 3, 1]
    assert [one.of_before for one in found.stages] == [1, 0.75, 0.5, 1 / 3]


def test_who_introduced_someone_before_a_thank_you_is_named_as_waiting_and_not_counted() -> None:
    found = fixture(6, 3, [PEOPLE[0], PEOPLE[4]])
    assert counts(found) == [8, 6, 3, 1]
    assert found.waiting == {PEOPLE[4].id}
    said = funnel.read(found, Period.ALL).sentence
    assert said.endswith("1 person who introduced you to someone still waits for your thank-you.")


def test_somebody_met_and_deleted_since_still_counts() -> None:
    gone = person("Gone")
    found = funnel.funnel(PEOPLE[:2], [talk(gone)], {}, [])
    assert counts(found) == [3, 1, 0, 0]


def test_introducing_oneself_opens_no_door() -> None:
    ada = PEOPLE[0]
    meeting = talk(ada)
    found = funnel.funnel(PEOPLE, [meeting], thank_you_messages.sent([thanks(meeting, ada)]), [introduction(ada, ada)])
    assert counts(found) == [8, 1, 1, 0]


def test_the_sentence_names_the_weakest_step() -> None:
    # met 5/8, thanked 1/5, introduced 1/1: the thank-you is the weakest
    assert "The step to work on is the thank-you" in funnel.read(fixture(5, 1, [PEOPLE[0]]), Period.ALL).sentence
    # met 6/8, thanked 6/6, introduced 1/6
    said = funnel.read(fixture(6, 6, [PEOPLE[0]]), Period.FOUR_WEEKS).sentence
    assert said.startswith("Of 8 people, you met 6 in the last 4 weeks and thanked 6; 1 of those introduced you")
    assert "Who else do you recommend I connect with?" in said


def test_fewer_than_five_people_met_name_no_weakest_step() -> None:
    said = funnel.read(fixture(4, 1, []), Period.ALL).sentence
    assert "step to work on" not in said
    assert "fewer than five people met" in said
    assert "none of those introduced you" in said


def test_the_table_and_the_alternative_text_have_the_same_numbers() -> None:
    reading = funnel.read(fixture(6, 3, [PEOPLE[0]]), Period.ALL)
    assert [row[:2] for row in reading.rows] == [("People", 8), ("Met", 6), ("Thanked", 3), ("Introduced someone", 1)]
    assert reading.alt.endswith("8, 6, 3, 1.")


@given(logs())
def test_the_funnel_never_widens_and_its_rates_are_rates(log: Log) -> None:
    found = funnel.funnel(log.contacts, log.held, log.settled, log.made)
    assert found.people >= found.met >= found.thanked >= found.introduced
    assert all(wide >= narrow for wide, narrow in pairwise(counts(found)))
    assert all(0 <= one.of_before <= 1 for one in found.stages)
    assert found.met == {contact for one in log.held for contact in one.contacts}
    said = funnel.read(found, log.within.period).sentence
    assert f", you met {len(found.met)} {log.within.period.words} and thanked {len(found.thanked)}; " in said


def test_introducers_wait_for_each_conversation_but_not_where_they_are_gone_for_good() -> None:
    ada, bob = PEOPLE[:2]
    first, second, third = talk(ada), talk(ada), talk(bob)
    made = [introduction(one, PEOPLE[7]) for one in (ada, bob)]
    sent = thank_you_messages.sent([thanks(first, ada)])
    assert funnel.funnel(PEOPLE, [first, second, third], sent, made).waiting == {ada.id, bob.id}
    assert funnel.funnel(PEOPLE, [first, second, third], sent, made, lambda id: id != bob.id).waiting == {ada.id}

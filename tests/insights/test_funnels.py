"""The funnels: each stage holds people of the stage before, so that it never widens, and what stands beside is said."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netdash.insights import funnels
from netdash.insights.funnels import Funnel, OutreachFunnel
from netdash.insights.period import Period, window
from netdash.outreach import thank_you_messages
from netdash.records import Contact, Message, Outcome, Purpose
from tests.factories import DAY, NOON, TODAY, introduction, person, talk, thanks
from tests.logs import ZONES, Log, logs

PEOPLE = [person(f"Person {number}") for number in range(8)]

WEEKS = window(Period.TWELVE_WEEKS, TODAY, ZONES[0])


def funnel_of(met: int, thanked: int, introducers: list[Contact]) -> Funnel:
    """Eight people, the first of whom were met one by one; the first of those were thanked."""
    held = [talk(one) for one in PEOPLE[:met]]
    notes = [thanks(meeting, one) for meeting, one in zip(held[:thanked], PEOPLE, strict=False)]
    made = [introduction(one, PEOPLE[7]) for one in introducers]
    return funnels.funnel(PEOPLE, held, thank_you_messages.sent(notes), made)


def counts(found: Funnel | OutreachFunnel) -> list[int]:
    return [one.people for one in found.stages]


def test_the_stages_by_hand() -> None:
    """Of 8 met 6 (6/8), of those thanked 3 (3/6), of those one introduced somebody (1/3)."""
    found = funnel_of(6, 3, [PEOPLE[0]])
    assert counts(found) == [8, 6, 3, 1]
    assert [one.of_before for one in found.stages] == [1, 0.75, 0.5, 1 / 3]


def test_who_introduced_someone_before_a_thank_you_is_named_as_waiting_and_not_counted() -> None:
    found = funnel_of(6, 3, [PEOPLE[0], PEOPLE[4]])
    assert counts(found) == [8, 6, 3, 1]
    assert found.waiting == {PEOPLE[4].id}
    said = funnels.read_funnel(found, Period.ALL).sentence
    assert said.endswith("1 person who introduced you to someone still waits for your thank-you.")


def test_somebody_met_and_deleted_since_still_counts() -> None:
    gone = person("Gone")
    found = funnels.funnel(PEOPLE[:2], [talk(gone)], {}, [])
    assert counts(found) == [3, 1, 0, 0]


def test_introducing_oneself_opens_no_door() -> None:
    ada = PEOPLE[0]
    meeting = talk(ada)
    found = funnels.funnel(PEOPLE, [meeting], thank_you_messages.sent([thanks(meeting, ada)]), [introduction(ada, ada)])
    assert counts(found) == [8, 1, 1, 0]


def test_the_sentence_names_the_weakest_step() -> None:
    # met 5/8, thanked 1/5, introduced 1/1: the thank-you is the weakest
    assert "Weakest step: the thank-you." in funnels.read_funnel(funnel_of(5, 1, [PEOPLE[0]]), Period.ALL).sentence
    # met 6/8, thanked 6/6, introduced 1/6
    said = funnels.read_funnel(funnel_of(6, 6, [PEOPLE[0]]), Period.FOUR_WEEKS).sentence
    assert said.startswith(
        "Of 8 people you know, you met 6 in the last 4 weeks and thanked 6; 1 of those introduced you"
    )
    assert "Who else do you recommend I connect with?" in said


def test_fewer_than_five_people_met_name_no_weakest_step() -> None:
    said = funnels.read_funnel(funnel_of(4, 1, []), Period.ALL).sentence
    assert "Weakest step" not in said
    assert "With fewer than five people met" in said
    assert "none of those introduced you" in said


def test_the_table_and_the_alternative_text_have_the_same_numbers() -> None:
    reading = funnels.read_funnel(funnel_of(6, 3, [PEOPLE[0]]), Period.ALL)
    assert [row[:2] for row in reading.rows] == [
        ("People you know", 8),
        ("Met", 6),
        ("Thanked", 3),
        ("Introduced someone", 1),
    ]
    assert [row[2] for row in reading.rows] == ["", "75\N{NO-BREAK SPACE}%", "50\N{NO-BREAK SPACE}%", "too few"]
    assert reading.alt.endswith("8, 6, 3, 1.")


@given(logs())
def test_the_funnel_never_widens_and_its_rates_are_rates(log: Log) -> None:
    found = funnels.funnel(log.contacts, log.held, log.settled, log.made)
    assert found.people >= found.met >= found.thanked >= found.introduced
    assert all(wide >= narrow for wide, narrow in pairwise(counts(found)))
    assert all(0 <= one.of_before <= 1 for one in found.stages)
    assert found.met == {contact for one in log.held for contact in one.contacts}
    said = funnels.read_funnel(found, log.within.period).sentence
    assert f" you know, you met {len(found.met)} {log.within.period.words} and thanked {len(found.thanked)}; " in said


def test_introducers_wait_for_each_conversation_but_not_where_they_are_gone_for_good() -> None:
    ada, bob = PEOPLE[:2]
    first, second, third = talk(ada), talk(ada), talk(bob)
    made = [introduction(one, PEOPLE[7]) for one in (ada, bob)]
    sent = thank_you_messages.sent([thanks(first, ada)])
    assert funnels.funnel(PEOPLE, [first, second, third], sent, made).waiting == {ada.id, bob.id}
    assert funnels.funnel(PEOPLE, [first, second, third], sent, made, lambda id: id != bob.id).waiting == {ada.id}


def asked(contact: Contact, outcome: Outcome | None = None, days: float = 5, **fields: object) -> Message:
    at = NOON - days * DAY
    whole = {"contact": contact.id, "purpose": "first_message", "sent_at": at, "outcome": outcome, **fields}
    return Message.model_validate(whole)


def outreach_of(messaged: int, replied: int, met: int, thanked: int, introducers: int) -> OutreachFunnel:
    messages = [asked(one, Outcome.REPLIED if n < replied else None) for n, one in enumerate(PEOPLE[:messaged])]
    held = [talk(one) for one in PEOPLE[:met]]
    notes = [thanks(meeting, one) for meeting, one in zip(held[:thanked], PEOPLE, strict=False)]
    made = [introduction(one, PEOPLE[7]) for one in PEOPLE[:introducers]]
    return funnels.outreach_funnel(messages, held, thank_you_messages.sent(notes), made)


def test_the_stages_of_those_written_to_by_hand() -> None:
    found = outreach_of(7, 5, 4, 2, 1)
    assert counts(found) == [7, 5, 4, 2, 1]
    assert [one.of_before for one in found.stages] == [1, 5 / 7, 4 / 5, 0.5, 0.5]
    said = funnels.read_outreach(found, Period.TWELVE_WEEKS).sentence
    assert said.startswith("Of 7 people you wrote to in the last 12 weeks, 5 replied, you met 4 and thanked 2; 1 of")
    assert "Weakest step: the thank-you." in said


def test_a_conversation_after_the_message_is_an_answer_to_it() -> None:
    assert counts(outreach_of(6, 0, 3, 0, 0)) == [6, 3, 3, 0, 0]


def test_who_was_met_before_the_message_or_without_one_stands_beside() -> None:
    ada, tom = PEOPLE[:2]
    held = [talk(ada, ended=NOON - 9 * DAY), talk(tom)]
    found = funnels.outreach_funnel([asked(ada)], held, {}, [])
    assert counts(found) == [1, 0, 0, 0, 0]
    assert found.without_message == {ada.id, tom.id}
    assert (
        "Not counted: 2 more people you met without writing to them first."
        in funnels.read_outreach(found, Period.ALL).sentence
    )


def test_a_thank_you_of_an_earlier_conversation_does_not_count_for_the_later_one() -> None:
    ada = PEOPLE[0]
    before, after = talk(ada, ended=NOON - 9 * DAY), talk(ada)
    found = funnels.outreach_funnel([asked(ada)], [before, after], thank_you_messages.sent([thanks(before, ada)]), [])
    assert counts(found) == [1, 1, 1, 0, 0]


def test_fewer_than_five_people_name_no_weakest_step() -> None:
    said = funnels.read_outreach(outreach_of(4, 1, 0, 0, 0), Period.ALL).sentence
    assert "Weakest step" not in said
    assert "With fewer than five people, it is too early to say which step is weakest" in said


def test_thank_yous_drafts_and_what_is_outside_the_window_ask_for_nothing() -> None:
    ada = PEOPLE[0]
    kept = asked(ada)
    others = [
        asked(ada, purpose="thank_you"),
        asked(ada, sent_at=None),
        asked(ada, days=200),
    ]
    assert funnels.requests([kept, *others], WEEKS) == (kept,)


def test_the_table_of_those_written_to_has_the_numbers_of_its_alternative_text() -> None:
    reading = funnels.read_outreach(outreach_of(7, 5, 4, 2, 1), Period.ALL)
    assert [row[1] for row in reading.rows] == [7, 5, 4, 2, 1]
    assert reading.alt.endswith("7, 5, 4, 2, 1.")


@given(logs(), st.data())
def test_the_way_never_widens_and_its_rates_are_rates(log: Log, more: st.DataObject) -> None:
    purposes, outcomes = st.sampled_from(Purpose), st.sampled_from([None, *Outcome])
    days = st.floats(-5, 120)
    messages = [
        asked(one, more.draw(outcomes), more.draw(days), purpose=more.draw(purposes))
        for one in log.contacts
        for _ in range(more.draw(st.integers(0, 2)))
    ]
    sent = funnels.requests(messages, log.within)
    found = funnels.outreach_funnel(sent, log.held, log.settled, log.made)
    assert found.messaged >= found.replied >= found.met >= found.thanked >= found.introduced
    assert all(wide >= narrow for wide, narrow in pairwise(counts(found)))
    assert all(0 <= one.of_before <= 1 for one in found.stages)
    assert found.met | found.without_message == {contact for one in log.held for contact in one.contacts}
    assert not found.met & found.without_message
    assert funnels.read_outreach(found, log.within.period).sentence

"""From message to introduction: each stage holds people of the stage before, and what stands beside is said."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netdash.insights import outreach_funnel
from netdash.insights.outreach_funnel import OutreachFunnel
from netdash.insights.period import Period, window
from netdash.outreach import thank_you_messages
from netdash.records import Contact, Message, Outcome, Purpose
from tests.logs import ZONES, Log, logs
from tests.records import DAY, NOON, TODAY, introduction, person, talk, thanks

PEOPLE = [person(f"Person {number}") for number in range(8)]
WEEKS = window(Period.TWELVE_WEEKS, TODAY, ZONES[0])


def asked(contact: Contact, outcome: Outcome | None = None, days: float = 5, **fields: object) -> Message:
    at = NOON - days * DAY
    whole = {"contact": contact.id, "purpose": "first_message", "sent_at": at, "outcome": outcome, **fields}
    return Message.model_validate(whole)


def fixture(messaged: int, replied: int, met: int, thanked: int, introducers: int) -> OutreachFunnel:
    messages = [asked(one, Outcome.REPLIED if n < replied else None) for n, one in enumerate(PEOPLE[:messaged])]
    held = [talk(one) for one in PEOPLE[:met]]
    notes = [thanks(meeting, one) for meeting, one in zip(held[:thanked], PEOPLE, strict=False)]
    made = [introduction(one, PEOPLE[7]) for one in PEOPLE[:introducers]]
    return outreach_funnel.outreach_funnel(messages, held, thank_you_messages.sent(notes), made)


def counts(found: OutreachFunnel) -> list[int]:
    return [one.people for one in found.stages]


def test_the_stages_by_hand() -> None:
    found = fixture(7, 5, 4, 2, 1)
    assert counts(found) == [7, 5, 4, 2, 1]
    assert [one.of_before for one in found.stages] == [1, 5 / 7, 4 / 5, 0.5, 0.5]
    said = outreach_funnel.read(found, Period.TWELVE_WEEKS).sentence
    assert said.startswith("Of 7 people you wrote to in the last 12 weeks, 5 answered, you met 4 and thanked 2; 1 of")
    assert "The step to work on is the thank-you" in said


def test_a_conversation_after_the_message_is_an_answer_to_it() -> None:
    assert counts(fixture(6, 0, 3, 0, 0)) == [6, 3, 3, 0, 0]


def test_who_was_met_before_the_message_or_without_one_stands_beside() -> None:
    ada, tom = PEOPLE[:2]
    held = [talk(ada, ended=NOON - 9 * DAY), talk(tom)]
    found = outreach_funnel.outreach_funnel([asked(ada)], held, {}, [])
    assert counts(found) == [1, 0, 0, 0, 0]
    assert found.unasked == {ada.id, tom.id}
    assert "2 more people you met are not counted here" in outreach_funnel.read(found, Period.ALL).sentence


def test_a_thank_you_of_an_earlier_conversation_does_not_count_for_the_later_one() -> None:
    ada = PEOPLE[0]
    before, after = talk(ada, ended=NOON - 9 * DAY), talk(ada)
    found = outreach_funnel.outreach_funnel(
        [asked(ada)], [before, after], thank_you_messages.sent([thanks(before, ada)]), []
    )
    assert counts(found) == [1, 1, 1, 0, 0]


def test_fewer_than_five_people_name_no_weakest_step() -> None:
    said = outreach_funnel.read(fixture(4, 1, 0, 0, 0), Period.ALL).sentence
    assert "step to work on" not in said
    assert "Fewer than five people say little" in said


def test_thank_yous_drafts_and_what_is_outside_the_window_ask_for_nothing() -> None:
    ada = PEOPLE[0]
    kept = asked(ada)
    others = [
        asked(ada, purpose="thank_you"),
        asked(ada, sent_at=None),
        asked(ada, days=200),
    ]
    assert outreach_funnel.asking([kept, *others], WEEKS) == (kept,)


def test_the_table_and_the_alternative_text_have_the_same_numbers() -> None:
    reading = outreach_funnel.read(fixture(7, 5, 4, 2, 1), Period.ALL)
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
    sent = outreach_funnel.asking(messages, log.within)
    found = outreach_funnel.outreach_funnel(sent, log.held, log.settled, log.made)
    assert found.messaged >= found.replied >= found.met >= found.thanked >= found.introduced
    assert all(wide >= narrow for wide, narrow in pairwise(counts(found)))
    assert all(0 <= one.of_before <= 1 for one in found.stages)
    assert found.met | found.unasked == {contact for one in log.held for contact in one.contacts}
    assert not found.met & found.unasked
    assert outreach_funnel.read(found, log.within.period).sentence

"""Who is where: one place a person, derived from messages and conversations alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.outreach import journey
from netdash.outreach.journey import JourneyPlace, JourneyStage
from netdash.records import Contact, Meeting, MeetingState, Message, Outcome, Purpose
from tests.factories import DAY, HOUR, NOON, moments, person, talk, thanks

UTC = ZoneInfo("UTC")
RULE = rules.shipped().no_reply
ADA, TOM = person("Ada", created_at=NOON - 30 * DAY), person("Tom")


def note(days: float = 0, contact: Contact = ADA, purpose: str = "first_message", **fields: object) -> Message:
    """Make a message sent so many days after noon."""
    sent_at = NOON + timedelta(days=days)
    return Message.model_validate({"contact": contact.id, "purpose": purpose, "sent_at": sent_at, **fields})


def came(days: float, outcome: Outcome) -> dict[str, Any]:
    return {"outcome": outcome, "outcome_at": NOON + timedelta(days=days)}


def place(
    *happened: Message | Meeting, contact: Contact = ADA, now: datetime = NOON + 10 * DAY
) -> tuple[JourneyStage, datetime | None]:
    meetings = [record for record in happened if isinstance(record, Meeting)]
    messages = [record for record in happened if isinstance(record, Message)]
    [placed] = journey.places([contact], meetings, messages, now, UTC, RULE, ())
    assert placed.contact == contact.id
    return placed.stage, placed.at


def planned() -> Meeting:
    return talk(
        ADA,
        starts_at=NOON + 12 * DAY,
        ended=NOON + 12 * DAY + HOUR,
        state=MeetingState.PLANNED,
        created_at=NOON + 2 * DAY,
    )


MET = talk(ADA, starts_at=NOON + DAY, ended=NOON + DAY + HOUR)
AGAIN = talk(ADA, starts_at=NOON + 5 * DAY, ended=NOON + 5 * DAY + HOUR)


@pytest.mark.parametrize(
    ("happened", "stage", "days"),
    [
        ([], JourneyStage.TO_CONTACT, -30),
        ([note(0).replace(sent_at=None)], JourneyStage.TO_CONTACT, -30),
        ([note(0)], JourneyStage.MESSAGED, 0),
        ([note(0), note(7, purpose="nudge")], JourneyStage.MESSAGED, 7),
        ([note(0, **came(1, Outcome.REPLIED))], JourneyStage.REPLIED, 1),
        ([note(0, **came(1, Outcome.REPLIED)), note(2, purpose="reply")], JourneyStage.REPLIED, 2),
        ([note(0, **came(9, Outcome.REPLIED)), note(7, purpose="nudge")], JourneyStage.REPLIED, 9),
        ([note(0, **came(1, Outcome.DECLINED))], JourneyStage.DECLINED, 1),
        ([note(0, **came(1, Outcome.DECLINED)), note(3)], JourneyStage.MESSAGED, 3),
        ([note(0, **came(1, Outcome.NO_REPLY))], JourneyStage.DORMANT, 0),
        ([note(0, **came(1, Outcome.NO_REPLY)), note(3)], JourneyStage.MESSAGED, 3),
        ([note(0), planned()], JourneyStage.SCHEDULED, 12),
        ([note(0), planned().replace(state=MeetingState.CANCELLED)], JourneyStage.MESSAGED, 0),
        ([MET], JourneyStage.MET, 1),
        ([MET, thanks(MET, ADA, NOON + 2 * DAY)], JourneyStage.THANKED, 2),
        ([MET, thanks(MET, ADA, NOON + 2 * DAY), note(4)], JourneyStage.STAYING_IN_TOUCH, 4),
        ([MET, thanks(MET, ADA, NOON + 2 * DAY), AGAIN], JourneyStage.MET, 5),
        ([MET, AGAIN, thanks(AGAIN, ADA, NOON + 6 * DAY)], JourneyStage.STAYING_IN_TOUCH, 6),
        ([MET, thanks(MET, ADA, NOON + 2 * DAY), planned()], JourneyStage.SCHEDULED, 12),
        ([MET, note(3, **came(4, Outcome.DECLINED))], JourneyStage.DECLINED, 4),
        ([note(0, **came(0, Outcome.DECLINED)), MET], JourneyStage.MET, 1),
    ],
)
def test_a_person_stands_where_the_last_thing_left_them(happened, stage, days):
    assert place(*happened) == (stage, NOON + timedelta(days=days))


def test_nobody_is_dormant_before_the_last_nudge_has_had_its_days():
    sent = (note(0), note(9, purpose="nudge"), note(18, purpose="nudge"))  # 18 days on it is a Friday
    due = NOON + timedelta(days=18 + 11)
    assert place(*sent, now=due - DAY) == (JourneyStage.MESSAGED, NOON + 18 * DAY)
    assert place(*sent, now=due) == (JourneyStage.DORMANT, NOON + timedelta(days=18))


def test_one_nudge_is_not_enough_to_give_up():
    assert place(note(0), note(9, purpose="nudge"), now=NOON + 400 * DAY)[0] is JourneyStage.MESSAGED


def test_somebody_who_answered_once_can_go_quiet_too():
    sent = (
        note(0, **came(1, Outcome.REPLIED)),
        note(2, purpose="reply"),
        note(9, purpose="nudge"),
        note(18, purpose="nudge"),
    )
    assert place(*sent, now=NOON + 60 * DAY) == (JourneyStage.DORMANT, NOON + 18 * DAY)


def test_what_nobody_noted_the_moment_of_counts_from_the_sending():
    assert place(note(0, outcome=Outcome.REPLIED)) == (JourneyStage.REPLIED, NOON)
    assert place(contact=TOM) == (JourneyStage.TO_CONTACT, None)


def test_only_a_persons_own_messages_and_meetings_place_them():
    assert place(note(0, TOM), talk(TOM)) == (JourneyStage.TO_CONTACT, NOON - 30 * DAY)


def test_columns_hold_every_stage_in_order_and_the_longest_there_first():
    places = (
        JourneyPlace(ADA.id, JourneyStage.MET, NOON),
        JourneyPlace(TOM.id, JourneyStage.MET, NOON - HOUR),
        JourneyPlace("0" * 32, JourneyStage.MET, None),
        JourneyPlace("1" * 32, JourneyStage.DORMANT, NOON),
    )
    columns = journey.columns(places)
    assert list(columns) == list(JourneyStage)
    assert columns[JourneyStage.MET] == (places[1], places[0], places[2])
    assert columns[JourneyStage.TO_CONTACT] == ()


PEOPLE = tuple(person(name) for name in ("Ada", "Tom", "Bea"))
whom = st.sampled_from(PEOPLE)
messages = st.builds(
    lambda contact, purpose, sent_at, outcome, at: Message(
        contact=contact.id, purpose=purpose, sent_at=sent_at, outcome=outcome, outcome_at=at
    ),
    whom,
    st.sampled_from(Purpose),
    st.none() | moments,
    st.none() | st.sampled_from(Outcome),
    st.none() | moments,
)
meetings = st.builds(
    lambda who, ended, state: talk(*who, ended=ended, state=state),
    st.lists(whom, min_size=1, unique_by=lambda contact: contact.id),
    moments,
    st.sampled_from(MeetingState),
)


@given(st.lists(meetings, max_size=6), st.lists(messages, max_size=8), moments, st.integers(0, 3))
def test_everybody_has_exactly_one_place(talks: Sequence[Meeting], sent: Sequence[Message], now: datetime, kept: int):
    """Totals agree with the number of contacts, also where messages speak of somebody deleted."""
    contacts = PEOPLE[:kept]
    places = journey.places(contacts, talks, sent, now, UTC, RULE, ())
    assert [place.contact for place in places] == [contact.id for contact in contacts]
    by_stage = journey.columns(places)
    assert sum(map(len, by_stage.values())) == len(contacts)
    assert sorted(place.contact for stage_places in by_stage.values() for place in stage_places) == sorted(
        contact.id for contact in contacts
    )


told_apart = st.lists(
    messages, max_size=6, unique_by=(lambda message: message.sent_at, lambda message: message.outcome_at)
)


@given(st.lists(meetings, max_size=6), told_apart, moments, st.randoms())
def test_the_order_of_records_places_nobody_elsewhere(talks, sent, now, random):
    shuffled = list(sent)
    random.shuffle(shuffled)
    places = journey.places(PEOPLE, talks, sent, now, UTC, RULE, ())
    assert journey.places(PEOPLE, talks, shuffled, now, UTC, RULE, ()) == places

"""When somebody was last heard of, and what does not count as contact."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from netdash.people.cadence import last_contacts
from netdash.records import Meeting, MeetingState, Message, Outcome, Promise, Purpose
from tests.records import DAY, NOON, person, promise, talk, thanks

UTC = ZoneInfo("UTC")

ADA, TOM = person("Ada"), person("Tom")
ago = st.integers(0, 400).map(lambda days: NOON - days * DAY)


def sent(days_ago: int, **fields: object) -> Message:
    return Message.model_validate(
        {"contact": ADA.id, "purpose": Purpose.NUDGE, "sent_at": NOON - days_ago * DAY, **fields}
    )


def test_a_meeting_held_is_contact_with_everybody_there() -> None:
    assert last_contacts([talk(ADA, TOM), talk(ADA, ended=NOON - DAY)], [], [], UTC) == {ADA.id: NOON, TOM.id: NOON}


def test_a_meeting_that_was_not_held_is_none() -> None:
    others = [talk(ADA, state=state) for state in MeetingState if state is not MeetingState.HELD]
    assert last_contacts(others, [], [], UTC) == {}


def test_a_message_is_contact_once_it_is_sent_and_again_once_it_is_answered() -> None:
    assert last_contacts([], [sent(0).replace(sent_at=None)], [], UTC) == {}
    assert last_contacts([], [sent(9)], [], UTC) == {ADA.id: NOON - 9 * DAY}
    for outcome in (Outcome.REPLIED, Outcome.DECLINED):
        assert last_contacts([], [sent(9, outcome=outcome, outcome_at=NOON)], [], UTC) == {ADA.id: NOON}
    assert last_contacts([], [sent(9, outcome=Outcome.NO_REPLY, outcome_at=NOON)], [], UTC) == {ADA.id: NOON - 9 * DAY}


def test_only_a_promise_that_was_kept_is_contact() -> None:
    promises = [promise(contact=ADA.id), promise(contact=ADA.id, settled_at=NOON, kept=False)]
    assert last_contacts([], [], promises, UTC) == {}
    assert last_contacts([], [], [promise(contact=ADA.id, settled_at=NOON, kept=True)], UTC) == {ADA.id: NOON}


@given(st.lists(ago), st.lists(ago), st.lists(ago))
def test_it_is_the_latest_of_them_all(met, written, kept) -> None:
    meetings: list[Meeting] = [talk(ADA, ended=at) for at in met]
    messages = [thanks(talk(ADA), ADA, at) for at in written]
    promises: list[Promise] = [promise(contact=ADA.id, settled_at=at, kept=True) for at in kept]
    every = [*met, *written, *kept]
    assert last_contacts(meetings, messages, promises, UTC) == ({ADA.id: max(every)} if every else {})

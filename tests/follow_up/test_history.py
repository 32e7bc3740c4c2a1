"""What has been done, in one line of time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from netdash.follow_up.actions import ActionFilter, Kind
from netdash.follow_up.history import DONE_WORDS, HistoryEntry, history, matching
from netdash.records import Message, Purpose
from tests.factories import DAY, HOUR, NOON, person, promise, talk, thanks

ADA = person("Ada")
spans = st.timedeltas(timedelta(0), 40 * DAY)


def test_thank_yous_and_promises_come_in_one_line_the_latest_first():
    thanked = thanks(talk(ADA), ADA, NOON)
    held, planned = talk(ADA, ended=NOON + 2 * HOUR), talk(ADA, state="planned")
    kept = promise(settled_at=NOON + HOUR, kept=True)
    given_up = promise(settled_at=NOON - HOUR, kept=False)
    assert history([thanked], [given_up, kept], [held, planned]) == (
        HistoryEntry(held.starts_at, held),
        HistoryEntry(NOON + HOUR, kept),
        HistoryEntry(NOON, thanked),
        HistoryEntry(NOON - HOUR, given_up),
    )


def test_what_is_not_done_is_not_in_it():
    cancelled = talk(ADA, state="cancelled")
    assert history([thanks(talk(ADA), ADA, None), Message(contact=ADA.id)], [promise()], [cancelled]) == ()


@given(st.lists(spans), st.lists(st.none() | spans))
def test_everything_done_is_in_it_once_and_in_order(sent, settled):
    messages = [thanks(talk(ADA), ADA, NOON + later) for later in sent]
    promises = [promise(settled_at=None if later is None else NOON + later) for later in settled]
    done = history(messages, promises, [])
    assert [one.at for one in done] == sorted((one.at for one in done), reverse=True)
    expected = {one.id for one in messages} | {one.id for one in promises if one.settled_at}
    assert {one.record.id for one in done} == expected
    assert len(done) == len(expected)


def test_messages_of_every_purpose_and_conversations_are_in_it_and_found_by_kind_person_and_words():
    tom = person("Tom")
    names = {ADA.id: "Ada", tom.id: "Tom"}.__getitem__
    messages = [Message(contact=ADA.id, purpose=one, sent_at=NOON) for one in Purpose]
    done = history(messages, [promise("Send the list", contact=tom.id, settled_at=NOON, kept=True)], [talk(ADA, tom)])
    assert len(done) == len(Purpose) + 2
    assert set(DONE_WORDS) == set(Purpose)
    for kind in (Kind.NUDGE, Kind.ANSWER, Kind.CLOSE_THE_LOOP, Kind.CONFIRM, Kind.RECORD, Kind.THANK_YOU, Kind.PROMISE):
        assert [one.kind for one in matching(done, ActionFilter(kind), names)] == [kind]
    assert {type(one.record).__name__ for one in matching(done, ActionFilter(person=tom.id), names)} == {
        "Promise",
        "Meeting",
    }
    [listed] = matching(done, ActionFilter(text="list tom"), names)
    assert listed.kind is Kind.PROMISE
    assert matching(done, ActionFilter(), names) == done

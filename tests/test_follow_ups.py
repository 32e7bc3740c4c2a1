"""What has been done, in one line of time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from netdash.follow_ups import Done, history
from netdash.records import Message
from tests.records import DAY, HOUR, NOON, person, promise, talk, thanks

ADA = person("Ada")
spans = st.timedeltas(timedelta(0), 40 * DAY)


def test_thank_yous_and_promises_come_in_one_line_the_latest_first():
    thanked = thanks(talk(ADA), ADA, NOON)
    kept = promise(settled_at=NOON + HOUR, kept=True)
    given_up = promise(settled_at=NOON - HOUR, kept=False)
    assert history([thanked], [given_up, kept]) == (
        Done(NOON + HOUR, kept),
        Done(NOON, thanked),
        Done(NOON - HOUR, given_up),
    )


def test_what_is_not_done_is_not_in_it():
    assert history([thanks(talk(ADA), ADA, None), Message(contact=ADA.id, sent_at=NOON)], [promise()]) == ()


@given(st.lists(spans), st.lists(st.none() | spans))
def test_everything_done_is_in_it_once_and_in_order(sent, settled):
    messages = [thanks(talk(ADA), ADA, NOON + later) for later in sent]
    promises = [promise(settled_at=None if later is None else NOON + later) for later in settled]
    done = history(messages, promises)
    assert [one.at for one in done] == sorted((one.at for one in done), reverse=True)
    expected = {one.id for one in messages} | {one.id for one in promises if one.settled_at}
    assert {one.record.id for one in done} == expected
    assert len(done) == len(expected)

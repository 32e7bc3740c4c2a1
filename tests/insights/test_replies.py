"""Replies by channel: counted whole, and nothing below five messages called a share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netdash.insights import replies
from netdash.insights.period import Period
from netdash.records import Channel, Message, Outcome
from netdash.wording import FEW
from tests.records import NOON, person

ADA = person()


def sent(channel: Channel, outcome: Outcome | None = None) -> Message:
    return Message(contact=ADA.id, channel=channel, outcome=outcome, sent_at=NOON)


def several(channel: Channel, number: int, replied: int) -> list[Message]:
    return [sent(channel, Outcome.REPLIED if n < replied else Outcome.DECLINED) for n in range(number)]


def test_two_channels_with_five_messages_are_compared() -> None:
    found = replies.replies([*several(Channel.EMAIL, 5, 1), *several(Channel.LINKEDIN, 6, 3), sent(Channel.X)])
    assert [(one.channel, one.sent, one.replied) for one in found] == [
        (Channel.LINKEDIN, 6, 3),
        (Channel.EMAIL, 5, 1),
        (Channel.X, 1, 0),
    ]
    reading = replies.read(found, Period.ALL)
    assert reading.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "4 of 12 messages so far had a reply, and 7 were declined: "
        "LinkedIn message answers most often (50 %), E-mail least often (20 %)."
    )
    assert [row[3] for row in reading.rows][-1] == "too few"
    assert reading.alt.replace("\N{NO-BREAK SPACE}", " ") == (
        "Bars of the share of messages replied to, by channel: "
        "LinkedIn message 50 %, 3 of 6, E-mail 20 %, 1 of 5, X post too few, 0 of 1."
    )


def test_below_five_messages_nothing_is_compared() -> None:
    few = replies.read(replies.replies(several(Channel.EMAIL, 4, 2)), Period.ALL).sentence
    assert few == "2 of 4 messages so far had a reply, and 2 were declined: too few to tell the channels apart."
    one = replies.read(replies.replies(several(Channel.EMAIL, 5, 0)), Period.ALL).sentence
    assert one.startswith("None of 5 messages so far had a reply, and 5 were declined. No two channels")


def test_two_channels_that_answer_alike_are_said_to() -> None:
    found = replies.replies([*several(Channel.EMAIL, 5, 1), *several(Channel.X, 10, 2)])
    assert "the same share" in replies.read(found, Period.ALL).sentence


def test_without_messages_it_says_so() -> None:
    assert replies.read((), Period.FOUR_WEEKS).sentence == "You asked nobody for a conversation in the last 4 weeks."


@given(st.lists(st.builds(sent, st.sampled_from(Channel), st.sampled_from([None, *Outcome]))))
def test_every_message_is_counted_once(messages: list[Message]) -> None:
    found = replies.replies(messages)
    assert sum(one.sent for one in found) == len(messages)
    assert sum(one.replied for one in found) == sum(one.outcome is Outcome.REPLIED for one in messages)
    assert all(0 <= one.replied <= one.sent for one in found)
    assert all((one.rate is None) == (one.sent < FEW) for one in found)
    assert replies.read(found, Period.ALL).sentence

"""Shares by kind, by channel and through people: counted whole, compared only where there are enough."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.insights import shares
from netdash.insights.period import Period
from netdash.records import Channel, MeetingKind, Message, Opportunity, Outcome
from netdash.wording import FEW
from tests.factories import NOON, TODAY, person, talk
from tests.logs import Log, logs

INTERVIEW, COFFEE, CALL, OTHER = "informational_interview", "networking_coffee", "call", "other"

ADA, TOM = person(), person("Tom Baker")

CLAIM = rules.shipped().claim


def kinds_said(*kinds: str) -> str:
    return shares.read_kinds(shares.kinds([talk(kind=kind) for kind in kinds]), Period.ALL).sentence


def test_the_most_frequent_comes_first() -> None:
    found = shares.kinds([talk(kind=kind) for kind in (CALL, COFFEE, CALL, INTERVIEW)])
    assert [(one.kind, one.conversations, one.share) for one in found] == [
        (MeetingKind.CALL, 2, 0.5),
        (MeetingKind.INFORMATIONAL_INTERVIEW, 1, 0.25),
        (MeetingKind.NETWORKING_COFFEE, 1, 0.25),
    ]


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ((CALL,) * 5, "All 5 conversations so far were calls."),
        ((CALL,) * 3 + (COFFEE,) * 2, "Most conversations so far were calls: 3 of 5."),
        ((CALL,) * 3 + (COFFEE,) * 2 + (OTHER,), "Calls were the most frequent so far: 3 of 6."),
        (
            (CALL,) * 2 + (COFFEE,) * 2 + (OTHER,),
            "Networking coffees and calls were the most frequent so far: 2 each of 5.",
        ),
        ((), "No conversation so far."),
    ],
)
def test_the_sentence_compares_from_five_on(kinds: tuple[str, ...], sentence: str) -> None:
    assert kinds_said(*kinds) == sentence


def test_fewer_than_five_are_listed_and_not_compared() -> None:
    few = kinds_said(CALL, CALL, OTHER)
    assert few.startswith("2 calls and 1 other conversation so far: too few to compare.")
    assert "lead" not in few
    assert "Most" not in few


@given(logs())
def test_the_kinds_sum_to_the_conversations_and_the_shares_are_rates(log: Log) -> None:
    found = shares.kinds(log.held)
    assert sum(one.conversations for one in found) == len(log.held)
    assert all(0 < one.share <= 1 for one in found)
    kinds_said = shares.read_kinds(found, log.within.period).sentence
    assert log.within.period.words in kinds_said
    assert str(found[0].conversations if found else "No conversation") in kinds_said


def sent(channel: Channel, outcome: Outcome | None = None) -> Message:
    return Message(contact=ADA.id, channel=channel, outcome=outcome, sent_at=NOON)


def several(channel: Channel, number: int, replied: int) -> list[Message]:
    return [sent(channel, Outcome.REPLIED if n < replied else Outcome.DECLINED) for n in range(number)]


def test_a_conversation_counts_as_the_reply_to_the_last_request_before_it() -> None:
    def request(days: int, outcome: Outcome | None = None, contact: str = ADA.id) -> Message:
        return Message(contact=contact, channel=Channel.EMAIL, outcome=outcome, sent_at=NOON + timedelta(days=days))

    first, nudge, later, declined = request(0), request(5), request(20), request(1, Outcome.DECLINED, TOM.id)
    requests = [later, first, nudge, declined]
    assert shares.answered(requests, ()) == frozenset()
    met = [talk(ADA, ended=NOON + timedelta(days=10)), talk(TOM, ended=NOON)]
    assert shares.answered(requests, met) == {nudge.id}
    assert shares.answered([*requests, noted := request(30, Outcome.REPLIED)], met) == {nudge.id, noted.id}
    assert shares.answered(requests, [talk(ADA, TOM, ended=NOON + timedelta(days=25))]) == {later.id}
    (email,) = shares.replies(requests, [talk(ADA, TOM, ended=NOON + timedelta(days=9))])
    assert (email.sent, email.replied, email.declined) == (4, 1, 1)


def test_two_channels_with_five_messages_are_compared() -> None:
    found = shares.replies([*several(Channel.EMAIL, 5, 1), *several(Channel.LINKEDIN, 6, 3), sent(Channel.X)], ())
    assert [(one.channel, one.sent, one.replied) for one in found] == [
        (Channel.LINKEDIN, 6, 3),
        (Channel.EMAIL, 5, 1),
        (Channel.X, 1, 0),
    ]
    reading = shares.read_replies(found, Period.ALL)
    assert reading.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "4 of 12 messages so far had a reply, and 7 were declined: "
        "LinkedIn message gets replies most often (50 %), E-mail least often (20 %)."
    )
    assert [row[3] for row in reading.rows][-1] == "too few"
    assert reading.alt.replace("\N{NO-BREAK SPACE}", " ") == (
        "Bars of the messages sent, by channel, and how many had a reply: "
        "LinkedIn message 3 of 6, 50 %, E-mail 1 of 5, 20 %, X post 0 of 1, too few."
    )


def test_below_five_messages_nothing_is_compared() -> None:
    few = shares.read_replies(shares.replies(several(Channel.EMAIL, 4, 2), ()), Period.ALL).sentence
    assert few == "2 of 4 messages so far had a reply, and 2 were declined: too few to compare channels."
    one = shares.read_replies(shares.replies(several(Channel.EMAIL, 5, 0), ()), Period.ALL).sentence
    assert one.startswith("None of 5 messages so far had a reply, and 5 were declined. No two channels")


def test_two_channels_that_answer_alike_are_said_to() -> None:
    found = shares.replies([*several(Channel.EMAIL, 5, 1), *several(Channel.X, 10, 2)], ())
    assert "the same share" in shares.read_replies(found, Period.ALL).sentence


def test_without_messages_it_says_so() -> None:
    assert (
        shares.read_replies((), Period.FOUR_WEEKS).sentence
        == "You asked nobody for a conversation in the last 4 weeks."
    )


@given(st.lists(st.builds(sent, st.sampled_from(Channel), st.sampled_from([None, *Outcome]))))
def test_every_message_is_counted_once(messages: list[Message]) -> None:
    found = shares.replies(messages, ())
    assert sum(one.sent for one in found) == len(messages)
    assert sum(one.replied for one in found) == sum(one.outcome is Outcome.REPLIED for one in messages)
    assert all(0 <= one.replied <= one.sent for one in found)
    assert all((one.rate is None) == (one.sent < FEW) for one in found)
    assert shares.read_replies(found, Period.ALL).sentence


def heard(through: int, others: int) -> list[Opportunity]:
    ada = person()
    known = [Opportunity(company="Co", heard_on=TODAY, contact=ada.id) for _ in range(through)]
    return [*known, *(Opportunity(company="Co", heard_on=TODAY) for _ in range(others))]


def test_the_share_stands_beside_the_claim() -> None:
    reading = shares.read_opportunities(heard(4, 2), Period.ALL, CLAIM)
    assert reading.sentence.startswith("4 of 6 came through a contact: 67")
    assert "For comparison: 70–85 % of jobs" in reading.sentence
    assert "disputed" in reading.sentence
    assert [row[:2] for row in reading.rows] == [("Through a contact", 4), ("Other", 2)]
    assert reading.alt == "Bar of opportunities: through a contact 4, other 2; beside it 70–85 %, for comparison."


def test_below_five_there_is_no_share() -> None:
    reading = shares.read_opportunities(heard(2, 1), Period.ALL, CLAIM)
    assert "from five on" in reading.sentence
    assert [row[2] for row in reading.rows] == ["too few", "too few"]


def test_of_none_it_says_what_to_do() -> None:
    sentence = shares.read_opportunities([], Period.LAST_MONTH, CLAIM).sentence
    assert sentence.startswith("No opportunities noted last month. Note each one you hear of")

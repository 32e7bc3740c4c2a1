"""Finding messages again."""

from __future__ import annotations

from netdash.outreach import search
from netdash.outreach.messages import State
from netdash.outreach.search import Filter
from netdash.records import Channel, Message, Outcome, Purpose
from tests.records import DAY, NOON, person

ADA, TOM = person("Ada Lovelace"), person("Tom Baker")
NAMES = {ADA.id: ADA.name, TOM.id: TOM.name}
FIRST = Message(contact=ADA.id, channel=Channel.X, purpose=Purpose.NUDGE, body="Über alles", sent_at=NOON - DAY)
LATER = Message(contact=TOM.id, subject="Hello", sent_at=NOON, outcome=Outcome.REPLIED)
DRAFT = Message(contact=TOM.id, body="Half")
ALL = (FIRST, LATER, DRAFT)


def found(**wanted: object) -> tuple[Message, ...]:
    return search.filtered(ALL, Filter(**wanted), NAMES.__getitem__)  # type: ignore[arg-type]


def test_without_a_filter_drafts_come_first_and_then_the_latest() -> None:
    assert found() == (DRAFT, LATER, FIRST)


def test_words_are_found_in_names_texts_channels_and_purposes() -> None:
    assert found(text="uber ada") == (FIRST,)
    assert found(text="baker hello") == (LATER,)
    assert found(text="nudge") == (FIRST,)
    assert found(text="nobody") == ()


def test_each_filter_lets_through_what_it_names() -> None:
    assert found(states=(State.DRAFT, State.REPLIED)) == (DRAFT, LATER)
    assert found(channels=(Channel.X,)) == (FIRST,)
    assert found(purposes=(Purpose.THANK_YOU,), states=(State.REPLIED,)) == (LATER,)


def test_the_messages_with_somebody() -> None:
    assert search.with_contact(ALL, TOM.id) == (DRAFT, LATER)


def test_somebody_was_nudged_where_the_last_word_sent_is_an_unanswered_nudge() -> None:
    first = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOON)
    nudge = Message(contact=ADA.id, purpose=Purpose.NUDGE, sent_at=NOON + DAY)
    draft = Message(contact=ADA.id, purpose=Purpose.NUDGE)
    assert search.nudged([first, nudge, draft], ADA.id)
    for other in ([], [first], [first, draft], [nudge.replace(outcome=Outcome.REPLIED, outcome_at=NOON + DAY)]):
        assert not search.nudged(other, ADA.id)

"""Who introduced whom."""

from __future__ import annotations

from netdash.people.introductions import introduced_by, introduced_in, introducers_of
from tests.factories import introduction, person, talk

ADA, TOM, BEA, ZOE = (person(name) for name in ("Ada", "Tom", "Bea", "Zoë"))
FIRST, SECOND = talk(ADA, BEA), talk(ADA)
ALL = [
    introduction(ADA, TOM, FIRST),
    introduction(BEA, ZOE, FIRST),
    introduction(ADA, TOM, SECOND),
    introduction(ADA, BEA),
    introduction(BEA, TOM, SECOND),
]


def test_introducers_are_named_once_and_in_order():
    assert introducers_of(ALL, TOM.id) == (ADA.id, BEA.id)
    assert introducers_of(ALL, BEA.id) == (ADA.id,)
    assert introducers_of(ALL, ADA.id) == ()


def test_those_introduced_are_named_once_and_in_order():
    assert introduced_by(ALL, ADA.id) == (TOM.id, BEA.id)
    assert introduced_by(ALL, BEA.id) == (ZOE.id, TOM.id)
    assert introduced_by(ALL, TOM.id) == ()


def test_a_conversation_knows_who_was_recommended_in_it():
    assert introduced_in(ALL, FIRST.id) == (TOM.id, ZOE.id)
    assert introduced_in(ALL, SECOND.id) == (TOM.id,)
    assert introduced_in(ALL, talk().id) == ()


def test_of_several_people_each_recommended_their_own():
    """A thank-you to Ada names whom Ada recommended, and not whom Bea did at the same table."""
    assert introduced_in(ALL, FIRST.id, by=ADA.id) == (TOM.id,)
    assert introduced_in(ALL, FIRST.id, by=BEA.id) == (ZOE.id,)
    assert introduced_in(ALL, FIRST.id, by=TOM.id) == ()

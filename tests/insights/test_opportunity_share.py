"""The share of opportunities through people: beside the claim, which is called one."""

from __future__ import annotations

from netdash import rules
from netdash.insights import opportunity_share
from netdash.records import Opportunity
from tests.records import TODAY, person

CLAIM = rules.shipped().claim


def heard(through: int, others: int) -> list[Opportunity]:
    ada = person()
    known = [Opportunity(company="Co", heard_on=TODAY, contact=ada.id) for _ in range(through)]
    return [*known, *(Opportunity(company="Co", heard_on=TODAY) for _ in range(others))]


def test_the_share_stands_beside_the_claim() -> None:
    reading = opportunity_share.read(heard(4, 2), CLAIM)
    assert reading.sentence.startswith("4 of 6 came through a contact: 67")
    assert "A claim to hold it against: 70–85 % of jobs" in reading.sentence
    assert "disputed" in reading.sentence
    assert [row[:2] for row in reading.rows] == [("Through a contact", 4), ("Another way", 2)]
    assert reading.alt == "Bars of opportunities: through a contact 4, another way 2."


def test_below_five_there_is_no_share() -> None:
    reading = opportunity_share.read(heard(2, 1), CLAIM)
    assert "from five on" in reading.sentence
    assert [row[2] for row in reading.rows] == ["too few", "too few"]


def test_of_none_it_says_what_to_do() -> None:
    assert "Note each one you hear of" in opportunity_share.read([], CLAIM).sentence

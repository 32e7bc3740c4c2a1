"""The tree of introductions: everybody once, nobody above themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from netdash.insights import introduction_tree
from netdash.insights.introduction_tree import Branch
from netdash.insights.period import Period
from netdash.records import Contact, Introduction
from tests.factories import introduction, person
from tests.logs import Log, logs

PEOPLE = {name: person(name) for name in ("Ada", "Bob", "Cem", "Dov", "Eva", "Fay", "Gus")}
NAMES = {one.id: name for name, one in PEOPLE.items()}


def made(*pairs: str) -> list[Introduction]:
    """Make introductions from pairs of initials: `AB` is Ada introducing Bob."""
    initials = {name[0]: one for name, one in PEOPLE.items()}
    return [introduction(initials[pair[0]], initials[pair[1]]) for pair in pairs]


def outline(*pairs: str, met: tuple[Contact, ...] = ()) -> list[str]:
    """Return the tree as lines, each name behind one dash a step."""
    found = introduction_tree.tree(made(*pairs), {one.id for one in met})
    return ["-" * one.steps + NAMES[one.contact] for one in found]


@pytest.mark.parametrize(
    ("pairs", "lines"),
    [
        ((), []),
        (("AB",), ["-Ada", "--Bob"]),
        (("AB", "BC", "AD"), ["-Ada", "--Bob", "---Cem", "--Dov"]),
        (("AB", "CD", "CE"), ["-Cem", "--Dov", "--Eva", "-Ada", "--Bob"]),  # the larger branch first
        (("AB", "CB"), ["-Ada", "--Bob", "-Cem"]),  # two introducers: the first is the way
        (("AB", "BA"), ["-Ada", "--Bob"]),  # a circle of two
        (("AB", "BC", "CA"), ["-Ada", "--Bob", "---Cem"]),  # a circle of three
        (("AA",), ["-Ada"]),
        (("BC", "AB"), ["-Ada", "--Bob", "---Cem"]),  # told in the other order
    ],
)
def test_the_tree_by_hand(pairs: tuple[str, ...], lines: list[str]) -> None:
    assert outline(*pairs) == lines


def test_later_introducers_are_named_too() -> None:
    found = introduction_tree.tree(made("AB", "CB", "AB", "CB"), ())
    bob = next(one for one in found if NAMES[one.contact] == "Bob")
    assert NAMES[bob.by or ""] == "Ada"
    assert [NAMES[one] for one in bob.also_by] == ["Cem"]
    reading = introduction_tree.read(found, Period.ALL, NAMES.__getitem__)
    assert ("Bob", "Ada", "Cem", 2, "not yet") in reading.rows


def test_a_chain_of_two_thousand_is_no_trouble() -> None:
    chain = [person(f"Person {number}") for number in range(2_000)]
    found = introduction_tree.tree([introduction(by, to) for by, to in pairwise(chain)], ())
    assert [one.steps for one in found] == list(range(1, 2_001))


def read(*pairs: str, met: tuple[str, ...] = ()) -> str:
    found = introduction_tree.tree(made(*pairs), {PEOPLE[name].id for name in met})
    return introduction_tree.read(found, Period.ALL, NAMES.__getitem__).sentence


def test_nobody_yet_is_a_question_to_ask() -> None:
    assert "Who else do you recommend I connect with?" in read()
    assert read("AA").startswith("No introductions so far.")


def test_fewer_than_five_name_no_leader() -> None:
    said = read("AB", "AC", met=("Bob",))
    assert said.startswith("1 contact introduced you to 2 people so far. You have not met 1 of them yet.")
    assert "most doors" not in said


def test_five_name_who_opened_the_most_doors_unless_two_did() -> None:
    said = read("AB", "AC", "AD", "BE", "BF", met=tuple(PEOPLE))
    assert said.startswith("2 contacts introduced you to 5 people so far. Ada opened the most doors: 3.")
    assert said.endswith("The longest chain from you is 3 people long.")
    assert "most doors" not in read("AB", "AC", "AD", "BE", "BF", "BG")


@given(logs())
def test_everybody_introduced_is_there_once_and_the_tree_has_no_circle(log: Log) -> None:
    found = introduction_tree.tree(log.made, ())
    everybody = {id for one in log.made for id in (one.by_contact, one.to_contact)}
    assert sorted(one.contact for one in found) == sorted(everybody)
    seen: dict[str | None, Branch] = {}
    for one in found:  # who stands above has come before, so that no way leads in a circle
        assert one.by is None or one.by in seen
        assert one.steps == (seen[one.by].steps if one.by else 0) + 1
        assert not {one.by, one.contact} & set(one.also_by)
        seen[one.contact] = one
    introducers = {(one.by_contact, one.to_contact) for one in log.made}
    assert all((one.by, one.contact) in introducers for one in found if one.by)


@pytest.mark.parametrize("pairs", [("AB", "BA"), ("AB", "BC", "CA"), ("AA",)])
def test_an_introduction_that_closes_a_circle_is_not_named_either(pairs: tuple[str, ...]) -> None:
    assert not any(one.also_by for one in introduction_tree.tree(made(*pairs), ()))

"""Introductions as a tree from the member outwards: who introduced whom, each person once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from netdash.insights.period import WHO_ELSE, Period, Reading
from netdash.records import Introduction
from netdash.wording import FEW, counted


@dataclass(frozen=True)
class Branch:
    """One person of the tree. `steps` counts from the member; `by` is None for whom nobody introduced."""

    contact: str
    by: str | None
    also_by: tuple[str, ...]
    steps: int
    met: bool


def tree(introductions: Sequence[Introduction], met: Collection[str]) -> tuple[Branch, ...]:
    """Grow the tree and return its people from the top down, each right below who introduced them.

    The first introduction counts as the way to a person, later ones are `also_by`; one that would
    close a circle does not count. Larger branches come first. `met` are the people talked with.
    """
    parents, others = _parents(introductions)
    everybody = dict.fromkeys(id for one in introductions for id in (one.by_contact, one.to_contact))
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for id in everybody:
        children[parents.get(id)].append(id)
    sizes = _sizes(everybody, parents)
    grown: list[Branch] = []
    waiting: list[tuple[str | None, int]] = [(None, 0)]
    while waiting:
        contact, steps = waiting.pop()
        if contact is not None:
            also = tuple(dict.fromkeys(others[contact]))
            grown.append(Branch(contact, parents.get(contact), also, steps, contact in met))
        largest_first = sorted(children[contact], key=lambda id: -sizes[id])
        waiting += [(child, steps + 1) for child in reversed(largest_first)]
    return tuple(grown)


def _parents(introductions: Sequence[Introduction]) -> tuple[dict[str, str], defaultdict[str, list[str]]]:
    """Return who introduced whom first, and who else did; circles are cut."""
    parents: dict[str, str] = {}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for one in introductions:
        if one.to_contact in _way(one.by_contact, parents):
            continue
        if parents.setdefault(one.to_contact, one.by_contact) != one.by_contact:
            others[one.to_contact].append(one.by_contact)
    return parents, others


def _way(contact: str, parents: dict[str, str]) -> list[str]:
    """Return a person and all through whom they came, up to the one nobody introduced."""
    way = [contact]
    while way[-1] in parents:
        way.append(parents[way[-1]])
    return way


def _sizes(everybody: Collection[str], parents: dict[str, str]) -> Counter[str]:
    """Count the people of each branch, the one it starts with included."""
    return Counter(above for contact in everybody for above in _way(contact, parents))


def read(found: Sequence[Branch], period: Period, name: Callable[[str], str]) -> Reading:
    """Put the tree into words. `name` gives a contact's name."""
    rows = tuple(
        (
            name(one.contact),
            name(one.by) if one.by else "",
            ", ".join(map(name, one.also_by)),
            one.steps,
            "yes" if one.met else "not yet",
        )
        for one in found
    )
    columns = ("Person", "Introduced by", "Also by", "Steps from you", "Met")
    return Reading(_sentence(found, period, name), _alt(found, name), columns, rows)


def _alt(found: Sequence[Branch], name: Callable[[str], str]) -> str:
    links = [f"{name(one.by)} introduced {name(one.contact)}" for one in found if one.by]
    more = f", and {len(links) - FEW} more" if len(links) > FEW else ""
    return f"A tree that starts from you: {', '.join(links[:FEW])}{more}."


def _sentence(found: Sequence[Branch], period: Period, name: Callable[[str], str]) -> str:
    introduced = [one for one in found if one.by]
    if not introduced:
        return f"Nobody introduced you to someone {period.words}. Close your next conversation with {WHO_ELSE}"
    doors = Counter(one.by for one in introduced if one.by)
    said = (
        f"{counted(len(introduced), 'person', 'people')} came through "
        f"{counted(len(doors), 'introducer')} {period.words}.{_not_met(introduced)}"
    )
    if len(introduced) < FEW:
        return f"{said} Close your next conversation with {WHO_ELSE}"
    ((first, most), *rest) = doors.most_common(2)
    opened = f" {name(first)} opened the most doors: {most}." if not rest or rest[0][1] < most else ""
    return f"{said}{opened} The longest chain is {max(one.steps for one in found)} people from you."


def _not_met(introduced: Sequence[Branch]) -> str:
    number = sum(not one.met for one in introduced)
    return f" {number} of them you have not met yet." if number else ""

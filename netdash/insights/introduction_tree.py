"""Introductions as a tree from the member outwards: who introduced whom, each person once; and its chart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Palette, Part, figure, ink, label
from netdash.insights.period import WHO_ELSE, Period, Reading
from netdash.records import Introduction
from netdash.wording import FEW, counted, listed, shortened

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

ROW = 27
"""Pixels a person takes."""

MOST_ROWS, LONGEST_NAME = 30, 24
"""So many people are drawn and the table has the rest; longer names are cut, and whole under the pointer."""

RING = 0.16
"""How far from the middle of somebody not met yet a line ends, in rows and steps."""

ROOM, DEEPEST = 6.5, 8
"""How many steps wide a name may be; and chains longer than this are drawn with smaller steps."""


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


def draw(found: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> Figure:
    """Draw the top of the tree; a hollow ring is somebody not met yet. `name` gives a contact's name."""
    shown = found[:MOST_ROWS]
    rows = {one.contact: -number for number, one in enumerate(shown, 1)}
    deepest = max((one.steps for one in shown), default=0)
    more = len(found) - len(shown)
    rest = [label(ink(f"and {more} more in the table", FAINT), 1, -len(shown) - 1, yanchor="middle")] if more else []
    return figure(
        [_lines(shown, rows, palette), _points(shown, palette, name)],
        ROW * (len(shown) + 1 + bool(more)) + 8,
        xaxis={"range": [-0.25, deepest + ROOM * max(1, deepest / DEEPEST)], "visible": False},
        yaxis={"range": [-len(shown) - bool(more) - 0.6, 0.6], "visible": False},
        annotations=rest,
    )


def _lines(shown: Sequence[Branch], rows: dict[str, int], palette: Palette) -> Part:
    """Lead from everybody down and across to those they introduced; the member stands at 0, 0."""
    x: list[float | None] = []
    y: list[float | None] = []
    for one in shown:
        above = rows[one.by] if one.by else 0
        x += [one.steps - 1, one.steps - 1, one.steps - (0 if one.met else RING), None]
        y += [above - RING, rows[one.contact], rows[one.contact], None]
    line = {"color": palette.quiet, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _points(shown: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> Part:
    notes = ["" if one.met else ink("  not met yet", FAINT) for one in shown]
    texts = [
        ink(f"  {escape(shortened(name(one.contact), LONGEST_NAME))}") + note
        for one, note in zip(shown, notes, strict=True)
    ]
    symbols = ["circle", *("circle" if one.met else "circle-open" for one in shown)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0, *(one.steps for one in shown)],
        "y": [0, *(-number for number in range(1, len(shown) + 1))],
        "text": [ink("  <b>You</b>"), *texts],
        "textposition": "middle right",
        "cliponaxis": False,
        "marker": {
            "size": 11,
            "color": palette.accent,
            "symbol": symbols,
            "line": {"color": palette.accent, "width": 2},
        },
        "hovertext": [ink(escape(text)) for text in ("You", *(_told(one, name) for one in shown))],
        "hoverinfo": "text",
    }


def _told(one: Branch, name: Callable[[str], str]) -> str:
    introducers = [name(id) for id in (one.by, *one.also_by) if id]
    return f"{name(one.contact)}, introduced by {listed(introducers)}" if introducers else name(one.contact)

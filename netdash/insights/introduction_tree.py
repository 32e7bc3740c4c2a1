"""The tree of introductions, from the member outwards: who introduced whom, each person once; and its chart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Palette, PlotlyDict, figure, ink, label
from netdash.insights.period import CLOSING_QUESTION, Period, Reading
from netdash.records import Introduction
from netdash.wording import FEW, counted, listed, shortened

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

ROW = 27
"""The height of a person's row in pixels."""

MOST_ROWS, LONGEST_NAME = 20, 28
"""So many people are drawn, and the table has all; longer names are cut, and a pointer shows them whole."""

RING = 0.16
"""How far a line ends from the centre of somebody not met yet, in rows and steps."""

ROOM, DEEPEST = 12, 8
"""The room for a name, in steps; chains longer than `DEEPEST` are drawn with smaller steps."""


@dataclass(frozen=True)
class Branch:
    """One person of the tree. `steps` counts from the member; `by` is None for people whom nobody introduced."""

    contact: str
    by: str | None
    also_by: tuple[str, ...]
    steps: int
    met: bool


def tree(introductions: Sequence[Introduction], met: Collection[str]) -> tuple[Branch, ...]:
    """Return the people of the tree from top to bottom, each below their introducer.

    A person hangs on the first introduction; later introducers are in `also_by`. An introduction
    that would close a circle does not count. Larger branches come first. `met` are the people talked with.
    """
    parents, others = _parents(introductions)
    everybody = dict.fromkeys(id for link in introductions for id in (link.by_contact, link.to_contact))
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for id in everybody:
        children[parents.get(id)].append(id)
    sizes = _sizes(everybody, parents)
    branches: list[Branch] = []
    stack: list[tuple[str | None, int]] = [(None, 0)]
    while stack:
        contact, steps = stack.pop()
        if contact is not None:
            also_by = tuple(dict.fromkeys(others[contact]))
            branches.append(Branch(contact, parents.get(contact), also_by, steps, contact in met))
        largest_first = sorted(children[contact], key=lambda id: -sizes[id])
        stack += [(child, steps + 1) for child in reversed(largest_first)]
    return tuple(branches)


def _parents(introductions: Sequence[Introduction]) -> tuple[dict[str, str], defaultdict[str, list[str]]]:
    """Return everybody's first introducer and their other introducers, without circles."""
    parents: dict[str, str] = {}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for introduction in introductions:
        if introduction.to_contact in _path_up(introduction.by_contact, parents):
            continue
        if parents.setdefault(introduction.to_contact, introduction.by_contact) != introduction.by_contact:
            others[introduction.to_contact].append(introduction.by_contact)
    return parents, others


def _path_up(contact: str, parents: dict[str, str]) -> list[str]:
    """Return a person and their chain of introducers, up to somebody whom nobody introduced."""
    path = [contact]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path


def _sizes(everybody: Collection[str], parents: dict[str, str]) -> Counter[str]:
    """Count the people of each branch, its first person included."""
    return Counter(ancestor for contact in everybody for ancestor in _path_up(contact, parents))


def read(branches: Sequence[Branch], period: Period, name: Callable[[str], str]) -> Reading:
    """Put the tree into words. `name` gives a contact's name."""
    rows = tuple(
        (
            name(branch.contact),
            name(branch.by) if branch.by else "",
            ", ".join(map(name, branch.also_by)),
            branch.steps,
            "yes" if branch.met else "not yet",
        )
        for branch in branches
    )
    columns = ("Person", "Introduced by", "Also by", "Steps from you", "Met")
    return Reading(_sentence(branches, period, name), _alt(branches, name), columns, rows)


def _alt(branches: Sequence[Branch], name: Callable[[str], str]) -> str:
    links = [f"{name(branch.by)} introduced {name(branch.contact)}" for branch in branches if branch.by]
    more = f", and {len(links) - FEW} more" if len(links) > FEW else ""
    return f"A tree that starts from you: {', '.join(links[:FEW])}{more}."


def _sentence(branches: Sequence[Branch], period: Period, name: Callable[[str], str]) -> str:
    introduced = [branch for branch in branches if branch.by]
    if not introduced:
        return f"No introductions {period.words}. Close your next conversation with {CLOSING_QUESTION}"
    counts = Counter(branch.by for branch in introduced if branch.by)
    summary = (
        f"{counted(len(counts), 'contact')} introduced you to "
        f"{counted(len(introduced), 'person', 'people')} {period.words}.{_not_met_words(introduced)}"
    )
    if len(introduced) < FEW:
        return f"{summary} Close your next conversation with {CLOSING_QUESTION}"
    ((introducer, most), *rest) = counts.most_common(2)
    opened = f" {name(introducer)} opened the most doors: {most}." if not rest or rest[0][1] < most else ""
    return f"{summary}{opened} The longest chain from you is {max(branch.steps for branch in branches)} people long."


def _not_met_words(introduced: Sequence[Branch]) -> str:
    number = sum(not branch.met for branch in introduced)
    return f" You have not met {number} of them yet." if number else ""


def draw(branches: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> Figure:
    """Draw the top of the tree; a hollow ring marks somebody not met yet. `name` gives a contact's name."""
    top = branches[:MOST_ROWS]
    rows = {branch.contact: -number for number, branch in enumerate(top, 1)}
    deepest = max((branch.steps for branch in top), default=0)
    more = len(branches) - len(top)
    note = [label(ink(f"and {more} more in the table", FAINT), 1, -len(top) - 1, yanchor="middle")] if more else []
    return figure(
        [_lines(top, rows, palette), _points(top, palette, name)],
        ROW * (len(top) + 1 + bool(more)) + 8,
        xaxis={"range": [-0.4, deepest + ROOM * max(1, deepest / DEEPEST)], "visible": False},
        yaxis={"range": [-len(top) - bool(more) - 0.6, 0.6], "visible": False},
        annotations=note,
    )


def _lines(branches: Sequence[Branch], rows: dict[str, int], palette: Palette) -> PlotlyDict:
    """Draw the lines from each person down and across to those they introduced; the member is at 0, 0."""
    x: list[float | None] = []
    y: list[float | None] = []
    for branch in branches:
        above = rows[branch.by] if branch.by else 0
        x += [branch.steps - 1, branch.steps - 1, branch.steps - (0 if branch.met else RING), None]
        y += [above - RING, rows[branch.contact], rows[branch.contact], None]
    line = {"color": palette.quiet, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _points(branches: Sequence[Branch], palette: Palette, name: Callable[[str], str]) -> PlotlyDict:
    notes = ["" if branch.met else ink("  not met yet", FAINT) for branch in branches]
    texts = [
        ink(f"  {escape(shortened(name(branch.contact), LONGEST_NAME))}") + note
        for branch, note in zip(branches, notes, strict=True)
    ]
    symbols = ["circle", *("circle" if branch.met else "circle-open" for branch in branches)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0, *(branch.steps for branch in branches)],
        "y": [0, *(-number for number in range(1, len(branches) + 1))],
        "text": [ink("  <b>You</b>"), *texts],
        "textposition": "middle right",
        "cliponaxis": False,
        "marker": {
            "size": 11,
            "color": palette.accent,
            "symbol": symbols,
            "line": {"color": palette.accent, "width": 2},
        },
        "hovertext": [ink(escape(text)) for text in ("You", *(_hover(branch, name) for branch in branches))],
        "hoverinfo": "text",
    }


def _hover(branch: Branch, name: Callable[[str], str]) -> str:
    introducers = [name(id) for id in (branch.by, *branch.also_by) if id]
    return f"{name(branch.contact)}, introduced by {listed(introducers)}" if introducers else name(branch.contact)

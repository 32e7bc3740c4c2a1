"""The order of things that a person arranges one step at a time, and what a step changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from netdash.records import Question


class Step(StrEnum):
    """Where something moves to within its list."""

    UP = "up"
    DOWN = "down"
    TOP = "top"
    BOTTOM = "bottom"


def place(question: Question) -> tuple[float, str]:
    """Return what questions are sorted by; two tabs may give two the same position."""
    return question.position, question.id


def shifted(ids: Sequence[str], id: str, step: Step) -> tuple[str, ...]:
    """Return the ids with one moved by a step; one that is not there, or at its end already, changes nothing."""
    if id not in ids:
        return tuple(ids)
    rest, at = [one for one in ids if one != id], list(ids).index(id)
    to = {Step.UP: max(0, at - 1), Step.DOWN: at + 1, Step.TOP: 0, Step.BOTTOM: len(rest)}[step]
    return (*rest[:to], id, *rest[to:])


def moved(order: Sequence[Question], id: str, step: Step, among: Collection[str]) -> tuple[Question, ...]:
    """Return the questions to save so that one moves by a step among some of them.

    These exchange the positions that they have already, so that nothing else in the bank moves: not
    even a topic, which stands where its first question does.
    """
    distinct = len({one.position for one in order}) == len(order)
    numbered = order if distinct else [one.replace(position=float(n)) for n, one in enumerate(order, 1)]
    before = [one for one in numbered if one.id in among]
    after = shifted([one.id for one in before], id, step)
    if list(after) == [one.id for one in before]:
        return ()
    positions = {one.id: one.position for one in numbered}
    positions |= {one: here.position for one, here in zip(after, before, strict=True)}
    return tuple(one.replace(position=positions[one.id]) for one in order if one.position != positions[one.id])

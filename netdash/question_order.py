"""The order of things that a person arranges one step at a time, and the few writes that a step needs."""

from __future__ import annotations

from collections.abc import Sequence
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


def moved(order: Sequence[Question], id: str, step: Step, among: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions to save so that one moves by a step among some of them.

    Usually that one alone: it gets a position between its new neighbours. Where there is no number
    left between them, all are numbered anew.
    """
    places = {one.id: at for at, one in enumerate(order)}
    before = [one for one in among if one in places]
    after = shifted(before, id, step)
    if list(after) == before:
        return ()
    at = after.index(id)
    upwards = at < before.index(id)
    beside = after[at + 1] if upwards else after[at - 1]
    rest = [one for one in order if one.id != id]
    to = next(n for n, one in enumerate(rest) if one.id == beside) + (not upwards)
    position = _between(rest[to - 1 : to], rest[to : to + 1])
    question = order[places[id]]
    if position is not None:
        return (question.replace(position=position),)
    numbered = enumerate((*rest[:to], question, *rest[to:]), 1)
    return tuple(one.replace(position=float(n)) for n, one in numbered if one.position != n)


def _between(low: Sequence[Question], high: Sequence[Question]) -> float | None:
    """Return a position between two neighbours, either of which may be missing; None where there is none."""
    if not low or not high:
        found = high[0].position - 1 if high else low[0].position + 1
    else:
        found = (low[0].position + high[0].position) / 2
    fits = (not low or low[0].position < found) and (not high or found < high[0].position)
    return found if fits else None

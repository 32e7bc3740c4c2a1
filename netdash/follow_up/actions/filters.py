"""Finding actions in a queue: by kind, lane, person, and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netdash.follow_up.actions.action import Action, Kind, Lane, Person
from netdash.text_search import mentions


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None and an empty text leave nothing out."""

    kind: Kind | None = None
    lane: Lane | None = None
    person: str | None = None
    text: str = ""


def matching(actions: Iterable[Action], wanted: Wanted) -> tuple[Action, ...]:
    """Return the actions that fit everything that is wanted, in their order."""
    return tuple(actions) if wanted == Wanted() else tuple(one for one in actions if _fits(one, wanted))


def kinds_in(actions: Iterable[Action]) -> tuple[Kind, ...]:
    """Return the kinds there are, in their order."""
    found = {one.kind for one in actions}
    return tuple(kind for kind in Kind if kind in found)


def people_in(actions: Iterable[Action]) -> tuple[Person, ...]:
    """Return the people concerned, by name."""
    found = {one.person for one in actions if one.person is not None}
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def _fits(action: Action, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, action.kind)
        and wanted.lane in (None, action.lane)
        and wanted.person in (None, action.person.id if action.person else "")
        and (not wanted.text.strip() or mentions((action.what, action.rule.words), wanted.text))
    )

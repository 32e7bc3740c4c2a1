"""The funnel: of the people a member knows, whom they met, thanked, and who introduced someone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from netdash.insights.period import WHO_ELSE, Period, Reading
from netdash.records import Contact, Introduction, Meeting, Message
from netdash.wording import FEW, counted, percent, share

STAGES = ("People", "Met", "Thanked", "Introduced someone")

NEXT_STEPS = {
    "Met": "Most people here wait for a first conversation: ask one of them this week.",
    "Thanked": "The step to work on is the thank-you: the follow-up tracker lists who still waits for one.",
    "Introduced someone": f"The step to work on is the introduction: close with {WHO_ELSE}",
}


@dataclass(frozen=True)
class Stage:
    """How many people came this far, and which share they are of the stage before (0–1)."""

    label: str
    people: int
    of_before: float


@dataclass(frozen=True)
class Funnel:
    """The people of each stage, all of whom are in the stage before; and introducers who are owed a thank-you."""

    people: frozenset[str]
    met: frozenset[str]
    thanked: frozenset[str]
    introduced: frozenset[str]
    waiting: frozenset[str]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages from the widest to the narrowest."""
        counts = [len(self.people), len(self.met), len(self.thanked), len(self.introduced)]
        before = [counts[0], *counts]
        return tuple(
            Stage(label, count, share(count, earlier))
            for label, count, earlier in zip(STAGES, counts, before, strict=False)
        )


def funnel(
    contacts: Iterable[Contact],
    held: Iterable[Meeting],
    settled: Mapping[tuple[str, str], Message],
    introductions: Iterable[Introduction],
    known: Callable[[str], object] = bool,
) -> Funnel:
    """Count people by how far they came in the conversations held; `settled` are the thank-yous sent.

    Everybody met counts among the people, also where the contact was deleted since; nobody waits for a
    thank-you whom `known` says is gone for good.
    """
    pairs = {(one.id, contact) for one in held for contact in one.contacts}
    met = frozenset(contact for _, contact in pairs)
    thanked = frozenset(contact for meeting, contact in pairs if (meeting, contact) in settled)
    introducers = {one.by_contact for one in introductions if one.by_contact != one.to_contact}
    people = frozenset(one.id for one in contacts) | met
    owed = frozenset(contact for meeting, contact in pairs if (meeting, contact) not in settled and known(contact))
    return Funnel(people, met, thanked, thanked & introducers, owed & introducers)


def read(found: Funnel, period: Period) -> Reading:
    """Put a funnel into words."""
    people, met, thanked, introduced = found.stages
    counts = (
        f"Of {counted(people.people, 'person', 'people')}, you met {met.people} {period.words} "
        f"and thanked {thanked.people}; {introduced.people or 'none'} of those introduced you to someone."
    )
    rows = tuple(
        (one.label, one.people, percent(one.of_before) if number else "") for number, one in enumerate(found.stages)
    )
    alt = (
        "Bars for people, met, thanked, introduced someone: " + ", ".join(str(one.people) for one in found.stages) + "."
    )
    return Reading(
        f"{counts} {_waiting(len(found.waiting)) or _advice(found)}",
        alt,
        ("Step", "People", "Of the step before"),
        rows,
    )


def _advice(found: Funnel) -> str:
    if len(found.met) < FEW:
        return "With fewer than five people met, the steps between say little yet: the next conversation says more."
    weakest = min((after for _, after in pairwise(found.stages)), key=lambda one: one.of_before)
    return NEXT_STEPS[weakest.label] if weakest.of_before < 1 else "Nobody was left behind on the way."


def _waiting(number: int) -> str:
    if not number:
        return ""
    people = counted(number, "person", "people")
    return f"{people} who introduced you to someone still {'waits' if number == 1 else 'wait'} for your thank-you."

"""Two funnels: of the people a member knows, and of those they wrote to, how far each came towards an introduction.

Each stage counts people of the stage before, so that it never widens: whoever was met without a
message noted before is counted beside the second funnel, not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from netdash.insights.period import WHO_ELSE, Period, Reading, Window
from netdash.outreach.checks import ASKING
from netdash.records import Contact, Introduction, Meeting, Message, Outcome
from netdash.wording import FEW, counted, percent, share

STAGES = ("People", "Met", "Thanked", "Introduced someone")

NEXT_STEPS = {
    "Met": "Most people here wait for a first conversation: ask one of them this week.",
    "Thanked": "The step to work on is the thank-you: the follow-up tracker lists who still waits for one.",
    "Introduced someone": f"The step to work on is the introduction: close with {WHO_ELSE}",
}

OUTREACH_STAGES = ("Messaged", "Replied", "Met", "Thanked", "Introduced someone")

OUTREACH_STEPS = {
    "Replied": "The step to work on is the first message: short, the connection first, one ask.",
    "Met": "The step to work on is the day: offer two or three times as soon as somebody replies.",
    "Thanked": "The step to work on is the thank-you: write it while the conversation is fresh.",
    "Introduced someone": f"The step to work on is the introduction: close with {WHO_ELSE}",
}

COLUMNS = ("Step", "People", "Of the step before")


@dataclass(frozen=True)
class Stage:
    """How many people came this far, and which share they are of the stage before (0–1)."""

    label: str
    people: int
    of_before: float


def _stages(labels: Sequence[str], *groups: frozenset[str]) -> tuple[Stage, ...]:
    counts = [*map(len, groups)]
    before = [counts[0], *counts]
    return tuple(
        Stage(label, count, share(count, earlier))
        for label, count, earlier in zip(labels, counts, before, strict=False)
    )


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
        return _stages(STAGES, self.people, self.met, self.thanked, self.introduced)


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


def read_funnel(found: Funnel, period: Period) -> Reading:
    """Put a funnel into words."""
    people, met, thanked, introduced = found.stages
    counts = (
        f"Of {counted(people.people, 'person', 'people')}, you met {met.people} {period.words} "
        f"and thanked {thanked.people}; {introduced.people or 'none'} of those introduced you to someone."
    )
    alt = (
        "Bars for people, met, thanked, introduced someone: " + ", ".join(str(one.people) for one in found.stages) + "."
    )
    return Reading(f"{counts} {_waiting(len(found.waiting)) or _advice(found)}", alt, COLUMNS, _rows(found.stages))


def _rows(stages: Sequence[Stage]) -> tuple[tuple[str, int, str], ...]:
    return tuple((one.label, one.people, percent(one.of_before) if number else "") for number, one in enumerate(stages))


def _advice(found: Funnel) -> str:
    if len(found.met) < FEW:
        return "With fewer than five people met, the steps between say little yet: the next conversation says more."
    return _next_step(found.stages, NEXT_STEPS)


def _next_step(stages: Sequence[Stage], steps: Mapping[str, str]) -> str:
    weakest = min((after for _, after in pairwise(stages)), key=lambda one: one.of_before)
    return steps[weakest.label] if weakest.of_before < 1 else "Nobody was left behind on the way."


def _waiting(number: int) -> str:
    if not number:
        return ""
    people = counted(number, "person", "people")
    return f"{people} who introduced you to someone still {'waits' if number == 1 else 'wait'} for your thank-you."


@dataclass(frozen=True)
class OutreachFunnel:
    """The people of each stage, all of whom are in the stage before; and those met without a message noted before."""

    messaged: frozenset[str]
    replied: frozenset[str]
    met: frozenset[str]
    thanked: frozenset[str]
    introduced: frozenset[str]
    unasked: frozenset[str]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages from the widest to the narrowest."""
        return _stages(OUTREACH_STAGES, self.messaged, self.replied, self.met, self.thanked, self.introduced)


def asking(messages: Iterable[Message], within: Window) -> tuple[Message, ...]:
    """Return the messages sent within a window that asked somebody for something: first ones, and nudges."""
    return tuple(
        one for one in messages if one.purpose in ASKING and one.sent_at is not None and within.holds(one.sent_at)
    )


def outreach_funnel(
    asked: Iterable[Message],
    held: Iterable[Meeting],
    settled: Mapping[tuple[str, str], Message],
    introductions: Iterable[Introduction],
) -> OutreachFunnel:
    """Count the people written to by how far they came; `asked` are messages sent, `held` conversations held.

    A conversation after the message is an answer to it, whether or not a reply was noted.
    """
    first: dict[str, datetime] = {}
    wrote_back: set[str] = set()
    for one in asked:
        if one.sent_at is not None:
            first[one.contact] = min(one.sent_at, first.get(one.contact, one.sent_at))
            wrote_back |= {one.contact} if one.outcome is Outcome.REPLIED else set()
    talks = [(one, contact) for one in held for contact in one.contacts]
    after = [(one, contact) for one, contact in talks if contact in first and one.ends_at > first[contact]]
    met = frozenset(contact for _, contact in after)
    thanked = frozenset(contact for one, contact in after if (one.id, contact) in settled)
    introducers = {one.by_contact for one in introductions if one.by_contact != one.to_contact}
    unasked = frozenset(contact for _, contact in talks) - met
    return OutreachFunnel(frozenset(first), met | wrote_back, met, thanked, thanked & introducers, unasked)


def read_outreach(found: OutreachFunnel, period: Period) -> Reading:
    """Put the way from message to introduction into words."""
    names, counts = ", ".join(OUTREACH_STAGES).lower(), ", ".join(str(one.people) for one in found.stages)
    sentence = " ".join(
        filter(None, (_outreach_counts(found, period), _beside(len(found.unasked)), _outreach_advice(found)))
    )
    return Reading(sentence, f"Bars for {names}: {counts}.", COLUMNS, _rows(found.stages))


def _outreach_counts(found: OutreachFunnel, period: Period) -> str:
    messaged, replied, met, thanked, introduced = (one.people for one in found.stages)
    if not messaged:
        return f"You wrote to nobody {period.words}: the first message opens the way."
    return (
        f"Of {counted(messaged, 'person', 'people')} you wrote to {period.words}, {replied or 'none'} answered, "
        f"you met {met} and thanked {thanked}; {introduced or 'none'} of those introduced you to someone."
    )


def _beside(unasked: int) -> str:
    if not unasked:
        return ""
    came = "person you met is" if unasked == 1 else "people you met are"
    return f"{unasked} more {came} not counted here: no message to them was noted before."


def _outreach_advice(found: OutreachFunnel) -> str:
    if len(found.messaged) < FEW:
        return "Fewer than five people say little about the steps between." if found.messaged else ""
    return _next_step(found.stages, OUTREACH_STEPS)

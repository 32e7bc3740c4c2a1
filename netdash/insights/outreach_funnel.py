"""From message to introduction: of the people a member wrote to, who answered, met, was thanked, and opened a door.

Each stage counts people of the stage before, so that it never widens: whoever was met without a
message noted before is counted beside it, not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from netdash.insights.funnel import Stage
from netdash.insights.period import WHO_ELSE, Period, Reading, Window
from netdash.outreach.checks import ASKING
from netdash.records import Introduction, Meeting, Message, Outcome
from netdash.wording import FEW, counted, percent, share

STAGES = ("Messaged", "Replied", "Met", "Thanked", "Introduced someone")

NEXT_STEPS = {
    "Replied": "The step to work on is the first message: short, the connection first, one ask.",
    "Met": "The step to work on is the day: offer two or three times as soon as somebody replies.",
    "Thanked": "The step to work on is the thank-you: write it while the conversation is fresh.",
    "Introduced someone": f"The step to work on is the introduction: close with {WHO_ELSE}",
}


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
        counts = [*map(len, (self.messaged, self.replied, self.met, self.thanked, self.introduced))]
        before = [counts[0], *counts]
        return tuple(
            Stage(label, count, share(count, earlier))
            for label, count, earlier in zip(STAGES, counts, before, strict=False)
        )


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


def read(found: OutreachFunnel, period: Period) -> Reading:
    """Put the way from message to introduction into words."""
    rows = tuple(
        (one.label, one.people, percent(one.of_before) if number else "") for number, one in enumerate(found.stages)
    )
    names, counts = ", ".join(STAGES).lower(), ", ".join(str(one.people) for one in found.stages)
    sentence = " ".join(filter(None, (_counts(found, period), _beside(len(found.unasked)), _advice(found))))
    return Reading(sentence, f"Bars for {names}: {counts}.", ("Step", "People", "Of the step before"), rows)


def _counts(found: OutreachFunnel, period: Period) -> str:
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


def _advice(found: OutreachFunnel) -> str:
    stages: Sequence[Stage] = found.stages
    if len(found.messaged) < FEW:
        return "Fewer than five people say little about the steps between." if found.messaged else ""
    weakest = min((after for _, after in pairwise(stages)), key=lambda one: one.of_before)
    return NEXT_STEPS[weakest.label] if weakest.of_before < 1 else "Nobody was left behind on the way."

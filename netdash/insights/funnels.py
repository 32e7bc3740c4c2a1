"""Two funnels: how many of the member's people, and of those they wrote to, were met, thanked and introduced someone.

Both say what they count: the same person may be in one and not in the other. Each stage counts people of the stage
before, so a funnel never widens: people met without an earlier message are counted beside the second funnel, not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, PALE, Palette, PlotlyDict, columns, figure, ink, label
from netdash.insights.period import CLOSING_QUESTION, Period, Reading, Window
from netdash.outreach.checks import ASKING
from netdash.records import Contact, Introduction, Meeting, Message, Outcome
from netdash.wording import FEW, counted, percent, share

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

STAGES = ("People you know", "Met", "Thanked", "Introduced someone")

NEXT_STEPS = {
    "Met": "Most people you know you have not met yet: ask one of them for a conversation this week.",
    "Thanked": "Weakest step: the thank-you. The follow-up tracker lists whom to thank.",
    "Introduced someone": f"Weakest step: the introduction. Close with {CLOSING_QUESTION}",
}

OUTREACH_STAGES = ("Wrote to", "Replied", "Met after that", "Thanked", "Introduced someone")

OUTREACH_STEPS = {
    "Replied": "Weakest step: the first message. Keep it short: the connection first, one ask.",
    "Met after that": "Weakest step: scheduling. Offer 2–3 times in your first reply.",
    "Thanked": "Weakest step: the thank-you. Write it while the conversation is fresh.",
    "Introduced someone": f"Weakest step: the introduction. Close with {CLOSING_QUESTION}",
}

COLUMNS = ("Step", "People", "Of the step before")


@dataclass(frozen=True)
class FunnelStage:
    """How many people reached a stage, their share of the stage before (0–1), and how many that had."""

    label: str
    people: int
    of_before: float
    before: int | None = None

    @property
    def rate(self) -> str:
        """The share as text, where it rests on five people or more."""
        if self.before is None:
            return ""
        return percent(self.of_before) if self.before >= FEW else "too few"


def _stages(labels: Sequence[str], *groups: frozenset[str]) -> tuple[FunnelStage, ...]:
    counts = [*map(len, groups)]
    first = FunnelStage(labels[0], counts[0], share(counts[0], counts[0]))
    after = zip(labels[1:], pairwise(counts), strict=True)
    return (first, *(FunnelStage(label, count, share(count, before), before) for label, (before, count) in after))


@dataclass(frozen=True)
class Funnel:
    """The people of each stage, each group within the one before; `waiting` are introducers owed a thank-you."""

    people: frozenset[str]
    met: frozenset[str]
    thanked: frozenset[str]
    introduced: frozenset[str]
    waiting: frozenset[str]

    @property
    def stages(self) -> tuple[FunnelStage, ...]:
        """The stages from the widest to the narrowest."""
        return _stages(STAGES, self.people, self.met, self.thanked, self.introduced)


def funnel(
    contacts: Iterable[Contact],
    held: Iterable[Meeting],
    thank_yous: Mapping[tuple[str, str], Message],
    introductions: Iterable[Introduction],
    is_known: Callable[[str], object] = bool,
) -> Funnel:
    """Sort people into stages by the conversations held; `thank_yous` are those sent, by meeting and contact.

    Everybody met counts among the people, deleted contacts too; contacts gone for good (not `is_known`) wait for no
    thank-you.
    """
    pairs = {(meeting.id, contact) for meeting in held for contact in meeting.contacts}
    met = frozenset(contact for _, contact in pairs)
    thanked = frozenset(contact for meeting, contact in pairs if (meeting, contact) in thank_yous)
    introducers = _introducers(introductions)
    people = frozenset(contact.id for contact in contacts) | met
    owed = frozenset(
        contact for meeting, contact in pairs if (meeting, contact) not in thank_yous and is_known(contact)
    )
    return Funnel(people, met, thanked, thanked & introducers, owed & introducers)


def _introducers(introductions: Iterable[Introduction]) -> set[str]:
    return {link.by_contact for link in introductions if link.by_contact != link.to_contact}


def read_funnel(funnel: Funnel, period: Period) -> Reading:
    """Put a funnel into words."""
    people, met, thanked, introduced = funnel.stages
    counts = (
        f"Of {counted(people.people, 'person', 'people')} you know, you met {met.people} {period.words} "
        f"and thanked {thanked.people}; {introduced.people or 'none'} of those introduced you to someone."
    )
    bars = ", ".join(str(stage.people) for stage in funnel.stages)
    alt = f"Funnel of everybody you know; {', '.join(STAGES).lower()}: {bars}."
    return Reading(
        f"{counts} {_waiting_words(len(funnel.waiting)) or _advice(funnel)}", alt, COLUMNS, _rows(funnel.stages)
    )


def _rows(stages: Sequence[FunnelStage]) -> tuple[tuple[str, int, str], ...]:
    return tuple((stage.label, stage.people, stage.rate) for stage in stages)


def _advice(funnel: Funnel) -> str:
    if len(funnel.met) < FEW:
        return "With fewer than five people met, it is too early to say which step is weakest."
    return _next_step(funnel.stages, NEXT_STEPS)


def _next_step(stages: Sequence[FunnelStage], steps: Mapping[str, str]) -> str:
    weakest = min((after for _, after in pairwise(stages)), key=lambda stage: stage.of_before)
    return steps[weakest.label] if weakest.of_before < 1 else "Nobody dropped out."


def _waiting_words(number: int) -> str:
    if not number:
        return ""
    people = counted(number, "person", "people")
    return f"{people} who introduced you to someone still {'waits' if number == 1 else 'wait'} for your thank-you."


@dataclass(frozen=True)
class OutreachFunnel:
    """The people of each stage, each group within the one before; and those met without an earlier message."""

    messaged: frozenset[str]
    replied: frozenset[str]
    met: frozenset[str]
    thanked: frozenset[str]
    introduced: frozenset[str]
    without_message: frozenset[str]

    @property
    def stages(self) -> tuple[FunnelStage, ...]:
        """The stages from the widest to the narrowest."""
        return _stages(OUTREACH_STAGES, self.messaged, self.replied, self.met, self.thanked, self.introduced)


def requests(messages: Iterable[Message], window: Window) -> tuple[Message, ...]:
    """Return the messages sent within a window that asked for something: first messages and nudges."""
    sent = (message for message in messages if message.purpose in ASKING and message.sent_at is not None)
    return tuple(message for message in sent if window.holds(message.sent_at))


def outreach_funnel(
    requests: Iterable[Message],
    held: Iterable[Meeting],
    thank_yous: Mapping[tuple[str, str], Message],
    introductions: Iterable[Introduction],
) -> OutreachFunnel:
    """Sort the people written to into stages; `requests` were sent, `held` are the conversations held.

    A conversation after the message counts as a reply, whether or not one was noted.
    """
    first_sent: dict[str, datetime] = {}
    wrote_back: set[str] = set()
    for message in requests:
        if message.sent_at is not None:
            first_sent[message.contact] = min(message.sent_at, first_sent.get(message.contact, message.sent_at))
            wrote_back |= {message.contact} if message.outcome is Outcome.REPLIED else set()
    pairs = [(meeting, contact) for meeting in held for contact in meeting.contacts]
    after = [
        (meeting, contact)
        for meeting, contact in pairs
        if contact in first_sent and meeting.ends_at > first_sent[contact]
    ]
    met = frozenset(contact for _, contact in after)
    thanked = frozenset(contact for meeting, contact in after if (meeting.id, contact) in thank_yous)
    introducers = _introducers(introductions)
    without_message = frozenset(contact for _, contact in pairs) - met
    return OutreachFunnel(frozenset(first_sent), met | wrote_back, met, thanked, thanked & introducers, without_message)


def read_outreach(funnel: OutreachFunnel, period: Period) -> Reading:
    """Put an outreach funnel into words."""
    names, counts = ", ".join(OUTREACH_STAGES).lower(), ", ".join(str(stage.people) for stage in funnel.stages)
    beside = _without_message_words(len(funnel.without_message))
    sentence = " ".join(filter(None, (_outreach_counts(funnel, period), beside, _outreach_advice(funnel))))
    return Reading(sentence, f"Funnel of those you wrote to; {names}: {counts}.", COLUMNS, _rows(funnel.stages))


def _outreach_counts(funnel: OutreachFunnel, period: Period) -> str:
    messaged, replied, met, thanked, introduced = (stage.people for stage in funnel.stages)
    if not messaged:
        return f"You wrote to nobody {period.words}: the first message opens the way."
    return (
        f"Of {counted(messaged, 'person', 'people')} you wrote to {period.words}, {replied or 'none'} replied, "
        f"you met {met} and thanked {thanked}; {introduced or 'none'} of those introduced you to someone."
    )


def _without_message_words(number: int) -> str:
    if not number:
        return ""
    people = "person" if number == 1 else "people"
    return f"Not counted: {number} more {people} you met without writing to them first."


def _outreach_advice(funnel: OutreachFunnel) -> str:
    if len(funnel.messaged) < FEW:
        return "With fewer than five people, it is too early to say which step is weakest." if funnel.messaged else ""
    return _next_step(funnel.stages, OUTREACH_STEPS)


HEIGHT, NAMES_WIDTH, HALF_BAR = 250, 168, 0.29
"""The height and the width of the names in pixels; half the height of a bar, in rows."""


def draw(stages: Sequence[FunnelStage], palette: Palette) -> Figure:
    """Draw the stages as bars on one axis, the widest on top, each with its name, number and rate on the left."""
    rows = [-number for number in range(len(stages))]
    hovers = [_hover(stage) for stage in stages]
    bars = columns([stage.people for stage in stages], rows, hovers, palette.accent)
    widest = max(1, *(stage.people for stage in stages), 1)
    return figure(
        [bars | {"orientation": "h", "width": 2 * HALF_BAR, "base": [-stage.people / 2 for stage in stages]}],
        HEIGHT,
        margin={"l": NAMES_WIDTH, "r": 0, "t": 4, "b": 4, "pad": 0},
        annotations=[_stage_label(stage, row) for stage, row in zip(stages, rows, strict=True)],
        shapes=[_narrowing(*pair, row, palette) for pair, row in zip(pairwise(stages), rows, strict=False)],
        xaxis={"range": [-widest / 2, widest / 2], "visible": False},
        yaxis={"range": [0.5 - len(stages), 0.5], "visible": False},
    )


def _stage_label(stage: FunnelStage, row: int) -> PlotlyDict:
    has_rate = stage.people and (stage.before or 0) >= FEW
    rate = f"<br>{ink(f'{stage.rate} of the step above', FAINT)}" if has_rate else ""
    words = f"{ink(f'<b>{stage.people}</b>  {escape(stage.label)}')}{rate}"
    return label(words, 0, row, xref="paper", xshift=-NAMES_WIDTH - 2, yanchor="middle", align="left")


def _narrowing(above: FunnelStage, below: FunnelStage, row: int, palette: Palette) -> PlotlyDict:
    """Draw the pale area between two bars, as the walls of the funnel."""
    top, bottom = row - HALF_BAR, row - 1 + HALF_BAR
    upper, lower = above.people / 2, below.people / 2
    path = f"M{-upper},{top} L{upper},{top} L{lower},{bottom} L{-lower},{bottom} Z"
    return {"type": "path", "path": path, "fillcolor": palette.accent, "opacity": PALE / 2, "line": {"width": 0}}


def _hover(stage: FunnelStage) -> str:
    return f"{stage.label}: {stage.people}" + (f" of {stage.before}" if stage.before is not None else "")

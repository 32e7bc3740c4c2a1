"""Punctuality: how long after a conversation its thank-yous were sent, against the two limits of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Palette, PlotlyDict, columns, count_labels, figure, ink, label
from netdash.insights.period import Period, Reading
from netdash.moments import HOUR
from netdash.records import Meeting, Message
from netdash.rules import Rules
from netdash.wording import FEW, counted, percent, share

if TYPE_CHECKING:
    from netdash.insights.charts import Figure


@dataclass(frozen=True)
class Punctuality:
    """The hours from the end of a conversation to each of its thank-yous, and how many are still owed.

    `soon` and `late` are the limits of the rules in hours; a thank-you sent after exactly so long is within them.
    """

    hours: tuple[float, ...]
    owed: int
    soon: float
    late: float

    @property
    def total(self) -> int:
        """The number of thank-yous, sent and owed."""
        return len(self.hours) + self.owed

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The four groups of thank-yous, each with its label and number."""
        soon = sum(delay <= self.soon for delay in self.hours)
        in_time = sum(delay <= self.late for delay in self.hours)
        return (
            (f"Within {_hours_words(self.soon)}", soon),
            (f"{self.soon:g} to {_hours_words(self.late)}", in_time - soon),
            ("Later", len(self.hours) - in_time),
            ("Still owed", self.owed),
        )

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each group among all thank-yous (0–1)."""
        return tuple(share(number, self.total) for _, number in self.groups)


def punctuality(
    held: Iterable[Meeting],
    thank_yous: Mapping[tuple[str, str], Message],
    rules: Rules,
    is_known: Callable[[str], object] = bool,
) -> Punctuality:
    """Time the thank-yous of the conversations held, one a person; `thank_yous` are those sent, by meeting and contact.

    Nothing is owed to contacts gone for good (not `is_known`).
    """
    hours, owed = [], 0
    for meeting in held:
        for contact in meeting.contacts:
            message = thank_yous.get((meeting.id, contact))
            if message is None or message.sent_at is None:
                owed += bool(is_known(contact))
            else:  # the end may be corrected to after the message
                hours.append(max(0.0, (message.sent_at - meeting.ends_at) / HOUR))
    limits = rules.thank_you.amber_after / HOUR, rules.thank_you.late_after / HOUR
    return Punctuality(tuple(sorted(hours)), owed, *limits)


def read(punctuality: Punctuality, period: Period) -> Reading:
    """Put the punctuality into words."""
    pairs = zip(punctuality.groups, punctuality.shares, strict=True)
    rows = tuple((label, number, percent(rate)) for (label, number), rate in pairs)
    alt = "Bars by hours taken: " + ", ".join(f"{label.lower()} {number}" for label, number in punctuality.groups) + "."
    return Reading(_sentence(punctuality, period), alt, ("Sent", "Thank-yous", "Share"), rows)


def _sentence(punctuality: Punctuality, period: Period) -> str:
    (_, soon), (_, in_time), (_, later), _ = punctuality.groups
    sent = len(punctuality.hours)
    owed = f" {punctuality.owed} {'is' if punctuality.owed == 1 else 'are'} still owed." if punctuality.owed else ""
    if not punctuality.total:
        return f"Nobody you talked with {period.words} waits for a thank-you."
    if not sent:
        summary = f"No thank-you for your conversations {period.words} is marked as sent."
        return f"{summary}{owed} The follow-up tracker drafts them for you."
    spans = (f"within {_hours_words(punctuality.soon)}", f"within {punctuality.late:g}", "later")
    spread = ", ".join(f"{number} {span}" for number, span in zip((soon, in_time, later), spans, strict=True) if number)
    summary = f"For your conversations {period.words} you sent {counted(sent, 'thank-you')}: {spread}."
    if sent < FEW:
        return f"{summary}{owed} Five or more will show a habit; the easiest one to keep is to write on the same day."
    return f"{summary} The middle one took {_delay_words(median(punctuality.hours))}.{owed}"


def _hours_words(hours: float) -> str:
    return f"{hours:g} hour{'' if hours == 1 else 's'}"


def _delay_words(hours: float) -> str:
    if hours < 1:
        return "less than an hour"
    return counted(round(hours), "hour") if hours < 48 else counted(round(hours / 24), "day")


BIN_HOURS = 2
"""The hours that one column covers."""


def draw(punctuality: Punctuality, palette: Palette) -> Figure:
    """Draw a column for every two hours up to the late limit, then one for later thank-yous and one for owed ones."""
    (_, soon), (_, in_time), (_, later), (_, owed) = punctuality.groups
    counts = _columns(punctuality)
    highest = max(1, later, owed, *counts)
    soon_limit, late_limit = punctuality.soon, punctuality.late
    later_at, owed_at = late_limit + 4, late_limit + 8.5
    traces = [
        _in_time(counts, palette),
        _single_column(later_at, "Later", later, palette.late),
        _single_column(owed_at, "Still owed", owed, palette.quiet),
    ]
    return figure(
        traces,
        200,
        margin={"l": 8, "r": 0, "t": 4, "b": 26, "pad": 0},
        xaxis={
            "range": [-0.8, late_limit + 10.5],
            "tickvals": [0, soon_limit, late_limit, later_at, owed_at],
            "ticktext": [
                ink(text, FAINT)
                for text in (*(f"{hours:g} h" for hours in (0, soon_limit, late_limit)), "later", "owed")
            ],
            "showline": True,
        },
        yaxis={"range": [0, highest * 1.35], "visible": False},
        shapes=[_limit_line(at, palette) for at in (soon_limit, late_limit)],
        annotations=[
            _group_label(f"<b>{soon}</b> within {soon_limit:g} h", soon_limit / 2),
            _group_label(f"<b>{in_time}</b> in {soon_limit:g}–{late_limit:g} h", (soon_limit + late_limit) / 2),
        ],
    )


def _columns(punctuality: Punctuality) -> list[int]:
    """Count the thank-yous of every two hours up to the late limit; one of exactly two hours is in the first column."""
    counts = [0] * max(1, round(punctuality.late / BIN_HOURS))
    for delay in punctuality.hours:
        if delay <= punctuality.late:
            counts[min(len(counts), max(1, int(-(-delay // BIN_HOURS)))) - 1] += 1
    return counts


def _in_time(counts: list[int], palette: Palette) -> PlotlyDict:
    starts = [number * BIN_HOURS for number in range(len(counts))]
    hovers = [
        f"{start} to {start + BIN_HOURS} hours: {counted(count, 'thank-you')}"
        for start, count in zip(starts, counts, strict=True)
    ]
    return columns([start + BIN_HOURS / 2 for start in starts], counts, hovers, palette.accent) | {
        "width": BIN_HOURS * 0.8
    }


def _single_column(at: float, name: str, count: int, colour: str) -> PlotlyDict:
    return (
        columns([at], [count], [f"{name}: {counted(count, 'thank-you')}"], colour)
        | {"width": 2 * BIN_HOURS * 0.8}
        | count_labels([count])
    )


def _limit_line(at: float, palette: Palette) -> PlotlyDict:
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _group_label(text: str, middle: float) -> PlotlyDict:
    return label(ink(text), middle, 0.9, yref="paper", xanchor="center")

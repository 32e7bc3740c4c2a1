"""Punctuality: how long after a conversation its thank-yous went out, against the rules' two marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from netdash.insights.charts import FAINT, Palette, Part, columns, figure, ink, label, numbered
from netdash.insights.period import Period, Reading
from netdash.records import Meeting, Message
from netdash.rules import Rules
from netdash.wording import FEW, counted, percent, share

if TYPE_CHECKING:
    from netdash.insights.charts import Figure

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Punctuality:
    """The hours each thank-you took from the end of its conversation, and how many are still owed.

    `soon` and `late` are the rules' marks in hours; a thank-you that took just as long keeps the mark.
    """

    hours: tuple[float, ...]
    owed: int
    soon: float
    late: float

    @property
    def total(self) -> int:
        """All thank-yous, sent and owed."""
        return len(self.hours) + self.owed

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The four ends a thank-you can come to, each with its number."""
        soon = sum(taken <= self.soon for taken in self.hours)
        in_time = sum(taken <= self.late for taken in self.hours)
        return (
            (f"Within {_marked(self.soon)}", soon),
            (f"{self.soon:g} to {_marked(self.late)}", in_time - soon),
            ("Later", len(self.hours) - in_time),
            ("Still owed", self.owed),
        )

    @property
    def shares(self) -> tuple[float, ...]:
        """What share of all thank-yous each group is (0–1)."""
        return tuple(share(number, self.total) for _, number in self.groups)


def punctuality(
    held: Iterable[Meeting],
    settled: Mapping[tuple[str, str], Message],
    rules: Rules,
    known: Callable[[str], object] = bool,
) -> Punctuality:
    """Time the thank-yous of the conversations held, one a person; `settled` are those sent.

    Nothing is owed to whom `known` says is gone for good: nobody could settle it.
    """
    hours, owed = [], 0
    for meeting in held:
        for contact in meeting.contacts:
            note = settled.get((meeting.id, contact))
            if note is None or note.sent_at is None:
                owed += bool(known(contact))
            else:  # an end corrected later may lie after the note
                hours.append(max(0.0, (note.sent_at - meeting.ends_at) / HOUR))
    marks = rules.thank_you.amber_after / HOUR, rules.thank_you.late_after / HOUR
    return Punctuality(tuple(sorted(hours)), owed, *marks)


def read(found: Punctuality, period: Period) -> Reading:
    """Put the punctuality into words."""
    rows = tuple(
        (label, number, percent(rate)) for (label, number), rate in zip(found.groups, found.shares, strict=True)
    )
    alt = "Bars by hours taken: " + ", ".join(f"{label.lower()} {number}" for label, number in found.groups) + "."
    return Reading(_sentence(found, period), alt, ("Sent", "Thank-yous", "Share"), rows)


def _sentence(found: Punctuality, period: Period) -> str:
    (_, soon), (_, in_time), (_, later), _ = found.groups
    sent = len(found.hours)
    owed = f" {found.owed} {'is' if found.owed == 1 else 'are'} still owed." if found.owed else ""
    if not found.total:
        return f"Nobody you talked with {period.words} waits for a thank-you."
    if not sent:
        said = f"No thank-you for your conversations {period.words} is marked as sent."
        return f"{said}{owed} The follow-up tracker drafts them for you."
    ways = ((soon, f"within {_marked(found.soon)}"), (in_time, f"within {found.late:g}"), (later, "later"))
    spread = ", ".join(f"{number} {when}" for number, when in ways if number)
    said = f"For your conversations {period.words} you sent {counted(sent, 'thank-you')}: {spread}."
    if sent < FEW:
        return f"{said}{owed} Five or more will show a habit; the easiest one to keep is to write on the same day."
    return f"{said} The middle one took {_hours(median(found.hours))}.{owed}"


def _marked(hours: float) -> str:
    return f"{hours:g} hour{'' if hours == 1 else 's'}"


def _hours(taken: float) -> str:
    if taken < 1:
        return "less than an hour"
    return counted(round(taken), "hour") if taken < 48 else counted(round(taken / 24), "day")


BIN = 2
"""Hours that share a column."""


def thank_yous(found: Punctuality, palette: Palette) -> Figure:
    """Draw a column for every two hours up to the later mark, then one for those later and one for those owed."""
    (_, soon), (_, in_time), (_, later), (_, owed) = found.groups
    counts = _columns(found)
    highest = max(1, later, owed, *counts)
    far, open_ = found.late + 4, found.late + 8.5
    traces = [
        _in_time(counts, palette),
        _one(far, "Later", later, palette.late),
        _one(open_, "Still owed", owed, palette.quiet),
    ]
    marks = [0, found.soon, found.late]
    return figure(
        traces,
        200,
        margin={"l": 8, "r": 0, "t": 4, "b": 26, "pad": 0},
        xaxis={
            "range": [-0.8, found.late + 10.5],
            "tickvals": [*marks, far, open_],
            "ticktext": [ink(text, FAINT) for text in (*(f"{mark:g} h" for mark in marks), "later", "owed")],
            "showline": True,
        },
        yaxis={"range": [0, highest * 1.35], "visible": False},
        shapes=[_mark(at, palette) for at in (found.soon, found.late)],
        annotations=[
            _part(f"<b>{soon}</b> within {found.soon:g} h", found.soon / 2),
            _part(f"<b>{in_time}</b> in {found.soon:g}–{found.late:g} h", (found.soon + found.late) / 2),
        ],
    )


def _columns(found: Punctuality) -> list[int]:
    """Count the thank-yous of each two hours up to the later mark; a full two hours belong to the earlier column."""
    counts = [0] * max(1, round(found.late / BIN))
    for taken in found.hours:
        if taken <= found.late:
            counts[min(len(counts), max(1, int(-(-taken // BIN)))) - 1] += 1
    return counts


def _in_time(counts: list[int], palette: Palette) -> Part:
    starts = [number * BIN for number in range(len(counts))]
    hovers = [
        f"{start} to {start + BIN} hours: {counted(count, 'thank-you')}"
        for start, count in zip(starts, counts, strict=True)
    ]
    return columns([start + BIN / 2 for start in starts], counts, hovers, palette.accent) | {"width": BIN * 0.8}


def _one(at: float, name: str, count: int, colour: str) -> Part:
    return (
        columns([at], [count], [f"{name}: {counted(count, 'thank-you')}"], colour)
        | {"width": 2 * BIN * 0.8}
        | numbered([count])
    )


def _mark(at: float, palette: Palette) -> Part:
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _part(text: str, middle: float) -> Part:
    return label(ink(text), middle, 0.9, yref="paper", xanchor="center")

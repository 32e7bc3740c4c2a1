"""How long after a conversation its thank-yous were sent, against the two limits of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from netdash.key_figures import Part
from netdash.moments import HOUR
from netdash.records import Meeting, Message
from netdash.rules import Rules
from netdash.wording import share


@dataclass(frozen=True)
class Punctuality:
    """The hours from the end of a conversation to each of its thank-yous, and how many are still owed or overdue.

    `soon` and `late` are the limits of the rules in hours; a thank-you sent after exactly so long is within them.
    """

    hours: tuple[float, ...]
    owed: int
    soon: float
    late: float
    overdue: int = 0

    @property
    def total(self) -> int:
        """The number of thank-yous, sent and owed."""
        return len(self.hours) + self.owed

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The four groups of thank-yous, each with its label and number."""
        soon = sum(delay <= self.soon for delay in self.hours)
        return (
            (f"Within {hours_words(self.soon)}", soon),
            (f"{self.soon:g} to {hours_words(self.late)}", self.in_time - soon),
            ("Later", len(self.hours) - self.in_time),
            ("To do", self.owed),
        )

    @property
    def in_time(self) -> int:
        """How many were sent within the late limit."""
        return sum(delay <= self.late for delay in self.hours)

    @property
    def decided(self) -> Part:
        """How many were sent in time, of those that were sent or can no longer be in time."""
        return Part(self.in_time, len(self.hours) + self.overdue)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each group among all thank-yous (0–1)."""
        return tuple(share(number, self.total) for _, number in self.groups)


def punctuality(
    held: Iterable[Meeting],
    thank_yous: Mapping[tuple[str, str], Message],
    rules: Rules,
    now: datetime,
    is_known: Callable[[str], object] = bool,
) -> Punctuality:
    """Time the thank-yous of the conversations held, one a person; `thank_yous` are those sent, by meeting and contact.

    Nothing is owed to contacts gone for good (not `is_known`).
    """
    hours, owed, overdue = [], 0, 0
    for meeting in held:
        for contact in meeting.contacts:
            message = thank_yous.get((meeting.id, contact))
            if message is None or message.sent_at is None:
                is_owed = bool(is_known(contact))
                owed += is_owed
                overdue += is_owed and now - meeting.ends_at > rules.thank_you.late_after
            else:  # the end may be corrected to after the message
                hours.append(max(0.0, (message.sent_at - meeting.ends_at) / HOUR))
    limits = rules.thank_you.amber_after / HOUR, rules.thank_you.late_after / HOUR
    return Punctuality(tuple(sorted(hours)), owed, *limits, overdue)


def hours_words(hours: float) -> str:
    """Return a number of hours with its unit: `12 hours`."""
    return f"{hours:g} hour{'' if hours == 1 else 's'}"

"""The five headline figures, each with its change against one period earlier and a small history."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from netdash.insights import funnels, introduction_tree, shares
from netdash.insights.log_records import LogRecords
from netdash.insights.period import Period, Window, conversations, introductions_made, window
from netdash.key_figures import KeyFigure, Part
from netdash.moments import DAY, WEEK
from netdash.outreach import thank_you_messages
from netdash.people.introductions import dated
from netdash.rules import Rules
from netdash.targets import opportunities
from netdash.thank_yous.punctuality import punctuality
from netdash.wording import FEW, counted

MOMENTS = 6
"""So many columns the history has; the last one is now."""

Back = Callable[[date, int], date]
"""Returns the day so many steps before a day."""


def _back_by(span: timedelta) -> Back:
    return lambda day, steps: day - steps * span


def _months_back(day: date, steps: int) -> date:
    """Return the same day of an earlier month, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - steps, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


EARLIER: Mapping[Period, tuple[Back, str]] = {
    Period.FOUR_WEEKS: (_back_by(4 * WEEK), "in the 4 weeks before"),
    Period.THIS_MONTH: (_months_back, "by this day last month"),
    Period.LAST_MONTH: (_months_back, "in the month before"),
    Period.TWELVE_WEEKS: (_back_by(12 * WEEK), "in the 12 weeks before"),
    Period.THIS_YEAR: (_back_by(365 * DAY), "by this day last year"),
}
"""What each period is compared with, as a sentence says when that was; all time has nothing before it."""

STEPS: Mapping[Period, tuple[Back, str]] = {
    Period.FOUR_WEEKS: (_back_by(WEEK), "every week"),
    Period.THIS_MONTH: (_months_back, "on this day of every month"),
    Period.LAST_MONTH: (_months_back, "every month"),
    Period.TWELVE_WEEKS: (_back_by(2 * WEEK), "every 2 weeks"),
    Period.THIS_YEAR: (_back_by(4 * WEEK), "every 4 weeks"),
    Period.ALL: (_back_by(4 * WEEK), "every 4 weeks"),
}
"""How far apart the moments of the history are."""


@dataclass(frozen=True)
class Totals:
    """What a period came to, as it stood on its last day."""

    met: int
    introduced: int
    replies: Part
    thanked: Part
    through_people: Part


NOTHING = Totals(0, 0, Part(0, 0), Part(0, 0), Part(0, 0))


class Headlines(NamedTuple):
    """The figures of a period, and what their columns are."""

    figures: tuple[KeyFigure, ...]
    explanation: str


def headlines(
    log: LogRecords, within: Window, rules: Rules, now: datetime, is_known: Callable[[str], object] = bool
) -> Headlines:
    """Return the figures of a period, as they stand now and as they stood earlier.

    An earlier figure is that of the same period seen from an earlier day, with what was known by then: four weeks ago,
    the four weeks up to then, without the replies and thank-yous that came later.
    """
    period, today, (back, step) = within.period, within.seen_on, STEPS[within.period]

    def seen_from(day: date) -> Totals:
        at = now - (today - day)
        log_then = log if day == today else _known_at(log, at)
        return _totals(log_then, window(period, day, within.zone), rules, at, is_known)

    days = [back(today, steps) for steps in reversed(range(MOMENTS))]
    history = [seen_from(max(day, _first_day(within))) for day in days]
    period_back, earlier = EARLIER.get(period, (back, ""))
    before = seen_from(period_back(today, 1)) if earlier else NOTHING
    alone = f" Nothing to compare with {earlier}." if earlier and before == NOTHING else ""
    latest, day = ("last month", "last month") if period is Period.LAST_MONTH else ("now", "today")
    return Headlines(
        _figures(history, before, earlier, period, f"{step} up to {day}"),
        f"Columns: how each figure stood {step}, {latest} on the right.{alone}",
    )


def _first_day(within: Window) -> date:
    """Return the earliest day from which this year can be looked at: before it, it was another year."""
    return within.since if within.period is Period.THIS_YEAR and within.since else date.min


def _known_at(log: LogRecords, at: datetime) -> LogRecords:
    """Return what was known at an earlier moment; an outcome without a moment is taken to have come at once.

    Opportunities have a day, which the window looks at.
    """
    meetings = tuple(meeting for meeting in log.meetings if meeting.ends_at <= at)
    starts = {meeting.id: meeting.starts_at for meeting in meetings}
    messages = (message for message in log.messages if message.sent_at is not None and message.sent_at <= at)
    return replace(
        log,
        meetings=meetings,
        messages=tuple(
            message.replace(outcome=None, outcome_at=None)
            if message.outcome_at is not None and message.outcome_at > at
            else message
            for message in messages
        ),
        introductions=tuple(made for on, made in dated(log.introductions, starts) if on is None or on <= at),
    )


def _totals(log: LogRecords, within: Window, rules: Rules, at: datetime, is_known: Callable[[str], object]) -> Totals:
    """Count what is known at a moment, in a window."""
    held = conversations(log.meetings, within)
    made = introductions_made(log.introductions, log.meetings, within)
    replies = shares.replies(funnels.requests(log.messages, within), held)
    timing = punctuality(held, thank_you_messages.sent(log.messages), rules, at, is_known)
    noted = [opportunity for opportunity in log.opportunities if within.holds_day(opportunity.heard_on)]
    return Totals(
        met=len({contact for meeting in held for contact in meeting.contacts}),
        introduced=sum(branch.by is not None for branch in introduction_tree.tree(made, ())),
        replies=Part(sum(row.replied for row in replies), sum(row.sent for row in replies)),
        thanked=timing.decided,
        through_people=Part(sum(map(opportunities.is_through_contact, noted)), len(noted)),
    )


def _figures(
    history: Sequence[Totals], before: Totals, earlier: str, period: Period, steps: str
) -> tuple[KeyFigure, ...]:
    now = history[-1]

    def number(label: str, of: Callable[[Totals], int]) -> KeyFigure:
        note = period.words if before == NOTHING else _change(of(now), of(before), earlier)
        return _headline(label, str(of(now)), note, map(of, history), "", steps)

    def part(label: str, noun: str, of: Callable[[Totals], Part]) -> KeyFigure:
        note = _part_note(of(now), of(before), noun, earlier)
        return _headline(label, of(now).words, note, (of(totals).rate for totals in history), " %", steps)

    return (
        number("People met", lambda totals: totals.met),
        part("Reply rate", "message", lambda totals: totals.replies),
        part("Thanked in time", "thank-you", lambda totals: totals.thanked),
        number("Introductions", lambda totals: totals.introduced),
        part("Through people", "opportunity", lambda totals: totals.through_people),
    )


def _headline(label: str, words: str, note: str, history: Iterable[int | None], unit: str, steps: str) -> KeyFigure:
    values = tuple(history)
    figures = ", ".join("too few" if value is None else f"{value}{unit}" for value in values)
    return KeyFigure(label, words, note, values, f"{label}, {steps}: {figures}")


def _change(now: int, before: int, earlier: str) -> str:
    """Say how a number changed; fewer than five events are no trend."""
    if not before:
        return f"none {earlier}"
    if now + before < FEW:
        return f"{before} {earlier}: too few to compare"
    if now == before:
        return f"as many as {earlier}"
    return f"{abs(now - before)} {'more' if now > before else 'fewer'} than {earlier}"


def _part_note(now: Part, before: Part, noun: str, earlier: str) -> str:
    """Say what a share rests on, and how it changed where both rest on five or more."""
    plural = "opportunities" if noun == "opportunity" else ""
    if now.rate is None:
        return f"{counted(now.whole, noun, plural)}: too few for a rate" if now.whole else f"no {plural or noun + 's'}"
    basis = f"{now.part} of {counted(now.whole, noun, plural)}"
    if before.rate is None:
        return f"{basis}; too few {earlier} to compare" if before.whole else basis
    if now.rate == before.rate:
        return f"{basis}, as {earlier}"
    return f"{basis}, {'up' if now.rate > before.rate else 'down'} from {before.words} {earlier}"

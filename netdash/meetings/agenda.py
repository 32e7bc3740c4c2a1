"""How a conversation goes: its parts with their minutes, and where one is in it by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from netdash import rules
from netdash.moments import MINUTE
from netdash.rules import MeetingRules
from netdash.shipped import read_shipped

NO_TIME = timedelta(0)


@dataclass(frozen=True)
class AgendaPart:
    """One part of a conversation. `share` is its share of the time, from 0 to 1; what `grows` gets any time added."""

    name: str
    title: str
    share: float
    advice: str
    grows: bool = False


@dataclass(frozen=True)
class Slot:
    """One part in its place: when it starts, counted from the beginning, and how long it lasts."""

    part: AgendaPart
    starts: timedelta
    lasts: timedelta

    @property
    def ends(self) -> timedelta:
        """When the next part begins."""
        return self.starts + self.lasts


@dataclass(frozen=True)
class AgendaPosition:
    """Where one is in a conversation.

    `elapsed` and `remaining` are of the part, `left` is of the whole conversation; `over` is the time past its
    limit. In the last minute and from then on it is time to `ask_for_more`, or to end.
    """

    slot: Slot
    elapsed: timedelta
    remaining: timedelta
    total_remaining: timedelta
    over: timedelta
    ask_for_more: bool


def parts(rule: MeetingRules) -> tuple[AgendaPart, ...]:
    """Return the parts in their order, as the rules have them; those that get no time are left out."""
    advice, grows = read_shipped("agenda")["advice"], read_shipped("agenda")["grows"]
    return tuple(
        AgendaPart(name, rules.find(f"meeting.agenda.{name}").label, share, advice[name], name == grows)
        for name, share in rule.agenda.shares.items()
        if share
    )


def agenda(minutes: int, rule: MeetingRules, granted: int = 0) -> tuple[Slot, ...]:
    """Lay the parts over the minutes asked for; minutes `granted` on top go to the questions."""
    return tuple(_laid(minutes * MINUTE, rule, granted * MINUTE))


def _laid(asked: timedelta, rule: MeetingRules, granted: timedelta) -> Iterator[Slot]:
    laid, added, found = NO_TIME, NO_TIME, parts(rule)
    bounds = accumulate(part.share for part in found)
    for number, (part, bound) in enumerate(zip(found, bounds, strict=True), 1):
        # Each bound is reckoned from the whole, so that no rounding adds up.
        until = asked if number == len(found) else asked * bound
        more = granted if part.grows else NO_TIME
        yield Slot(part, laid + added, until - laid + more)
        laid, added = until, added + more


def length(slots: tuple[Slot, ...]) -> timedelta:
    """Return how long the whole conversation lasts."""
    return slots[-1].ends


def per_question(slots: tuple[Slot, ...], questions: int) -> timedelta:
    """Return the time for each of so many questions; for none, all the time that questions have."""
    room = sum((slot.lasts for slot in slots if slot.part.grows), NO_TIME)
    return room / max(questions, 1)


def position(slots: tuple[Slot, ...], elapsed: timedelta) -> AgendaPosition:
    """Say where one is so long after the beginning; before it, one is at the beginning."""
    elapsed, whole = max(elapsed, NO_TIME), length(slots)
    slot = next((one for one in slots if elapsed < one.ends), slots[-1])
    left = max(whole - elapsed, NO_TIME)
    return AgendaPosition(
        slot=slot,
        elapsed=elapsed - slot.starts,
        remaining=max(slot.ends - elapsed, NO_TIME),
        total_remaining=left,
        over=max(elapsed - whole, NO_TIME),
        ask_for_more=left <= MINUTE,
    )


def position_at(
    began_at: datetime, now: datetime, minutes: int, rule: MeetingRules, granted: int = 0
) -> AgendaPosition:
    """Say where a conversation is now that began then, with the minutes asked for and those granted on top."""
    return position(agenda(minutes, rule, granted), now - began_at)


def minutes_words(span: timedelta) -> str:
    """Say how long a span is, to the half minute: `12 min`, `1½ min`, `½ min`."""
    whole, half = divmod(max(1, round(span / (MINUTE / 2))) if span else 0, 2)
    return f"{whole or '' if half else whole}{'½' if half else ''} min"


def clock_words(span: timedelta) -> str:
    """Show a span as a clock does, in whole seconds: `4:05`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def minutes_advice(minutes: int, rule: MeetingRules) -> str:
    """Say what to think of asking for so many minutes; nothing where they are as the rule has it."""
    if minutes > rule.longest:
        return f"{rule.shortest} to {rule.longest} minutes are easier to say yes to. You can ask for more at the end."
    if minutes < rule.shortest:
        return f"{rule.shortest} to {rule.longest} minutes leave room for your questions; most people have them."
    return ""


def limit_words(rule: MeetingRules) -> str:
    """Return what to say at the limit."""
    return f"We are at the time I asked for. Do you have {rule.more} more minutes, or shall we stop here?"

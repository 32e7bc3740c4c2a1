"""The agenda of a conversation: its parts with their minutes, and which part is on by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from netdash import rules
from netdash.moments import MINUTE, SECOND
from netdash.rules import MeetingRules
from netdash.shipped import read_shipped

NO_TIME = timedelta(0)


@dataclass(frozen=True)
class AgendaPart:
    """One part of a conversation. `share` of the time is from 0 to 1; the part that `grows` gets any added minutes."""

    name: str
    title: str
    share: float
    advice: str
    grows: bool = False


@dataclass(frozen=True)
class Slot:
    """One part as scheduled: when it starts, counted from the beginning, and how long it lasts."""

    part: AgendaPart
    starts: timedelta
    lasts: timedelta

    @property
    def ends(self) -> timedelta:
        """When the next part begins."""
        return self.starts + self.lasts


@dataclass(frozen=True)
class AgendaPosition:
    """How far a conversation has come.

    `elapsed` and `remaining` are those of the part, `total_remaining` is that of the whole conversation; `over` is the
    time past its limit. `ask_for_more` is true from the last minute on.
    """

    slot: Slot
    elapsed: timedelta
    remaining: timedelta
    total_remaining: timedelta
    over: timedelta
    ask_for_more: bool


def parts(rule: MeetingRules) -> tuple[AgendaPart, ...]:
    """Return the parts that the rules give time to, in order."""
    advice, grows = read_shipped("agenda")["advice"], read_shipped("agenda")["grows"]
    return tuple(
        AgendaPart(name, rules.find(f"meeting.agenda.{name}").label, share, advice[name], name == grows)
        for name, share in rule.agenda.shares.items()
        if share
    )


def agenda(minutes: int, rule: MeetingRules, granted: int = 0) -> tuple[Slot, ...]:
    """Divide the minutes asked for among the parts; minutes `granted` on top go to the questions."""
    return tuple(_slots(minutes * MINUTE, rule, granted * MINUTE))


def _slots(asked: timedelta, rule: MeetingRules, granted: timedelta) -> Iterator[Slot]:
    start, extension, agenda_parts = NO_TIME, NO_TIME, parts(rule)
    bounds = accumulate(part.share for part in agenda_parts)
    for number, (part, total_share) in enumerate(zip(agenda_parts, bounds, strict=True), 1):
        # Each end is computed from the whole, so that rounding errors do not add up.
        end = asked if number == len(agenda_parts) else asked * total_share
        extra = granted if part.grows else NO_TIME
        yield Slot(part, start + extension, end - start + extra)
        start, extension = end, extension + extra


def length(slots: tuple[Slot, ...]) -> timedelta:
    """Return how long the whole conversation lasts."""
    return slots[-1].ends


def per_question(slots: tuple[Slot, ...], questions: int) -> timedelta:
    """Return the time for each question; without questions, all the time set aside for them."""
    room = sum((slot.lasts for slot in slots if slot.part.grows), NO_TIME)
    return room / max(questions, 1)


def position(slots: tuple[Slot, ...], elapsed: timedelta) -> AgendaPosition:
    """Return how far a conversation has come after this time; a negative time counts as zero."""
    elapsed, whole = max(elapsed, NO_TIME), length(slots)
    slot = next((slot for slot in slots if elapsed < slot.ends), slots[-1])
    total_remaining = max(whole - elapsed, NO_TIME)
    return AgendaPosition(
        slot=slot,
        elapsed=elapsed - slot.starts,
        remaining=max(slot.ends - elapsed, NO_TIME),
        total_remaining=total_remaining,
        over=max(elapsed - whole, NO_TIME),
        ask_for_more=total_remaining <= MINUTE,
    )


def position_at(
    began_at: datetime, now: datetime, minutes: int, rule: MeetingRules, granted: int = 0
) -> AgendaPosition:
    """Return how far a conversation has come by now, with the minutes asked for and those granted on top.

    In whole seconds, so that what is gone and what is left are the whole together.
    """
    return position(agenda(minutes, rule, granted), (now - began_at) // SECOND * SECOND)


def minutes_words(span: timedelta) -> str:
    """Put a span in words, to the half minute: `12 min`, `1½ min`, `½ min`."""
    whole, half = divmod(max(1, round(span / (MINUTE / 2))) if span else 0, 2)
    return f"{whole or '' if half else whole}{'½' if half else ''} min"


def clock_words(span: timedelta) -> str:
    """Show a span as a clock does, in whole seconds: `4:05`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def minutes_advice(minutes: int, rule: MeetingRules) -> str:
    """Advise on the minutes asked for; empty where they are within the rule."""
    if minutes > rule.longest:
        return f"{rule.shortest} to {rule.longest} minutes are easier to say yes to. You can ask for more at the end."
    if minutes < rule.shortest:
        return f"{rule.shortest} to {rule.longest} minutes leave room for your questions; most people can spare them."
    return ""


def limit_words(rule: MeetingRules) -> str:
    """Return what to say when the time is up."""
    return f"We are at the time I asked for. Do you have {rule.more} more minutes, or shall we stop here?"

"""How often to be in touch with each person met: theirs, else their tags', else the rule's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash.deadlines import Clock, Urgency
from netdash.moments import day_of, days_later
from netdash.records import Cadence, Contact, TagCadence
from netdash.rules import StayInTouchRules
from netdash.wording import counted


@dataclass(frozen=True)
class Applied:
    """The cadence that applies to somebody, and what says so: their own, one of their tags, else the rule."""

    cadence: Cadence
    own: bool = False
    tag: str = ""


@dataclass(frozen=True)
class Turn:
    """The next time to be in touch: good from the ideal day on, late after the latest."""

    last_at: datetime
    ideal_on: date
    latest_on: date


def by_tag(cadences: Iterable[TagCadence]) -> dict[str, Cadence]:
    """Return the cadence of each tag, whatever its capitals; of several, the shortest."""
    found: dict[str, Cadence] = {}
    for one in cadences:
        tag = one.tag.casefold()
        found[tag] = _shortest([one.cadence, *([found[tag]] if tag in found else [])])
    return found


def cadence_of(contact: Contact, tags: Mapping[str, Cadence], rule: StayInTouchRules) -> Cadence | None:
    """Return how often to be in touch with somebody; None for not being reminded.

    Their own cadence counts, else the shortest of their tags', else the rule's. Zero ideal days
    say not to remind; a tag that says so gives way to another tag that does remind.
    """
    chosen = applied(contact, tags, rule).cadence
    return chosen if chosen.ideal_days else None


def applied(contact: Contact, tags: Mapping[str, Cadence], rule: StayInTouchRules) -> Applied:
    """Return the cadence that applies to somebody as `cadence_of` chooses it, with what says so."""
    if contact.cadence is not None:
        return Applied(contact.cadence, own=True)
    tagged = {tag: tags[tag.casefold()] for tag in contact.tags if tag.casefold() in tags}
    if not tagged:
        return Applied(Cadence(ideal_days=rule.ideal_days, latest_days=rule.latest_days))
    chosen = _shortest(list(tagged.values()))
    return Applied(chosen, tag=next(tag for tag, one in tagged.items() if one == chosen))


def words(cadence: Cadence) -> str:
    """Say how often: `after 30 days, at the latest after 45`; or that it is not at all."""
    if not cadence.ideal_days:
        return "not at all"
    latest = f", at the latest after {cadence.latest_days}" if cadence.latest_days > cadence.ideal_days else ""
    return f"after {counted(cadence.ideal_days, 'day')}{latest}"


def clock(turn: Turn, today: date) -> Clock:
    """Read the clock of a turn, in days of the member's zone."""
    if today > turn.latest_on:
        return Clock(Urgency.RED, f"{counted((today - turn.latest_on).days, 'day')} late")
    if today >= turn.ideal_on:
        return Clock(Urgency.AMBER, "due now")
    return Clock(Urgency.GREEN, f"in {counted((turn.ideal_on - today).days, 'day')}")


def turn(last_at: datetime, cadence: Cadence, zone: ZoneInfo) -> Turn:
    """Return when to be in touch next, in days of the member's zone after the last contact."""
    last_on = day_of(last_at, zone)
    return Turn(last_at, days_later(last_on, cadence.ideal_days), days_later(last_on, cadence.latest_days))


def _shortest(cadences: list[Cadence]) -> Cadence:
    """Return the shortest that reminds; where none does, one that does not."""
    return min(cadences, key=lambda one: (not one.ideal_days, one.ideal_days, one.latest_days))

"""The queue: everything there is to do next, in order, and finding actions in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from zoneinfo import ZoneInfo

from netdash.follow_up.actions import introductions, meetings, outreach, preparation
from netdash.follow_up.actions.action import Action, Kind, Lane, Person
from netdash.follow_up.actions.context import Book
from netdash.follow_up.actions.snoozes import PAUSE, asleep, said_of
from netdash.moments import day_of
from netdash.records import (
    Contact,
    Introduction,
    Meeting,
    Message,
    Pitch,
    Promise,
    Question,
    QuestionSet,
    Record,
    RuleChanges,
    Snooze,
    TagCadence,
    Target,
)
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.text_search import mentions

KINDS: tuple[type[Record], ...] = (
    Contact,
    TagCadence,
    Introduction,
    Target,
    Pitch,
    Question,
    QuestionSet,
    Meeting,
    Promise,
    Message,
    Snooze,
    RuleChanges,
)
"""What the queue is worked out from."""

FAMILIES = (
    meetings.write_thank_yous,
    meetings.keep_promises,
    meetings.record_meetings,
    meetings.confirm_meetings,
    meetings.prepare_meetings,
    meetings.choose_questions,
    outreach.answer_replies,
    outreach.nudge,
    outreach.arrange_anew,
    outreach.try_someone_else,
    introductions.meet_introduced,
    introductions.close_loops,
    preparation.stay_in_touch,
    preparation.finish_pitch,
    preparation.choose_a_set,
    preparation.find_stakeholders,
)


IN_A_PAUSE = (Kind.CONFIRM, Kind.PREPARE, Kind.RECORD)
"""The kinds that are asked for in a pause too: somebody counts on a conversation that is planned."""


@dataclass(frozen=True)
class Resting:
    """An action that is snoozed or dismissed, and what was said of it."""

    action: Action
    snooze: Snooze


@dataclass(frozen=True)
class Listing:
    """Everything there is to do: what stands in the queue, and what is snoozed or dismissed."""

    queue: tuple[Action, ...]
    resting: tuple[Resting, ...]
    paused: tuple[Action, ...] = ()
    """What a pause alone keeps out of the queue."""
    pause: Snooze | None = None

    @property
    def snoozed(self) -> tuple[Resting, ...]:
        """What is put off until a day, the first to come back first; what is dismissed is not in it."""
        return tuple(one for one in self.resting if one.snooze.until is not None)

    @property
    def due(self) -> tuple[Action, ...]:
        """What is overdue or for today."""
        return tuple(one for one in self.queue if one.lane in (Lane.OVERDUE, Lane.TODAY))


def listing(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> Listing:
    """Return the queue, and beside it what rests, worked out once."""
    every = everything(workspace, now, zone, rules)
    sleeping = asleep(workspace, day_of(now, zone))
    said = [(one, said_of(sleeping, one.key, one.formerly)) for one in every]
    rest = {snooze.action: Resting(one, snooze) for one, snooze in said if snooze is not None}
    ordered = tuple(rest[key] for key in sleeping if key in rest)
    awake = [one for one, snooze in said if snooze is None]
    pause = sleeping.get(PAUSE)
    stays = [pause is None or _asked_in(pause, one, rules) for one in awake]
    queue, paused = compress(awake, stays), (one for one, stay in zip(awake, stays, strict=True) if not stay)
    return Listing(tuple(queue), ordered, tuple(paused), pause)


def _asked_in(pause: Snooze, action: Action, rules: Rules) -> bool:
    """Tell whether something is asked for in a pause too: what is planned, and thanks for what was held in it."""
    if action.kind is Kind.THANK_YOU and pause.updated_at is not None:
        return action.due - rules.thank_you.late_after >= pause.updated_at
    return action.kind in IN_A_PAUSE


def queue(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> tuple[Action, ...]:
    """Return what there is to do, lane by lane, the most urgent first; without what is snoozed or dismissed.

    It depends on nothing but what the workspace holds, the rules, and the moment in the member's zone.
    """
    return listing(workspace, now, zone, rules).queue


def everything(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> tuple[Action, ...]:
    """Return what there is to do, snoozed and dismissed actions too, in the order of the queue."""
    book = Book(workspace, now, zone, rules)
    return tuple(sorted((one for family in FAMILIES for one in family(book)), key=lambda one: one.order))


def in_lanes(actions: Sequence[Action]) -> dict[Lane, tuple[Action, ...]]:
    """Return actions by lane, in the order of the lanes; a lane without any is there and empty."""
    return {lane: tuple(one for one in actions if one.lane is lane) for lane in Lane}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None and an empty text leave nothing out."""

    kind: Kind | None = None
    lane: Lane | None = None
    person: str | None = None
    text: str = ""


def matching(actions: Iterable[Action], wanted: Wanted) -> tuple[Action, ...]:
    """Return the actions that fit everything that is wanted, in their order."""
    return tuple(actions) if wanted == Wanted() else tuple(one for one in actions if _fits(one, wanted))


def kinds_in(actions: Iterable[Action]) -> tuple[Kind, ...]:
    """Return the kinds there are, in their order."""
    found = {one.kind for one in actions}
    return tuple(kind for kind in Kind if kind in found)


def people_in(actions: Iterable[Action]) -> tuple[Person, ...]:
    """Return the people concerned, by name."""
    found = {one.person for one in actions if one.person is not None}
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def _fits(action: Action, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, action.kind)
        and wanted.lane in (None, action.lane)
        and wanted.person in (None, action.person.id if action.person else "")
        and (not wanted.text.strip() or mentions((action.what, action.rule.words), wanted.text))
    )

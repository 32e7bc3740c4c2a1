"""The action queue: everything to do next, in order, and the search in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from zoneinfo import ZoneInfo

from netdash.follow_up.actions import introductions, meetings, outreach, preparation
from netdash.follow_up.actions.action import Action, Kind, Lane, Person
from netdash.follow_up.actions.context import QueueContext
from netdash.follow_up.actions.snoozes import PAUSE, snooze_of
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

SOURCE_KINDS: tuple[type[Record], ...] = (
    Contact, TagCadence, Introduction, Target, Pitch, Question, QuestionSet, Meeting, Promise, Message, Snooze,
    RuleChanges,
)  # fmt: skip
"""The kinds of records that the queue is derived from."""

GENERATORS = (
    meetings.write_thank_yous,
    meetings.keep_promises,
    meetings.record_meetings,
    meetings.confirm_meetings,
    meetings.prepare_meetings,
    meetings.choose_questions,
    outreach.answer_replies,
    outreach.nudge,
    outreach.reschedule,
    outreach.try_someone_else,
    introductions.meet_introduced,
    introductions.close_loops,
    preparation.stay_in_touch,
    preparation.finish_pitch,
    preparation.choose_a_set,
    preparation.find_stakeholders,
)


KINDS_IN_A_PAUSE = (Kind.CONFIRM, Kind.PREPARE, Kind.RECORD)
"""The kinds that stay in the queue during a pause: somebody counts on a planned conversation."""


@dataclass(frozen=True)
class Snoozed:
    """An action that is snoozed or dismissed, with the snooze that says so."""

    action: Action
    snooze: Snooze


@dataclass(frozen=True)
class Queue:
    """Everything to do: the open actions, and those that are snoozed, dismissed or paused."""

    actions: tuple[Action, ...]
    snoozed: tuple[Snoozed, ...]
    paused: tuple[Action, ...] = ()
    """The actions that only a pause keeps out of the queue."""
    pause: Snooze | None = None

    @property
    def coming_back(self) -> tuple[Snoozed, ...]:
        """The actions snoozed until a day, without the dismissed ones; the first to come back is first."""
        return tuple(snoozed for snoozed in self.snoozed if snoozed.snooze.until is not None)

    @property
    def due(self) -> tuple[Action, ...]:
        """The actions that are overdue or to do today."""
        return tuple(action for action in self.actions if action.lane in (Lane.OVERDUE, Lane.TODAY))


def build_queue(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> Queue:
    """Build the queue, the most urgent action first.

    It depends on nothing but the workspace, the rules, and the moment in the member's zone.
    """
    context = QueueContext(workspace, now, zone, rules)
    actions, snoozes = _in_order(context), context.snoozes
    pairs = [(action, snooze_of(snoozes, action.key, action.former_key)) for action in actions]
    snoozed_by_key = {snooze.action: Snoozed(action, snooze) for action, snooze in pairs if snooze is not None}
    snoozed = tuple(snoozed_by_key[key] for key in snoozes if key in snoozed_by_key)
    awake = tuple(action for action, snooze in pairs if snooze is None)
    pause = snoozes.get(PAUSE)
    if pause is None:
        return Queue(awake, snoozed)
    staying = tuple(action for action in awake if _stays_in(pause, action, rules))
    paused = tuple(action for action in awake if not _stays_in(pause, action, rules))
    return Queue(staying, snoozed, paused, pause)


def _stays_in(pause: Snooze, action: Action, rules: Rules) -> bool:
    """Tell whether an action stays during a pause: planned conversations do, and thanks for those held in it."""
    if action.kind is Kind.THANK_YOU and pause.updated_at is not None:
        return action.due - rules.thank_you.late_after >= pause.updated_at
    return action.kind in KINDS_IN_A_PAUSE


def _in_order(context: QueueContext) -> tuple[Action, ...]:
    actions = chain.from_iterable(generator(context) for generator in GENERATORS)
    return tuple(sorted(actions, key=attrgetter("order")))


def last_change(workspace: Workspace) -> datetime | None:
    """Return when anything that the queue is derived from was last changed; None where nothing ever was."""
    records = chain.from_iterable(map(workspace.all, SOURCE_KINDS))
    return max((record.updated_at for record in records if record.updated_at is not None), default=None)


def in_lanes(actions: Sequence[Action]) -> dict[Lane, tuple[Action, ...]]:
    """Return actions by lane, in the order of the lanes; a lane without actions is there and empty."""
    return {lane: tuple(action for action in actions if action.lane is lane) for lane in Lane}


@dataclass(frozen=True)
class ActionFilter:
    """What to show of the actions; None and an empty text leave nothing out."""

    kind: Kind | None = None
    lanes: tuple[Lane, ...] = ()
    person: str | None = None
    text: str = ""


def matching(actions: Iterable[Action], criteria: ActionFilter) -> tuple[Action, ...]:
    """Return the actions that match a filter, in their order."""
    return tuple(action for action in actions if _is_match(action, criteria))


def kinds_in(actions: Iterable[Action]) -> tuple[Kind, ...]:
    """Return the kinds of the actions, in the order of kinds."""
    kinds = {action.kind for action in actions}
    return tuple(kind for kind in Kind if kind in kinds)


def people_in(actions: Iterable[Action]) -> tuple[Person, ...]:
    """Return the people whom the actions concern, by name."""
    people = {action.person for action in actions if action.person is not None}
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.id)))


def _is_match(action: Action, criteria: ActionFilter) -> bool:
    return (
        criteria.kind in (None, action.kind)
        and (not criteria.lanes or action.lane in criteria.lanes)
        and criteria.person in (None, action.person.id if action.person else "")
        and (not criteria.text.strip() or mentions((action.what, action.who, action.rule.words), criteria.text))
    )

"""An action: one thing to do next, for whom, by which rule, by when and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from netdash import deadlines, rules
from netdash.deadlines import Deadline, Urgency
from netdash.moments import DAY, day_of, day_words, end_of, span_words, when_words
from netdash.rules import Rules
from netdash.thank_yous import thank_yous


class Kind(StrEnum):
    """The kinds of actions, each with its plural and the label of its button.

    Their order here is the order of actions that are due at the same moment.
    """

    words: str
    button: str

    def __new__(cls, value: str, words: str = "", button: str = "") -> Self:
        """Make a kind with its plural and its label."""
        kind = str.__new__(cls, value)
        kind._value_, kind.words, kind.button = value, words, button
        return kind

    THANK_YOU = "thank_you", "Thank-yous", "Write"
    PROMISE = "promise", "Promises", "Open"
    ANSWER = "answer", "Replies to answer", "Answer"
    RECORD = "record", "Conversations to record", "Record"
    CONFIRM = "confirm", "Conversations to confirm", "Confirm"
    PREPARE = "prepare", "Conversations to prepare", "Prepare"
    MEETING_QUESTIONS = "meeting_questions", "Questions to choose", "Choose"
    CLOSE_THE_LOOP = "close_the_loop", "Introducers to tell", "Write"
    MEET = "meet", "People to meet", "Write"
    NUDGE = "nudge", "Nudges", "Nudge"
    SOMEONE_ELSE = "someone_else", "Someone else to try", "Find"
    STAY_IN_TOUCH = "stay_in_touch", "Check-ins", "Write"
    PITCH = "pitch", "Pitch", "Write"
    QUESTIONS = "questions", "Question set", "Choose"
    STAKEHOLDER = "stakeholder", "Contacts at targets", "Find"


class Lane(StrEnum):
    """When to do an action, the order of the queue: by its deadline, or sooner where nobody should wait for that."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


LANE_WORDS = {
    Lane.OVERDUE: "Overdue",
    Lane.TODAY: "To do today",
    Lane.THIS_WEEK: "To do in the next 7 days",
    Lane.LATER: "Later",
}
LANES = tuple(Lane)
_ORDER = tuple(Kind)


class Person(NamedTuple):
    """Whom an action concerns, with the name that pages show."""

    id: str
    name: str


class Reason(NamedTuple):
    """The rule that asks for an action: its dotted name, and the rule in words."""

    name: str
    words: str

    @property
    def source(self) -> str:
        """The source of the rule."""
        return rules.source_of(self.name)


class Destination(NamedTuple):
    """Where to do an action: the address of a page, and the parameters that open the right thing there."""

    page: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the address, by name."""
        return dict(self.query)


class FormerKey(NamedTuple):
    """The key that an action had before keys named the time of a conversation.

    A snooze under that key counts if it was made after `since`; an earlier one was about another time of the
    conversation. With None it always counts.
    """

    key: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. What is due on a day is due at its last moment; `person` is None where it concerns nobody.

    `key` is the same every day. Actions about a conversation have its occurrence in their key, so that a snooze ends
    when the conversation is moved or falls through again.
    """

    kind: Kind
    key: str
    what: str
    person: Person | None
    rule: Reason
    due: datetime
    lane: Lane
    where: Destination
    former_key: FormerKey | None = None
    who: str = ""
    """Who the person is, and when the member meets them, or was last in contact with them."""

    @property
    def order(self) -> tuple[int, datetime, int, str]:
        """The sort key of the queue; it is unique."""
        return LANES.index(self.lane), self.due, _ORDER.index(self.kind), self.key


def deadline_of(action: Action, now: datetime, zone: ZoneInfo, rules: Rules) -> Deadline:
    """Return the deadline of an action in the member's zone."""
    if action.kind is Kind.THANK_YOU:
        return thank_yous.deadline_of(action.due - rules.thank_you.late_after, now, rules)
    due = due_by(action, zone)
    if not isinstance(due, datetime):
        today = day_of(now, zone)
        deadline = deadlines.of_day(due, today)
        is_early = action.lane is Lane.TODAY and due > today  # in the lane of today, “due tomorrow” would contradict it
        return replace(deadline, words=f"{day_words(due, today)} at the latest") if is_early else deadline
    time_left = due - now
    if time_left < timedelta(0):
        return Deadline(Urgency.RED, f"{span_words(time_left)} late")
    if time_left < DAY:
        return Deadline(Urgency.AMBER, f"due in {span_words(time_left)}")
    return Deadline(Urgency.GREEN, f"due {when_words(due, now, zone)}")


def due_by(action: Action, zone: ZoneInfo) -> datetime | date:
    """Return the day that an action is due on, or the moment where it is due within a day."""
    day = day_of(action.due, zone)
    return day if action.due == end_of(day, zone) else action.due

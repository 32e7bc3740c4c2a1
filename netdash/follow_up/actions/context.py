"""What a workspace holds, looked up once for a whole queue: who was met when, and who was written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from zoneinfo import ZoneInfo

from netdash.follow_up.actions.action import LANES, Action, Formerly, Kind, Lane, Person, Place, Reason
from netdash.follow_up.actions.missed import Missed, let_go, missed_with, of_late, passed_since, with_each
from netdash.follow_up.actions.snoozes import asleep
from netdash.meetings.live import started_meetings
from netdash.moments import day_of, days_later, end_of
from netdash.outreach.exchanges import Exchange, WaitingRound, exchange_with
from netdash.people.contacts import Directory
from netdash.questions import questions as question_bank
from netdash.records import Contact, Meeting, MeetingState, Message, Question, Snooze
from netdash.rules import Rules
from netdash.store import Workspace

NEAR_DAYS = 6
"""So many days after today are this week: a weekday's name alone tells which day is meant."""


@dataclass(frozen=True)
class Book:
    """A workspace at one moment, in one zone, under its rules."""

    workspace: Workspace
    now: datetime
    zone: ZoneInfo
    rules: Rules

    @cached_property
    def today(self) -> date:
        """The day it is where the member lives."""
        return day_of(self.now, self.zone)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every conversation, as it stood when first asked for: another thread may change the workspace meanwhile."""
        return self.workspace.all(Meeting)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Every message, as it stood when first asked for."""
        return self.workspace.all(Message)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The question bank."""
        return question_bank.bank(self.workspace.all(Question))

    @cached_property
    def people(self) -> Mapping[str, Contact]:
        """Everybody who is not deleted, by id."""
        return {one.id: one for one in self.workspace.all(Contact)}

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.people, {})

    @cached_property
    def _ends(self) -> dict[date, datetime]:
        return {}  # many actions are due on the same days, and zones are slow to ask

    @cached_property
    def _horizons(self) -> tuple[datetime, datetime]:
        return self.end_of(self.today), self.end_of(self.today, NEAR_DAYS)

    @cached_property
    def held_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations held with each person, by id, the earliest first."""
        return with_each(one for one in self.meetings if one.state is MeetingState.HELD)

    @cached_property
    def planned_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations planned with each person, by id, the earliest first; the time of some may have passed."""
        return with_each(self.planned)

    @cached_property
    def expected_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The same without those past of which it was said that nothing is to be recorded."""
        past = {one.id for one in self.planned if let_go(one, self.over_at(one), self.now, self.sleeping)}
        return with_each(one for one in self.planned if one.id not in past)

    def over_at(self, meeting: Meeting) -> datetime | None:
        """Return when a planned conversation is over; None where it still goes on."""
        return self.begun.get(meeting.id, meeting.ends_at)

    @cached_property
    def sleeping(self) -> Mapping[str, Snooze]:
        """What is snoozed or dismissed, by the action's key."""
        return asleep(self.workspace, self.today)

    @cached_property
    def planned(self) -> Sequence[Meeting]:
        """The conversations planned, the earliest first; the time of some may have passed."""
        planned = (one for one in self.meetings if one.state is MeetingState.PLANNED)
        return sorted(planned, key=attrgetter("starts_at", "id"))

    @cached_property
    def begun(self) -> Mapping[str, datetime | None]:
        """When each planned conversation that has begun ended, by id; None where it still goes on."""
        return {one.meeting: one.ended_at for one in started_meetings(self.workspace, self.now)}

    @cached_property
    def sent_to(self) -> Mapping[str, Sequence[Message]]:
        """The messages sent to each person, by id, the earliest first."""
        found: dict[str, list[Message]] = defaultdict(list)
        for one in self.messages:
            if one.sent_at is not None:
                found[one.contact].append(one)
        return {id: sorted(sent, key=attrgetter("sent_at", "id")) for id, sent in found.items()}

    @cached_property
    def exchanges(self) -> Mapping[str, Exchange]:
        """Where the exchange stands with everybody who was written to and is not deleted, by id."""
        return {id: exchange_with(sent, self.last_met(id)) for id, sent in self.sent_to.items() if id in self.people}

    @cached_property
    def waiting(self) -> Mapping[str, WaitingRound]:
        """The rounds of messages that nobody has answered, by contact, also of those who had the last nudge."""
        return {id: one.waiting for id, one in self.exchanges.items() if one.waiting is not None}

    @cached_property
    def missed_with(self) -> Mapping[str, Missed]:
        """The last conversation with each person that fell through, by their id."""
        return missed_with(self.meetings)

    @cached_property
    def to_arrange(self) -> Mapping[str, Missed]:
        """The conversations that fell through of late and after which one was not in touch, by the person's id."""
        return {
            id: missed
            for id, missed in of_late(self.missed_with, self.rules.no_reply, self.today, self.zone)
            if id in self.people and not passed_since(missed, self.sent_to.get(id, ()), self.last_met(id))
        }

    def missed_since(self, id: str, moment: datetime) -> Missed | None:
        """Return the last conversation with somebody that fell through, where that was after a moment."""
        missed = self.missed_with.get(id)
        return missed if missed is not None and missed.at > moment else None

    def last_met(self, id: str) -> datetime | None:
        """Return when the last conversation held or planned with somebody ends; None where there is none."""
        latest = (with_whom[id][-1].ends_at for with_whom in (self.held_with, self.planned_with) if id in with_whom)
        return max(latest, default=None)

    def person(self, id: str) -> Person:
        """Return somebody who is not deleted, as an action names them."""
        return Person(id, self._directory.name(id))

    def names(self, ids: Sequence[str]) -> str:
        """Return the names of people who are not deleted, in one line."""
        return self._directory.names(ids)

    def present(self, meeting: Meeting) -> list[str]:
        """Return the people of a meeting who are not deleted."""
        return [id for id in meeting.contacts if id in self.people]

    def end_of(self, day: date, later: int = 0) -> datetime:
        """Return the last moment of a day, or of one so many days later."""
        day = days_later(day, later)
        if day not in self._ends:
            self._ends[day] = end_of(day, self.zone)
        return self._ends[day]

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment where the member lives."""
        return day_of(moment, self.zone)

    def lane(self, due: datetime, at_the_latest: Lane = Lane.LATER) -> Lane:
        """Say how soon something is due; what had better be done sooner comes into a nearer lane."""
        if due < self.now:
            return Lane.OVERDUE
        tonight, near = self._horizons
        lane = Lane.TODAY if due <= tonight else Lane.THIS_WEEK if due <= near else Lane.LATER
        return min(lane, at_the_latest, key=LANES.index)

    def action(
        self,
        kind: Kind,
        about: str,
        what: str,
        rule: Reason,
        due: datetime,
        where: Place,
        person: str | None = None,
        at_the_latest: Lane = Lane.LATER,
        formerly: Formerly | None = None,
    ) -> Action:
        """Make an action. `about` is what tells it from others of its kind; `person` is the id of somebody present."""
        whom = None if person is None else self.person(person)
        key = f"{kind}:{about}" if about else str(kind)
        return Action(kind, key, what, whom, rule, due, self.lane(due, at_the_latest), where, formerly)

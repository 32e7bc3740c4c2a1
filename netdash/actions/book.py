"""What a workspace holds, looked up once for a whole queue: who was met when, and who was written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from netdash.actions.action import LANES, Action, Kind, Lane, Person, Place, Reason
from netdash.actions.waiting import Waiting, waiting_for
from netdash.contacts import Directory
from netdash.moments import day_of, days_later, end_of
from netdash.records import Contact, Meeting, MeetingState, Message, Purpose
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
    def people(self) -> Mapping[str, Contact]:
        """Everybody who is not deleted, by id."""
        return {one.id: one for one in self.workspace.all(Contact)}

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.people, {})

    @cached_property
    def _horizons(self) -> tuple[datetime, datetime]:
        return end_of(self.today, self.zone), end_of(days_later(self.today, NEAR_DAYS), self.zone)

    @cached_property
    def held_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations held with each person, by id, the earliest first."""
        return self._with(MeetingState.HELD)

    @cached_property
    def planned_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations planned with each person, by id, the earliest first; the time of some may have passed."""
        return self._with(MeetingState.PLANNED)

    @cached_property
    def planned(self) -> Sequence[Meeting]:
        """The conversations planned, the earliest first; the time of some may have passed."""
        planned = (one for one in self.meetings if one.state is MeetingState.PLANNED)
        return sorted(planned, key=lambda one: (one.starts_at, one.id))

    @cached_property
    def sent_to(self) -> Mapping[str, Sequence[Message]]:
        """The messages sent to each person, by id, the earliest first."""
        found: dict[str, list[tuple[datetime, str, Message]]] = defaultdict(list)
        for one in self.messages:
            if one.sent_at is not None:
                found[one.contact].append((one.sent_at, one.id, one))
        return {contact: [one for _, _, one in sorted(sent)] for contact, sent in found.items()}

    @cached_property
    def waiting(self) -> Mapping[str, Waiting]:
        """The rounds of messages that nobody has answered, by contact, also of those who had the last nudge."""
        found = {id: waiting_for(sent, self.met_with(id)) for id, sent in self.sent_to.items() if id in self.people}
        return {id: one for id, one in found.items() if one is not None}

    @cached_property
    def confirmed(self) -> frozenset[str | None]:
        """The meetings that a confirmation was sent for, by id."""
        sent = (one for messages in self.sent_to.values() for one in messages)
        return frozenset(one.meeting for one in sent if one.purpose is Purpose.CONFIRMATION)

    def _with(self, state: MeetingState) -> Mapping[str, Sequence[Meeting]]:
        found: dict[str, list[tuple[datetime, str, Meeting]]] = defaultdict(list)
        for one in self.meetings:
            if one.state is state:
                for contact in one.contacts:
                    found[contact].append((one.ends_at, one.id, one))
        return {contact: [one for _, _, one in sorted(met)] for contact, met in found.items()}

    def met_with(self, id: str) -> list[Meeting]:
        """Return the conversations held or planned with somebody."""
        return [*self.held_with.get(id, ()), *self.planned_with.get(id, ())]

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
        return end_of(days_later(day, later), self.zone)

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
    ) -> Action:
        """Make an action. `about` is what tells it from others of its kind; `person` is the id of somebody present."""
        whom = None if person is None else self.person(person)
        key = f"{kind}:{about}" if about else str(kind)
        return Action(kind, key, what, whom, rule, due, self.lane(due, at_the_latest), where)

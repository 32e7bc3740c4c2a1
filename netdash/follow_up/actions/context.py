"""The lookups that all actions share, made once a queue: who was met, who was written to, what fell through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from zoneinfo import ZoneInfo

from netdash.follow_up.actions.action import LANES, Action, Destination, FormerKey, Kind, Lane, Person, Reason
from netdash.follow_up.actions.missed import MissedMeeting, has_contact_since, missed_with, recently_missed
from netdash.follow_up.actions.snoozes import active_snoozes, snooze_of
from netdash.meetings.live import as_held, started_meetings
from netdash.moments import day_of, days_later, end_of, when_words
from netdash.outreach.exchanges import Exchange, WaitingRound, exchanges
from netdash.people import cadence, companies
from netdash.people.contacts import Directory, position_words
from netdash.questions import questions as question_bank
from netdash.records import Contact, Meeting, MeetingState, Message, Promise, Question, Snooze
from netdash.rules import Rules
from netdash.store import Workspace

NEAR_DAYS = 6
"""The lane of this week has so many days after today: within them, a weekday's name is enough."""


def former_record_key(meeting: Meeting, over_at: datetime) -> FormerKey:
    """Return the former key of the action to record a conversation, which counts from the conversation's start."""
    return FormerKey(f"{Kind.RECORD}:{meeting.id}", min(meeting.starts_at, over_at))


def is_record_dismissed(
    meeting: Meeting, over_at: datetime | None, now: datetime, snoozes: Mapping[str, Snooze]
) -> bool:
    """Tell whether a planned conversation is over and the action to record it was dismissed."""
    if over_at is None or over_at > now:
        return False
    snooze = snooze_of(snoozes, f"{Kind.RECORD}:{meeting.occurrence}", former_record_key(meeting, over_at))
    return snooze is not None and snooze.until is None


def meetings_by_contact(meetings: Iterable[Meeting]) -> Mapping[str, Sequence[Meeting]]:
    """Return the conversations with each contact, by id, the earliest first."""
    by_contact: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for contact in meeting.contacts:
            by_contact[contact].append(meeting)
    for with_contact in by_contact.values():
        with_contact.sort(key=attrgetter("ends_at", "id"))
    return by_contact


@dataclass(frozen=True)
class QueueContext:
    """A workspace at a moment, in the member's zone, with its rules."""

    workspace: Workspace
    now: datetime
    zone: ZoneInfo
    rules: Rules

    @cached_property
    def today(self) -> date:
        """Today's date where the member lives."""
        return day_of(self.now, self.zone)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every conversation, read once: another thread may change the workspace meanwhile."""
        return self.workspace.all(Meeting)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Every message, read once."""
        return self.workspace.all(Message)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The question bank."""
        return question_bank.bank(self.workspace.all(Question))

    @cached_property
    def people(self) -> Mapping[str, Contact]:
        """Everybody who is not deleted, by id."""
        return {contact.id: contact for contact in self.workspace.all(Contact)}

    @cached_property
    def by_company(self) -> Mapping[str, Sequence[Contact]]:
        """The contacts at each company, by its key, sorted by name."""
        by_company: dict[str, list[Contact]] = defaultdict(list)
        for contact in sorted(self.people.values(), key=lambda contact: (contact.name.casefold(), contact.id)):
            if contact.company:
                by_company[companies.key(contact.company)].append(contact)
        return by_company

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
        return meetings_by_contact(meeting for meeting in self.meetings if meeting.state is MeetingState.HELD)

    @cached_property
    def planned_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations planned with each person, by id, the earliest first; the time of some may have passed."""
        return meetings_by_contact(self.planned)

    @cached_property
    def expected_with(self) -> Mapping[str, Sequence[Meeting]]:
        """The conversations planned with each person, without past ones that will not be recorded."""
        over = {
            meeting.id
            for meeting in self.planned
            if is_record_dismissed(meeting, self.over_at(meeting), self.now, self.snoozes)
        }
        return meetings_by_contact(meeting for meeting in self.planned if meeting.id not in over)

    def over_at(self, meeting: Meeting) -> datetime | None:
        """Return when a planned conversation is over; None where it still goes on."""
        return self.started_meetings.get(meeting.id, meeting.ends_at)

    @cached_property
    def snoozes(self) -> Mapping[str, Snooze]:
        """The active snoozes, by the action's key."""
        return active_snoozes(self.workspace, self.today)

    @cached_property
    def planned(self) -> Sequence[Meeting]:
        """The planned conversations, the earliest first; the time of some may have passed."""
        planned = (meeting for meeting in self.meetings if meeting.state is MeetingState.PLANNED)
        return sorted(planned, key=attrgetter("starts_at", "id"))

    @cached_property
    def upcoming(self) -> Sequence[Meeting]:
        """The planned conversations that have not begun, the earliest first."""
        return [one for one in self.planned if one.starts_at > self.now and one.id not in self.started_meetings]

    @cached_property
    def started_meetings(self) -> Mapping[str, datetime | None]:
        """The end of each planned conversation that has begun, by id; None where it still goes on."""
        return {
            conversation.meeting: conversation.ended_at for conversation in started_meetings(self.workspace, self.now)
        }

    @cached_property
    def sent_to(self) -> Mapping[str, Sequence[Message]]:
        """The messages sent to each person, by id, the earliest first."""
        by_contact: dict[str, list[Message]] = defaultdict(list)
        for message in self.messages:
            if message.sent_at is not None:
                by_contact[message.contact].append(message)
        return {id: sorted(messages, key=attrgetter("sent_at", "id")) for id, messages in by_contact.items()}

    @cached_property
    def kept_promises(self) -> Mapping[str, Sequence[Promise]]:
        """The promises kept to each person, by id."""
        by_contact: dict[str, list[Promise]] = defaultdict(list)
        for promise in self.workspace.all(Promise):
            if promise.kept:
                by_contact[promise.contact].append(promise)
        return by_contact

    @cached_property
    def exchanges(self) -> Mapping[str, Exchange]:
        """The exchange of messages with each person who is not deleted, by id."""
        to_present = {id: messages for id, messages in self.sent_to.items() if id in self.people}
        return exchanges(to_present, self.last_held_or_planned)

    @cached_property
    def waiting(self) -> Mapping[str, WaitingRound]:
        """The rounds of messages without an answer, by contact, also where the last nudge was sent."""
        return {id: exchange.waiting for id, exchange in self.exchanges.items() if exchange.waiting is not None}

    @cached_property
    def missed_with(self) -> Mapping[str, MissedMeeting]:
        """The last conversation that fell through with each person, by id."""
        return missed_with(self.meetings)

    @cached_property
    def to_reschedule(self) -> Mapping[str, MissedMeeting]:
        """The conversations that fell through recently, without contact since, by the person's id."""
        return {
            id: missed
            for id, missed in recently_missed(self.missed_with, self.rules.no_reply, self.today, self.zone)
            if id in self.people
            and not has_contact_since(missed, self.sent_to.get(id, ()), self.last_held_or_planned.get(id))
        }

    def missed_since(self, id: str, moment: datetime) -> MissedMeeting | None:
        """Return the last conversation that fell through with somebody, if that was after a moment."""
        missed = self.missed_with.get(id)
        return missed if missed is not None and missed.at > moment else None

    @cached_property
    def last_held_or_planned(self) -> Mapping[str, datetime]:
        """The end of the last conversation held or planned with each person, by id."""
        held = {id: meetings[-1].ends_at for id, meetings in self.held_with.items()}
        planned = {id: meetings[-1].ends_at for id, meetings in self.planned_with.items()}
        return {**held, **{id: max(ends_at, held.get(id, ends_at)) for id, ends_at in planned.items()}}

    def person(self, id: str) -> Person:
        """Return a contact who is not deleted, as an action shows them."""
        return Person(id, self._directory.name(id))

    def names(self, ids: Sequence[str]) -> str:
        """Return the names of contacts who are not deleted, in one line."""
        return self._directory.names(ids)

    def present(self, meeting: Meeting) -> list[str]:
        """Return the people of a meeting who are not deleted."""
        return [id for id in meeting.contacts if id in self.people]

    def end_of(self, day: date, later: int = 0) -> datetime:
        """Return the last moment of a day, or of the day so many days later."""
        day = days_later(day, later)
        if day not in self._ends:
            self._ends[day] = end_of(day, self.zone)
        return self._ends[day]

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment in the member's zone."""
        return day_of(moment, self.zone)

    def lane(self, due: datetime, at_the_latest: Lane = Lane.LATER) -> Lane:
        """Return the lane of something due at a moment, and no later lane than `at_the_latest`."""
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
        where: Destination,
        person: str | None = None,
        at_the_latest: Lane = Lane.LATER,
        former_key: FormerKey | None = None,
        occasion: str | None = None,
    ) -> Action:
        """Make an action. `about` makes its key unique among its kind; `person` is a contact's id.

        `occasion` says what it is about, where that is neither a coming conversation nor the last contact.
        """
        whom, who = None, ""
        if person is not None:
            words = self._contact_words(person) if occasion is None else occasion
            facts = position_words(self.people[person]), words
            whom, who = self.person(person), " · ".join(filter(None, facts))
        key = f"{kind}:{about}" if about else str(kind)
        return Action(kind, key, what, whom, rule, due, self.lane(due, at_the_latest), where, former_key, who)

    def _contact_words(self, id: str) -> str:
        """Say when the member meets somebody, or was last in contact with them."""
        for meeting in self.planned_with.get(id, ()):
            if self.started_meetings.get(meeting.id, self.now) is None:
                return "you are talking"
            if meeting.id not in self.started_meetings and meeting.starts_at > self.now:
                return f"you meet {when_words(meeting.starts_at, self.now, self.zone)}"
        return self.last_contact_words(id)

    def last_contact_words(self, id: str) -> str:
        """Say when the member was last in contact with somebody; empty where they never were."""
        of_person = self.held_with.get(id, ())[-1:], self.sent_to.get(id, ()), self.kept_promises.get(id, ())
        moments = [(at, verb) for _, at, verb in cadence.touches(*of_person)]
        started = (meeting for meeting in self.planned_with.get(id, ()) if meeting.id in self.started_meetings)
        moments += [(as_held(self.workspace, meeting, self.now).starts_at, "you talked") for meeting in started]
        at, verb = max(moments, default=(None, ""))
        return f"{verb} {when_words(at, self.now, self.zone)}" if at else ""

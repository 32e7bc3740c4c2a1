"""Conversations: planned, held, and what was promised in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, ValidationInfo, field_validator, model_validator

from netdash.records.base import FrozenModel, Id, Line, Moment, Record, Text, check_zone, required

LONGEST_MEETING = timedelta(days=1)


class MeetingKind(StrEnum):
    """The forms a conversation takes."""

    INFORMATIONAL_INTERVIEW = "informational_interview"
    NETWORKING_COFFEE = "networking_coffee"
    CALL = "call"
    EVENT = "event"
    JOB_INTERVIEW = "job_interview"
    OTHER = "other"


class MeetingState(StrEnum):
    """Whether a conversation took place. Only a held one owes a thank-you."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


FELL_THROUGH = (MeetingState.CANCELLED, MeetingState.NO_SHOW)


class Resume(StrEnum):
    """Where the résumé stands before a conversation."""

    OFFERED = "offered"
    SENT = "sent"
    NOT_WANTED = "not_wanted"


class Research(FrozenModel):
    """What the member found out beforehand, about the three things the method names."""

    company: Text = ""
    person: Text = ""
    job: Text = ""


class AskedQuestion(FrozenModel):
    """A question that was asked in a conversation, and the answer."""

    # Forms hand these on unchecked; the meeting that holds them checks them.
    model_config = ConfigDict(revalidate_instances="always")

    question: Id
    note: Text = ""


class Meeting(Record):
    """One conversation with one or several people."""

    table: ClassVar[str] = "meetings"
    noun: ClassVar[str] = "conversation"

    contacts: tuple[Id, ...]
    kind: MeetingKind = MeetingKind.INFORMATIONAL_INTERVIEW
    starts_at: Moment
    ends_at: Moment
    place: Line = ""
    state: MeetingState = MeetingState.HELD
    learnings: tuple[Text, ...] = ()
    help_offered: Text = ""
    notes: Text = ""
    pitch: Id | None = None
    asked: tuple[AskedQuestion, ...] = ()
    questions: tuple[Id, ...] = ()
    """The planned questions, in the order in which they will be asked; `asked` says which were."""
    research: Research = Research()
    resume: Resume | None = None
    ready: tuple[Line, ...] = ()
    """The names of the preparation steps that were ticked by hand."""
    their_zone: Line = ""
    """The other people's time zone, where it differs from the member's."""
    confirmed_at: Moment | None = None
    """When its time and place were confirmed with everybody."""
    confirmed_with: tuple[Id, ...] = ()
    """With whom the member says they are confirmed, at the present time; messages show the others."""
    fell_through_at: Moment | None = None
    """When it was noted that it fell through, while it has; older versions of netdash did not store it."""

    _check_zone = field_validator("their_zone")(check_zone)

    @field_validator("fell_through_at")
    @classmethod
    def _drop_unless_fell_through(cls, moment: datetime | None, info: ValidationInfo) -> datetime | None:
        return moment if info.data.get("state") in FELL_THROUGH else None

    @field_validator("contacts")
    @classmethod
    def _has_contacts(cls, contacts: tuple[str, ...]) -> tuple[str, ...]:
        if not contacts:
            raise ValueError("Choose at least one person.")
        return tuple(dict.fromkeys(contacts))

    @field_validator("learnings")
    @classmethod
    def _without_blanks(cls, learnings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(learning for learning in learnings if learning)

    @model_validator(mode="after")
    def _in_order(self) -> Meeting:
        if self.ends_at <= self.starts_at:
            raise ValueError("The conversation ends before it starts; set its end after its start.")
        if self.ends_at - self.starts_at > LONGEST_MEETING:
            raise ValueError("A conversation of more than a day? Check the end and the minutes.")
        return self

    @property
    def occurrence(self) -> str:
        """Name this conversation at this time; moved, it is another occurrence, with its own things to do."""
        return f"{self.id}:{self.starts_at:%Y%m%dT%H%M}"

    @property
    def minutes(self) -> int:
        """How long it took, in whole minutes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


class Promise(Record):
    """Something the member said they would do for somebody, by a day in the member's zone."""

    table: ClassVar[str] = "promises"
    noun: ClassVar[str] = "promise"

    contact: Id
    meeting: Id | None = None
    what: Annotated[Line, required("Say what you promised.")]
    due_on: date
    settled_at: Moment | None = None
    kept: bool = False

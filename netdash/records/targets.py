"""The job search itself: targets, opportunities, and branding."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from netdash.records.base import Id, Line, Moment, Record, Text, required
from netdash.records.meetings import Research
from netdash.records.preparation import Origin


class Priority(StrEnum):
    """How much the member wants it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Target(Record):
    """A company to work for, and the role there where one is known."""

    table: ClassVar[str] = "targets"
    noun: ClassVar[str] = "target"

    company: Annotated[Line, required("Name the company.")]
    role: Line = ""
    posting_url: Line = ""
    posting: Text = ""
    research: Research = Research()
    why: Text = ""
    priority: Priority = Priority.MEDIUM
    archived: bool = False


class Stage(StrEnum):
    """How far an opportunity has got."""

    HEARD = "heard"
    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Opportunity(Record):
    """A job the member heard of: through a contact where one is named, else elsewhere."""

    table: ClassVar[str] = "opportunities"
    noun: ClassVar[str] = "opportunity"

    company: Annotated[Line, required("Name the company that the opportunity is at.")]
    role: Line = ""
    contact: Id | None = None
    meeting: Id | None = None
    heard_on: date
    source: Line = ""
    """Where it was found, where no contact told of it: a job board, for example."""
    stage: Stage = Stage.HEARD
    notes: Text = ""


class BrandingItem(Record):
    """One thing to fix where people look the member up online. Shipped ones have fixed ids, as questions have."""

    table: ClassVar[str] = "branding_items"
    noun: ClassVar[str] = "branding item"

    channel: Line
    text: Annotated[Line, required("Say what there is to do.")]
    done_at: Moment | None = None
    archived: bool = False
    position: float = Field(default=0.0)
    origin: Origin = Origin.OWN

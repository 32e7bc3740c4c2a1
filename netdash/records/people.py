"""The member, the people they know, and who introduced whom."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from netdash.records.base import FrozenModel, Id, Line, Moment, Record, Text, check_zone, required

PROFILE_ID = "0" * 32


class Stakeholder(StrEnum):
    """What a contact can speak for; a company wants both a technical and an HR contact."""

    TECHNICAL = "technical"
    HR = "hr"
    OTHER = "other"


class Profile(Record):
    """The member. There is one a workspace, under a fixed id."""

    table: ClassVar[str] = "profile"
    noun: ClassVar[str] = "profile"

    id: Id = PROFILE_ID
    name: Line = ""
    zone: Line = ""
    locale: Line = ""
    """The language tag whose dates and clocks they chose to read; empty: the browser's."""
    pace: int = Field(default=140, ge=80, le=220)
    """Words a minute that the member speaks."""
    first_steps_hidden: bool = False
    calendar: Line = ""
    """The id of this workspace in its calendar entries; empty before the first export."""
    calendar_link: Line = ""
    """The SHA-256, in hex, of the secret in the address that calendars subscribe to; empty: there is none."""
    calendar_link_made_at: Moment | None = None

    _check_zone = field_validator("zone")(check_zone)


class Cadence(FrozenModel):
    """How often to be in touch, in days since the last contact: the ideal day and the latest. Zero: not at all."""

    ideal_days: int = Field(ge=0, le=3650)
    latest_days: int = Field(ge=0, le=3650)

    @field_validator("latest_days")
    @classmethod
    def _in_order(cls, latest_days: int, info: ValidationInfo) -> int:
        if latest_days < info.data.get("ideal_days", 0):
            raise ValueError("The latest day comes before the ideal one; set it on or after it.")
        return latest_days


class TagCadence(Record):
    """How often to be in touch with everybody who carries a tag."""

    table: ClassVar[str] = "tag_cadences"
    noun: ClassVar[str] = "tag's cadence"

    tag: Line
    cadence: Cadence


class Contact(Record):
    """A person worth knowing."""

    table: ClassVar[str] = "contacts"
    noun: ClassVar[str] = "person"

    name: Annotated[Line, required("Give the person a name.")]
    called: Line = ""
    """What to call them in a greeting; empty: derived from their name."""
    company: Line = ""
    position: Line = ""
    emails: tuple[Line, ...] = ()
    phones: tuple[Line, ...] = ()
    linkedin: Line = ""
    links: tuple[Line, ...] = ()
    stakeholder: Stakeholder | None = None
    how_met: Line = ""
    tags: tuple[Line, ...] = ()
    notes: Text = ""
    cadence: Cadence | None = None


class Introduction(Record):
    """One contact introduced another: the only place that says who introduced whom."""

    table: ClassVar[str] = "introductions"
    noun: ClassVar[str] = "introduction"

    by_contact: Id
    to_contact: Id
    meeting: Id | None = None

"""The member, the people they know, and who introduced whom."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from netdash.records.base import Id, Line, Record, Text

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
    pace: int = Field(default=140, ge=80, le=220)
    """Words a minute that the member speaks."""
    first_steps_hidden: bool = False

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            if zone:
                ZoneInfo(zone)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise ValueError(f"“{zone}” is no time zone netdash knows; pick one such as Europe/Berlin.") from error
        return zone


class Contact(Record):
    """A person worth knowing."""

    table: ClassVar[str] = "contacts"
    noun: ClassVar[str] = "person"

    name: Line
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

    @field_validator("name")
    @classmethod
    def _named(cls, name: str) -> str:
        if not name:
            raise ValueError("Give the person a name.")
        return name


class Introduction(Record):
    """One contact introduced another: the only place that says who introduced whom."""

    table: ClassVar[str] = "introductions"
    noun: ClassVar[str] = "introduction"

    by_contact: Id
    to_contact: Id
    meeting: Id | None = None

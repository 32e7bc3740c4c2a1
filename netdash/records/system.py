"""What netdash keeps beside the work itself: drafts, the trash, snoozes, and changed rules."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, JsonValue

from netdash.records.base import Fields, FrozenModel, Id, Line, Moment, Record

RULE_CHANGES_ID = "3".rjust(32, "0")


class Draft(Record):
    """What is typed into a form and not saved yet. Its id is derived from the form's name."""

    table: ClassVar[str] = "drafts"
    noun: ClassVar[str] = "draft"

    form: str
    fields: Fields


class CalendarLink(Record):
    """Whose calendar an address is, kept in common by a cohort; it counts while that member's profile names it.

    Its id is the beginning of the SHA-256 of the secret in the address.
    """

    table: ClassVar[str] = "calendar_links"
    noun: ClassVar[str] = "calendar link"

    member: Line


class TrashedRecord(FrozenModel):
    """One deleted record, field for field as it was stored."""

    table: str
    fields: dict[str, JsonValue]


class Trashed(Record):
    """One deletion: the record itself comes first, then those deleted with it.

    Its id is that record's, unless an earlier deletion has it.
    """

    table: ClassVar[str] = "trash"
    noun: ClassVar[str] = "deleted item"

    label: str
    deleted_at: Moment
    records: tuple[TrashedRecord, ...]


class Snooze(Record):
    """An action put off until a day, or dismissed for good with a reason. Its id is derived from the action's key."""

    table: ClassVar[str] = "snoozes"
    noun: ClassVar[str] = "snooze"

    action: Line
    """The key of the action, which stays the same from day to day."""
    until: date | None = None
    """The first day on which it shows again, in the member's zone; None: dismissed."""
    reason: Line = ""


class RuleChanges(Record):
    """The member's changes to the shipped coaching rules, by dotted name. There is one a workspace."""

    table: ClassVar[str] = "rule_changes"
    noun: ClassVar[str] = "rules"

    id: Id = RULE_CHANGES_ID
    values: dict[str, JsonValue] = Field(default_factory=dict)

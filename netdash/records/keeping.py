"""What netdash keeps for safety: text not yet saved, and what was deleted."""

from __future__ import annotations

from typing import ClassVar

from pydantic import JsonValue

from netdash.records.base import Fields, Moment, Part, Record


class Draft(Record):
    """What is typed into a form and not saved yet. Its id is derived from the form's name."""

    table: ClassVar[str] = "drafts"
    noun: ClassVar[str] = "draft"

    form: str
    fields: Fields


class TrashedRecord(Part):
    """One deleted record, field for field as it was stored."""

    table: str
    fields: dict[str, JsonValue]


class Trashed(Record):
    """One deletion: the record it was about comes first, then what went with it. Same id as that record."""

    table: ClassVar[str] = "trash"
    noun: ClassVar[str] = "deleted item"

    label: str
    deleted_at: Moment
    records: tuple[TrashedRecord, ...]

"""The references between records by id, and those that are broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from netdash.outreach import templates
from netdash.questions import questions
from netdash.records import (
    BY_TABLE,
    KINDS,
    Comment,
    Contact,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Promise,
    Question,
    QuestionSet,
    Record,
    Submission,
    Target,
    Template,
    Trashed,
)
from netdash.store import Workspace

FIELDS: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Introduction: {"by_contact": Contact, "to_contact": Contact, "meeting": Meeting},
    Pitch: {"base": Pitch},
    QuestionSet: {"questions": Question},
    Meeting: {"contacts": Contact, "confirmed_with": Contact, "pitch": Pitch, "asked": Question, "questions": Question},
    Promise: {"contact": Contact, "meeting": Meeting},
    Message: {"contact": Contact, "meeting": Meeting, "target": Target, "template": Template},
    Opportunity: {"contact": Contact, "meeting": Meeting},
    Comment: {"submission": Submission},
}
"""The fields that hold ids, by kind, and the kind each refers to: what it takes to name a broken reference.

What may be deleted is decided by the text instead (`sample`, `meetings.results`): ids stand in drafts, snoozes, the
trash and fields of a newer netdash too, and one overlooked would break what the member keeps.
"""


@dataclass(frozen=True)
class BrokenReference:
    """A reference to a record that is neither in the workspace nor in its trash.

    It is `expected` where the record can have been deleted long ago; pages then show “someone removed”.
    """

    record: Record
    field: str
    kind: type[Record]
    id: str
    expected: bool


def broken_references(workspace: Workspace, now: datetime, kept_for: timedelta) -> Iterator[BrokenReference]:
    """Yield every broken reference."""
    existing = _existing(workspace)
    for kind, fields in FIELDS.items():
        for record in workspace.all(kind):
            # A new record refers to what exists, and what is deleted after that stays in the trash for `kept_for`.
            expected = record.created_at is None or now - record.created_at >= kept_for
            for field, referred_kind in fields.items():
                for id in _ids(record, field):
                    if (referred_kind, id) not in existing:
                        yield BrokenReference(record, field, referred_kind, id, expected)


def _ids(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    if field == "asked":
        return tuple(usage.question for usage in value)
    return (value,) if isinstance(value, str) else value or ()


def _existing(workspace: Workspace) -> set[tuple[type[Record], str]]:
    shipped = (*questions.shipped(), *templates.shipped())
    existing = {(type(record), record.id) for record in shipped}
    existing |= {(kind, record.id) for kind in KINDS for record in workspace.all(kind)}
    trashed = (record for item in workspace.all(Trashed) for record in item.records if record.table in BY_TABLE)
    return existing | {(BY_TABLE[record.table], str(record.fields.get("id"))) for record in trashed}

"""What records say of one another by their ids, and which of it leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from netdash.outreach import templates
from netdash.questions import questions
from netdash.records import (
    KINDS,
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
    Target,
    Template,
    Trashed,
)
from netdash.store import Workspace

FIELDS: Mapping[type[Record], Mapping[str, type[Record]]] = {
    Introduction: {"by_contact": Contact, "to_contact": Contact, "meeting": Meeting},
    Pitch: {"base": Pitch},
    QuestionSet: {"questions": Question},
    Meeting: {
        "contacts": Contact,
        "confirmed_with": Contact,
        "pitch": Pitch,
        "asked": Question,
        "questions": Question,
    },
    Promise: {"contact": Contact, "meeting": Meeting},
    Message: {"contact": Contact, "meeting": Meeting, "target": Target, "template": Template},
    Opportunity: {"contact": Contact, "meeting": Meeting},
}
"""By kind and field, the kind that is spoken of."""


@dataclass(frozen=True)
class Loose:
    """A reference to what is neither there nor in the trash.

    `expected` says that what it means can have been deleted long ago, as things are: it reads “someone removed”.
    """

    record: Record
    field: str
    kind: type[Record]
    id: str
    expected: bool


def loose(workspace: Workspace, now: datetime, kept_for: timedelta) -> Iterator[Loose]:
    """Yield every reference that leads nowhere."""
    there = _there(workspace)
    for kind, fields in FIELDS.items():
        for record in workspace.all(kind):
            # What it speaks of was there when it was made, and rests in the trash for so long when it is deleted.
            expected = record.created_at is None or now - record.created_at >= kept_for
            for field, spoken_of in fields.items():
                for id in _ids(record, field):
                    if (spoken_of, id) not in there:
                        yield Loose(record, field, spoken_of, id, expected)


def _ids(record: Record, field: str) -> tuple[str, ...]:
    said = getattr(record, field)
    if field == "asked":
        return tuple(one.question for one in said)
    return (said,) if isinstance(said, str) else said or ()


def _there(workspace: Workspace) -> set[tuple[type[Record], str]]:
    shipped = (*questions.shipped(), *templates.shipped())
    found = {(type(one), one.id) for one in shipped}
    found |= {(kind, one.id) for kind in KINDS for one in workspace.all(kind)}
    by_table = {kind.table: kind for kind in KINDS}
    for item in workspace.all(Trashed):
        found |= {(by_table[gone.table], str(gone.fields.get("id"))) for gone in item.records if gone.table in by_table}
    return found

"""Small records for tests, an empty workspace to keep them in, and what Hypothesis makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from netdash.pitch.parts import PARTS
from netdash.records import KINDS, Contact, Introduction, Meeting, Message, Promise, Record, Wording
from netdash.store import MemoryStore, Workspace

R = TypeVar("R", bound=Record)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""A Monday."""
TODAY = NOON.date()
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

EXAMPLE = Wording(**{part.field: part.example for part in PARTS})
"""The examples of the three parts as one pitch."""

moments = st.integers(0, 15 * 365 * 86_400).map(lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + seconds * SECOND)
names = st.text(min_size=1, max_size=12).filter(lambda name: bool(" ".join(name.replace("\0", "").split())))
any_text = st.text(st.characters(codec=None), max_size=40)


def fresh() -> Workspace:
    """Open an empty workspace in memory."""
    return MemoryStore().workspace("ada@example.org")


def person(name: str = "Ada Lovelace", **fields: object) -> Contact:
    return Contact.model_validate({"name": name, **fields})


def talk(*contacts: Contact | str, ended: datetime = NOON, minutes: float = 30, **fields: object) -> Meeting:
    """Make a conversation that was held with these people, or with somebody."""
    ids = [one if isinstance(one, str) else one.id for one in contacts or (person(),)]
    starts_at = ended - timedelta(minutes=minutes)
    return Meeting.model_validate({"contacts": ids, "starts_at": starts_at, "ends_at": ended, **fields})


def promise(what: str = "Send the article", due_on: date = TODAY, **fields: object) -> Promise:
    return Promise.model_validate({"contact": person().id, "what": what, "due_on": due_on, **fields})


def introduction(by: Contact, to: Contact, meeting: Meeting | None = None) -> Introduction:
    return Introduction(by_contact=by.id, to_contact=to.id, meeting=meeting.id if meeting else None)


def thanks(meeting: Meeting, contact: Contact | str, sent_at: datetime | None = NOON, **fields: object) -> Message:
    """Make a thank-you to one person of a conversation."""
    id = contact if isinstance(contact, str) else contact.id
    return Message.model_validate({"meeting": meeting.id, "contact": id, "sent_at": sent_at, **fields})


def kept(workspace: Workspace, record: R) -> R:
    """Save a record and return it as it is stored."""
    workspace.save(record)
    found = workspace.get(type(record), record.id)
    assert found is not None
    return found


def everything(workspace: Workspace) -> dict[str, set[str]]:
    """Return all that a workspace holds, in a form that two states are compared by."""
    return {kind.table: {one.model_dump_json() for one in workspace.all(kind)} for kind in KINDS}

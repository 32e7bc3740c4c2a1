"""Sample data: a believable month of one member, relative to now, marked, and gone again in one click."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from netdash import questions, thank_yous
from netdash.moments import day_of
from netdash.records import (
    Asked,
    Contact,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Promise,
    QuestionSet,
    Record,
    Revision,
)
from netdash.store import Workspace

SHIPPED = Path(__file__).parent.parent / "data" / "sample.toml"

SAMPLED: tuple[type[Record], ...] = (Contact, Introduction, Pitch, QuestionSet, Meeting, Promise, Message)
"""The kinds that the sample has records of."""

Row = Mapping[str, Any]
"""One table of the sample file."""


@dataclass(frozen=True)
class _Moment:
    """The moment the sample hangs from."""

    now: datetime
    zone: ZoneInfo

    def ago(self, hours: float) -> datetime:
        return self.now - timedelta(hours=hours)


def load(workspace: Workspace, now: datetime, zone: ZoneInfo) -> None:
    """Put the sample beside whatever is there, in one write. Loading it twice changes nothing more."""
    rows = tomllib.loads(SHIPPED.read_text("utf-8"))
    moment = _Moment(now, zone)
    with workspace.transaction():
        for record in _records(rows, moment):
            if workspace.get(type(record), record.id) is None:
                workspace.save(record)


def is_loaded(workspace: Workspace) -> bool:
    """Tell whether there is any sample data."""
    return any(record.sample for kind in SAMPLED for record in workspace.all(kind))


def remove(workspace: Workspace) -> None:
    """Remove the sample in one write; a sample contact that the member's own records refer to becomes their own."""
    with workspace.transaction():
        referred_to = _referred_to(workspace)
        for kind in SAMPLED:
            for record in workspace.all(kind):
                if not record.sample:
                    continue
                if isinstance(record, Contact) and record.id in referred_to:
                    workspace.save(record.replace(sample=False))
                else:
                    workspace.delete(record)


def _referred_to(workspace: Workspace) -> set[str]:
    """Return the contacts that the member's own records speak of."""
    found: set[str] = set()
    for meeting in workspace.all(Meeting):
        found |= set() if meeting.sample else set(meeting.contacts)
    for one in workspace.all(Message):
        found |= set() if one.sample else {one.contact}
    for promise in workspace.all(Promise):
        found |= set() if promise.sample else {promise.contact}
    for job in workspace.all(Opportunity):
        found |= set() if job.sample or job.contact is None else {job.contact}
    for link in workspace.all(Introduction):
        found |= set() if link.sample else {link.by_contact, link.to_contact}
    return found


def _id(kind: str, nick: str) -> str:
    return uuid5(NAMESPACE_URL, f"netdash:sample:{kind}:{nick}").hex


def _records(rows: Mapping[str, list[Row]], moment: _Moment) -> Iterator[Record]:
    for row in rows["people"]:
        fields = {name: value for name, value in row.items() if name != "nick"}
        yield Contact.model_validate({**fields, "id": _id("contact", row["nick"]), "sample": True})
    for row in rows["pitches"]:
        yield _pitch(row, moment)
    for row in rows["meetings"]:
        yield from _meeting(row, moment)
    for number, row in enumerate(rows["introductions"]):
        yield Introduction(
            id=_id("introduction", str(number)),
            by_contact=_id("contact", row["by"]),
            to_contact=_id("contact", row["to"]),
            meeting=_id("meeting", row["in"]),
            sample=True,
        )
    for number, row in enumerate(rows["promises"]):
        yield _promise(row, number, moment)
    for row in rows["question_sets"]:
        chosen = tuple(_question(number) for number in row["shipped"])
        yield QuestionSet(id=_id("set", row["name"]), name=row["name"], questions=chosen, sample=True)


def _meeting(row: Row, moment: _Moment) -> Iterator[Record]:
    ends_at = moment.ago(row["hours_ago"])
    contacts = tuple(_id("contact", nick) for nick in row["with"])
    meeting = Meeting.model_validate(
        {
            "id": _id("meeting", row["nick"]),
            "contacts": contacts,
            "kind": row["kind"],
            "starts_at": ends_at - timedelta(minutes=row["minutes"]),
            "ends_at": ends_at,
            "place": row["place"],
            "state": row.get("state", "planned" if ends_at > moment.now else "held"),
            "learnings": row.get("learned", ()),
            "help_offered": row.get("help_offered", ""),
            "pitch": _id("pitch", row["pitch"]) if "pitch" in row else None,
            "asked": [Asked(question=_question(int(one)), note=note) for one, note in row.get("asked", {}).items()],
            "created_at": min(ends_at, moment.now),
            "sample": True,
        }
    )
    yield meeting
    for contact, hours in zip(contacts, row.get("thanked_after", ()), strict=False):
        yield _thank_you(meeting, contact, ends_at + timedelta(hours=hours))


def _thank_you(meeting: Meeting, contact: str, sent_at: datetime) -> Message:
    return Message(
        id=thank_yous.message_id(meeting.id, contact),
        contact=contact,
        meeting=meeting.id,
        subject="Thank you for your time",
        body=f"Thank you for talking with me. What has stayed with me most: “{' '.join(meeting.learnings[:1])}”",
        sent_at=sent_at,
        sample=True,
    )


def _promise(row: Row, number: int, moment: _Moment) -> Promise:
    settled = row.get("settled_days_ago")
    return Promise(
        id=_id("promise", str(number)),
        contact=_id("contact", row["to"]),
        meeting=_id("meeting", row["in"]),
        what=row["what"],
        due_on=day_of(moment.now, moment.zone) + timedelta(days=row["due_in_days"]),
        settled_at=None if settled is None else moment.ago(24 * settled),
        kept=row.get("kept", False),
        sample=True,
    )


def _pitch(row: Row, moment: _Moment) -> Pitch:
    first = Revision(saved_at=moment.ago(24 * 20), past=row["past"], interests=row["interests"])
    second = Revision(saved_at=moment.ago(24 * 6), past=row["past"], interests=row["interests"], outcome=row["outcome"])
    return Pitch(
        id=_id("pitch", row["nick"]),
        name=row["name"],
        audience=row["audience"],
        base=_id("pitch", row["base"]) if "base" in row else None,
        revisions=(first, second),
        sample=True,
    )


def _question(number: int) -> str:
    """Return the id of the shipped question of this number, counted from one as in the source."""
    return questions.shipped()[number - 1].id

"""Three people and what goes on with them, kept in a workspace, and the actions that this calls for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from netdash import rules
from netdash.follow_up import actions
from netdash.follow_up.actions import Action, Kind
from netdash.records import Contact, Meeting, Message, Outcome, Purpose, Record
from netdash.store import Workspace
from tests.factories import DAY, HOUR, NOON, fresh, person, talk

BERLIN = ZoneInfo("Europe/Berlin")
ADA = person("Ada Lovelace", company="Northwind")
TOM = person("Tom Baker", company="northwind")
MEI = person("Mei Chow")


def holding(*records: Record, created_at: datetime = NOON - 400 * DAY) -> Workspace:
    """Keep these records, and the three people, in a workspace."""
    workspace = fresh()
    for record in (ADA, TOM, MEI, *records):
        workspace.put(record.replace(created_at=record.created_at or created_at, updated_at=created_at))
    return workspace


def found(workspace: Workspace, kind: Kind, now: datetime = NOON, zone: ZoneInfo = BERLIN) -> list[Action]:
    return [one for one in actions.build_queue(workspace, now, zone, rules.of(workspace)).actions if one.kind is kind]


def night_of(day: date) -> datetime:
    """The last moment of a day in Berlin, in summer."""
    return datetime(day.year, day.month, day.day, 22, tzinfo=UTC) - timedelta(microseconds=1)


def sent(to: Contact = ADA, ago: float = 0, purpose: Purpose = Purpose.FIRST_MESSAGE, **fields: Any) -> Message:
    return Message.model_validate({"contact": to.id, "purpose": purpose, "sent_at": NOON - ago * DAY, **fields})


def replied(to: Contact = ADA, ago: float = 0, **fields: Any) -> Message:
    return sent(to, ago + 1, outcome=Outcome.REPLIED, outcome_at=NOON - ago * DAY, **fields)


def planned(*people: Contact, ahead: timedelta = DAY, **fields: Any) -> Meeting:
    return talk(*people, ended=NOON + ahead + HOUR / 2, state="planned", **fields)


def confirmation(meeting: Meeting, to: Contact) -> Message:
    return Message(contact=to.id, purpose=Purpose.CONFIRMATION, meeting=meeting.id, body="See you")

"""The month that ships as sample data: its records, at believable hours where the member lives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from netdash import questions, thank_yous
from netdash.moments import day_of, moment_at
from netdash.records import (
    Asked,
    Contact,
    Introduction,
    Meeting,
    Message,
    Pitch,
    Promise,
    QuestionSet,
    Record,
    Revision,
)

SHIPPED = Path(__file__).parent.parent / "data" / "sample.toml"

OPENS, CLOSES = time(9), time(18)
"""Between these hours, on the member's clocks, conversations are believable."""
QUARTER = timedelta(minutes=15)
NOON, EVENING = time(12), time(19)

Row = Mapping[str, Any]
"""One table of the sample file."""


@dataclass(frozen=True)
class _Calendar:
    """The moment the sample hangs from, and the clocks it is read on."""

    now: datetime
    zone: ZoneInfo

    def at(self, days_ago: int, hour: time) -> datetime:
        """Return a moment by the day, counted back, and the hour."""
        return moment_at(day_of(self.now, self.zone) - timedelta(days=days_ago), hour, self.zone)

    def end_by(self, latest: datetime, length: timedelta) -> datetime:
        """Return the last quarter of an hour up to a moment at which a conversation can have ended by day."""
        end = latest.replace(minute=latest.minute - latest.minute % 15, second=0, microsecond=0)
        closes, day = moment_at(day_of(end, self.zone), CLOSES, self.zone), day_of(end, self.zone)
        if end - length < moment_at(day, OPENS, self.zone):
            return moment_at(day - timedelta(days=1), CLOSES, self.zone)
        return min(end, closes)

    def ends(self, rows: list[Row]) -> list[datetime]:
        """Return when each conversation ended: on its day, or, the latest, so long ago and before the next one."""
        found: list[datetime] = []
        latest = self.now
        for row in reversed(rows):
            length = timedelta(minutes=row["minutes"])
            if "days_ago" in row:
                found.append(self.at(row["days_ago"], time.fromisoformat(row["at"])) + length)
                continue
            found.append(self.end_by(min(latest, self.now - timedelta(hours=row["hours_ago"])), length))
            latest = found[-1] - length - QUARTER
        return found[::-1]


def records(now: datetime, zone: ZoneInfo) -> Iterator[Record]:
    """Make the sample as it stands at a moment where the member lives."""
    rows, calendar = tomllib.loads(SHIPPED.read_text("utf-8")), _Calendar(now, zone)
    for row in rows["people"]:
        fields = {name: value for name, value in row.items() if name != "nick"}
        yield Contact.model_validate({**fields, "id": _id("contact", row["nick"]), "sample": True})
    yield from (_pitch(row, calendar) for row in rows["pitches"])
    for row, ends_at in zip(rows["meetings"], calendar.ends(rows["meetings"]), strict=True):
        yield from _meeting(row, ends_at, now)
    yield from (_introduction(row, number) for number, row in enumerate(rows["introductions"]))
    yield from (_promise(row, number, calendar) for number, row in enumerate(rows["promises"]))
    for row in rows["question_sets"]:
        chosen = tuple(_question(number) for number in row["shipped"])
        yield QuestionSet(id=_id("set", row["name"]), name=row["name"], questions=chosen, sample=True)


def _id(kind: str, nick: str) -> str:
    return uuid5(NAMESPACE_URL, f"netdash:sample:{kind}:{nick}").hex


def _meeting(row: Row, ends_at: datetime, now: datetime) -> Iterator[Record]:
    contacts = tuple(_id("contact", nick) for nick in row["with"])
    meeting = Meeting.model_validate(
        {
            "id": _id("meeting", row["nick"]),
            "contacts": contacts,
            "kind": row["kind"],
            "starts_at": ends_at - timedelta(minutes=row["minutes"]),
            "ends_at": ends_at,
            "place": row["place"],
            "state": row.get("state", "planned" if ends_at > now else "held"),
            "learnings": row.get("learned", ()),
            "help_offered": row.get("help_offered", ""),
            "pitch": _id("pitch", row["pitch"]) if "pitch" in row else None,
            "asked": [Asked(question=_question(int(one)), note=note) for one, note in row.get("asked", {}).items()],
            "created_at": min(ends_at, now),
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


def _introduction(row: Row, number: int) -> Introduction:
    return Introduction(
        id=_id("introduction", str(number)),
        by_contact=_id("contact", row["by"]),
        to_contact=_id("contact", row["to"]),
        meeting=_id("meeting", row["in"]),
        sample=True,
    )


def _promise(row: Row, number: int, calendar: _Calendar) -> Promise:
    settled = row.get("settled_days_ago")
    return Promise(
        id=_id("promise", str(number)),
        contact=_id("contact", row["to"]),
        meeting=_id("meeting", row["in"]),
        what=row["what"],
        due_on=day_of(calendar.now, calendar.zone) + timedelta(days=row["due_in_days"]),
        settled_at=None if settled is None else calendar.at(settled, NOON),
        kept=row.get("kept", False),
        sample=True,
    )


def _pitch(row: Row, calendar: _Calendar) -> Pitch:
    said = {name: row[name] for name in ("past", "interests")}
    first = Revision(saved_at=calendar.at(20, EVENING), **said)
    second = Revision(saved_at=calendar.at(6, EVENING), outcome=row["outcome"], **said)
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

"""The meeting log as CSV: one row a meeting, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from netdash import profile, rules
from netdash.cells import neutralise
from netdash.meetings import meetings
from netdash.meetings.meetings import MeetingFilter
from netdash.people import contacts
from netdash.questions import questions
from netdash.records import AskedQuestion, Contact, Introduction, Meeting, MeetingState, Message, Promise, Purpose
from netdash.store import Workspace

COLUMNS: Mapping[str, str] = {
    "meeting_id": "the meeting's identity; `/meeting_log?meeting=` and this opens it",
    "date": "the day it started, in `zone`",
    "starts_local": "its start on the clocks of `zone`, with the offset from UTC",
    "ends_local": "its end on the clocks of `zone`, with the offset from UTC",
    "zone": "the IANA name of the member's time zone",
    "ends_utc": "its end in UTC",
    "minutes": "how long it took, a whole number",
    "kind": "informational_interview, networking_coffee, call, event, job_interview or other",
    "state": "planned, held, cancelled or no_show",
    "people": "who it was with, separated by `; `",
    "companies": "their companies, each once, separated by `; `",
    "place": "where it was, or the link of the call",
    "learnings": "what was learned, one a line",
    "help_offered": "what the member offered to help with",
    "notes": "the notes",
    "promises": "what the member promised, one a line: to whom, what, by which day; open, kept or not kept",
    "people_recommended": "who was recommended in it, separated by `; `",
    "thanked": "who was thanked for it, one a line, with the moment on the clocks of `zone`",
    "thanks_due": "who is owed a thank-you, one a line, with the moment it is due on the clocks of `zone`",
    "questions_asked": "which questions were asked, one a line, with what was said to it after ` – `",
}
"""The columns, in their order, and what each says. The names are stable: renaming one is a breaking change."""


class Separator(StrEnum):
    """What separates two cells; a spreadsheet expects the one of the computer's region."""

    COMMA = ","
    SEMICOLON = ";"


def export_log(
    workspace: Workspace, log: Iterable[Meeting], now: datetime, zone: ZoneInfo, separator: Separator = Separator.COMMA
) -> bytes:
    """Return the CSV of these meetings, in their order: UTF-8 with BOM, CRLF between rows, LF inside cells."""
    rows = _Rows(workspace, now, zone)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for meeting in log:
        row = rows.row(meeting)
        writer.writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in map(row.get, COLUMNS)])
    return file.getvalue().encode("utf-8-sig")


T = TypeVar("T", Promise, Introduction, Message)


def _by_meeting(records: Iterable[T]) -> Mapping[str, list[T]]:
    """Group records by meeting, so that ten thousand meetings do not search ten thousand promises each."""
    index: dict[str, list[T]] = defaultdict(list)
    for record in records:
        if record.meeting:
            index[record.meeting].append(record)
    return index


class _Rows:
    """Makes the row of each meeting."""

    def __init__(self, workspace: Workspace, now: datetime, zone: ZoneInfo) -> None:
        kept_for = rules.shipped().trash.kept_for
        self._zone, self._late_after = zone, rules.of(workspace).thank_you.late_after
        directory = contacts.directory(workspace, now, kept_for)
        self._name, self._is_known = directory.name, directory.find
        self._companies = {contact.id: contact.company for contact in workspace.all(Contact)}
        self._promises = _by_meeting(workspace.all(Promise))
        self._introductions = _by_meeting(workspace.all(Introduction))
        self._messages = _by_meeting(workspace.all(Message))
        self._questions = questions.texts(workspace, now, kept_for)

    def row(self, meeting: Meeting) -> dict[str, str | int]:
        recommended = (self._name(introduction.to_contact) for introduction in self._introductions.get(meeting.id, ()))
        companies = dict.fromkeys(self._companies.get(contact, "") for contact in meeting.contacts)
        return {
            "meeting_id": meeting.id,
            "date": meeting.starts_at.astimezone(self._zone).date().isoformat(),
            "starts_local": self._local(meeting.starts_at),
            "ends_local": self._local(meeting.ends_at),
            "zone": self._zone.key,
            "ends_utc": meeting.ends_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "minutes": meeting.minutes,
            "kind": meeting.kind.value,
            "state": meeting.state.value,
            "people": "; ".join(map(self._name, meeting.contacts)),
            "companies": "; ".join(company for company in companies if company),
            "place": meeting.place,
            "learnings": "\n".join(meeting.learnings),
            "help_offered": meeting.help_offered,
            "notes": meeting.notes,
            "promises": "\n".join(map(self._promise, self._promises.get(meeting.id, ()))),
            "people_recommended": "; ".join(recommended),
            **self._thanks(meeting),
            "questions_asked": "\n".join(map(self._asked, meeting.asked)),
        }

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).isoformat(timespec="seconds")

    def _asked(self, asked: AskedQuestion) -> str:
        question, note = self._questions.get(asked.question, "a question removed"), " ".join(asked.note.split())
        return f"{question} – {note}" if note else question

    def _promise(self, promise: Promise) -> str:
        state = "open" if promise.settled_at is None else "kept" if promise.kept else "not kept"
        return f"{self._name(promise.contact)}: {promise.what} (by {promise.due_on.isoformat()}, {state})"

    def _thanks(self, meeting: Meeting) -> dict[str, str | int]:
        thanked_at: dict[str, datetime] = {}
        for message in self._messages.get(meeting.id, ()):
            if message.purpose is Purpose.THANK_YOU and message.sent_at:
                thanked_at[message.contact] = min(message.sent_at, thanked_at.get(message.contact, message.sent_at))
        # As `thank_yous.owed` says, which features below it cannot ask.
        unthanked = [id for id in meeting.contacts if id not in thanked_at and self._is_known(id)]
        owed = unthanked if meeting.state is MeetingState.HELD else []
        due_at = self._local(meeting.ends_at + self._late_after)
        return {
            "thanked": "\n".join(f"{self._name(id)}: {self._local(sent_at)}" for id, sent_at in thanked_at.items()),
            "thanks_due": "\n".join(f"{self._name(id)}: {due_at}" for id in owed),
        }


def export_all(workspace: Workspace, now: datetime, separator: Separator) -> tuple[bytes, int]:
    """Return the CSV of all conversations, the latest first, in the member's zone or else UTC, and their number."""
    zone = ZoneInfo(profile.of(workspace).zone or "UTC")
    directory = contacts.directory(workspace, now, rules.shipped().trash.kept_for)
    log = meetings.filtered(workspace.all(Meeting), MeetingFilter(), now, zone, directory.name, {})
    return export_log(workspace, log, now, zone, separator), len(log)

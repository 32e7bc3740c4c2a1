"""The CSV of a workspace's conversations, with all that is known around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import profile, rules
from netdash.meetings import csv_export, meetings
from netdash.meetings.csv_export import Separator
from netdash.meetings.meetings import Filter
from netdash.people import contacts
from netdash.questions import questions
from netdash.records import Contact, Introduction, Meeting, Message, Promise
from netdash.store import Workspace


def export(
    workspace: Workspace,
    found: Iterable[Meeting],
    now: datetime,
    zone: ZoneInfo,
    separator: Separator = Separator.COMMA,
) -> bytes:
    """Return the CSV of these conversations, in their order."""
    kept_for = rules.shipped().trash.kept_for
    directory = contacts.directory(workspace, now, kept_for)
    around = csv_export.Around(
        names={id: directory.name(id) for id in {*directory.present, *directory.deleted}},
        contacts=workspace.all(Contact),
        promises=workspace.all(Promise),
        introductions=workspace.all(Introduction),
        messages=workspace.all(Message),
        late_after=rules.of(workspace).thank_you.late_after,
        questions=questions.wordings(workspace, now, kept_for),
    )
    return csv_export.export(found, around, zone, separator)


def whole(workspace: Workspace, now: datetime, separator: Separator) -> tuple[bytes, int]:
    """Return the CSV of all conversations, the latest first, in the member's zone or else UTC, and their number."""
    zone = ZoneInfo(profile.of(workspace).zone or "UTC")
    directory = contacts.directory(workspace, now, rules.shipped().trash.kept_for)
    found = meetings.filtered(workspace.all(Meeting), Filter(), now, zone, directory.name, {})
    return export(workspace, found, now, zone, separator), len(found)

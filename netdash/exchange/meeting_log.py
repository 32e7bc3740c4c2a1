"""The CSV of a workspace's conversations, with all that is known around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import contacts, meetings, profile, questions, rules
from netdash.exchange import meetings_csv
from netdash.exchange.meetings_csv import Separator
from netdash.meetings import Filter
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
    kept_for = rules.shipped().trash_kept_for
    directory = contacts.directory(workspace, now, kept_for)
    around = meetings_csv.Around(
        names={id: directory.name(id) for id in {*directory.present, *directory.deleted}},
        contacts=workspace.all(Contact),
        promises=workspace.all(Promise),
        introductions=workspace.all(Introduction),
        messages=workspace.all(Message),
        late_after=rules.of(workspace).thank_you_late_after,
        questions=questions.wordings(workspace, now, kept_for),
    )
    return meetings_csv.export(found, around, zone, separator)


def whole(workspace: Workspace, now: datetime, separator: Separator) -> tuple[bytes, int]:
    """Return the CSV of all conversations, the latest first, in the member's zone or else UTC, and their number."""
    zone = ZoneInfo(profile.of(workspace).zone or "UTC")
    directory = contacts.directory(workspace, now, rules.shipped().trash_kept_for)
    found = meetings.filtered(workspace.all(Meeting), Filter(), now, zone, directory.name, {})
    return export(workspace, found, now, zone, separator), len(found)

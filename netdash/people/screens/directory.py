"""The directory of contacts, for every page that shows names."""

from __future__ import annotations

from collections.abc import Mapping

from netdash import rules
from netdash.people import contacts
from netdash.people.contacts import Directory
from netdash.records import Contact, Meeting, Trashed
from netdash.ui.session import Visit


def directory(visit: Visit) -> Directory:
    """Return everybody in the workspace, remembered until a contact changes."""
    kept_for = rules.shipped().trash.kept_for
    return visit.remember(
        lambda: contacts.directory(visit.workspace, visit.now, kept_for), "directory", Contact, Trashed
    )


def last_meetings(visit: Visit) -> Mapping[str, Meeting]:
    """Return the last conversation held with each person met, by contact, remembered until a conversation changes."""
    return visit.remember(lambda: contacts.last_meetings(visit.workspace.all(Meeting)), "last_met", Meeting)

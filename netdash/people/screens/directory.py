"""Who is who and when one last talked, for every page that shows people."""

from __future__ import annotations

from collections.abc import Mapping

from netdash import rules
from netdash.people import contacts
from netdash.people.contacts import Directory
from netdash.records import Contact, Meeting, MeetingState, Trashed
from netdash.ui.session import Visit


def directory(visit: Visit) -> Directory:
    """Return everybody in the workspace, remembered until a contact changes."""
    kept_for = rules.shipped().trash.kept_for
    return visit.remember(
        lambda: contacts.directory(visit.workspace, visit.now, kept_for), "directory", Contact, Trashed
    )


def last_held(visit: Visit) -> Mapping[str, Meeting]:
    """Return the last conversation held with each person, by contact, remembered until a conversation changes."""
    find = lambda: contacts.last_meetings(visit.workspace.all(Meeting), MeetingState.HELD)  # noqa: E731
    return visit.remember(find, "last_held", Meeting)


def last_held_or_planned(visit: Visit) -> Mapping[str, Meeting]:
    """Return the last conversation held or planned with each person, by contact, remembered as `last_held`."""
    states = (MeetingState.HELD, MeetingState.PLANNED)
    find = lambda: contacts.last_meetings(visit.workspace.all(Meeting), *states)  # noqa: E731
    return visit.remember(find, "last_held_or_planned", Meeting)

"""The calendar that others subscribe to: planned conversations and what is to do, as it is this hour."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from netdash import profile, rules
from netdash.date_style import own_style, written_in
from netdash.follow_up import actions, calendar_files
from netdash.follow_up.actions import Kind
from netdash.moments import HOUR, zone_named
from netdash.people.contacts import directory
from netdash.records import Contact, Meeting, MeetingState, Message, Promise
from netdash.store import Workspace
from netdash.thank_yous import thank_yous

REFRESH = HOUR
"""How often a calendar is asked to come back; Google comes when it likes, every few hours."""


def feed(workspace: Workspace, now: datetime) -> bytes:
    """Return the calendar of a workspace in its member's zone. Within an hour the same contents are the same bytes."""
    own, applied = profile.of(workspace), rules.of(workspace)
    zone = zone_named(own.zone or "UTC") or ZoneInfo("UTC")
    hour = now.replace(minute=0, second=0, microsecond=0)
    people = directory(workspace, now, applied.trash.kept_for)
    meetings, messages = workspace.all(Meeting), workspace.all(Message)
    owed = thank_yous.owed(meetings, messages, lambda id: workspace.get(Contact, id))
    with written_in(own_style(own.locale, None)):
        # A conversation is an event of its own, so what is to do at its time alone is left out.
        queue = [
            one for one in actions.build_queue(workspace, now, zone, applied).actions if one.kind is not Kind.RECORD
        ]
        entries = calendar_files.queue_entries(queue, owed, workspace.all(Promise), people.name, applied, zone)
        planned = [one for one in meetings if one.state is MeetingState.PLANNED and one.ends_at >= hour]
        return calendar_files.feed_file(
            [(meeting, people.names(meeting.contacts)) for meeting in planned],
            entries,
            zone,
            hour,
            profile.calendar_id(workspace),
            REFRESH,
        )


def tag(content: bytes) -> str:
    """Return the ETag of a calendar."""
    return f'"{sha256(content).hexdigest()[:32]}"'

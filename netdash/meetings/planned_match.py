"""The planned conversation that a logged one most likely was, and recording it there instead of a second time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from netdash.errors import InvalidRecordError
from netdash.meetings import live, meetings, results
from netdash.meetings.results import MeetingResults, RecordedMeeting
from netdash.moments import day_of
from netdash.records import Contact, Introduction, Meeting, MeetingState, Promise, Record
from netdash.store import Workspace


def likely_plan(
    all_meetings: Iterable[Meeting], contacts: Sequence[str], starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> Meeting | None:
    """Return the planned conversation that one with these people at this time most likely was, if any.

    It is with any of them, on the same day or overlapping; of several the one with most of them, then the earliest.
    """
    days = {day_of(moment, zone) for moment in (starts_at, ends_at)}

    def is_near(meeting: Meeting) -> bool:
        return meetings.day(meeting, zone) in days or (meeting.starts_at < ends_at and starts_at < meeting.ends_at)

    def rank(meeting: Meeting) -> tuple[int, datetime, str]:
        return -len(set(contacts).intersection(meeting.contacts)), meeting.starts_at, meeting.id

    plans = (meeting for meeting in all_meetings if meeting.state is MeetingState.PLANNED and is_near(meeting))
    return min((meeting for meeting in plans if not set(contacts).isdisjoint(meeting.contacts)), key=rank, default=None)


def record_as_planned(
    workspace: Workspace, plan_id: str, log_entry: Meeting, also: Sequence[Record], today: date, now: datetime
) -> RecordedMeeting:
    """Record a logged conversation as how a planned one went, with its results; return what undoing it needs.

    The plan, the notes taken while it was held and everybody in it are kept. Raises as `results.record_held` does,
    and InvalidRecordError if it is no longer planned.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, plan_id)
        if meeting.state is not MeetingState.PLANNED:
            raise InvalidRecordError("That conversation is no longer planned. Open it, or log this one by itself.")
        live_notes = live.stored(workspace, plan_id)
        meeting = live.with_notes(live_notes, meeting) if live_notes else meeting
        log_as_live = live.LiveConversation(
            began_at=log_entry.starts_at,
            ticked=tuple(asked.question for asked in log_entry.asked),
            answers={asked.question: asked.note for asked in log_entry.asked if asked.note},
            notes=log_entry.notes,
            learnings="\n".join(log_entry.learnings),
        )
        held_meeting = live.finish(log_as_live, meeting, log_entry.ends_at).replace(
            contacts=(*meeting.contacts, *log_entry.contacts),
            starts_at=log_entry.starts_at,
            place=log_entry.place or meeting.place,
            pitch=log_entry.pitch or meeting.pitch,
            help_offered=log_entry.help_offered or meeting.help_offered,
        )
        people = tuple(record for record in also if isinstance(record, Contact))
        recorded = results.record(workspace, held_meeting, MeetingResults(people), today, now)
        linked = [record.replace(meeting=plan_id) for record in also if isinstance(record, Introduction | Promise)]
        for record in linked:
            workspace.save(record)
        stored = (workspace.get(type(record), record.id) for record in linked)
        return replace(recorded, added=(*(record for record in stored if record is not None), *recorded.added))

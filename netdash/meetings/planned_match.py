"""Whether a conversation that is logged is one that was planned, and recording it there, so that none comes double."""

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
    every: Iterable[Meeting], contacts: Sequence[str], starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> Meeting | None:
    """Return the planned conversation with any of these people that one of this time most likely was, if any.

    It was planned for a day of that time, or for some of it. Of several that with most of them, then the earliest.
    """
    days = {day_of(moment, zone) for moment in (starts_at, ends_at)}

    def near(one: Meeting) -> bool:
        return meetings.day(one, zone) in days or (one.starts_at < ends_at and starts_at < one.ends_at)

    def fits(one: Meeting) -> tuple[int, datetime, str]:
        return -len(set(contacts).intersection(one.contacts)), one.starts_at, one.id

    planned = (one for one in every if one.state is MeetingState.PLANNED and near(one))
    return min((one for one in planned if not set(contacts).isdisjoint(one.contacts)), key=fits, default=None)


def record_as_planned(
    workspace: Workspace, planned: str, logged: Meeting, also: Sequence[Record], today: date, now: datetime
) -> RecordedMeeting:
    """Record what was logged as how a planned conversation went, with what it brought; return the way back.

    What the plan says and what was noted while it was held stays, and so does everybody in it. Raises as
    `results.record_held` does, and InvalidRecordError where it is no longer planned.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, planned)
        if meeting.state is not MeetingState.PLANNED:
            raise InvalidRecordError("That conversation is no longer planned. Open it, or log this one by itself.")
        noted = live.stored(workspace, planned)
        meeting = live.with_notes(noted, meeting) if noted else meeting
        typed = live.LiveConversation(
            began_at=logged.starts_at,
            ticked=tuple(one.question for one in logged.asked),
            answers={one.question: one.note for one in logged.asked if one.note},
            notes=logged.notes,
            learnings="\n".join(logged.learnings),
        )
        held = live.finish(typed, meeting, logged.ends_at).replace(
            contacts=(*meeting.contacts, *logged.contacts),
            starts_at=logged.starts_at,
            place=logged.place or meeting.place,
            pitch=logged.pitch or meeting.pitch,
            help_offered=logged.help_offered or meeting.help_offered,
        )
        people = tuple(one for one in also if isinstance(one, Contact))
        done = results.record(workspace, held, MeetingResults(people), today, now)
        told = [one.replace(meeting=planned) for one in also if isinstance(one, Introduction | Promise)]
        for one in told:
            workspace.save(one)
        stored = (workspace.get(type(one), one.id) for one in told)
        return replace(done, made=(*(one for one in stored if one is not None), *done.made))

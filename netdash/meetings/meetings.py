"""Conversations: logging, changing and finding them, and the day and hour that each is shown with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from netdash import drafts, trash
from netdash.meetings import confirmations
from netdash.moments import day_of, when_words, zone_named
from netdash.records import Contact, Introduction, Meeting, MeetingKind, MeetingState, Promise, Record
from netdash.store import Workspace
from netdash.text_search import mentions

SAME_SUBMISSION = timedelta(minutes=1)
"""A conversation equal in every field to one saved this recently is a second click, not a second conversation."""

KIND_WORDS = {
    MeetingKind.INFORMATIONAL_INTERVIEW: "Informational interview",
    MeetingKind.NETWORKING_COFFEE: "Networking coffee",
    MeetingKind.CALL: "Call",
    MeetingKind.EVENT: "Event",
    MeetingKind.JOB_INTERVIEW: "Job interview",
    MeetingKind.OTHER: "Other",
}


class MeetingStatus(StrEnum):
    """Where a conversation stands now. `TO_RECORD`: planned, and its time has passed."""

    PLANNED = "Planned"
    TO_RECORD = "To record"
    HELD = "Held"
    CANCELLED = "Cancelled"
    NO_SHOW = "No-show"


@dataclass(frozen=True)
class MeetingFilter:
    """What the log shows. Empty parts let everything through; days are in the member's zone, both included."""

    text: str = ""
    since: date | None = None
    until: date | None = None
    kinds: tuple[MeetingKind, ...] = ()
    contacts: tuple[str, ...] = ()
    statuses: tuple[MeetingStatus, ...] = ()


def status(meeting: Meeting, now: datetime) -> MeetingStatus:
    """Say where a conversation stands."""
    if meeting.state is MeetingState.PLANNED:
        return MeetingStatus.PLANNED if meeting.ends_at > now else MeetingStatus.TO_RECORD
    return {
        MeetingState.HELD: MeetingStatus.HELD,
        MeetingState.CANCELLED: MeetingStatus.CANCELLED,
        MeetingState.NO_SHOW: MeetingStatus.NO_SHOW,
    }[meeting.state]


def filtered(
    meetings: Iterable[Meeting],
    wanted: MeetingFilter,
    now: datetime,
    zone: ZoneInfo,
    name: Callable[[str], str],
    around: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Meeting, ...]:
    """Return the conversations a filter lets through, the latest first.

    `name` gives a contact's name; `around` what else was said of a conversation: promises, people recommended.
    """
    found = [
        meeting
        for meeting in meetings
        if (not wanted.kinds or meeting.kind in wanted.kinds)
        and (not wanted.contacts or not set(wanted.contacts).isdisjoint(meeting.contacts))
        and (not wanted.statuses or status(meeting, now) in wanted.statuses)
        and (wanted.since is None or wanted.since <= day(meeting, zone))
        and (wanted.until is None or day(meeting, zone) <= wanted.until)
        and (not wanted.text.strip() or mentions((*_said(meeting, name), *around.get(meeting.id, ())), wanted.text))
    ]
    return tuple(sorted(found, key=lambda meeting: meeting.ends_at, reverse=True))


def _said(meeting: Meeting, name: Callable[[str], str]) -> Iterator[str]:
    yield from (KIND_WORDS[meeting.kind], meeting.place, meeting.notes, meeting.help_offered, *meeting.learnings)
    yield from (one.note for one in meeting.asked)
    yield from map(name, meeting.contacts)


def related_words(workspace: Workspace, name: Callable[[str], str]) -> dict[str, list[str]]:
    """Return what was promised and who was recommended, by the conversation it belongs to."""
    found: dict[str, list[str]] = {}
    for promise in workspace.all(Promise):
        found.setdefault(promise.meeting or "", []).append(promise.what)
    for link in workspace.all(Introduction):
        found.setdefault(link.meeting or "", []).append(name(link.to_contact))
    return found


def log_meeting(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a new conversation and what it brought (people, introductions, promises) in one write; return its id.

    An end in the future makes it a planned one. A second submission of the same form saves nothing.
    """
    state = MeetingState.PLANNED if meeting.ends_at > now else MeetingState.HELD
    meeting = meeting.replace(state=state, created_at=now)
    with workspace.transaction():
        earlier = workspace.get(Meeting, meeting.id) or _same_submission(workspace, meeting, now, also)
        if earlier is not None:
            return earlier.id
        for record in also:
            workspace.save(record)
        return workspace.save(meeting)


def _same_submission(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record]) -> Meeting | None:
    newcomers = {record.id: record for record in also if isinstance(record, Contact)}

    def same_people(earlier: Meeting) -> bool:
        before = [workspace.get(Contact, id) for id in earlier.contacts if id not in meeting.contacts]
        typed = [newcomers.get(id) for id in meeting.contacts if id not in earlier.contacts]
        return None not in typed and list(map(_content, before)) == list(map(_content, typed))

    for earlier in workspace.all(Meeting):
        recent = earlier.created_at is not None and abs(now - earlier.created_at) <= SAME_SUBMISSION
        if recent and _content(earlier) == _content(meeting) and same_people(earlier):
            return earlier
    return None


def _content(record: Record | None) -> dict[str, object]:
    """Return what a person typed into a record: a second click makes the same under another id."""
    return record.model_dump(exclude={"id", "created_at", "updated_at", "contacts"}) if record else {}


def edit_meeting(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a changed conversation with what else it brought, in one write.

    An end in the future makes a held one planned; what is still confirmed of it stays confirmed. Raises
    ConflictError where another tab changed it meanwhile, GoneError where it was deleted.
    """
    if meeting.state is MeetingState.HELD and meeting.ends_at > now:
        meeting = meeting.replace(state=MeetingState.PLANNED)
    with workspace.transaction():
        for record in also:
            workspace.save(record)
        stored = workspace.get(Meeting, meeting.id)
        meeting = confirmations.with_confirmation(workspace, stored, meeting)
        # Nor does a tick on the checklist make a new version.
        return workspace.save(meeting.replace(ready=stored.ready) if stored else meeting)


def fall_through(workspace: Workspace, meeting: Meeting, state: MeetingState) -> None:
    """Save a conversation as one that fell through, with the moment at which that was noted."""
    with workspace.transaction():
        stored = workspace.require(Meeting, workspace.save(meeting.replace(state=state)))
        workspace.amend(stored.replace(fell_through_at=meeting.fell_through_at or stored.updated_at))


def thank_you_id(meeting: str, contact: str) -> str:
    """Derive the id of the thank-you for this meeting and person, so that there is only one."""
    return uuid5(UUID(meeting), f"thank-you:{contact}").hex


def delete_meeting(workspace: Workspace, id: str, label: str, now: datetime) -> str:
    """Move a conversation to the trash, with its promises and introductions; return the id to restore it by.

    Messages stay: they were really sent. Raises GoneError where there is no such conversation.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        promises = [one for one in workspace.all(Promise) if one.meeting == id]
        introductions = [one for one in workspace.all(Introduction) if one.meeting == id]
        unsaved = drafts.about(workspace, [id, *(thank_you_id(id, contact) for contact in meeting.contacts)])
        return trash.discard(workspace, meeting, label, now, [*promises, *introductions, *unsaved])


def day(meeting: Meeting, zone: ZoneInfo) -> date:
    """Return the day that a conversation is on in a zone: the one on which it starts."""
    return day_of(meeting.starts_at, zone)


def shown_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """Return the moment that says when a conversation was: when it ended, on the day on which it started."""
    return meeting.ends_at if day_of(meeting.ends_at, zone) == day(meeting, zone) else meeting.starts_at


def when(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    """Name the day and the hour of a conversation that was held: `yesterday at 16:30`."""
    return when_words(shown_at(meeting, zone), now, zone)


def own_time(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the member's zone: `Tuesday 5 May 2026, 14:00–14:20 (Europe/Berlin)`."""
    return time_words(meeting.starts_at, meeting.ends_at, zone)


def their_time(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say when it is in the zone of the people met; nothing where their clocks show what the member's do."""
    return their_time_words(meeting.starts_at, meeting.ends_at, meeting.their_zone, zone)


def their_time_words(starts_at: datetime, ends_at: datetime, their_zone: str, zone: ZoneInfo) -> str:
    """Say when something is on the clocks of another zone; nothing where they show what the member's do."""
    other = zone_named(their_zone) if their_zone else None
    if other is None or all(_offset(moment, other) == _offset(moment, zone) for moment in (starts_at, ends_at)):
        return ""
    return time_words(starts_at, ends_at, other)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def time_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Say from when to when something is on the clocks of a zone, with the day; how far ahead of UTC where it changes.

    `02:30 (UTC+02:00)–02:10 (UTC+01:00)` is the night on which clocks are put back.
    """
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    first, last = f"{start:%H:%M}", f"{end:%H:%M}"
    if start.utcoffset() != end.utcoffset():
        first, last = f"{first} ({_ahead(start)})", f"{last} ({_ahead(end)})"
    until = last if day_of(ends_at, zone) == start.date() else f"{_day(end)}, {last}"
    return f"{_day(start)}, {first}–{until} ({zone.key})"


def _day(local: datetime) -> str:
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def _ahead(local: datetime) -> str:
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"

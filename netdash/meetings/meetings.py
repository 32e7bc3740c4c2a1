"""Conversations: logging, changing, finding and deleting them, and their times in words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from netdash import drafts, trash
from netdash.date_style import date_words, hour_words
from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations
from netdash.moments import day_of, when_words, zone_named
from netdash.records import Contact, Introduction, Meeting, MeetingKind, MeetingState, Promise, Record
from netdash.records.meetings import FELL_THROUGH
from netdash.store import Workspace
from netdash.text_search import mentions

SAME_SUBMISSION = timedelta(minutes=1)
"""A conversation equal in every field to one saved this recently is a second click, not another conversation."""

AT_HAND = timedelta(minutes=15)
"""So long before its start a conversation may be started with one press; earlier, a slip would start its clock."""

KIND_WORDS = {
    MeetingKind.INFORMATIONAL_INTERVIEW: "Informational interview",
    MeetingKind.NETWORKING_COFFEE: "Networking coffee",
    MeetingKind.CALL: "Call",
    MeetingKind.EVENT: "Event",
    MeetingKind.JOB_INTERVIEW: "Job interview",
    MeetingKind.OTHER: "Other",
}


class MeetingStatus(StrEnum):
    """The status of a conversation now. `TO_RECORD`: planned, and its time has passed."""

    PLANNED = "Planned"
    UNDER_WAY = "Under way"
    TO_RECORD = "To record"
    HELD = "Held"
    CANCELLED = "Cancelled"
    NO_SHOW = "No-show"


@dataclass(frozen=True)
class MeetingFilter:
    """The filter of the log. Empty fields match everything; days are in the member's zone, both included."""

    text: str = ""
    since: date | None = None
    until: date | None = None
    kinds: tuple[MeetingKind, ...] = ()
    contacts: tuple[str, ...] = ()
    statuses: tuple[MeetingStatus, ...] = ()


def is_at_hand(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a planned conversation starts soon, or should have started."""
    return meeting.starts_at - now <= AT_HAND


def status(meeting: Meeting, now: datetime, under_way: Container[str] = ()) -> MeetingStatus:
    """Return the status of a conversation; `under_way` has the ids of those that go on."""
    if meeting.state is MeetingState.PLANNED:
        if meeting.id in under_way:
            return MeetingStatus.UNDER_WAY
        return MeetingStatus.PLANNED if meeting.ends_at > now else MeetingStatus.TO_RECORD
    return {
        MeetingState.HELD: MeetingStatus.HELD,
        MeetingState.CANCELLED: MeetingStatus.CANCELLED,
        MeetingState.NO_SHOW: MeetingStatus.NO_SHOW,
    }[meeting.state]


def filtered(
    meetings: Iterable[Meeting],
    filter: MeetingFilter,
    now: datetime,
    zone: ZoneInfo,
    name: Callable[[str], str],
    related: Mapping[str, Sequence[str]] = MappingProxyType({}),
    under_way: Container[str] = (),
) -> tuple[Meeting, ...]:
    """Return the conversations that match the criteria, the latest first.

    `name` gives a contact's name; `related` are more words to search, by conversation: promises, people recommended.
    """
    matches = [
        meeting
        for meeting in meetings
        if (not filter.kinds or meeting.kind in filter.kinds)
        and (not filter.contacts or not set(filter.contacts).isdisjoint(meeting.contacts))
        and (not filter.statuses or status(meeting, now, under_way) in filter.statuses)
        and (filter.since is None or filter.since <= day(meeting, zone))
        and (filter.until is None or day(meeting, zone) <= filter.until)
        and (
            not filter.text.strip()
            or mentions((*_searched_texts(meeting, name), *related.get(meeting.id, ())), filter.text)
        )
    ]
    return tuple(sorted(matches, key=lambda meeting: meeting.starts_at, reverse=True))


def _searched_texts(meeting: Meeting, name: Callable[[str], str]) -> Iterator[str]:
    yield from (KIND_WORDS[meeting.kind], meeting.place, meeting.notes, meeting.help_offered, *meeting.learnings)
    yield from (asked.note for asked in meeting.asked)
    yield from map(name, meeting.contacts)


def related_words(workspace: Workspace, name: Callable[[str], str]) -> dict[str, list[str]]:
    """Return what was promised and who was recommended, by conversation."""
    related: dict[str, list[str]] = {}
    for promise in workspace.all(Promise):
        related.setdefault(promise.meeting or "", []).append(promise.what)
    for introduction in workspace.all(Introduction):
        related.setdefault(introduction.meeting or "", []).append(name(introduction.to_contact))
    return related


def log_meeting(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a new conversation and its people, introductions and promises (`also`) in one write; return its id.

    One that ends in the future is planned. A second submission of the same form saves nothing.
    """
    state = MeetingState.PLANNED if meeting.ends_at > now else MeetingState.HELD
    meeting = meeting.replace(state=state, created_at=now)
    with workspace.transaction():
        earlier = workspace.get(Meeting, meeting.id) or _earlier_submission(workspace, meeting, now, also)
        if earlier is not None:
            return earlier.id
        for record in also:
            workspace.save(record)
        return workspace.save(meeting)


def _earlier_submission(
    workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record]
) -> Meeting | None:
    newcomers = {record.id: record for record in also if isinstance(record, Contact)}

    def has_same_people(earlier: Meeting) -> bool:
        missing_people = [workspace.get(Contact, id) for id in earlier.contacts if id not in meeting.contacts]
        new_people = [newcomers.get(id) for id in meeting.contacts if id not in earlier.contacts]
        return None not in new_people and list(map(_content, missing_people)) == list(map(_content, new_people))

    for earlier in workspace.all(Meeting):
        is_recent = earlier.created_at is not None and abs(now - earlier.created_at) <= SAME_SUBMISSION
        if is_recent and _content(earlier) == _content(meeting) and has_same_people(earlier):
            return earlier
    return None


def _content(record: Record | None) -> dict[str, object]:
    """Return what was typed into a record, without its id: a second click makes the same under another one."""
    return record.model_dump(exclude={"id", "created_at", "updated_at", "contacts"}) if record else {}


def edit_meeting(workspace: Workspace, meeting: Meeting, now: datetime, also: Sequence[Record] = ()) -> str:
    """Save a changed conversation and the records that go with it (`also`) in one write.

    A held one that now ends in the future is planned; what is still confirmed stays confirmed. Raises
    ConflictError if another tab changed it meanwhile, GoneError if it was deleted, InvalidRecordError for a no-show
    before it has begun.
    """
    if meeting.state is MeetingState.HELD and meeting.ends_at > now:
        meeting = meeting.replace(state=MeetingState.PLANNED)
    with workspace.transaction():
        for record in also:
            workspace.save(record)
        stored = workspace.get(Meeting, meeting.id)
        if stored is None or (stored.state, stored.starts_at) != (meeting.state, meeting.starts_at):
            meeting = _fallen_through(meeting, stored, now)
        meeting = confirmations.with_confirmation(workspace, stored, meeting)
        # A tick on the checklist makes no new version either.
        return workspace.save(meeting.replace(ready=stored.ready) if stored else meeting)


def _fallen_through(meeting: Meeting, stored: Meeting | None, now: datetime) -> Meeting:
    if meeting.state is MeetingState.NO_SHOW:
        check_begun(meeting, now)
    if meeting.state not in FELL_THROUGH or (stored is not None and stored.state is meeting.state):
        return meeting
    return meeting.replace(fell_through_at=meeting.fell_through_at or now)


def check_begun(meeting: Meeting, now: datetime) -> None:
    """Raise InvalidRecordError where a conversation has not begun: nobody can have held it, or stayed away."""
    if meeting.starts_at >= now:
        raise InvalidRecordError(
            "It has not begun yet. If it took place earlier, correct its time first.", at={"moment": "still to come"}
        )


def fall_through(workspace: Workspace, meeting: Meeting, state: MeetingState) -> None:
    """Save a conversation as cancelled or no-show, with the moment at which that was noted."""
    with workspace.transaction():
        stored = workspace.require(Meeting, workspace.save(meeting.replace(state=state)))
        workspace.amend(stored.replace(fell_through_at=meeting.fell_through_at or stored.updated_at))


def thank_you_id(meeting: str, contact: str) -> str:
    """Derive the id of the thank-you for a meeting and a person, so that there is only one."""
    return uuid5(UUID(meeting), f"thank-you:{contact}").hex


def delete_meeting(workspace: Workspace, id: str, label: str, now: datetime) -> str:
    """Move a conversation to the trash, with its promises and introductions; return the id to restore it by.

    Messages stay: they were really sent. Raises GoneError if there is no such conversation.
    """
    with workspace.transaction():
        meeting = workspace.require(Meeting, id)
        promises = [promise for promise in workspace.all(Promise) if promise.meeting == id]
        introductions = [introduction for introduction in workspace.all(Introduction) if introduction.meeting == id]
        unsaved_thanks = drafts.about(workspace, (thank_you_id(id, contact) for contact in meeting.contacts))
        return trash.discard(workspace, Meeting, id, label, now, [*promises, *introductions, *unsaved_thanks])


def day(meeting: Meeting, zone: ZoneInfo) -> date:
    """Return the day on which a conversation starts in a zone."""
    return day_of(meeting.starts_at, zone)


def when(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    """Put the day and hour of a held conversation in words: `yesterday at 16:00`."""
    return when_words(meeting.starts_at, now, zone)


def occasion(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    """Say what kind of conversation it was, and when: `Networking coffee yesterday at 16:00`."""
    return f"{KIND_WORDS[meeting.kind]} {when(meeting, now, zone)}"


def own_time(meeting: Meeting, zone: ZoneInfo) -> str:
    """Put its time in the member's zone in words: `Tuesday 5 May 2026, 14:00–14:20 (Europe/Berlin)`."""
    return time_words(meeting.starts_at, meeting.ends_at, zone)


def their_time(meeting: Meeting, zone: ZoneInfo) -> str:
    """Put its time in the zone of the people met in words; empty where their clocks agree with the member's."""
    return their_time_words(meeting.starts_at, meeting.ends_at, meeting.their_zone, zone)


def their_time_words(starts_at: datetime, ends_at: datetime, their_zone: str, zone: ZoneInfo) -> str:
    """Put a time in another zone in words; empty where its clocks agree with the member's."""
    other = zone_named(their_zone) if their_zone else None
    if other is None or all(_offset(moment, other) == _offset(moment, zone) for moment in (starts_at, ends_at)):
        return ""
    return time_words(starts_at, ends_at, other)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def time_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Put a time span in words, with the day; with the UTC offsets if they differ.

    `02:30 (UTC+02:00)–02:10 (UTC+01:00)` is the night on which clocks are put back.
    """
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    start_words, end_words = hour_words(start), hour_words(end)
    if start.utcoffset() != end.utcoffset():
        start_words, end_words = f"{start_words} ({_offset_words(start)})", f"{end_words} ({_offset_words(end)})"
    end_words = end_words if day_of(ends_at, zone) == start.date() else f"{_day(end)}, {end_words}"
    return f"{_day(start)}, {start_words}–{end_words} ({zone.key})"


def _day(local: datetime) -> str:
    return date_words(local, weekday="%A", year=True)


def _offset_words(local: datetime) -> str:
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"

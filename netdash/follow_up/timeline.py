"""One person's timeline: conversations, messages, promises, introductions and opportunities, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from zoneinfo import ZoneInfo

from netdash.follow_up.actions import Destination
from netdash.meetings import live
from netdash.meetings.meetings import KIND_WORDS, MeetingStatus
from netdash.moments import day_of, day_words
from netdash.outreach import channels, messages
from netdash.outreach.exchanges import moment_of_outcome
from netdash.outreach.messages import OUTCOME_WORDS, MessageStatus
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.people import contacts
from netdash.records import (
    Introduction,
    Meeting,
    MeetingState,
    Message,
    Opportunity,
    Outcome,
    Promise,
    Purpose,
    Record,
    Target,
)
from netdash.store import Workspace
from netdash.targets.opportunities import STAGE_WORDS
from netdash.targets.targets import label
from netdash.wording import listed, shortened

SOURCE_KINDS: tuple[type[Record], ...] = (Meeting, Message, Promise, Introduction, Opportunity, Target)
"""The kinds of records that a timeline is made of, beside the names of people."""

MOST_LETTERS = 240


class EntryKind(StrEnum):
    """What an entry tells of; of what has the same moment, a later kind here is shown first."""

    OPPORTUNITY = "opportunity"
    PROMISE = "promise"
    INTRODUCTION = "introduction"
    CONVERSATION = "conversation"
    KEPT = "kept"
    SENT = "sent"
    REPLIED = "replied"
    UNANSWERED = "unanswered"


_ORDER = tuple(EntryKind)


@dataclass(frozen=True)
class TimelineEntry:
    """One thing between the member and a person; `at` is None where only the day is known, or not even that.

    `record` is the id of what it tells of, and has at most one entry of a kind.
    """

    kind: EntryKind
    record: str
    on: date | None
    at: datetime | None
    title: str
    where: Destination
    details: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, float, int, str]:
        """The sort key, the latest last."""
        day, moment = self.on.toordinal() if self.on else 0, self.at.timestamp() if self.at else 0.0
        return day, moment, _ORDER.index(self.kind), self.record


def timeline(
    workspace: Workspace, contact: str, now: datetime, zone: ZoneInfo, name: Callable[[str], str]
) -> tuple[TimelineEntry, ...]:
    """Return everything between the member and a contact, the latest first; `name` gives a contact's name.

    Drafts are not in it, as they are still to do.
    """
    talks = [meeting for meeting in workspace.all(Meeting) if contact in meeting.contacts]
    entries = chain(
        (_conversation(*live.as_seen(workspace, meeting, now), contact, zone, name) for meeting in talks),
        _messages(workspace, contact, talks, now, zone),
        _promises(workspace, contact, now, zone),
        _introductions(workspace, contact, zone, name),
        _opportunities(workspace, contact),
    )
    return tuple(sorted(entries, key=lambda entry: entry.order, reverse=True))


def _entry(
    kind: EntryKind, record: Record, at: datetime | None, zone: ZoneInfo, title: str, where: Destination, *details: str
) -> TimelineEntry:
    on = day_of(at, zone) if at else None
    return TimelineEntry(kind, record.id, on, at, title, where, tuple(filter(None, details)))


def _conversation(
    meeting: Meeting, status: MeetingStatus, contact: str, zone: ZoneInfo, name: Callable[[str], str]
) -> TimelineEntry:
    title = KIND_WORDS[meeting.kind] + ("" if status is MeetingStatus.HELD else f" · {status.value.lower()}")
    others = listed([name(id) for id in meeting.contacts if id != contact])
    details = (*meeting.learnings, f"With {others}" if others else "", shortened(meeting.notes, MOST_LETTERS))
    where = Destination("meeting_log", (("meeting", meeting.id),))
    return _entry(EntryKind.CONVERSATION, meeting, meeting.starts_at, zone, title, where, *details)


def _messages(
    workspace: Workspace, contact: str, talks: list[Meeting], now: datetime, zone: ZoneInfo
) -> Iterator[TimelineEntry]:
    last = contacts.last_meetings(talks, MeetingState.HELD, MeetingState.PLANNED).get(contact)
    for message in workspace.all(Message):
        if message.contact != contact or message.sent_at is None:
            continue
        title, where = f"{PURPOSE_WORDS[message.purpose]} · {channels.words(message.channel)}", message_page(message)
        is_open = messages.status(message) is MessageStatus.WAITING and message.purpose not in messages.WITHOUT_ANSWER
        status = messages.status_words(message, now, zone, last) if is_open else ""
        text, reply = (shortened(text, MOST_LETTERS) for text in (message.subject or message.body, message.reply))
        details = (text, status, reply if message.outcome is None else "")
        yield _entry(EntryKind.SENT, message, message.sent_at, zone, title, where, *details)
        if message.outcome is not None:
            kind = EntryKind.REPLIED if message.outcome is Outcome.REPLIED else EntryKind.UNANSWERED
            yield _entry(kind, message, moment_of_outcome(message), zone, OUTCOME_WORDS[message.outcome], where, reply)


def message_page(message: Message) -> Destination:
    """Return where a message is read or written: a conversation's thank-you beside what was learned in it."""
    if message.purpose is Purpose.THANK_YOU and message.meeting is not None:
        return Destination("follow_up_tracker", (("meeting", message.meeting), ("contact", message.contact)))
    return Destination("outreach", (("message", message.id),))


def _promises(workspace: Workspace, contact: str, now: datetime, zone: ZoneInfo) -> Iterator[TimelineEntry]:
    for promise in workspace.all(Promise):
        if promise.contact != contact:
            continue
        where = Destination("follow_up_tracker", (("promise", promise.id),))
        due = "" if promise.settled_at else f"By {day_words(promise.due_on, day_of(now, zone))}"
        made_at = _noted_at(workspace, promise)
        yield _entry(EntryKind.PROMISE, promise, made_at, zone, f"Promised: {promise.what}", where, due)
        if promise.settled_at is not None:
            title = f"{'Kept' if promise.kept else 'Not kept'}: {promise.what}"
            yield _entry(EntryKind.KEPT, promise, promise.settled_at, zone, title, where)


def _introductions(
    workspace: Workspace, contact: str, zone: ZoneInfo, name: Callable[[str], str]
) -> Iterator[TimelineEntry]:
    for intro in workspace.all(Introduction):
        if contact in (intro.by_contact, intro.to_contact):
            is_by_them = intro.by_contact == contact
            other = intro.to_contact if is_by_them else intro.by_contact
            title = f"Introduced you to {name(other)}" if is_by_them else f"{name(other)} introduced you"
            at, where = _noted_at(workspace, intro), Destination("people", (("contact", other),))
            yield _entry(EntryKind.INTRODUCTION, intro, at, zone, title, where)


def _noted_at(workspace: Workspace, record: Promise | Introduction) -> datetime | None:
    """Return the moment of the conversation that something came up in, else that of noting it."""
    meeting = workspace.get(Meeting, record.meeting) if record.meeting else None
    return meeting.starts_at if meeting else record.created_at


def _opportunities(workspace: Workspace, contact: str) -> Iterator[TimelineEntry]:
    for opportunity in workspace.all(Opportunity):
        if opportunity.contact == contact:
            where = Destination("target_plan", (("opportunity", opportunity.id),))
            title, details = f"Told you of {label(opportunity)}", (STAGE_WORDS[opportunity.stage],)
            yield TimelineEntry(
                EntryKind.OPPORTUNITY, opportunity.id, opportunity.heard_on, None, title, where, details
            )

"""The history: messages sent, conversations held and promises settled, by time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash.follow_up.actions import ActionFilter, Destination, Kind
from netdash.follow_up.timeline import message_page
from netdash.records import Meeting, MeetingState, Message, Promise, Purpose
from netdash.text_search import mentions

KIND_OF_PURPOSE = {
    Purpose.THANK_YOU: Kind.THANK_YOU,
    Purpose.NUDGE: Kind.NUDGE,
    Purpose.REPLY: Kind.ANSWER,
    Purpose.CONFIRMATION: Kind.CONFIRM,
    Purpose.CLOSING_THE_LOOP: Kind.CLOSE_THE_LOOP,
}
"""The kind of action that a sent message settled, by its purpose."""

DONE_WORDS = {
    Purpose.FIRST_MESSAGE: "Wrote to",
    Purpose.WARM_INTRODUCTION: "Asked for an introduction:",
    Purpose.NUDGE: "Nudged",
    Purpose.REPLY: "Answered",
    Purpose.CONFIRMATION: "Confirmed with",
    Purpose.RESCHEDULE: "Asked for another time:",
    Purpose.THANK_YOU: "Thanked",
    Purpose.CLOSING_THE_LOOP: "Told how it went:",
    Purpose.BLURB: "Sent lines to forward to",
}


@dataclass(frozen=True)
class HistoryEntry:
    """One thing done, with its record."""

    at: datetime
    record: Message | Promise | Meeting

    @property
    def kind(self) -> Kind | None:
        """The kind of action that it settled; None where the record does not tell."""
        if isinstance(self.record, Message):
            return KIND_OF_PURPOSE.get(self.record.purpose)
        return Kind.PROMISE if isinstance(self.record, Promise) else Kind.RECORD

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the people it concerned."""
        return self.record.contacts if isinstance(self.record, Meeting) else (self.record.contact,)

    @property
    def words(self) -> str:
        """What was done, in words that a name follows: `Nudged`, `Kept: send the list, to`."""
        if isinstance(self.record, Message):
            return DONE_WORDS[self.record.purpose]
        if isinstance(self.record, Meeting):
            return "Talked with"
        return f"{'Kept' if self.record.kept else 'Did not keep'}: {self.record.what}, to"

    @property
    def where(self) -> Destination:
        """The page of its record."""
        if isinstance(self.record, Message):
            return message_page(self.record)
        if isinstance(self.record, Meeting):
            return Destination("meeting_log", (("meeting", self.record.id),))
        return Destination("follow_up_tracker", (("promise", self.record.id),))


def history(
    messages: Iterable[Message], promises: Iterable[Promise], meetings: Iterable[Meeting]
) -> tuple[HistoryEntry, ...]:
    """Return the history, the latest entry first."""
    entries = [HistoryEntry(message.sent_at, message) for message in messages if message.sent_at is not None]
    entries += [HistoryEntry(promise.settled_at, promise) for promise in promises if promise.settled_at is not None]
    entries += [HistoryEntry(meeting.starts_at, meeting) for meeting in meetings if meeting.state is MeetingState.HELD]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.record.id), reverse=True))


def matching(
    entries: Iterable[HistoryEntry], criteria: ActionFilter, name: Callable[[str], str]
) -> tuple[HistoryEntry, ...]:
    """Return the entries that match a filter's kind, person and text; lanes are only of actions.

    `name` gives a contact's name.
    """
    return tuple(
        entry
        for entry in entries
        if criteria.kind in (None, entry.kind)
        and (criteria.person is None or criteria.person in entry.people)
        and (not criteria.text or mentions((entry.words, *map(name, entry.people)), criteria.text))
    )

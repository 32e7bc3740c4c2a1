"""When a member was last in contact with each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from netdash.records import Meeting, MeetingState, Message, Outcome, Promise

ANSWERED = (Outcome.REPLIED, Outcome.DECLINED)


def last_contacts(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> dict[str, datetime]:
    """Return the last contact with each person by their id: a meeting held, a message sent or answered, a promise kept.

    Who was never in contact is not in it.
    """
    latest: dict[str, datetime] = {}
    for contact, at in _contacts(meetings, messages, promises):
        known = latest.get(contact)
        if known is None or at > known:
            latest[contact] = at
    return latest


def _contacts(
    meetings: Iterable[Meeting], messages: Iterable[Message], promises: Iterable[Promise]
) -> Iterator[tuple[str, datetime]]:
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for contact in meeting.contacts:
                yield contact, meeting.ends_at
    for message in messages:
        if message.sent_at is not None:
            yield message.contact, message.sent_at
            if message.outcome in ANSWERED and message.outcome_at is not None:
                yield message.contact, message.outcome_at
    for promise in promises:
        if promise.kept and promise.settled_at is not None:
            yield promise.contact, promise.settled_at

"""Whether a planned conversation is confirmed: with whom, and for which start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from netdash import trash
from netdash.records import Contact, Meeting, MeetingState, Message, Purpose
from netdash.store import Workspace


def contacts_told(messages: Iterable[Message], meeting: Meeting) -> frozenset[str]:
    """Return the ids of the contacts whose latest confirmation names the conversation's current start."""
    latest: dict[str, tuple[datetime, bool]] = {}
    for message in messages:
        if message.purpose is Purpose.CONFIRMATION and message.meeting == meeting.id and message.sent_at is not None:
            # Of two sent at the same moment, one with the current start counts as the later one.
            latest[message.contact] = max(
                latest.get(message.contact, (message.sent_at, False)),
                (message.sent_at, _is_told_current_start(message, meeting)),
            )
    return frozenset(id for id, (_, is_told) in latest.items() if is_told)


def confirmed_contacts(meeting: Meeting, messages: Iterable[Message]) -> frozenset[str]:
    """Return the ids of the contacts with whom the time is confirmed, by a message or by the member's word."""
    return contacts_told(messages, meeting) | frozenset(meeting.confirmed_with)


def with_start_told(workspace: Workspace, message: Message) -> Message:
    """Return a confirmation with the start that its text names.

    That is the start for which it was first written, even if edited since, unless the message already has one.
    """
    meeting = _meeting_of(workspace, message)
    if meeting is None:
        return message
    earlier = workspace.get(Message, message.id)
    written_for = earlier.tells_start if earlier is not None and earlier.meeting == meeting.id else None
    return message.replace(tells_start=message.tells_start or written_for or meeting.starts_at)


def record_sent(workspace: Workspace, message: Message, now: datetime) -> None:
    """Record that a confirmation was sent; the conversation is confirmed once everybody has one."""
    meeting = _meeting_of(workspace, message)
    if meeting is not None and meeting.state is MeetingState.PLANNED and meeting.confirmed_at is None:
        other_messages = (other for other in workspace.all(Message) if other.id != message.id)
        if _is_confirmed_with_all(workspace, meeting, [*other_messages, message]):
            # `amend` keeps the version, here and below, so that a plan being edited elsewhere gets no conflict.
            _amend(workspace, meeting.replace(confirmed_at=now))


def record_sent_again(workspace: Workspace, id: str) -> None:
    """Record that a message was sent after all, when taking that back was undone."""
    message = workspace.get(Message, id)
    if message is not None and message.sent_at is not None:
        record_sent(workspace, message, message.sent_at)


def record_unsent(workspace: Workspace, message: Message) -> None:
    """Record that a confirmation was not sent after all; another one to the same person still counts."""
    meeting = _meeting_of(workspace, message)
    if meeting is not None and meeting.confirmed_at is not None:
        other_messages = [other for other in workspace.all(Message) if other.id != message.id]
        if not _is_confirmed_with_all(workspace, meeting, other_messages):
            _amend(workspace, meeting.replace(confirmed_at=None))


def with_confirmation(workspace: Workspace, stored: Meeting | None, meeting: Meeting) -> Meeting:
    """Return a changed plan with what is still confirmed: nothing at a new time, and nobody who was added."""
    if stored is None or meeting.state is not MeetingState.PLANNED:
        return meeting
    # Confirming makes no new version, so a plan opened before may lack it.
    meeting = meeting.replace(confirmed_at=stored.confirmed_at, confirmed_with=stored.confirmed_with)
    if stored.starts_at != meeting.starts_at:
        return _at_another_time(workspace, meeting)
    if set(stored.contacts) == set(meeting.contacts):
        return meeting
    messages = workspace.all(Message)
    # Older versions stored only that the whole plan was confirmed, which meant with everybody in it.
    confirmed_by_word = (
        set(stored.contacts) - contacts_told(messages, stored) if stored.confirmed_at else set(stored.confirmed_with)
    )
    confirmed_by_word.update(stored.confirmed_with)
    meeting = meeting.replace(confirmed_with=[id for id in meeting.contacts if id in confirmed_by_word])
    confirmed = confirmed_contacts(meeting, messages).intersection(meeting.contacts)
    if not confirmed or not _is_confirmed_with_all(workspace, meeting, messages):
        return meeting.replace(confirmed_at=None)
    # The only one still to be told may have been removed.
    return meeting.replace(confirmed_at=stored.confirmed_at or stored.updated_at)


def _at_another_time(workspace: Workspace, meeting: Meeting) -> Meeting:
    """Return a moved plan, confirmed only where everybody was told of this very time before."""
    meeting = meeting.replace(confirmed_at=None, confirmed_with=())
    messages = [
        message
        for message in workspace.all(Message)
        if message.meeting == meeting.id and message.tells_start is not None
    ]
    if not contacts_told(messages, meeting) or not _is_confirmed_with_all(workspace, meeting, messages):
        return meeting
    return meeting.replace(confirmed_at=max(message.sent_at for message in messages if message.sent_at is not None))


def _meeting_of(workspace: Workspace, message: Message) -> Meeting | None:
    """Return the conversation that a confirmation is about, also from the trash, as it may be restored."""
    id = message.meeting if message.purpose is Purpose.CONFIRMATION else None
    return (workspace.get(Meeting, id) or trash.get(workspace, Meeting, id)) if id else None


def _amend(workspace: Workspace, meeting: Meeting) -> None:
    save = workspace.amend if workspace.get(Meeting, meeting.id) else partial(trash.amend, workspace)
    save(meeting)


def _is_confirmed_with_all(workspace: Workspace, meeting: Meeting, messages: Iterable[Message]) -> bool:
    confirmed = confirmed_contacts(meeting, messages)
    return all(id in confirmed or workspace.get(Contact, id) is None for id in meeting.contacts)


def _is_told_current_start(message: Message, meeting: Meeting) -> bool:
    if message.tells_start is not None:
        return message.tells_start == meeting.starts_at
    # Older versions did not store it: a message sent since the plan's last change names the current start.
    changed_at = meeting.updated_at
    return changed_at is None or (message.sent_at is not None and message.sent_at >= changed_at)

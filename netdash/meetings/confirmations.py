"""Whether the time of a planned conversation is confirmed: with each person, and for the time that they were told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from netdash import trash
from netdash.records import Contact, Meeting, MeetingState, Message, Purpose
from netdash.store import Workspace


def contacts_told(messages: Iterable[Message], meeting: Meeting) -> frozenset[str]:
    """Return the ids of those whose latest confirmation of a conversation told the time that it has now."""
    latest: dict[str, tuple[datetime, bool]] = {}
    for one in messages:
        if one.purpose is Purpose.CONFIRMATION and one.meeting == meeting.id and one.sent_at is not None:
            # Of two that went out at the same moment either may be the later one.
            latest[one.contact] = max(
                latest.get(one.contact, (one.sent_at, False)), (one.sent_at, _tells(one, meeting))
            )
    return frozenset(contact for contact, (_, tells) in latest.items() if tells)


def confirmed_contacts(meeting: Meeting, messages: Iterable[Message]) -> frozenset[str]:
    """Return the ids of those with whom the time is confirmed: by a message, or by the member's word."""
    return contacts_told(messages, meeting) | frozenset(meeting.confirmed_with)


def with_start_told(workspace: Workspace, message: Message) -> Message:
    """Return a confirmation with the start that its words tell.

    That is the one for which they were written, however they were touched up since, unless the message says itself.
    """
    meeting = _about(workspace, message)
    if meeting is None:
        return message
    earlier = workspace.get(Message, message.id)
    written_for = earlier.tells_start if earlier is not None and earlier.meeting == meeting.id else None
    return message.replace(tells_start=message.tells_start or written_for or meeting.starts_at)


def record_sent(workspace: Workspace, message: Message, now: datetime) -> None:
    """Take it down that a confirmation goes out; the conversation is confirmed once it is with everybody."""
    meeting = _about(workspace, message)
    if meeting is not None and meeting.state is MeetingState.PLANNED and meeting.confirmed_at is None:
        rest = (one for one in workspace.all(Message) if one.id != message.id)
        if _with_everybody(workspace, meeting, [*rest, message]):
            # Stored under the same moment, here and below: a plan half changed beside it is in no conflict with it.
            _amend(workspace, meeting.replace(confirmed_at=now))


def record_sent_again(workspace: Workspace, id: str) -> None:
    """Take it down that taking back the sending of a message was taken back itself."""
    message = workspace.get(Message, id)
    if message is not None and message.sent_at is not None:
        record_sent(workspace, message, message.sent_at)


def record_unsent(workspace: Workspace, message: Message) -> None:
    """Take it down that a confirmation was not sent after all; another one to the same person still counts."""
    meeting = _about(workspace, message)
    if meeting is not None and meeting.confirmed_at is not None:
        rest = [one for one in workspace.all(Message) if one.id != message.id]
        if not _with_everybody(workspace, meeting, rest):
            _amend(workspace, meeting.replace(confirmed_at=None))


def with_confirmation(workspace: Workspace, stored: Meeting | None, meeting: Meeting) -> Meeting:
    """Return a changed plan with what is still confirmed of it: nothing at another time, nobody who is new in it."""
    if stored is None or meeting.state is not MeetingState.PLANNED:
        return meeting
    # Confirming makes no new version, so that a plan opened before may not know of it.
    meeting = meeting.replace(confirmed_at=stored.confirmed_at, confirmed_with=stored.confirmed_with)
    if stored.starts_at != meeting.starts_at:
        return _at_another_time(workspace, meeting)
    if set(stored.contacts) == set(meeting.contacts):
        return meeting
    messages = workspace.all(Message)
    # An older netdash said only that all of it was confirmed: with everybody who was in it.
    by_word = (
        set(stored.contacts) - contacts_told(messages, stored) if stored.confirmed_at else set(stored.confirmed_with)
    )
    by_word.update(stored.confirmed_with)
    meeting = meeting.replace(confirmed_with=[one for one in meeting.contacts if one in by_word])
    known = confirmed_contacts(meeting, messages).intersection(meeting.contacts)
    if not known or not _with_everybody(workspace, meeting, messages):
        return meeting.replace(confirmed_at=None)
    # Who was still to be told has left it, say.
    return meeting.replace(confirmed_at=stored.confirmed_at or stored.updated_at)


def _at_another_time(workspace: Workspace, meeting: Meeting) -> Meeting:
    """Return a plan that was moved: confirmed only where everybody has been told of this very time before."""
    meeting = meeting.replace(confirmed_at=None, confirmed_with=())
    telling = [one for one in workspace.all(Message) if one.meeting == meeting.id and one.tells_start is not None]
    if not contacts_told(telling, meeting) or not _with_everybody(workspace, meeting, telling):
        return meeting
    return meeting.replace(confirmed_at=max(one.sent_at for one in telling if one.sent_at is not None))


def _about(workspace: Workspace, message: Message) -> Meeting | None:
    """Return what a confirmation is about; a plan in the trash may come back, and then it must say the truth."""
    about = message.meeting if message.purpose is Purpose.CONFIRMATION else None
    return (workspace.get(Meeting, about) or trash.deleted(workspace, Meeting, about)) if about else None


def _amend(workspace: Workspace, meeting: Meeting) -> None:
    amend = workspace.amend if workspace.get(Meeting, meeting.id) else partial(trash.amend, workspace)
    amend(meeting)


def _with_everybody(workspace: Workspace, meeting: Meeting, messages: Iterable[Message]) -> bool:
    known = confirmed_contacts(meeting, messages)
    return all(one in known or workspace.get(Contact, one) is None for one in meeting.contacts)


def _tells(message: Message, meeting: Meeting) -> bool:
    if message.tells_start is not None:
        return message.tells_start == meeting.starts_at
    # An older netdash did not note it: what went out since the plan was last changed told the time it has now.
    changed_at = meeting.updated_at
    return changed_at is None or (message.sent_at is not None and message.sent_at >= changed_at)

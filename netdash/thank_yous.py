"""Who is owed a thank-you, by when, and the record that it was sent.

A thank-you is owed to each person of each conversation held, and is settled by a sent message
with that purpose for that meeting and person; nothing else says "thanked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash.clocks import Clock, Urgency
from netdash.errors import InvalidRecordError
from netdash.meetings import find, message_id
from netdash.moments import span_words
from netdash.records import Meeting, MeetingState, Message, Purpose
from netdash.rules import Rules
from netdash.store import Workspace

__all__ = ["Owed", "clock", "mark_sent", "message_id", "owed", "sent", "unsend"]


@dataclass(frozen=True)
class Owed:
    """One thank-you not yet sent: to this contact, for this meeting."""

    meeting: Meeting
    contact: str

    @property
    def since(self) -> datetime:
        """The moment its clock started: the conversation's end."""
        return self.meeting.ends_at


def sent(messages: Iterable[Message]) -> dict[tuple[str, str], Message]:
    """Return the thank-yous that were sent, by meeting and contact."""
    return {
        (message.meeting, message.contact): message
        for message in messages
        if message.purpose is Purpose.THANK_YOU and message.sent_at is not None and message.meeting is not None
    }


def owed(
    meetings: Iterable[Meeting], messages: Iterable[Message], known: Callable[[str], object] = bool
) -> tuple[Owed, ...]:
    """Return every owed thank-you, one a person, the most urgent first.

    Nothing is owed to whom `known` says is gone for good: nobody could settle it.
    """
    settled = sent(messages)
    found = (
        Owed(meeting, contact)
        for meeting in meetings
        if meeting.state is MeetingState.HELD
        for contact in meeting.contacts
        if (meeting.id, contact) not in settled and known(contact)
    )
    return tuple(sorted(found, key=lambda one: one.since))


def clock(since: datetime, now: datetime, rules: Rules) -> Clock:
    """Read the clock of a thank-you: green, amber from 12 h, red after 24 h (wall-clock hours)."""
    age = now - since
    left = rules.thank_you_late_after - age
    if age > rules.thank_you_late_after:
        return Clock(Urgency.RED, f"{span_words(left)} late")
    urgency = Urgency.AMBER if age >= rules.thank_you_amber_after else Urgency.GREEN
    return Clock(urgency, f"due in {span_words(left)}")


def mark_sent(workspace: Workspace, message: Message, now: datetime) -> str:
    """Record that a thank-you was sent; a second submission records nothing.

    Raises InvalidRecordError where it was sent before the conversation ended or after this
    moment, GoneError where the meeting is gone.
    """
    about, sent_at = message.meeting, message.sent_at
    if about is None or sent_at is None:
        raise InvalidRecordError("Say when the note was sent, and for which conversation.")
    if sent_at > now:
        raise InvalidRecordError("That moment is still to come. Choose when you sent the note, up to now.")
    message = message.replace(id=message_id(about, message.contact), purpose=Purpose.THANK_YOU)
    with workspace.transaction():
        if sent_at < find(workspace, about).ends_at:
            raise InvalidRecordError(
                "That is before the conversation ended. Choose a later moment, or correct its end."
            )
        earlier = workspace.get(Message, message.id)
        if earlier is None or earlier.sent_at is None:
            kept = {"updated_at": earlier.updated_at, "reply": earlier.reply} if earlier else {"updated_at": None}
            workspace.save(message.replace(**kept))
    return message.id


def unsend(workspace: Workspace, id: str) -> None:
    """Take back that a thank-you was sent, so that it is owed again; its words are kept."""
    with workspace.transaction():
        message = workspace.get(Message, id)
        if message is not None and message.sent_at is not None:
            workspace.save(message.replace(sent_at=None, outcome=None, outcome_at=None))

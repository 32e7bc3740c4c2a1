"""Thank-yous as messages: which were sent, and marking them as sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash.errors import InvalidRecordError
from netdash.meetings.meetings import thank_you_id
from netdash.records import Meeting, Message, Purpose
from netdash.store import Workspace


def sent(messages: Iterable[Message]) -> dict[tuple[str, str], Message]:
    """Return the thank-yous that were sent, by meeting and contact."""
    return {
        (message.meeting, message.contact): message
        for message in messages
        if message.purpose is Purpose.THANK_YOU and message.sent_at is not None and message.meeting is not None
    }


def mark_sent(workspace: Workspace, message: Message, now: datetime) -> str:
    """Record that a thank-you was sent; a second submission records nothing.

    Raises InvalidRecordError if the moment is before the conversation ended or in the future, GoneError if the
    meeting is gone.
    """
    meeting, sent_at = message.meeting, message.sent_at
    if meeting is None or sent_at is None:
        raise InvalidRecordError("Say when the note was sent, and for which conversation.")
    if sent_at > now:
        sentence = "That moment is still to come. Choose when you sent the note, up to now."
        raise InvalidRecordError(sentence, at={"moment": "still to come"})
    message = message.replace(id=thank_you_id(meeting, message.contact), purpose=Purpose.THANK_YOU)
    with workspace.transaction():
        if sent_at < workspace.require(Meeting, meeting).ends_at:
            raise InvalidRecordError(
                "That is before the conversation ended. Choose a later moment, or correct its end.",
                at={"moment": "before it ended"},
            )
        earlier = workspace.get(Message, message.id)
        if earlier is None or earlier.sent_at is None:
            fields = {"updated_at": earlier.updated_at, "reply": earlier.reply} if earlier else {"updated_at": None}
            workspace.save(message.replace(**fields))
    return message.id

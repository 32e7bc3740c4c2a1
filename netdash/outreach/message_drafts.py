"""Drafts of messages: kept under their id, whoever else writes on them."""

from __future__ import annotations

from uuid import UUID, uuid5

from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations
from netdash.outreach import thank_you_messages
from netdash.records import Message, Purpose, new_id
from netdash.store import Workspace

_TYPED = {"contact", "meeting", "target", "channel", "purpose", "template", "subject", "body", "tells_start"}


def save_draft(workspace: Workspace, message: Message) -> str:
    """Keep a message that is not sent yet and return its id; one that was sent meanwhile stays as it is.

    Raises InvalidRecordError where it says nothing, ConflictError where its draft is of another version than it names.
    """
    if not message.body and not message.subject:
        raise InvalidRecordError("Write something first; an empty message is not kept.")
    with workspace.transaction():
        message = confirmations.telling(workspace, further(workspace, message))
        earlier = workspace.get(Message, message.id)
        if earlier is None:
            return workspace.save(message.replace(sent_at=None, outcome=None, outcome_at=None, updated_at=None))
        changed = earlier.replace(**message.model_dump(include=_TYPED))
        if earlier.sent_at is not None or changed == earlier:
            return earlier.id
        if message.updated_at is None:
            put_aside(workspace, earlier, message)
        return workspace.save(changed.replace(updated_at=message.updated_at or earlier.updated_at))


def put_aside(workspace: Workspace, draft: Message | None, sent: Message) -> None:
    """Keep, as a draft of its own, what was saved in a draft after the version that is sent; the same words are not."""
    if draft is None or draft.updated_at == sent.updated_at:
        return
    if (draft.subject, draft.body) != (sent.subject, sent.body):
        workspace.save(draft.replace(id=new_id(), meeting=None, created_at=None, updated_at=None))


def further(workspace: Workspace, message: Message) -> Message:
    """Return a thank-you in other words to somebody who was thanked already as a message of its own; else itself.

    Its id follows from its words, so that a second submission finds it.
    """
    if message.purpose is not Purpose.THANK_YOU or message.meeting is None:
        return message
    thanked = workspace.get(Message, thank_you_messages.message_id(message.meeting, message.contact))
    if thanked is None or thanked.sent_at is None or thanked.body == message.body:
        return message
    id = uuid5(UUID(thanked.id), message.body).hex if message.id == thanked.id else message.id
    return message.replace(id=id, meeting=None)

"""Messages to people: drafted, marked as sent by the member, and what became of them. netdash itself sends nothing.

A draft is kept under its id, whoever else writes on it; all are found by words, state, channel and purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from netdash import drafts, trash
from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations
from netdash.outreach import channels, merge_fields, thank_you_messages
from netdash.outreach.exchanges import days_waited
from netdash.outreach.merge_fields import Sources
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Channel, Message, Outcome, Purpose, Template, new_id
from netdash.store import Workspace
from netdash.text_search import mentions
from netdash.wording import counted

OUTCOME_WORDS = {Outcome.REPLIED: "Replied", Outcome.DECLINED: "Declined", Outcome.NO_REPLY: "No reply"}
UNANSWERED = frozenset({Purpose.THANK_YOU, Purpose.CLOSING_THE_LOOP, Purpose.BLURB})
"""The purposes that ask for no answer, so that nobody waits for one."""

_TYPED = {"contact", "meeting", "target", "channel", "purpose", "template", "subject", "body", "tells_start"}


class MessageStatus(StrEnum):
    """Where a message stands; the value is what a person reads."""

    DRAFT = "Draft"
    WAITING = "Sent"
    REPLIED = "Replied"
    DECLINED = "Declined"
    NO_REPLY = "No reply"


def status(message: Message) -> MessageStatus:
    """Say where a message stands."""
    if message.sent_at is None:
        return MessageStatus.DRAFT
    return MessageStatus(OUTCOME_WORDS[message.outcome]) if message.outcome else MessageStatus.WAITING


def status_words(message: Message, now: datetime, zone: ZoneInfo) -> str:
    """Say where a message stands, and how long it has waited: `Sent, waiting 3 business days`."""
    if (found := status(message)) is not MessageStatus.WAITING or message.purpose in UNANSWERED:
        return found.value
    days = days_waited(message, now, zone)
    return f"Sent, waiting {counted(days, 'business day')}" if days else "Sent, waiting for a reply"


def latest_first(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Sort messages: drafts before those sent, each the latest first."""

    def place(one: Message) -> tuple[bool, float]:
        at = one.sent_at or one.updated_at or one.created_at
        return one.sent_at is not None, -at.timestamp() if at else 0.0

    return tuple(sorted(messages, key=place))


def draft(
    template: Template | None, sources: Sources, channel: Channel, purpose: Purpose, zone: ZoneInfo, *, id: str
) -> Message:
    """Start a message from a template (None: from nothing), with the fields filled that are known. Saves nothing.

    A thank-you for a conversation has the id that `thank_you_messages.thank_you_id` derives, any other the given one.
    """
    known = merge_fields.values(sources, zone)
    subject, body = (template.subject, template.body) if template else ("", "")
    thanks = sources.meeting if purpose is Purpose.THANK_YOU else None
    return Message(
        id=thank_you_messages.thank_you_id(thanks.id, sources.contact.id) if thanks else id,
        contact=sources.contact.id,
        meeting=sources.meeting.id if sources.meeting else None,
        target=sources.target.id if sources.target else None,
        channel=channel,
        purpose=purpose,
        template=template.id if template else None,
        subject=merge_fields.fill(subject, known) if channels.has_subject(channel) else "",
        body=merge_fields.fill(body, known),
    )


def as_read(message: Message) -> Message:
    """Return a message as its reader gets it: what is copied, linked, counted, and kept once it is sent."""
    subject = merge_fields.plain(message.subject) if channels.has_subject(message.channel) else ""
    return message.replace(subject=subject, body=merge_fields.plain(message.body))


def mark_sent(workspace: Workspace, message: Message, now: datetime, sent_at: datetime) -> str:
    """Record that the member sent a message and return its id; a second submission records nothing.

    A thank-you for a conversation goes the way of `thank_you_messages.mark_sent`, under the id that it derives.
    Raises InvalidRecordError where a field is open, nothing is written, the moment is still to come, or the channel
    would not take it; GoneError where the conversation thanked for is gone. A confirmation confirms its conversation.
    Words that another tab saved in the draft meanwhile stay, in a draft of their own.
    """
    with workspace.transaction():
        message = as_further_thank_you(workspace, message)
        ready, earlier = _ready(message, now, sent_at), workspace.get(Message, message.id)
        if earlier is not None and earlier.sent_at is not None:
            return earlier.id
        if _thanks(message):
            keep_other_version(workspace, earlier, message)
            id = thank_you_messages.mark_sent(workspace, ready, now)
            if earlier is not None and id != earlier.id:
                workspace.delete(earlier)  # the draft became the thank-you for this meeting and person
            return id
        keep_other_version(workspace, earlier, message)
        ready = ready.replace(tells_start=confirmations.with_start_told(workspace, message).tells_start)
        confirmations.record_sent(workspace, ready, now)
        kept = {"updated_at": earlier.updated_at, "reply": earlier.reply} if earlier else {"updated_at": None}
        return workspace.save(ready.replace(**kept))


def unsend(workspace: Workspace, id: str) -> None:
    """Take back that a message was sent, and what came of it; its words are kept as a draft."""
    with workspace.transaction():
        message = workspace.require(Message, id)
        if _thanks(message):
            thank_you_messages.unsend(workspace, id)
        elif message.sent_at is not None:
            words = {name: merge_fields.literal(getattr(message, name)) for name in ("subject", "body")}
            workspace.save(message.replace(**words, sent_at=None, outcome=None, outcome_at=None))
            confirmations.record_unsent(workspace, message)


def record_outcome(
    workspace: Workspace, id: str, outcome: Outcome, at: datetime, now: datetime, reply: str | None = None
) -> None:
    """Record what came of a message, when, and what they wrote; the same again changes nothing.

    None leaves what they wrote as it was noted.

    Raises InvalidRecordError where it was not sent, or not yet sent at that moment, or the moment is to come.
    """
    with workspace.transaction():
        message = workspace.require(Message, id)
        if message.sent_at is None:
            raise InvalidRecordError("Mark the message as sent first, then note what came of it.")
        if message.outcome is outcome and reply in (None, message.reply):
            return
        if at > now:
            raise InvalidRecordError("That moment is still to come. Choose when it happened, up to now.")
        if at < message.sent_at:
            raise InvalidRecordError("That is before you sent the message. Choose a later moment.")
        workspace.save(message.replace(outcome=outcome, outcome_at=at, reply=message.reply if reply is None else reply))


def clear_outcome(workspace: Workspace, id: str, reply: str = "") -> None:
    """Take back what came of a message: it waits for a reply again. What they wrote is kept for the next time.

    `reply` is what they wrote as it was noted before, for where it was emptied.
    """
    with workspace.transaction():
        if (message := workspace.require(Message, id)).outcome is not None:
            workspace.save(message.replace(outcome=None, outcome_at=None, reply=message.reply or reply))


def delete(workspace: Workspace, id: str, label: str, now: datetime) -> str:
    """Move a message to the trash, sent or not, and return the id to restore it by."""
    with workspace.transaction():
        message = workspace.require(Message, id)
        return trash.discard(workspace, message, label, now, drafts.about(workspace, [id]))


def _thanks(message: Message) -> bool:
    return message.purpose is Purpose.THANK_YOU and message.meeting is not None


def _ready(message: Message, now: datetime, sent_at: datetime) -> Message:
    """Return a message as it went out. Raises InvalidRecordError where it cannot have."""
    read, open_fields = as_read(message), merge_fields.open_fields(message)
    if not message.body:
        raise InvalidRecordError("Write the message first, then mark it as sent.")
    if open_fields:
        still = merge_fields.listed_places(open_fields)
        raise InvalidRecordError(f"The message still says {still}. Fill that in first, so that it sounds like you.")
    if sent_at > now:
        raise InvalidRecordError("That moment is still to come. Choose when you sent the message, up to now.")
    if (length := channels.count(read.channel, read.subject, read.body)).over:
        raise InvalidRecordError(length.advice)
    return read.replace(sent_at=sent_at, outcome=None, outcome_at=None)


def save_draft(workspace: Workspace, message: Message) -> str:
    """Keep a message that is not sent yet and return its id; one that was sent meanwhile stays as it is.

    Raises InvalidRecordError where it says nothing, ConflictError where its draft is of another version than it names.
    """
    if not message.body and not message.subject:
        raise InvalidRecordError("Write something first; an empty message is not kept.")
    with workspace.transaction():
        message = confirmations.with_start_told(workspace, as_further_thank_you(workspace, message))
        earlier = workspace.get(Message, message.id)
        if earlier is None:
            return workspace.save(message.replace(sent_at=None, outcome=None, outcome_at=None, updated_at=None))
        changed = earlier.replace(**message.model_dump(include=_TYPED))
        if earlier.sent_at is not None or changed == earlier:
            return earlier.id
        if message.updated_at is None:
            keep_other_version(workspace, earlier, message)
        return workspace.save(changed.replace(updated_at=message.updated_at or earlier.updated_at))


def keep_other_version(workspace: Workspace, draft: Message | None, sent: Message) -> None:
    """Keep, as a draft of its own, what was saved in a draft after the version that is sent; the same words are not."""
    if draft is None or draft.updated_at == sent.updated_at:
        return
    if (draft.subject, draft.body) != (sent.subject, sent.body):
        workspace.save(draft.replace(id=new_id(), meeting=None, created_at=None, updated_at=None))


def as_further_thank_you(workspace: Workspace, message: Message) -> Message:
    """Return a thank-you in other words to somebody who was thanked already as a message of its own; else itself.

    Its id follows from its words, so that a second submission finds it.
    """
    if message.purpose is not Purpose.THANK_YOU or message.meeting is None:
        return message
    thanked = workspace.get(Message, thank_you_messages.thank_you_id(message.meeting, message.contact))
    if thanked is None or thanked.sent_at is None or thanked.body == message.body:
        return message
    id = uuid5(UUID(thanked.id), message.body).hex if message.id == thanked.id else message.id
    return message.replace(id=id, meeting=None)


@dataclass(frozen=True)
class MessageFilter:
    """What to let through; what is empty lets everything through."""

    text: str = ""
    statuses: tuple[MessageStatus, ...] = ()
    channels: tuple[Channel, ...] = ()
    purposes: tuple[Purpose, ...] = ()


def filtered(messages: Iterable[Message], wanted: MessageFilter, name: Callable[[str], str]) -> tuple[Message, ...]:
    """Return the messages that a filter lets through, drafts first, then the latest first; `name` names a contact."""
    return latest_first(one for one in messages if _passes(one, wanted, name))


def with_contact(messages: Iterable[Message], contact: str) -> tuple[Message, ...]:
    """Return the messages to one contact, drafts first, then the latest first."""
    return latest_first(one for one in messages if one.contact == contact)


def is_nudged(messages: Iterable[Message], contact: str) -> bool:
    """Tell whether the last message sent to a contact was a nudge, which nobody has answered."""
    sent = [one for one in with_contact(messages, contact) if one.sent_at is not None]
    return bool(sent) and sent[0].purpose is Purpose.NUDGE and sent[0].outcome is None


def _passes(one: Message, wanted: MessageFilter, name: Callable[[str], str]) -> bool:
    return (
        (not wanted.statuses or status(one) in wanted.statuses)
        and (not wanted.channels or one.channel in wanted.channels)
        and (not wanted.purposes or one.purpose in wanted.purposes)
        and (not wanted.text.strip() or mentions(_said(one, name), wanted.text))
    )


def _said(one: Message, name: Callable[[str], str]) -> tuple[str, ...]:
    return name(one.contact), one.subject, one.body, channels.words(one.channel), PURPOSE_WORDS[one.purpose]

"""Messages to people: drafted, marked as sent by the member, with their outcomes. netdash itself sends nothing.

They are found by words, status, channel and purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from netdash import trash
from netdash.errors import InvalidRecordError
from netdash.meetings import confirmations
from netdash.meetings.meetings import thank_you_id
from netdash.outreach import channels, merge_fields, thank_you_messages
from netdash.outreach.exchanges import days_waited
from netdash.outreach.merge_fields import Sources
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Channel, Meeting, MeetingState, Message, Outcome, Purpose, Template, new_id
from netdash.store import Workspace
from netdash.text_search import mentions
from netdash.wording import counted

OUTCOME_WORDS = {Outcome.REPLIED: "Replied", Outcome.DECLINED: "Declined", Outcome.NO_REPLY: "No reply"}
WITHOUT_ANSWER = frozenset({Purpose.THANK_YOU, Purpose.CLOSING_THE_LOOP, Purpose.BLURB})
"""The purposes that ask for no answer."""

_TYPED_FIELDS = {"contact", "meeting", "target", "channel", "purpose", "template", "subject", "body", "tells_start"}


class MessageStatus(StrEnum):
    """The status of a message; the value is what a member reads."""

    DRAFT = "Draft"
    WAITING = "Sent"
    REPLIED = "Replied"
    DECLINED = "Declined"
    NO_REPLY = "No reply"


def status(message: Message) -> MessageStatus:
    """Return the status of a message."""
    if message.sent_at is None:
        return MessageStatus.DRAFT
    return MessageStatus(OUTCOME_WORDS[message.outcome]) if message.outcome else MessageStatus.WAITING


def status_words(message: Message, now: datetime, zone: ZoneInfo, meeting: Meeting | None = None) -> str:
    """Put the status of a message in words, with its wait: `Sent, waiting 3 business days`.

    `meeting` is the last conversation held or planned with its reader: nobody waits for a reply to what was sent
    before it, as in `exchange_with`.
    """
    if (message_status := status(message)) is not MessageStatus.WAITING or message.purpose in WITHOUT_ANSWER:
        return message_status.value
    if meeting is not None and message.sent_at is not None and meeting.ends_at > message.sent_at:
        is_planned = meeting.state is MeetingState.PLANNED
        return "Sent, a conversation is planned" if is_planned else "Sent, and you have talked since"
    days = days_waited(message, now, zone)
    return f"Sent, waiting {counted(days, 'business day')}" if days else "Sent, waiting for a reply"


def latest_first(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Sort messages: drafts before those sent, each the latest first."""

    def sort_key(message: Message) -> tuple[bool, float]:
        moment = message.sent_at or message.updated_at or message.created_at
        return message.sent_at is not None, -moment.timestamp() if moment else 0.0

    return tuple(sorted(messages, key=sort_key))


def draft(
    template: Template | None, sources: Sources, channel: Channel, purpose: Purpose, zone: ZoneInfo, *, id: str
) -> Message:
    """Return a new message from a template (None: an empty one), with its fields filled. Saves nothing.

    A thank-you for a conversation has the id that `thank_you_id` derives, any other the given one.
    """
    values = merge_fields.values(sources, zone)
    subject, body = (template.subject, template.body) if template else ("", "")
    thanked_meeting = sources.meeting if purpose is Purpose.THANK_YOU else None
    return Message(
        id=thank_you_id(thanked_meeting.id, sources.contact.id) if thanked_meeting else id,
        contact=sources.contact.id,
        meeting=sources.meeting.id if sources.meeting else None,
        target=sources.target.id if sources.target else None,
        channel=channel,
        purpose=purpose,
        template=template.id if template else None,
        subject=merge_fields.fill(subject, values) if channels.has_subject(channel) else "",
        body=merge_fields.fill(body, values),
    )


def as_read(message: Message) -> Message:
    """Return a message as its reader gets it, for copying, links, counting, and for storing once it is sent."""
    subject, body = (merge_fields.plain(merge_fields.readable(text)) for text in (message.subject, message.body))
    return message.replace(subject=subject if channels.has_subject(message.channel) else "", body=body)


def as_shown(message: Message) -> Message:
    """Return a message as lists show it: a draft as its reader would get it, with what is still open in brackets."""
    return message if message.sent_at else as_read(message)


def mark_sent(workspace: Workspace, message: Message, now: datetime, sent_at: datetime) -> str:
    """Record that the member sent a message and return its id; a second submission records nothing.

    A thank-you for a conversation is recorded by `thank_you_messages.mark_sent`. A confirmation confirms its
    conversation. What another tab saved in the draft meanwhile is kept as a draft of its own.
    Raises InvalidRecordError if a field is open, nothing is written, the moment is in the future, or the message is
    too long for the channel; GoneError if the conversation thanked for is gone.
    """
    with workspace.transaction():
        message = as_further_thank_you(workspace, message)
        ready, earlier = _as_sent(message, now, sent_at), workspace.get(Message, message.id)
        if earlier is not None and earlier.sent_at is not None:
            return earlier.id
        keep_other_version(workspace, earlier, message)
        if _is_meeting_thank_you(message):
            id = thank_you_messages.mark_sent(workspace, ready, now)
            if earlier is not None and id != earlier.id:
                workspace.delete(earlier)  # the draft became the thank-you for this meeting and person
            return id
        ready = ready.replace(tells_start=confirmations.with_start_told(workspace, message).tells_start)
        confirmations.record_sent(workspace, ready, now)
        fields = {"updated_at": earlier.updated_at, "reply": earlier.reply} if earlier else {"updated_at": None}
        return workspace.save(ready.replace(**fields))


def unsend(workspace: Workspace, id: str) -> str:
    """Make a sent message a draft again, without its outcome, and return its id."""
    with workspace.transaction():
        message = workspace.require(Message, id)
        if message.sent_at is not None:
            filled = () if _is_meeting_thank_you(message) else ("subject", "body")  # a thank-you's note has no fields
            words = {name: merge_fields.literal(getattr(message, name)) for name in filled}
            workspace.save(message.replace(**words, sent_at=None, outcome=None, outcome_at=None))
            confirmations.record_unsent(workspace, message)
    return id


def give_back_to_sample(workspace: Workspace, id: str) -> None:
    """Make a message the sample's again, which nobody has worded but the sample."""
    workspace.put(workspace.require(Message, id).replace(sample=True))


def record_outcome(
    workspace: Workspace, id: str, outcome: Outcome, at: datetime, now: datetime, reply: str | None = None
) -> str:
    """Record the outcome of a message, when it came, and the reply, and return its id; the same again changes nothing.

    With None the stored reply is kept. Raises InvalidRecordError if the message was not sent, or only after that
    moment, or the moment is in the future.
    """
    with workspace.transaction():
        message = workspace.require(Message, id)
        if message.sent_at is None:
            raise InvalidRecordError("Mark the message as sent first, then note the outcome.")
        if message.outcome is outcome and reply in (None, message.reply):
            return id
        if at > now:
            sentence = "That moment is still to come. Choose when it happened, up to now."
            raise InvalidRecordError(sentence, at={"moment": "still to come"})
        if at < message.sent_at:
            sentence = "That is before you sent the message. Choose a later moment."
            raise InvalidRecordError(sentence, at={"moment": "before you sent it"})
        new_reply = message.reply if reply is None else reply
        return workspace.save(message.replace(outcome=outcome, outcome_at=at, reply=new_reply))


def clear_outcome(workspace: Workspace, id: str, reply: str = "") -> None:
    """Remove the outcome of a message, so that it waits for a reply again.

    The stored reply is kept; if it is empty, `reply` is stored.
    """
    with workspace.transaction():
        if (message := workspace.require(Message, id)).outcome is not None:
            workspace.save(message.replace(outcome=None, outcome_at=None, reply=message.reply or reply))


def delete(workspace: Workspace, id: str, label: str, now: datetime) -> str:
    """Move a message to the trash, sent or not, and return the id to restore it by."""
    return trash.discard(workspace, Message, id, label, now)


def _is_meeting_thank_you(message: Message) -> bool:
    return message.purpose is Purpose.THANK_YOU and message.meeting is not None


def _as_sent(message: Message, now: datetime, sent_at: datetime) -> Message:
    """Return a message as sent. Raises InvalidRecordError if it cannot have been sent like this."""
    read_message, open_fields = as_read(message), merge_fields.open_fields(message)
    if not message.body:
        raise InvalidRecordError("Write the message first, then mark it as sent.", "body")
    if open_fields:
        places = merge_fields.listed_places(open_fields)
        sentence = f"The message still says {places}. Fill that in first, so that it sounds like you."
        raise InvalidRecordError(sentence, at={field.strip("{}"): "still open" for field in open_fields})
    if sent_at > now:
        sentence = "That moment is still to come. Choose when you sent the message, up to now."
        raise InvalidRecordError(sentence, at={"moment": "still to come"})
    if (length := channels.count(read_message.channel, read_message.subject, read_message.body)).over:
        raise InvalidRecordError(length.advice, "body")
    return read_message.replace(sent_at=sent_at, outcome=None, outcome_at=None)


def save_draft(workspace: Workspace, message: Message) -> str:
    """Save a message that is not sent yet and return its id; one that was sent meanwhile stays as it is.

    Raises InvalidRecordError if it is empty, ConflictError if another tab changed the draft meanwhile.
    """
    if not message.body and not message.subject:
        raise InvalidRecordError("Write something first; an empty message is not kept.", "body")
    with workspace.transaction():
        message = confirmations.with_start_told(workspace, as_further_thank_you(workspace, message))
        earlier = workspace.get(Message, message.id)
        if earlier is None:
            return workspace.save(message.replace(sent_at=None, outcome=None, outcome_at=None, updated_at=None))
        changed_draft = earlier.replace(**message.model_dump(include=_TYPED_FIELDS))
        if earlier.sent_at is not None or changed_draft == earlier:
            return earlier.id
        if message.updated_at is None:
            keep_other_version(workspace, earlier, message)
        return workspace.save(changed_draft.replace(updated_at=message.updated_at or earlier.updated_at))


def keep_other_version(workspace: Workspace, draft: Message | None, sent: Message) -> None:
    """Keep a draft as a new one if other words were saved in it since the version that is sent."""
    if draft is None or draft.updated_at == sent.updated_at:
        return
    if (draft.subject, draft.body) != (sent.subject, sent.body):
        workspace.save(draft.replace(id=new_id(), meeting=None, created_at=None, updated_at=None))


def as_further_thank_you(workspace: Workspace, message: Message) -> Message:
    """Return a thank-you with other words to somebody already thanked as a message of its own; others unchanged.

    Its id derives from its words, so that a second submission finds it.
    """
    if message.purpose is not Purpose.THANK_YOU or message.meeting is None:
        return message
    thank_you = workspace.get(Message, thank_you_id(message.meeting, message.contact))
    if thank_you is None or thank_you.sent_at is None or thank_you.body == message.body:
        return message
    id = uuid5(UUID(thank_you.id), message.body).hex if message.id == thank_you.id else message.id
    return message.replace(id=id, meeting=None)


@dataclass(frozen=True)
class MessageFilter:
    """The filter of the list of messages; empty fields match everything."""

    text: str = ""
    statuses: tuple[MessageStatus, ...] = ()
    channels: tuple[Channel, ...] = ()
    purposes: tuple[Purpose, ...] = ()


def filtered(messages: Iterable[Message], filter: MessageFilter, name: Callable[[str], str]) -> tuple[Message, ...]:
    """Return the messages that match, drafts first, then the latest first; `name` gives a contact's name."""
    return latest_first(message for message in messages if _matches(message, filter, name))


def with_contact(messages: Iterable[Message], contact: str) -> tuple[Message, ...]:
    """Return the messages to one contact, drafts first, then the latest first."""
    return latest_first(message for message in messages if message.contact == contact)


def is_nudged(with_contact: Iterable[Message]) -> bool:
    """Tell whether the last message sent to a contact, of those `with_contact`, is a nudge that nobody has answered."""
    last = next((message for message in with_contact if message.sent_at is not None), None)
    return last is not None and last.purpose is Purpose.NUDGE and last.outcome is None


def _matches(message: Message, filter: MessageFilter, name: Callable[[str], str]) -> bool:
    return (
        (not filter.statuses or status(message) in filter.statuses)
        and (not filter.channels or message.channel in filter.channels)
        and (not filter.purposes or message.purpose in filter.purposes)
        and (not filter.text.strip() or mentions(_searched_texts(message, name), filter.text))
    )


def _searched_texts(message: Message, name: Callable[[str], str]) -> tuple[str, ...]:
    return (
        name(message.contact),
        message.subject,
        message.body,
        channels.words(message.channel),
        PURPOSE_WORDS[message.purpose],
    )

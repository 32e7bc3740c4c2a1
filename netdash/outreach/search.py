"""Finding messages again: by words, by where they stand, by channel and by purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from netdash.outreach import channels
from netdash.outreach import messages as outreach
from netdash.outreach.messages import State
from netdash.outreach.templates import PURPOSE_WORDS
from netdash.records import Channel, Message, Purpose
from netdash.text_search import mentions


@dataclass(frozen=True)
class Filter:
    """What to let through; what is empty lets everything through."""

    text: str = ""
    states: tuple[State, ...] = ()
    channels: tuple[Channel, ...] = ()
    purposes: tuple[Purpose, ...] = ()


def filtered(messages: Iterable[Message], wanted: Filter, name: Callable[[str], str]) -> tuple[Message, ...]:
    """Return the messages that a filter lets through, drafts first, then the latest first; `name` names a contact."""
    return outreach.latest_first(one for one in messages if _passes(one, wanted, name))


def with_contact(messages: Iterable[Message], contact: str) -> tuple[Message, ...]:
    """Return the messages to one contact, drafts first, then the latest first."""
    return outreach.latest_first(one for one in messages if one.contact == contact)


def nudged(messages: Iterable[Message], contact: str) -> bool:
    """Tell whether the last message sent to a contact was a nudge, which nobody has answered."""
    sent = [one for one in with_contact(messages, contact) if one.sent_at is not None]
    return bool(sent) and sent[0].purpose is Purpose.NUDGE and sent[0].outcome is None


def _passes(one: Message, wanted: Filter, name: Callable[[str], str]) -> bool:
    return (
        (not wanted.states or outreach.state(one) in wanted.states)
        and (not wanted.channels or one.channel in wanted.channels)
        and (not wanted.purposes or one.purpose in wanted.purposes)
        and (not wanted.text.strip() or mentions(_said(one, name), wanted.text))
    )


def _said(one: Message, name: Callable[[str], str]) -> tuple[str, ...]:
    return name(one.contact), one.subject, one.body, channels.words(one.channel), PURPOSE_WORDS[one.purpose]

"""Reaching out: messages to contacts, and the templates they start from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from netdash.records.base import Id, Line, Moment, Record, Text, required
from netdash.records.preparation import Origin


class Channel(StrEnum):
    """The way a message goes out."""

    EMAIL = "email"
    LINKEDIN_INVITATION = "linkedin_invitation"
    LINKEDIN = "linkedin"
    INMAIL = "inmail"
    X = "x"
    X_MESSAGE = "x_message"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    COMMUNITY = "community"
    GITHUB = "github"
    EVENT = "event"
    OTHER = "other"


class Purpose(StrEnum):
    """What a message is for."""

    FIRST_MESSAGE = "first_message"
    WARM_INTRODUCTION = "warm_introduction"
    NUDGE = "nudge"
    REPLY = "reply"
    CONFIRMATION = "confirmation"
    RESCHEDULE = "reschedule"
    THANK_YOU = "thank_you"
    CLOSING_THE_LOOP = "closing_the_loop"
    BLURB = "blurb"


class Outcome(StrEnum):
    """What came of a message that was sent; without an outcome it waits for a reply."""

    REPLIED = "replied"
    DECLINED = "declined"
    NO_REPLY = "no_reply"


class Message(Record):
    """A message to one contact: a draft until it is sent, then waiting until it has an outcome.

    A thank-you counts as sent when a thank-you message for that meeting and person was sent.
    """

    table: ClassVar[str] = "messages"
    noun: ClassVar[str] = "message"

    contact: Id
    meeting: Id | None = None
    target: Id | None = None
    channel: Channel = Channel.EMAIL
    purpose: Purpose = Purpose.THANK_YOU
    template: Id | None = None
    subject: Line = ""
    body: Text = Field(default="")
    sent_at: Moment | None = None
    outcome: Outcome | None = None
    outcome_at: Moment | None = None
    reply: Text = ""
    """What they wrote back, where the member noted it."""
    tells_start: Moment | None = None
    """The start of the conversation that a confirmation names. Older versions of netdash did not store it."""


class Template(Record):
    """A message to start from, with merge fields. The first edit of a shipped one stores a copy under its fixed id."""

    table: ClassVar[str] = "templates"
    noun: ClassVar[str] = "template"

    name: Annotated[Line, required("Give the template a name.")]
    purpose: Purpose
    channel: Channel | None = None
    """The channel it is written for; None: any."""
    subject: Line = ""
    body: Text = ""
    archived: bool = False
    origin: Origin = Origin.OWN

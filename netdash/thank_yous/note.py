"""The draft of a thank-you note, in the five parts of the source document, each on its own.

Gratitude, a learning recapped, an offer of help, "anyone else I should meet?", and good wishes.
Each starts from what was noted in that very conversation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash.meetings import meetings
from netdash.moments import DAY, WEEK, day_of, day_words
from netdash.outreach import merge_fields
from netdash.people.call_names import call_name
from netdash.pitch.cuts import sentences
from netdash.pitch.pitches import as_sentence
from netdash.records import Contact, Meeting, Profile, Wording
from netdash.wording import listed

NOTHING_LEARNED = "[the one thing you learned from this conversation]"
NO_NAME = "[your name]"


@dataclass(frozen=True)
class Note:
    """A subject line and the text below it."""

    subject: str
    body: str

    @property
    def open_places(self) -> tuple[str, ...]:
        """The places that nobody has filled in yet; a note that has one is not ready."""
        return merge_fields.open_places(f"{self.subject}\n{self.body}")


@dataclass(frozen=True)
class Parts:
    """What a note says between the greeting and the name, in the order in which it is said."""

    gratitude: str = ""
    learning: str = ""
    help: str = ""
    referral: str = ""
    farewell: str = ""


PART_WORDS: Mapping[str, str] = {
    "gratitude": "Gratitude, and that you were glad to connect",
    "learning": "Something you learned from them",
    "help": "Your offer to help",
    "referral": "Is there anyone else to connect with?",
    "farewell": "Good wishes, and staying in touch",
}
"""What to write above the box of each part, by its field."""


def compose(
    meeting: Meeting, contact: Contact, profile: Profile, now: datetime, zone: ZoneInfo, named: Sequence[str] = ()
) -> Note:
    """Write a first draft to one person. `named` are the people they recommended in this meeting."""
    return Note(subject(contact), join(start(meeting, now, zone, named), contact, profile))


def start(
    meeting: Meeting, now: datetime, zone: ZoneInfo, named: Sequence[str] = (), pitch: Wording | None = None
) -> Parts:
    """Start each part from what the meeting recorded.

    `named` are the people they recommended in it. With the pitch that was told, the referral recalls what the
    member is after, in the first sentence of its outcome.
    """
    return Parts(
        gratitude=_gratitude(meeting, now, zone),
        learning=recap(meeting),
        help=_help(meeting),
        referral=" ".join(filter(None, (_anyone_else(named), _after(pitch)))),
        farewell="I wish you all the best, and I would love to stay in touch.",
    )


def join(parts: Parts, contact: Contact, profile: Profile) -> str:
    """Join the parts to the text of a note, with greeting and name; an empty part leaves no gap."""
    said = (parts.gratitude, parts.learning, parts.help, parts.referral, parts.farewell)
    whole = (f"Hi {call_name(contact)},", *map(str.strip, said), f"Kind regards,\n{profile.name or NO_NAME}")
    return "\n\n".join(filter(None, whole))


def subject(contact: Contact) -> str:
    """Return the subject line of a note."""
    return f"Thank you for your time, {call_name(contact)}"


def recap(meeting: Meeting) -> str:
    """Recap the first thing learned in a meeting."""
    return (
        f"What has stayed with me most: {as_sentence(meeting.learnings[0] if meeting.learnings else NOTHING_LEARNED)}"
    )


def _gratitude(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    day, today = meetings.day(meeting, zone), day_of(now, zone)
    when = day_words(day, today)
    if day < today - DAY:
        when = f"on {day:%A}" if today - day < WEEK else f"on {day.day} {day:%B}"
    return f"Thank you for taking the time to talk with me {when}. I was excited to connect with you."


def _help(meeting: Meeting) -> str:
    if not meeting.help_offered:
        return "If there is ever anything I can help you with, please let me know. I would be happy to."
    return f"My offer stands, and I would be happy to help: {as_sentence(meeting.help_offered)}"


def _anyone_else(named: Sequence[str]) -> str:
    if not named:
        return "Is there anyone you know who it would be helpful for me to connect with?"
    return (
        f"Thank you as well for pointing me to {listed(named)}. Is there anyone else you think I should connect with?"
    )


def _after(pitch: Wording | None) -> str:
    told = sentences(pitch.outcome) if pitch else ()
    wanted = next((sentence for sentence in told if "?" not in sentence), "")  # one question is enough
    return f"To recall what I am after: {as_sentence(wanted)}" if wanted else ""

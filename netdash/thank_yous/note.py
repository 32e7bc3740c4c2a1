"""The draft of a thank-you note in the five parts of the source document, each started from the conversation.

Gratitude, a learning recapped, an offer of help, "anyone else I should meet?", and good wishes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash.date_style import date_words
from netdash.meetings import meetings
from netdash.moments import DAY, WEEK, day_of, day_words
from netdash.outreach import merge_fields
from netdash.people.call_names import call_name
from netdash.pitch.cuts import sentences
from netdash.records import Contact, Meeting, Profile, Wording
from netdash.wording import as_sentence, listed

NOTHING_LEARNED = "[the one thing you learned from this conversation]"
NO_NAME = "[your name]"


@dataclass(frozen=True)
class Note:
    """A subject line and the text below it."""

    subject: str
    body: str

    @property
    def open_places(self) -> tuple[str, ...]:
        """The places that are not filled in yet; a note that has one is not ready."""
        return merge_fields.open_places(f"{self.subject}\n{self.body}")


@dataclass(frozen=True)
class Parts:
    """The parts of a note between the greeting and the name, in order."""

    gratitude: str = ""
    learning: str = ""
    help: str = ""
    referral: str = ""
    farewell: str = ""


PART_WORDS: Mapping[str, str] = {
    "gratitude": "Say thank you",
    "learning": "What you learned from them",
    "help": "Your offer to help",
    "referral": "Ask who else to meet",
    "farewell": "Good wishes",
}
"""The label of each part's box, by its field."""


def start(
    meeting: Meeting, now: datetime, zone: ZoneInfo, recommended: Sequence[str] = (), pitch: Wording | None = None
) -> Parts:
    """Start each part from what the meeting recorded.

    `recommended` are the names of people they recommended in it. With the pitch used in it, the referral recalls the
    member's goal, in the first sentence of the pitch's outcome.
    """
    return Parts(
        gratitude=_gratitude(meeting, now, zone),
        learning=recap(meeting.learnings),
        help=_help(meeting),
        referral=" ".join(filter(None, (_anyone_else(recommended), _goal_recalled(pitch)))),
        farewell="I wish you all the best, and I would love to stay in touch.",
    )


def join(parts: Parts, contact: Contact, profile: Profile) -> str:
    """Join the parts to a note, with greeting and name; an empty part leaves no gap."""
    texts = (parts.gratitude, parts.learning, parts.help, parts.referral, parts.farewell)
    paragraphs = (f"Hi {call_name(contact)},", *map(str.strip, texts), f"Kind regards,\n{profile.name or NO_NAME}")
    return "\n\n".join(filter(None, paragraphs))


def left_out(parts: Parts, start: Parts, body: str) -> dict[str, str]:
    """Return the parts that were written, by their fields, and that a note with words of its own does not have."""
    said, before = " ".join(body.split()), asdict(start)
    written = {part: text for part, text in asdict(parts).items() if text != before[part]}
    return {part: text for part, text in written.items() if " ".join(text.split()) not in said}


def subject(contact: Contact) -> str:
    """Return the subject line of a note."""
    return f"Thank you for your time, {call_name(contact)}"


QUOTES = '“„«»”"'
"""Of what has one of these in it, the member has quoted something already."""


def recap(learnings: Sequence[str]) -> str:
    """Recap the first thing learned in a meeting, in the words in which it was noted."""
    noted = as_sentence(learnings[0] if learnings else NOTHING_LEARNED)
    return f"What has stayed with me most: {f'“{noted}”' if learnings and not set(noted) & set(QUOTES) else noted}"


def _gratitude(meeting: Meeting, now: datetime, zone: ZoneInfo) -> str:
    day, today = meetings.day(meeting, zone), day_of(now, zone)
    day_phrase = day_words(day, today)
    if day < today - DAY:
        day_phrase = f"on {day:%A}" if today - day < WEEK else f"on {date_words(day)}"
    return f"Thank you for taking the time to talk with me {day_phrase}. I really enjoyed our conversation."


def _help(meeting: Meeting) -> str:
    if not meeting.help_offered:
        return "If there is ever anything I can help you with, please let me know. I would be happy to."
    return f"I would be happy to help, and my offer stands: {as_sentence(meeting.help_offered)}"


def _anyone_else(recommended: Sequence[str]) -> str:
    if not recommended:
        return "Is there anyone else you think I should talk to?"
    thanks = f"Thank you as well for pointing me to {listed(recommended)}."
    return f"{thanks} Is there anyone else you think I should talk to?"


def _goal_recalled(pitch: Wording | None) -> str:
    outcome_sentences = sentences(pitch.outcome) if pitch else ()
    # A sentence without a question, as the note already has one.
    goal = next((sentence for sentence in outcome_sentences if "?" not in sentence), "")
    return f"As a reminder: {as_sentence(goal)}" if goal else ""

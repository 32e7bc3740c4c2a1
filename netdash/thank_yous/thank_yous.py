"""Who is owed a thank-you, and by when.

A thank-you is owed to each person of each conversation held, and is settled by a sent message
with that purpose for that meeting and person; nothing else says "thanked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash.deadlines import Deadline, Urgency
from netdash.moments import span_words
from netdash.outreach.thank_you_messages import sent
from netdash.records import Meeting, MeetingState, Message
from netdash.rules import Rules


@dataclass(frozen=True)
class Owed:
    """One thank-you not yet sent: to this contact, for this meeting."""

    meeting: Meeting
    contact: str

    @property
    def since(self) -> datetime:
        """The moment its clock started: the conversation's end."""
        return self.meeting.ends_at


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


def clock(since: datetime, now: datetime, rules: Rules) -> Deadline:
    """Read the clock of a thank-you: green, amber from 12 h, red after 24 h (wall-clock hours)."""
    age = now - since
    left = rules.thank_you.late_after - age
    if age > rules.thank_you.late_after:
        return Deadline(Urgency.RED, f"{span_words(left)} late")
    urgency = Urgency.AMBER if age >= rules.thank_you.amber_after else Urgency.GREEN
    return Deadline(urgency, f"due in {span_words(left)}")

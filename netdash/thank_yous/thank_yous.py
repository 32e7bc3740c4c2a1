"""Which thank-yous are owed, and by when.

One is owed to each person of each held conversation, until a message with that purpose was sent to that person for
that meeting.
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
        """The moment from which it is owed: the conversation's end."""
        return self.meeting.ends_at


def owed(
    meetings: Iterable[Meeting], messages: Iterable[Message], is_known: Callable[[str], object] = bool
) -> tuple[Owed, ...]:
    """Return every owed thank-you, one for each person, the most urgent first.

    Nothing is owed to a contact that is not known any more (`is_known`): nobody could settle it.
    """
    sent_notes = sent(messages)
    owed_notes = (
        Owed(meeting, contact)
        for meeting in meetings
        if meeting.state is MeetingState.HELD
        for contact in meeting.contacts
        if (meeting.id, contact) not in sent_notes and is_known(contact)
    )
    return tuple(sorted(owed_notes, key=lambda owed_note: owed_note.since))


def deadline_of(since: datetime, now: datetime, rules: Rules) -> Deadline:
    """Return the deadline of a thank-you by the two limits of the rules in wall-clock hours: green, amber, red."""
    age = now - since
    remaining = rules.thank_you.late_after - age
    if age > rules.thank_you.late_after:
        return Deadline(Urgency.RED, f"{span_words(remaining)} late")
    urgency = Urgency.AMBER if age >= rules.thank_you.amber_after else Urgency.GREEN
    return Deadline(urgency, f"due in {span_words(remaining)}")

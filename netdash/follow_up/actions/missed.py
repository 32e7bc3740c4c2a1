"""Conversations that fell through: the last with each person, and whether it still needs a new time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from netdash.moments import business_day_after
from netdash.records import Meeting, Message
from netdash.records.meetings import FELL_THROUGH
from netdash.rules import NoReplyRules


class MissedMeeting(NamedTuple):
    """A conversation that fell through, and when."""

    at: datetime
    meeting: Meeting

    @property
    def occurrence(self) -> str:
        """The key of the occurrence that fell through; at the same time once more it is another one."""
        noted_at = self.meeting.fell_through_at
        return f"{self.meeting.occurrence}:{noted_at:%Y%m%dT%H%M%S%f}" if noted_at else self.meeting.occurrence


def missed_with(meetings: Iterable[Meeting]) -> dict[str, MissedMeeting]:
    """Return the last conversation that fell through with each contact, by id."""
    every = [MissedMeeting(_missed_at(meeting), meeting) for meeting in meetings if meeting.state in FELL_THROUGH]
    every.sort(key=lambda missed: (missed.at, missed.meeting.id))
    return {contact: missed for missed in every for contact in missed.meeting.contacts}


def recently_missed(
    missed_with: Mapping[str, MissedMeeting], rule: NoReplyRules, today: date, zone: ZoneInfo
) -> Iterator[tuple[str, MissedMeeting]]:
    """Return those that still need a new time: until that is due, and as long again for each nudge."""
    days = rule.nudge_after_business_days * (1 + rule.most_nudges)
    return ((id, missed) for id, missed in missed_with.items() if today <= business_day_after(missed.at, days, zone))


def has_contact_since(missed: MissedMeeting, messages: Iterable[Message], last_met: datetime | None) -> bool:
    """Tell whether there was contact since a conversation fell through: a message, a reply, or another conversation."""
    moments = [moment for message in messages for moment in (message.sent_at, message.outcome_at) if moment is not None]
    return any(moment >= missed.at for moment in moments) or (last_met is not None and last_met > missed.at)


def _missed_at(meeting: Meeting) -> datetime:
    """Return when a conversation fell through: when that was noted, at the latest at its planned end."""
    return min(meeting.ends_at, meeting.fell_through_at or meeting.updated_at or meeting.ends_at)

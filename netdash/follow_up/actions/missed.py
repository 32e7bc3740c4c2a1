"""Conversations by the people they are with, and those that fell through without anything having come of it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from netdash import business_days
from netdash.follow_up.actions.action import Formerly, Kind
from netdash.follow_up.actions.snoozes import said_of
from netdash.records import Meeting, Message, Snooze
from netdash.records.meetings import FELL_THROUGH
from netdash.rules import NoReplyRules


class Missed(NamedTuple):
    """A conversation that fell through: when that was known, and which it was."""

    at: datetime
    meeting: Meeting

    @property
    def occurrence(self) -> str:
        """Name what fell through: at the same time once more it is another one."""
        noted = self.meeting.fell_through_at
        return f"{self.meeting.occurrence}:{noted:%Y%m%dT%H%M%S%f}" if noted else self.meeting.occurrence


def missed_with(meetings: Iterable[Meeting]) -> dict[str, Missed]:
    """Return the last conversation with each person that fell through, by their id."""
    missed = [Missed(_missed_at(one), one) for one in meetings if one.state in FELL_THROUGH]
    missed.sort(key=lambda one: (one.at, one.meeting.id))
    return {contact: one for one in missed for contact in one.meeting.contacts}


def of_late(
    missed: Mapping[str, Missed], rule: NoReplyRules, today: date, zone: ZoneInfo
) -> Iterator[tuple[str, Missed]]:
    """Return those for which a new time is still asked: until it is due, and as long again for each nudge."""
    days = rule.nudge_after_business_days * (1 + rule.most_nudges)
    return ((id, one) for id, one in missed.items() if today <= business_days.after(one.at, days, zone))


def passed_since(missed: Missed, sent: Iterable[Message], last_met: datetime | None) -> bool:
    """Tell whether one was in touch since a conversation fell through: wrote, had word, met, or has another planned."""
    moments = [moment for one in sent for moment in (one.sent_at, one.outcome_at) if moment is not None]
    return any(moment >= missed.at for moment in moments) or (last_met is not None and last_met > missed.at)


def recorded_formerly(meeting: Meeting, over_at: datetime) -> Formerly:
    """Return the former key of asking how a conversation went: nobody asked that before it began."""
    return Formerly(f"{Kind.RECORD}:{meeting.id}", min(meeting.starts_at, over_at))


def let_go(meeting: Meeting, over_at: datetime | None, now: datetime, sleeping: Mapping[str, Snooze]) -> bool:
    """Tell whether a planned conversation is over, and it was said that there is no need to write down how it went."""
    if over_at is None or over_at > now:
        return False
    said = said_of(sleeping, f"{Kind.RECORD}:{meeting.occurrence}", recorded_formerly(meeting, over_at))
    return said is not None and said.until is None


def with_each(meetings: Iterable[Meeting]) -> Mapping[str, Sequence[Meeting]]:
    """Return the conversations with each person, by id, the earliest first."""
    found: dict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        for contact in one.contacts:
            found[contact].append(one)
    for met in found.values():
        met.sort(key=attrgetter("ends_at", "id"))
    return found


def _missed_at(meeting: Meeting) -> datetime:
    """Return when a conversation fell through: when that was noted, at the latest when it would have ended."""
    return min(meeting.ends_at, meeting.fell_through_at or meeting.updated_at or meeting.ends_at)

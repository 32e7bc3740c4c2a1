"""Which questions were asked in conversations: how often, when last, and what was said to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from netdash.records import Asked, Meeting, MeetingState


@dataclass(frozen=True)
class Use:
    """How many conversations a question was asked in, and when the last of them ended."""

    times: int
    last_at: datetime


def uses(meetings: Iterable[Meeting]) -> dict[str, Use]:
    """Count by the question's id. Only conversations that were held count, each once a question."""
    found: dict[str, Use] = {}
    for meeting in meetings:
        if meeting.state is MeetingState.HELD:
            for id in {one.question for one in meeting.asked}:
                before = found.get(id)
                last = meeting.starts_at if before is None else max(before.last_at, meeting.starts_at)
                found[id] = Use(before.times + 1 if before else 1, last)
    return found


def answers(meetings: Iterable[Meeting], question: str) -> tuple[tuple[Meeting, Asked], ...]:
    """Return the held conversations in which a question was asked, with what was said, the latest first."""
    found = [
        (meeting, next(one for one in meeting.asked if one.question == question))
        for meeting in meetings
        if meeting.state is MeetingState.HELD and any(one.question == question for one in meeting.asked)
    ]
    return tuple(sorted(found, key=lambda pair: pair[0].ends_at, reverse=True))

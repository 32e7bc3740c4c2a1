"""The digest: what a morning begins with, in a few lines of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from netdash import profile
from netdash.date_style import date_words
from netdash.follow_up import weeks
from netdash.follow_up.actions import LANE_WORDS, Action, Lane, build_queue, deadline_of, in_lanes
from netdash.meetings.meetings import KIND_WORDS
from netdash.moments import DAY, day_of, when_words
from netdash.people.contacts import directory
from netdash.records import Meeting, MeetingState
from netdash.rules import Rules
from netdash.store import Workspace
from netdash.wording import counted

MOST = 7
"""So many actions of a lane are named; the rest are counted."""
SHOWN = (Lane.OVERDUE, Lane.TODAY)


@dataclass(frozen=True)
class Digest:
    """What is due and what comes, as a subject and a text."""

    subject: str
    text: str


def digest(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> Digest:
    """Return the digest of a workspace, at a moment in the member's zone."""
    queue, day = build_queue(workspace, now, zone, rules), date_words(day_of(now, zone))
    number = len(queue.due)
    blocks = [f"Good morning{', ' + name if (name := profile.of(workspace).name) else ''}."]
    blocks += _lanes(queue.actions, now, zone, rules) if number else ["Nobody is waiting for you today."]
    blocks += _conversations(workspace, now, zone, rules)
    week = (
        f"{figure.label}: {figure.words} ({figure.note})" for figure in weeks.this_week(workspace, now, zone, rules)
    )
    blocks.append(_block("This week", week))
    subject = f"{day}: {counted(number, 'follow-up')} to do" if number else f"{day}: nobody is waiting"
    return Digest(subject, "\n\n".join(blocks) + "\n")


def _lanes(actions: tuple[Action, ...], now: datetime, zone: ZoneInfo, rules: Rules) -> Iterator[str]:
    for lane, members in in_lanes(actions).items():
        if lane in SHOWN and members:
            words = [f"{one.what}: {deadline_of(one, now, zone, rules).words}" for one in members[:MOST]]
            rest = len(members) - MOST
            yield _block(LANE_WORDS[lane], [*words, *([f"and {rest} more"] if rest > 0 else [])])


def _conversations(workspace: Workspace, now: datetime, zone: ZoneInfo, rules: Rules) -> Iterator[str]:
    """Yield the conversations that begin within a day."""
    people = directory(workspace, now, rules.trash.kept_for)
    planned = (one for one in workspace.all(Meeting) if one.state is MeetingState.PLANNED)
    soon = sorted((one for one in planned if now <= one.starts_at < now + DAY), key=lambda one: one.starts_at)
    lines = (
        f"{KIND_WORDS[one.kind]} with {people.names(one.contacts)}, {when_words(one.starts_at, now, zone)}"
        + (f": {one.place}" if one.place else "")
        for one in soon
    )
    if soon:
        yield _block("Conversations", lines)


def _block(heading: str, lines: Iterable[str]) -> str:
    return "\n".join((heading, *(f"- {line}" for line in lines)))

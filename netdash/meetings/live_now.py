"""Which conversations have begun and are not recorded yet: still being held, or over and waiting to be written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from netdash.meetings import live
from netdash.records import Draft, Meeting, MeetingState
from netdash.store import Workspace


class Begun(NamedTuple):
    """A conversation that has begun; `ended_at` is None as long as it goes on."""

    meeting: str
    ended_at: datetime | None


def begun(workspace: Workspace, now: datetime) -> tuple[Begun, ...]:
    """Return the planned conversations that have begun, the one begun last first.

    One whose clock was left running far past its limit has ended at that limit.
    """
    forms = {draft.form for draft in workspace.all(Draft)}
    if not any(form.startswith(live.draft_name("")) for form in forms):
        return ()  # on every page of every visit, and nearly always so
    found = []
    for meeting in _planned(workspace.all(Meeting)):
        kept = live.under_way(workspace, meeting) if live.draft_name(meeting.id) in forms else None
        if kept is not None:
            ended_at = live.ended_at(kept, meeting, now)
            goes_on = kept.done_at is None and ended_at == now
            found.append((kept.began_at, Begun(meeting.id, None if goes_on else ended_at)))
    return tuple(one for _, one in sorted(found, reverse=True, key=lambda pair: (pair[0], pair[1].meeting)))


def _planned(meetings: Iterable[Meeting]) -> Iterable[Meeting]:
    return (one for one in meetings if one.state is MeetingState.PLANNED)

"""The way back from recording a conversation."""

from __future__ import annotations

from collections.abc import Callable

from netdash.meetings import undo_record
from netdash.meetings.undo_record import Recorded
from netdash.ui import session


def taking_back(recorded: Recorded, refill: Callable[[], None]) -> Callable[[], None]:
    """Return the way back from recording a conversation: all as it was; `refill` fills its form again."""

    def take_back() -> None:
        undo_record.take_back(session.opened().workspace, recorded)
        refill()

    return take_back

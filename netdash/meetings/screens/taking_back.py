"""The way back from recording a conversation."""

from __future__ import annotations

from collections.abc import Callable

from netdash.meetings import results
from netdash.meetings.results import Recorded
from netdash.ui import session


def taking_back(recorded: Recorded, refill: Callable[[], None]) -> Callable[[], None]:
    """Return the way back from recording a conversation: all as it was; `refill` fills its form again."""

    def take_back() -> None:
        results.take_back(session.opened().workspace, recorded)
        refill()

    return take_back

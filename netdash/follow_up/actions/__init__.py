"""The action queue: what to do next, for whom, by which rule, by when and where. Derived anew, never stored.

Only a snooze (until a day) and a dismissal (with its reason) are kept.
"""

from __future__ import annotations

from netdash.follow_up.actions.action import (
    LANE_WORDS,
    Action,
    Kind,
    Lane,
    Person,
    Place,
    Reason,
    clock,
    due_by,
)
from netdash.follow_up.actions.listing import (
    KINDS,
    Listing,
    Resting,
    Wanted,
    everything,
    in_lanes,
    kinds_in,
    listing,
    matching,
    people_in,
    queue,
)
from netdash.follow_up.actions.snoozes import (
    BACK_A_DAY,
    PAUSE,
    asleep,
    choices,
    dismiss,
    pause,
    put_back,
    snooze,
    snooze_all,
    snooze_id,
    wake,
    wake_all,
)

__all__ = [
    "BACK_A_DAY",
    "KINDS",
    "LANE_WORDS",
    "PAUSE",
    "Action",
    "Kind",
    "Lane",
    "Listing",
    "Person",
    "Place",
    "Reason",
    "Resting",
    "Wanted",
    "asleep",
    "choices",
    "clock",
    "dismiss",
    "due_by",
    "everything",
    "in_lanes",
    "kinds_in",
    "listing",
    "matching",
    "pause",
    "people_in",
    "put_back",
    "queue",
    "snooze",
    "snooze_all",
    "snooze_id",
    "wake",
    "wake_all",
]

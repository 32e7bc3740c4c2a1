"""The action queue: what to do next, for whom, by which rule, by when and where. Derived anew, never stored.

Only a snooze (until a day) and a dismissal (with its reason) are kept.
"""

from __future__ import annotations

from netdash.actions.action import KIND_WORDS, LANE_WORDS, Action, Kind, Lane, Person, Place, Reason
from netdash.actions.listing import Resting, everything, in_lanes, queue, resting
from netdash.actions.snoozes import asleep, dismiss, snooze, snooze_id, wake

__all__ = [
    "KIND_WORDS",
    "LANE_WORDS",
    "Action",
    "Kind",
    "Lane",
    "Person",
    "Place",
    "Reason",
    "Resting",
    "asleep",
    "dismiss",
    "everything",
    "in_lanes",
    "queue",
    "resting",
    "snooze",
    "snooze_id",
    "wake",
]

"""The action queue: what to do next, for whom, by which rule, by when and where. Derived anew, never stored.

Only a snooze (until a day) and a dismissal (with its reason) are kept.
"""

from __future__ import annotations

from netdash.follow_up.actions.action import (
    LANE_WORDS,
    Action,
    Destination,
    Kind,
    Lane,
    deadline_of,
    due_by,
)
from netdash.follow_up.actions.queue import (
    SOURCE_KINDS,
    ActionFilter,
    Queue,
    Snoozed,
    build_queue,
    in_lanes,
    kinds_in,
    last_change,
    matching,
    people_in,
)
from netdash.follow_up.actions.snoozes import (
    BACK_A_DAY,
    PAUSE,
    dismiss,
    dismiss_all,
    pause,
    snooze,
    snooze_all,
    snooze_choices,
    snooze_id,
    wake,
)

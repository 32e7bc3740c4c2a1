"""Actions put off until a day, or dismissed for good with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from netdash.errors import InvalidRecordError
from netdash.follow_up.actions.action import Formerly
from netdash.moments import days_later
from netdash.records import Snooze
from netdash.store import Workspace

PAUSE = "pause"
"""The key under which a pause is kept, as if it were one action for all of them."""

BACK_A_DAY = 5
"""So many of the actions that are put off in one go come back on one day."""


def snooze_id(key: str) -> str:
    """Derive a snooze's id from its action's key, so that there is one an action."""
    return uuid5(NAMESPACE_URL, f"netdash:snooze:{key}").hex


def snooze(workspace: Workspace, key: str, until: date, today: date) -> str:
    """Put an action off: it shows again on the day `until`. Raises InvalidRecordError where that is not after today."""
    if until <= today:
        raise InvalidRecordError(
            "That day is not ahead. Choose the day on which it shall show again, from tomorrow on."
        )
    return _keep(workspace, key, until, "")


def snooze_all(workspace: Workspace, keys: Iterable[str], until: date, today: date) -> None:
    """Put several actions off in one write, or none of them; raises as `snooze` does.

    Up to five come back on the day `until`. More come back in their order from then on, five a day with those that come
    back then anyway.
    """
    wanted = tuple(keys)
    with workspace.transaction():
        others = (one for one in workspace.all(Snooze) if one.action not in (PAUSE, *wanted))
        coming = Counter(one.until for one in others if one.until is not None)
        for key in wanted:
            while len(wanted) > BACK_A_DAY and coming[until] >= BACK_A_DAY:
                until = days_later(until, 1)
            snooze(workspace, key, until, today)
            coming[until] += 1


def pause(workspace: Workspace, until: date, today: date) -> str:
    """Pause, for holidays say: nothing is asked for until the day `until`, but for what is planned.

    Raises as `snooze` does. `wake` with the key of a pause ends it.
    """
    return snooze(workspace, PAUSE, until, today)


def choices(today: date) -> dict[str, date]:
    """Return the days that snoozes are mostly until, by what each is called; next week begins on its Monday."""
    return {
        "Tomorrow": today + timedelta(days=1),
        "In 3 days": today + timedelta(days=3),
        "Next week": today + timedelta(days=7 - today.weekday()),
    }


def dismiss(workspace: Workspace, key: str, reason: str) -> str:
    """Dismiss an action for good. Raises InvalidRecordError without a reason."""
    if not reason.strip():
        raise InvalidRecordError("Say in a word or two why this is not needed, so that you know later.")
    return _keep(workspace, key, None, reason)


def put_back(workspace: Workspace, snooze: Snooze) -> None:
    """Put an action to rest again as it was before it was woken."""
    _keep(workspace, snooze.action, snooze.until, snooze.reason)


def wake_all(workspace: Workspace, keys: Iterable[str]) -> None:
    """Let several actions show again at once, in one write."""
    with workspace.transaction():
        for key in keys:
            wake(workspace, key)


def wake(workspace: Workspace, key: str) -> None:
    """Let an action show again at once; one that is neither snoozed nor dismissed is no error."""
    with workspace.transaction():
        for stored in workspace.all(Snooze):
            if stored.action == key:  # also one that came from elsewhere under another id
                workspace.delete(stored)


def asleep(workspace: Workspace, today: date) -> dict[str, Snooze]:
    """Return what is snoozed past today or dismissed, by the action's key: snoozes first, by their day."""
    resting = (one for one in workspace.all(Snooze) if one.until is None or one.until > today)
    return {one.action: one for one in sorted(resting, key=lambda one: (one.until or date.max, one.action))}


def said_of(sleeping: Mapping[str, Snooze], key: str, formerly: Formerly | None = None) -> Snooze | None:
    """Return what puts an action of this key to rest, said under this key or under its former one."""
    if key in sleeping or formerly is None:
        return sleeping.get(key)
    snooze = sleeping.get(formerly.key)
    said_at = snooze.updated_at if snooze else None
    earlier = formerly.since is not None and said_at is not None and said_at < formerly.since
    return None if earlier else snooze


def _keep(workspace: Workspace, key: str, until: date | None, reason: str) -> str:
    """Keep one snooze an action, whatever was said of it before; the last word wins, whichever tab it comes from."""
    with workspace.transaction():
        earlier = workspace.get(Snooze, snooze_id(key)) or Snooze(id=snooze_id(key), action=key)
        try:
            later = earlier.replace(action=key, until=until, reason=reason)
        except ValueError as error:
            raise InvalidRecordError("That reason is too long; a few words will do.") from error
        return workspace.save(later)

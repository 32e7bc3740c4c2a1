"""Snoozes: actions put off until a day, or dismissed for good with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from netdash.errors import InvalidRecordError
from netdash.follow_up.actions.action import FormerKey
from netdash.moments import days_later
from netdash.records import Snooze
from netdash.store import Workspace

PAUSE = "pause"
"""The key of the snooze that is a pause, as if all actions were one."""

BACK_A_DAY = 5
"""Of many actions that are snoozed together, so many come back a day."""


def snooze_id(key: str) -> str:
    """Derive a snooze's id from its action's key, so that an action has one snooze."""
    return uuid5(NAMESPACE_URL, f"netdash:snooze:{key}").hex


def snooze(workspace: Workspace, key: str, until: date, today: date) -> str:
    """Snooze an action until a day. Raises InvalidRecordError where that day is not after today."""
    if until <= today:
        raise InvalidRecordError("Choose the day on which it comes back: tomorrow or later.")
    return _save(workspace, key, until, "")


def snooze_all(workspace: Workspace, keys: Iterable[str], until: date, today: date) -> None:
    """Snooze several actions in one write, or none of them; raises as `snooze` does.

    More than five in one go come back in order from that day on, no more than five a day; up to five come back on it.
    """
    keys_to_snooze = tuple(keys)
    with workspace.transaction():
        others = (other for other in workspace.all(Snooze) if other.action not in (PAUSE, *keys_to_snooze))
        per_day = Counter(other.until for other in others if other.until is not None)
        for key in keys_to_snooze:
            while len(keys_to_snooze) > BACK_A_DAY and per_day[until] >= BACK_A_DAY:
                until = days_later(until, 1)
            snooze(workspace, key, until, today)
            per_day[until] += 1


def pause(workspace: Workspace, until: date, today: date) -> str:
    """Pause the queue until a day, for holidays say; planned conversations stay in it.

    Raises as `snooze` does. `wake` with the key of a pause ends it.
    """
    return snooze(workspace, PAUSE, until, today)


def snooze_choices(today: date) -> dict[str, date]:
    """Return the usual days to snooze until, by their labels; next week begins on its Monday."""
    return {
        "Tomorrow": today + timedelta(days=1),
        "In 3 days": today + timedelta(days=3),
        "Next week": today + timedelta(days=7 - today.weekday()),
    }


def dismiss(workspace: Workspace, key: str, reason: str) -> str:
    """Dismiss an action for good. Raises InvalidRecordError without a reason."""
    if not reason.strip():
        raise InvalidRecordError("Say in a word or two why this is not needed, so that you remember later.")
    return _save(workspace, key, None, reason)


def dismiss_all(workspace: Workspace, keys: Iterable[str], reason: str) -> None:
    """Dismiss several actions for the same reason in one write, or none of them; raises as `dismiss` does."""
    with workspace.transaction():
        for key in keys:
            dismiss(workspace, key, reason)


def wake(workspace: Workspace, key: str) -> None:
    """End an action's snooze or dismissal; one without either is no error."""
    with workspace.transaction():
        for stored in workspace.all(Snooze):
            if stored.action == key:  # a restored backup may hold it under another id
                workspace.delete(stored)


def active_snoozes(workspace: Workspace, today: date) -> dict[str, Snooze]:
    """Return the snoozes past today and the dismissals, by the action's key: snoozes first, by their day."""
    snoozes = (snooze for snooze in workspace.all(Snooze) if snooze.until is None or snooze.until > today)
    return {
        snooze.action: snooze
        for snooze in sorted(snoozes, key=lambda snooze: (snooze.until or date.max, snooze.action))
    }


def snooze_of(snoozes: Mapping[str, Snooze], key: str, former_key: FormerKey | None = None) -> Snooze | None:
    """Return the snooze of an action, found under its key or its former key."""
    if key in snoozes or former_key is None:
        return snoozes.get(key)
    snooze = snoozes.get(former_key.key)
    snoozed_at = snooze.updated_at if snooze else None
    is_older = former_key.since is not None and snoozed_at is not None and snoozed_at < former_key.since
    return None if is_older else snooze


def _save(workspace: Workspace, key: str, until: date | None, reason: str) -> str:
    """Save an action's snooze in place of an earlier one; the last one saved wins, whichever tab it comes from.

    The same once more, as the second click of a double click, changes nothing.
    """
    with workspace.transaction():
        stored = workspace.get(Snooze, snooze_id(key)) or Snooze(id=snooze_id(key), action=key)
        try:
            changed = stored.replace(action=key, until=until, reason=reason)
        except ValueError as error:
            raise InvalidRecordError("That reason is too long; a few words will do.") from error
        return stored.id if changed == stored else workspace.save(changed)

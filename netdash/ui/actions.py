"""What a button does later, on another run, an Undo above all: it opens the workspace anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from netdash import outcomes, outreach, promises, recordings, thank_yous, trash
from netdash.actions import put_back, wake_all
from netdash.errors import GoneError, InvalidRecordError
from netdash.exchange import backup
from netdash.recordings import Recorded
from netdash.records import Message, Record, Snooze
from netdash.store import Workspace
from netdash.ui import flash, form_memory, session
from netdash.ui.flash import Undo

T = TypeVar("T")


def reported(change: Callable[[Workspace, T], None], to: T) -> None:
    """Make a change in a callback, and say on the next run what went wrong with it."""
    flash.saying_problems(lambda: change(session.opened().workspace, to))


def restoring(id: str) -> Callable[[], None]:
    """Return the way back from a deletion."""
    return lambda: trash.restore(session.opened().workspace, id)


def unsending(id: str) -> Callable[[], None]:
    """Return the way back from marking a thank-you as sent."""
    return lambda: thank_yous.unsend(session.opened().workspace, id)


def unsending_message(id: str) -> Callable[[], None]:
    """Return the way back from marking a message as sent."""
    return lambda: outreach.unsend(session.opened().workspace, id)


def clearing_outcome(before: Message) -> Callable[[], None]:
    """Return the way back from noting what came of a message."""
    return lambda: outreach.clear_outcome(session.opened().workspace, before.id, before.reply)


def saving_again(
    workspace: Workspace,
    kind: type[Record],
    id: str,
    change: Callable[[], object],
    also: Callable[[Workspace, str], None] | None = None,
) -> Callable[[], None]:
    """Change a record and return the way back: all as it was, of the sample too, unless it was changed since.

    `also` settles what else follows from the record being as it was.
    """
    with workspace.transaction():
        before = workspace.get(kind, id)
        change()
        after = workspace.get(kind, id)

    def save_again() -> None:
        workspace = session.opened().workspace
        with workspace.transaction():
            stored = workspace.get(kind, id)
            if stored is None or before is None:
                raise GoneError(kind.noun)
            if stored != after:
                raise InvalidRecordError(f"This {kind.noun} was changed again since, so it was left as it is.")
            workspace.put(before)
            if also is not None:
                also(workspace, id)

    return save_again


def waking(keys: Sequence[str]) -> Callable[[], None]:
    """Return the way back from putting actions off or dismissing them."""
    return lambda: wake_all(session.opened().workspace, keys)


def laying_to_rest(snooze: Snooze) -> Callable[[], None]:
    """Return the way back from waking an action."""
    return lambda: put_back(session.opened().workspace, snooze)


def reopening(id: str) -> Callable[[], None]:
    """Return the way back from settling a promise."""
    return lambda: promises.reopen(session.opened().workspace, id)


def replanning(id: str) -> Callable[[], None]:
    """Return the way back from cancelling a conversation, or noting that nobody came: it is planned again."""
    return lambda: outcomes.reopen(session.opened().workspace, id)


def taking_back(recorded: Recorded, refill: Callable[[], None]) -> Callable[[], None]:
    """Return the way back from recording a conversation: all as it was; `refill` fills its form again."""

    def take_back() -> None:
        recordings.take_back(session.opened().workspace, recorded)
        refill()

    return take_back


def putting_back(content: bytes) -> Callable[[], Undo]:
    """Return the way back from what replaced or removed many records at once: a backup of what was there before.

    It goes both ways, as somebody may have saved something since.
    """

    def put_back() -> Undo:
        visit = session.opened()
        replaced = backup.before(visit.workspace, visit.now, backup.restoring(content, visit.workspace))
        form_memory.forget_all()
        return putting_back(replaced)

    return put_back

"""What an Undo button does, later and on another run: it opens the workspace anew."""

from __future__ import annotations

from collections.abc import Callable

from netdash import promises, thank_yous, trash
from netdash.exchange import backup
from netdash.ui import form_memory, session


def restoring(id: str) -> Callable[[], None]:
    """Return the way back from a deletion."""
    return lambda: trash.restore(session.opened().workspace, id)


def unsending(id: str) -> Callable[[], None]:
    """Return the way back from marking a thank-you as sent."""
    return lambda: thank_yous.unsend(session.opened().workspace, id)


def reopening(id: str) -> Callable[[], None]:
    """Return the way back from settling a promise."""
    return lambda: promises.reopen(session.opened().workspace, id)


def putting_back(content: bytes) -> Callable[[], None]:
    """Return the way back from restoring a backup: what was there before."""

    def put_back() -> None:
        backup.restore(content, session.opened().workspace)
        form_memory.forget_all()

    return put_back

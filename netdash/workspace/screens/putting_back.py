"""The way back from what replaced or removed many records at once."""

from __future__ import annotations

from collections.abc import Callable

from netdash.ui import form_memory, session
from netdash.ui.flash import Undo
from netdash.workspace import backup


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

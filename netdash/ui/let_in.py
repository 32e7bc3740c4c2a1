"""The sessions in which a workspace is open: what may be asked for beside the pages is asked in one of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

from netdash.errors import NetdashError

T = TypeVar("T")

MOST = 10_000
"""How many sessions are remembered; the one that ran longest ago goes first, and is back with its next run."""


class LetIn:
    """The ids of the sessions whose last run was let in."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, session: object) -> bool:
        with self._lock:
            return session in self._ids

    def admitted(self, decide: Callable[[], T]) -> T:
        """Return whom the decision lets in, and remember the session that runs; forget it where nobody is let in."""
        run = get_script_run_ctx(suppress_warning=True)
        session = run.session_id if run else ""
        try:
            decided = decide()
        except NetdashError:
            with self._lock:
                self._ids.pop(session, None)
            raise
        with self._lock:
            self._ids[session] = None
            self._ids.move_to_end(session)
            if len(self._ids) > MOST:
                self._ids.popitem(last=False)
        return decided

"""A connection that is given up when the other end says nothing for too long, although it stays open.

The server's own timeouts end a statement that it works on; they cannot help where it, or a proxy before it, is
stuck or cut off and the network still says that all is well.
"""

from __future__ import annotations

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg_pool import ConnectionPool

T = TypeVar("T")

SILENT_READ_S = 10.0
"""How long an answer to a question may let itself be waited for."""
SILENT_WRITE_S = 45.0
"""The same in a turn at writing: longer than the server lets anybody wait for a lock."""


class SilentError(psycopg.OperationalError):
    """The other end said nothing for too long, so the connection was closed. Without a code, as any lost one."""


class SpokenLink(psycopg.Connection[tuple[Any, ...]]):
    """A connection that loses its patience; `silence` is in seconds since a byte last came or went."""

    silence = SILENT_WRITE_S
    home: ConnectionPool[SpokenLink] | None = None
    """The pool that it was taken from."""
    heard_at = float("inf")
    """The moment of the last answer, by the clock that never goes back; none yet on a new connection."""

    def wait(self, gen: PQGen[T], *given: Any, **options: Any) -> T:
        """See psycopg. Raises SilentError, and has closed the connection then."""
        try:
            found = super().wait(_impatient(gen, self.silence), *given, **options)
        except SilentError:
            self.close()
            raise
        self.heard_at = time.monotonic()
        return found


def _impatient(waiting: PQGen[T], silence: float) -> PQGen[T]:
    """Pass on what psycopg waits for; it looks up every tenth of a second, also where nothing came."""
    try:
        wanted, heard = next(waiting), time.monotonic()
        while True:
            ready = yield wanted
            if ready:
                heard = time.monotonic()
            elif time.monotonic() - heard > silence:
                raise SilentError("the other end of the connection is silent")
            wanted = waiting.send(ready)
    except StopIteration as ended:
        found: T = ended.value
        return found

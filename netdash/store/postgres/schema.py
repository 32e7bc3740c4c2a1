"""The tables in PostgreSQL, made and migrated by whichever process connects first."""

from __future__ import annotations

import random
import time
from typing import Any

from psycopg import Connection, errors

from netdash.errors import StoreError
from netdash.store.postgres import statements

Link = Connection[tuple[Any, ...]]
"""A connection to the database; every statement is a transaction of its own, except after BEGIN."""

STEPS = ((statements.MAKE_WORKSPACES, statements.MAKE_RECORDS, statements.INDEX_RECORDS),)
"""The statements of each step; further steps are added at the end, and none is ever changed."""

_ATTEMPTS = 20
_RACED = (
    errors.UniqueViolation,
    errors.DuplicateTable,
    errors.DuplicateObject,
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.InternalError_,
)
"""The errors of one of two processes that make the same table at once."""


def ensure(link: Link) -> None:
    """Make or migrate the tables; where they are up to date, this is one cheap query.

    Raises StoreError where a newer netdash made them, and psycopg's error where the database refuses.
    """
    for attempt in range(_ATTEMPTS):
        try:
            _ensure(link)
        except _RACED:
            link.execute(statements.ROLLBACK)
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(random.uniform(0, 0.05 * (attempt + 1)))
        else:
            return


def _ensure(link: Link) -> None:
    if _step(link) == len(STEPS):
        return
    link.execute(statements.MAKE_STEPS)
    link.execute(statements.FIRST_STEP)
    link.execute(statements.BEGIN)
    # Another netdash, newer ones among them, may have been here since.
    step = _supported(link.execute(statements.LOCK_STEP).fetchone())
    if step == len(STEPS):
        link.execute(statements.ROLLBACK)
        return
    for batch in STEPS[step:]:
        for statement in batch:
            link.execute(statement)
    link.execute(statements.NEXT_STEP, (len(STEPS),))
    link.execute(statements.COMMIT)


def _step(link: Link) -> int:
    try:
        row = link.execute(statements.STEP).fetchone()
    except errors.UndefinedTable:
        return 0
    return _supported(row)


def _supported(row: tuple[Any, ...] | None) -> int:
    step = int(row[0]) if row else 0
    if step > len(STEPS):
        raise StoreError("A newer version of netdash made the tables of this database, so update netdash to use it.")
    return step

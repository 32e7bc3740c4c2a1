"""One writer's turn at a workspace: a transaction that holds its row, so that no other writes meanwhile."""

from __future__ import annotations

import secrets
from typing import NamedTuple

import orjson

from netdash.store.documents import Tables
from netdash.store.migrations import SCHEMA
from netdash.store.postgres import statements
from netdash.store.postgres.rows import NOT_THERE, UNKNOWN, Known, State, caught_up, emptied, state_of
from netdash.store.postgres.schema import Link
from netdash.store.snapshot import EMPTY
from netdash.store.transaction import Edits

MARKS = 32
"""How many saves a workspace's row remembers by their marks."""


class Turn(NamedTuple):
    """An open transaction on a connection."""

    link: Link
    name: str
    row: State
    """The locked row; where there was none, the one just laid down, which a rollback takes away."""
    base: Known
    """What the workspace holds."""

    @property
    def is_new(self) -> bool:
        """Tell whether the workspace had no row before this turn."""
        return self.base.state == NOT_THERE


def begin(link: Link, name: str, known: Known, *, unread: bool = False) -> Turn:
    """Wait for the workspace's row, lock it, and catch up with what others saved. Harmless to repeat.

    `unread`: the records are not read, and so need not be readable, as all of them go.
    """
    # All in one go: the way to a hosted database may take longer than all the rest.
    with link.pipeline():
        for statement in (statements.BEGIN, statements.PATIENCE, statements.IDLE):
            link.execute(statement)
        found = link.execute(statements.LOCK, (name,))
    begun = 0
    while (row := found.fetchone()) is None:
        begun = _fresh()
        link.execute(statements.START, (name, begun, begun, SCHEMA))
        found = link.execute(statements.LOCK, (name,))
    state = state_of(row)
    if state.begun == begun:
        return Turn(link, name, state, Known(NOT_THERE, emptied(known)))
    return Turn(link, name, state, Known(state, EMPTY) if unread else caught_up(link, name, known, state))


def save(turn: Turn, edits: Edits, mark: str) -> None:
    """Send the edits, and the mark by which this save can be found again, without waiting for answers."""
    version, old = turn.row.version + 1, turn.base.snapshot
    if anew := turn.base.state.schema != SCHEMA:
        # Bodies of an earlier schema are all written anew, once.
        turn.link.execute(statements.FORGET_RECORDS, (turn.name,))
        edits = {kind: {**old.tables.get(kind, {}), **edits.get(kind, {})} for kind in {**old.tables, **edits}}
    adding: list[tuple[object, ...]] = []
    changing: list[tuple[object, ...]] = []
    for kind, documents in edits.items():
        for id, document in documents.items():
            body = None if document is None else orjson.dumps(document).decode()
            if not anew and old.document(kind, id) is not None:
                changing.append((version, body, turn.name, kind, id))
            elif body is not None:
                adding.append((turn.name, kind, id, version, version, len(adding), body))
    with turn.link.cursor() as cursor:
        for statement, rows in ((statements.ADD, adding), (statements.CHANGE, changing)):
            if rows:
                cursor.executemany(statement, rows)
    saves = " ".join([*turn.row.saves.split(), mark][-MARKS:])
    turn.link.execute(statements.ADVANCE, (version, SCHEMA, saves, turn.name))


def replace(turn: Turn, tables: Tables, mark: str) -> None:
    """Send what has the workspace begin anew with these tables, without waiting for answers."""
    erase(turn)
    begun = _fresh()
    turn.link.execute(statements.START, (turn.name, begun, begun, SCHEMA))
    everything: Edits = {kind: dict(documents) for kind, documents in tables.items()}
    save(Turn(turn.link, turn.name, State(begun, begun, SCHEMA, ""), UNKNOWN), everything, mark)


def erase(turn: Turn) -> None:
    """Send what removes a workspace whole, without waiting for answers."""
    turn.link.execute(statements.FORGET_RECORDS, (turn.name,))
    turn.link.execute(statements.FORGET, (turn.name,))


def _fresh() -> int:
    """Return where the versions of a new workspace start, so that it is never taken for an earlier one."""
    return secrets.randbelow(2**61) + 1


def saved(turn: Turn, edits: Edits) -> Known:
    """Return what the workspace holds once this turn is committed."""
    state = turn.row._replace(version=turn.row.version + 1, schema=SCHEMA)
    old = turn.base.snapshot
    tables: Tables = dict(old.tables)
    for kind, documents in edits.items():
        table = dict(tables.get(kind, {}))
        for id, document in documents.items():
            if document is None:
                table.pop(id, None)
            else:
                table[id] = document
        tables[kind] = table
    return Known(state, old.changed(tables, dict.fromkeys(edits, state.version)))

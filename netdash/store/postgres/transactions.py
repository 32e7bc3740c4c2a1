"""Transactions on a workspace, which lock its row so that nobody else writes meanwhile."""

from __future__ import annotations

import secrets
from typing import NamedTuple

import orjson

from netdash.store.documents import Tables
from netdash.store.migrations import SCHEMA
from netdash.store.postgres import statements
from netdash.store.postgres.rows import NO_ROW, NOT_LOADED, LoadedState, WorkspaceRow, catch_up, row_of, without_rows
from netdash.store.postgres.schema import Link
from netdash.store.snapshot import EMPTY
from netdash.store.transaction import Edits

MARKS = 32
"""How many marks of saves a workspace's row keeps."""


class OpenTransaction(NamedTuple):
    """An open transaction on a connection."""

    link: Link
    name: str
    row: WorkspaceRow
    """The locked row; where there was none, a new one, which a rollback removes."""
    base: LoadedState
    """What the workspace held when the transaction began."""

    @property
    def is_new(self) -> bool:
        """Tell whether the workspace had no row before this transaction."""
        return self.base.row == NO_ROW


def begin(link: Link, name: str, before: LoadedState, *, unread: bool = False) -> OpenTransaction:
    """Wait for the workspace's row, lock it, and catch up with what others saved. Harmless to repeat.

    `unread`: do not read the records, which need not be readable, as all of them go.
    """
    # All in one go: a round trip to a hosted database may take longer than all the rest.
    with link.pipeline():
        for statement in (statements.BEGIN, statements.PATIENCE, statements.IDLE):
            link.execute(statement)
        answer = link.execute(statements.LOCK, (name,))
    begun = 0
    while (row := answer.fetchone()) is None:
        begun = _fresh()
        link.execute(statements.START, (name, begun, begun, SCHEMA))
        answer = link.execute(statements.LOCK, (name,))
    locked = row_of(row)
    if locked.begun == begun:
        return OpenTransaction(link, name, locked, LoadedState(NO_ROW, without_rows(before)))
    return OpenTransaction(
        link, name, locked, LoadedState(locked, EMPTY) if unread else catch_up(link, name, before, locked)
    )


def save(transaction: OpenTransaction, edits: Edits, mark: str) -> None:
    """Send the edits, and a mark to find this save by, without waiting for answers."""
    version, old = transaction.row.version + 1, transaction.base.snapshot
    if outdated := transaction.base.row.schema != SCHEMA:
        # Bodies of an earlier schema are all written again, once.
        transaction.link.execute(statements.FORGET_RECORDS, (transaction.name,))
        edits = {kind: {**old.tables.get(kind, {}), **edits.get(kind, {})} for kind in {**old.tables, **edits}}
    new_rows: list[tuple[object, ...]] = []
    changed_rows: list[tuple[object, ...]] = []
    for kind, documents in edits.items():
        for id, document in documents.items():
            body = None if document is None else orjson.dumps(document).decode()
            if not outdated and old.document(kind, id) is not None:
                changed_rows.append((version, body, transaction.name, kind, id))
            elif body is not None:
                new_rows.append((transaction.name, kind, id, version, version, len(new_rows), body))
    with transaction.link.cursor() as cursor:
        for statement, rows in ((statements.ADD, new_rows), (statements.CHANGE, changed_rows)):
            if rows:
                cursor.executemany(statement, rows)
    saves = " ".join([*transaction.row.saves.split(), mark][-MARKS:])
    transaction.link.execute(statements.ADVANCE, (version, SCHEMA, saves, transaction.name))


def replace(transaction: OpenTransaction, tables: Tables, mark: str) -> None:
    """Replace everything by these tables, without waiting for answers."""
    erase(transaction)
    begun = _fresh()
    transaction.link.execute(statements.START, (transaction.name, begun, begun, SCHEMA))
    everything: Edits = {kind: dict(documents) for kind, documents in tables.items()}
    save(transaction._replace(row=WorkspaceRow(begun, begun, SCHEMA, ""), base=NOT_LOADED), everything, mark)


def erase(transaction: OpenTransaction) -> None:
    """Remove a workspace with its row, without waiting for answers."""
    transaction.link.execute(statements.FORGET_RECORDS, (transaction.name,))
    transaction.link.execute(statements.FORGET, (transaction.name,))


def _fresh() -> int:
    """Return a random version for a new workspace to start from, so that it never passes for an earlier one."""
    return secrets.randbelow(2**61) + 1


def state_after(transaction: OpenTransaction, edits: Edits) -> LoadedState:
    """Return what the workspace holds once this transaction is committed."""
    row = transaction.row._replace(version=transaction.row.version + 1, schema=SCHEMA)
    old = transaction.base.snapshot
    tables: Tables = dict(old.tables)
    for kind, documents in edits.items():
        table = dict(tables.get(kind, {}))
        for id, document in documents.items():
            if document is None:
                table.pop(id, None)
            else:
                table[id] = document
        tables[kind] = table
    return LoadedState(row, old.changed(tables, dict.fromkeys(edits, row.version)))

"""What the rows of a workspace say: its state of before, and what changed since, become its state of now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from netdash.errors import StoreDamagedError, StoreError
from netdash.store.documents import LayoutError, StoredDocument, Tables, load
from netdash.store.migrations import SCHEMA, RawTables, migrate
from netdash.store.postgres import statements
from netdash.store.postgres.schema import Link
from netdash.store.snapshot import EMPTY, Snapshot

Row = tuple[Any, ...]
"""kind, id, version, born, body"""


class State(NamedTuple):
    """The row of a workspace; see the table."""

    begun: int
    version: int
    schema: int
    saves: str

    def is_of(self, other: State) -> bool:
        """Tell whether both are the same state of the same workspace."""
        return self[:3] == other[:3]


class Known(NamedTuple):
    """A state, and what the workspace holds in it."""

    state: State
    snapshot: Snapshot


NOT_THERE = State(0, 0, SCHEMA, "")
UNKNOWN = Known(NOT_THERE, EMPTY)


def state_of(row: Row | None) -> State:
    """Return the state that a row tells; no row is an empty workspace. Raises StoreError for one of a newer netdash."""
    state = State(*row) if row else NOT_THERE
    if state.schema > SCHEMA:
        raise StoreError("A newer version of netdash wrote this workspace, so update netdash to open it.")
    return state


def names(link: Link) -> tuple[str, ...]:
    """Return the names of all workspaces."""
    return tuple(name for (name,) in link.execute(statements.NAMES).fetchall())


def caught_up(link: Link, name: str, known: Known, state: State) -> Known:
    """Return what a workspace holds that was just found in this state, or in a later one by now."""
    while not state.is_of(known.state):
        asked = state
        follows = _follows(known.state, asked)
        found = link.execute(statements.CHANGES, (known.state.version if follows else 0, name)).fetchall()
        state = state_of(found[0][:4] if found else None)
        if follows and not _follows(known.state, state):
            continue  # erased and begun anew between the two questions
        rows = [row[4:] for row in found if row[4] is not None]
        return Known(state, _changed(known, rows) if follows else _whole(known, state, rows))
    return known


def emptied(known: Known) -> Snapshot:
    """Return the state of a workspace that has no row, or none any more."""
    return known.snapshot.after({}, known.state.version + 1)


def _follows(before: State, now: State) -> bool:
    return before.begun == now.begun and before.version <= now.version and before.schema == now.schema == SCHEMA


def _changed(known: Known, rows: Iterable[Row]) -> Snapshot:
    tables = dict(known.snapshot.tables)
    versions: dict[str, int] = {}
    for kind, id, version, born, body in rows:
        if kind not in versions:
            tables[kind] = dict(tables.get(kind, {}))
        versions[kind] = max(version, versions.get(kind, 0))
        if body is None or born > known.state.version:
            # A record that went and came again stands where it came again.
            tables[kind].pop(id, None)
        if body is not None:
            tables[kind][id] = _document(kind, id, _fields(kind, id, body))
    return known.snapshot.changed(tables, versions)


def _whole(known: Known, state: State, rows: Iterable[Row]) -> Snapshot:
    raw: RawTables = {}
    for kind, id, _version, _born, body in rows:
        if body is not None:
            raw.setdefault(kind, {})[id] = _fields(kind, id, body)
    read: Tables = {
        kind: {id: _document(kind, id, fields) for id, fields in table.items()}
        for kind, table in migrate(raw, state.schema).items()
    }
    return known.snapshot.after(read, state.version) if state != NOT_THERE else emptied(known)


def _fields(kind: str, id: str, body: str) -> dict[str, Any]:
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise StoreDamagedError(f"{id} among the {kind} is not JSON") from error
    if not isinstance(fields, dict):
        raise StoreDamagedError(f"{id} among the {kind} is no record")
    return fields


def _document(kind: str, id: str, fields: dict[str, Any]) -> StoredDocument:
    try:
        return load(kind, id, fields)
    except LayoutError as error:
        raise StoreDamagedError(str(error)) from error

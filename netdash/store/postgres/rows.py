"""The state of a workspace from its rows: the state loaded before, and what changed since."""

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


class WorkspaceRow(NamedTuple):
    """The row of a workspace; see `statements.MAKE_WORKSPACES`."""

    begun: int
    version: int
    schema: int
    saves: str

    def is_same_state(self, other: WorkspaceRow) -> bool:
        """Tell whether both rows are of the same state of the same workspace."""
        return self[:3] == other[:3]


class LoadedState(NamedTuple):
    """What a workspace holds, and the row it had then."""

    row: WorkspaceRow
    snapshot: Snapshot


NO_ROW = WorkspaceRow(0, 0, SCHEMA, "")
NOT_LOADED = LoadedState(NO_ROW, EMPTY)


def row_of(columns: Row | None) -> WorkspaceRow:
    """Return a workspace's row, where there is one. Raises StoreError where a newer netdash wrote it."""
    row = WorkspaceRow(*columns) if columns else NO_ROW
    if row.schema > SCHEMA:
        raise StoreError("A newer version of netdash wrote this workspace, so update netdash to open it.")
    return row


def names(link: Link) -> tuple[str, ...]:
    """Return the names of all workspaces."""
    return tuple(name for (name,) in link.execute(statements.NAMES).fetchall())


def catch_up(link: Link, name: str, before: LoadedState, row: WorkspaceRow) -> LoadedState:
    """Return the state of a workspace that was just seen with this row, reading only what changed since `before`."""
    while not row.is_same_state(before.row):
        follows = _follows(before.row, row)
        results = link.execute(statements.CHANGES, (before.row.version if follows else 0, name)).fetchall()
        row = row_of(results[0][:4] if results else None)
        if follows and not _follows(before.row, row):
            continue  # erased and begun anew between the two queries
        records = [result[4:] for result in results if result[4] is not None]
        return LoadedState(row, _changed(before, records) if follows else _whole(before, row, records))
    return before


def without_rows(before: LoadedState) -> Snapshot:
    """Return the state of a workspace without a row: empty."""
    return before.snapshot.after({}, before.row.version + 1)


def _follows(before: WorkspaceRow, after: WorkspaceRow) -> bool:
    return before.begun == after.begun and before.version <= after.version and before.schema == after.schema == SCHEMA


def _changed(before: LoadedState, rows: Iterable[Row]) -> Snapshot:
    tables = dict(before.snapshot.tables)
    versions: dict[str, int] = {}
    for kind, id, version, born, body in rows:
        if kind not in versions:
            tables[kind] = dict(tables.get(kind, {}))
        versions[kind] = max(version, versions.get(kind, 0))
        if body is None or born > before.row.version:
            # A record that was deleted and saved again goes to the end.
            tables[kind].pop(id, None)
        if body is not None:
            tables[kind][id] = _document(kind, id, _fields(kind, id, body))
    return before.snapshot.changed(tables, versions)


def _whole(before: LoadedState, workspace_row: WorkspaceRow, rows: Iterable[Row]) -> Snapshot:
    raw: RawTables = {}
    for kind, id, _version, _born, body in rows:
        if body is not None:
            raw.setdefault(kind, {})[id] = _fields(kind, id, body)
    tables: Tables = {
        kind: {id: _document(kind, id, fields) for id, fields in table.items()}
        for kind, table in migrate(raw, workspace_row.schema).items()
    }
    return before.snapshot.after(tables, workspace_row.version) if workspace_row != NO_ROW else without_rows(before)


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

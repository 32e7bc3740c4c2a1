"""The backup of a whole workspace as one file: made, previewed and restored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue, ValidationError

from netdash.errors import BackupError, InvalidRecordError
from netdash.records import BY_TABLE, KINDS, Record
from netdash.store import Workspace, documents, file_format
from netdash.store.documents import StoredDocument, Tables
from netdash.store.migrations import SCHEMA, RawTables, migrate
from netdash.store.snapshot import MARK
from netdash.workspace import archive
from netdash.workspace.archive import Limit

RecordsByKind = Mapping[type[Record], tuple[Record, ...]]
"""All records of a workspace, in the order of their first save."""


@dataclass(frozen=True)
class KindChange:
    """What a restore does to the records of one kind, in counts."""

    kind: type[Record]
    here: int
    in_backup: int
    added: int
    replaced: int
    removed: int


@dataclass(frozen=True)
class RestorePreview:
    """When a backup was made and what restoring it will do, with one change a kind, in the order of KINDS."""

    made_at: datetime
    changes: tuple[KindChange, ...]


def export(workspace: Workspace, now: datetime) -> bytes:
    """Return a backup: a zip of every record with all fields, drafts and trash included.

    The document in it is a workspace file: unpacked, it can replace a lost one.
    """
    return _pack(_tables_of(workspace), now)


def has_room(workspace: Workspace, limit: Limit) -> bool:
    """Tell whether a backup made now can be restored under a limit."""
    return limit.allows(_document(_tables_of(workspace)))


def back_up_and_change(workspace: Workspace, now: datetime, change: Callable[[], None]) -> bytes:
    """Change many records, and return a backup of what was there before.

    Both happen in one transaction, so that whatever somebody saves meanwhile is in the backup or in the workspace.
    """
    with workspace.transaction():
        before = _tables_of(workspace)
        change()
    return _pack(before, now)


def preview(content: bytes, workspace: Workspace, limit: Limit | None = None) -> RestorePreview:
    """Return what restoring a backup would do.

    Raises BackupError where it cannot be restored whole or exceeds the limit; without a limit it may have any size.
    """
    manifest, records = _read(content, limit)
    here = _tables_of(workspace)
    changes = (_kind_change(kind, here[kind.table].values(), records[kind]) for kind in KINDS)
    return RestorePreview(manifest.made_at, tuple(changes))


def has_records(workspace: Workspace) -> bool:
    """Tell whether the workspace has any record that a restore would replace."""
    return any(workspace.all(kind) for kind in KINDS)


def restore(content: bytes, workspace: Workspace, limit: Limit | None = None) -> None:
    """Replace the whole workspace by a backup in one atomic write.

    Raises BackupError as `preview` does; then nothing has changed.
    """
    prepare_restore(content, workspace, limit)()


def prepare_restore(content: bytes, workspace: Workspace, limit: Limit | None = None) -> Callable[[], None]:
    """Read a backup, and return the function that restores it; raises as `preview` does."""
    _, records = _read(content, limit)
    return lambda: _replace_all(records, workspace)


def _replace_all(records: RecordsByKind, workspace: Workspace) -> None:
    with workspace.transaction():
        for kind in KINDS:
            present, backed_up = _by_id(workspace.all(kind)), _by_id(records[kind])
            for id in present.keys() - backed_up.keys():
                workspace.delete(present[id])
            for id, record in backed_up.items():
                if record != present.get(id):
                    workspace.put(record)


def _tables_of(workspace: Workspace) -> Tables:
    """Read every kind as of one moment, without a lock, as a backup must work where nothing can be written."""
    tables = workspace.contents().tables
    return {kind.table: tables.get(kind.table, {}) for kind in KINDS}


def _pack(tables: Tables, now: datetime) -> bytes:
    counts = {table: len(rows) for table, rows in tables.items()}
    return archive.pack(_document(tables), counts, SCHEMA, now)


def _document(tables: Tables) -> bytes:
    """Write it as a workspace file is written."""
    return file_format.render(file_format.with_mark(tables))


def _by_id(records: Iterable[Record]) -> Mapping[str, Record]:
    return {record.id: record for record in records}


def _kind_change(kind: type[Record], here: Iterable[StoredDocument], in_backup: tuple[Record, ...]) -> KindChange:
    present, backed_up = _by_id(row.record for row in here if row.record), _by_id(in_backup)
    shared = present.keys() & backed_up.keys()
    return KindChange(
        kind=kind,
        here=len(present),
        in_backup=len(backed_up),
        added=len(backed_up) - len(shared),
        replaced=sum(present[id] != backed_up[id] for id in shared),
        removed=len(present) - len(shared),
    )


def _read(content: bytes, limit: Limit | None) -> tuple[archive.Manifest, RecordsByKind]:
    manifest, document = archive.unpack(content, limit)
    if manifest.schema_number > SCHEMA:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    tables = migrate(_tables(document), manifest.schema_number)
    if not tables.keys() <= {MARK, *BY_TABLE}:
        raise BackupError("This backup holds records of a kind that this netdash does not know.")
    snapshot = {kind: _records(kind, tables.get(kind.table, {})) for kind in KINDS}
    if any(len(records) != manifest.counts.get(kind.table, 0) for kind, records in snapshot.items()):
        raise BackupError("This backup is incomplete: it does not hold as many records as its manifest says.")
    return manifest, snapshot


def _tables(document: bytes) -> RawTables:
    try:
        return _checked_tables(documents.loads(document))
    except ValueError as error:
        raise BackupError("This backup holds something other than records, or one of them twice.") from error


def _checked_tables(tables: Any) -> RawTables:
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise ValueError("no tables")
    if not all(isinstance(fields, dict) for table in tables.values() for fields in table.values()):
        raise ValueError("no records")
    return tables


def _records(kind: type[Record], fields_by_id: Mapping[str, Mapping[str, JsonValue]]) -> tuple[Record, ...]:
    return tuple(_record(kind, id, fields) for id, fields in fields_by_id.items())


def _record(kind: type[Record], id: str, fields: Mapping[str, JsonValue]) -> Record:
    if fields.get("id") != id:
        raise BackupError(f"This backup holds a {kind.noun} under an identity that is not its own.")
    try:
        record = kind.model_validate(fields)
        record.model_dump_json()  # unknown fields are not checked, and a record that cannot be written must be refused
    except ValidationError as error:
        reason = InvalidRecordError.from_pydantic(error).sentence
        raise BackupError(f"This backup holds a {kind.noun} that netdash cannot take: {reason}") from error
    except ValueError as error:
        raise BackupError(f"This backup holds a {kind.noun} that netdash could not save again.") from error
    return record

"""The whole workspace as one file: downloaded, looked into, and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue, ValidationError

from netdash.errors import BackupError, InvalidRecordError
from netdash.records import BY_TABLE, KINDS, Record
from netdash.store import Workspace, documents
from netdash.store.contents import MARK
from netdash.store.migrations import SCHEMA, RawTables, migrate
from netdash.workspace import archive
from netdash.workspace.archive import Limit

Kept = Mapping[type[Record], tuple[Record, ...]]
"""All records of a workspace by kind, in the order of their first save."""


@dataclass(frozen=True)
class Change:
    """What a restore does to the records of one kind, in counts."""

    kind: type[Record]
    here: int
    in_backup: int
    added: int
    replaced: int
    unchanged: int
    removed: int


@dataclass(frozen=True)
class Preview:
    """What a backup holds and what restoring it will do; one change a kind, in the order of KINDS."""

    made_at: datetime
    changes: tuple[Change, ...]


def export(workspace: Workspace, now: datetime) -> bytes:
    """Return the backup: a zip of every record, field for field, drafts and trash included.

    The document in it is itself a workspace file: unpacked, it can stand in for a lost one.
    """
    return _packed(_snapshot(workspace), now)


def has_room(workspace: Workspace, limit: Limit) -> bool:
    """Tell whether a backup made now can be restored under a limit."""
    return limit.room_for(_document(_snapshot(workspace)))


def before(workspace: Workspace, now: datetime, change: Callable[[], None]) -> bytes:
    """Make a change to many records, and return the backup of what was there before it.

    Both are of one write: nothing that somebody saves meanwhile is missing from both.
    """
    with workspace.transaction():
        kept = _snapshot(workspace)
        change()
    return _packed(kept, now)


def preview(content: bytes, workspace: Workspace, limit: Limit | None = None) -> Preview:
    """Say what restoring a backup would do.

    Raises BackupError where it cannot be restored whole, or holds more than the limit: none is for one's own machine.
    """
    manifest, kept = _read(content, limit)
    here = _snapshot(workspace)
    return Preview(manifest.made_at, tuple(_change(kind, here[kind], kept[kind]) for kind in KINDS))


def holds_anything(workspace: Workspace) -> bool:
    """Tell whether there is anything that a restore would replace."""
    return any(workspace.all(kind) for kind in KINDS)


def restore(content: bytes, workspace: Workspace, limit: Limit | None = None) -> None:
    """Replace the whole workspace by a backup, in one atomic write.

    Raises BackupError, and then nothing has changed, as `preview` does.
    """
    restoring(content, workspace, limit)()


def restoring(content: bytes, workspace: Workspace, limit: Limit | None = None) -> Callable[[], None]:
    """Read a backup, and return what then restores it; raises as `preview` does."""
    _, kept = _read(content, limit)
    return lambda: _put_in_place(kept, workspace)


def _put_in_place(kept: Kept, workspace: Workspace) -> None:
    with workspace.transaction():
        for kind in KINDS:
            here, then = _by_id(workspace.all(kind)), _by_id(kept[kind])
            for id in here.keys() - then.keys():
                workspace.delete(here[id])
            for id, record in then.items():
                if record != here.get(id):
                    workspace.put(record)


def _snapshot(workspace: Workspace) -> Kept:
    """Read every kind as of one moment, without a lock: a backup must work where nothing can be written."""
    while True:
        version = workspace.version(*KINDS)
        kept = {kind: workspace.all(kind) for kind in KINDS}
        if workspace.version(*KINDS) == version:
            return kept


def _packed(kept: Kept, now: datetime) -> bytes:
    counts = {kind.table: len(records) for kind, records in kept.items()}
    return archive.pack(_document(kept), counts, SCHEMA, now)


def _document(kept: Kept) -> bytes:
    """Write one record a line, for people who look inside."""
    mark = f'"{MARK}": {{\n"file": {{"schema": {SCHEMA}}}\n}}'
    tables = (f'"{kind.table}": {{\n{_lines(records)}\n}}' for kind, records in kept.items())
    return ("{\n" + ",\n".join((mark, *tables)) + "\n}\n").encode()


def _lines(records: Iterable[Record]) -> str:
    return ",\n".join(f'"{record.id}": {record.model_dump_json()}' for record in records)


def _by_id(records: Iterable[Record]) -> Mapping[str, Record]:
    return {record.id: record for record in records}


def _change(kind: type[Record], here: tuple[Record, ...], kept: tuple[Record, ...]) -> Change:
    now, then = _by_id(here), _by_id(kept)
    both = now.keys() & then.keys()
    unchanged = sum(now[id] == then[id] for id in both)
    return Change(
        kind=kind,
        here=len(now),
        in_backup=len(then),
        added=len(then) - len(both),
        replaced=len(both) - unchanged,
        unchanged=unchanged,
        removed=len(now) - len(both),
    )


def _read(content: bytes, limit: Limit | None) -> tuple[archive.Manifest, Kept]:
    manifest, document = archive.unpack(content, limit)
    if manifest.schema_number > SCHEMA:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    tables = migrate(_tables(document), manifest.schema_number)
    if not tables.keys() <= {MARK, *BY_TABLE}:
        raise BackupError("This backup holds records of a kind that this netdash does not know.")
    kept = {kind: _records(kind, tables.get(kind.table, {})) for kind in KINDS}
    if any(len(records) != manifest.counts.get(kind.table, 0) for kind, records in kept.items()):
        raise BackupError("This backup is not whole: it holds other counts of records than its manifest says.")
    return manifest, kept


def _tables(document: bytes) -> RawTables:
    try:
        return _shaped(documents.loads(document))
    except ValueError as error:
        raise BackupError("This backup holds something other than records, or one of them twice.") from error


def _shaped(tables: Any) -> RawTables:
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
        record.model_dump_json()  # unknown fields are taken unchecked, and what cannot be written must not come in
    except ValidationError as error:
        why = InvalidRecordError.from_pydantic(error).sentence
        raise BackupError(f"This backup holds a {kind.noun} that netdash cannot take: {why}") from error
    except ValueError as error:
        raise BackupError(f"This backup holds a {kind.noun} that netdash could not save again.") from error
    return record

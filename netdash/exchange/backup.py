"""The whole workspace as one file: downloaded, looked into, and put back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from pydantic import JsonValue, TypeAdapter, ValidationError

from netdash.errors import BackupError, InvalidRecordError
from netdash.exchange import archive
from netdash.records import BY_TABLE, KINDS, Record
from netdash.store.base import Workspace

SCHEMA = 2

Kept = Mapping[type[Record], tuple[Record, ...]]
"""All records of a workspace by kind, in the order of their first save."""

_TABLES = TypeAdapter(dict[str, dict[str, dict[str, JsonValue]]])


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
    """Return the backup: a zip of every record, field for field, drafts and trash included."""
    kept = _snapshot(workspace)
    counts = {kind.table: len(records) for kind, records in kept.items()}
    return archive.pack(_document(kept), counts, SCHEMA, now)


def preview(content: bytes, workspace: Workspace) -> Preview:
    """Say what restoring a backup would do. Raises BackupError where it cannot be restored whole."""
    manifest, kept = _read(content)
    here = _snapshot(workspace)
    return Preview(manifest.made_at, tuple(_change(kind, here[kind], kept[kind]) for kind in KINDS))


def restore(content: bytes, workspace: Workspace) -> None:
    """Replace the whole workspace by a backup, in one atomic write.

    Raises BackupError, and then nothing has changed, where it cannot be restored whole.
    """
    _, kept = _read(content)
    with workspace.transaction():
        for kind in KINDS:
            for record in workspace.all(kind):
                workspace.delete(record)
            for record in kept[kind]:
                workspace.put(record)


def _snapshot(workspace: Workspace) -> Kept:
    """Read every kind as of one moment, without a lock: a backup must work where nothing can be written."""
    while True:
        version = workspace.version(*KINDS)
        kept = {kind: workspace.all(kind) for kind in KINDS}
        if workspace.version(*KINDS) == version:
            return kept


def _document(kept: Kept) -> bytes:
    """Write one record a line, for people who look inside."""
    tables = (f'"{kind.table}": {{\n{_lines(records)}\n}}' for kind, records in kept.items())
    return ("{\n" + ",\n".join(tables) + "\n}\n").encode()


def _lines(records: Iterable[Record]) -> str:
    return ",\n".join(f'"{record.id}": {record.model_dump_json()}' for record in records)


def _change(kind: type[Record], here: tuple[Record, ...], kept: tuple[Record, ...]) -> Change:
    now, then = ({record.id: record for record in records} for records in (here, kept))
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


def _read(content: bytes) -> tuple[archive.Manifest, Kept]:
    manifest, document = archive.unpack(content)
    if manifest.schema_number > SCHEMA:
        raise BackupError("This backup was made by a newer netdash; update this one to restore it.")
    tables = _tables(document)
    if not tables.keys() <= BY_TABLE.keys():
        raise BackupError("This backup holds records of a kind that this netdash does not know; nothing was restored.")
    kept = {kind: _records(kind, tables.get(kind.table, {})) for kind in KINDS}
    if any(len(records) != manifest.counts.get(kind.table, 0) for kind, records in kept.items()):
        raise BackupError("This backup is not whole: it holds other counts of records than its manifest says.")
    return manifest, kept


def _tables(document: bytes) -> Mapping[str, Mapping[str, Mapping[str, JsonValue]]]:
    try:
        return _TABLES.validate_python(json.loads(document, object_pairs_hook=_once, parse_constant=_no_number))
    except (ValueError, RecursionError) as error:
        raise BackupError("This backup holds something other than records, or one of them twice.") from error


def _once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


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

"""One state of a workspace, whole and never changed: threads share it without a lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from netdash.records import BY_TABLE, Record
from netdash.store.documents import StoredDocument, Tables

_NOTHING: Mapping[str, StoredDocument] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tables, their records in the order of the first save, and how often each table changed."""

    tables: Tables
    records: Mapping[str, tuple[Record, ...]]
    versions: Mapping[str, int]

    def document(self, table: str, id: str) -> StoredDocument | None:
        """Return one stored document, or None."""
        return self.tables.get(table, _NOTHING).get(id)

    def after(self, tables: Tables) -> Snapshot:
        """Return the state with these tables; those that differ count one version more."""
        changed = [name for name in BY_TABLE if _differ(self.tables.get(name, {}), tables.get(name, {}))]
        records = {name: _records(tables.get(name, {})) for name in changed}
        versions = {name: self.versions[name] + 1 for name in changed}
        return Snapshot(tables, {**self.records, **records}, {**self.versions, **versions})


EMPTY = Snapshot({}, dict.fromkeys(BY_TABLE, ()), dict.fromkeys(BY_TABLE, 0))


def _differ(old: dict[str, StoredDocument], new: dict[str, StoredDocument]) -> bool:
    return old is not new and (old != new or list(old) != list(new))


def _records(table: dict[str, StoredDocument]) -> tuple[Record, ...]:
    return tuple([document.record for document in table.values() if document.record is not None])

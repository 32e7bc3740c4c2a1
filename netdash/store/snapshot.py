"""One state of a workspace, which never changes, so that threads share it without a lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from netdash.records import BY_TABLE, Record
from netdash.store.documents import StoredDocument, Tables

_NOTHING: Mapping[str, StoredDocument] = MappingProxyType({})


class _Records(dict[str, tuple[Record, ...]]):
    """The records of each table, collected at the first read, so that saves do not pay for what nobody reads."""

    def __init__(self, tables: Tables, collected: Mapping[str, tuple[Record, ...]]) -> None:
        super().__init__(collected)
        self._tables = tables

    def __missing__(self, table: str) -> tuple[Record, ...]:
        documents = self._tables.get(table, _NOTHING).values()
        # Of two threads one is first, and both get its tuple.
        return self.setdefault(table, tuple([item.record for item in documents if item.record is not None]))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tables, their records in the order of the first save, and a version of each table, unique to its state."""

    tables: Tables
    records: Mapping[str, tuple[Record, ...]]
    versions: Mapping[str, int]

    def document(self, table: str, id: str) -> StoredDocument | None:
        """Return one stored document, or None."""
        return self.tables.get(table, _NOTHING).get(id)

    def after(self, tables: Tables, version: int | None = None) -> Snapshot:
        """Return the state with these tables; those that differ get this version, or the next one."""
        changed = [name for name in BY_TABLE if _differ(self.tables.get(name, {}), tables.get(name, {}))]
        return self.changed(tables, {name: self.versions[name] + 1 if version is None else version for name in changed})

    def changed(self, tables: Tables, versions: Mapping[str, int]) -> Snapshot:
        """Return the state with these tables, of which only those in `versions` differ from now."""
        collected = {name: records for name, records in list(self.records.items()) if name not in versions}
        return Snapshot(tables, _Records(tables, collected), {**self.versions, **versions})


EMPTY = Snapshot({}, _Records({}, {}), dict.fromkeys(BY_TABLE, 0))


def _differ(old: dict[str, StoredDocument], new: dict[str, StoredDocument]) -> bool:
    return old is not new and (old != new or list(old) != list(new))

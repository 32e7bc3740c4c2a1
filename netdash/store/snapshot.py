"""One state of a workspace, which never changes, so that threads share it without a lock, and all that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from netdash.records import BY_TABLE, Record
from netdash.store.documents import StoredDocument, Tables

MARK = "netdash"
"""The table by which a netdash file is recognised; it is about the file, and no part of the contents.

So what somebody else put into it stays in that file: it is not moved along, and no checksum covers it.
"""

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


@dataclass(frozen=True)
class Contents:
    """All that a workspace holds, in the same form for every engine, with a checksum to compare it by.

    Documents by table, in the order of their first save; unknown tables included, empty ones left out.
    """

    tables: Tables

    @classmethod
    def of(cls, tables: Tables) -> Contents:
        """Take the contents out of an engine's tables."""
        return cls({name: table for name, table in tables.items() if table and name != MARK})

    @property
    def count(self) -> int:
        """The number of records, drafts and trash included."""
        return sum(map(len, self.tables.values()))

    @property
    def checksum(self) -> str:
        """The SHA-256 of every record exactly as it is written, and of their order."""
        digest = sha256()
        for name in (*BY_TABLE, *sorted(self.tables.keys() - BY_TABLE.keys())):
            for document in self.tables.get(name, {}).values():
                # JSON on one line has no line break, so different contents never give the same bytes.
                digest.update(b"%b\n%b\n" % (name.encode(), document.line))
        return digest.hexdigest()

"""All that a workspace holds at one moment, in the same form for every engine, with a checksum to compare it by."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from netdash.records import BY_TABLE
from netdash.store.documents import Tables

MARK = "netdash"
"""The table by which a netdash file is recognised; it is about the file, and no part of the contents.

So what somebody else put into it stays in that file: it is not moved along, and no checksum covers it.
"""


@dataclass(frozen=True)
class Contents:
    """Documents by table, in the order of their first save; unknown tables included, empty ones left out."""

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

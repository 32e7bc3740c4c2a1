"""All that a workspace holds at one moment, in a form that every engine has, and a checksum that tells two apart."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from netdash.records import BY_TABLE
from netdash.store.documents import Tables

MARK = "netdash"
"""The table by which a netdash file is recognised; it is about the file and belongs to no contents.

So what somebody else put into it stays with that file: it is not carried elsewhere, and no checksum tells it.
"""


@dataclass(frozen=True)
class Contents:
    """Documents by table, in the order of their first save; tables that netdash does not know too, but none empty."""

    tables: Tables

    @classmethod
    def of(cls, tables: Tables) -> Contents:
        """Take the contents out of an engine's tables."""
        return cls({name: table for name, table in tables.items() if table and name != MARK})

    @property
    def count(self) -> int:
        """How many records there are, drafts and trash included."""
        return sum(map(len, self.tables.values()))

    @property
    def checksum(self) -> str:
        """Return the SHA-256 over every record to the letter, and over their order."""
        digest = sha256()
        for name in (*BY_TABLE, *sorted(self.tables.keys() - BY_TABLE.keys())):
            for document in self.tables.get(name, {}).values():
                # A line of JSON holds no line break, so no two contents run together alike.
                digest.update(b"%b\n%b\n" % (name.encode(), document.line))
        return digest.hexdigest()


NOTHING = Contents({})

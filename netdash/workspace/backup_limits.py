"""How much a backup may hold where netdash looks into one for somebody else: bytes, and values in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string of JSON; one that never ends reaches to the end, so that no byte is looked at twice."""


@dataclass(frozen=True)
class Limit:
    """The most that is taken: a value costs memory and time by itself, however few bytes it takes."""

    most_bytes: int
    most_values: int

    def room_for(self, document: bytes) -> bool:
        """Tell whether JSON stays below both, before anything is made of it."""
        return len(document) <= self.most_bytes and not self.too_many_values(document)

    def too_many_values(self, document: bytes) -> bool:
        """Tell whether there are more values in JSON; it is looked at only until that is sure."""
        if _opened_and_parted(document) <= self.most_values:  # people's commas count too, and mostly that does no harm
            return False
        bare, strings = _STRING.subn(b"", document, count=2 * self.most_values + 2)
        return strings > 2 * self.most_values + 1 or _opened_and_parted(bare) > self.most_values

    @property
    def words(self) -> str:
        """Say it."""
        return f"{self.most_bytes // 2**20 or 1} MB or {self.most_values:,} values"


LASTING = Limit(most_bytes=64 * 2**20, most_values=1_000_000)
"""For whoever is let in by name, and for the owner: room for some 30,000 conversations."""

TEMPORARY = Limit(most_bytes=4 * 2**20, most_values=100_000)
"""For a visitor, who may be anybody: room for some 3,000 conversations, and no second's work for the server."""


def _opened_and_parted(document: bytes) -> int:
    """Count what a value needs in JSON: each is the first of a list or an object, or stands behind a comma."""
    return document.count(b",") + document.count(b"[") + document.count(b"{")

"""The meeting log's CSV read back, as proof that the export loses nothing but what the README says."""

from __future__ import annotations

import csv
import io
import re

from netdash.cells import _FIRST, _INSIDE

_GUARDED = re.compile(rf"\A'{_FIRST}|(?<=[,;\n])'{_INSIDE}")


def restore(cell: str) -> str:
    """The text that `neutralise` made this cell from, unless it was cut."""
    return _GUARDED.sub("", cell)


def read(content: bytes) -> list[dict[str, str]]:
    """The rows by column name, each cell as it was before the export, by either separator."""
    text = content.decode("utf-8-sig")
    separator = ";" if text.startswith("meeting_id;") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [dict(zip(header, map(restore, row), strict=True)) for row in rows]

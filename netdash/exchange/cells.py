"""Cells of a CSV file that no spreadsheet takes for a formula, and their way back."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"['\s]*[=+\-@\t\r\n\0＝＋－＠]")
"""How a formula may begin: spreadsheets look past apostrophes and white space, and read full-width signs too.

Source: OWASP, CSV Injection.
"""


def neutralise(text: str) -> str:
    """Return the text of a cell: line breaks as LF, and an apostrophe before what looks like a formula."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` made this cell from: exactly the reverse."""
    text = cell.removeprefix("'")
    return text if _FORMULA.match(text) else cell

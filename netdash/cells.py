"""Text as CSV cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

MAX_LENGTH = 32_767
"""How many characters Excel keeps of a cell. Source: Microsoft, Excel specifications and limits."""

_CUT = " … (cut: Excel takes no longer cell; the whole text is in netdash and its backup)"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")

_FIRST = r"""(?=['"\s]*[=+\-@\t\r\n\0＝＋－＠])"""
_INSIDE = r"""(?=['"]*(?:[=+\-@＝＋－＠]|[^\S\n](?:['"]|[^\S\n])*(?:[=@＝＋－＠]|[+-](?![^\S\n]))))"""
_START = re.compile(rf"\A{_FIRST}|(?<=[,;\n]){_INSIDE}")
"""Where a formula may begin: spreadsheets look past apostrophes and white space, and read full-width signs too. One
that splits a file at the other separator starts a cell after a comma, a semicolon or a line break in a text. There a
dash or plus between two blanks is ordinary writing (“Berlin, - well”) and stays: Excel and LibreOffice read a cell
that starts with a blank as text, and programs that drop the blank find words after the sign.

Source: OWASP, CSV Injection.
"""


def neutralise(text: str) -> str:
    """Return the text of a cell: line breaks as LF, no control characters, an apostrophe before each possible formula.

    Text too long for a cell is cut, with a note that it is.
    """
    cell = _START.sub("'", _CONTROLS.sub("", _BREAKS.sub("\n", text)))
    return cell if _excel_length(cell) <= MAX_LENGTH else _truncated(cell)


def _excel_length(text: str) -> int:
    """Count characters as Excel does, in UTF-16: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _truncated(cell: str) -> str:
    room = 2 * (MAX_LENGTH - len(_CUT))
    return cell.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + _CUT

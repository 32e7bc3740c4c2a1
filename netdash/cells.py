"""Cells of a CSV file that no spreadsheet takes for a formula, and their way back."""

from __future__ import annotations

import re

MOST = 32_767
"""How many characters Excel keeps of a cell. Source: Microsoft, Excel specifications and limits."""

_CUT = " … (cut: Excel takes no longer cell; the whole text is in netdash and its backup)"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f]")

_FIRST = r"""(?=['"\s]*[=+\-@\t\r\n\0＝＋－＠])"""
_INSIDE = r"""(?=['"]*(?:[=+\-@＝＋－＠]|[^\S\n](?:['"]|[^\S\n])*(?:[=@＝＋－＠]|[+-](?![^\S\n]))))"""
_START = re.compile(rf"\A{_FIRST}|(?<=[,;\n]){_INSIDE}")
_GUARDED = re.compile(rf"\A'{_FIRST}|(?<=[,;\n])'{_INSIDE}")
"""Where a formula may begin: spreadsheets look past apostrophes and white space, and read full-width signs too. One
that splits a file at the other separator begins a cell behind a comma, a semicolon or a line break in a text. There a
dash or plus between two blanks is a person's own (“Berlin, - well”): a blank in front makes it text to Excel and
LibreOffice, and programs that drop the blank find words behind it.

Source: OWASP, CSV Injection.
"""


def neutralise(text: str) -> str:
    """Return the text of a cell: line breaks as LF, no control characters, an apostrophe before each possible formula.

    What is longer than a cell may be is cut, and says so.
    """
    cell = _START.sub("'", _CONTROLS.sub("", _BREAKS.sub("\n", text)))
    return cell if _units(cell) <= MOST else _shortened(cell)


def restore(cell: str) -> str:
    """Return the text that `neutralise` made this cell from: exactly the reverse, unless it was cut."""
    return _GUARDED.sub("", cell)


def _units(text: str) -> int:
    """Count as Excel does: a sign beyond the first 65,536, such as an emoji, is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(cell: str) -> str:
    room = 2 * (MOST - len(_CUT))
    return cell.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + _CUT

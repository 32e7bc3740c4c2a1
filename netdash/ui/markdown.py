"""Markdown that shows typed text letter for letter, and badges for deadlines."""

from __future__ import annotations

import re
from functools import lru_cache

from netdash.deadlines import Deadline, Urgency

# Inside a word, an underscore and a hyphen are no marks: NETDASH_FILE and thank-you stay as they are, as a backslash
# in the label of a field is read aloud.
_MARKS = re.compile(r"([\\`*{}\[\]()#+.!~$:<>|&]|(?<![^\W_])[_-]|[_-](?![^\W_])|^=)", re.MULTILINE)
_APART = re.compile(
    r"(?<=:)(?=[\w+-])"  # :smile: and :material/home:
    r"|(?<=[-<>=~])(?=[-<>=])"  # -> <- <-> -- >= <= ~=
    r"|(?<=:/)(?=/)|(?<=www)(?=\.)|(?<=\S)(?=@)",  # addresses and links
    re.IGNORECASE,
)
"""Where Streamlit would make something else of what stands left and right, backslashes or not."""
_NOTHING = ":small[]"
_MARK = "\ufdd0"  # a noncharacter: nobody types it
_BLANKS = re.compile(r"(?<=[ \t])[ \t]|^[ \t]", re.MULTILINE)
_LINE = re.compile(r"\r\n?|[\n\u2028\u2029]")

ICONS = {
    Urgency.GREEN: ":material/schedule:",
    Urgency.AMBER: ":material/hourglass_bottom:",
    Urgency.RED: ":material/error:",
}


@lru_cache(1024)  # much of a page is the same in the next run
def escaped(text: str) -> str:
    """Return text that Markdown shows as it was typed: letter for letter, blank for blank, line for line."""
    text = _APART.sub(_MARK, _LINE.sub("\n", text))
    text = _MARKS.sub(r"\\\1", text).replace(_MARK, _NOTHING)
    return _BLANKS.sub("&nbsp;", text).replace("\n", f"\\\n{_NOTHING}")


def badge(deadline: Deadline, what: str = "") -> str:
    """Return a deadline as a Markdown badge: an icon, words and a colour."""
    return f":{deadline.urgency}-badge[{ICONS[deadline.urgency]} {what}{deadline.words}]"

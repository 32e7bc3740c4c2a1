"""Turning records into the text that pages show, safe to read as Markdown."""

from __future__ import annotations

import re

from netdash.clocks import Clock, Urgency
from netdash.counts import counted as counted

# An underscore inside a word is no mark: NETDASH_FILE stays as it is.
_MARKS = re.compile(r"([\\`*{}\[\]()#+\-.!~$:<>|&]|(?<![^\W_])_|_(?![^\W_]))")

ICONS = {
    Urgency.GREEN: ":material/schedule:",
    Urgency.AMBER: ":material/hourglass_bottom:",
    Urgency.RED: ":material/error:",
}


def escaped(text: str) -> str:
    """Return text that Markdown shows letter for letter."""
    return _MARKS.sub(r"\\\1", text)


def badge(clock: Clock, what: str = "") -> str:
    """Return a clock as a Markdown badge: an icon, words and a colour."""
    return f":{clock.urgency}-badge[{ICONS[clock.urgency]} {what}{clock.words}]"

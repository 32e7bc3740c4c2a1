"""Turning records into the text that pages show, safe to read as Markdown."""

from __future__ import annotations

import re

from netdash.clocks import Clock, Urgency

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


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 conversation`, `3 conversations`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"

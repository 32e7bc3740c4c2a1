"""What in a text is still to be filled in, however people write that: `{name}`, `[topic]`, `<role>`, `TODO`, `___`."""

from __future__ import annotations

import re

from netdash.outreach import channels, merge_fields
from netdash.records import Message

_BRACES = r"\{{1,2}\s*[^\W\d_][^{}\n]{0,60}\}{1,2}"
_BRACKETS = r"(?<![\w\]\)])\[\s*[^\W\d_][^\[\]\n]{0,60}\](?!\()"  # a place in a list, data[i], and a [link](…) are none
_ANGLES = r"<\s*[^\W\d_][^<>@/:.=\n]{2,40}>"  # <b> and <i> are how somebody writes, and not what is left open
_MARKS = r"(?<!\w)(?:TODO|TBD|XXX+)(?!\w)|_{3,}"
_PLACE = re.compile(f"{_BRACES}|{_BRACKETS}|{_ANGLES}|{_MARKS}")


def open_places(text: str) -> tuple[str, ...]:
    """Return what looks left open in a text as its reader gets it, each once, in order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def left_open(message: Message) -> tuple[str, ...]:
    """Return the fields of a message that are open: nobody's words, so that it cannot have gone out with them.

    Other tools write `{{name}}`; to netdash that is a brace meant as one, to the reader an open field all the same.
    """
    subject = message.subject if channels.has_subject(message.channel) else ""
    text = f"{subject}\n{message.body}"
    doubled = (one for one in open_places(text) if one.startswith("{{") and one.endswith("}}"))
    return tuple(dict.fromkeys((*merge_fields.unfilled(text), *doubled)))


def without(text: str) -> str:
    """Return the text with a blank for each place that is left open."""
    return _PLACE.sub(" ", text)


def named(places: tuple[str, ...]) -> str:
    """Name places in a sentence: `“{name}” and “[topic]”`."""
    quoted = [f"“{one}”" for one in places]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))

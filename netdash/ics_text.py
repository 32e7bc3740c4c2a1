"""Text inside an `.ics` file: what cannot be carried is taken out, and the rest is escaped exactly."""

from __future__ import annotations

import re

from icalendar import vText

_BREAKS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def carried(text: str) -> str:
    """Return what of a text arrives: every line break as one `\\n`, no control character, no half of a pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", _BREAKS.sub("\n", whole))


class ExactText(vText):
    """Text that arrives as it is; icalendar 7.3's own turns the two letters `\\N`, as in `C:\\New`, into a break."""

    def to_ical(self) -> bytes:
        """Escape it (RFC 5545, 3.3.11)."""
        return str(self).translate(_ESCAPES).encode("utf-8")


def exact(text: str) -> ExactText:
    """Make text that a calendar shows as it was typed."""
    return ExactText(carried(text))

"""How a message begins: whom it greets, and what it says after that."""

from __future__ import annotations

import re
from functools import cache

from netdash.shipped import read_shipped

_STOPS = (",", "!", " –", ":", ".")
"""What ends a greeting, the likeliest first: a full stop may be that of a title."""

_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")


def opening(body: str) -> str:
    """Return where a name is looked for: the greeting, or the first line where no greeting is known."""
    first = next(line for line in body.splitlines() if line.strip()).strip()
    greeting = _greeting(first)
    if greeting is None:
        return first
    rest = first[len(greeting) :].lstrip(" ,!")
    return next((head for sign in _STOPS if (head := rest.partition(sign)[0]) != rest and len(head) < 50), rest)


def sentences(body: str) -> tuple[str, ...]:
    """Return what a message says, sentence by sentence, without its greeting."""
    lines = [line for line in body.strip().splitlines() if line.strip()]
    lines[:1] = [_ungreeted(line) for line in lines[:1]]
    found = (one.strip() for line in lines for one in _SENTENCE.findall(line))
    return tuple(one for one in found if any(map(str.isalnum, one)))


def _ungreeted(line: str) -> str:
    """Return a first line without its `Hi Ada,`; a greeting ends with a comma, a stop, or its line."""
    if _greeting(line) is None:
        return line
    _, stop, rest = next(
        (parts for sign in _STOPS if (parts := line.partition(sign))[1] and len(parts[0]) < 50),
        (line, "", "" if len(line) < 50 else line),
    )
    return rest if stop or len(line) < 50 else line


def _greeting(line: str) -> str | None:
    """Return the word that a line greets with: `Hi`; None where it greets nobody."""
    found = re.match(rf"\s*(?:{'|'.join(_words())})(?!\w)", line, re.IGNORECASE)
    return found[0] if found else None


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted(read_shipped("asking")["greetings"], key=len, reverse=True))

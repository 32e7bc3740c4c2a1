"""Numbers and texts as a person reads them: counted with their noun, as shares of a whole, listed, shortened."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 5
"""Below this many events nothing is called a habit, a rhythm or a trend."""


def share(part: int, whole: int) -> float:
    """Return what part of a whole something is, from 0 to 1; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def percent(rate: float) -> str:
    """Return a rate in words: `67 %`. Only none is 0 %, only all is 100 %."""
    whole = round(rate * 100)
    return f"{min(99, max(1, whole)) if 0 < rate < 1 else whole}\N{NO-BREAK SPACE}%"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 conversation`, `3 conversations`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: `calls, coffees and interviews`; none is a blank."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def shortened(text: str, most: int) -> str:
    """Return text on one line, cut after so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

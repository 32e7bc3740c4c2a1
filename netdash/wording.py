"""Numbers and texts as a person reads them: counted, as shares, listed, shortened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

FEW = 5
"""Below this many events nothing is called a habit, a rhythm or a trend."""


def share(part: int, whole: int) -> float:
    """Return a part's share of a whole, from 0 to 1; 0 where the whole is 0."""
    return part / whole if whole else 0.0


def in_percent(rate: float) -> int:
    """Return a rate in whole percent. Only nothing at all is 0, only everything is 100."""
    whole = round(rate * 100)
    return min(99, max(1, whole)) if 0 < rate < 1 else whole


def percent(rate: float) -> str:
    """Return a rate as text: `67 %`, as `in_percent` rounds it."""
    return f"{in_percent(rate)}\N{NO-BREAK SPACE}%"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 conversation`, `1,200 conversations`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: `calls, coffees and interviews`; no words give an empty text."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def parts(text: str, whole: Iterable[str] = (), separator: str = ",") -> tuple[str, ...]:
    """Return what stands between the separators (a pattern that begins with a comma), without what is empty.

    What `whole` names is one part wherever it stands as such, whatever it holds.
    """
    wholes = sorted(filter(None, whole), key=len, reverse=True)
    patterns = [rf"{re.escape(one)}(?=\s*(?:$|{separator}))" for one in wholes]
    parts = re.findall(rf"\s*({'|'.join([*patterns, rf'(?:(?!{separator}).)+'])})", text)
    return tuple(filter(None, (part if part in wholes else part.strip(" ,") for part in parts)))


def shortened(text: str, most: int) -> str:
    """Return text on one line, of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def as_sentence(note: str) -> str:
    """Return a note on one line, with a full stop where it has none."""
    line = " ".join(note.split())
    return line if line.rstrip("\"'”’)").endswith((".", "!", "?", "…")) else f"{line}."


def count_words(text: str) -> int:
    """Count the spoken words; a dash on its own is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())

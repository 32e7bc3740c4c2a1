"""Search by words, whatever the case, the accents, and the kind of apostrophes and hyphens; and for whole phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

# To Unicode these are letters of their own, which no normal form decomposes; this is how people type them.
_SPELLINGS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("’‘‛ʻʼꞌʹ`´′＇", "'")
    | dict.fromkeys("‐‑‒–⁃−﹣－", "-")
    | dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}", "")
)


def plain(text: str) -> str:
    """Return text as it is compared: in one case, without accents, with one kind of apostrophe and hyphen."""
    folded = text.casefold()
    if folded.isascii():
        return folded.replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", folded.translate(_SPELLINGS)).translate(_SPELLINGS)
    # Looked up once a letter, not once an occurrence, as a log is long.
    return decomposed.translate({ord(letter): None for letter in set(decomposed) if unicodedata.combining(letter)})


def mentions(parts: Iterable[str], text: str) -> bool:
    """Tell whether every word of a text occurs in one of these parts."""
    haystack = plain("\n".join(parts))
    return all(word in haystack for word in plain(text).split())


def folded(text: str) -> str:
    """Return a text prepared for finding phrases: small letters, straight apostrophes, single spaces."""
    return " ".join(text.casefold().replace("’", "'").split())


def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern that finds any of these phrases as whole words in a folded text, the longest first."""
    return _pattern(tuple(phrases))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(folded, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

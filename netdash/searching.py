"""Finding by words: whatever the case, and with or without accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def plain(text: str) -> str:
    """Return text as it is compared: in one case, without accents."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    parted = unicodedata.normalize("NFKD", folded)
    # Looked up once a letter, not once an occurrence: a log has far more text than letters.
    return parted.translate({ord(letter): None for letter in set(parted) if unicodedata.combining(letter)})


def mentions(parts: Iterable[str], text: str) -> bool:
    """Tell whether every word of a text occurs in one of these parts."""
    haystack = plain("\n".join(parts))
    return all(word in haystack for word in plain(text).split())

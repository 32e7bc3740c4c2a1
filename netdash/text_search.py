"""Finding by words: whatever the case, with or without accents, however apostrophes and hyphens are typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Unicode takes these letters for letters of their own, so that no normal form parts them; people type them so.
_SPELLED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("’‘‛ʻʼꞌʹ`´′＇", "'")
    | dict.fromkeys("‐‑‒–⁃−﹣－", "-")
    | dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}", "")
)


def plain(text: str) -> str:
    """Return text as it is compared: in one case, without accents, with one apostrophe and one hyphen."""
    folded = text.casefold()
    if folded.isascii():
        return folded.replace("`", "'")
    parted = unicodedata.normalize("NFKD", folded.translate(_SPELLED)).translate(_SPELLED)
    # Looked up once a letter, not once an occurrence: a log has far more text than letters.
    return parted.translate({ord(letter): None for letter in set(parted) if unicodedata.combining(letter)})


def mentions(parts: Iterable[str], text: str) -> bool:
    """Tell whether every word of a text occurs in one of these parts."""
    haystack = plain("\n".join(parts))
    return all(word in haystack for word in plain(text).split())

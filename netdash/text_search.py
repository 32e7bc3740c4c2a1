"""Search by words, whatever the case, the accents, and the kind of apostrophes and hyphens; and for whole phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

# To Unicode these are letters of their own, which no normal form decomposes; this is how people type them.
_SPELLINGS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("’‘‛ʻʼꞌʹ`´′＇", "'")
    | dict.fromkeys("‐‑‒–⁃−﹣－", "-")
    | dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}", "")
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_UMLAUT = re.compile("[äöüøåÄÖÜØÅ\N{COMBINING DIAERESIS}\N{COMBINING RING ABOVE}\N{ANGSTROM SIGN}]")

SearchWord = tuple[str, ...]
"""A word to look for, in each spelling that counts as the same."""

NAME_LETTERS = 60
"""From so many letters on, a text is no name."""


def plain(text: str) -> str:
    """Return text as it is compared: in one case, without accents, with one kind of apostrophe and hyphen."""
    folded = text.casefold()
    if folded.isascii():
        return folded.replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", folded.translate(_SPELLINGS)).translate(_SPELLINGS)
    # Looked up once a letter, not once an occurrence, as a log is long.
    return decomposed.translate({ord(letter): None for letter in set(decomposed) if unicodedata.combining(letter)})


def searchable(parts: Iterable[str]) -> str:
    """Return texts as words are looked for in them: plain, then with umlauts spelled out, if they have any.

    A short one may be a name: it is there without apostrophes and hyphens too, so that `obrien` finds `O'Brien`.
    """
    # Each by itself: most are of ASCII alone, which takes a tenth of the time, and names come again and again.
    return "\n".join([_name(part) if len(part) < NAME_LETTERS else _text(part) for part in parts])


@lru_cache(256)  # asked for every record of a list, and again while one types
def search_words(text: str) -> tuple[SearchWord, ...]:
    """Return the words of a text to look for, each as it may be spelled: `Müller` as `muller` or `mueller`."""
    text = unicodedata.normalize("NFC", text)  # before both, as a lone accent decomposes into a space and another
    if not plain(text).strip():
        return tuple((word,) for word in text.casefold().split())  # accents that stand alone
    pairs = zip(plain(text).split(), _spelled_out(text).split(), strict=True)
    return tuple(tuple(dict.fromkeys((word, spelled, _joined(spelled) or word))) for word, spelled in pairs)


def has_word(haystack: str, word: SearchWord) -> bool:
    """Tell whether a word to look for occurs in a searchable text, in one of its spellings."""
    for spelling in word:  # noqa: SIM110  # a generator takes three times as long, and this is asked 10,000 times
        if spelling in haystack:
            return True
    return False


def mentions(parts: Iterable[str], text: str) -> bool:
    """Tell whether every word of a text occurs in one of these parts."""
    haystack = searchable(parts)
    return all(has_word(haystack, word) for word in search_words(text))


def places(text: str, words: Iterable[SearchWord]) -> tuple[tuple[int, int], ...]:
    """Return where in a text these words occur, as starts and ends in order; those that touch are one place."""
    marked = [False] * len(text)
    spellings = {spelling for word in words for spelling in word}
    # Accents that stand alone are looked for as they are, as in `searchable`.
    for fold in (plain, _spelled_out, _name_letters) if plain(text).strip() else (str.casefold,):
        whole = fold(text)
        if not any(spelling in whole for spelling in spellings):
            continue
        folded, letters = _letter_by_letter(text, fold)
        for spelling in spellings:
            for match in re.finditer(f"(?={re.escape(spelling)})", folded):
                end = match.start() + len(spelling)
                # A letter takes the accents that stand behind it along.
                first, after = letters[match.start()], max(letters[end - 1] + 1, letters[end])
                marked[first:after] = [True] * (after - first)
    edges = [at for at in range(len(text) + 1) if (at > 0 and marked[at - 1]) != (at < len(text) and marked[at])]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _letter_by_letter(text: str, fold: Callable[[str], str]) -> tuple[str, list[int]]:
    """Return a folded text, and for each of its letters the place of the one that it was made of, then the end."""
    folded = [fold(letter) for letter in text]
    return "".join(folded), [*(at for at, letters in enumerate(folded) for _ in letters), len(text)]


def _text(text: str) -> str:
    has_umlaut = not text.isascii() and _UMLAUT.search(text) is not None
    words = f"{plain(text)}\n{_spelled_out(text)}" if has_umlaut else plain(text)
    return words if words.strip() else text.casefold()


@lru_cache(8192)
def _name(name: str) -> str:
    spelled = _spelled_out(name)
    return "\n".join(dict.fromkeys((plain(name), spelled, _joined(spelled)))).strip() or name.casefold()


def _name_letters(text: str) -> str:
    return _joined(_spelled_out(text))


def _joined(folded: str) -> str:
    return folded.replace("'", "").replace("-", "")


def _spelled_out(text: str) -> str:
    if text.isascii():
        return plain(text)
    return plain(unicodedata.normalize("NFC", text.casefold()).translate(_SPELLED_OUT))


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

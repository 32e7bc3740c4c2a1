"""How a text reads: whom it greets, its sentences, and what in it asks for something.

Hints by the words, not a verdict; what it asks for is seen in English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from netdash.shipped import read_shipped

_STOPS = (",", "!", " –", ":", ".")
"""What ends a greeting, the likeliest first: a full stop may be that of a title."""

_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")

_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]*[”\"“»]")


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
    found = re.match(rf"\s*(?:{'|'.join(_greetings())})(?!\w)", line, re.IGNORECASE)
    return found[0] if found else None


@cache
def _greetings() -> tuple[str, ...]:
    return tuple(sorted(read_shipped("asking")["greetings"], key=len, reverse=True))


def folded(text: str) -> str:
    """Return a text in which phrases are looked for: small letters, straight apostrophes, single blanks."""
    return " ".join(text.casefold().replace("’", "'").split())


def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of some phrases as whole words in a folded text, the longest first."""
    return _pattern(tuple(phrases))


def is_english(text: str) -> bool:
    """Tell whether a text seems English: it has two or more of the small words that only English has."""
    return len(_words("english") & set(re.findall(r"[a-z']+", folded(text)))) > 1


def count_asks(sentences: Sequence[str], phrases: Sequence[str]) -> int:
    """Count the sentences that ask for something; quotes are to be taken out before (`unquoted`).

    Small talk, a tag (“wasn't it?”), an offer, and what goes on with an ask before (“If so, when?”) do not count.
    """
    count, wished = 0, False
    for said in map(folded, sentences):
        goes_on = (count or wished) and pattern(read_shipped("asking")["going_on"]).match(said)
        count += not goes_on and _asks(said, phrases)
        wished = wished or has_wish(said)
    return count


def unquoted(text: str) -> str:
    """Return a text without what it quotes: a question in it is somebody else's, or another time's."""
    return _QUOTED.sub(" ", text)


def has_wish(text: str) -> bool:
    """Tell whether a text wishes for something without asking: `I'd love 20 minutes of your time`."""
    return pattern(read_shipped("asking")["hopes"]).search(folded(text)) is not None


def _asks(said: str, phrases: Sequence[str]) -> bool:
    words = read_shipped("asking")
    if any(pattern(words[kind]).search(said) for kind in ("small_talk", "offers")) or _TAG.search(said):
        return False
    return "?" in said or "？" in said or bool(pattern(phrases).search(said)) or bool(_command().match(said))


_TAG = re.compile(r", ?\w+n't (?:it|you|they|we|he|she|that)\?$")


@cache
def _command() -> re.Pattern[str]:
    """Return what finds an order at the beginning of a sentence: `And send me your slides`."""
    first, verbs = "|".join(read_shipped("asking")["before_commands"]), "|".join(read_shipped("asking")["commands"])
    return re.compile(rf"(?:(?:{first}),? )*(?:{verbs})(?!\w)")


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(folded, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _words(of: str) -> frozenset[str]:
    return frozenset(read_shipped("asking")[of])

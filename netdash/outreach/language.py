"""The wording of a message: its greeting, its sentences, and how many of them ask for something.

These are hints by certain words, not a verdict; asking is recognised in English only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from netdash.shipped import read_shipped, word_list
from netdash.text_search import folded, pattern

_STOPS = (",", "!", " –", ":", ".")
"""What ends a greeting, the likeliest first, as a full stop may be that of a title."""

_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")

_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]*[”\"“»]")


def opening(body: str) -> str:
    """Return the part that may name the reader: the greeting, or the first line if there is no known greeting."""
    line = next(line for line in body.splitlines() if line.strip()).strip()
    greeting = _greeting(line)
    if greeting is None:
        return line
    rest = line[len(greeting) :].lstrip(" ,!")
    return next((start for sign in _STOPS if (start := rest.partition(sign)[0]) != rest and len(start) < 50), rest)


def body_sentences(body: str) -> tuple[str, ...]:
    """Return the sentences of a message, without its greeting."""
    lines = [line for line in body.strip().splitlines() if line.strip()]
    lines[:1] = [_without_greeting(line) for line in lines[:1]]
    parts = (sentence.strip() for line in lines for sentence in _SENTENCE.findall(line))
    return tuple(sentence for sentence in parts if any(map(str.isalnum, sentence)))


def _without_greeting(line: str) -> str:
    """Return a first line without its `Hi Ada,`; a greeting ends with a comma, a full stop, or its line."""
    if _greeting(line) is None:
        return line
    _, stop, rest = next(
        (parts for sign in _STOPS if (parts := line.partition(sign))[1] and len(parts[0]) < 50),
        (line, "", "" if len(line) < 50 else line),
    )
    return rest if stop or len(line) < 50 else line


def _greeting(line: str) -> str | None:
    """Return the word that a line greets with, such as `Hi`, or None."""
    match = _greetings().match(line)
    return match[0] if match else None


@cache
def _greetings() -> re.Pattern[str]:
    longest_first = sorted(read_shipped("asking")["greetings"], key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def is_english(text: str) -> bool:
    """Tell whether a text seems English: it has two or more small words that only English has."""
    return len(word_list("asking", "english") & set(re.findall(r"[a-z']+", folded(text)))) > 1


def count_asks(sentences: Sequence[str], phrases: Sequence[str]) -> int:
    """Count the sentences that ask for something; remove quotes first (`unquoted`).

    Small talk, a tag (“wasn't it?”), an offer, and what continues an earlier ask (“If so, when?”) do not count.
    """
    number, has_wished = 0, False
    for sentence in map(folded, sentences):
        is_continued = (number or has_wished) and pattern(read_shipped("asking")["going_on"]).match(sentence)
        number += not is_continued and _is_ask(sentence, phrases)
        has_wished = has_wished or has_wish(sentence)
    return number


def unquoted(text: str) -> str:
    """Return a text without its quotes, as a question in one is not the member's own."""
    return _QUOTED.sub(" ", text)


def has_wish(text: str) -> bool:
    """Tell whether a text wishes for something without asking: `I'd love 20 minutes of your time`."""
    return pattern(read_shipped("asking")["hopes"]).search(folded(text)) is not None


def _is_ask(sentence: str, phrases: Sequence[str]) -> bool:
    words = read_shipped("asking")
    if any(pattern(words[kind]).search(sentence) for kind in ("small_talk", "offers")) or _TAG.search(sentence):
        return False
    return (
        "?" in sentence
        or "？" in sentence
        or bool(pattern(phrases).search(sentence))
        or bool(_command().match(sentence))
    )


_TAG = re.compile(r", ?\w+n't (?:it|you|they|we|he|she|that)\?$")


@cache
def _command() -> re.Pattern[str]:
    """Return the pattern of an order at the beginning of a sentence: `And send me your slides`."""
    first, verbs = "|".join(read_shipped("asking")["before_commands"]), "|".join(read_shipped("asking")["commands"])
    return re.compile(rf"(?:(?:{first}),? )*(?:{verbs})(?!\w)")

"""Companies by name: two names are one company, whatever their capitals, spaces and legal forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from netdash.shipped import word_list
from netdash.text_search import plain

_DROPPED_SIGNS = re.compile(r"[.'’`´/]")


@lru_cache(32_768)  # bounded, and more than the companies of LinkedIn's 30,000 connections at the most
def key(name: str) -> str:
    """Return a key that all spellings of a company's name share: `North Wind Inc.` and `northwind` have one key."""
    folded = plain(unicodedata.normalize("NFKC", name))
    words = re.findall(r"\w+", _DROPPED_SIGNS.sub("", folded).replace("&", " and ").replace("+", " plus "))
    for ending in word_list("companies", "endings"):
        if words[-ending.count(" ") - 1 :] == ending.split() != words:
            del words[-ending.count(" ") - 1 :]
    while len(words) > 1 and words[-1] in word_list("companies", "suffixes"):
        words.pop()
    return "".join(words) or " ".join(folded.split())


def is_same(name: str, other: str) -> bool:
    """Tell whether two names are one company; an empty name is none."""
    return bool(name.strip()) and key(name) == key(other)

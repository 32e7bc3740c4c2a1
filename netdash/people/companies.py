"""Companies by name: which two names are one company, whatever their capitals, spaces and legal forms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from netdash.shipped import read_shipped
from netdash.text_search import plain

_SILENT = re.compile(r"[.'’`´/]")


@lru_cache(32_768)  # bounded, and more than the companies of LinkedIn's 30,000 connections at the most
def key(name: str) -> str:
    """Return what two spellings of a company's name share: `North Wind Inc.` and `northwind` give one key."""
    folded = plain(unicodedata.normalize("NFKC", name))
    words = re.findall(r"\w+", _SILENT.sub("", folded).replace("&", " and ").replace("+", " plus "))
    for ending in _listed("endings"):
        if words[-ending.count(" ") - 1 :] == ending.split() != words:
            del words[-ending.count(" ") - 1 :]
    while len(words) > 1 and words[-1] in _listed("suffixes"):
        words.pop()
    return "".join(words) or " ".join(folded.split())


def same(one: str, other: str) -> bool:
    """Tell whether two names mean one company; an empty name means none."""
    return bool(one.strip()) and key(one) == key(other)


@cache
def _listed(what: str) -> frozenset[str]:
    return frozenset(read_shipped("companies")[what])

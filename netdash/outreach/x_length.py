"""The length of a post as X counts it: links, emoji and wide letters have weights of their own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_FINISH = "(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_TAGS = "[\U000e0020-\U000e007f]+"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag is two letters
    "|[0-9#*]\ufe0f?\u20e3"  # a key of a telephone
    f"|{_PICTURE}(?:{_TAGS}|{_FINISH}(?:\u200d{_PICTURE}{_FINISH})*)"
)
_SPACELESS = "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff"
"""The scripts in which a link stands between words without a blank, and which end its path."""

_LETTER = rf"[^\W_{_SPACELESS}]"
_PLAIN_WHEN_ALONE = {"\u00a9", "\u00ae"}
"""Signs of law that are an emoji only with the mark that makes them one."""


@dataclass(frozen=True)
class Weights:
    """What counts how much; `narrow` are the ranges of characters that count one, both ends included."""

    url: int
    wide: int
    narrow: tuple[tuple[int, int], ...]
    endings: tuple[str, ...]

    @cached_property
    def link(self) -> re.Pattern[str]:
        """Return what X takes for a link: with its scheme, or a bare name with an ending it knows."""
        known = "|".join(sorted(map(re.escape, self.endings), key=len, reverse=True))
        sign = rf"[^\s<>\"{_SPACELESS}]"
        end = rf"{sign}(?<![.,;:!?')\]}}])"
        plain = rf"[^\s<>\"?(){_SPACELESS}]"
        balanced = rf"\((?:{plain}|\({plain}+\))+\)"  # as twitter-text has it, so deep and no deeper
        path = rf"/(?:(?:{plain}|{balanced})*(?:{plain}(?<![.,;:!?'\]}}])|{balanced}))?"
        tail = rf"(?::\d+)?(?:{path})?(?:[?#]{sign}*{end})?"
        bare = rf"(?:{_LETTER}(?:(?:{_LETTER}|-)*{_LETTER})?\.)+"
        ends = rf"(?!{_LETTER}|-|\.{_LETTER})"
        anywhere = rf"https?://(?:\w(?:[\w-]*\w)?\.)+(?:(?:{known}){ends}|{_LETTER}{{2,}})"
        return re.compile(rf"(?<![@.#$/_-])(?<!{_LETTER})(?:{anywhere}|{bare}(?:{known}){ends}){tail}", re.IGNORECASE)


def length(text: str, weights: Weights) -> int:
    """Return how long a post is to X, which refuses one of more than 280."""
    composed = unicodedata.normalize("NFC", text)
    links = weights.link.findall(composed)
    return len(links) * weights.url + _signs(weights.link.sub("", composed), weights)


def _signs(text: str, weights: Weights) -> int:
    pictures = [found for found in _EMOJI.findall(text) if found not in _PLAIN_WHEN_ALONE]
    rest = _EMOJI.sub(lambda found: found[0] if found[0] in _PLAIN_WHEN_ALONE else "", text)
    return len(pictures) * weights.wide + sum(1 if _is_narrow(sign, weights) else weights.wide for sign in rest)


def _is_narrow(sign: str, weights: Weights) -> bool:
    return any(low <= ord(sign) <= high for low, high in weights.narrow)

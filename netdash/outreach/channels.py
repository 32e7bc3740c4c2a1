"""The channels a message goes out on: what each is called, how much it takes, and how it leaves netdash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from netdash.pitch.pitches import count_words
from netdash.records import Channel
from netdash.shipped import read_shipped


class Unit(StrEnum):
    """What the length of a message is counted in; the value follows a number: `120 of 280 characters`."""

    CHARACTERS = "characters"
    WEIGHTED = "weighted"
    WORDS = "words"


class WayOut(StrEnum):
    """How a message leaves netdash, which itself sends nothing."""

    COPY = "copy"
    MAILTO = "mailto"
    GMAIL = "gmail"
    OUTLOOK = "outlook"
    OUTLOOK_PERSONAL = "outlook_personal"
    EML = "eml"


@dataclass(frozen=True)
class Terms:
    """What a channel takes. `advised` arrives well, `most` is all it takes; None: no such limit is known."""

    words: str
    subject: bool
    unit: Unit
    ways: tuple[WayOut, ...]
    advised: int | None = None
    most: int | None = None
    subject_most: int | None = None
    advice: str = ""


@dataclass(frozen=True)
class Count:
    """How much of a channel's limit a message uses.

    `limit` is the next one ahead: the advised length, and past that the most. `over` says that the
    channel would refuse or cut the message. `advice` is empty while there is nothing to say.
    """

    used: int
    limit: int | None
    unit: Unit
    over: bool
    advice: str

    @property
    def words(self) -> str:
        """Return the count in words: `120 of 280 characters`."""
        noun = "words" if self.unit is Unit.WORDS else "characters"
        if self.limit is not None:
            return f"{self.used:,} of {self.limit:,} {noun}"
        return f"{self.used:,} {noun[:-1] if self.used == 1 else noun}"


def terms(channel: Channel) -> Terms:
    """Return what a channel takes."""
    return _shipped()[channel]


def words(channel: Channel) -> str:
    """Return what a channel is called."""
    return terms(channel).words


def has_subject(channel: Channel) -> bool:
    """Tell whether a message on this channel has a subject line."""
    return terms(channel).subject


def count(channel: Channel, subject: str, body: str, most_words: int | None = None) -> Count:
    """Count a message against what its channel takes; white space around it does not count.

    `most_words` is the rule's length, advised on channels that count words; None: of such a message none is asked.
    """
    known = terms(channel)
    used = length(known.unit, body.strip())
    advised = most_words if known.unit is Unit.WORDS else known.advised
    past_advised = advised is not None and used > advised
    over = known.most is not None and used > known.most
    long_subject = _long_subject(known, subject.strip())
    limit = known.most if advised is None or (past_advised and known.most is not None) else advised
    said = (_too_much(known, used) if over else _advice(known, advised or 0) if past_advised else "", long_subject)
    return Count(used, limit, known.unit, over or bool(long_subject), " ".join(filter(None, said)))


def length(unit: Unit, text: str) -> int:
    """Return how long a text is in a unit."""
    if unit is Unit.WORDS:
        return count_words(text)
    if unit is Unit.WEIGHTED:
        return x_length(text, _weights())
    # The box on the page stops at its limit in UTF-16 units, which is how browsers count (HTML, maxlength).
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _too_much(known: Terms, used: int) -> str:
    over = used - (known.most or 0)
    counted = " (X counts a link as 23 and an emoji as 2)" if known.unit is Unit.WEIGHTED else ""
    return f"{known.words} takes {known.most:,} characters at the most{counted}: take out {over:,}."


def _advice(known: Terms, advised: int) -> str:
    return known.advice.format(advised=f"{advised:,}", most=f"{known.most or 0:,}")


def _long_subject(known: Terms, subject: str) -> str:
    used = length(Unit.CHARACTERS, subject)
    if not known.subject or known.subject_most is None or used <= known.subject_most:
        return ""
    return f"The subject is {used - known.subject_most:,} characters too long: {known.subject_most:,} are the most."


@cache
def _shipped() -> Mapping[Channel, Terms]:
    return {Channel(row["channel"]): _terms(row) for row in read_shipped("channels")["channels"]}


def _terms(row: Mapping[str, Any]) -> Terms:
    return Terms(
        words=row["words"],
        subject=row.get("subject", False),
        unit=Unit(row["counts"]),
        ways=tuple(map(WayOut, row["ways"])),
        advised=row.get("advised"),
        most=row.get("most"),
        subject_most=row.get("subject_most"),
        advice=row.get("advice", ""),
    )


@cache
def _weights() -> XWeights:
    row = read_shipped("channels")["x"]
    narrow = tuple((low, high) for low, high in row["narrow"])
    return XWeights(url=row["url"], wide=row["wide"], narrow=narrow, endings=tuple(row["endings"].split()))


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
class XWeights:
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


def x_length(text: str, weights: XWeights) -> int:
    """Return how long a post is to X, which refuses one of more than 280."""
    composed = unicodedata.normalize("NFC", text)
    links = weights.link.findall(composed)
    return len(links) * weights.url + _signs(weights.link.sub("", composed), weights)


def _signs(text: str, weights: XWeights) -> int:
    pictures = [found for found in _EMOJI.findall(text) if found not in _PLAIN_WHEN_ALONE]
    rest = _EMOJI.sub(lambda found: found[0] if found[0] in _PLAIN_WHEN_ALONE else "", text)
    return len(pictures) * weights.wide + sum(1 if _is_narrow(sign, weights) else weights.wide for sign in rest)


def _is_narrow(sign: str, weights: XWeights) -> bool:
    return any(low <= ord(sign) <= high for low, high in weights.narrow)

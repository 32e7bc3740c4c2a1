"""The channels for messages: their names, their length limits, and how a message leaves netdash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict, Field

from netdash.records import Channel
from netdash.shipped import read_shipped
from netdash.wording import count_words


class Unit(StrEnum):
    """The unit of a message's length. `WEIGHTED` characters count as X counts them."""

    CHARACTERS = "characters"
    WEIGHTED = "weighted"
    WORDS = "words"


class Delivery(StrEnum):
    """How a message leaves netdash, which itself sends nothing."""

    COPY = "copy"
    MAILTO = "mailto"
    GMAIL = "gmail"
    OUTLOOK = "outlook"
    OUTLOOK_PERSONAL = "outlook_personal"
    EML = "eml"


class Terms(BaseModel):
    """The limits of a channel. `advised` is the recommended length, `most` the longest possible; None: no limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Channel
    words: str
    subject: bool = False
    unit: Unit = Field(alias="counts")
    deliveries: tuple[Delivery, ...] = Field(alias="ways")
    advised: int | None = None
    most: int | None = None
    subject_most: int | None = None
    advice: str = ""


@dataclass(frozen=True)
class Count:
    """The length of a message against its channel's limit.

    `limit` is the next one: the advised length, and past that the longest possible. `over` means that the channel
    would refuse or cut the message. `advice` is empty if there is nothing to say.
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
    """Return the limits of a channel."""
    return _shipped()[channel]


def words(channel: Channel) -> str:
    """Return the name of a channel."""
    return terms(channel).words


def has_subject(channel: Channel) -> bool:
    """Tell whether a message on this channel has a subject line."""
    return terms(channel).subject


def count(channel: Channel, subject: str, body: str, most_words: int | None = None) -> Count:
    """Count a message against its channel's limit, without white space around it.

    `most_words` is the rule's length, advised on channels that count words; None if the rule has none.
    """
    channel_terms = terms(channel)
    amount = length(channel_terms.unit, body.strip())
    advised = most_words if channel_terms.unit is Unit.WORDS else channel_terms.advised
    is_past_advised = advised is not None and amount > advised
    is_over = channel_terms.most is not None and amount > channel_terms.most
    long_subject = _long_subject(channel_terms, subject.strip())
    limit = channel_terms.most if advised is None or (is_past_advised and channel_terms.most is not None) else advised
    advice = _too_much(channel_terms, amount) if is_over else ""
    if is_past_advised and not is_over:
        advice = _advice(channel_terms, advised or 0)
    sentences = " ".join(filter(None, (advice, long_subject)))
    return Count(amount, limit, channel_terms.unit, is_over or bool(long_subject), sentences)


def length(unit: Unit, text: str) -> int:
    """Return the length of a text in a unit."""
    if unit is Unit.WORDS:
        return count_words(text)
    if unit is Unit.WEIGHTED:
        return x_length(text, _weights())
    # In UTF-16 units, as browsers count for the limit of a box (HTML, maxlength).
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _too_much(terms: Terms, amount: int) -> str:
    excess = amount - (terms.most or 0)
    counting = " (X counts a link as 23 and an emoji as 2)" if terms.unit is Unit.WEIGHTED else ""
    return f"{terms.words} takes {terms.most:,} characters at the most{counting}: take out {excess:,}."


def _advice(terms: Terms, advised: int) -> str:
    return terms.advice.format(advised=f"{advised:,}", most=f"{terms.most or 0:,}")


def _long_subject(terms: Terms, subject: str) -> str:
    amount = length(Unit.CHARACTERS, subject)
    if not terms.subject or terms.subject_most is None or amount <= terms.subject_most:
        return ""
    return f"The subject is {amount - terms.subject_most:,} characters too long: {terms.subject_most:,} are the most."


@cache
def _shipped() -> Mapping[Channel, Terms]:
    every = map(Terms.model_validate, read_shipped("channels")["channels"])
    return {terms.channel: terms for terms in every}


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
"""The scripts written without spaces: a link may follow them directly, and they end its path."""

_LETTER = rf"[^\W_{_SPACELESS}]"
_PLAIN_WHEN_ALONE = {"\u00a9", "\u00ae"}
"""Legal signs that are emojis only with the variation mark."""


@dataclass(frozen=True)
class XWeights:
    """How X counts characters; `narrow` are the ranges of those that count one, both ends included."""

    url: int
    wide: int
    narrow: tuple[tuple[int, int], ...]
    endings: tuple[str, ...]

    @cached_property
    def link(self) -> re.Pattern[str]:
        """Return the pattern of what X takes for a link: with a scheme, or a bare name with a known ending."""
        endings = "|".join(sorted(map(re.escape, self.endings), key=len, reverse=True))
        sign = rf"[^\s<>\"{_SPACELESS}]"
        end = rf"{sign}(?<![.,;:!?')\]}}])"
        plain = rf"[^\s<>\"?(){_SPACELESS}]"
        balanced = rf"\((?:{plain}|\({plain}+\))+\)"  # as twitter-text has it, so deep and no deeper
        path = rf"/(?:(?:{plain}|{balanced})*(?:{plain}(?<![.,;:!?'\]}}])|{balanced}))?"
        tail = rf"(?::\d+)?(?:{path})?(?:[?#]{sign}*{end})?"
        bare = rf"(?:{_LETTER}(?:(?:{_LETTER}|-)*{_LETTER})?\.)+"
        ends = rf"(?!{_LETTER}|-|\.{_LETTER})"
        anywhere = rf"https?://(?:\w(?:[\w-]*\w)?\.)+(?:(?:{endings}){ends}|{_LETTER}{{2,}})"
        return re.compile(rf"(?<![@.#$/_-])(?<!{_LETTER})(?:{anywhere}|{bare}(?:{endings}){ends}){tail}", re.IGNORECASE)


def x_length(text: str, weights: XWeights) -> int:
    """Return the length of a post as X counts it, which refuses more than 280."""
    composed = unicodedata.normalize("NFC", text)
    links = weights.link.findall(composed)
    return len(links) * weights.url + _characters(weights.link.sub("", composed), weights)


def _characters(text: str, weights: XWeights) -> int:
    emojis = [emoji for emoji in _EMOJI.findall(text) if emoji not in _PLAIN_WHEN_ALONE]
    rest = _EMOJI.sub(lambda match: match[0] if match[0] in _PLAIN_WHEN_ALONE else "", text)
    return len(emojis) * weights.wide + sum(1 if _is_narrow(sign, weights) else weights.wide for sign in rest)


def _is_narrow(sign: str, weights: XWeights) -> bool:
    return any(low <= ord(sign) <= high for low, high in weights.narrow)

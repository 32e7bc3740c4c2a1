"""The channels a message goes out on: what each is called, how much it takes, and how it leaves netdash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from netdash.outreach.x_length import Weights, length
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
    used = measured(known.unit, body.strip())
    advised = most_words if known.unit is Unit.WORDS else known.advised
    past_advised = advised is not None and used > advised
    over = known.most is not None and used > known.most
    long_subject = _long_subject(known, subject.strip())
    limit = known.most if advised is None or (past_advised and known.most is not None) else advised
    said = (_too_much(known, used) if over else _advice(known, advised or 0) if past_advised else "", long_subject)
    return Count(used, limit, known.unit, over or bool(long_subject), " ".join(filter(None, said)))


def measured(unit: Unit, text: str) -> int:
    """Return how long a text is in a unit."""
    if unit is Unit.WORDS:
        return count_words(text)
    if unit is Unit.WEIGHTED:
        return length(text, _weights())
    # The box on the page stops at its limit in UTF-16 units, which is how browsers count (HTML, maxlength).
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _too_much(known: Terms, used: int) -> str:
    over = used - (known.most or 0)
    counted = " (X counts a link as 23 and an emoji as 2)" if known.unit is Unit.WEIGHTED else ""
    return f"{known.words} takes {known.most:,} characters at the most{counted}: take out {over:,}."


def _advice(known: Terms, advised: int) -> str:
    return known.advice.format(advised=f"{advised:,}", most=f"{known.most or 0:,}")


def _long_subject(known: Terms, subject: str) -> str:
    used = measured(Unit.CHARACTERS, subject)
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
def _weights() -> Weights:
    row = read_shipped("channels")["x"]
    narrow = tuple((low, high) for low, high in row["narrow"])
    return Weights(url=row["url"], wide=row["wide"], narrow=narrow, endings=tuple(row["endings"].split()))

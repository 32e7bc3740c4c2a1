"""Plain checks of a thank-you note: what is missing, what could go to anybody, and what asks too much."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from netdash import thank_yous
from netdash.clocks import Urgency
from netdash.pitch_checks import Check
from netdash.pitch_cuts import sentences
from netdash.pitches import count_words
from netdash.records import Meeting
from netdash.rules import Rules
from netdash.thank_you_note import Parts

FILE = Path(__file__).parent.parent / "data" / "thank_you.toml"

_PLACE = re.compile(r"\[[^\[\]\n]+\]|\{[^{}\n]+\}")
_MISSING = {
    "gratitude": "The thanks are missing: say what you are grateful for, and that you were glad to talk.",
    "learning": "What you learned is missing: one thing they said shows that you listened.",
    "help": "Your offer is missing: say that you are happy to help if they need something.",
    "referral": "The question is missing: ask whether there is anyone else you should talk to.",
    "farewell": "The good wishes are missing: wish them well, and say that you would like to stay in touch.",
}


@dataclass(frozen=True)
class NoteRules:
    """How long a note may be, in words, and the words that its checks look for."""

    source: str
    late: str
    most_words: int
    letters: int
    requests: tuple[str, ...]
    common: frozenset[str]


@cache
def shipped() -> NoteRules:
    """Return the rules that netdash ships with."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    return NoteRules(**{**read, "requests": tuple(read["requests"]), "common": frozenset(read["common"])})


def evidence(meeting: Meeting, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what a meeting recorded that a note could take up, with the names of those they recommended."""
    said = (*meeting.learnings, meeting.help_offered, meeting.notes, *(one.note for one in meeting.asked), *named)
    return tuple(text for text in said if text.strip())


def checks(parts: Parts, recorded: Iterable[str], rule: NoteRules) -> tuple[Check, ...]:
    """Look at a note before it is sent, beside what was `recorded` of the conversation (see `evidence`)."""
    found = (
        _missing(parts),
        _places(parts),
        _specific(parts, tuple(recorded), rule),
        _requests(parts, rule),
        _length(parts, rule),
    )
    return tuple(check for some in found for check in some)


def checks_of_text(text: str, recorded: Iterable[str], rule: NoteRules) -> tuple[Check, ...]:
    """Look at a note that was written as a whole: at all but whether each part is there."""
    found = (
        _places(Parts(text)),
        _specific(Parts(learning=text), tuple(recorded), rule),
        _requests(Parts(text), rule),
        _length(Parts(text), rule),
    )
    return tuple(check for some in found for check in some)


def late_words(meeting: Meeting, now: datetime, rules: Rules, rule: NoteRules) -> str:
    """Return a kind sentence where the note to somebody met is late; nothing where it is not."""
    return rule.late if thank_yous.clock(meeting.ends_at, now, rules).urgency is Urgency.RED else ""


def _missing(parts: Parts) -> Iterator[Check]:
    for name, text in asdict(parts).items():
        if not text.strip():
            yield Check(f"missing_{name}", _MISSING[name])


def _places(parts: Parts) -> Iterator[Check]:
    places = dict.fromkeys(place for text in asdict(parts).values() for place in _PLACE.findall(text))
    if places:
        listed = ", ".join(f"“{place}”" for place in places)
        yield Check("placeholder", f"Still to fill in: {listed}.")


def _specific(parts: Parts, recorded: Sequence[str], rule: NoteRules) -> Iterator[Check]:
    """Look for something that only this conversation can have brought: words of what was recorded, or a quote."""
    whole = _PLACE.sub(" ", "\n".join(asdict(parts).values()))
    quoted = any(_folded(text) in _folded(whole) for text in recorded)
    said = _own_words(whole, rule)
    told = frozenset[str]().union(*(_own_words(text, rule) for text in recorded))
    if recorded and not quoted and said.isdisjoint(told):
        yield Check("not_specific", "This note could go to anybody: take up one thing that they said or named.")
    elif not recorded and not _PLACE.search(parts.learning) and not _own_words(parts.learning, rule):
        yield Check("not_specific", "Nothing in this note is from your conversation yet: name one thing they told you.")


def _requests(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    """Count what asks for something: an offer does not, and a learning may quote a question."""
    asking = [
        sentence
        for name, text in asdict(parts).items()
        if name != "help"
        for sentence in sentences(text)
        if _asks(sentence, rule.requests) or (name != "learning" and "?" in sentence)
    ]
    if len(asking) > 1:
        yield Check(
            "requests", f"This asks for {len(asking)} things. Keep the one that matters most; the rest can wait."
        )


def _length(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    words = sum(map(count_words, asdict(parts).values()))
    if words > rule.most_words:
        over = words - rule.most_words
        yield Check("too_long", f"{words} words: take out about {over}, so that it is read at once and to the end.")


def _asks(sentence: str, requests: tuple[str, ...]) -> bool:
    words = " ".join(re.findall(r"[\w']+", _folded(sentence)))
    return any(f" {phrase} " in f" {words} " for phrase in requests)


def _own_words(text: str, rule: NoteRules) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", _folded(text))
    return frozenset(word for word in words if _tells(word, rule))


def _tells(word: str, rule: NoteRules) -> bool:
    """A number tells something, and so does a word of any script that has no spaces between words."""
    return word not in rule.common and (len(word) >= rule.letters or word.isdigit() or not word.isascii())


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())

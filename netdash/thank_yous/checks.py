"""Plain checks of a thank-you note: what is missing, what could go to anybody, and what asks too much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache

from netdash.deadlines import Urgency
from netdash.errors import InvalidRecordError
from netdash.outreach import channels, merge_fields
from netdash.outreach.language import count_asks, folded, pattern, unquoted
from netdash.pitch.checks import Check
from netdash.pitch.cuts import sentences
from netdash.pitch.pitches import count_words
from netdash.records import Channel, Meeting
from netdash.rules import Rules
from netdash.shipped import read_shipped
from netdash.thank_yous import thank_yous
from netdash.thank_yous.note import Note, Parts

SHORT = 7
"""At most so many words are in a greeting or a signature."""

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
    referral: tuple[str, ...]
    own_words: int


@cache
def shipped() -> NoteRules:
    """Return the rules that netdash ships with."""
    read = read_shipped("thank_you")
    return NoteRules(
        **{
            **read,
            "requests": tuple(read["requests"]),
            "common": frozenset(read["common"]),
            "referral": tuple(read["referral"]),
        }
    )


def evidence(meeting: Meeting, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what a meeting recorded that a note could take up, with the names of those they recommended."""
    said = (*meeting.learnings, meeting.help_offered, meeting.notes, *(one.note for one in meeting.asked), *named)
    return tuple(text for text in said if text.strip())


def checks(parts: Parts, recorded: Iterable[str], rule: NoteRules) -> tuple[Check, ...]:
    """Look at a note before it is sent, beside what was `recorded` of the conversation (see `evidence`)."""
    found = (
        _missing(parts),
        _referral(parts, rule),
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
        _specific(Parts(learning=_middle(text)), tuple(recorded), rule),
        _requests(Parts(text), rule),
        _length(Parts(text), rule),
    )
    return tuple(check for some in found for check in some)


def check_ready(note: Note, channel: Channel) -> None:
    """Raise InvalidRecordError where a note cannot have gone out: a place is open, or the channel would cut it."""
    subject = note.subject if channels.has_subject(channel) else ""
    still = merge_fields.listed_places(merge_fields.open_places(f"{subject}\n{note.body}"))
    if still:
        raise InvalidRecordError(f"The note still says {still}. Fill that in first, so that it sounds like you.")
    length = channels.count(channel, subject, note.body)
    if length.over:
        raise InvalidRecordError(length.advice)


def late_words(meeting: Meeting, now: datetime, rules: Rules, rule: NoteRules) -> str:
    """Return a kind sentence where the note to somebody met is late; nothing where it is not."""
    return rule.late if thank_yous.clock(meeting.ends_at, now, rules).urgency is Urgency.RED else ""


def _missing(parts: Parts) -> Iterator[Check]:
    for name, text in asdict(parts).items():
        if not text.strip():
            yield Check(f"missing_{name}", _MISSING[name])


def _referral(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    said = folded(parts.referral)
    if said and "?" not in said and "？" not in said and not pattern(rule.referral).search(said):
        yield Check("no_referral", "Does this ask whether there is anyone else you should talk to?")


def _middle(text: str) -> str:
    """Return a whole note without its greeting and its signature, which show nothing of a conversation."""
    parts = [part for part in text.strip().split("\n\n") if part.strip()]
    if parts and len(parts[0].split()) <= SHORT and parts[0].rstrip().endswith((",", "!", ":", "，", "：")):
        parts = parts[1:]
    if len(parts) > 1 and len(parts[-1].split()) <= SHORT:
        parts = parts[:-1]
    return "\n\n".join(parts)


def _places(parts: Parts) -> Iterator[Check]:
    found = merge_fields.open_places("\n".join(asdict(parts).values()))
    if found:
        listed = ", ".join(f"“{place}”" for place in found)
        yield Check("placeholder", f"Still to fill in: {listed}.")


def _specific(parts: Parts, recorded: Sequence[str], rule: NoteRules) -> Iterator[Check]:
    """Look for what only this conversation can have brought: words of what was recorded, or enough words of one's own.

    Who says a thing in other words than were noted is believed.
    """
    whole = merge_fields.without_places("\n".join(asdict(parts).values()))
    own = _own_words(merge_fields.without_places(parts.learning), rule)
    quoted = any(folded(text) in folded(whole) for text in recorded)
    told = frozenset[str]().union(*(_own_words(text, rule) for text in recorded))
    if recorded and not quoted and _own_words(whole, rule).isdisjoint(told) and len(own) < rule.own_words:
        yield Check("not_specific", "Could this note go to anybody? Take up one thing that they said or named.")
    elif not recorded and not merge_fields.open_places(parts.learning) and not own:
        yield Check("not_specific", "Nothing in this note is from your conversation yet: name one thing they told you.")


def _requests(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    """Count what asks for something: an offer does not, and a learning may hold a question."""
    said = [
        sentence if name != "learning" else sentence.replace("?", ".").replace("？", "。")
        for name, text in asdict(parts).items()
        if name != "help"
        for sentence in sentences(unquoted(text))
    ]
    count = count_asks(said, rule.requests)
    if count > 1:
        yield Check("requests", f"This seems to ask for {count} things. Keep the one that matters most for now.")


def _length(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    words = sum(map(count_words, asdict(parts).values()))
    if words > rule.most_words:
        over = words - rule.most_words
        yield Check("too_long", f"{words} words: take out about {over}, so that it is read at once and to the end.")


def _own_words(text: str, rule: NoteRules) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", folded(text))
    return frozenset(word for word in words if _tells(word, rule))


def _tells(word: str, rule: NoteRules) -> bool:
    """A number tells something, and so does a word of any script that has no spaces between words."""
    return word not in rule.common and (len(word) >= rule.letters or word.isdigit() or not word.isascii())

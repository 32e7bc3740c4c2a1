"""Plain checks of a thank-you note: missing parts, open places, no mention of the conversation, too many requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache

from pydantic import BaseModel, ConfigDict

from netdash.deadlines import Urgency
from netdash.errors import InvalidRecordError
from netdash.outreach import channels, merge_fields
from netdash.outreach.language import count_asks, unquoted
from netdash.pitch.checks import Check
from netdash.pitch.cuts import sentences
from netdash.records import Channel, Meeting
from netdash.rules import Rules
from netdash.shipped import read_shipped
from netdash.text_search import folded, pattern
from netdash.thank_yous import thank_yous
from netdash.thank_yous.note import Note, Parts
from netdash.wording import count_words

SHORT = 7
"""The most words of a greeting or a signature."""

_MISSING = {
    "gratitude": "The thanks are missing: say what you are grateful for, and that you were glad to talk.",
    "learning": "What you learned is missing: one thing they said shows that you listened.",
    "help": "Your offer is missing: say that you are happy to help if they need something.",
    "referral": "The question is missing: ask whether there is anyone else you should talk to.",
    "farewell": "The good wishes are missing: wish them well, and say that you would like to stay in touch.",
}


class NoteRules(BaseModel):
    """The longest note, in words, and the words that the checks look for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    return NoteRules.model_validate(read_shipped("thank_you"))


def evidence(meeting: Meeting, recommended: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the texts of a meeting that a note could mention, with the names of people they recommended."""
    texts = (
        *meeting.learnings,
        meeting.help_offered,
        meeting.notes,
        *(asked.note for asked in meeting.asked),
        *recommended,
    )
    return tuple(text for text in texts if text.strip())


def checks(parts: Parts, recorded: Iterable[str], rule: NoteRules) -> tuple[Check, ...]:
    """Check a note against what was `recorded` of the conversation (see `evidence`)."""
    return (
        *_missing(parts),
        *_referral(parts, rule),
        *_open_places(parts),
        *_specific(parts, tuple(recorded), rule),
        *_requests(parts, rule),
        *_length(parts, rule),
    )


def checks_of_text(text: str, recorded: Iterable[str], rule: NoteRules) -> tuple[Check, ...]:
    """Check a note that was written as a whole: everything but its single parts."""
    whole = Parts(text)
    specific = _specific(Parts(learning=_main_text(text)), tuple(recorded), rule)
    return (*_open_places(whole), *specific, *_requests(whole, rule), *_length(whole, rule))


def check_ready(note: Note, channel: Channel) -> None:
    """Raise InvalidRecordError if a note cannot have been sent: it is empty, has an open place, or is too long."""
    if not note.body.strip():
        raise InvalidRecordError("Write the note first, then mark it as sent.", "body")
    subject = note.subject if channels.has_subject(channel) else ""
    places = merge_fields.listed_places(merge_fields.open_places(f"{subject}\n{note.body}"))
    if places:
        sentence = f"The note still says {places}. Fill that in first, so that it sounds like you."
        at = "body" if merge_fields.open_places(note.body) else "subject"
        raise InvalidRecordError(sentence, at={at: "still open"})
    length = channels.count(channel, subject, note.body)
    if length.over:
        raise InvalidRecordError(length.advice, "body")


def late_words(meeting: Meeting, now: datetime, rules: Rules, rule: NoteRules) -> str:
    """Return a kind sentence if the note is late, else nothing."""
    return rule.late if thank_yous.deadline_of(meeting.ends_at, now, rules).urgency is Urgency.RED else ""


def _missing(parts: Parts) -> Iterator[Check]:
    for name, text in asdict(parts).items():
        if not text.strip():
            yield Check(f"missing_{name}", _MISSING[name])


def _referral(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    text = folded(parts.referral)
    if text and "?" not in text and "？" not in text and not pattern(rule.referral).search(text):
        yield Check("no_referral", "Does this ask whether there is anyone else you should talk to?")


def _main_text(text: str) -> str:
    """Return a whole note without its greeting and its signature, which say nothing about the conversation."""
    parts = [part for part in text.strip().split("\n\n") if part.strip()]
    if parts and len(parts[0].split()) <= SHORT and parts[0].rstrip().endswith((",", "!", ":", "，", "：")):
        parts = parts[1:]
    if len(parts) > 1 and len(parts[-1].split()) <= SHORT:
        parts = parts[:-1]
    return "\n\n".join(parts)


def _open_places(parts: Parts) -> Iterator[Check]:
    places = merge_fields.open_places("\n".join(asdict(parts).values()))
    if places:
        quoted_places = ", ".join(f"“{place}”" for place in places)
        yield Check("placeholder", f"Still to fill in: {quoted_places}.")


def _specific(parts: Parts, recorded: Sequence[str], rule: NoteRules) -> Iterator[Check]:
    """Look for words from this conversation: recorded ones, or enough of the member's own about what was learned."""
    whole = merge_fields.without_places("\n".join(asdict(parts).values()))
    own_words = _own_words(merge_fields.without_places(parts.learning), rule)
    is_quoted = any(folded(text) in folded(whole) for text in recorded)
    recorded_words = frozenset[str]().union(*(_own_words(text, rule) for text in recorded))
    if (
        recorded
        and not is_quoted
        and _own_words(whole, rule).isdisjoint(recorded_words)
        and len(own_words) < rule.own_words
    ):
        yield Check("not_specific", "Could this note be for anyone? Mention one thing that they said or named.")
    elif not recorded and not merge_fields.open_places(parts.learning) and not own_words:
        yield Check("not_specific", "Nothing in this note is from your conversation yet: name one thing they told you.")


def _requests(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    """Count the requests: an offer is none, and a learning may contain a question."""
    sentence_list = [
        sentence if name != "learning" else sentence.replace("?", ".").replace("？", "。")
        for name, text in asdict(parts).items()
        if name != "help"
        for sentence in sentences(unquoted(text))
    ]
    count = count_asks(sentence_list, rule.requests)
    if count > 1:
        yield Check("requests", f"This seems to ask for {count} things. Keep the one that matters most for now.")


def _length(parts: Parts, rule: NoteRules) -> Iterator[Check]:
    count = sum(map(count_words, asdict(parts).values()))
    if count > rule.most_words:
        excess = count - rule.most_words
        yield Check("too_long", f"{count} words: take out about {excess}, and it is read in one go.")


def _own_words(text: str, rule: NoteRules) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", folded(text))
    return frozenset(word for word in words if _is_own_word(word, rule))


def _is_own_word(word: str, rule: NoteRules) -> bool:
    """Tell whether a word is specific: long and uncommon, a number, or of a script without spaces."""
    return word not in rule.common and (len(word) >= rule.letters or word.isdigit() or not word.isascii())

"""Plain checks of a message before it goes out: each says what it saw, what to do about it, and who advises so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from netdash.contacts import TITLES, first_name
from netdash.merge_fields import plain, unfilled
from netdash.pitches import count_words
from netdash.records import Channel, Contact, Message, Purpose

FILE = Path(__file__).parent.parent / "data" / "message_checks.toml"

ASKING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION, Purpose.NUDGE})
"""The purposes that ask somebody for their time, and are therefore held against all of the advice."""

_SENTENCE = re.compile(r"[^.!?…。！？\n]+[.!?…。！？]*")


@dataclass(frozen=True)
class Check:
    """Something to look at. The code is stable; the source says who advises it."""

    code: str
    sentence: str
    source: str


def checks(message: Message, contact: Contact, most_words: int) -> tuple[Check, ...]:
    """Look at a message to a contact; one that says nothing yet has no faults.

    `most_words` is the rule's length of a first message. All advice is held against messages that ask
    for something; of any other only open fields and a missing name are said.
    """
    if not message.body.strip():
        return ()
    body = plain(message.body)
    found = [*_open_fields(message), *_name(message, body, contact)]
    if message.purpose in ASKING:
        found += [*_length(body, most_words), *_connection(message, body, contact), *_asks(message, body), *_job(body)]
    return tuple(found)


def _check(code: str, sentence: str) -> Check:
    return Check(code, sentence, str(_file()[code]["source"]))


def _open_fields(message: Message) -> Iterator[Check]:
    names = unfilled(f"{message.subject}\n{message.body}")
    if names:
        yield _check("fields", f"Still to fill in: {', '.join(names)}.")


def _name(message: Message, body: str, contact: Contact) -> Iterator[Check]:
    said = _folded(body)
    named = "{first_name}" in said or "{full_name}" in said or any(_calls(said, name) for name in _names(contact))
    if message.purpose is not Purpose.BLURB and not named:
        yield _check("name", f"Greet {first_name(contact)} by name: without it this could be a letter to anybody.")


def _names(contact: Contact) -> Iterator[str]:
    """Return what a contact may be called: the parts of their name, without titles."""
    yield first_name(contact)
    for part in contact.name.split():
        bare = part.strip(",.()")
        if bare and bare.casefold() not in TITLES:
            yield bare


def _calls(said: str, name: str) -> bool:
    """Tell whether a text says a name; scripts without capitals write without spaces, so that it may stand inside."""
    cased = any(letter.lower() != letter.upper() for letter in name)
    return _has(said, (name,)) if cased else _folded(name) in said


def _length(body: str, most_words: int) -> Iterator[Check]:
    words = count_words(body)
    if words > most_words:
        over = words - most_words
        yield _check("length", f"This has {words} words: take out {over} or more, so that it keeps to {most_words}.")


def _connection(message: Message, body: str, contact: Contact) -> Iterator[Check]:
    if message.purpose is not Purpose.FIRST_MESSAGE:
        return
    first = _folded(next(iter(sentences(body)), ""))
    theirs = tuple(_folded(part) for part in (contact.company, contact.position, contact.how_met) if part)
    if first and not unfilled(first) and not _has(first, (*_phrases("connection"), *theirs)):
        yield _check(
            "connection",
            "Begin with how you are connected, or why you write to them of all people: "
            "who introduced you, where you met, what of theirs you read.",
        )


def _asks(message: Message, body: str) -> Iterator[Check]:
    asking = sum("?" in one or "？" in one or _has(_folded(one), _phrases("asks")) for one in sentences(body))
    if asking > 1:
        yield _check("asks", f"This asks {asking} things: keep the one that matters, and leave the others for later.")
    if not asking and message.purpose is not Purpose.NUDGE and not _invites(message):
        yield _check("asks", "This asks for nothing yet: end with one small thing they can say yes to.")


def _invites(message: Message) -> bool:
    """Tell whether the channel itself asks: an invitation has its own button to accept."""
    return message.channel is Channel.LINKEDIN_INVITATION


def _job(body: str) -> Iterator[Check]:
    found = _pattern(_phrases("job")).search(_folded(body))
    if found:
        yield _check(
            "job",
            f"“{found[0]}” asks for a job. Ask for their view first: "
            "those who get to know you bring up openings by themselves.",
        )


def sentences(body: str) -> tuple[str, ...]:
    """Return what a message says, sentence by sentence, without its greeting."""
    lines = [line for line in body.strip().splitlines() if line.strip()]
    lines[:1] = [_ungreeted(line) for line in lines[:1]]
    found = (one.strip() for line in lines for one in _SENTENCE.findall(line))
    return tuple(one for one in found if any(map(str.isalnum, one)))


def _ungreeted(line: str) -> str:
    """Return a first line without its `Hi Ada,`; a greeting ends with a comma, a stop, or its line."""
    greeting = _pattern(tuple(_file()["greetings"]["words"])).match(_folded(line))
    if greeting is None:
        return line
    _, stop, rest = next(
        (parts for sign in (",", "!", " –", ":", ".") if (parts := line.partition(sign))[1] and len(parts[0]) < 50),
        (line, "", "" if len(line) < 50 else line),
    )
    return rest if stop or len(line) < 50 else line


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _has(text: str, phrases: Sequence[str]) -> bool:
    return bool(phrases) and _pattern(tuple(phrases)).search(text) is not None


def _phrases(of: str) -> tuple[str, ...]:
    return tuple(_file()[of]["phrases"])


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(_folded, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))

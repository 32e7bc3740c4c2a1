"""Plain checks of a message before it goes out: each says what it saw, what to do about it, and who advises so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from netdash.outreach import merge_fields
from netdash.outreach.language import count_asks, folded, has_wish, is_english, opening, pattern, sentences, unquoted
from netdash.outreach.merge_fields import name_of, plain, unfilled
from netdash.people.call_names import call_name, is_sure, is_title
from netdash.pitch.pitches import count_words
from netdash.records import Channel, Contact, Message, Purpose
from netdash.shipped import read_shipped

ASKING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION, Purpose.NUDGE})
"""The purposes that ask somebody for their time, and are therefore held against all of the advice."""


@dataclass(frozen=True)
class MessageCheck:
    """Something to look at. The code is stable; the source says who advises it."""

    code: str
    sentence: str
    source: str


def checks(message: Message, contact: Contact, most_words: int, known: Iterable[str] = ()) -> tuple[MessageCheck, ...]:
    """Look at a message to a contact; one that says nothing yet has no faults.

    `most_words` is the rule's length of a first message, `known` are the names of people the member knows.
    All advice is held against messages that ask for something; of any other only open fields and a missing
    name are said. Where the words of a rule of thumb are not found, it asks rather than judges.
    """
    if not message.body.strip():
        return ()
    body = plain(message.body)
    found = [*_open_fields(message), *_name(message, body, contact)]
    if message.purpose in ASKING:
        found += _length(body, most_words)
        found += [*_connection(message, body, contact, known), *_asks(message, body), *_job(body)]
    return tuple(found)


def _check(code: str, sentence: str) -> MessageCheck:
    return MessageCheck(code, sentence, str(read_shipped("message_checks")[code]["source"]))


def _open_fields(message: Message) -> Iterator[MessageCheck]:
    """Name what is open; the brackets of one's own (`[topic]`) block nothing, so that they are only asked about."""
    fields = merge_fields.open_fields(message)
    text = "\n".join(plain(one) for one in (message.subject, message.body))
    others = [one for one in merge_fields.open_places(text) if not one.startswith("{")]
    if fields:
        yield _check("fields", f"Still to fill in: {', '.join(fields)}.")
    if others:
        yield _check("places", f"Is {merge_fields.listed_places(tuple(others))} still to fill in? It looks like it.")


def _name(message: Message, body: str, contact: Contact) -> Iterator[MessageCheck]:
    if message.purpose is Purpose.BLURB:
        return
    said = folded(opening(body))
    coming = {name_of(field) for field in unfilled(said)} & {"first_name", "full_name"}
    if not coming and not any(_calls(said, name) for name in _names(contact)):
        yield _check("name", f"Does it greet {call_name(contact)} by name? Without it this could be for anybody.")
    elif not is_sure(contact) and _calls(said, contact.name):
        yield _check("called", f"Would you call them {contact.name}? “What to call them” on their page decides.")


def _names(contact: Contact) -> Iterator[str]:
    """Return what a contact may be called: the parts of their name, without titles."""
    yield call_name(contact)
    for part in contact.name.split():
        bare = part.strip(",.()")
        if len(bare) > 1 and not is_title(part):
            yield bare


def _calls(said: str, name: str) -> bool:
    """Tell whether a text says a name; scripts without capitals write without spaces, so that it may stand inside."""
    cased = any(letter.lower() != letter.upper() for letter in name)
    return _has(said, (name,)) if cased else folded(name) in said


def _length(body: str, most_words: int) -> Iterator[MessageCheck]:
    words = count_words(body)
    if words > most_words:
        over = words - most_words
        yield _check("length", f"This has {words} words: take out {over} or more, so that it keeps to {most_words}.")


def _connection(message: Message, body: str, contact: Contact, known: Iterable[str]) -> Iterator[MessageCheck]:
    """Look in the first two sentences, the first of which is often kind and no more."""
    if message.purpose is not Purpose.FIRST_MESSAGE or not is_english(body):
        return
    first = folded(" ".join(sentences(body)[:2]))
    theirs = tuple(folded(part) for part in (contact.company, contact.position, contact.how_met) if part)
    told = unfilled(first) or _has(first, (*_phrases("connection"), *theirs))
    if first and not told and not any(folded(one) in first for one in known if len(one) > 2):
        yield _check(
            "connection",
            "Do your first sentences say how you are connected, or why you write to them of all people? "
            "Who introduced you, where you met, what of theirs you read.",
        )


def _asks(message: Message, body: str) -> Iterator[MessageCheck]:
    said, english = sentences(unquoted(body)), is_english(body)
    asking = count_asks(said, _phrases("asks"))
    if asking > 1:
        yield _check(
            "asks", f"This seems to ask {asking} things: keep the one that matters, and leave the others for later."
        )
    silent = not asking and message.purpose is not Purpose.NUDGE and not _invites(message)
    if silent and english and not has_wish(body):
        yield _check("asks", "What do you ask for? End with one small thing they can say yes to.")


def _invites(message: Message) -> bool:
    """Tell whether the channel itself asks: an invitation has its own button to accept."""
    return message.channel is Channel.LINKEDIN_INVITATION


def _job(body: str) -> Iterator[MessageCheck]:
    said = folded(body)
    found = (one for one in pattern(_job_phrases()).finditer(said) if not _DENIED.search(said[: one.start()]))
    for one in found:
        yield _check(
            "job",
            f"“{one[0]}” reads like a request for a job. Ask for their view first: "
            "those who get to know you bring up openings by themselves.",
        )
        return


_DENIED = re.compile(r"(?:\bnot|\bnever|n't|\bwithout)(?: \w+){0,3} $")


@cache
def _job_phrases() -> tuple[str, ...]:
    return tuple(
        one.replace("{résumé}", word)
        for one in _phrases("job")
        for word in ("résumé", "resume", "cv", "curriculum vitae")
    )


def _has(text: str, phrases: Sequence[str]) -> bool:
    return bool(phrases) and pattern(phrases).search(text) is not None


def _phrases(of: str) -> tuple[str, ...]:
    return tuple(read_shipped("message_checks")[of]["phrases"])

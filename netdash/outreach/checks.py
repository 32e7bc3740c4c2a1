"""Plain checks of a message before it is sent: each says what it found, what to do, and who advises so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from netdash.outreach import merge_fields
from netdash.outreach.language import body_sentences, count_asks, has_wish, is_english, opening, unquoted
from netdash.outreach.merge_fields import name_of, plain, unfilled
from netdash.people.call_names import call_name, is_call_name_sure, is_title
from netdash.records import Channel, Contact, Message, Purpose
from netdash.shipped import read_shipped
from netdash.text_search import folded, pattern
from netdash.wording import count_words

ASKING = frozenset({Purpose.FIRST_MESSAGE, Purpose.WARM_INTRODUCTION, Purpose.NUDGE})
"""The purposes that ask somebody for their time, which get all checks."""


@dataclass(frozen=True)
class MessageCheck:
    """A finding. The code is stable; the source says who advises it."""

    code: str
    sentence: str
    source: str


def checks(message: Message, contact: Contact, most_words: int, names: Iterable[str] = ()) -> tuple[MessageCheck, ...]:
    """Check a message to a contact; an empty one has no findings.

    `most_words` is the rule's length of a first message, `names` are those of people the member knows, as
    `text_search.folded` gives them. Messages that ask for something get all checks, others only those of open fields
    and of the name. Where the words of a rule of thumb are not found, the sentence asks rather than judges.
    """
    if not message.body.strip():
        return ()
    body = plain(message.body)
    all_checks = [*_open_fields(message), *_name(message, body, contact)]
    if message.purpose in ASKING:
        all_checks += _length(body, most_words)
        all_checks += [*_connection(message, body, contact, names), *_requests(message, body), *_job(body)]
    return tuple(all_checks)


def _check(code: str, sentence: str) -> MessageCheck:
    return MessageCheck(code, sentence, str(read_shipped("message_checks")[code]["source"]))


def _open_fields(message: Message) -> Iterator[MessageCheck]:
    """Name the open fields; other brackets (`[topic]`) do not block sending, so they are only asked about."""
    fields = merge_fields.open_fields(message)
    text = "\n".join(plain(part) for part in (message.subject, message.body))
    others = [place for place in merge_fields.open_places(text) if not place.startswith("{")]
    if fields:
        yield _check("fields", f"Still to fill in: {merge_fields.readable(', '.join(fields))}.")
    if others:
        yield _check("places", f"Is {merge_fields.listed_places(tuple(others))} still to fill in? It looks like it.")


def _name(message: Message, body: str, contact: Contact) -> Iterator[MessageCheck]:
    if message.purpose is Purpose.BLURB:
        return
    greeting = folded(opening(body))
    name_fields = {name_of(field) for field in unfilled(greeting)} & {"first_name", "full_name"}
    if not name_fields and not any(_has_name(greeting, name) for name in _names(contact)):
        yield _check("name", f"Does it greet {call_name(contact)} by name? Without it, this could be for anybody.")
    elif not is_call_name_sure(contact) and _has_name(greeting, contact.name):
        yield _check("called", f"Would you call them {contact.name}? “What to call them” on their page decides.")


def _names(contact: Contact) -> Iterator[str]:
    """Yield what a contact may be called: their call name, and the parts of their name without titles."""
    yield call_name(contact)
    for part in contact.name.split():
        bare = part.strip(",.()")
        if len(bare) > 1 and not is_title(part):
            yield bare


def _has_name(text: str, name: str) -> bool:
    """Tell whether a text has a name; in scripts without capitals, and so without spaces, anywhere in it."""
    cased = any(letter.lower() != letter.upper() for letter in name)
    return _has_phrase(text, (name,)) if cased else folded(name) in text


def _length(body: str, most_words: int) -> Iterator[MessageCheck]:
    count = count_words(body)
    if count > most_words:
        excess = count - most_words
        yield _check("length", f"This has {count} words: take out {excess} to stay within {most_words}.")


def _connection(message: Message, body: str, contact: Contact, names: Iterable[str]) -> Iterator[MessageCheck]:
    """Check the first two sentences, as the first is often only a kind word."""
    if message.purpose is not Purpose.FIRST_MESSAGE or not is_english(body):
        return
    first = folded(" ".join(body_sentences(body)[:2]))
    contact_words = tuple(folded(part) for part in (contact.company, contact.position, contact.how_met) if part)
    is_told = unfilled(first) or _has_phrase(first, (*_phrases("connection"), *contact_words))
    if first and not is_told and not any(name in first for name in names if len(name) > 2):
        yield _check(
            "connection",
            "Do your first sentences say how you are connected, or why you write to them in particular? "
            "Say who introduced you, where you met, or what of theirs you read.",
        )


def _requests(message: Message, body: str) -> Iterator[MessageCheck]:
    sentence_list, is_in_english = body_sentences(unquoted(body)), is_english(body)
    count = count_asks(sentence_list, _phrases("asks"))
    if count > 1:
        yield _check(
            "asks", f"This seems to ask {count} things: keep the one that matters, and leave the others for later."
        )
    is_silent = not count and message.purpose is not Purpose.NUDGE and not _is_invitation(message)
    if is_silent and is_in_english and not has_wish(body):
        yield _check("asks", "What do you ask for? End with one small thing they can say yes to.")


def _is_invitation(message: Message) -> bool:
    """Tell whether the channel itself asks: an invitation comes with a button to accept."""
    return message.channel is Channel.LINKEDIN_INVITATION


def _job(body: str) -> Iterator[MessageCheck]:
    text = folded(body)
    requests = (match for match in pattern(_job_phrases()).finditer(text) if not _DENIED.search(text[: match.start()]))
    for request in requests:
        yield _check(
            "job",
            f"“{request[0]}” reads like a request for a job. Ask for their view first: "
            "people who know you bring up openings themselves.",
        )
        return


_DENIED = re.compile(r"(?:\bnot|\bnever|n't|\bwithout)(?: \w+){0,3} $")


@cache
def _job_phrases() -> tuple[str, ...]:
    return tuple(
        phrase.replace("{résumé}", word)
        for phrase in _phrases("job")
        for word in ("résumé", "resume", "cv", "curriculum vitae")
    )


def _has_phrase(text: str, phrases: Sequence[str]) -> bool:
    return bool(phrases) and pattern(phrases).search(text) is not None


def _phrases(of: str) -> tuple[str, ...]:
    return tuple(read_shipped("message_checks")[of]["phrases"])

"""The draft of a thank-you note: five parts in order, in words that a person could send."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash.records import Meeting, Profile
from netdash.thank_yous.note import NO_NAME, NOTHING_LEARNED, Note, Parts, join, left_out, start, subject
from tests.factories import DAY, HOUR, NOON, any_text, moments, names, person, talk

UTC, APIA = ZoneInfo("UTC"), ZoneInfo("Pacific/Apia")
ADA, ME = person("Ada Lovelace"), Profile(name="Sam Lee")
MET = talk(ADA, learnings=("Small teams ship faster than large ones.",), help_offered="introduce you to my old team")

SEED = ("Thank you for taking the time", "What has stayed with me most: ", "happy to", "talk to?", "stay in touch")
"""A piece of each of the five parts, in the order of the source document."""


def note(meeting: Meeting = MET, now=NOON + HOUR, recommended=(), profile=ME, contact=ADA, zone=UTC) -> Note:
    return Note(subject(contact), join(start(meeting, now, zone, recommended), contact, profile))


def paragraphs(of: Note) -> list[str]:
    return of.body.split("\n\n")


def test_a_whole_note_reads_like_a_letter():
    assert note(recommended=["Tom Okafor"]) == Note(
        "Thank you for your time, Ada",
        """\
Hi Ada,

Thank you for taking the time to talk with me today. I really enjoyed our conversation.

What has stayed with me most: “Small teams ship faster than large ones.”

I would be happy to help, and my offer stands: introduce you to my old team.

Thank you as well for pointing me to Tom Okafor. Is there anyone else you think I should talk to?

I wish you all the best, and I would love to stay in touch.

Kind regards,
Sam Lee""",
    )


def test_a_note_with_nothing_noted_still_has_all_parts():
    assert (
        note(talk(ADA), profile=Profile()).body
        == """\
Hi Ada,

Thank you for taking the time to talk with me today. I really enjoyed our conversation.

What has stayed with me most: [the one thing you learned from this conversation].

If there is ever anything I can help you with, please let me know. I would be happy to.

Is there anyone else you think I should talk to?

I wish you all the best, and I would love to stay in touch.

Kind regards,
[your name]"""
    )


tidy_names = names.map(lambda name: person(name).name)
anything = st.builds(
    lambda learnings, offered, ended: talk(ADA, learnings=learnings, help_offered=offered, ended=ended),
    st.lists(any_text, max_size=3),
    any_text,
    moments,
)


@given(
    anything, names, any_text, st.lists(tidy_names, max_size=4), st.timedeltas(timedelta(0), 800 * DAY), st.timezones()
)
def test_the_five_parts_are_there_in_order_whatever_was_noted(meeting, name, own_name, named, later, zone):
    written = note(meeting, meeting.ends_at + later, named, Profile(name=own_name), person(name), zone)
    greeting, *parts, closing = paragraphs(written)
    assert greeting.startswith("Hi ")
    assert len(parts) == len(SEED)
    for part, words in zip(parts, SEED, strict=True):
        assert words in part
        assert len(part.splitlines()) == 1
    assert closing.startswith("Kind regards,\n")
    assert (NOTHING_LEARNED in written.open_places) is (not meeting.learnings)
    assert (NO_NAME in written.open_places) is (not Profile(name=own_name).name)


@given(st.lists(names, min_size=1, max_size=3))
def test_a_learning_noted_in_that_conversation_is_quoted(learnings):
    meeting = talk(ADA, learnings=learnings)
    written = note(meeting)
    assert " ".join(meeting.learnings[0].split()) in written.body
    assert NOTHING_LEARNED not in written.open_places


@pytest.mark.parametrize(
    ("noted", "ending"),
    [
        ("Ship small", "most: “Ship small.”"),
        ("Ship small.", "most: “Ship small.”"),
        ("Why not ship small?", "most: “Why not ship small?”"),
        ("Ship small!", "most: “Ship small!”"),
        ("Ship small…", "most: “Ship small…”"),
        ("“Hire for slope.”", "most: “Hire for slope.”"),
        ("She said “hire for slope”", "most: She said “hire for slope”."),
        ("It takes time (a year.)", "most: “It takes time (a year.)”"),
        ("First line\n\n second line", "most: “First line second line.”"),
    ],
)
def test_a_learning_ends_its_sentence_once(noted, ending):
    assert paragraphs(note(talk(ADA, learnings=(noted,))))[2].endswith(ending)


@pytest.mark.parametrize(
    ("offered", "ending"),
    [
        ("review your deck.", "stands: review your deck."),
        ("a second pair of eyes?", "stands: a second pair of eyes?"),
        ("one\ntwo", "stands: one two."),
    ],
)
def test_an_offer_ends_its_sentence_once(offered, ending):
    assert paragraphs(note(talk(ADA, help_offered=offered)))[3].endswith(ending)


def test_a_note_is_finished_once_the_place_for_a_learning_is_filled():
    draft = note(talk(ADA))
    assert draft.open_places == (NOTHING_LEARNED,)
    assert Note(draft.subject, draft.body.replace(NOTHING_LEARNED, "Ship small")).open_places == ()


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (["Tom"], "pointing me to Tom. Is there anyone else"),
        (["Tom", "Bea"], "pointing me to Tom and Bea. Is there anyone else"),
        (["Tom", "Bea", "Zoë"], "pointing me to Tom, Bea and Zoë. Is there anyone else"),
    ],
)
def test_those_recommended_are_named_as_one_would_say_it(named, words):
    assert words in paragraphs(note(recommended=named))[4]


@pytest.mark.parametrize(
    ("name", "greeting", "subject"),
    [
        ("Cher", "Hi Cher,", "Thank you for your time, Cher"),
        ("  Ada   Lovelace ", "Hi Ada,", "Thank you for your time, Ada"),
        ("Siobhán O'Neill", "Hi Siobhán,", "Thank you for your time, Siobhán"),
        ("D’Arcy Wu", "Hi D’Arcy,", "Thank you for your time, D’Arcy"),
        ("🚀 Ada", "Hi Ada,", "Thank you for your time, Ada"),
        ("🚀", "Hi 🚀,", "Thank you for your time, 🚀"),
        ("Dr. Grace Hopper", "Hi Grace,", "Thank you for your time, Grace"),
        ("Lovelace, Ada", "Hi Ada,", "Thank you for your time, Ada"),
    ],
)
def test_any_name_makes_a_greeting(name, greeting, subject):
    written = note(contact=person(name))
    assert paragraphs(written)[0] == greeting
    assert written.subject == subject


@pytest.mark.parametrize(
    ("later", "when"),
    [
        (HOUR, "today"),
        (12 * HOUR, "yesterday"),
        (2 * DAY, "on Monday"),
        (6 * DAY, "on Monday"),
        (7 * DAY, "on 4 May"),
        (40 * DAY, "on 4 May"),
    ],
)
def test_the_note_says_when_one_talked(later, when):
    assert f"talk with me {when}." in note(now=NOON + later).body


@pytest.mark.parametrize(("later", "when"), [(HOUR, "today"), (12 * HOUR, "today"), (3 * DAY, "on Tuesday")])
def test_the_day_is_the_members_and_not_the_servers(later, when):
    """Noon on Monday in UTC is 1 a.m. on Tuesday in Samoa; twelve hours later is still that Tuesday."""
    assert f"talk with me {when}." in note(now=NOON + later, zone=APIA).body


def test_of_the_parts_that_were_written_those_are_left_out_that_a_note_does_not_have() -> None:
    started = Parts(gratitude="Thanks.", learning="I learned.", help="Ask me.")
    written = Parts(gratitude="Thanks.", learning="I  learned\nmuch.", help="I read drafts.", farewell=" ")
    assert left_out(written, started, "Hi, I learned much. Bye") == {"help": "I read drafts."}
    assert left_out(started, started, "Hi") == {}

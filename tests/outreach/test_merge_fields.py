"""Merge fields: filled with what is known, seen where nothing is, and never losing a letter."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash.outreach import merge_fields
from netdash.outreach.merge_fields import Sources, fill, literal, name_of, plain, unfilled, unknown, values
from netdash.records import Goals, Pitch, Profile, Revision, Target
from tests.factories import NOON, any_text, person, talk

BERLIN = ZoneInfo("Europe/Berlin")
NAMES = [field.name for field in merge_fields.fields()]

texts = any_text | st.lists(
    st.sampled_from([*(f"{{{name}}}" for name in NAMES[:4]), "{{", "{", "}", "}}", "{smile}", " and ", "first_name"])
).map("".join)
field_values = st.dictionaries(st.sampled_from(NAMES[:4]), texts, max_size=4)


@given(texts, field_values)
@example("{first_name}{company}", {"first_name": "{", "company": "company}"})
@example("{{first_name}", {"first_name": "Ada"})
@example("{first_{first_name}}", {"first_name": "name"})
@example("{a{first_name}{company}b}", {"first_name": "x"})
@example("{{{first_name}", {"first_name": "{company}", "company": "x"})
def test_filling_again_changes_nothing(text, values):
    once = fill(text, values)
    assert fill(once, values) == once


@given(texts, field_values)
def test_what_is_unknown_stays_and_no_value_opens_a_field(text, values):
    remaining = unfilled(fill(text, values))
    assert remaining == tuple(field for field in unfilled(text) if name_of(field) not in values)


@given(texts)
def test_filling_with_nothing_changes_nothing(text):
    assert fill(text, {}) == text


@given(st.lists(any_text.map(literal)), field_values)
def test_no_text_is_lost_on_the_way_to_the_reader(pieces, values):
    """Between any pieces of text stand fields: what arrives is the pieces and the values, letter for letter."""
    names = list(values) or ["first_name"]
    fields = [names[at % len(names)] for at in range(len(pieces))]
    text = "".join(f"{piece}{{{name}}}" for piece, name in zip(pieces, fields, strict=True))
    arrives = "".join(
        plain(piece) + values.get(name, f"{{{name}}}") for piece, name in zip(pieces, fields, strict=True)
    )
    assert plain(fill(text, values)) == arrives


@given(any_text | texts)
def test_literal_text_arrives_as_it_was_and_has_no_field(text):
    assert plain(literal(text)) == text
    assert unfilled(literal(text)) == ()


@given(texts | st.lists(st.sampled_from(["{", "{{", "[company]", "[", "]", "{company}"])).map("".join))
def test_a_text_with_blanks_has_the_fields_that_it_was_shown_for(text):
    shown = merge_fields.readable(text)
    assert not set(map(name_of, unfilled(shown))) & set(NAMES)
    again = merge_fields.with_fields(shown)
    blanks = set(map(name_of, unfilled(merge_fields.with_fields(text))))
    assert set(map(name_of, unfilled(again))) == set(map(name_of, unfilled(text))) | blanks
    assert plain(merge_fields.readable(again)) == plain(shown), "the reader gets the same letters"


def test_brackets_in_what_a_text_was_filled_with_are_no_blanks():
    known = {"learned": "Write [goal] on {the} board", "company": "[goal] on"}
    shown = merge_fields.readable(fill("{learned}: {goal}, {company}", known))
    assert merge_fields.with_fields(shown, known) == "Write [goal] on {{the} board: {goal}, [goal] on"


def test_every_field_has_a_blank_that_a_person_understands():
    assert merge_fields.readable("Hi {First name}, {times_i_offer}?") == "Hi [first name], [times I offer]?"
    assert len({field.blank for field in merge_fields.fields()}) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi {first_name}!", "Hi Ada!"),
        ("Hi {First_Name}!", "Hi Ada!"),
        ("Hi { first_name }", "Hi Ada"),
        ("Hi {first name}, {First-Name}", "Hi Ada, Ada"),
        ("{{first_name}", "{first_name}"),
        ("{{{first_name}", "{Ada"),
        ("{company}", "{company}"),
        ("a {  b } c {} {1} { }", "a {  b } c {} {1} { }"),
    ],
)
def test_a_field_is_a_name_in_braces(text, expected):
    assert plain(fill(text, {"first_name": "Ada"})) == expected


def test_open_fields_are_listed_once_and_slips_are_told_from_them():
    text = "{company} {fist_name} {company} {{goal} {times_i_offer}"
    assert unfilled(text) == ("{company}", "{fist_name}", "{times_i_offer}")
    assert unknown(text) == ("{fist_name}",)


@pytest.mark.parametrize(
    "field", ["{first name}", "{ first_name }", "{first-name}", "{prénom}", "{имя}", "{their topic, in a word}"]
)
def test_anything_short_in_braces_is_an_open_field(field):
    assert unfilled(f"Hi {field}, x") == (field,)


def test_every_field_has_words_and_those_by_hand_are_never_filled():
    sources = Sources(person("Ada"), Profile(name="Mia"))
    by_hand = {field.name for field in merge_fields.fields() if field.by_hand}
    assert all(field.words for field in merge_fields.fields())
    assert not by_hand & values(sources, BERLIN).keys()


def test_fields_are_filled_from_all_that_is_known():
    ada = person("Dr. Ada Lovelace", company="Northwind", position="Staff engineer")
    revision = Revision(saved_at=NOON, past="I nursed.", interests="I like figures.", outcome="Who else?")
    meeting = talk(ada, learnings=["Start small"], place="Café Luna")
    filled_values = values(
        Sources(
            contact=ada,
            profile=Profile(name="Mia Berg"),
            pitch=Pitch(name="Mine", revisions=(revision,)),
            target=Target(company="Contoso", role="Data engineer"),
            goals=Goals(conversations=1),
            meeting=meeting,
            introducer=person("Tom Okafor"),
            person=person("Priya Raman"),
        ),
        BERLIN,
    )
    assert filled_values == {
        "first_name": "Ada",
        "full_name": "Dr. Ada Lovelace",
        "company": "Northwind",
        "position": "Staff engineer",
        "my_name": "Mia Berg",
        "my_first_name": "Mia",
        "my_pitch": "I nursed.\n\nI like figures.\n\nWho else?",
        "my_past": "I nursed.",
        "my_interests": "I like figures.",
        "my_outcome": "Who else?",
        "target_role": "Data engineer",
        "target_company": "Contoso",
        "goal": "1 conversation a week",
        "introducer": "Tom Okafor",
        "person": "Priya Raman",
        "meeting_day": "Monday 4 May",
        "meeting_time": "13:30 (Berlin time, UTC+2)",
        "meeting_minutes": "30",
        "meeting_place": "Café Luna",
        "learned": "Start small.",
    }
    assert set(filled_values) == {field.name for field in merge_fields.fields() if not field.by_hand}


def test_what_is_not_known_is_left_out():
    assert values(Sources(person("Ada"), Profile()), BERLIN) == {"first_name": "Ada", "full_name": "Ada"}


@pytest.mark.parametrize(
    ("zone", "theirs", "said"),
    [
        ("Europe/Berlin", "", "14:00 (Berlin time, UTC+2)"),
        ("Europe/Berlin", "Europe/Paris", "14:00 (Berlin time, UTC+2)"),
        (
            "Europe/Berlin",
            "America/New_York",
            "14:00 (Berlin time, UTC+2), which is 08:00 (New York time, UTC-4) for you",
        ),
        (
            "Europe/Berlin",
            "Pacific/Kiritimati",
            "14:00 (Berlin time, UTC+2), which is Tuesday 5 May at 02:00 (Kiritimati time, UTC+14) for you",
        ),
        ("Asia/Kolkata", "", "17:30 (Kolkata time, UTC+5:30)"),
        ("UTC", "", "12:00 UTC"),
    ],
)
def test_a_time_names_its_zone_and_theirs_where_it_differs(zone, theirs, said):
    starts = datetime(2026, 5, 4, 12, tzinfo=UTC)
    meeting = talk(ended=starts.replace(hour=13), minutes=60, their_zone=theirs)
    assert values(Sources(person(), Profile(), meeting=meeting), ZoneInfo(zone))["meeting_time"] == said

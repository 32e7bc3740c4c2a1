"""The checks of a message: what they see, and what they let pass."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from netdash.outreach.checks import checks
from netdash.records import Contact, Message, Purpose
from tests.factories import any_text, person

ADA = person("Dr. Ada Lovelace", company="Northwind", position="Staff engineer", how_met="Data meetup Leeds")
GOOD = "Hi Ada,\n\nTom Okafor suggested that I write to you. Could we talk for 20 minutes next week?\n\nMia"


def codes(body: str, contact: Contact = ADA, **fields: object) -> list[str]:
    message = Message.model_validate({"contact": contact.id, "purpose": Purpose.FIRST_MESSAGE, "body": body, **fields})
    return [check.code for check in checks(message, contact, 100)]


def said(body: str, **fields: object) -> str:
    message = Message.model_validate({"contact": ADA.id, "purpose": Purpose.FIRST_MESSAGE, "body": body, **fields})
    return " ".join(check.sentence for check in checks(message, ADA, 100))


def test_a_good_message_and_an_empty_one_have_no_faults():
    assert codes(GOOD) == []
    assert codes("  ") == []


def test_every_check_says_what_to_do_and_who_advises_it():
    bad = "I need a job. Are you hiring? Could you refer me? {company} " + "word " * 100
    message = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, body=bad)
    findings = checks(message, ADA, 100)
    assert [finding.code for finding in findings] == ["fields", "name", "length", "connection", "asks", "job"]
    assert all(finding.sentence.endswith((".", "?")) and finding.source for finding in findings)


@pytest.mark.parametrize(("extra", "expected"), [(81, []), (82, ["length"])])
def test_a_first_message_keeps_to_a_hundred_words(extra, expected):
    assert codes(GOOD + " word" * extra) == expected


def test_the_length_says_how_much_to_take_out():
    assert "has 104 words: take out 4 to stay within 100." in said(GOOD + " word" * 85)


@pytest.mark.parametrize(
    "opening",
    [
        "Hi Ada, your talk on small models stayed with me.",
        "Hi Ada,\nWe both studied in Leeds.",
        "Dear Dr. Lovelace,\n\nI read what you wrote.",
        "Ada, I follow Northwind closely.",
        "Hello Ada! As a fellow nurse turned engineer I write to you.",
        "Hi Ada, it was at the Data Meetup Leeds that I heard of it.",
    ],
)
def test_an_opening_that_says_the_connection_passes(opening):
    assert codes(f"{opening} Could we talk?") == []


@pytest.mark.parametrize(
    "opening",
    [
        "Hi Ada, I hope that this finds you well. I am new to the field. Tom suggested that I write.",
        "Hi Ada,\n\nMy name is Mia and I live in Leeds.",
        "Ada! I am looking for a new challenge.",
    ],
)
def test_an_opening_about_oneself_or_the_weather_is_noted(opening):
    assert codes(f"{opening} Could we talk?") == ["connection"]


def test_a_connection_that_is_still_to_fill_in_is_not_noted_twice():
    assert codes("Hi Ada,\n\n{how_we_connect}, and so on. Could we talk?") == ["fields"]


@pytest.mark.parametrize(
    ("asking", "expected"),
    [
        ("Could we talk?", []),
        ("Please introduce me to Tom.", []),
        ("", ["asks"]),
        ("Could we talk? What do you read?", ["asks"]),
        ("Really?! And now?!", ["asks"]),
        ("Could you look at this. Would you call me.", ["asks"]),
    ],
)
def test_a_message_asks_for_exactly_one_thing(asking, expected):
    assert codes(f"Hi Ada, I read your article. {asking}") == expected


def test_an_invitation_asks_by_itself():
    assert codes("Hi Ada, I read your article.", channel="linkedin_invitation") == []


@pytest.mark.parametrize("asking", ["Are you hiring?", "Do you know of any openings?", "Would you refer me?"])
def test_asking_for_a_job_is_noted(asking):
    assert codes(f"Hi Ada, I read your article. {asking}") == ["job"]


def test_the_word_job_alone_asks_for_none():
    assert codes("Hi Ada, I read your article. What does your job look like?") == []


@pytest.mark.parametrize(("name", "greeting"), [("王伟", "王伟您好："), ("Ada Lovelace", "Dear Ms Lovelace,")])
def test_a_name_is_found_in_any_script_and_by_its_last_part(name, greeting):
    assert codes(f"{greeting} I read your article. Could we talk?", person(name)) == []


@pytest.mark.parametrize("greeting", ["Hi there,", "Hello,", "Hi Adam,", "Dear Dr.,"])
def test_a_message_without_their_name_is_noted(greeting):
    assert codes(f"{greeting} I read your article. Could we talk?") == ["name"]


def test_a_whole_name_as_a_greeting_is_asked_about_until_it_is_said_what_to_call_them():
    question = "I read your article. Could we talk?"
    assert codes(f"Hi Nguyễn Văn An, {question}", person("Nguyễn Văn An")) == ["called"]
    assert codes(f"Hi An, {question}", person("Nguyễn Văn An", called="An")) == []


def test_a_name_that_a_field_will_bring_counts():
    assert codes("Hi {first_name}, I read your article. Could we talk?") == ["fields"]


def test_lines_to_forward_need_no_name_and_other_purposes_are_not_held_against_all():
    assert codes("Mia Berg nurses figures.", purpose="blurb") == []
    long = "Hi Ada, " + "word " * 200 + "one? two? three?"
    for purpose in (Purpose.REPLY, Purpose.THANK_YOU, Purpose.CONFIRMATION, Purpose.CLOSING_THE_LOOP):
        assert codes(long, purpose=purpose) == []


def test_a_literal_brace_is_no_open_field():
    assert codes("Hi Ada, I read your article on {{first_name}. Could we talk?") == []


@given(any_text, any_text)
def test_any_text_can_be_checked(body, name):
    contact = person(name or "x") if name.replace("\0", "").strip() else ADA
    assert set(codes(body, contact)) <= {"fields", "places", "name", "length", "connection", "asks", "job", "called"}


TABLE = tomllib.loads((Path(__file__).parent / "messages.toml").read_text("utf-8"))
STAFF = person("Ada Lovelace", company="Northwind", position="staff engineer", how_met="PyCon")


def seen(body: str) -> list[str]:
    message = Message(contact=STAFF.id, purpose=Purpose.FIRST_MESSAGE, body=body)
    return [check.code for check in checks(message, STAFF, 100, ["tom baker", "ada lovelace"])]


def test_the_table_has_thirty_messages_of_each():
    assert [len(TABLE[kind]) for kind in ("good", "bad")] == [30, 30]


@pytest.mark.parametrize("body", TABLE["good"])
def test_a_good_message_is_left_alone(body):
    assert seen(body) == []


@pytest.mark.parametrize("row", TABLE["bad"], ids=lambda row: row[0])
def test_what_is_wrong_with_a_bad_message_is_seen_and_nothing_else(row):
    body, *codes_of_it = row
    assert seen(body) == codes_of_it

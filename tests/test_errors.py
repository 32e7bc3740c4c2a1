"""What is said of a record that is wrong: a sentence a fault, each once."""

from __future__ import annotations

import pytest

from netdash.records import Contact, Draft, Introduction, Meeting, Message, Promise, Trashed
from tests.factories import NOON
from tests.records.refusals import a_talk, refusal


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        (Contact, {}, "Name: this is missing."),
        (Contact, {"name": " \t\n"}, "Give the person a name."),
        (Contact, {"name": "\0"}, "Give the person a name."),
        (Contact, {"name": None}, "Name: this is not text."),
        (Contact, {"name": b"\xff"}, "Name: this is not text."),
        (Contact, {"name": "x" * 301}, "Name: this is longer than 300 characters; shorten it."),
        (Contact, {"name": "A", "notes": "x" * 20_001}, "Notes: this is longer than 20,000 characters; shorten it."),
        (
            Contact,
            {"name": "A", "emails": ["a", "b" * 301]},
            "Emails (2): this is longer than 300 characters; shorten it.",
        ),
        (Contact, {"name": "A", "emails": "a@example.org"}, "Emails: this is not a list."),
        (Contact, {"name": "A", "how_met": 3}, "How met: this is not text."),
        (Contact, {"name": "A", "stakeholder": "boss"}, "Stakeholder: choose one of technical, hr or other."),
        (Contact, {"name": "A", "created_at": "yesterday"}, "Created at: this is not a date and time."),
        (Contact, {"name": "A", "sample": "perhaps"}, "Sample: this is neither yes nor no."),
        (Contact, {"id": "zz", "name": "A"}, "Id: this is not an identity that netdash made."),
        (Contact, {"id": "a" * 32 + "\n", "name": "A"}, "Id: this is not an identity that netdash made."),
        (Meeting, a_talk(contacts=["x"]), "Contacts (1): this is not an identity that netdash made."),
        (Meeting, a_talk(ends_at=None), "Ends at: this is not a date and time."),
        (Meeting, a_talk(state="lost"), "State: choose one of planned, held, cancelled or no show."),
        (Promise, {"contact": "a" * 32, "what": "\n", "due_on": "2026-05-04"}, "Say what you promised."),
        (Promise, {"contact": "a" * 32, "what": "Call", "due_on": "2026-02-30"}, "Due on: this is not a date."),
        (Promise, {"contact": "a" * 32, "what": "Call", "due_on": None}, "Due on: this is not a date."),
        (Message, {"contact": "a" * 32, "outcome": "lost"}, "Outcome: choose one of replied, declined or no reply."),
        (Introduction, {"by_contact": "a" * 32}, "To contact: this is missing."),
        (Draft, {"form": "x", "fields": {"a": object()}}, "Fields: input was not a valid JSON value."),
        (Trashed, {"label": "x", "deleted_at": NOON, "records": [{}]}, "Records (1): this is missing."),
    ],
)
def test_every_fault_reads_as_a_sentence(kind, fields, sentence):
    assert refusal(kind, **fields) == sentence


def test_several_faults_are_said_one_after_the_other_and_each_once():
    assert refusal(Meeting, contacts=(), starts_at=NOON) == "Choose at least one person. Ends at: this is missing."
    assert refusal(Trashed, label="x", deleted_at=NOON, records=[{}]).count("missing") == 1

"""The records: frozen, checked when made, and read back as they were; and what is said of a wrong one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from netdash.errors import InvalidRecordError
from netdash.records import (
    BY_TABLE,
    KINDS,
    PROFILE_ID,
    BrandingItem,
    Contact,
    Draft,
    Goals,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Profile,
    Promise,
    Question,
    QuestionSet,
    Record,
    Revision,
    RuleChanges,
    Snooze,
    TagCadence,
    Target,
    Template,
    Trashed,
    TrashedRecord,
    new_id,
)
from tests.records import DAY, HOUR, NOON, SECOND, TODAY, any_text, introduction, moments, person, promise, talk, thanks

EXAMPLES: list[Record] = [
    Profile(name="Zoë", zone="Europe/Berlin"),
    Goals(messages=3),
    RuleChanges(values={"meeting.minutes": 25}),
    person(emails=("ada@example.org",), stakeholder="technical", cadence={"ideal_days": 60, "latest_days": 90}),
    TagCadence(tag="mentors", cadence={"ideal_days": 30, "latest_days": 45}),
    introduction(person(), person("Tom")),
    Target(company="Initech", role="Engineer", research={"company": "Makes reports."}),
    BrandingItem(channel="LinkedIn", text="A headline that says what I want", done_at=NOON),
    Pitch(name="Short", revisions=(Revision(saved_at=NOON, past="I built things."),)),
    Question(text="What surprised you?"),
    QuestionSet(name="Engineers", questions=(new_id(),)),
    Template(name="First words", purpose="first_message", body="Hi {first_name}"),
    talk(learnings=("Ship small.",), resume="sent", research={"person": "Wrote a book."}, ready=("practised",)),
    promise(),
    thanks(talk(), person()),
    Opportunity(company="Initech", heard_on=TODAY),
    Snooze(action="thank_you:1", until=TODAY),
    Draft(form="meeting_log", fields={"notes": "half a sen", "minutes": 20}),
    Trashed(label="Ada", deleted_at=NOON, records=(TrashedRecord(table="contacts", fields={"name": "Ada"}),)),
]
of_every_kind = pytest.mark.parametrize("record", EXAMPLES, ids=lambda one: type(one).__name__)


def refusal(kind: type[Record], **fields: object) -> str:
    """Return what a person reads when these fields are no record."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(fields)
    return InvalidRecordError.from_pydantic(caught.value).sentence


def a_talk(**fields: object) -> dict[str, object]:
    return {"contacts": [new_id()], "starts_at": NOON - HOUR, "ends_at": NOON, **fields}


def test_the_examples_here_are_of_every_kind():
    assert [type(record) for record in EXAMPLES] == list(KINDS)
    assert {kind.table: kind for kind in KINDS} == BY_TABLE
    assert len(BY_TABLE) == len(KINDS)


@of_every_kind
def test_a_record_is_frozen(record):
    with pytest.raises(ValidationError, match="frozen"):
        record.sample = True


@of_every_kind
def test_a_record_comes_back_from_json_the_same(record):
    assert type(record).model_validate_json(record.model_dump_json()) == record


@of_every_kind
def test_fields_that_netdash_does_not_know_survive(record):
    unknown = {"later": {"deep": [1, None, "ü"]}, "x y": 2.5}
    fields = record.model_dump(mode="json") | unknown
    loaded = type(record).model_validate(fields)
    assert loaded.model_dump(mode="json") == fields
    assert loaded.replace(sample=True).model_dump(mode="json") == fields | {"sample": True}


@of_every_kind
def test_two_new_records_are_never_one(record):
    fields = record.model_dump(exclude={"id"})
    ids = {type(record).model_validate(fields).id for _ in range(3)}
    assert len(ids) == (1 if isinstance(record, (Profile, Goals, RuleChanges)) else 3)


def test_there_is_one_profile():
    assert Profile().id == Profile(name="Ada").id == PROFILE_ID


def test_replace_leaves_the_old_record_as_it_was():
    old = person("Ada")
    new = old.replace(name="Ada Lovelace")
    assert (old.name, new.name, new.id) == ("Ada", "Ada Lovelace", old.id)


def test_replace_checks_like_a_new_record():
    with pytest.raises(ValidationError):
        person().replace(name=" ")
    with pytest.raises(ValidationError):
        talk().replace(ends_at=NOON - DAY)
    with pytest.raises(ValidationError):
        Profile().replace(zone="Mars/Olympus")


def test_a_moment_without_a_zone_is_refused():
    assert refusal(Meeting, **a_talk(starts_at=NOON.replace(tzinfo=None))) == "Starts at: this lacks its timezone."


@given(moments, st.timezones())
def test_a_moment_of_any_zone_is_kept_in_utc(moment, zone):
    moment = moment.astimezone(zone)
    sent_at = thanks(talk(), person(), moment).sent_at
    assert sent_at is not None
    assert sent_at.tzinfo is UTC
    assert sent_at == moment.astimezone(UTC)


def test_the_second_half_past_two_of_an_autumn_night_is_kept_apart_from_the_first():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    meeting = talk(ended=NOON, starts_at=first, ends_at=first.replace(fold=1))
    assert meeting.minutes == 60


@pytest.mark.parametrize(
    "moment",
    [datetime.max.replace(tzinfo=timezone(-12 * HOUR)), datetime.min.replace(tzinfo=timezone(12 * HOUR))],
)
def test_a_moment_at_the_end_of_the_calendar_is_refused(moment):
    assert refusal(Contact, name="Ada", created_at=moment) == (
        f"The year {moment.year} is out of reach; check the date."
    )


@given(any_text, any_text)
def test_what_no_file_can_hold_is_cleaned_from_text(line, text):
    record = person("Ada", company=line, notes=text, tags=(line,))
    for value in (record.company, record.notes, *record.tags):
        assert "\0" not in value
        assert value.encode("utf-8").decode("utf-8") == value
        assert value == value.strip()
    assert record.company == " ".join(record.company.split())
    assert type(record).model_validate_json(record.model_dump_json()) == record


def test_cleaning_leaves_the_rest_of_a_text_alone():
    assert person(" Ada\n\tLovelace\0 ").name == "Ada Lovelace"
    assert person(notes="  one\n\n two\0 \ud83d! ").notes == "one\n\n two ?!"


@given(st.recursive(any_text, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(any_text, inner, max_size=2)))
def test_a_draft_of_anything_typed_can_be_written_down(typed):
    draft = Draft(form="meeting_log", fields={"field": typed})
    assert Draft.model_validate_json(draft.model_dump_json()) == draft


def test_white_space_does_not_count_towards_the_length_of_a_line():
    assert person("Ada" + " " * 400 + "Lovelace").name == "Ada Lovelace"


def test_a_conversation_needs_somebody():
    assert refusal(Meeting, **a_talk(contacts=())) == "Say who you talked to."


def test_a_person_counts_once_in_a_conversation():
    ada, tom = person("Ada"), person("Tom")
    assert talk(ada, tom, ada).contacts == (ada.id, tom.id)


def test_blank_learnings_are_dropped():
    assert talk(learnings=("", "Ship small.", " \n ")).learnings == ("Ship small.",)


@pytest.mark.parametrize("length", [timedelta(0), -SECOND, -DAY])
def test_a_conversation_ends_after_it_starts(length):
    sentence = refusal(Meeting, **a_talk(starts_at=NOON, ends_at=NOON + length))
    assert sentence == "The conversation ends before it starts; set its end after its start."


def test_a_conversation_takes_a_day_at_most():
    assert talk(minutes=24 * 60).minutes == 1440
    sentence = refusal(Meeting, **a_talk(starts_at=NOON - DAY - SECOND))
    assert sentence == "A conversation of more than a day? Check the end and the minutes."


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe", "../etc/passwd", "Berlin", "x" * 300, "a\nb"])
def test_an_unknown_zone_gives_a_sentence(zone):
    tidy = " ".join(zone.split())
    assert refusal(Profile, zone=zone) == f"“{tidy}” is no time zone netdash knows; pick one such as Europe/Berlin."


def test_a_profile_may_leave_the_zone_open():
    assert Profile(zone="").zone == ""
    assert Profile(zone=" Asia/Kolkata ").zone == "Asia/Kolkata"


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
    assert refusal(Meeting, contacts=(), starts_at=NOON) == "Say who you talked to. Ends at: this is missing."
    assert refusal(Trashed, label="x", deleted_at=NOON, records=[{}]).count("missing") == 1


def test_a_day_is_a_day_and_no_moment():
    assert promise(due_on=date(2026, 5, 4)).due_on == date(2026, 5, 4)
    sentence = refusal(Promise, contact=new_id(), what="Call", due_on=NOON)
    assert sentence == "Due on: this is not a date."

"""What holds of records of every kind: frozen, checked when made, cleaned, and read back as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from netdash.records import (
    BY_TABLE,
    KINDS,
    BrandingItem,
    CalendarLink,
    Comment,
    Contact,
    Draft,
    Goals,
    Meeting,
    Opportunity,
    Pitch,
    Profile,
    Question,
    QuestionSet,
    Record,
    Revision,
    RuleChanges,
    Snooze,
    Submission,
    TagCadence,
    Target,
    Template,
    Trashed,
    TrashedRecord,
    new_id,
)
from tests.factories import DAY, HOUR, NOON, TODAY, any_text, introduction, moments, person, promise, talk, thanks
from tests.records.refusals import a_talk, refusal

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
    Submission(
        kind="pitch", title="Short", sections=({"field": "past", "title": "Past"},), question="Well?", asked_at=NOON
    ),
    Comment(submission=new_id(), text="Which ward?", written_at=NOON),
    CalendarLink(member="ann@example.org"),
    Snooze(action="thank_you:1", until=TODAY),
    Draft(form="meeting_log", fields={"notes": "half a sen", "minutes": 20}),
    Trashed(label="Ada", deleted_at=NOON, records=(TrashedRecord(table="contacts", fields={"name": "Ada"}),)),
]


of_every_kind = pytest.mark.parametrize("record", EXAMPLES, ids=lambda one: type(one).__name__)


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


def test_white_space_does_not_count_towards_the_length_of_a_line():
    assert person("Ada" + " " * 400 + "Lovelace").name == "Ada Lovelace"

"""Deleting that can be undone, and erasing that cannot."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdash import drafts, rules, trash
from netdash.cli import doctor
from netdash.errors import InvalidRecordError
from netdash.follow_up import actions
from netdash.meetings import live
from netdash.outreach import messages, thank_you_messages
from netdash.people import contacts as people
from netdash.questions import questions
from netdash.records import (
    BY_TABLE,
    BrandingItem,
    CalendarLink,
    Comment,
    Contact,
    Draft,
    Goals,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Pitch,
    Profile,
    Question,
    QuestionSet,
    Record,
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
from netdash.workspace import backup, sample
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    SECOND,
    TODAY,
    everything,
    fresh,
    introduction,
    kept,
    person,
    promise,
    talk,
    thanks,
)
from tests.strategies import contacts, meetings, promises

KEPT_FOR = rules.shipped().trash.kept_for


@given(st.lists(contacts() | meetings() | promises(), min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_what_is_restored_is_what_was_deleted_to_the_last_field(records):
    """Also fields that netdash does not know, and the moments of the first and the last save."""
    workspace = fresh()
    stored: list[Record] = [kept(workspace, record) for record in records]
    before = everything(workspace)
    id = trash.discard(workspace, type(stored[0]), stored[0].id, "Something", NOON, stored[1:])
    assert all(workspace.all(type(record)) == () for record in records)
    trash.restore(workspace, id)
    assert everything(workspace) == before
    assert workspace.all(Trashed) == ()


def test_unknown_fields_come_back():
    workspace = fresh()
    stored = kept(workspace, person(later={"deep": [1, None, "ü"]}))
    trash.restore(workspace, trash.discard(workspace, Contact, stored.id, "Ada", NOON))
    assert workspace.get(Contact, stored.id) == stored
    assert stored.model_extra == {"later": {"deep": [1, None, "ü"]}}


def test_a_restored_record_can_be_changed_by_who_had_it_open():
    workspace = fresh()
    opened = kept(workspace, person("Ada"))
    trash.restore(workspace, trash.discard(workspace, Contact, opened.id, "Ada", NOON))
    workspace.save(opened.replace(name="Ada Lovelace"))
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada Lovelace"]


def test_the_trash_shows_the_newest_first_with_what_went_along():
    workspace = fresh()
    ada, tom = kept(workspace, person("Ada")), kept(workspace, person("Tom"))
    meeting = kept(workspace, talk(ada))
    trash.discard(workspace, Contact, ada.id, "Ada", NOON)
    trash.discard(workspace, Meeting, meeting.id, "Talk", NOON + HOUR, [kept(workspace, introduction(ada, tom))])
    trash.discard(workspace, Contact, tom.id, "Tom", NOON - HOUR)
    items = trash.items(workspace, NOON + DAY, KEPT_FOR)
    assert [item.label for item in items] == ["Talk", "Ada", "Tom"]
    assert [record.table for record in items[0].records] == [Meeting.table, Introduction.table]
    assert items[0].deleted_at == NOON + HOUR


@pytest.mark.parametrize(
    ("age", "count"), [(timedelta(0), 1), (KEPT_FOR - SECOND, 1), (KEPT_FOR, 0), (2 * KEPT_FOR, 0)]
)
def test_after_thirty_days_it_is_let_go_of(age, count):
    workspace = fresh()
    trash.discard(workspace, Contact, kept(workspace, person()).id, "Ada", NOON)
    assert len(trash.items(workspace, NOON + age, KEPT_FOR)) == count
    trash.purge(workspace, NOON + age, KEPT_FOR)
    assert len(workspace.all(Trashed)) == count


def test_purging_leaves_what_is_younger_and_every_other_record():
    workspace = fresh()
    old, young, present = (kept(workspace, person(name)) for name in ("Old", "Young", "Present"))
    trash.discard(workspace, Contact, old.id, "Old", NOON - KEPT_FOR)
    trash.discard(workspace, Contact, young.id, "Young", NOON - DAY)
    trash.purge(workspace, NOON, KEPT_FOR)
    assert [item.label for item in workspace.all(Trashed)] == ["Young"]
    assert workspace.all(Contact) == (present,)


def test_purging_with_nothing_to_let_go_of_writes_nothing():
    workspace = fresh()
    trash.discard(workspace, Contact, kept(workspace, person()).id, "Ada", NOON)
    version = workspace.version(Trashed, Contact)
    trash.purge(workspace, NOON, KEPT_FOR)
    assert workspace.version(Trashed, Contact) == version


def test_restoring_what_is_not_there_gives_a_sentence():
    workspace = fresh()
    id = trash.discard(workspace, Contact, kept(workspace, person()).id, "Ada", NOON)
    trash.restore(workspace, id)
    for missing_id in (id, new_id()):
        with pytest.raises(InvalidRecordError, match="not in the trash any more"):
            trash.restore(workspace, missing_id)
    assert len(workspace.all(Contact)) == 1


def test_what_was_deleted_twice_is_in_the_trash_once_as_it_was_last():
    workspace = fresh()
    ada = kept(workspace, person("Ada"))
    trash.restore(workspace, trash.discard(workspace, Contact, ada.id, "Ada", NOON))
    changed = kept(workspace, ada.replace(name="Ada Lovelace"))
    trash.discard(workspace, Contact, changed.id, "Ada Lovelace", NOON + HOUR)
    assert [item.label for item in trash.items(workspace, NOON + HOUR, KEPT_FOR)] == ["Ada Lovelace"]


def full():
    workspace = fresh()
    ada = kept(workspace, person())
    meeting = kept(workspace, talk(ada))
    prepared = (Goals(), Pitch(name="Short"), Question(text="Why?"), QuestionSet(name="Engineers"))
    wanted = (
        Target(company="Initech"),
        Opportunity(company="Initech", heard_on=TODAY),
        BrandingItem(channel="X", text="Photo"),
    )
    written = (Template(name="Hello", purpose="first_message"), Snooze(action="pitch"), RuleChanges(values={"a": 1}))
    asked = Submission(kind="pitch", title="Short", question="Well?", asked_at=NOON)
    shared = (asked, Comment(submission=asked.id, text="Yes.", written_at=NOON), CalendarLink(member="ann@example.org"))
    cadence = TagCadence(tag="mentors", cadence={"ideal_days": 30, "latest_days": 45})
    for record in (Profile(name="Sam"), *prepared, *wanted, *written, *shared, cadence):
        kept(workspace, record)
    for link in (introduction(ada, ada), promise(), thanks(meeting, ada)):
        kept(workspace, link)
    drafts.keep(workspace, "meeting_log", {"notes": "half a sen"})
    trash.discard(workspace, Contact, kept(workspace, person("Tom")).id, "Tom", NOON)
    assert all(everything(workspace).values()), "a record of every kind"
    return workspace


@pytest.mark.parametrize("typed", ["", "erase", "Erase", "ERASE EVERYTHING", "E R A S E", "delete"])
def test_nothing_is_erased_without_the_word(typed):
    workspace = full()
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="Nothing was erased: type ERASE in capital letters to confirm"):
        trash.erase_everything(workspace, typed, "ERASE")
    assert everything(workspace) == before


@pytest.mark.parametrize("typed", ["ERASE", " ERASE\n"])
def test_the_word_erases_every_record(typed):
    workspace = full()
    trash.erase_everything(workspace, typed, "ERASE")
    assert everything(workspace) == everything(fresh())
    assert workspace.all(Draft) == ()


def test_what_has_come_in_the_place_of_what_was_deleted_is_not_written_over() -> None:
    """A thank-you has the id that its conversation and person give it, so a second one comes in its place."""
    workspace, ada = fresh(), person()
    meeting = kept(workspace, talk(ada))
    id = thank_you_messages.mark_sent(workspace, thanks(meeting, ada, body="First"), NOON)
    messages.delete(workspace, id, "Thank-you", NOON)
    thank_you_messages.mark_sent(workspace, thanks(meeting, ada, body="Second"), NOON)
    with pytest.raises(InvalidRecordError, match="Another message has come in its place"):
        trash.restore(workspace, id)
    assert [message.body for message in workspace.all(Message)] == ["Second"]
    assert [item.label for item in workspace.all(Trashed)] == ["Thank-you"]


def test_words_typed_into_a_form_after_its_record_was_deleted_are_not_put_back_over():
    workspace, one = fresh(), person()
    workspace.save(one)
    drafts.keep(workspace, f"people_{one.id}", {"notes": "Old"})
    trash.discard(workspace, Contact, one.id, "Ada", NOON)
    drafts.keep(workspace, f"people_{one.id}", {"notes": "Newer"})
    trash.restore(workspace, one.id)
    assert drafts.fields_of(workspace, f"people_{one.id}") == {"notes": "Newer"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FOREIGN = st.builds(
    TrashedRecord,
    table=st.sampled_from((*BY_TABLE, "dreams", "")),
    fields=st.dictionaries(st.sampled_from(("id", "name", "text", "sample", "form", "fields", "x")), JSON, max_size=4),
)
MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda one: 1 < one.year < 9999)


@settings(max_examples=30)
@given(st.lists(FOREIGN, max_size=3), st.text(max_size=20), MOMENTS, st.dictionaries(st.text(max_size=5), JSON), JSON)
def test_whatever_trash_drafts_and_rules_hold_every_reader_answers(gone, label, deleted_at, fields, rule):
    """They come from a backup or an edited file, where nothing but their shape is checked."""
    workspace, meeting = fresh(), talk(state="planned", ended=NOON - HOUR)
    item = Trashed(label=label, deleted_at=deleted_at, records=tuple(gone))
    names = [one.name for one in rules.all_rules()]
    for record in (
        meeting,
        item,
        Draft(form=live.draft_name(meeting.id), fields=fields | {"began_at": rule}),
        Draft(id=drafts.draft_id(live.draft_name(meeting.id)), form="x", fields=fields),
        RuleChanges(values=dict.fromkeys(names, rule)),
        Snooze(action=label, until=deleted_at.date()),
    ):
        workspace.put(record)
    assert people.directory(workspace, NOON, 30 * DAY).name(item.id) == "someone removed"
    assert set(questions.texts(workspace, NOON, 30 * DAY)) >= {one.id for one in questions.shipped()}
    assert {one.meeting for one in live.started_meetings(workspace, NOON)} <= {meeting.id}
    assert actions.build_queue(workspace, NOON, ZoneInfo("UTC"), rules.of(workspace)).actions
    assert all(finding.sentence.endswith(".") for finding in doctor.of_workspace(workspace, NOON))
    copy = fresh()
    backup.restore(backup.export(workspace, NOON), copy)
    assert everything(copy) == everything(workspace)
    try:
        trash.restore(workspace, item.id)
    except InvalidRecordError:
        assert workspace.get(Trashed, item.id) == item
    sample.remove(workspace)
    assert workspace.get(Meeting, meeting.id) == meeting


def test_what_is_deleted_twice_under_one_id_is_kept_twice():
    workspace = fresh()
    ada = kept(workspace, person())
    met = kept(workspace, talk(ada))
    trash_ids = []
    for words in ("First", "Second"):
        id = thank_you_messages.mark_sent(workspace, thanks(met, ada, body=words), NOON)
        trash_ids.append(messages.delete(workspace, id, "Thank-you", NOON))
    assert len(set(trash_ids)) == len(trash.items(workspace, NOON, DAY)) == 2
    trash.restore(workspace, trash_ids[0])
    with pytest.raises(InvalidRecordError, match="has come in its place"):
        trash.restore(workspace, trash_ids[1])
    assert [message.body for message in workspace.all(Message)] == ["First"]

"""The whole workspace as one file: downloaded, looked into, and put back."""

import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdash.errors import BackupError, NetdashError, StoreBusyError
from netdash.records import (
    KINDS,
    PROFILE_ID,
    RULE_CHANGES_ID,
    Contact,
    Draft,
    Meeting,
    Profile,
    Promise,
    Record,
    RuleChanges,
    Trashed,
)
from netdash.store import MemoryStore, Workspace, open_file
from netdash.store.file_storage import DiskStorage
from netdash.store.migrations import SCHEMA
from netdash.store.tiny import TinyWorkspace
from netdash.workspace import backup
from netdash.workspace.archive import MEMBER_LIMIT, Limit
from tests.strategies import records

NOW = datetime(2026, 7, 22, 12, 30, 15, tzinfo=UTC)
ADA, BEN, EVE = ("a" * 32, "b" * 32, "e" * 32)


def workspace_of(*kept: Record) -> Workspace:
    workspace = MemoryStore().workspace()
    with workspace.transaction():
        for record in kept:
            workspace.put(record)
    return workspace


def everything(workspace: Workspace) -> dict[type[Record], tuple[Record, ...]]:
    return {kind: workspace.all(kind) for kind in KINDS}


def sample() -> Workspace:
    return workspace_of(
        Profile(name="Zoë", zone="Europe/Berlin", created_at=NOW, updated_at=NOW),
        Contact.model_validate({"id": ADA, "name": "Ada", "later": {"x": [1, "ü", None]}}),
        Contact(id=BEN, name="Ben"),
        Draft(id=EVE, form="people", fields={"name": "half a na"}),
        Trashed(id=EVE, label="Eve", deleted_at=NOW, records=()),
    )


def zipped(**files: bytes) -> bytes:
    return zipped_as([(name.replace("_", "."), content) for name, content in files.items()])


def zipped_as(files: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zip_file:
        for name, content in files:
            zip_file.writestr(name, content)
    return made.getvalue()


def made_of(document: object, **manifest: object) -> bytes:
    """A backup around any document, vouched for by a manifest that may say anything."""
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    tables = document if isinstance(document, dict) else {}
    vouching = {
        "product": "netdash",
        "format": 1,
        "schema": SCHEMA,
        "made_at": NOW.isoformat(),
        "counts": {table: len(kept) for table, kept in tables.items() if isinstance(kept, dict)},
        "sha256": {"netdash.json": sha256(text).hexdigest()},
        **manifest,
    }
    return zipped(manifest_json=json.dumps(vouching).encode(), netdash_json=text)


def assert_refused(content: bytes, *words: str, limit: Limit | None = MEMBER_LIMIT) -> None:
    workspace = sample()
    before, version = everything(workspace), workspace.version(*KINDS)
    for act in (backup.preview, backup.restore):
        with pytest.raises(BackupError) as caught:
            act(content, workspace, limit)
        assert all(word in caught.value.sentence for word in words), caught.value.sentence
        assert caught.value.sentence.endswith(".")
    assert everything(workspace) == before
    assert workspace.version(*KINDS) == version


@settings(max_examples=50)
@given(records)
def test_a_backup_restores_an_empty_workspace_exactly(kept):
    source = workspace_of(*kept)
    target = workspace_of()
    backup.restore(backup.export(source, NOW), target)
    assert everything(target) == everything(source)


@settings(max_examples=50)
@given(records, records)
def test_a_restore_replaces_all_that_was_there(kept, there):
    source, target = workspace_of(*kept), workspace_of(*there)
    backup.restore(backup.export(source, NOW), target)
    by_id = {kind: {record.id: record for record in found} for kind, found in everything(target).items()}
    assert by_id == {kind: {record.id: record for record in found} for kind, found in everything(source).items()}


@settings(max_examples=50)
@given(records, records)
def test_a_preview_counts_what_the_restore_then_does(kept, there):
    source, target = workspace_of(*kept), workspace_of(*there)
    content = backup.export(source, NOW)
    seen = backup.preview(content, target)
    assert seen.made_at == NOW
    assert [change.kind for change in seen.changes] == list(KINDS)
    for change in seen.changes:
        held = {record.id: record for record in target.all(change.kind)}
        other = [record for record in source.all(change.kind) if held.get(record.id, record) != record]
        assert (change.here, change.replaced) == (len(held), len(other))
        assert change.in_backup == len(source.all(change.kind)) == change.here - change.removed + change.added
    backup.restore(content, target)
    after = backup.preview(content, target).changes
    assert not any(change.added or change.replaced or change.removed for change in after)


def test_a_preview_tells_added_replaced_and_removed_apart():
    content = backup.export(workspace_of(Contact(id=ADA, name="Ada"), Contact(id=BEN, name="Ben")), NOW)
    here = workspace_of(Contact(id=BEN, name="Benjamin"), Contact(id=EVE, name="Eve"))
    (contacts,) = [change for change in backup.preview(content, here).changes if change.kind is Contact]
    assert contacts == backup.KindChange(Contact, here=2, in_backup=2, added=1, replaced=1, removed=1)


def test_a_preview_changes_nothing():
    workspace = sample()
    before = workspace.version(*KINDS)
    backup.preview(backup.export(workspace_of(), NOW), workspace)
    assert workspace.version(*KINDS) == before


def test_the_document_in_a_backup_can_stand_in_for_a_lost_file(tmp_path):
    source = sample()
    with zipfile.ZipFile(io.BytesIO(backup.export(source, NOW))) as zip_file:
        zip_file.extract("netdash.json", tmp_path)
    assert everything(open_file(tmp_path / "netdash.json")) == everything(source)


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date():
    old = {"contacts": {ADA: {"id": ADA, "name": "Ada", "email": "ada@example.org", "phone": ""}}}
    workspace = workspace_of()
    backup.restore(made_of(old, schema=1), workspace)
    assert workspace.all(Contact) == (Contact(id=ADA, name="Ada", emails=("ada@example.org",)),)


def test_a_backup_whose_changed_rules_had_the_id_of_a_question_set_is_restored():
    before, workspace = "2".rjust(32, "0"), workspace_of()
    rules = {"rule_changes": {before: {"id": before, "values": {"confirm.days_before": 2}}}}
    backup.restore(made_of(rules, schema=3), workspace)
    changes = [(one.id, one.values) for one in workspace.all(RuleChanges)]
    assert changes == [(RULE_CHANGES_ID, {"confirm.days_before": 2})]


@pytest.mark.parametrize("newer", [{"format": 2}, {"schema": SCHEMA + 1}])
def test_a_backup_of_a_newer_netdash_is_refused(newer):
    assert_refused(made_of({}, **newer), "newer netdash", "update")


def test_a_record_that_is_wrong_throughout_says_so_in_a_few_words():
    wrong = {"meetings": {ADA: {"id": ADA, "contacts": [[]] * 500}}}
    with pytest.raises(BackupError) as caught:
        backup.preview(made_of(wrong), workspace_of())
    assert len(caught.value.sentence) < 1_000


@settings(max_examples=50)
@given(records, st.integers(200, 4_000), st.integers(20, 200))
def test_whatever_is_backed_up_is_said_to_have_room_exactly_where_it_can_be_restored(kept, most_bytes, most_values):
    """At small limits; and one's own machine has none."""
    source, limit = workspace_of(*kept), Limit(most_bytes, most_values)
    content, target = backup.export(source, NOW), workspace_of()
    if backup.has_room(source, limit):
        backup.restore(content, target, limit)
    else:
        with pytest.raises(BackupError, match="python -m netdash restore"):
            backup.restore(content, target, limit)
        backup.restore(content, target)
    assert everything(target) == everything(source)


def test_nobody_saves_between_a_change_and_the_backup_of_what_was_before(tmp_path):
    """What they saved there would be lost from both; so they wait, here for no time at all, and are told."""
    file = tmp_path / "netdash.json"
    mine, theirs = open_file(file), TinyWorkspace(DiskStorage(file, patience=0), lambda: NOW)
    mine.save(Contact(id=ADA, name="Ada"))
    restore = backup.prepare_restore(backup.export(workspace_of(Contact(id=EVE, name="Eve")), NOW), mine)

    def change() -> None:
        with pytest.raises(StoreBusyError):
            theirs.save(Contact(id=BEN, name="Ben"))
        restore()
        with pytest.raises(StoreBusyError):
            theirs.save(Contact(id=BEN, name="Ben"))

    before = workspace_of()
    backup.restore(backup.back_up_and_change(mine, NOW, change), before)
    assert [one.id for one in before.all(Contact)] == [ADA]
    assert [one.id for one in mine.all(Contact)] == [EVE]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"null",
        b"[]",
        b'{"contacts": []}',
        b'{"contacts": {"a": 1}}',
        b"\xff\xfe",
        b'{"contacts": {"a": {"id": NaN}}}',
        b'{"contacts": {}, "contacts": {}}',
        b'{"contacts": {"a": {"id": "a", "id": "a"}}}',
        b'{"contacts": {"a": {"id": ' + b"[" * 100_000,
        b'{"contacts": {"a": {"id": ' + b"9" * 5000 + b"}}}",
        b'{"contacts": {"a": {"id": 18446744073709551616}}}',
        b'{"contacts": {"a": {"id": -1e999}}}',
        b'{"contacts": {"a": {"id": ' + b"[" * 500 + b"]" * 500 + b"}}}",
    ],
)
def test_a_document_that_is_no_table_of_records_is_refused(document):
    assert_refused(made_of(document), "other than records, or one of them twice")


@pytest.mark.parametrize(
    ("table", "fields", "words"),
    [
        ("contacts", {"id": ADA, "name": " "}, "Give the person a name."),
        ("contacts", {"id": BEN, "name": "Ben"}, "identity that is not its own"),
        ("contacts", {"name": "Ben"}, "identity that is not its own"),
        ("promises", {"id": ADA, "contact": ADA, "what": "Call", "due_on": "soon"}, "Due on"),
        ("meetings", {"id": ADA, "contacts": []}, "Choose at least one person."),
        ("contacts", {"id": ADA, "name": "Ada", "later": "\ud800"}, "could not save again"),
        ("contacts", {"id": ADA, "name": "Ada", "updated_at": "2026-07-22T12:00:00"}, "timezone"),
    ],
)
def test_a_backup_with_a_record_that_cannot_be_one_is_refused(table, fields, words):
    good = {"contacts": {EVE: {"id": EVE, "name": "Eve"}}, "meetings": {}, "promises": {}}
    good[table] = {**good[table], ADA: fields}
    assert_refused(made_of(good), words)


def test_a_kind_that_netdash_does_not_know_is_refused():
    assert_refused(made_of({"dreams": {ADA: {"id": ADA}}}), "does not know")


def test_counts_that_do_not_fit_are_refused():
    assert_refused(made_of({"contacts": {}}, counts={"contacts": 1}), "incomplete")
    assert_refused(made_of({"profile": {PROFILE_ID: {"id": PROFILE_ID}}}, counts={}), "incomplete")


def test_a_restore_that_the_store_breaks_off_changes_nothing(monkeypatch):
    workspace = workspace_of(Contact(id=BEN, name="Ben"))
    before = everything(workspace)
    content = backup.export(sample(), NOW)
    put = type(workspace).put

    def full_disk(self: Workspace, record: Record) -> None:
        if isinstance(record, Draft):
            raise NetdashError("The disk is full.")
        put(self, record)

    monkeypatch.setattr(type(workspace), "put", full_disk)
    with pytest.raises(NetdashError, match="full"):
        backup.restore(content, workspace)
    assert everything(workspace) == before


def disturbed_backup(monkeypatch, number: int) -> Workspace:
    """Restore a backup of a workspace in which all contacts move to the trash after one of the looks at its state."""
    workspace, looks, look = sample(), count(), TinyWorkspace._current

    def look_and_move(self):
        state = look(self)
        if self is workspace and next(looks) == number:
            with self.transaction():
                for contact in self.all(Contact):
                    self.delete(contact)
                self.put(Trashed(id=ADA, label="Ada", deleted_at=NOW, records=()))
        return state

    with monkeypatch.context() as patched:
        patched.setattr(TinyWorkspace, "_current", look_and_move)
        content = backup.export(workspace, NOW)
    backup.restore(content, restored := workspace_of())
    return restored


def test_a_backup_is_of_one_moment_even_while_somebody_writes(monkeypatch):
    for number in range(2 * len(KINDS)):
        restored = disturbed_backup(monkeypatch, number)
        found = [{record.id for record in restored.all(kind)} for kind in (Contact, Trashed)]
        assert found in ([{ADA, BEN}, {EVE}], [set(), {ADA, EVE}]), f"a write after look {number}"


def test_no_kind_is_forgotten():
    assert {Meeting, Promise, Draft, Trashed} <= set(KINDS)
    assert {change.kind for change in backup.preview(backup.export(sample(), NOW), sample()).changes} == set(KINDS)

"""Files of earlier versions open as they are, and are written in today's form by the next save."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from netdash import trash
from netdash.records import RULE_CHANGES_ID, Contact, RuleChanges
from netdash.store import Workspace, open_file
from netdash.store.migrations import SCHEMA, STEPS, migrate

OLD = Path(__file__).with_name("files") / "schema_1.json"


@pytest.fixture
def old(path: Path) -> Workspace:
    shutil.copy(OLD, path)
    return open_file(path)


def test_the_one_address_of_an_old_contact_is_the_first_of_several(old: Workspace) -> None:
    ada, grace = old.all(Contact)
    assert (ada.emails, ada.phones) == (("ada@engines.example",), ("+44 20 7946 0000",))
    assert (grace.emails, grace.phones) == ((), ())
    assert ada.model_extra == {"pet": "a parrot"}


def test_a_person_in_the_trash_of_an_old_file_is_restored_with_their_address(path: Path) -> None:
    (id, ada), *_ = json.loads(OLD.read_bytes())["contacts"].items()
    item = {
        "id": id,
        "label": "Ada",
        "deleted_at": ada["updated_at"],
        "records": [{"table": "contacts", "fields": ada}],
    }
    path.write_text(json.dumps({"netdash": {"file": {"schema": 1}}, "trash": {id: item}}))
    workspace = open_file(path)
    trash.restore(workspace, id)
    assert workspace.all(Contact)[0].emails == ("ada@engines.example",)


def test_reading_an_old_file_leaves_it_as_it_is(old: Workspace, path: Path) -> None:
    old.all(Contact)
    assert path.read_bytes() == OLD.read_bytes()


def test_the_next_save_writes_the_new_form_and_keeps_the_old_file_beside_it(old: Workspace, path: Path) -> None:
    backup = path.with_name(f"{path.name}.bak")
    backup.write_text("an earlier copy, not an hour old")
    old.save(Contact(name="Bea"))
    tables = json.loads(path.read_bytes())
    assert tables["netdash"]["file"]["schema"] == SCHEMA
    assert tables["plants"] == {"1": {"kind": "fern"}}
    assert backup.read_bytes() == OLD.read_bytes()
    assert open_file(path).all(Contact) == old.all(Contact)


def test_only_the_first_save_forces_a_copy(old: Workspace, path: Path) -> None:
    for name in ("Bea", "Cem"):
        old.save(Contact(name=name))
    assert path.with_name(f"{path.name}.bak").read_bytes() == OLD.read_bytes()


def test_a_migration_changes_nothing_it_is_given() -> None:
    tables = json.loads(OLD.read_bytes())
    migrate(tables, 1)
    assert tables == json.loads(OLD.read_bytes())


def test_changed_rules_of_schema_3_are_found_under_the_id_of_their_own(path: Path) -> None:
    fields = {"id": "2".rjust(32, "0"), "values": {"confirm.days_before": 2}, "luck": 7}
    tables = {"netdash": {"file": {"schema": 3}}, "rule_changes": {fields["id"]: fields}}
    path.write_text(json.dumps(tables))
    (changes,) = open_file(path).all(RuleChanges)
    assert changes == open_file(path).get(RuleChanges, RULE_CHANGES_ID)
    assert (changes.id, changes.values, changes.model_extra) == (
        RULE_CHANGES_ID,
        {"confirm.days_before": 2},
        {"luck": 7},
    )


def test_messages_with_a_purpose_are_of_a_schema_that_the_first_release_does_not_claim_to_read() -> None:
    """It wrote schema 2, and would call a nudge damage; of a newer schema it says to update netdash."""
    assert SCHEMA > 2


def test_there_is_a_step_from_every_earlier_schema() -> None:
    assert list(STEPS) == list(range(1, SCHEMA))

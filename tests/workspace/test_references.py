"""References between records: every field that holds an id is known, and what leads nowhere is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netdash import trash
from netdash.moments import zone_named
from netdash.questions import questions
from netdash.records import KINDS, AskedQuestion, Contact, Meeting, Promise, Record, new_id
from netdash.workspace import sample
from netdash.workspace.references import FIELDS, broken_references
from tests.factories import DAY, NOON, TODAY, fresh, talk

PATTERN = "^[0-9a-f]{32}$"
KEPT_FOR = timedelta(days=30)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_every_field_that_holds_an_id_is_known(kind: type[Record]) -> None:
    schema = kind.model_json_schema()
    defined = schema.get("$defs", {})
    held = {
        name
        for name, field in schema["properties"].items()
        if name != "id" and (PATTERN in str(field) or any(PATTERN in str(part) for part in _named(field, defined)))
    }
    assert held == FIELDS.get(kind, {}).keys()


def _named(field: object, defined: dict[str, object]) -> list[object]:
    return [part for name, part in defined.items() if f"#/$defs/{name}" in str(field)]


def test_the_sample_refers_to_nothing_that_is_not_there() -> None:
    workspace, zone = fresh(), zone_named("Europe/Berlin")
    assert zone is not None
    sample.load(workspace, NOON, zone)
    assert list(broken_references(workspace, NOON, KEPT_FOR)) == []
    person = workspace.all(Contact)[0]
    trash.discard(workspace, Contact, person.id, person.name, NOON)
    assert list(broken_references(workspace, NOON + DAY, KEPT_FOR)) == [], "it rests in the trash"


def test_what_leads_nowhere_is_found_by_record_and_field() -> None:
    workspace, nobody, nothing = fresh(), new_id(), new_id()
    shipped = questions.shipped()[0].id
    meeting = talk(
        nobody, asked=(AskedQuestion(question=shipped), AskedQuestion(question=nothing)), questions=(shipped,)
    )
    workspace.put(meeting.replace(created_at=NOON))
    workspace.put(Promise(contact=nobody, meeting=meeting.id, what="Call", due_on=TODAY, created_at=NOON - 31 * DAY))
    found = {(one.record.noun, one.field, one.id, one.expected) for one in broken_references(workspace, NOON, KEPT_FOR)}
    assert found == {
        ("conversation", "contacts", nobody, False),
        ("conversation", "asked", nothing, False),
        ("promise", "contact", nobody, True),
    }
    assert workspace.all(Meeting)

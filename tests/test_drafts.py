"""Text that is typed and not saved yet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from netdash import drafts
from netdash.records import KINDS, Draft
from netdash.store import open_file
from tests.factories import any_text, fresh, kept, person

OTHERS = [kind for kind in KINDS if kind is not Draft]
FIELDS: dict[str, JsonValue] = {"notes": "half a sen", "minutes": 20, "people": ["a", "b"], "place": None}


def test_what_is_typed_is_there_until_it_is_dropped():
    workspace = fresh()
    assert drafts.fields_of(workspace, "meeting_log") is None
    drafts.keep(workspace, "meeting_log", FIELDS)
    assert drafts.fields_of(workspace, "meeting_log") == FIELDS
    drafts.drop(workspace, "meeting_log")
    assert drafts.fields_of(workspace, "meeting_log") is None
    assert workspace.all(Draft) == ()


def test_what_is_typed_is_there_after_a_restart(tmp_path):
    path = tmp_path / "netdash.json"
    drafts.keep(open_file(path), "meeting_log", FIELDS)
    assert drafts.fields_of(open_file(path), "meeting_log") == FIELDS


def test_the_last_word_wins_and_there_is_one_draft_a_form():
    workspace = fresh()
    for typed in ("h", "ha", "half"):
        drafts.keep(workspace, "meeting_log", {"notes": typed})
    drafts.keep(workspace, "people", {"name": "Ada"})
    assert drafts.fields_of(workspace, "meeting_log") == {"notes": "half"}
    assert drafts.fields_of(workspace, "people") == {"name": "Ada"}
    assert len(workspace.all(Draft)) == 2


@given(st.dictionaries(any_text, any_text | st.lists(any_text, max_size=2) | st.integers(-9, 9), max_size=3))
def test_keeping_the_same_again_writes_nothing(fields):
    """Also where something had to be cleaned from the text before it could be kept."""
    workspace = fresh()
    drafts.keep(workspace, "meeting_log", fields)
    version = workspace.version(Draft)
    drafts.keep(workspace, "meeting_log", fields)
    assert workspace.version(Draft) == version
    assert len(workspace.all(Draft)) == 1


def test_keeping_something_else_changes_the_version_of_drafts():
    workspace = fresh()
    drafts.keep(workspace, "meeting_log", FIELDS)
    version = workspace.version(Draft)
    drafts.keep(workspace, "meeting_log", FIELDS | {"minutes": 25})
    assert workspace.version(Draft) != version


def test_drafts_do_not_disturb_what_other_kinds_are_cached_by():
    workspace = fresh()
    kept(workspace, person())
    version = workspace.version(*OTHERS)
    drafts.keep(workspace, "meeting_log", FIELDS)
    drafts.drop(workspace, "meeting_log")
    assert workspace.version(*OTHERS) == version


def test_dropping_what_is_not_there_writes_nothing():
    workspace = fresh()
    version = workspace.version(Draft)
    drafts.drop(workspace, "meeting_log")
    assert workspace.version(Draft) == version


def test_what_is_done_to_the_fields_that_were_read_is_not_kept():
    workspace = fresh()
    drafts.keep(workspace, "meeting_log", FIELDS)
    fields = drafts.fields_of(workspace, "meeting_log")
    assert fields is not None
    fields["notes"] = "scribbled over"
    assert drafts.fields_of(workspace, "meeting_log") == FIELDS


def test_a_draft_is_about_a_record_by_its_whole_id_alone():
    workspace, ada = fresh(), person()
    for form in ("people", f"people_{ada.id}", f"outreach_nudge_{ada.id}~{'0' * 32}", f"x{ada.id}", f"{ada.id}_people"):
        drafts.keep(workspace, form, FIELDS)
    forms = [f"people_{ada.id}", f"outreach_nudge_{ada.id}~{'0' * 32}"]
    assert [draft.form for draft in drafts.about(workspace, [ada.id])] == forms
    assert not drafts.about(workspace, ["", "e", "people", ada.id[1:], f"_{ada.id}", f"people_{ada.id}"])


def test_a_draft_that_came_from_elsewhere_under_another_id_is_dropped_with_its_form():
    workspace = fresh()
    workspace.put(Draft(form="people", fields={"name": "Ada"}))
    assert drafts.unfinished(workspace, "people", "people") == ("people", {"name": "Ada"})
    drafts.drop(workspace, "people")
    assert drafts.unfinished(workspace, "people", "people") == ("people", None)

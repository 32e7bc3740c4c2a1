"""Rows that ship, beside rows of the member's own: what questions, templates and branding items have in common."""

from __future__ import annotations

import pytest

from netdash import trash
from netdash.catalogue import Catalogue
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Origin, Question, new_id
from netdash.records.base import ConflictError
from netdash.store import Workspace
from tests.factories import NOON, fresh

SHIPPED = tuple(
    Question(id=f"{number:032x}", text=text, position=number, origin=Origin.SHIPPED)
    for number, text in enumerate(("What do you do?", "Who else?"))
)
MINE = Question(text="What surprised you?", position=9)


def check(_workspace: Workspace, row: Question) -> Question:
    if not row.text.endswith("?"):
        raise InvalidRecordError("End it with a question mark.")
    return row


ROWS = Catalogue(
    kind=Question,
    noun="question",
    shipped=lambda: SHIPPED,
    text_fields=frozenset({"text"}),
    sort_key=lambda row: row.position,
    check=check,
    label=lambda row: row.text,
    placed_last=lambda rows, row: row.replace(position=len(rows)),
)


def texts(workspace: Workspace) -> list[str]:
    return [row.text for row in ROWS.all(workspace.all(Question))]


def test_a_first_edit_stores_a_copy_in_the_rows_place_and_a_reset_brings_the_text_back_and_nothing_else() -> None:
    workspace = fresh()
    first, second = SHIPPED
    ROWS.edit(workspace, first.replace(text="What do you make?", starred=True))
    assert texts(workspace) == ["What do you make?", second.text]
    assert ROWS.is_edited(ROWS.find(workspace, first.id))
    assert not ROWS.is_edited(second)
    ROWS.reset(workspace, first.id)
    assert ROWS.find(workspace, first.id).starred
    assert texts(workspace) == [first.text, second.text]
    assert not ROWS.is_edited(ROWS.find(workspace, first.id))


def test_a_reset_of_what_was_not_edited_stores_nothing_and_ones_own_has_none() -> None:
    workspace = fresh()
    assert ROWS.reset(workspace, SHIPPED[0].id) == SHIPPED[0].id
    assert workspace.all(Question) == ()
    id = ROWS.add(workspace, MINE)
    with pytest.raises(GoneError):
        ROWS.reset(workspace, id)


def test_ones_own_row_comes_last_and_submitted_twice_is_added_once() -> None:
    workspace = fresh()
    assert ROWS.add(workspace, MINE) == ROWS.add(workspace, MINE) == MINE.id
    row = ROWS.find(workspace, MINE.id)
    assert (row.position, row.origin) == (2, Origin.OWN)
    assert texts(workspace)[2:] == [MINE.text]
    assert ROWS.add(workspace, MINE.replace(text="No question")) == MINE.id, (
        "it was added, so it is not looked at again"
    )


def test_what_the_check_refuses_is_neither_added_nor_saved() -> None:
    workspace = fresh()
    for act in (ROWS.add, ROWS.edit):
        with pytest.raises(InvalidRecordError, match="question mark"):
            act(workspace, MINE.replace(text="No question"))
    assert workspace.all(Question) == ()


def test_an_edit_of_what_another_tab_has_edited_is_a_conflict() -> None:
    workspace = fresh()
    seen = SHIPPED[0]
    ROWS.edit(workspace, seen.replace(text="Theirs?"))
    with pytest.raises(ConflictError):
        ROWS.edit(workspace, seen.replace(text="Mine?"))
    assert texts(workspace)[0] == "Theirs?"


def test_a_row_that_ships_is_archived_and_never_deleted() -> None:
    workspace = fresh()
    id = SHIPPED[0].id
    ROWS.archive(workspace, id, archived=True)
    assert ROWS.find(workspace, id).archived
    version = workspace.version(Question)
    ROWS.archive(workspace, id, archived=True)
    assert workspace.version(Question) == version, "archived already"
    ROWS.archive(workspace, id, archived=False)
    assert not ROWS.find(workspace, id).archived
    with pytest.raises(InvalidRecordError, match="This question came with netdash: archive it"):
        ROWS.delete(workspace, id, NOON)


def test_ones_own_row_is_deleted_and_comes_back_from_the_trash() -> None:
    workspace = fresh()
    id = ROWS.add(workspace, MINE)
    gone = ROWS.delete(workspace, id, NOON)
    assert MINE.text not in texts(workspace)
    trash.restore(workspace, gone)
    assert MINE.text in texts(workspace)


def test_a_row_that_is_neither_stored_nor_shipped_is_gone() -> None:
    with pytest.raises(GoneError):
        ROWS.find(fresh(), new_id())

"""Undo: what a later run makes of a change, in the workspace as it then is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Contact, Goals
from netdash.store import Workspace
from netdash.ui import flash, session, undo
from tests.factories import NOON, fresh, kept, person


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace that a callback opens."""
    workspace = fresh()
    monkeypatch.setattr(session, "opened", lambda: SimpleNamespace(workspace=workspace))
    return workspace


def rename(workspace: Workspace, id: str, name: str) -> str:
    return workspace.save(workspace.require(Contact, id).replace(name=name))


def undoable(workspace: Workspace, change: Callable[[], str | None], **options: Any) -> Callable[[], object]:
    take_back = undo.undoable(workspace, change, **options)
    assert take_back is not None
    return take_back


def renamed(workspace: Workspace, contact: Contact, **options: Any) -> Callable[[], object]:
    """Rename somebody and return the Undo of it."""
    return undoable(workspace, lambda: rename(workspace, contact.id, "Grace"), **options)


def test_nothing_is_changed_before_the_undo_is_pressed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, state = kept(workspace, person("Ada")), dict[str, Any]()
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(st, "switch_page", lambda _page, query_params: query_params)
    discard = lambda: trash.discard(workspace, Contact, ada.id, "Ada", NOON)  # noqa: E731
    undo.carry_out_deletion(discard, "Deleted Ada.", "people.py")
    assert workspace.get(Contact, ada.id) is None
    state["_flash"].undo()
    assert workspace.require(Contact, ada.id) == ada


def test_what_goes_wrong_in_a_callback_is_a_sentence_on_the_next_run(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    session.reported(rename, person().id, "Grace")
    assert state["_problem"] == GoneError("person").sentence
    assert workspace.all(Contact) == ()


def test_a_record_is_put_back_as_it_was_and_what_follows_from_that_is_settled(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    settled: list[str] = []
    writes = iter([GoneError("person")])

    def refuse_once(_: Workspace) -> None:
        for refusal in writes:
            raise refusal

    take_back = renamed(workspace, ada, within=refuse_once, also=lambda: settled.append(ada.id))
    with pytest.raises(GoneError):
        take_back()
    assert (workspace.require(Contact, ada.id).name, settled) == ("Grace", []), "nothing follows what is not stored"
    take_back()
    assert (workspace.require(Contact, ada.id), settled) == (ada, [ada.id])


def test_what_was_made_goes_again_and_what_was_removed_comes_back(workspace: Workspace) -> None:
    ada, tom = kept(workspace, person("Ada")), person("Tom")

    def change() -> None:
        workspace.save(tom)
        workspace.delete(ada)

    take_back = undoable(workspace, change)
    assert [one.name for one in workspace.all(Contact)] == ["Tom"]
    take_back()
    assert workspace.all(Contact) == (ada,)


def test_where_nothing_was_changed_there_is_no_undo(workspace: Workspace) -> None:
    assert undo.undoable(workspace, lambda: None) is None


def test_where_only_something_else_was_changed_there_is_no_undo(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))

    def change() -> str:
        workspace.save(person("Tom"))
        return ada.id

    assert undo.undoable(workspace, change) is None


def test_what_was_changed_again_since_is_left_as_it_is(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = renamed(workspace, ada)
    rename(workspace, ada.id, "Mine")
    with pytest.raises(InvalidRecordError, match="changed again since"):
        take_back()
    assert workspace.require(Contact, ada.id).name == "Mine"


@pytest.mark.parametrize("whole", [False, True])
def test_what_else_was_changed_in_it_since_stays_unless_it_counts_as_a_whole(
    workspace: Workspace, *, whole: bool
) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = renamed(workspace, ada, whole=whole)
    workspace.save(workspace.require(Contact, ada.id).replace(notes="Likes tea"))
    if whole:
        with pytest.raises(InvalidRecordError, match="changed again since"):
            take_back()
    else:
        take_back()
    after = workspace.require(Contact, ada.id)
    assert (after.name, after.notes) == ("Grace" if whole else "Ada", "Likes tea")


def test_what_another_tab_took_back_already_is_no_error(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back, remove = renamed(workspace, ada), undoable(workspace, lambda: workspace.save(person("Tom")))
    workspace.put(ada)
    workspace.delete(workspace.all(Contact)[1])
    take_back()
    remove()
    assert workspace.all(Contact) == (ada,)


def test_of_several_records_those_that_nobody_touched_since_are_put_back(workspace: Workspace) -> None:
    ada, tom = kept(workspace, person("Ada")), kept(workspace, person("Tom"))

    def change() -> None:
        rename(workspace, ada.id, "Grace")
        rename(workspace, tom.id, "Tim")

    take_back = undoable(workspace, change)
    rename(workspace, tom.id, "Mine")
    take_back()
    assert [one.name for one in workspace.all(Contact)] == ["Ada", "Mine"]
    rename(workspace, ada.id, "Mine too")
    with pytest.raises(InvalidRecordError, match="changed again since"):
        take_back()


def test_where_nothing_was_stored_what_counted_before_is_put_back_field_by_field(workspace: Workspace) -> None:
    goals = Goals(messages=5, conversations=2)
    take_back = undoable(workspace, lambda: workspace.save(goals.replace(messages=8)), default=goals)
    workspace.save(workspace.require(Goals, goals.id).replace(conversations=4))
    take_back()
    stored = workspace.require(Goals, goals.id)
    assert (stored.messages, stored.conversations) == (5, 4)


def test_what_was_made_and_changed_since_stays(workspace: Workspace) -> None:
    tom = person("Tom")
    take_back = undoable(workspace, lambda: workspace.save(tom))
    rename(workspace, tom.id, "Tim")
    with pytest.raises(InvalidRecordError, match="changed again since"):
        take_back()
    assert [one.name for one in workspace.all(Contact)] == ["Tim"]


def test_what_was_deleted_since_is_gone(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = renamed(workspace, ada)
    workspace.delete(workspace.require(Contact, ada.id))
    with pytest.raises(GoneError):
        take_back()
    assert workspace.all(Contact) == ()


def test_another_way_back_is_refused_alike_where_the_record_was_changed_since(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = renamed(workspace, ada, back=lambda workspace, id: rename(workspace, id, "Back"))
    rename(workspace, ada.id, "Mine")
    with pytest.raises(InvalidRecordError, match="changed again since"):
        take_back()
    rename(workspace, ada.id, "Ada")
    take_back = renamed(workspace, ada, back=lambda workspace, id: rename(workspace, id, "Back"))
    take_back()
    assert workspace.require(Contact, ada.id).name == "Back"


def test_what_a_change_altered_besides_is_put_back_where_nobody_touched_it_and_what_it_made_stays(
    workspace: Workspace,
) -> None:
    ada, tom, eva = (kept(workspace, person(name)) for name in ("Ada", "Tom", "Eva"))

    def change() -> str:
        rename(workspace, tom.id, "Tim")
        rename(workspace, eva.id, "Eve")
        workspace.save(person("Jo"))
        return rename(workspace, ada.id, "Grace")

    take_back = undoable(workspace, change)
    rename(workspace, eva.id, "Evi")
    take_back()
    assert [one.name for one in workspace.all(Contact)] == ["Ada", "Tom", "Evi", "Jo"]
    assert workspace.all(Contact)[:2] == (ada, tom)


def test_a_second_click_that_changes_nothing_keeps_the_undo_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    take_back: Callable[[], None] = lambda: None  # noqa: E731
    flash.say("Promise kept: Call.", take_back)
    flash.say("Promise kept: Call.")
    assert state["_flash"].undo is take_back
    flash.say("Promise kept: Write.")
    assert state["_flash"].undo is None
    state["_flash"], state["_flash_last"] = None, flash._Notice("Promise kept: Call.", take_back, None)
    flash.say("Promise kept: Call.")
    assert (state["_flash"].undo, state["_undos"]) == (take_back, [take_back])
    state["_flash"] = replace(state["_flash"], since=time.monotonic() - flash.LASTS_S - 1)
    flash.say("Promise kept: Call.")
    assert state["_flash"].undo is None, "it was said long ago"
    flash.say("Promise kept: Call.", take_back)
    state["_undos"].clear()
    flash.say("Promise kept: Call.")
    assert state["_flash"].undo is None, "it was pressed"

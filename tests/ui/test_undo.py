"""Undo: what a later run makes of a change, in the workspace as it then is."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from netdash.errors import GoneError, InvalidRecordError
from netdash.records import Contact
from netdash.store import Workspace
from netdash.ui import session, undo
from tests.factories import fresh, kept, person


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace that a callback opens."""
    workspace = fresh()
    monkeypatch.setattr(session, "opened", lambda: SimpleNamespace(workspace=workspace))
    return workspace


def rename(workspace: Workspace, id: str, name: str) -> None:
    workspace.save(workspace.require(Contact, id).replace(name=name))


def changed(workspace: Workspace, contact: Contact, **options: Any) -> Callable[[], None]:
    """Rename somebody and return the Undo of it."""
    take_back = undo.saving_again(
        workspace, Contact, contact.id, lambda: rename(workspace, contact.id, "Grace"), **options
    )
    assert take_back is not None
    return take_back


def test_nothing_is_changed_before_the_undo_is_pressed(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = undo.undoing(rename, ada.id, name="Grace")
    assert workspace.require(Contact, ada.id).name == "Ada"
    take_back()
    assert workspace.require(Contact, ada.id).name == "Grace"


def test_what_goes_wrong_in_a_callback_is_a_sentence_on_the_next_run(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    undo.reported(rename, person().id, "Grace")
    assert state["_problem"] == GoneError("person").sentence
    assert workspace.all(Contact) == ()


def test_a_record_is_put_back_as_it_was_and_what_follows_from_that_is_settled(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    settled: list[str] = []
    take_back = changed(workspace, ada, also=lambda _, id: settled.append(id))
    assert (workspace.require(Contact, ada.id).name, settled) == ("Grace", [])
    take_back()
    assert (workspace.require(Contact, ada.id), settled) == (ada, [ada.id])


def test_what_was_made_goes_again_and_where_nothing_was_changed_there_is_no_undo(workspace: Workspace) -> None:
    ada = person("Ada")
    take_back = undo.saving_again(workspace, Contact, ada.id, lambda: workspace.save(ada))
    assert take_back is not None
    assert undo.saving_again(workspace, Contact, ada.id, lambda: None) is None
    take_back()
    assert workspace.all(Contact) == ()


def test_what_was_changed_again_since_is_left_as_it_is(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = changed(workspace, ada)
    rename(workspace, ada.id, "Mine")
    with pytest.raises(InvalidRecordError, match="changed again since"):
        take_back()
    assert workspace.require(Contact, ada.id).name == "Mine"


def test_what_was_deleted_since_is_gone(workspace: Workspace) -> None:
    ada = kept(workspace, person("Ada"))
    take_back = changed(workspace, ada)
    workspace.delete(workspace.require(Contact, ada.id))
    with pytest.raises(GoneError):
        take_back()
    assert workspace.all(Contact) == ()

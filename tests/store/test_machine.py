"""A search for any sequence of writes, rollbacks and reopenings after which a workspace differs from a dict."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from netdash.errors import GoneError
from netdash.records import Contact, new_id
from netdash.records.base import ConflictError
from netdash.store import Workspace
from netdash.store.stores import utc_now
from tests.store.conftest import LASTING, Engine

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda name: name.split() != []
)


class Abandoned(BaseException):
    """Leaves a transaction."""


class Machine(RuleBasedStateMachine):
    name = "memory"
    engine: Engine

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.model: dict[str, Contact] = {}
        self.old: list[Contact] = []
        self.open()

    def open(self) -> None:
        self.workspace: Workspace = type(self).engine(Path(self.folder.name), utc_now)

    def teardown(self) -> None:
        self.folder.cleanup()

    def remember(self, id: str) -> None:
        contact = self.workspace.get(Contact, id)
        assert contact is not None
        self.model[id] = contact
        self.old.append(contact)

    def any_id(self, draw: st.DataObject) -> str:
        return draw.draw(st.sampled_from(list(self.model)))

    @rule(name=NAMES, extra=st.dictionaries(st.sampled_from(["pet", "shoe"]), st.none() | st.integers(-9, 9)))
    def insert(self, name: str, extra: dict[str, int | None]) -> None:
        self.remember(self.workspace.save(Contact.model_validate({"name": name, **extra})))

    @precondition(lambda self: self.model)
    @rule(draw=st.data(), name=NAMES)
    def update(self, draw: st.DataObject, name: str) -> None:
        self.remember(self.workspace.save(self.model[self.any_id(draw)].replace(name=name)))

    @precondition(lambda self: self.model)
    @rule(draw=st.data())
    def delete(self, draw: st.DataObject) -> None:
        self.workspace.delete(self.model.pop(self.any_id(draw)))

    @precondition(lambda self: self.old)
    @rule(draw=st.data())
    def save_an_old_version(self, draw: st.DataObject) -> None:
        old = draw.draw(st.sampled_from(self.old))
        now = self.model.get(old.id)
        if now is None:
            with pytest.raises(GoneError):
                self.workspace.save(old)
        elif now.updated_at != old.updated_at:
            with pytest.raises(ConflictError):
                self.workspace.save(old)

    @precondition(lambda self: self.old)
    @rule(draw=st.data())
    def put_an_old_version(self, draw: st.DataObject) -> None:
        old = draw.draw(st.sampled_from(self.old))
        self.workspace.put(old)
        self.model[old.id] = old

    @rule(draw=st.data(), name=NAMES, abandon=st.booleans())
    def several_at_once(self, draw: st.DataObject, name: str, abandon: bool) -> None:
        doomed = draw.draw(st.sampled_from([None, *self.model]))
        fresh = Contact(id=new_id(), name=name)
        try:
            with self.workspace.transaction():
                self.workspace.save(fresh)
                if doomed:
                    self.workspace.delete(self.model[doomed])
                    self.workspace.put(self.model[doomed].replace(name=name))
                if abandon:
                    raise Abandoned
        except Abandoned:
            return
        self.remember(fresh.id)
        if doomed:
            self.remember(doomed)

    @precondition(lambda self: self.name in LASTING)
    @rule()
    def reopen(self) -> None:
        self.open()

    @precondition(lambda self: self.name == "file" and self.model)
    @rule(draw=st.data(), name=NAMES)
    def another_program_edits(self, draw: st.DataObject, name: str) -> None:
        id, path = self.any_id(draw), Path(self.folder.name) / "netdash.json"
        tables = json.loads(path.read_text("utf-8"))
        tables["contacts"][id]["name"] = name
        path.write_text(json.dumps(tables), "utf-8")
        self.remember(id)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        assert self.workspace.all(Contact) == tuple(self.model.values())
        assert [self.workspace.get(Contact, id) for id in self.model] == list(self.model.values())


def test_a_workspace_holds_what_a_dict_would(engine: Engine, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["engine"]
    machine = type("Chosen", (Machine,), {"name": name, "engine": staticmethod(engine)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

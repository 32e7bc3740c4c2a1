"""What is typed in a form, kept as a draft in the workspace until it is saved.

The draft fills the form again after a reload, on the way back from another page, and after a
restart. Two tabs that fill in the same form keep a draft each. What was typed in a field stays in
the draft while the field, or the whole form, is not drawn: nothing typed gets out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import cast

import streamlit as st
from pydantic import JsonValue

from netdash import date_style, drafts
from netdash.errors import InvalidRecordError
from netdash.records import Record, new_id
from netdash.store import Workspace
from netdash.ui import flash, session, tab
from netdash.ui.form_fields import FormFields
from netdash.ui.form_memory import LastSave, Memory, arrived, is_typed_in, new_memory, restart
from netdash.ui.live_area import start_all_over
from netdash.ui.session import Visit

TakeBack = Callable[[Workspace], object]
"""What an Undo takes back in the workspace, in one write with the form's draft."""

FormUndoMaker = Callable[[TakeBack], flash.FormUndo]
"""What makes an Undo that fills a form with what was in it before it was saved or cleared."""

BY = "_by"
"""The field of a draft that says which tab kept it last."""


class FormDraft(FormFields):
    """The draft of one form of a page, for a new record or for the one that is edited.

    Where fields are saved `one_by_one`, it keeps those that somebody changed.
    """

    def __init__(
        self,
        visit: Visit,
        page: str,
        record: Record | None = None,
        about: str | None = None,
        *,
        one_by_one: bool = False,
    ) -> None:
        super().__init__(page, about if about is not None else record.id if record else "", one_by_one=one_by_one)
        self.visit = visit
        self._record = record
        self._hidden: dict[str, JsonValue] = {}
        self.memory = self._remembered()
        self.drawn_anew = self.memory["refuses"]

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field."""
        memory = self.memory
        self._carry_hidden_fields()
        memory["restart"] = False
        touched = memory["touched"] = not self.blank
        if not touched:
            memory["base"], memory["zone"] = self._version(), self.visit.zone.key
            memory["dates"] = date_style.name_of(date_style.current())
        with flash.errors_shown():
            if touched:
                self._keep_typed()
            elif memory["kept"] is not None:
                self._drop_own()
                memory["kept"] = None

    def keep_undrawn(self) -> dict[str, JsonValue]:
        """Keep what was typed last where the form is drawn no more; return what is kept, by the fields' labels."""
        if self._typed or not self.memory["restart"]:
            self.memory["restart"] = False
            self._carry_hidden_fields()
            if not self.blank:
                self._keep_typed()
        labels = counted(self.kept)
        return {label: self.kept[field] for field, label in labels.items() if label and self.kept.get(field)}

    @contextmanager
    def saving(self, command: str = "") -> Iterator[None]:
        """Save in one write with letting the draft go; afterwards the form starts over.

        Raises InvalidRecordError where the press came with a tab that shows something else by now.
        """
        if self.drawn_anew:
            raise InvalidRecordError("You were away, and some of this has changed since. Look it over and press again.")
        with self.visit.workspace.transaction():
            yield
            self._drop_own()
        self.memory["saved"] = LastSave(dict(self._typed), command, session.run_number(), self.visit.now.timestamp())
        self.memory["after"] = []
        self.start_over()

    def start_over(self) -> None:
        """Empty the form on the next run."""
        restart(self.memory)

    def clear(self, sentence: str) -> None:
        """Empty the form on the next run, with a way to have back what was in it. A callback."""
        self.visit = session.opened()
        self._typed, self._counted = {}, {}
        self.keep_undrawn()  # the last words may come with the press
        if self.memory["kept"] is None and not self.memory["touched"]:
            return  # a second click
        form_undo = self.undo_maker()
        self._drop_own()
        self.start_over()
        flash.say(sentence, form_undo(lambda _workspace: None))

    def undo_maker(self) -> FormUndoMaker:
        """Return what makes an Undo that fills the form, on another run, with what is in it now."""
        kept, token = self.memory["kept"], self.memory["token"]
        base, zone, dates = self.memory["base"], self.memory["zone"], self.memory["dates"]

        put: dict[str, JsonValue] | None = None

        def fill() -> None:
            nonlocal put
            present = self.memory["kept"]
            self.start_over()
            self.memory["touched"], self.memory["token"], self.memory["saved"] = kept is not None, token, None
            if kept is not None:
                self.memory["base"], self.memory["zone"], self.memory["dates"] = base, zone, dates
                self.memory["kept"] = present if present == put else None
                self._keep_apart(kept)
                put = self.memory["kept"]

        def form_undo(take_back: TakeBack) -> flash.FormUndo:
            def undo() -> None:
                self.visit, self.memory = session.opened(), self._remembered()
                with self._memory_restored_on_failure(), self.visit.workspace.transaction():
                    take_back(self.visit.workspace)
                    fill()

            return flash.FormUndo(undo)

        return form_undo

    @contextmanager
    def _memory_restored_on_failure(self) -> Iterator[None]:
        """Leave what is remembered of the form as it was where the write inside fails, or its run is ended."""
        before = copy(self.memory)
        try:
            yield
        except BaseException:
            self.memory.update(before)
            raise

    def _carry_hidden_fields(self) -> None:
        """Carry on what is in the fields that are not drawn: the last words that reached them, and what is kept."""
        for field, (label, before) in self.memory["shown"].items():
            value = None if field in self._typed else arrived(self.memory, field)
            if value is not None and value != before:
                self.note(field, value, before, counts=True, label=label)
        kept = self.kept
        undrawn = (field for field in kept if field not in self._typed and not field.startswith("_"))
        self._hidden = {field: kept[field] for field in undrawn}
        labels = {field: label for field, label in counted(kept).items() if field in self._hidden}
        self._counted = labels | self._counted

    def _keep_typed(self) -> None:
        """Keep what is typed, beside what another tab has meanwhile kept of the same form: never over it."""
        to_keep, kept = self._to_keep(), self.memory["kept"]
        if kept is None or to_keep != {**kept, BY: to_keep[BY]}:
            self._keep_apart(to_keep)

    def _keep_apart(self, fields: dict[str, JsonValue]) -> None:
        workspace, memory = self.visit.workspace, self.memory
        name, token = memory["name"], memory["token"]
        with workspace.transaction():
            if drafts.fields_of(workspace, name) != memory["kept"]:
                token = new_id()
                taken = drafts.fields_of(workspace, self.name) is not None
                name = drafts.second_draft_name(self.name, token) if taken else self.name
            draft = {**fields, "_token": token}
            drafts.keep(workspace, name, draft)
        memory["name"], memory["token"], memory["kept"] = name, token, draft

    def _to_keep(self) -> dict[str, JsonValue]:
        memory = self.memory
        by: JsonValue = st.session_state.get(self._heard)
        of_form: dict[str, JsonValue] = {"_base": memory["base"], "_zone": memory["zone"], "_dates": memory["dates"]}
        of_form |= {"_token": memory["token"], BY: by}
        fields = {**self._hidden, **self._typed}
        if self.one_by_one:
            fields = {field: value for field, value in fields.items() if field in self._counted}
        return {**fields, **of_form, "_counted": dict(self._counted)}

    def _drop_own(self) -> None:
        """Let this form's own draft go; another tab may be in the middle of a sentence of its own."""
        workspace, memory = self.visit.workspace, self.memory
        if memory["kept"] is None:
            return
        with workspace.transaction():
            if drafts.fields_of(workspace, memory["name"]) == memory["kept"]:
                drafts.drop(workspace, memory["name"])

    def _remembered(self) -> Memory:
        """Return what the session remembers of this form; on opening it is read from the draft, where there is one."""
        place = f"_form_{self.name}"
        memory = cast("Memory | None", st.session_state.get(place))
        anchor_gone = memory is not None and not any(self.key(field) in st.session_state for field in memory["starts"])
        if memory is None or anchor_gone:
            earlier, workspace = memory, self.visit.workspace
            name, draft = drafts.unfinished(workspace, self.name, earlier["name"] if earlier else self.name)
            differs = earlier is not None and bool(earlier["shown"]) and earlier["kept"] != draft
            typed_in = earlier is not None and is_typed_in(earlier)
            if earlier is not None and differs and typed_in and draft is not None:
                name, draft = earlier["name"], earlier["kept"]
            memory = new_memory(self._page, self.about, name, draft, self._version(), self.visit.zone.key)
            if earlier is not None:
                memory["saved"], memory["after"] = earlier["saved"], earlier["after"]
                memory["overruled"], memory["refuses"] = earlier["overruled"], earlier["refuses"]
                # A box for longer text still holds what was in it, though the draft was settled or went on elsewhere.
                memory["restart"] = earlier["restart"] or (differs and not typed_in)
            st.session_state[place] = memory
        memory.setdefault("dates", date_style.name_of(date_style.current()))  # of a session from before an update
        return memory

    def reopen(self, name: str, draft: dict[str, JsonValue] | None) -> None:
        """Go on with another draft of the form, or with none, in the fields that are drawn."""
        drawn = self.memory
        self.memory = new_memory(self._page, self.about, name, draft, self._version(), self.visit.zone.key)
        self.memory["starts"], self.memory["shown"] = drawn["starts"], drawn["shown"]
        st.session_state[f"_form_{self.name}"] = self.memory

    def _version(self) -> str | None:
        return self._record.updated_at.isoformat() if self._record and self._record.updated_at else None


def starts_over(form: str) -> bool:
    """Tell whether a form is empty on this run because it was saved or cleared on the one before."""
    memory = cast("Memory | None", st.session_state.get(f"_form_{form}"))
    return memory is not None and memory["restart"]


def forget(names: Collection[str]) -> None:
    """Empty this session's forms whose drafts are gone, except one in which somebody is typing."""
    for place in map(str, list(st.session_state)):
        memory = cast("Memory", st.session_state[place]) if place.startswith("_form_") else None
        if memory is not None and memory["name"] in names and not is_typed_in(memory):
            restart(memory)


def forget_all() -> None:
    """Forget what this session's forms hold, as all records were replaced: it must not come back as drafts."""
    start_all_over()
    for name in map(str, list(st.session_state)):
        if not name.startswith(("$$", "live_area/", "_heard_")) and name not in tab.LASTING:
            del st.session_state[name]


def counted(fields: Mapping[str, JsonValue]) -> dict[str, str]:
    """Return the labels that a draft keeps of the fields in which somebody typed."""
    labels = fields.get("_counted")
    items = labels.items() if isinstance(labels, dict) else ()
    return {field: label for field, label in items if isinstance(label, str)}

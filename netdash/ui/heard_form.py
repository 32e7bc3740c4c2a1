"""A form that takes in what was typed in a tab while its connection was dead, and shows everything else as it is kept.

After a restart of the server, or a laptop's sleep, a tab comes with all that its fields hold to a session that knows
nothing of it. So each form tells its tab at the end of a run, in a field that nobody sees, what its fields show. A new
session draws them without setting anything, reads what the tab was told, and compares that with what the tab shows and
with what is kept by now. What shows something else than it was told was typed in since: it stays where nobody has gone
on with it elsewhere. Boxes for longer text have a protocol of their own (`live_area`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.records import Record, new_id
from netdash.ui import flash
from netdash.ui.cache import of_server
from netdash.ui.form_draft import KeptForm
from netdash.ui.form_memory import BY, Told, heard_in, mark, told_by
from netdash.ui.session import Visit


@dataclass(frozen=True)
class Drawn:
    """What the browser shows of a field, by its mark and in words, and how to tell the mark of what is kept."""

    title: str
    shown: str
    text: str
    kept_as: Callable[[JsonValue], str]
    holds_words: bool
    by_name: bool
    """Whether the browser knows what is chosen by names, which may be others by now."""


class HeardForm(KeptForm):
    """A draft with its fields, which hears what a tab comes back with."""

    def __init__(self, visit: Visit, page: str, record: Record | None = None, about: str | None = None) -> None:
        super().__init__(visit, page, record, about)
        self._heard, self._told_in = heard_in(self.name), f"netdash_form_{self.name}"
        self._drawn: dict[str, Drawn] = {}
        self._unseen: set[str] = set()

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field, and before the form's buttons."""
        heard = self._heard in st.session_state
        if not heard:
            self._hear()
        self.memory["overruled"], self.memory["refuses"] = [], False
        super().keep()
        if heard:
            st.session_state[self._told_in] = self._to_tell()
            self._draw_told()

    def _hear(self) -> None:
        """Hear what a tab of an earlier session was told; then draw anew, so that it is told how things stand now."""
        st.session_state[self._heard] = new_id()
        now = self._to_tell()
        told = self._draw_told(now)
        if told != now:
            self._take_over(told_by(told))
            st.rerun()

    def _to_tell(self) -> str:
        """Return what the tab is told of this form."""
        told = Told(
            session=st.session_state[self._heard],
            server=of_server().id,
            owner=self.visit.owner_key,
            draft=self.memory["name"],
            base=self.memory["base"] or "",
            stands=self._stands(),
            shown={field: one.shown for field, one in self._drawn.items()},
        )
        return json.dumps(told)

    def _stands(self) -> str:
        """Return the mark of what is kept of this form, and of the record that it changes."""
        return mark([self.memory["kept"], self._version()])

    def _draw_told(self, now: str = "") -> str:
        with st.container(key=f"netdash_unseen_{self.name}"):
            return st.text_input("Form", now, key=self._told_in, autocomplete="off")

    def _take_over(self, told: Told) -> None:
        """Decide which fields are drawn anew, as they are kept by now.

        What was typed in a field that went on elsewhere too is said, and kept as a further draft of the form.
        """
        mine = told["owner"] == self.visit.owner_key
        if mine and self.visit.temporary and told["server"] != of_server().id:
            return  # the server has forgotten all that it kept of this visitor: the tab holds what is left
        adopted = mine and self._adopt(told["draft"])
        nobody_else = told["stands"] == self._stands() or told["session"] == self.found.get(BY)
        before = told["shown"] if mine else {}
        differ = {field: one for field, one in self._drawn.items() if one.shown != one.kept_as(self.found.get(field))}
        typed = {field for field, one in differ.items() if mine and one.shown != before.get(field)}
        as_before = {field for field in typed if differ[field].kept_as(self.found.get(field)) == before.get(field)}
        stays = {field for field in typed if field in as_before or (nobody_else and not differ[field].by_name)}
        stale = {field: one for field, one in differ.items() if field not in stays}
        self._put_aside({field: one for field, one in stale.items() if field in typed and one.text})
        self.memory["refuses"] = any(one.holds_words or field in typed for field, one in stale.items())
        self.memory["overruled"] = [*stale, *(self._unseen if adopted else ())]
        for field in stays & self.memory["shown"].keys():  # as if typed in this session, also where it is drawn no more
            self.memory["shown"][field] = self.memory["shown"][field][0], self.found.get(field)
        if mine and told["base"] and self.memory["kept"] is None and self._counted.keys() - self._drawn.keys():
            self.memory["base"] = told["base"]  # a box holds what was typed, or left, in the version the tab showed

    def _put_aside(self, typed: Mapping[str, Drawn]) -> None:
        if not typed:
            return
        fields = {field: self._typed[field] for field in typed}
        labels: JsonValue = {field: self._counted.get(field, "") for field in typed}
        name = drafts.beside(self.name, mark(fields))
        workspace = self.visit.workspace
        with flash.errors_shown(), workspace.transaction():
            if drafts.fields_of(workspace, name) is None:  # else it is kept already, and may have gone on since
                drafts.keep(workspace, name, {**fields, "_counted": labels})
        sentence = "This went on elsewhere meanwhile, so what you typed here was kept as a further draft instead."
        flash.say_problem(" ".join((sentence, *(f"{one.title}: “{one.text}”." for one in typed.values()))))

    def _adopt(self, name: str) -> bool:
        """Go on with the draft that the tab kept; tell whether it is another one than was found."""
        own = drafts.fields_of(self.visit.workspace, name) if name != self.memory["name"] else None
        if own is None or not name.startswith(drafts.beside(self.name, "")):
            return False
        self.reopen(name, own)
        return True

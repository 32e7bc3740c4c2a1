"""A form of which a tab may come back: what was typed while its connection was dead is heard, and nothing else.

After a restart of the server, or a laptop's sleep, a tab comes with all that its fields hold to a session that knows
nothing of it. So each form tells its tab at the end of a run, in a field that nobody sees, what its fields show. A new
session draws them without setting anything, hears that, and compares what the tab was told, what it shows, and what is
kept by now. A field that shows something else than it was told was typed in since; it stays where the same is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.records import KINDS, Record, new_id
from netdash.ui import flash
from netdash.ui.form_memory import Told, told_by
from netdash.ui.kept_form import KeptForm
from netdash.ui.session import Visit


@dataclass(frozen=True)
class Drawn:
    """What the browser shows of a field, by its mark and in words, and how to tell the mark of what is kept."""

    title: str
    shown: str
    text: str
    kept_as: Callable[[JsonValue], str]
    holds_words: bool


class HeardForm(KeptForm):
    """A draft with its fields, which hears what a tab comes back with."""

    def __init__(self, visit: Visit, page: str, record: Record | None = None, about: str | None = None) -> None:
        super().__init__(visit, page, record, about)
        self._heard, self._told_in = f"_heard_{self.name}", f"netdash_form_{self.name}"
        self._drawn: dict[str, Drawn] = {}
        self._unseen: dict[str, Drawn] = {}

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field, and before the form's buttons."""
        heard = self._heard in st.session_state
        if not heard:
            self._hear()
        self.memory["overruled"], self.memory["refuses"] = [], False
        super().keep()
        if heard:
            st.session_state[self._told_in] = self._to_tell(st.session_state[self._heard])
            self._draw_told()

    def _hear(self) -> None:
        """Hear what the tab of an earlier session was told; where it matters, draw anew, and tell the tab so."""
        session = new_id()
        now = self._to_tell(session)
        told = self._draw_told(now)
        again = told != now and self._take_over(told_by(told))
        st.session_state[self._heard] = session
        if again:
            st.rerun()

    def _to_tell(self, session: str) -> str:
        """Say for the tab of which session and person the form is, which draft it keeps, and what its fields show."""
        shown: dict[str, JsonValue] = {field: one.shown for field, one in self._drawn.items()}
        told = Told(owner=self.visit.owner_key, draft=self.memory["name"], shown=shown)
        return json.dumps({"session": session, **told})

    def _draw_told(self, now: str = "") -> str:
        with st.container(key=f"netdash_unseen_{self.name}"):
            return st.text_input("Form", now, key=self._told_in, autocomplete="off")

    def _take_over(self, told: Told) -> bool:
        """Decide which fields are drawn anew, as they are kept by now; tell whether any is, or was typed in since.

        What was typed in a field that went on elsewhere too is said, and not put in.
        """
        mine = told["owner"] == self.visit.owner_key
        if mine and self.visit.temporary and not any(map(self.visit.workspace.all, KINDS)):
            return False  # the server has forgotten all of it
        before, adopted = (told["shown"] if mine else {}), mine and self._adopt(told["draft"])
        differ = {field: one for field, one in self._drawn.items() if one.shown != one.kept_as(self.found.get(field))}
        typed = {field for field, one in differ.items() if mine and one.shown != before.get(field)}
        stays = {field for field in typed if differ[field].kept_as(self.found.get(field)) == before.get(field)}
        stale = {field: one for field, one in differ.items() if field not in stays}
        unseen = self._unseen if adopted else {}
        also = [field for field, one in unseen.items() if one.shown != one.kept_as(self.found.get(field))]
        if said := [f"{one.title}: “{one.text}”." for field, one in stale.items() if field in typed and one.text]:
            sentence = "This went on elsewhere meanwhile, so what you typed here was not put in."
            flash.say_problem(" ".join((sentence, *said)))
        self.memory["refuses"] = any(one.holds_words for one in stale.values())
        self.memory["overruled"] = [*stale, *also]
        return bool(differ or also)

    def _adopt(self, name: str) -> bool:
        """Go on with the draft that the tab kept; tell whether it is another one than was found."""
        own = drafts.fields_of(self.visit.workspace, name) if name != self.memory["name"] else None
        if own is None or not name.startswith(drafts.beside(self.name, "")):
            return False
        self.reopen(name, own)
        return True

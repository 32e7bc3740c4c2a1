"""A form that goes on in a tab which comes back to a server that knows nothing of it.

After a restart of the server, or a laptop's sleep, a tab comes with all that its fields hold to a new session. So
each form tells its tab at the end of a run, in a field that nobody sees, whose it is, what is kept of it, and what its
fields show. A new session draws the form without setting anything, and compares. Where something was typed in since, or
nobody else has gone on with it, the form goes on as the tab shows it, as if the connection had never been away: two
tabs keep a draft each, and a record that was changed meanwhile makes a conflict. Else it is drawn as kept by now.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.records import Draft, Record, is_id, new_id
from netdash.ui.cache import of_server
from netdash.ui.form_draft import KeptForm
from netdash.ui.form_memory import BY, Told, heard_in, mark, told_by
from netdash.ui.session import Visit


@dataclass(frozen=True)
class Drawn:
    """What the browser shows of a field, by marks, and how to tell the mark of what is kept."""

    said: str
    """The mark of what the browser says of it; empty where it says nothing."""
    shown: str
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
            self._meet(told_by(told))
            st.rerun()

    def _to_tell(self) -> str:
        """Return what the tab is told of this form."""
        told = Told(
            tab=st.session_state[self._heard],
            server=of_server().id,
            owner=self.visit.owner_key,
            draft=self.memory["name"],
            kept="" if self.memory["kept"] is None else mark(self.memory["kept"]),
            base=self.memory["base"] or "",
            zone=self.memory["zone"],
            said={field: one.said for field, one in self._drawn.items()},
        )
        return json.dumps(told)

    def _draw_told(self, now: str = "") -> str:
        with st.container(key=f"netdash_unseen_{self.name}"):
            return st.text_input("Form", now, key=self._told_in, autocomplete="off")

    def _meet(self, told: Told) -> None:
        """Decide whether the form goes on as the tab shows it, and which fields are drawn anew."""
        mine = told["owner"] == self.visit.owner_key
        own = self._own(told) if mine else None
        typed = self._typed_since(told, own) if mine else set()
        forgotten = mine and self.visit.temporary and told["server"] != of_server().id
        held = bool(told["kept"])
        goes_on = bool(typed) or own is not None or (forgotten and held)
        if goes_on:
            self._go_on(told, own, typed)
        if mine and is_id(told["tab"]):
            st.session_state[self._heard] = told["tab"]
        differ = {field: one for field, one in self._drawn.items() if one.shown != one.kept_as(self.found.get(field))}
        named = [field for field, one in differ.items() if own is not None and one.by_name and field not in typed]
        self.memory["overruled"] += named if goes_on else differ
        self.memory["refuses"] = not goes_on and any(one.holds_words or held for one in differ.values())

    def _own(self, told: Told) -> Draft | None:
        """Return the draft that the tab kept, also where it never heard so, if nobody else has gone on with it."""
        kept = drafts.of_form(self.visit.workspace, self.name)
        by_tab = [one for one in kept if one.fields.get(BY) == told["tab"]]
        as_told = [one for one in kept if one.form == told["draft"] and mark(one.fields) == told["kept"]]
        return next(iter(by_tab + as_told), None)

    def _typed_since(self, told: Told, own: Draft | None) -> set[str]:
        """Return the fields in which something was typed or chosen since the tab was told."""
        changed = {field for field, one in self._drawn.items() if one.said not in ("", told["said"].get(field))}
        if own is not None and mark(own.fields) == told["kept"]:
            chosen = {field: self._drawn[field].kept_as for field in changed if self._drawn[field].by_name}
            told_as = {field: kept_as(own.fields.get(field)) for field, kept_as in chosen.items()}
            changed -= {field for field in chosen if told_as[field] != told["said"].get(field)}  # by another name now
        return changed

    def _go_on(self, told: Told, own: Draft | None, typed: set[str]) -> None:
        """Go on as in the session that the tab was drawn by: with its own draft, or with one to be kept."""
        if own is not None:
            self.reopen(own.form, dict(own.fields))
        else:
            self.reopen(self.name, None)
            self.memory["base"], self.memory["zone"] = told["base"] or None, told["zone"]
        self.memory["overruled"] = [*self._unseen]
        shown = self.memory["shown"]
        for field in typed & shown.keys():  # as if typed in this session, also where it is drawn no more
            shown[field] = shown[field][0], self.found.get(field)

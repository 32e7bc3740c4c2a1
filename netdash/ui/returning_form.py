"""A form that goes on in a tab which comes back to a server that knows nothing of it.

After a restart of the server, or a laptop's sleep, a tab comes with all that its fields hold to a new session. So
each form tells its tab at the end of a run, in a field that nobody sees, whose it is, what is kept of it, and what its
fields show. A new session draws the form without setting anything, and compares. Where something was typed in since, or
nobody else has gone on with it, the form goes on as the tab shows it, as if the connection had never been away: two
tabs keep a draft each, and a record that was changed meanwhile makes a conflict. Else it is drawn as kept by now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import streamlit as st
from pydantic import AwareDatetime, BaseModel, JsonValue, ValidationError

from netdash import drafts
from netdash.records import Draft, is_id, new_id
from netdash.ui import tab
from netdash.ui.cache import of_server
from netdash.ui.form_draft import BY, FormDraft
from netdash.ui.form_fields import mark


class FieldState(BaseModel):
    """What a tab was told of one field."""

    said: str
    """The mark of what the browser said of it last; empty where it said nothing."""
    shown: str
    """The mark of what it showed."""
    own: bool
    """Whether that was something else than the field starts with."""
    value: JsonValue = None
    """What stood behind the names that it showed, or in a field that nobody sees; None where the browser has it."""


class TabState(BaseModel):
    """What a tab of an earlier session was told of a form, so that it can be compared with what is kept by now."""

    tab: str
    server: str
    owner: str
    draft: str
    kept: str
    """The mark of the draft; empty where nothing was kept."""
    base: AwareDatetime | None
    zone: str
    dates: str = ""
    """Empty where the tab was told by a version that did not say."""
    fields: dict[str, FieldState]


class ReturningForm(FormDraft):
    """A draft with its fields, which goes on where a tab comes back."""

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field, and before the form's buttons."""
        heard = self._heard in st.session_state
        if not heard:
            self._compare()
        self.memory["overruled"], self.memory["refuses"] = {}, False
        super().keep()
        if heard:
            st.session_state[self._told_in] = self._tab_state()
            self._draw_unseen()

    def _compare(self) -> None:
        """Hear what a tab of an earlier session was told; then draw anew, so that it is told how things stand now."""
        st.session_state[self._heard] = new_id()
        state = self._tab_state()
        browsers = self._draw_unseen(state)
        if browsers != state:
            told = self._read(browsers)
            own = self._own_draft(told) if told else None
            typed = self._typed_since(told) if told else set()
            if told is not None and (typed or own is not None or self._is_forgotten(told)):
                self._go_on(told, own, typed)
            else:
                self._follow(held=told is not None and bool(told.kept))
            st.rerun()

    def _tab_state(self) -> str:
        """Return what the tab is told of this form."""
        marks = {field: (drawn.said, drawn.shown) for field, drawn in self._drawn.items()}
        marks |= dict.fromkeys(self._unseen, ("", ""))
        told = TabState(
            tab=st.session_state[self._heard],
            server=of_server().id,
            owner=self.visit.owner_key,
            draft=self.memory["name"],
            kept="" if self.memory["kept"] is None else mark(self.memory["kept"]),
            base=datetime.fromisoformat(self.memory["base"]) if self.memory["base"] else None,
            zone=self.memory["zone"],
            dates=self.memory["dates"],
            fields={field: self._field_state(field, *of_field) for field, of_field in marks.items()},
        )
        return told.model_dump_json()

    def _field_state(self, field: str, said: str, shown: str) -> FieldState:
        value, needed = self._typed[field], field in self._unseen or self._drawn[field].by_name
        own = value != self.memory["starts"].get(field)
        return FieldState(said=said, shown=shown, own=own, value=value if needed else None)

    def _draw_unseen(self, told: str = "") -> str:
        with st.container(key=f"{tab.UNSEEN}{self.name}"):
            return st.text_input("Form", told, key=self._told_in, autocomplete="off")

    def _read(self, text: str) -> TabState | None:
        """Read what the tab was told; None where that was for somebody else, or where the text is no such thing."""
        try:
            told = TabState.model_validate_json(text)
        except ValidationError:
            return None
        return told if told.owner == self.visit.owner_key and is_id(told.tab) else None

    def _is_forgotten(self, told: TabState) -> bool:
        """Tell whether the server has forgotten what it kept of a visitor's form: the tab holds what is left."""
        return bool(told.kept) and self.visit.in_memory and told.server != of_server().id

    def _own_draft(self, told: TabState) -> Draft | None:
        """Return this tab's own draft, even if the tab never heard that it was kept; none that another went on with."""
        of_form = drafts.of_form(self.visit.workspace, self.name)
        for draft in of_form:
            if draft.form == told.draft and (draft.fields.get(BY) == told.tab or mark(draft.fields) == told.kept):
                return draft
        return next((draft for draft in reversed(of_form) if draft.fields.get(BY) == told.tab), None)

    def _typed_since(self, told: TabState) -> set[str]:
        """Return the fields in which something was typed or chosen since the tab was told."""
        return {field for field in self._drawn.keys() & told.fields.keys() if self._is_typed(field, told.fields[field])}

    def _is_typed(self, field: str, told: FieldState) -> bool:
        drawn = self._drawn[field]
        if drawn.said in ("", told.said):
            return False
        # Other names show nothing: what was chosen may bear another one by now.
        return not drawn.by_name or (self._typed[field] != told.value and drawn.kept_as(told.value) == told.shown)

    def _go_on(self, told: TabState, own: Draft | None, typed: set[str]) -> None:
        """Go on as the tab shows the form, with its own draft or with one to be kept."""
        st.session_state[self._heard] = told.tab
        if own is not None:
            self.reopen(own.form, dict(own.fields))
        else:
            self.reopen(self.name, None)
            base = told.base
            self.memory["base"], self.memory["zone"] = base.isoformat() if base else None, told.zone
            self.memory["dates"] = told.dates or self.memory["dates"]
        self.memory["overruled"] = dict(self._not_as_shown(told, own, typed))
        shown = self.memory["shown"]
        for field in typed & shown.keys():  # as if typed in this session, also where it is drawn no more
            shown[field] = shown[field][0], self.kept.get(field)

    def _not_as_shown(self, told: TabState, own: Draft | None, typed: set[str]) -> Iterator[tuple[str, JsonValue]]:
        """Yield what to draw where the browser does not hold what the tab showed, or nobody had touched it."""
        for field in self._unseen:
            before = told.fields.get(field)
            yield field, before.value if own is None and before is not None and before.own else self.kept.get(field)
        for field in self._drawn.keys() - typed:
            drawn, before, value = self._drawn[field], told.fields.get(field), self.kept.get(field)
            if before is not None and (before.own or (own is not None and not self.one_by_one)):
                if not drawn.by_name and drawn.shown == before.shown:
                    continue
                if drawn.by_name and (own is None or drawn.shown == before.shown):
                    value = before.value
            if drawn.kept_as(value) != drawn.shown:
                yield field, value

    def _follow(self, *, held: bool) -> None:
        """Draw the form as it is kept by now; a press is refused where that is not what the tab showed."""
        differ = {
            field: drawn for field, drawn in self._drawn.items() if drawn.shown != drawn.kept_as(self.kept.get(field))
        }
        self.memory["overruled"] = {field: self.kept.get(field) for field in differ}
        had_draft = held or self.memory["kept"] is not None
        self.memory["refuses"] = any(had_draft or drawn.holds_words for drawn in differ.values())

"""Forms that keep what is typed: stable keys, a draft in the workspace, and a token against double clicks.

A form's fields live outside `st.form`, so that each reaches the server when it is left. What
differs from the start is kept as a draft, which fills the form again after a reload, on the way
back from another page, and after a restart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, TypeVar, cast

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.errors import NetdashError
from netdash.records import Record, new_id
from netdash.ui import flash, session
from netdash.ui.live_area import live_area, set_text, start_all_over
from netdash.ui.session import Visit

Value = TypeVar("Value", str, int, date, time, list[str], None)


class Form:
    """One form of a page, for a new record or for the one that is edited.

    Keys are `page_field`, or `page_field_id` where a record is edited.
    """

    def __init__(self, visit: Visit, page: str, record: Record | None = None, about: str = "") -> None:
        self._visit = visit
        self._page = page
        self._about = record.id if record else about
        self.name = f"{page}_{self._about}" if self._about else page
        self._draft = drafts.fields_of(visit.workspace, self.name) or {}
        self._restart = bool(st.session_state.pop(f"_{self.name}_restart", False))
        self._typed: dict[str, JsonValue] = {}
        self._touched = False
        self._record = record

    def key(self, field: str) -> str:
        """Return the stable key of a field."""
        return f"{self._page}_{field}_{self._about}" if self._about else f"{self._page}_{field}"

    def field(self, field: str, start: Value, *, counts: bool = True) -> str:
        """Prepare a widget and return its key. One that does not count makes no draft by itself."""
        key = self.key(field)
        if self._restart or key not in st.session_state:
            if not self._typed:
                st.session_state[f"_{self.name}_base"] = self._version_on_opening()
            st.session_state[key] = start if self._restart else _decoded(self._draft.get(field), start)
        now = cast("Value", st.session_state[key])
        self._note(field, _encoded(now), _encoded(start), counts=counts)
        return key

    def now(self, key: str) -> Any:
        """Return what is in a field, to draw its widget with.

        A widget that the browser draws late, after another run, falls back on what it is drawn with.
        """
        return st.session_state[key]

    def place(self, key: str, options: Sequence[str]) -> int:
        """Return which of the options is chosen in a field, to draw its widget with."""
        return options.index(self.now(key)) if self.now(key) in options else 0

    def area(
        self, label: str, field: str, start: str = "", *, height: int = 110, placeholder: str = "", help: str = ""
    ) -> str:
        """Draw a box for longer text and return what is in it."""
        key = self.key(field)
        if self._restart:
            set_text(key, start)
        filled = str(self._draft.get(field, start))
        owner = self._visit.owner_key
        text = live_area(label, key, value=filled, height=height, placeholder=placeholder, help=help, copy_as=owner)
        self._note(field, text, start, counts=True)
        return text

    @property
    def blank(self) -> bool:
        """Whether nothing that counts differs from the start."""
        return not self._touched

    @property
    def token(self) -> str:
        """The id of the record this form makes: the same until it is saved, so that a double click finds it there."""
        name = f"_{self.name}_token"
        if name not in st.session_state:
            st.session_state[name] = new_id()
        return str(st.session_state[name])

    @property
    def just_saved(self) -> bool:
        """Whether the form was saved and not touched since: a second click then means nothing."""
        return self.blank and bool(st.session_state.get(f"_{self.name}_saved"))

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field."""
        with flash.errors_shown():
            if self._touched:
                st.session_state.pop(f"_{self.name}_saved", None)
                kept = {**self._typed, "_base": self.base.isoformat() if self.base else None}
                drafts.keep(self._visit.workspace, self.name, kept)
            elif self._draft:
                drafts.drop(self._visit.workspace, self.name)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save in one write with letting the draft go; afterwards the form starts over."""
        with self._visit.workspace.transaction():
            yield
            drafts.drop(self._visit.workspace, self.name)
        self.start_over()
        st.session_state[f"_{self.name}_saved"] = True

    def start_over(self) -> None:
        """Empty the form on the next run."""
        st.session_state.pop(f"_{self.name}_token", None)
        st.session_state[f"_{self.name}_restart"] = True

    def settle_conflict(self, keep: Record | None, also: Sequence[Record] = ()) -> None:
        """Save the version to keep over the stored one (None: leave the stored one), and start over.

        `also` is what else the form made. A callback, so it says what became of it on the next run.
        """
        try:
            self._visit = session.opened()  # another run, and it may be another person's
            with self.saving():
                for record in (*also, keep) if keep is not None else ():
                    self._visit.workspace.save(record)
            flash.say("Kept the stored version." if keep is None else "Saved your version over the stored one.")
        except NetdashError as error:
            flash.say_problem(error.sentence)

    @property
    def base(self) -> datetime | None:
        """The version that the change is made to: the one that was there when the form was opened."""
        return cast("datetime | None", st.session_state.get(f"_{self.name}_base"))

    def _version_on_opening(self) -> datetime | None:
        kept = self._draft.get("_base")
        if isinstance(kept, str) and not self._restart:
            return datetime.fromisoformat(kept)
        return self._record.updated_at if self._record else None

    def _note(self, field: str, now: JsonValue, start: JsonValue, *, counts: bool) -> None:
        self._typed[field] = now
        self._touched = self._touched or (counts and now != start)


def forget_all() -> None:
    """Forget what this session's forms hold, where all records were replaced: it must not come back as drafts."""
    start_all_over()
    for name in map(str, list(st.session_state)):
        if not name.startswith(("$$", "live_area/")) and name not in session.LASTING:
            del st.session_state[name]


def _encoded(value: Value) -> JsonValue:
    if isinstance(value, (date, time)):
        return value.isoformat()
    return cast("JsonValue", value)


def _decoded(kept: JsonValue, start: Value) -> Value:
    """Read a field back from a draft as the type it starts with; what does not fit gives way to the start."""
    try:
        if isinstance(start, (date, time)) and isinstance(kept, str):
            return type(start).fromisoformat(kept)
    except ValueError:
        return start
    return kept if isinstance(kept, type(start)) else start

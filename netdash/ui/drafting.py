"""Keeping what is typed in a form: stable keys, a draft in the workspace, and a token against double clicks.

A form's fields live outside `st.form`, so that each reaches the server when it is left. What
differs from the start is kept as a draft, which fills the form again after a reload, on the way
back from another page, and after a restart.

An untouched form follows its record, and the hour; once touched, it stands still, and so do the
version it changes and the zone its hours are meant in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.moments import zone_named
from netdash.records import Record, new_id
from netdash.ui import flash, session
from netdash.ui.form_memory import Memory, Value, decoded, encoded, opened
from netdash.ui.session import Visit

SECOND_CLICK_S = 60.0


class Drafting:
    """What one form of a page keeps, for a new record or for the one that is edited.

    Keys are `page_field`, or `page_field_id` where `about` names what is edited.
    """

    def __init__(self, visit: Visit, page: str, record: Record | None = None, about: str | None = None) -> None:
        self.visit = visit
        self._page = page
        self._record = record
        self._about = about if about is not None else record.id if record else ""
        self.name = f"{page}_{self._about}" if self._about else page
        self.draft = drafts.fields_of(visit.workspace, self.name)
        self._typed: dict[str, JsonValue] = {}
        self._touched = False
        self.memory = self._remembered()

    def key(self, field: str) -> str:
        """Return the stable key of a field."""
        return f"{self._page}_{field}_{self._about}" if self._about else f"{self._page}_{field}"

    def field(self, field: str, start: Value, *, counts: bool = True) -> str:
        """Prepare a widget and return its key. One that does not count makes no draft by itself."""
        key, memory, first = self.key(field), self.memory, encoded(start)
        if memory["restart"]:
            st.session_state[key] = start
        elif key not in st.session_state:
            st.session_state[key] = decoded((self.draft or {}).get(field), start)
        elif not memory["touched"] and encoded(st.session_state[key]) == memory["starts"].get(field) != first:
            st.session_state[key] = start
        if not memory["touched"]:
            memory["starts"][field] = first
        self.note(field, encoded(st.session_state[key]), first, counts=counts)
        return key

    @property
    def token(self) -> str:
        """The id of the record this form makes: the same until it is saved, so that a double click finds it there."""
        return self.memory["token"]

    def give_way(self, kind: type[Record]) -> None:
        """Take another token where another tab has saved its version of this draft: both say something of their own."""
        if self._record is None and self.visit.workspace.get(kind, self.token) is not None:
            self.memory["token"] = new_id()

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the hours in the form are meant in."""
        return zone_named(self.memory["zone"]) or self.visit.zone

    @property
    def base(self) -> datetime | None:
        """The version that the change is made to: the one that was there when the form was first touched."""
        base = self.memory["base"]
        return datetime.fromisoformat(base) if base else None

    def started_with(self, *fields: str) -> bool:
        """Tell whether these fields hold what the form started with."""
        return all(self._typed.get(field) == self.memory["starts"].get(field) for field in fields)

    @property
    def blank(self) -> bool:
        """Whether nothing that counts differs from the start."""
        return not self._touched

    def answer_second_click(self) -> None:
        """Where this submission repeats the last one (nothing new, or the very same again), say so and end the run."""
        saved, age = self.memory["saved"], self.visit.now.timestamp() - self.memory["saved_at"]
        if saved is not None and age < SECOND_CLICK_S and (not self._touched or self._typed == saved):
            flash.say_again()
            self.start_over()
            st.rerun()

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field."""
        memory = self.memory
        memory["restart"] = False
        memory["touched"] = self._touched
        if not self._touched:
            memory["base"], memory["zone"] = self._version(), self.visit.zone.key
        with flash.errors_shown():
            workspace = self.visit.workspace
            if self._touched:
                kept = {**self._typed, "_base": memory["base"], "_zone": memory["zone"], "_token": memory["token"]}
                if kept != memory["kept"]:
                    drafts.keep(workspace, self.name, kept)
                    memory["kept"] = kept
            elif memory["kept"] is not None:
                # Only this form's own: another tab may be in the middle of a sentence.
                if self.draft == memory["kept"]:
                    drafts.drop(workspace, self.name)
                memory["kept"] = None

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Save in one write with letting the draft go; afterwards the form starts over."""
        with self.visit.workspace.transaction():
            yield
            drafts.drop(self.visit.workspace, self.name)
        self.memory["saved"], self.memory["saved_at"] = dict(self._typed), self.visit.now.timestamp()
        self.start_over()

    def start_over(self) -> None:
        """Empty the form on the next run."""
        memory = self.memory
        memory["restart"], memory["touched"], memory["kept"], memory["token"] = True, False, None, new_id()

    def settling(self, also: Sequence[Record] = ()) -> Callable[[Record | None], None]:
        """Return what a conflict's buttons do: save the version to keep (None: leave the stored one), start over.

        `also` is what else the form made. A callback, so it says what became of it on the next run.
        """

        def settle(keep: Record | None) -> None:
            self.visit = session.opened()  # another run, and it may be another person's
            workspace = self.visit.workspace
            with self.saving():
                for record in also if keep is not None else ():
                    if workspace.get(type(record), record.id) is None:
                        workspace.save(record)
                if keep is not None:
                    workspace.save(keep)
            flash.say("Kept the stored version." if keep is None else "Saved your version over the stored one.")

        return lambda keep: flash.saying_problems(lambda: settle(keep))

    def _remembered(self) -> Memory:
        """Return what the session remembers, as it was found on opening: from the draft, if there is one."""
        name = f"_form_{self.name}"
        memory = cast("Memory | None", st.session_state.get(name))
        anchor_gone = memory is not None and not any(self.key(field) in st.session_state for field in memory["starts"])
        if memory is None or (anchor_gone and not memory["restart"]):
            earlier = memory
            memory = opened(self.draft, self._version(), self.visit.zone.key)
            if earlier is not None:
                memory["saved"], memory["saved_at"] = earlier["saved"], earlier["saved_at"]
            st.session_state[name] = memory
        return memory

    def _version(self) -> str | None:
        return self._record.updated_at.isoformat() if self._record and self._record.updated_at else None

    def note(self, field: str, now: JsonValue, start: JsonValue, *, counts: bool) -> None:
        """Take down what is in a field."""
        self._typed[field] = now
        self.memory["starts"].setdefault(field, start)
        self._touched = self._touched or (counts and now != start)

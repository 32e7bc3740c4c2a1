"""Forms over a draft: stable keys, fields that follow their record, and a token against double clicks.

A form's fields live outside `st.form`, so that each reaches the server when it is left.

An untouched form follows its record, and the hour; once touched, it stands still, and so do the
version it changes and the zone its hours are meant in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import JsonValue

from netdash import drafts
from netdash.moments import zone_named
from netdash.records import Record, new_id
from netdash.ui import flash, session
from netdash.ui.form_memory import Told, Value, decoded, encoded, mark, told_by
from netdash.ui.kept_form import KeptForm
from netdash.ui.session import Visit

SECOND_CLICK_S = 60.0


class Drafting(KeptForm):
    """What one form of a page holds, for a new record or for the one that is edited."""

    def __init__(self, visit: Visit, page: str, record: Record | None = None, about: str | None = None) -> None:
        super().__init__(visit, page, record, about)
        self._heard, self._told_in = f"_heard_{self.name}", f"netdash_form_{self.name}"
        self._offered: dict[str, JsonValue] = {}  # what the server would fill each field with
        self._shown: dict[str, JsonValue] = {}  # a mark of what the browser shows in each field

    def filled(self, field: str, start: Value, fits: Callable[[Value], bool] = lambda _: True) -> Value:
        """Return what to draw a field with; draw it inside `read`.

        What is set goes over what the browser holds of a field, what a widget is drawn with does not: so nothing is
        set before it is known what the browser came with.
        """
        key, memory, heard = self.key(field), self.memory, self._heard in st.session_state
        known = key in st.session_state and not memory["restart"] and field not in memory["overruled"]
        kept = decoded(self.found.get(field), start)
        now = st.session_state[key] if known else kept
        follows = known and not memory["touched"] and encoded(now) == memory["starts"].get(field) != encoded(start)
        filled = start if (heard and follows) or not fits(now) else now
        if (known and filled is not now) or (not known and heard):
            st.session_state[key] = filled
        self.offer(field, kept if fits(kept) else start)
        return filled

    def offer(self, field: str, filled: Value) -> None:
        """Note what a field would be filled with in a tab that holds nothing."""
        self._offered[field] = encoded(filled)

    def read(
        self, field: str, now: Value, start: Value, *, counts: bool = True, label: str = "", shown: JsonValue = None
    ) -> Value:
        """Take down what a field holds and return it. One that does not count makes no draft by itself.

        `shown` is what the browser shows of it, where that is something else.
        """
        first = encoded(start)
        if not self.memory["touched"]:
            self.memory["starts"][field] = first
        self.note(field, encoded(now), first, counts=counts, label=label)
        self._shown[field] = mark(encoded(now) if shown is None else shown)
        return now

    def keep(self) -> None:
        """Keep what is typed as a draft; call it after the last field."""
        first = self._heard not in st.session_state
        if first:
            self._hear()
        self.memory["overruled"] = []
        super().keep()
        if not first:
            st.session_state[self._told_in] = self._now()
            self._draw_told()

    def _hear(self) -> None:
        """Hear what the tab of an earlier session was told.

        What that tab holds beyond what it had told was typed while its connection was dead, and stays; all else is
        drawn anew as it is kept by now, perhaps from elsewhere.
        """
        st.session_state[self._heard] = new_id()
        now = self._now()
        if (told := self._draw_told(now)) != now:
            self._take_over(told_by(told))

    def _now(self) -> str:
        """Say for the tab of which session and person the form is, of which draft and version, and what it shows."""
        session, owner = st.session_state[self._heard], self.visit.owner_key
        told = Told(owner=owner, draft=self.memory["name"], version=self.version(), shown=self._shown)
        return json.dumps({"session": session, **told})

    def _draw_told(self, now: str = "") -> str:
        with st.container(key=f"netdash_unseen_{self.name}"):
            return st.text_input("Form", now, key=self._told_in, autocomplete="off")

    def _take_over(self, told: Told) -> None:
        workspace, memory = self.visit.workspace, self.memory
        mine = told["owner"] == self.visit.owner_key
        if mine and self.visit.temporary and memory["kept"] is None:
            return  # it may have been forgotten with the server
        theirs = told["shown"] if mine else {}
        typed = {field for field, shown in self._shown.items() if mine and theirs.get(field) != shown}
        stale = [one for one, offered in self._offered.items() if one not in typed and offered != self._typed[one]]
        beside = told["draft"] if mine and told["draft"].startswith(drafts.beside(self.name, "")) else self.name
        own = drafts.fields_of(workspace, beside) if beside != memory["name"] else None
        if own is not None:
            self.reopen(beside, own)
            stale, memory = [one for one in self._offered if one not in typed], self.memory
        late = any(self._offered[one] != self._typed[one] for one in self._offered if one in typed)
        if late and memory["kept"] is None and self.changes:
            memory["base"], memory["touched"] = told["version"], True
        if stale or own is not None:
            memory["overruled"] = stale
            st.rerun()

    def unseen(self, field: str, start: Value, *, counts: bool = True) -> str:
        """Prepare a field that no widget shows, and return its key."""
        key = self.key(field)
        filled = self.filled(field, start)
        st.session_state[key] = self.read(field, filled, start, counts=counts)
        return key

    def holds(self, field: str) -> bool:
        """Tell whether there is something in a field before it is drawn: typed, chosen, or from the draft."""
        filled = st.session_state.get(self.key(field), self.found.get(field))
        return bool(filled) and not self.memory["restart"]

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
    def changes(self) -> bool:
        """Whether the form changes a record that is there."""
        return self._record is not None

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

"""The fields of a form: their keys, what they are drawn with, what they hold, and how a draft keeps that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, time
from hashlib import sha256
from typing import Any, TypeVar, cast

import streamlit as st
from pydantic import JsonValue

from netdash.ui.form_memory import Memory, key_of, refused

MARK = ":material/error:"
"""The icon in a field that holds what cannot be saved."""

Value = TypeVar("Value", str, int, date, time, list[str])


@dataclass(frozen=True)
class FieldMarks:
    """What the browser shows of a field, by marks, and how to tell the mark of what is kept."""

    said: str
    """The mark of what the browser says of it, which of a box is what it said last; empty where it says nothing."""
    shown: str
    kept_as: Callable[[JsonValue], str]
    holds_words: bool
    by_name: bool
    """Whether the browser knows what is chosen by names, which may be others by now."""


class FormFields:
    """The fields of one form of a page.

    Keys are `page_field`, or `page_field_id` where `about` names what is edited. Where fields are saved `one_by_one`,
    those that nobody changed follow what they start with.
    """

    memory: Memory

    def __init__(self, page: str, about: str, *, one_by_one: bool) -> None:
        self._page, self.about, self.one_by_one = page, about, one_by_one
        self.name = f"{page}_{about}" if about else page
        self._heard = f"_heard_{self.name}"  # holds the tab's id, once the session heard the form's tab
        self._told_in = f"netdash_form_{self.name}"
        self._typed: dict[str, JsonValue] = {}
        self._counted: dict[str, str] = {}  # the label of each field that differs from its start
        self._drawn: dict[str, FieldMarks] = {}
        self._unseen: set[str] = set()
        self._labels: dict[str, str] = {}
        self._fields_of: dict[str, tuple[str, ...]] = {}

    def key(self, field: str) -> str:
        """Return the stable key of a field."""
        return key_of(self._page, field, self.about)

    def labelled(self, label: str, field: str, wrong: str = "") -> str:
        """Return what to call a field: its label and what is `wrong` in it, or was refused and is not mended yet."""
        self._labels[field] = label
        words = wrong or refused(self.memory, field)
        # No Markdown: the label is also what a screen reader calls the field, letter for letter.
        return f"{label} · {words.removesuffix('.')}" if words else label

    def marked(self, label: str, field: str, wrong: str = "") -> tuple[str, dict[str, str]]:
        """Return what to call a field, and the icon that marks it where something in it is wrong."""
        shown = self.labelled(label, field, wrong)
        return shown, {} if shown == label else {"icon": MARK}

    def stands_for(self, name: str, *fields: str) -> None:
        """Say which fields hold what an error calls by another name, so that it is marked there."""
        self._fields_of[name] = fields

    @property
    def kept(self) -> Mapping[str, JsonValue]:
        """What is kept of this form: what its fields are filled with where the browser holds nothing newer."""
        return self.memory["kept"] or {}

    @property
    def blank(self) -> bool:
        """Whether nothing that counts differs from the start."""
        return not self._counted

    def to_draw(self, field: str) -> JsonValue:
        """Return what to fill a field with where the browser holds nothing newer; None for what it starts with."""
        return self.memory["overruled"].get(field, self.kept.get(field))

    def filled(self, field: str, start: Value, fits: Callable[[Value], bool] = lambda _: True) -> tuple[str, Value]:
        """Return a field's key and what to draw it with; draw it before `read`.

        A value that is set in the session replaces what the browser holds; the value that a widget is drawn with does
        not. So nothing is set before it is known what the browser holds.
        """
        key, memory, heard = self.key(field), self.memory, self._heard in st.session_state
        in_browser = key in st.session_state and not memory["restart"] and field not in memory["overruled"]
        held = st.session_state[key] if in_browser else decoded(self.to_draw(field), start)
        follows = (
            in_browser and not memory["touched"] and encoded(held) == memory["starts"].get(field) != encoded(start)
        )
        value = start if (heard and follows) or not fits(held) else held
        if (in_browser and value is not held) or (not in_browser and heard):
            st.session_state[key] = value
        return key, value

    def read(
        self,
        field: str,
        value: Value,
        start: Value,
        *,
        counts: bool = True,
        label: str = "",
        words: Callable[[Value], object] | None = None,
    ) -> Value:
        """Record what a field holds and return it. One that does not count makes no draft by itself.

        One with a `label` holds words that somebody may type. `words` says what the browser shows of a value, where
        that is something else.
        """
        first, shown_of = encoded(start), words or encoded
        if not self.memory["touched"]:
            self.memory["starts"][field] = first
        self.note(field, encoded(value), first, counts=counts, label=label)
        shown = mark(shown_of(value))
        self._drawn[field] = FieldMarks(
            shown, shown, lambda kept: mark(shown_of(decoded(kept, start))), bool(label), words is not None
        )
        return value

    def note(
        self, field: str, value: JsonValue, start: JsonValue, *, counts: bool, label: str = "", shown: JsonValue = None
    ) -> None:
        """Record what is in a field; one with a label holds words that somebody may type.

        `shown` is what the browser shows of it, where that is something else.
        """
        self._typed[field] = value
        first = self.memory["starts"].setdefault(field, start)
        if counts and value != (first if self.one_by_one else start):
            self._counted[field] = label
        if label:
            self.memory["shown"][field] = label, value if shown is None else shown

    def unseen(self, field: str, start: Value, *, counts: bool = True) -> str:
        """Prepare a field that no widget shows, and return its key."""
        key, value = self.filled(field, start)
        st.session_state[key] = value
        self.note(field, encoded(value), encoded(start), counts=counts)
        self._unseen.add(field)
        return key

    def holds(self, field: str) -> bool:
        """Tell whether there is something in a field before it is drawn: typed, chosen, or from the draft."""
        value = st.session_state.get(self.key(field), self.kept.get(field))
        return bool(value) and not self.memory["restart"]


def mark(shown: object) -> str:
    """Return a short hash that tells what fields show apart without the words."""
    return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:12]


def encoded(value: Value) -> JsonValue:
    """Return a field's value as a draft keeps it."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    return cast("JsonValue", list(value) if isinstance(value, list) else value)


def decoded(kept: JsonValue, start: Value) -> Value:
    """Read a field back from a draft as the type it starts with; what does not fit gives way to the start.

    A draft may come from a backup or an edited file, and then holds anything.
    """
    value: Any = _parsed(kept, type(start)) if isinstance(start, (date, time)) else kept
    if isinstance(start, str) and isinstance(value, list) and len(value) == 1:  # the field took several once
        value = value[0]
    if isinstance(start, list) and isinstance(value, list):
        value = list(dict.fromkeys(item for item in value if isinstance(item, str)))
    kinds = (int, float) if isinstance(start, int) else type(start)  # a fraction is kept as typed, and refused
    fits = isinstance(value, kinds) and isinstance(value, bool) == isinstance(start, bool)
    return cast("Value", value) if fits and _is_drawable(value) else start


def _parsed(kept: JsonValue, kind: type[date] | type[time]) -> date | time | None:
    try:
        value = kind.fromisoformat(kept if isinstance(kept, str) else "")
    except ValueError:
        return None
    return value.replace(tzinfo=None) if isinstance(value, time) else value


def _is_drawable(value: object) -> bool:
    """Tell whether Streamlit draws it: it counts ten years back from a day, and numbers as JavaScript does."""
    if isinstance(value, date):
        return MINYEAR + 10 < value.year < MAXYEAR - 10
    return not isinstance(value, (int, float)) or abs(value) < 2**53

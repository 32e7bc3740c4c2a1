"""What a session remembers of a form, and how its values are kept in a draft."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict, TypeVar, cast

import streamlit as st
from pydantic import AwareDatetime, BaseModel, JsonValue

from netdash.records import is_id, new_id
from netdash.ui import tab_owner
from netdash.ui.live_area import start_all_over, typed

BY = "_by"
"""The field of a draft that says which tab kept it last."""

Value = TypeVar("Value", str, int, date, time, list[str])


class Saved(NamedTuple):
    """What a form said when it was saved last, by which command, in which run of the session, and when.

    `at` is in seconds since 1970.
    """

    fields: dict[str, JsonValue]
    command: str
    run: int
    at: float


class Memory(TypedDict):
    """What one session remembers of one form."""

    name: str
    """The draft's name: the form's own, or one beside it where another tab has begun the same form."""
    page: str
    about: str
    starts: dict[str, JsonValue]
    shown: dict[str, tuple[str, JsonValue]]
    """The label and the value of each field for words, as it was last drawn."""
    touched: bool
    kept: dict[str, JsonValue] | None
    """The draft as this form last kept or found it: no other may be dropped."""
    base: str | None
    zone: str
    token: str
    saved: Saved | None
    after: list[Callable[[], object]]
    """What was said and done after that."""
    restart: bool
    overruled: dict[str, JsonValue]
    """What to draw in which fields, whatever the browser still holds of them from an earlier session."""
    refuses: bool
    """Whether a press in the run that draws them anew was meant for something else."""


class ToldField(BaseModel):
    """What a tab was told of one field."""

    said: str
    """The mark of what the browser said of it last; empty where it said nothing."""
    shown: str
    """The mark of what it showed."""
    own: bool
    """Whether that was something else than the field starts with."""
    value: JsonValue = None
    """What stood behind the names that it showed, or in a field that nobody sees; None where the browser has it."""


class Told(BaseModel):
    """What a tab of an earlier session was told of a form, so that it can be compared with what is kept by now."""

    tab: str
    server: str
    owner: str
    draft: str
    kept: str
    """The mark of the draft; empty where nothing was kept."""
    base: AwareDatetime | None
    zone: str
    fields: dict[str, ToldField]


def opened(
    page: str, about: str, name: str, draft: dict[str, JsonValue] | None, version: str | None, zone: str
) -> Memory:
    """Return what a form remembers when it is opened: from the draft, if there is one."""
    kept = draft or {}
    return Memory(
        name=name,
        page=page,
        about=about,
        starts={},
        shown={},
        touched=draft is not None,
        kept=draft,
        base=_moment(kept.get("_base")) or version,
        zone=_text(kept.get("_zone")) or zone,
        token=_id(kept.get("_token")) or new_id(),
        saved=None,
        after=[],
        restart=False,
        overruled={},
        refuses=False,
    )


def heard_in(form: str) -> str:
    """Return the place of the tab's id for a form, which is there once the session heard the form's tab."""
    return f"_heard_{form}"


def starts_over(form: str) -> bool:
    """Tell whether a form is empty on this run because it was saved or cleared on the one before."""
    memory = cast("Memory | None", st.session_state.get(f"_form_{form}"))
    return memory is not None and memory["restart"]


def restart(memory: Memory) -> None:
    """Have a form start over on the next run."""
    memory["restart"], memory["touched"], memory["kept"], memory["token"] = True, False, None, new_id()
    memory["shown"] = {}


def arrived(memory: Memory, field: str) -> JsonValue:
    """Return the browser's latest value of a field, drawn or not; None where it sent none."""
    key = key_of(memory["page"], field, memory["about"])
    text = typed(key)
    return text if text is not None else cast("JsonValue", st.session_state.get(key))


def mark(shown: object) -> str:
    """Return a short hash that tells what fields show apart without the words."""
    return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:12]


def key_of(page: str, field: str, about: str) -> str:
    """Return the stable key of a field."""
    return f"{page}_{field}_{about}" if about else f"{page}_{field}"


def forget(names: Collection[str]) -> None:
    """Empty this session's forms whose drafts are gone, except one in which somebody is typing."""
    for place in map(str, list(st.session_state)):
        memory = cast("Memory", st.session_state[place]) if place.startswith("_form_") else None
        if memory is not None and memory["name"] in names:
            shown = memory["shown"].items()
            if all(arrived(memory, field) in (None, before) for field, (_, before) in shown):
                restart(memory)


def forget_all() -> None:
    """Forget what this session's forms hold, as all records were replaced: it must not come back as drafts."""
    start_all_over()
    for name in map(str, list(st.session_state)):
        if not name.startswith(("$$", "live_area/", "_heard_")) and name not in tab_owner.LASTING:
            del st.session_state[name]


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
    if isinstance(start, list) and isinstance(value, list):
        value = list(dict.fromkeys(item for item in value if isinstance(item, str)))
    fits = isinstance(value, type(start)) and isinstance(value, bool) == isinstance(start, bool)
    return cast("Value", value) if fits and _is_drawable(value) else start


def counted(fields: Mapping[str, JsonValue]) -> dict[str, str]:
    """Return the labels that a draft keeps of the fields in which somebody typed."""
    labels = fields.get("_counted")
    items = labels.items() if isinstance(labels, dict) else ()
    return {field: label for field, label in items if isinstance(label, str)}


def _parsed(kept: JsonValue, kind: type[date] | type[time]) -> date | time | None:
    try:
        value = kind.fromisoformat(_text(kept))
    except ValueError:
        return None
    return value.replace(tzinfo=None) if isinstance(value, time) else value


def _is_drawable(value: object) -> bool:
    """Tell whether Streamlit draws it: it counts ten years back from a day, and numbers as JavaScript does."""
    if isinstance(value, date):
        return MINYEAR + 10 < value.year < MAXYEAR - 10
    return not isinstance(value, int) or abs(value) < 2**53


def _moment(kept: JsonValue) -> str:
    try:
        return _text(kept) if datetime.fromisoformat(_text(kept)).tzinfo else ""
    except ValueError:
        return ""


def _id(kept: JsonValue) -> str:
    return kept if isinstance(kept, str) and is_id(kept) else ""


def _text(kept: JsonValue) -> str:
    return kept if isinstance(kept, str) else ""

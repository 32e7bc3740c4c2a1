"""What the session remembers of a form: what it keeps as a draft, what its fields showed, what it saved last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypedDict, cast

import streamlit as st
from pydantic import JsonValue

from netdash import date_style
from netdash.records import is_id, new_id
from netdash.ui.live_area import typed


class LastSave(NamedTuple):
    """What a form said when it was saved last, by which command, in which run of the session, and when.

    `at` is in seconds since 1970.
    """

    fields: dict[str, JsonValue]
    command: str
    run: int
    at: float


class Refusal(NamedTuple):
    """What was refused: the words for each field that it is about, and what was in these fields."""

    at: dict[str, str]
    values: dict[str, JsonValue]


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
    dates: str
    """The name of the style in which its text has dates and clocks."""
    token: str
    saved: LastSave | None
    after: list[Callable[[], object]]
    """What was said and done after that."""
    restart: bool
    overruled: dict[str, JsonValue]
    """What to draw in which fields, whatever the browser still holds of them from an earlier session."""
    refuses: bool
    """Whether a press in the run that draws them anew was meant for something else."""
    refused: list[Refusal]
    """What was wrong with what was to be saved last."""


def new_memory(
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
        dates=_text(kept.get("_dates")) or date_style.name_of(date_style.current()),
        token=_id(kept.get("_token")) or new_id(),
        saved=None,
        after=[],
        restart=False,
        overruled={},
        refuses=False,
        refused=[],
    )


def restart(memory: Memory) -> None:
    """Have a form start over on the next run."""
    memory["restart"], memory["touched"], memory["kept"], memory["token"] = True, False, None, new_id()
    memory["shown"], memory["refused"] = {}, []


def arrived(memory: Memory, field: str) -> JsonValue:
    """Return the browser's latest value of a field, drawn or not; None where it sent none."""
    key = key_of(memory["page"], field, memory["about"])
    text = typed(key)
    return text if text is not None else cast("JsonValue", st.session_state.get(key))


def refusal(memory: Memory, fields: dict[str, str]) -> Refusal:
    """Return what is refused of these fields, in these words, as they are now."""
    return Refusal(fields, {field: arrived(memory, field) for field in fields})


def refused(memory: Memory, field: str) -> str:
    """Return what is wrong with a field, until that or another field that it is about changes; empty for nothing."""
    about = (one for one in memory["refused"] if field in one.at)
    standing = (one for one in about if all(arrived(memory, name) == value for name, value in one.values.items()))
    return next((one.at[field] for one in standing), "")


def is_typed_in(memory: Memory) -> bool:
    """Tell whether words reached the server since the form was last drawn."""
    return any(arrived(memory, field) not in (None, before) for field, (_, before) in memory["shown"].items())


def _moment(kept: JsonValue) -> str:
    try:
        return _text(kept) if datetime.fromisoformat(_text(kept)).tzinfo else ""
    except ValueError:
        return ""


def _id(kept: JsonValue) -> str:
    return kept if isinstance(kept, str) and is_id(kept) else ""


def _text(kept: JsonValue) -> str:
    return kept if isinstance(kept, str) else ""


def key_of(page: str, field: str, about: str) -> str:
    """Return the stable key of a field."""
    return f"{page}_{field}_{about}" if about else f"{page}_{field}"

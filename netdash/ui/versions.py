"""The two versions of a record that two tabs changed, side by side."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from netdash.errors import ConflictError
from netdash.records import Pitch, Record
from netdash.ui.markdown import escaped

UNTYPED = ("updated_at", "created_at", "sample")
"""The fields of a record that nobody types, so that a conflict does not show them."""


def show(error: ConflictError, name: Callable[[str], str]) -> None:
    """Draw the fields in which the versions differ; `name` gives the words for an id in them."""
    mine, theirs = _fields(error.mine), _fields(error.theirs)
    differing = [one for one in mine if one not in UNTYPED and mine[one] != theirs.get(one)]
    rows = [
        {
            "": field.replace("_", " ").capitalize(),
            "Yours": escaped(_plain(mine[field], name)),
            "Stored": escaped(_plain(theirs.get(field), name)),
        }
        for field in differing
    ]
    st.table(rows, hide_index=True, alt="Your version beside the stored one, field by field")


def _fields(record: Record) -> dict[str, object]:
    """Return a record field by field; a pitch by what it says now instead of all its versions."""
    fields: dict[str, object] = record.model_dump(mode="json")
    if isinstance(record, Pitch):
        del fields["revisions"]
        fields |= record.wording.model_dump(include={"past", "interests", "outcome"})
    return fields


def _plain(value: object, name: Callable[[str], str]) -> str:
    if isinstance(value, dict):
        return ": ".join(filter(None, (_plain(inner, name) for inner in value.values())))
    if isinstance(value, list):
        return "\n".join(_plain(inner, name) for inner in value)
    return "" if value is None else name(str(value))

"""The boxes for what a message leaves open: what is typed there is in the message at once, and kept with its draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from netdash.outreach import merge_fields
from netdash.records import Contact
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped


def draw(form: Form, place: DeltaGenerator, text: str, values: Mapping[str, str], person: Contact) -> dict[str, str]:
    """Draw a box for each field of a text that has no value; return what is typed, by the names of the fields."""
    names = {merge_fields.name_of(field): field for field in merge_fields.unfilled(text)}
    blank = [name for name in names if name not in values]
    if not blank:
        return {}
    with place, st.container(border=True, gap="small"):
        heading = st.empty()
        typed = _draw_boxes(form, blank, person)
        unknown = [field for name, field in names.items() if name in blank and name not in typed]
        if unknown:
            st.caption(f"In the message itself: {escaped(', '.join(unknown))}")
        is_open = bool(unknown) or not all(typed.values())
        mark, words = (":orange[:material/edit:]", "Still to fill in") if is_open else (":material/check:", "Filled in")
        heading.markdown(f"{mark} **{words}**")
    return {name: value for name, value in typed.items() if value}


def _draw_boxes(form: Form, blank: Sequence[str], person: Contact) -> dict[str, str]:
    """Draw the boxes of the fields that netdash knows, one for both of the member's names; return what is in them."""
    typed, own = {}, merge_fields.own_names("")
    for field in (field for field in merge_fields.fields() if field.name in blank and field.name not in own):
        label, _, example = field.words.partition(", such as ")
        start = person.how_met if field.name == "how_we_connect" else ""
        label = f"{label[0].upper()}{label[1:]}"
        form.stands_for(field.name, f"fill_{field.name}")
        typed[field.name] = form.line(label, f"fill_{field.name}", start, placeholder=example.strip("“”")).strip()
    if not own.keys().isdisjoint(blank):
        form.stands_for("my_first_name", "my_name")
        name = form.line("Your name, for this and later messages", "my_name").strip()
        typed |= merge_fields.own_names(name)
    return typed

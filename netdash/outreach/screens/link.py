"""The way to writing to somebody: the outreach page, with the person and the purpose in hand."""

from __future__ import annotations

import streamlit as st

from netdash.people.call_names import call_name
from netdash.records import Contact
from netdash.ui.markdown import escaped


def write_to(person: Contact, purpose: str, key: str) -> None:
    """Draw the button that opens outreach for this person; an empty purpose leaves the choice."""
    label = f"Write to {escaped(call_name(person))}"
    if st.button(label, key=key, icon=":material/edit:", type="tertiary"):
        asked = {"contact": person.id, **({"purpose": purpose} if purpose else {})}
        st.switch_page("outreach.py", query_params=asked)

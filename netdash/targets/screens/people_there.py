"""The contacts at a company, each in a row."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from netdash.outreach.screens import compose
from netdash.people import contacts
from netdash.people.screens.directory import directory
from netdash.records import Contact
from netdash.targets.targets import CONTACT_WORDS, Coverage
from netdash.ui import lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit
from netdash.ui.undo import carry_out


def draw(visit: Visit, people: Sequence[str], coverage: Coverage, key: str) -> None:
    """Draw contacts at a company, each with the way to write to them; `key` is that of their page."""
    for contact in lists.paged(people, key):
        _draw_person(visit, contact, coverage)


def _draw_person(visit: Visit, id: str, coverage: Coverage) -> None:
    person = directory(visit).present[id]
    with st.container(horizontal=True, vertical_alignment="center", key=f"target_plan_person_{id}"):
        label = " · ".join(escaped(part) for part in (directory(visit).name(id), person.position) if part)
        st.page_link("people.py", label=label, icon=":material/person:", query_params={"contact": id})
        if id in coverage.not_met:
            st.markdown(":gray-badge[not met yet]", width="content")
        purpose = "first_message" if id in coverage.not_met else ""
        compose.write_to(person, purpose, f"target_plan_write_{id}", "target_plan")
        _draw_suggestion(visit, person)


def _draw_suggestion(visit: Visit, person: Contact) -> None:
    """Offer to set the side that somebody's job title suggests."""
    side = contacts.suggested_side(person)
    if side and st.button(f"Count as {CONTACT_WORDS[side]}", key=f"target_plan_side_{person.id}", type="tertiary"):
        save = lambda: visit.workspace.save_once(person.replace(stakeholder=side))  # noqa: E731
        carry_out(visit.workspace, save, f"{person.name} counts as {CONTACT_WORDS[side]}.")

"""Who is who and when one last talked, for every page that shows people."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from netdash import rules
from netdash.errors import GoneError
from netdash.people import contacts
from netdash.people.contacts import Directory
from netdash.records import Contact, Meeting, MeetingState, Trashed
from netdash.text_search import folded
from netdash.ui import flash
from netdash.ui.session import Visit


def directory(visit: Visit) -> Directory:
    """Return everybody in the workspace, remembered until a contact changes."""
    kept_for = rules.shipped().trash.kept_for
    return visit.remember(
        lambda: contacts.directory(visit.workspace, visit.now, kept_for), "directory", Contact, Trashed
    )


def folded_names(visit: Visit) -> tuple[str, ...]:
    """Return everybody's name as it is looked for in a text, remembered until a contact changes."""

    def build() -> tuple[str, ...]:
        return tuple(folded(contact.name) for contact in visit.workspace.all(Contact))

    return visit.remember(build, "folded_names", Contact)


def contact_in_address(visit: Visit) -> str:
    """Return the id of the contact that a link brings to a form; where they are gone, say so and return nothing."""
    contact = st.query_params.get("contact", "")
    if not contact or directory(visit).find(contact) is not None:
        return contact
    flash.show_error(GoneError(Contact.noun))
    st.query_params.clear()
    return ""


def last_held_or_planned(visit: Visit) -> Mapping[str, Meeting]:
    """Return the last conversation held or planned with each person, by contact, remembered until one changes."""
    states = (MeetingState.HELD, MeetingState.PLANNED)
    find = lambda: contacts.last_meetings(visit.workspace.all(Meeting), *states)  # noqa: E731
    return visit.remember(find, "last_held_or_planned", Meeting)

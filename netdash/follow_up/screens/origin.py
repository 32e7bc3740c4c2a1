"""Where a message or thank-you was opened from, so that the desk at which it is written leads back there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from netdash.people.screens.directory import directory
from netdash.ui import deep_link, lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


@dataclass(frozen=True)
class Origin:
    """A page with what its link is called, and the query that opens the right thing there."""

    script: str
    label: str
    query: Mapping[str, str] = field(default_factory=dict)

    def draw(self, key: str) -> None:
        """Draw the way back."""
        lists.back(self.label, self.script, key, self.query)

    def open(self) -> None:
        """Open the page."""
        st.switch_page(self.script, query_params=dict(self.query))


ALL_MESSAGES = Origin("outreach.py", "All messages")
TRACKER = Origin("follow_up_tracker.py", "All follow-ups")
QUEUES = {"today": Origin("today.py", "Today"), "follow_up_tracker": TRACKER}


def origin_of(visit: Visit, contact: str, default: Origin) -> Origin:
    """Return the page that the address says one came from: with the queue, or that of the contact; else the default."""
    page = st.query_params.get(deep_link.FROM, "")
    if page == "people" and contact in directory(visit).present:
        return Origin("people.py", escaped(directory(visit).name(contact)), {"contact": contact})
    return QUEUES.get(page, default)


def came_from() -> dict[str, str]:
    """Return the query parameter that has another desk lead back to where this one does."""
    page = st.query_params.get(deep_link.FROM, "")
    return {deep_link.FROM: page} if page else {}

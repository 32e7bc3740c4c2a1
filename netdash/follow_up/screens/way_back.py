"""Where a message, a thank-you or a conversation was opened from, so that its page leads back there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from netdash.people.screens.directory import directory
from netdash.records import Meeting, Target
from netdash.targets import targets
from netdash.ui import deep_link, lists
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit


@dataclass(frozen=True)
class WayBack:
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


ALL_MESSAGES = WayBack("outreach.py", "All messages")
ALL_CONVERSATIONS = WayBack("meeting_log.py", "All conversations")
TRACKER = WayBack("follow_up_tracker.py", "All follow-ups")
QUEUES = {"today": WayBack("today.py", "Today"), "follow_up_tracker": TRACKER}


def way_back_of(visit: Visit, contact: str, default: WayBack) -> WayBack:
    """Return the page that the address says one came from: the queue, the contact's, a target's; else the default."""
    page, _, target_id = st.query_params.get(deep_link.FROM, "").partition(".")
    if page == "people" and contact in directory(visit).present:
        return WayBack("people.py", escaped(directory(visit).name(contact)), {"contact": contact})
    if page == "target_plan" and (target := visit.workspace.get(Target, target_id)) is not None:
        return WayBack("target_plan.py", escaped(targets.label(target)), {"target": target.id})
    return QUEUES.get(page, default)


def conversation(id: str) -> WayBack:
    """Return the page of one conversation."""
    return WayBack("meeting_log.py", "The conversation", {"meeting": id})


def way_back_of_meeting(visit: Visit, meeting: Meeting, default: WayBack) -> WayBack:
    """Return where a conversation's page leads back to; which contact's it was opened on is not said, of several."""
    return way_back_of(visit, meeting.contacts[0] if len(meeting.contacts) == 1 else "", default)


def leading_back(page: str) -> dict[str, str]:
    """Return the query parameter that has what is opened on a page lead back there, to the target that it shows too."""
    target = st.query_params.get("target", "") if page == "target_plan" else ""
    return {deep_link.FROM: f"{page}.{target}" if target else page}


def came_from() -> dict[str, str]:
    """Return the query parameter that has another desk lead back to where this one does."""
    page = st.query_params.get(deep_link.FROM, "")
    return {deep_link.FROM: page} if page else {}

"""What a member sees once, before anything else: who they are, where they live, and what the coach can see."""

from __future__ import annotations

import streamlit as st

from netdash.records import PROFILE_ID, Profile
from netdash.ui import profile_form
from netdash.ui.session import Visit

WHAT_THE_COACH_SEES = (
    "**Nothing so far.** This version of netdash has no page for coaches, and shows your workspace to nobody but you.",
    "**Later, counts and what you submit:** how many messages, meetings, thank-yous and introductions, and what you "
    "send in for review. Never your notes, your messages or the names of your contacts.",
    "**Whoever runs this server** keeps your workspace on its disk, unencrypted, and can make copies of it. "
    "You can take yours along, or erase everything, on the Workspace page.",
)


def is_new(visit: Visit) -> bool:
    """Tell whether somebody signed in who has not said who they are."""
    return visit.member is not None and visit.workspace.get(Profile, PROFILE_ID) is None


def show(visit: Visit) -> None:
    """Ask for name and time zone, and say what the coach can see."""
    st.title("Welcome")
    st.caption("Two things first. You can change both on the Workspace page.")
    name = st.user.get("name")
    suggested = name.strip()[:80] if isinstance(name, str) else ""
    profile_form.show(visit, "welcome", suggested=suggested, button="Start", said="Welcome to your workspace.")
    st.subheader("What your coach can see")
    st.markdown("\n".join(f"- {line}" for line in WHAT_THE_COACH_SEES))

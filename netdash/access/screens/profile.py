"""The member's name and time zone; a newcomer gives them first, and reads what the coach can see."""

from __future__ import annotations

import streamlit as st

from netdash.moments import zone_words
from netdash.records import PROFILE_ID, Profile
from netdash.ui.forms import Form
from netdash.ui.session import Visit

WHAT_THE_COACH_SEES = (
    "**On the coach’s page: that you may come in.** It shows the addresses on this server’s list; not whether, when or "
    "how you use it.",
    "**On that page nothing of your workspace:** not your notes, messages, contacts or pitches, and no counts of them. "
    "Should a later version share anything, you will see what, and can turn it off.",
    "**Whoever runs this server**, often your coach or their organisation, can read and copy what is saved on it, as "
    "with any website. You can take yours along, or erase everything, on the Workspace page.",
)


def show(
    visit: Visit,
    page: str = "workspace",
    *,
    suggested: str = "",
    button: str = "Save",
    message: str = "Saved your name and time zone.",
) -> None:
    """Draw the two fields and save them; `suggested` is the name to start with where none is saved."""
    form = Form(visit, page, visit.profile, about="")
    name = form.line("Your name", "name", visit.profile.name or suggested, help="Signs your thank-you notes")
    saved_zone, browser = visit.profile.zone, visit.browser_zone or "it does not say"
    labels = {"": f"As my browser says ({browser})", **({saved_zone: saved_zone} if saved_zone else {})}
    zone = form.choice("Time zone", "zone", labels | zone_words(), saved_zone)
    form.keep()
    if st.button(button, key=f"{page}_save", type="primary"):
        with form.submitting() as submission:
            visit.workspace.save(form.made(Profile, {"name": name, "zone": zone}))
            submission.say(message)


def is_new(visit: Visit) -> bool:
    """Tell whether a member who signed in has no profile yet."""
    return visit.member is not None and visit.workspace.get(Profile, PROFILE_ID) is None


def show_welcome(visit: Visit) -> None:
    """Ask for name and time zone, and say what the coach can see."""
    st.title("Welcome")
    st.subheader("What your coach can see")
    st.markdown("\n".join(f"- {line}" for line in WHAT_THE_COACH_SEES))
    st.subheader("Who you are")
    st.caption("Two things first. You can change both on the Workspace page.")
    name = st.user.get("name")
    suggested = name.strip()[:80] if isinstance(name, str) else ""
    show(visit, "welcome", suggested=suggested, button="Start", message="Welcome to your workspace.")

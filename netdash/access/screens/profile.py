"""The member's name and time zone."""

from __future__ import annotations

import streamlit as st

from netdash.moments import zone_words
from netdash.records import Profile
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit


def show(
    visit: Visit,
    page: str = "workspace",
    *,
    suggested: str = "",
    button: str = "Save",
    said: str = "Saved your name and time zone.",
) -> None:
    """Draw the two fields and save them; `suggested` is the name where none is saved."""
    form = Form(visit, page, visit.profile, about="")
    name = form.line("Your name", "name", visit.profile.name or suggested, help="Signs your thank-you notes")
    chosen, browser = visit.profile.zone, visit.browser_zone or "it does not say"
    words = {"": f"As my browser says ({browser})", **({chosen: chosen} if chosen else {})}
    zone = form.choice("Time zone", "zone", words | zone_words(), chosen)
    form.keep()
    if st.button(button, key=f"{page}_save", type="primary"):
        with form.submitting():
            visit.workspace.save(form.made(Profile, {"name": name, "zone": zone}))
            flash.say(said)

"""The member's name and time zone."""

from __future__ import annotations

import streamlit as st

from netdash.errors import ConflictError
from netdash.moments import zone_words
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
        with flash.errors_shown():
            _save(visit, form, name, zone, said)


def _save(visit: Visit, form: Form, name: str, zone: str, said: str) -> None:
    changed = visit.profile.replace(name=name, zone=zone, updated_at=form.base)
    try:
        with form.saving():
            visit.workspace.save(changed)
    except ConflictError as error:
        flash.show_conflict(error, form.settling(), form.key("conflict"))
        return
    flash.say(said)
    st.rerun()

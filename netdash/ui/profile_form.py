"""The member's name and time zone."""

from __future__ import annotations

import streamlit as st

from netdash import profile
from netdash.moments import zone_names
from netdash.ui import flash
from netdash.ui.forms import Form
from netdash.ui.session import Visit


def show(visit: Visit) -> None:
    """Draw the two fields and save them."""
    form = Form(visit, "workspace", about="")
    key = form.field("name", visit.profile.name)
    name = st.text_input("Your name", form.now(key), key=key, live=True, help="Signs your thank-you notes")
    chosen = visit.profile.zone
    zones = ["", *dict.fromkeys((*([chosen] if chosen else []), *zone_names()))]
    key = form.field("zone", chosen)
    zone = st.selectbox(
        "Time zone",
        zones,
        form.place(key, zones),
        format_func=lambda zone: zone or f"As my browser says ({visit.browser_zone or 'it does not say'})",
        key=key,
    )
    form.keep()
    if st.button("Save", key="workspace_save", type="primary"):
        with flash.errors_shown(form.settle_conflict):
            changed = profile.of(visit.workspace).replace(name=name or "", zone=zone)
            with form.saving():
                visit.workspace.save(changed)
            flash.say("Saved your name and time zone.")
            st.rerun()

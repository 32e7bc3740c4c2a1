"""Which pitch was used in a conversation: asked in its form, shown on its page."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.pitch import pitches
from netdash.records import Meeting, Pitch
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

USED, NOT_USED = "Which pitch did you use?", "None, or not noted"


def choose(visit: Visit, form: Form, meeting: Meeting | None, label: str = USED, none: str = NOT_USED) -> str | None:
    """Ask which pitch was used, or will be, where there are pitches; return its id."""
    start = (meeting.pitch if meeting else None) or ""
    mine = pitches.in_order(visit.workspace.all(Pitch))
    if not mine and not start and not form.holds("pitch"):
        return None
    filled = form.filled("pitch", start)
    # What was deleted since stays chosen, under its name.
    ids = dict.fromkeys(("", *(one.id for one in mine), start, filled))
    return form.choice(label, "pitch", {id: named(visit, id) if id else none for id in ids}, start) or None


def show(visit: Visit, meeting: Meeting) -> None:
    """Name the pitch that was used, with the way to it."""
    if meeting.pitch is None:
        return
    st.subheader("Your pitch")
    name, icon = escaped(named(visit, meeting.pitch)), ":material/record_voice_over:"
    if visit.workspace.get(Pitch, meeting.pitch) is None:
        st.caption(f"{icon} {name}")
    else:
        st.page_link("pitch_builder.py", label=name, icon=icon, query_params={"pitch": meeting.pitch})


def named(visit: Visit, id: str) -> str:
    """Name a pitch, marked where it was deleted."""
    return pitches.label_of(visit.workspace, id, visit.now, rules.shipped().trash.kept_for)

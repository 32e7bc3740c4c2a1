"""The pitch used in a conversation: chosen in its form, shown on its page."""

from __future__ import annotations

import streamlit as st

from netdash import rules
from netdash.pitch import pitches
from netdash.records import Meeting, Pitch
from netdash.ui import layout
from netdash.ui.forms import Form
from netdash.ui.markdown import escaped
from netdash.ui.session import Visit

QUESTION, NONE = "Which pitch did you use?", "None, or not noted"


def pick(visit: Visit, form: Form, meeting: Meeting | None, label: str = QUESTION, none: str = NONE) -> str | None:
    """Draw the choice of the pitch for a conversation, where there are pitches; return its id."""
    start = (meeting.pitch if meeting else None) or ""
    all_pitches = pitches.in_order(visit.workspace.all(Pitch))
    if not all_pitches and not start and not form.holds("pitch"):
        return None
    _key, draft = form.filled("pitch", start)
    # A pitch deleted since stays chosen, under its name.
    ids = dict.fromkeys(("", *(pitch.id for pitch in all_pitches), start, draft))
    return form.choice(label, "pitch", {id: pitch_label(visit, id) if id else none for id in ids}, start) or None


def show(visit: Visit, meeting: Meeting) -> None:
    """Draw the pitch that was used, with a link to it."""
    if meeting.pitch is None:
        return
    name, icon = escaped(pitch_label(visit, meeting.pitch)), ":material/record_voice_over:"
    with layout.card("Your pitch"):
        if visit.workspace.get(Pitch, meeting.pitch) is None:
            st.caption(f"{icon} {name}")
        else:
            st.page_link("pitch_builder.py", label=name, icon=icon, query_params={"pitch": meeting.pitch})


def pitch_label(visit: Visit, id: str) -> str:
    """Name a pitch; a deleted one is marked."""
    return pitches.label_of(visit.workspace, id, visit.now, rules.shipped().trash.kept_for)

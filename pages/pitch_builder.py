"""The pitch builder: write a pitch in three parts, see how long it takes, keep a version for each audience."""

import streamlit as st

from netdash import rules
from netdash.pitch import pitches
from netdash.pitch.screens import form, preview, versions
from netdash.ui import session
from netdash.ui.markdown import escaped

visit = session.visit()
st.title("Pitch builder")
pitch = form.choose(visit)
if pitch is None:
    rule = rules.of(visit.workspace).pitch
    st.markdown(
        f"A pitch says who you are in {rule.shortest_seconds} to {rule.longest_seconds} seconds: where you come from, "
        "where you want to go, and why to hire you. "
        "Write a sentence or two for each part, as you would say it; **Ideas** has questions and an example."
    )

left, right = st.columns([1.25, 1], gap="medium")
with left:
    pitch_form = form.PitchForm(visit, pitch)
    form.draw_save(visit, pitch_form, pitch)
with right:
    preview.show(visit, pitch_form, pitch)

if pitches.full_text(pitch_form.wording):
    versions.show_cuts(visit, pitch_form.wording)
if pitch is not None:
    versions.show_history(visit, pitch_form, pitch)
    versions.show_delete(visit, pitch)
st.caption(f"Source: {escaped(rules.of(visit.workspace).pitch.source)}.")

"""The pitch builder: write a pitch in three parts, see how long it takes, keep a version for each audience."""

import streamlit as st

from netdash import pitches, rules
from netdash.ui import pitch_choice, pitch_form, pitch_preview, pitch_versions, session
from netdash.ui.words import escaped

visit = session.visit()
st.title("Pitch builder")
pitch = pitch_choice.choose(visit)
if pitch is None:
    st.markdown(
        "A pitch says who you are in 30 to 60 seconds: where you come from, where you want to go, and why to hire you. "
        "Write a sentence or two for each part, as you would say it; **Ideas** has questions and an example."
    )

writing, seeing = st.columns([1.25, 1], gap="medium")
with writing:
    drawn = pitch_form.PitchForm(visit, pitch)
    pitch_form.draw_save(visit, drawn, pitch)
with seeing:
    pitch_preview.show(visit, drawn, pitch)

if pitches.joined(drawn.wording):
    pitch_versions.show_cuts(visit, drawn.wording)
if pitch is not None:
    pitch_versions.show_history(visit, drawn, pitch)
    pitch_versions.show_delete(visit, pitch)
st.caption(f"Source: {escaped(rules.of(visit.workspace).pitch.source)}.")

"""The pitch builder: write a pitch in three parts, see how long it takes, keep a version for each audience."""

import streamlit as st

from netdash import rules
from netdash.pitch import pitches
from netdash.pitch.screens import form, preview, versions
from netdash.ui import layout, session
from netdash.ui.markdown import escaped

visit = session.visit()
rule = rules.of(visit.workspace).pitch
note = f"Say who you are in {rule.shortest_seconds} to {rule.longest_seconds} seconds."
pitch = form.choose(visit, layout.title("Pitch builder", note))
left, right = st.columns([3, 2], gap="medium")
with left:
    pitch_form = form.PitchForm(visit, pitch)
    form.draw_save(visit, pitch_form, pitch)
    if pitch is not None:
        form.draw_base(visit, pitch)
with right:
    preview.show(visit, pitch_form, pitch)

if pitches.full_text(pitch_form.wording):
    versions.show_cuts(visit, pitch_form.wording)
if pitch is not None:
    versions.show_history(visit, pitch_form, pitch)
    versions.show_delete(visit, pitch)
st.caption(f"Source: {escaped(rule.source)}.", width=layout.CAPTION_WIDTH)

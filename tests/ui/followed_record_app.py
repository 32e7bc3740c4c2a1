"""A page whose live area starts from a record that somebody else may change, for the tests."""

import streamlit as st

from netdash.ui.live_area import live_area, set_text

stored = st.session_state.setdefault("stored", ["first"])
if st.button("Start over"):
    set_text("notes", None)
if st.toggle("Open", value=True):
    st.text(live_area("Notes", "notes", value=stored[0]))

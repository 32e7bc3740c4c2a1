"""A page of nasty words, for the tests: as text, as a caption, as a label, and in a list in bold."""

import streamlit as st

from netdash.ui.markdown import escaped
from tests.ui.test_markdown import NASTY

for number, nasty in enumerate(NASTY):
    with st.container(key=f"words_{number}"):
        words = escaped(f"x{nasty}y {nasty}z")
        st.markdown(words)
        st.caption(words)
        st.checkbox(words, key=f"tick_{number}")
        st.markdown(f"- **{words}**")
st.text("The end")

"""The rules: the numbers behind clocks, nudges and checks, each with its source, for the member to change."""

import streamlit as st

from netdash.rules.screens import rules
from netdash.ui import session

visit = session.visit()
st.title("Rules")
st.markdown(
    "netdash goes by these numbers when it says what is due, late or too long. They come from career coaches; "
    "where your way differs, change them here."
)
rules.show(visit)

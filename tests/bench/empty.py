"""The app that pages are measured against: a title, and the settings of .streamlit/config.toml."""

import streamlit as st

st.title("Empty")

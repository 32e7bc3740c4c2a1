"""The server: the dashboard in pages/, a health route, and the front door before both."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from netdash.ui import server

app = st.App(
    # Inside the folder, so that Streamlit never takes pages/ for its old multipage mode.
    Path(__file__).resolve().parent / "pages" / "navigation.py",
    routes=server.ROUTES,
    middleware=server.MIDDLEWARE,
)

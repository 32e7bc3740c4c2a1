"""The server: the dashboard in pages/, a health route, and the front door before both."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp

from netdash.access.screens import server

# Inside the folder, so that Streamlit never takes pages/ for its old multipage mode.
MAIN = Path(__file__).resolve().parent / "pages" / "navigation.py"

# `streamlit run` finds the server by the words "app = st.App", without running them.
app: ASGIApp = st.App(MAIN, routes=server.ROUTES, middleware=server.MIDDLEWARE)
# Around it and no part of it: Streamlit reads the secrets while it puts its parts together.
app = server.SettingsErrorPage(app)

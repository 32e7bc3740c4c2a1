"""The server: the dashboard in pages/, a health route, and the front door before both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.types import ASGIApp

from netdash.access.screens import server

# Inside the folder, so that Streamlit never takes pages/ for its old multipage mode.
MAIN = Path(__file__).resolve().parent / "pages" / "navigation.py"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Import what the first page shows while its browser loads Streamlit's own scripts, and not when it asks for it."""
    Thread(target=_import_first_page, daemon=True).start()
    yield


def _import_first_page() -> None:
    from netdash.meetings.screens import log  # noqa: F401
    from netdash.today.screens import today, welcome  # noqa: F401


# `streamlit run` finds the server by the words "app = st.App", without running them.
app: ASGIApp = st.App(MAIN, routes=server.ROUTES, middleware=server.MIDDLEWARE, lifespan=lifespan)
# Around it and no part of it: Streamlit reads the secrets while it puts its parts together.
app = server.SettingsErrorPage(app)

"""The server: the dashboard in pages/, routes for health and calendars, and the front door before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from netdash.access.screens import server
from netdash.ui import recovery

# Inside the folder, so that Streamlit never takes pages/ for its old multipage mode.
MAIN = Path(__file__).resolve().parent / "pages" / "navigation.py"


def import_first_page() -> None:
    """Import what the first page needs; Streamlit uses numpy and PIL for the picture in the browser's tab."""
    import babel.dates  # noqa: F401
    import numpy  # noqa: F401
    import PIL.Image  # noqa: F401

    from netdash.meetings.screens import log  # noqa: F401
    from netdash.today.screens import today  # noqa: F401


def calendar(request: Request) -> Response:
    """Answer with the calendar that others subscribe to."""
    from netdash.follow_up.screens import calendar_route  # a quarter of a second, for which no page need wait

    return calendar_route.answer(request)


@asynccontextmanager
async def ready_early(_app: st.App) -> AsyncIterator[None]:
    """Have the first page imported while the browser still loads Streamlit's own half."""
    Thread(target=import_first_page, daemon=True).start()
    yield


# `streamlit run` finds the server by the words "app = st.App", without running them.
app: ASGIApp = st.App(
    MAIN,
    routes=(*server.ROUTES, Route("/calendar/{secret}.ics", calendar)),
    middleware=server.MIDDLEWARE,
    lifespan=ready_early,
    on_script_error=recovery.show_unexpected,
)
# Around it and no part of it: Streamlit reads the secrets while it puts its parts together.
app = server.AnswersAtOnce(server.SettingsErrorPage(app))

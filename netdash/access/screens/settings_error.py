"""What stands in place of every page while the settings are wrong: some slips keep Streamlit from drawing any."""

from __future__ import annotations

import html

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from netdash.errors import SettingsError
from netdash.ui import identity
from netdash.ui.cache import Standing

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>netdash</title></head>
<body><main><h1>netdash is not set up right</h1><p>{}</p></main></body>
</html>
"""

_NOT_PAGES = frozenset({"_stcore", "component", "media", "static", "health"})


class OutOfOrder:
    """ASGI application around another: answers for its pages with the sentence, before Streamlit meets the slip.

    It lives as long as the server, and so remembers the settings also where Streamlit's caches were emptied.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._standing = Standing()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on where nothing is wrong, and where it asks for no page."""
        wrong = self._wrong() if scope["type"] == "http" and asks_for_page(scope) else None
        await (_response(wrong) if wrong else self._app)(scope, receive, send)

    def _wrong(self) -> str | None:
        try:
            self._standing.checked(identity.deployment())
        except SettingsError as error:
            return error.sentence
        return None


def asks_for_page(scope: Scope) -> bool:
    """Tell whether a request is for one of the pages, or for signing in."""
    return bool(scope["method"] == "GET" and _NOT_PAGES.isdisjoint(scope["path"].split("/")))


def _response(sentence: str) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(html.escape(sentence)), 503, {"Cache-Control": "no-store"})

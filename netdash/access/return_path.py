"""Going back to the wanted page after signing in, which Streamlit always ends at the first one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

RETURN_COOKIE = "netdash_return"
FAILED_COOKIE = "netdash_sign_in_failed"
_SIGNED_IN = "_streamlit_user="
"""How the cookie begins that Streamlit sets for who signed in, and no other answer of the callback."""
_SECONDS = 600
"""As long as somebody may take at the provider."""
_TOLD_SECONDS = 60
"""As long as the page may take to be drawn; after a reload later on nothing is said any more."""

_LOGIN, _CALLBACK = "/auth/login", "/oauth2callback"
# A page of ours by its own name, and nothing that a browser could take for another site.
_PAGE = re.compile(r"/[a-z_]{0,40}(?:\?[!-\[\]-~]{0,1500})?", re.ASCII)
_CLOUD = "/~/+"
"""The folder under which Community Cloud frames an app; the address bar does not show it."""


def just_failed(cookies: Mapping[str, str]) -> bool:
    """Tell whether signing in failed a moment ago in this browser: Streamlit then comes back without a word."""
    return cookies.get(FAILED_COOKIE) == "1"


class ReturnPath:
    """ASGI middleware: remembers the page that signing in started from, and goes back there after it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, with the redirects of signing in completed."""
        if scope["type"] == "http" and scope["path"].endswith(_LOGIN):
            send = _redirects(send, lambda headers: _remember(scope, headers))
        elif scope["type"] == "http" and scope["path"].endswith(_CALLBACK):
            send = _redirects(send, lambda headers: _go_back(scope, headers))
        await self._app(scope, receive, send)


def page_of(referer: str, base: str) -> str | None:
    """Return the page and query of an address, below the folder that the app is served from; None if it is no page."""
    try:
        parts = urlsplit(referer)
    except ValueError:
        return None
    path = parts.path.removeprefix(_CLOUD) or "/"
    if not path.startswith(f"{base}/") and path != base:
        return None
    page = (path.removeprefix(base) or "/") + (f"?{parts.query}" if parts.query else "")
    return page if _PAGE.fullmatch(page) else None


def _redirects(send: Send, complete: Callable[[MutableHeaders], None]) -> Send:
    async def completing(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 302:
            complete(MutableHeaders(scope=message))
        await send(message)

    return completing


def _remember(scope: Scope, headers: MutableHeaders) -> None:
    base = scope["path"].removesuffix(_LOGIN)
    page = page_of(Headers(scope=scope).get("referer", ""), base)
    if page is not None and page != "/":
        headers.append("Set-Cookie", _cookie(base, quote(page, safe=""), _SECONDS))
    elif RETURN_COOKIE in HTTPConnection(scope).cookies:  # of a sign-in that was never finished, maybe another person's
        headers.append("Set-Cookie", _cookie(base, "", 0))


def _go_back(scope: Scope, headers: MutableHeaders) -> None:
    base, cookies = scope["path"].removesuffix(_CALLBACK), HTTPConnection(scope).cookies
    # A provider comes here after signing out too, with neither.
    answered = not {"code", "error"}.isdisjoint(QueryParams(scope.get("query_string", b"")))
    if answered and not any(map(_signs_in, headers.getlist("set-cookie"))):
        headers.append("Set-Cookie", _cookie(base, "1", _TOLD_SECONDS, FAILED_COOKIE))
    if RETURN_COOKIE not in cookies:
        return
    headers.append("Set-Cookie", _cookie(base, "", 0))
    page = _remembered_page(cookies)
    # Only where Streamlit goes home; a redirect to a provider stays what it is.
    if page is not None and headers.get("location", "").rstrip("/") == base:
        headers["location"] = base + page


def _signs_in(cookie: str) -> bool:
    return cookie.startswith(_SIGNED_IN) and "max-age=0" not in cookie.lower()


def _remembered_page(cookies: Mapping[str, str]) -> str | None:
    page = unquote(cookies[RETURN_COOKIE])
    return page if _PAGE.fullmatch(page) else None


def _cookie(base: str, value: str, seconds: int, name: str = RETURN_COOKIE) -> str:
    return f"{name}={value}; Path={base or '/'}; Max-Age={seconds}; HttpOnly; SameSite=Lax"

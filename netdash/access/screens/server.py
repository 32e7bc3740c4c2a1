"""The server around the pages: a health route, the visitor's cookie, headers of responses, no delay, wrong settings.

A page may load from this server and talk to it, and to nobody else. While the settings are wrong, a sentence replaces
every page, as some mistakes keep Streamlit from drawing any.
"""

from __future__ import annotations

import html
import re
import secrets
import socket
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from netdash.access.policy import VISITOR_BYTES, VISITOR_COOKIE, is_loopback_peer, visitor_id
from netdash.access.protobuf_fields import field_numbers
from netdash.access.return_path import ReturnPath
from netdash.errors import SettingsError
from netdash.ui import identity
from netdash.ui.cache import SettingsInForce
from netdash.ui.request_guard import RequestGuard

_COOKIE_SECONDS = 30 * 24 * 60 * 60

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>netdash</title></head>
<body><main><h1>netdash is not set up right</h1><p>{}</p></main></body>
</html>
"""

_NOT_PAGES = frozenset({"_stcore", "component", "media", "static", "health"})

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_SOURCES = {
    "default-src": "'self'",
    # Streamlit loads the scripts of components from a blob, and its decoder of messages uses WebAssembly. Neither can
    # run text that found its way into a page, as 'unsafe-inline' and 'unsafe-eval' could.
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    # Streamlit writes its styles into the page as it draws, and Plotly into each chart.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    # No other site may frame the app and trick the owner into clicking in it. Community Cloud frames it from the same
    # origin (the app is at /~/+/ under its own address).
    "frame-ancestors": "'self'",
}


@cache
def content_policy() -> str:
    """Return the Content-Security-Policy, which allows the inline scripts of Streamlit's own page by their hashes."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in _INLINE_SCRIPT.findall(page)]
    scripts = " ".join([_SOURCES["script-src"], *(f"'sha256-{value}'" for value in hashes)])
    return "; ".join(f"{directive} {sources}" for directive, sources in {**_SOURCES, "script-src": scripts}.items())


_RESPONSE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": content_policy(),
}


class FrontDoor:
    """ASGI middleware that gives every browser its cookie and every response its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, with a foreign peer marked and the response's headers completed."""
        if scope["type"] in {"http", "websocket"}:
            scope = _mark_foreign_peer(scope)
        if scope["type"] == "http":
            send = _with_headers(scope, send)
        elif scope["type"] == "websocket":
            receive = _without_clearing_caches(receive)
        await self._app(scope, receive, send)


def _mark_foreign_peer(scope: Scope) -> Scope:
    """Add a Forwarded header where the peer is not on this machine.

    Streamlit gives scripts no peer where the server knows none, nor for any request of its agent API, and to a script
    both look like 127.0.0.1. The header can only take trust away.
    """
    client = scope.get("client")
    if client and is_loopback_peer(client[0]):
        return scope
    return {**scope, "headers": [*scope["headers"], (b"forwarded", b"for=unknown")]}


def _without_clearing_caches(receive: Receive) -> Receive:
    """Drop the message that empties Streamlit's caches, which any client may send.

    The caches hold the workspaces of all temporary visitors.
    """

    async def receive_the_rest() -> Message:
        while _clears_caches(message := await receive()):
            pass
        return message

    return receive_the_rest


def _clears_caches(message: Message) -> bool:
    content = message.get("bytes")
    if not content:
        return False
    fields = field_numbers(content)
    if fields is not None and BackMsg.CLEAR_CACHE_FIELD_NUMBER not in fields:
        return False
    parsed = BackMsg()
    try:
        parsed.ParseFromString(content)
    except Exception:  # bytes that are no message; Streamlit closes the connection on them
        return False
    return parsed.WhichOneof("type") == "clear_cache"


def _with_headers(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _RESPONSE_HEADERS.items():
                headers.setdefault(name, value)
            if _is_page(scope, message["status"], headers) and visitor_id(HTTPConnection(scope).cookies) is None:
                headers.append("Set-Cookie", _new_cookie(scope))
                # A shared cache must not give one browser's cookie to another.
                headers["Cache-Control"] = "private, no-cache"
        await send(message)

    return complete


def _is_page(scope: Scope, status: int, headers: Headers) -> bool:
    if not _is_page_request(scope):
        return False
    if status == 304:  # which does not repeat the content type
        return "text/html" in Headers(scope=scope).get("accept", "")
    return status == 200 and headers.get("content-type", "").startswith("text/html")


def _new_cookie(scope: Scope) -> str:
    secure = "; Secure" if _is_https(scope) else ""
    token = secrets.token_urlsafe(VISITOR_BYTES)
    return f"{VISITOR_COOKIE}={token}; Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def _is_https(scope: Scope) -> bool:
    # Behind a host's proxy the server itself speaks plain HTTP. Whoever forges the header harms only their own cookie.
    protocol = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return scope.get("scheme") == "https" or protocol == "https"


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


class SettingsErrorPage:
    """ASGI application around another that answers for its pages while the settings are wrong.

    It lives as long as the server, so it remembers the settings even where Streamlit's caches were emptied.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._standing = SettingsInForce()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on where the settings are right, or where it asks for no page."""
        error = self._settings_error() if scope["type"] == "http" and _is_page_request(scope) else None
        await (_error_page(error) if error else self._app)(scope, receive, send)

    def _settings_error(self) -> str | None:
        try:
            self._standing.checked(identity.deployment())
        except SettingsError as error:
            return error.sentence
        return None


class AnswersAtOnce:
    """ASGI application around another whose answers reach the browser without a delay.

    Streamlit's socket does not name its protocol, so asyncio leaves Nagle's algorithm on (Kludex/uvicorn issue 3149):
    all but the first part of an answer may wait for the browser's acknowledgement, 40 ms on Linux.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, told to wait for nothing."""
        # uvicorn's `send` is a method of what holds the connection; a connection that is closed already cannot be told.
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        connection = transport.get_extra_info("socket") if transport else None
        with suppress(OSError):
            if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self._app(scope, receive, send)


def _is_page_request(scope: Scope) -> bool:
    """Tell whether a request is for a page, or for signing in."""
    return bool(scope["method"] == "GET" and _NOT_PAGES.isdisjoint(scope["path"].split("/")))


def _error_page(sentence: str) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(html.escape(sentence)), 503, {"Cache-Control": "no-store"})


ROUTES = (Route("/health", _health),)
MIDDLEWARE = (Middleware(FrontDoor), Middleware(RequestGuard), Middleware(ReturnPath))

"""The server around the pages: a health route, the visitor's cookie, and the headers of every response."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from netdash.access.policy import VISITOR_BYTES, VISITOR_COOKIE, is_loopback_peer, visitor_id
from netdash.access.screens.settings_error import asks_for_page
from netdash.ui.content_policy import content_policy
from netdash.ui.return_path import ReturnPath
from netdash.ui.side_doors import SideDoors
from netdash.ui.wire import field_numbers

_COOKIE_SECONDS = 30 * 24 * 60 * 60

_RESPONSE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": content_policy(),
}


class FrontDoor:
    """ASGI middleware: every browser gets its cookie, every response its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, with the peer marked and the response's headers completed."""
        if scope["type"] in {"http", "websocket"}:
            scope = _with_foreign_peer_marked(scope)
        if scope["type"] == "http":
            send = _completing(scope, send)
        elif scope["type"] == "websocket":
            receive = _without_clearing_caches(receive)
        await self._app(scope, receive, send)


def _with_foreign_peer_marked(scope: Scope) -> Scope:
    """Say in a Forwarded header that the peer is not on this machine.

    Streamlit tells scripts no peer where the server knows none, nor for any request of its agent
    API, and to a script both look like 127.0.0.1. A mark can only take trust away.
    """
    client = scope.get("client")
    if client and is_loopback_peer(client[0]):
        return scope
    return {**scope, "headers": [*scope["headers"], (b"forwarded", b"for=unknown")]}


def _without_clearing_caches(receive: Receive) -> Receive:
    """Drop the message that empties Streamlit's caches for every visitor at once.

    Any client may send it, and the caches hold the workspaces of all temporary visitors.
    """

    async def receive_the_rest() -> Message:
        while _clears_caches(message := await receive()):
            pass
        return message

    return receive_the_rest


def _clears_caches(message: Message) -> bool:
    sent = message.get("bytes")
    if not sent:
        return False
    fields = field_numbers(sent)
    if fields is not None and BackMsg.CLEAR_CACHE_FIELD_NUMBER not in fields:
        return False
    said = BackMsg()
    try:
        said.ParseFromString(sent)
    except Exception:  # whatever protobuf says about bytes that are no message: Streamlit hangs up on them
        return False
    return said.WhichOneof("type") == "clear_cache"


def _completing(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
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
    if not asks_for_page(scope):
        return False
    if status == 304:  # it does not repeat the content type, so what the browser asked for decides
        return "text/html" in Headers(scope=scope).get("accept", "")
    return status == 200 and headers.get("content-type", "").startswith("text/html")


def _new_cookie(scope: Scope) -> str:
    secure = "; Secure" if _is_https(scope) else ""
    token = secrets.token_urlsafe(VISITOR_BYTES)
    return f"{VISITOR_COOKIE}={token}; Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def _is_https(scope: Scope) -> bool:
    # Behind a host's proxy the server itself speaks plain HTTP. Who forges the header harms only
    # their own cookie.
    said = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip().lower()
    return scope.get("scheme") == "https" or said == "https"


async def _health(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


ROUTES = (Route("/health", _health),)
MIDDLEWARE = (Middleware(FrontDoor), Middleware(SideDoors), Middleware(ReturnPath))

"""Requests beside the pages, refused to whoever has no page open: uploads, metrics, other origins, downloads.

The button for a download is drawn here too, so that none is built for another browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from math import inf
from typing import Any, TypeVar

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from netdash import date_style
from netdash.access.policy import has_proxy_header, is_from_another_port, visitor_id
from netdash.errors import NotInvitedError
from netdash.store import Workspace
from netdash.ui.cache import of_server

T = TypeVar("T")

_UPLOAD = re.compile(r"(?:.*/)?_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})

_BROWSER: ContextVar[str | None] = ContextVar("netdash_browser", default=None)


class RequestGuard:
    """ASGI middleware that refuses uploads without a session that was let in, and requests of another port's pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, or answer it here."""
        if scope["type"] == "http" and (status := _refused(scope)):
            await PlainTextResponse("Not found" if status == 404 else "Not allowed", status)(scope, receive, send)
        elif scope["type"] == "websocket" and _is_from_another_port(scope):
            await send({"type": "websocket.close", "code": 1008})
        else:
            if scope["type"] == "websocket":
                _BROWSER.set(visitor_id(HTTPConnection(scope).cookies))
            await self._app(scope, receive, send)


def for_this_browser(workspace: Workspace, build: Callable[[], T]) -> Callable[[], T]:
    """Return a function that builds a download when it is asked for, for the browser alone whose page offers it.

    Streamlit builds it for whoever knows the button's id, in any session. It reads one state of the workspace.
    """
    offered_to, style = visitor_id(st.context.cookies), date_style.current()

    def build_for_it() -> T:
        if _asking_browser() != offered_to:
            raise NotInvitedError("This download is offered to another browser.")
        with workspace.reading(), date_style.written_in(style):  # in another thread
            return build()

    return build_for_it


def download_button(
    workspace: Workspace,
    label: str,
    content: str | bytes | Callable[[], str | bytes],
    file: str,
    mime: str,
    key: str,
    icon: str = "download",
    **looks: Any,
) -> None:
    """Draw a button that downloads a file, without a run of the page; `looks` goes to `st.download_button`.

    What is given as a function is built when it is asked for, see `for_this_browser`.
    """
    content, icon = for_this_browser(workspace, content) if callable(content) else content, f":material/{icon}:"
    st.download_button(label, content, file, mime, key=key, icon=icon, on_click="ignore", **looks)


def _asking_browser() -> str | None:
    """Return the visitor's id in the connection over which a download is asked for; None where there is none.

    By its name: after an edit of the code the pages have another copy of this module than the server.
    """
    return next((value for variable, value in copy_context().items() if variable.name == _BROWSER.name), None)


def _refused(scope: Scope) -> int | None:
    """Return the status to refuse a request with; None where it may pass."""
    path = scope["path"]
    if path.rstrip("/").endswith("_stcore/metrics"):
        return 404
    if scope["method"] in _CHANGES_NOTHING:
        return None
    if "_stcore/upload_file" in path:
        upload = _UPLOAD.fullmatch(path)
        # Before sign-in there is a session too, and each upload would stay in the server's memory.
        if upload is None or not of_server().admitted_sessions.may_upload(upload["session"], _size(scope)):
            return 403
    return 403 if _is_from_another_port(scope) else None


def _size(scope: Scope) -> float:
    """Return how many bytes a request brings; infinitely many where it brings some and does not say."""
    headers = Headers(scope=scope)
    size = "" if "transfer-encoding" in headers else headers.get("content-length", "")
    return int(size) if size.isascii() and size.isdigit() else inf if scope["method"] in ("PUT", "POST") else 0


def _is_from_another_port(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    if has_proxy_header(headers):  # behind a mapped port the Host names another than the browser did
        return False
    return any(is_from_another_port(origin, host) for origin in headers.getlist("origin") for host in hosts)

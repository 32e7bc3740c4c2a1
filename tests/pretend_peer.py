"""netdash's server for tests, where a request may pretend to come from any address.

The header `X-Test-Peer` sets the peer of the ASGI scope (empty: no peer at all) and is then removed, so
that traffic stays on the loopback range while the server behind sees a foreign peer.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

import app as real
from netdash.access.screens import server

_NAME = b"x-test-peer"


class PretendPeer:
    """Puts the asked-for peer into the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        peers = [value.decode() for name, value in scope.get("headers", ()) if name == _NAME]
        if peers:
            kept = [header for header in scope["headers"] if header[0] != _NAME]
            scope = {**scope, "headers": kept, "client": (peers[0], 5) if peers[0] else None}
        await self._app(scope, receive, send)


app = st.App(real.MAIN, routes=server.ROUTES, middleware=[Middleware(PretendPeer), *server.MIDDLEWARE])

"""What `/calendar/SECRET.ics` answers: the calendar that others subscribe to."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from netdash.access import policy
from netdash.errors import NetdashError, SettingsError
from netdash.follow_up import calendar_feed, calendar_links
from netdash.ui import identity
from netdash.ui.cache import of_server

FAILURES, FAILURES_OF_ALL = RateLimitItemPerMinute(20), RateLimitItemPerMinute(600)
"""So many wrong addresses a minute from one client, and from all: the second also counts those behind one proxy."""
SECONDS = int(calendar_feed.REFRESH.total_seconds() // 4)

_failures = MovingWindowRateLimiter(MemoryStorage())


def answer(request: Request) -> Response:
    """Answer with the calendar; whoever asks by a wrong address learns nothing but that there is none."""
    limits = _limits(request)
    if not all(_failures.test(item, key) for item, key in limits):
        return PlainTextResponse("Too many wrong addresses. Try again in a minute.\n", 429, {"Retry-After": "60"})
    try:
        content = _content(request.path_params["secret"])
    except SettingsError:
        content = None
    except NetdashError:
        return PlainTextResponse("The calendar cannot be read now. Try again later.\n", 503, {"Retry-After": "600"})
    if content is None:
        for item, key in limits:
            _failures.hit(item, key)
        return PlainTextResponse("There is no calendar here.\n", 404, {"Cache-Control": "no-store"})
    headers = {"ETag": calendar_feed.tag(content), "Cache-Control": f"private, max-age={SECONDS}"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _content(secret: str) -> bytes | None:
    server = of_server()
    chosen = server.settings.checked(identity.deployment())
    store, lets_in = server.lasting(chosen), partial(policy.still_lets_in, sign_in=chosen.sign_in)
    workspace = calendar_links.workspace_of(store, secret, lets_in)
    return None if workspace is None else calendar_feed.feed(workspace, chosen.now or datetime.now(UTC))


def _limits(request: Request) -> tuple[tuple[RateLimitItem, str], ...]:
    client = request.client.host if request.client else ""
    return (FAILURES, f"client {client}"), (FAILURES_OF_ALL, "all")

"""The ways in beside the pages, called as an ASGI application: who may ask for what, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import streamlit as st

from netdash import date_style
from netdash.errors import NotInvitedError, SignInError
from netdash.store import MemoryStore
from netdash.ui import cache
from netdash.ui.cache import AdmittedSessions, of_server
from netdash.ui.request_guard import RequestGuard, for_this_browser
from tests.access.test_server import completed, never

ANN, BO = "a" * 43, "b" * 43
LOCAL = {"host": "localhost:8501", "origin": "http://localhost:8501"}


@pytest.fixture(autouse=True)
def _fresh_server() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def asked(
    path: str, headers: Mapping[str, str], *, method: str = "GET", inside: Callable[[], object] = lambda: None
) -> Any:
    """Ask for a path, or with method "WS" open a websocket; return the status, or what the inside returned."""
    kind = "websocket" if method == "WS" else "http"
    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": method, "path": path, "headers": given}
    answers: list[Any] = []

    async def app(_scope: Any, _receive: Any, _send: Any) -> None:
        answers.append(inside() or 200)

    async def keep(message: Any) -> None:
        answers.append(message.get("status") or message.get("code"))

    completed(RequestGuard(app)(scope, never, keep))
    return answers[0]


def runs_as(monkeypatch: pytest.MonkeyPatch, session: str) -> AdmittedSessions:
    """Run as a session of this id, at the door of the server."""
    run = type("Run", (), {"session_id": session})()
    monkeypatch.setattr(cache, "get_script_run_ctx", lambda **_how: run)
    return of_server().admitted_sessions


def refuse() -> None:
    raise SignInError("Sign in.")


def test_only_a_session_that_is_let_in_may_upload_and_only_as_long_as_it_is(monkeypatch):
    """Before sign-in there is a session too, and Streamlit keeps what it uploads in memory."""
    door, upload = runs_as(monkeypatch, "ann"), "/base/_stcore/upload_file/ann/file"
    for method in ("PUT", "DELETE", "POST"):
        assert asked(upload, method=method, headers=LOCAL) == 403
    door.admitted(lambda: "a member")
    assert asked(upload, method="PUT", headers=LOCAL) == 200
    for other in ("/_stcore/upload_file/bo/file", "/_stcore/upload_file/ann", "/_stcore/upload_file//ann/file"):
        assert asked(other, method="PUT", headers=LOCAL) == 403
    assert asked("/_stcore/upload_file/bo/file", method="OPTIONS", headers=LOCAL) == 200
    with pytest.raises(SignInError):
        door.admitted(refuse)
    assert asked(upload, method="PUT", headers=LOCAL) == 403


def test_a_visitors_session_may_upload_so_many_bytes_in_all_and_has_to_say_how_many(monkeypatch):
    door, upload = runs_as(monkeypatch, "ann"), "/_stcore/upload_file/ann/file"

    def put(**size: str) -> object:
        return asked(upload, method="PUT", headers={**LOCAL, **size})

    for _ in range(2):  # another run gives nothing back
        door.admitted(lambda: "a visitor", lambda _: 100)
        assert put() == 403
        assert put(**{"content-length": "101"}) == 403
        assert put(**{"content-length": "0", "transfer-encoding": "chunked"}) == 403
        assert put(**{"content-length": "50"}) == 200
    assert put(**{"content-length": "1"}) == 403
    assert asked(upload, method="DELETE", headers=LOCAL) == 200


def test_the_longest_unseen_of_many_sessions_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(cache, "MOST_LET_IN", 2)
    for session in ("ann", "bo", "ann", "cy"):
        runs_as(monkeypatch, session).admitted(lambda: None)
    may_upload = of_server().admitted_sessions.may_upload
    assert [may_upload(session, 0) for session in ("ann", "bo", "cy")] == [True, False, True]


def test_the_figures_of_the_server_are_nobodys():
    for path in ("/_stcore/metrics", "/base/_stcore/metrics", "/_stcore/metrics/"):
        assert asked(path, headers=LOCAL) == 404
    assert asked("/_stcore/health", headers=LOCAL) == 200


@pytest.mark.parametrize("method", ["WS", "PUT", "POST", "DELETE", "PATCH"])
def test_a_page_of_another_port_can_open_and_change_nothing(method):
    theirs = LOCAL | {"origin": "http://localhost:3000"}
    assert asked("/_stcore/stream", method=method, headers=theirs) in (403, 1008)
    assert asked("/_stcore/stream", method=method, headers=LOCAL) == 200
    assert asked("/_stcore/stream", method=method, headers={"host": "localhost:8501"}) == 200
    assert asked("/people", headers=theirs) == 200


@pytest.mark.parametrize("asking", [ANN, BO, None])
@pytest.mark.parametrize("offered_to", [ANN, None])
def test_a_download_is_built_only_for_the_browser_that_it_is_offered_to(monkeypatch, asking, offered_to):
    cookies = {"netdash_visitor": offered_to} if offered_to else {}
    monkeypatch.setattr(st, "context", type("Context", (), {"cookies": cookies}))
    build = for_this_browser(MemoryStore().workspace("ann"), lambda: "all of it")

    def built() -> str:
        try:
            return build()
        except NotInvitedError as error:
            return error.sentence

    headers = {"cookie": f"netdash_visitor={asking}"} if asking else {}
    said = asked("/_stcore/stream", headers, method="WS", inside=built)
    assert said == ("all of it" if asking == offered_to else "This download is offered to another browser.")


def test_a_download_has_its_dates_as_the_page_has_that_offers_it(monkeypatch):
    monkeypatch.setattr(st, "context", type("Context", (), {"cookies": {}}))
    with date_style.written_in(date_style.own_style("en-US", None)):
        build = for_this_browser(MemoryStore().workspace("ann"), lambda: date_style.date_words(date_style.EXAMPLE))
    assert asked("/_stcore/stream", {}, method="WS", inside=build) == "November 28"


def test_behind_a_proxy_the_port_may_be_another_than_the_browsers() -> None:
    mapped = {"host": "x.org:80", "origin": "https://x.org:8443"}
    assert asked("/_stcore/stream", mapped, method="WS") != 200
    assert asked("/_stcore/stream", mapped | {"x-forwarded-for": "203.0.113.9"}, method="WS") == 200

"""The front door, called as an ASGI application: cookie, headers, marked peers, the health route."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from typing import Any, TypeVar

import pytest
import streamlit
import uvicorn
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.web.server.starlette.starlette_server import _bind_socket

import app as served
from netdash.access.policy import visitor_id
from netdash.access.screens import server
from netdash.access.screens.server import ROUTES, FrontDoor, SettingsErrorPage, content_policy
from netdash.access.settings import Settings
from netdash.access.sign_in import AllowList, SignIn
from netdash.ui import identity

GOOD = "a" * 43
RERUN = {"type": "websocket.receive", "bytes": BackMsg(rerun_script=ClientState()).SerializeToString()}
HTML = (b"content-type", b"text/html; charset=utf-8")


T = TypeVar("T")


def completed(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in a thread of its own: a browser's fixture keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ask(
    path: str = "/",
    *,
    method: str = "GET",
    status: int = 200,
    answer: tuple[tuple[bytes, bytes], ...] = (HTML,),
    scheme: str = "http",
    **headers: str,
) -> list[tuple[str, str]]:
    """Send one request through the front door and return the response's headers."""
    scope = {
        "type": "http", "method": method, "path": path, "scheme": scheme, "client": ("127.0.0.1", 5),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent: list[Any] = []

    async def page(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": list(answer)})
        await send({"type": "http.response.body", "body": b"page"})

    async def keep(message: Any) -> None:
        sent.append(message)

    completed(FrontDoor(page)(scope, never, keep))
    assert sent[1] == {"type": "http.response.body", "body": b"page"}
    return [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]


async def never() -> Any:
    raise AssertionError("nothing is to be received")


async def sent_nothing(_message: Any) -> None:
    raise AssertionError("nothing is to be sent")


def cookie_of(headers: list[tuple[str, str]]) -> Any:
    """Return the visitor cookie that a response sets, or None."""
    values = [value for name, value in headers if name == "set-cookie"]
    assert len(values) <= 1
    return SimpleCookie(values[0])["netdash_visitor"] if values else None


@pytest.mark.parametrize("path", ["/", "/people", "/meeting_log", "/app/meeting_log"])
def test_a_browser_without_a_cookie_gets_one_with_its_page(path):
    cookie = cookie_of(ask(path))
    assert visitor_id({"netdash_visitor": cookie.value}) == cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(30 * 24 * 60 * 60)
    assert not cookie["secure"]
    assert not cookie["domain"]


def test_no_two_browsers_get_the_same_cookie_nor_does_a_cache_keep_it():
    assert len({cookie_of(ask()).value for _ in range(50)}) == 50
    assert ("cache-control", "private, no-cache") in ask(answer=(HTML, (b"cache-control", b"no-cache")))


def test_the_cookie_is_set_once():
    headers = ask(cookie=f"other=1; netdash_visitor={GOOD}")
    assert cookie_of(headers) is None
    assert "cache-control" not in dict(headers)


@pytest.mark.parametrize("value", ["", "short", "a" * 44, "../../etc/passwd", "a" * 42 + "!"])
def test_a_malformed_cookie_is_replaced(value):
    assert cookie_of(ask(cookie=f"netdash_visitor={value}")) is not None


@pytest.mark.parametrize(
    "over", [{"scheme": "https"}, {"x_forwarded_proto": "https"}, {"x_forwarded_proto": "HTTPS, http"}]
)
def test_over_https_the_cookie_is_secure(over):
    assert cookie_of(ask(**over))["secure"]


def test_a_page_that_did_not_change_still_brings_a_missing_cookie():
    assert cookie_of(ask(status=304, answer=(), accept="text/html,*/*")) is not None
    assert cookie_of(ask(status=304, answer=(), accept="image/*")) is None


@pytest.mark.parametrize(
    ("path", "more"),
    [("/_stcore/health", {}), ("/_stcore/host-config", {}), ("/media/x.html", {}), ("/component/a/index.html", {}),
     ("/static/js/index.js", {}), ("/", {"method": "HEAD"}), ("/", {"method": "POST"}), ("/", {"status": 404}),
     ("/", {"status": 301}), ("/health", {"answer": ((b"content-type", b"application/json"),)}), ("/", {"answer": ()})],
)  # fmt: skip
def test_only_the_page_brings_a_cookie(path, more):
    headers = ask(path, **more)
    assert cookie_of(headers) is None
    assert ("x-content-type-options", "nosniff") in headers


def test_every_response_carries_the_security_headers_and_keeps_its_own():
    headers = dict(ask("/media/x.csv", answer=((b"content-type", b"text/csv"), (b"referrer-policy", b"no-referrer"))))
    assert headers == {
        "content-type": "text/csv",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": content_policy(),
    }


def test_no_page_may_load_from_or_talk_to_another_site_nor_run_a_text_as_a_script():
    """In a browser: tests/journeys/test_content_policy.py."""
    directives = dict(one.split(" ", 1) for one in content_policy().split("; "))
    allowed = {source for sources in directives.values() for source in sources.split()}
    assert {one for one in allowed if not one.startswith("'sha256-")} == {
        "'self'", "'none'", "data:", "blob:", "'unsafe-inline'", "'wasm-unsafe-eval'"
    }  # fmt: skip
    assert directives["default-src"] == directives["connect-src"] == directives["frame-ancestors"] == "'self'"
    assert [name for name, sources in directives.items() if "unsafe-inline" in sources] == ["style-src"]
    assert directives["script-src"].count("sha256-") == 1, "Streamlit’s page holds other scripts of its own than it did"


def pass_through(scope: dict[str, Any], *messages: dict[str, Any]) -> tuple[Any, list[Any]]:
    """Send messages in through the front door; return the scope and the messages that came out inside."""
    waiting, arrived, came = list(messages), [], []

    async def receive() -> Any:
        return waiting.pop(0)

    async def inside(scope: Any, receive: Any, _send: Any) -> None:
        came.append(scope)
        while waiting:
            arrived.append(await receive())

    completed(FrontDoor(inside)(scope, receive, sent_nothing))
    return came[0], arrived


@pytest.mark.parametrize("kind", ["websocket", "http", "lifespan"])
def test_a_connection_from_this_machine_passes_untouched(kind):
    scope = {"type": kind, "client": ("::ffff:127.0.0.1", 5), "headers": [(b"host", b"localhost")]}
    messages: list[dict[str, Any]] = [
        RERUN,
        {"type": "websocket.receive", "bytes": b"\xff not a message"},
        {"type": "websocket.receive", "text": "x"},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    came, arrived = pass_through(scope, *messages)
    assert came is scope
    assert arrived == messages


@pytest.mark.parametrize("kind", ["websocket", "http"])
@pytest.mark.parametrize("client", [("203.0.113.9", 5), ("::ffff:203.0.113.9", 5), ("nonsense", 5), ("", 0), None])
def test_a_peer_from_elsewhere_or_unknown_is_marked(kind, client):
    scope = {"type": kind, "client": client, "headers": [(b"host", b"localhost")]}
    came, _ = pass_through(scope)
    assert came["headers"] == [(b"host", b"localhost"), (b"forwarded", b"for=unknown")]
    assert scope["headers"] == [(b"host", b"localhost")]


def test_nobody_can_clear_the_caches_that_hold_everybodys_workspaces():
    """Any websocket client may send this message, and Streamlit obeys for all sessions."""
    clear = {"type": "websocket.receive", "bytes": BackMsg(clear_cache=True).SerializeToString()}
    scope = {"type": "websocket", "client": ("127.0.0.1", 5), "headers": []}
    _, arrived = pass_through(scope, clear, clear, RERUN)
    assert arrived == [RERUN]


@given(
    st.lists(
        st.sampled_from(
            (
                BackMsg(clear_cache=True).SerializeToString(),
                b"\xa8\x80\x80\x80\x00\x01",  # clear_cache once more, in as many bytes as a tag may take
                BackMsg(stop_script=True).SerializeToString(),
                BackMsg(rerun_script=ClientState(query_string="(\x01")).SerializeToString(),
                b"\xfd\x07abcd",
                b"\xf9\x07abcdefgh",
                b"\xfb\x07(\x01\xfc\x07",
            )
        ),
        max_size=20,
    ).map(b"".join)
    | st.binary()
)
def test_whatever_is_sent_is_dropped_exactly_where_it_would_clear_the_caches(sent):
    parsed = BackMsg()
    try:
        parsed.ParseFromString(sent)
        clears = parsed.WhichOneof("type") == "clear_cache"
    except DecodeError:
        clears = False
    message = {"type": "websocket.receive", "bytes": sent}
    scope = {"type": "websocket", "client": ("127.0.0.1", 5), "headers": []}
    assert pass_through(scope, message, RERUN)[1] == [*([] if clears else [message]), RERUN]


def test_what_a_browser_sends_is_left_for_streamlit_to_parse(monkeypatch):
    class Unparsed:
        CLEAR_CACHE_FIELD_NUMBER = BackMsg.CLEAR_CACHE_FIELD_NUMBER

        def __init__(self):
            pytest.fail("parsed")

    monkeypatch.setattr(server, "BackMsg", Unparsed)
    scope = {"type": "websocket", "client": ("127.0.0.1", 5), "headers": []}
    assert pass_through(scope, RERUN)[1] == [RERUN]


def test_the_health_route_answers_in_json_and_clashes_with_no_page():
    (route,) = ROUTES
    assert route.path == "/health"  # nothing wider: Streamlit gives out its XSRF cookie with its own /_stcore/health
    response = completed(route.endpoint(None))
    assert response.body == b'{"status":"ok"}'
    assert response.headers["cache-control"] == "no-store"
    assert not list(served.MAIN.parent.glob("health.py"))


def test_a_server_whose_sign_in_settings_are_gone_answers_with_the_sentence_also_with_empty_caches(monkeypatch):
    """Whatever empties the caches, as an edit of the code does, must not open the doors."""
    sign_in = SignIn(("google",), AllowList(frozenset({"ann@example.com"})), AllowList())
    now = [Settings(sign_in=sign_in)]
    monkeypatch.setattr(identity, "deployment", lambda: now[0])
    sent: list[Any] = []

    async def page(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message: Any) -> None:
        sent.append(message)

    server = SettingsErrorPage(page)
    for settings in (now[0], Settings(), now[0]):
        now[0] = settings
        streamlit.cache_resource.clear()
        completed(server({"type": "http", "method": "GET", "path": "/people"}, never, keep))
    assert [event["status"] for event in sent if "status" in event] == [200, 503, 200]
    assert b"start netdash again" in sent[2]["body"]


UPGRADE = "".join(
    f"{line}\r\n"
    for line in (
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: bmV0ZGFzaCBuZXRkYXNoIQ==",
    )
)


@pytest.mark.parametrize("headers", ["", UPGRADE], ids=["http", "websocket"])
def test_an_answer_waits_for_no_acknowledgement_of_its_first_part(headers):
    """Held against uvicorn on Streamlit's own socket, as both decide it."""
    delays: list[int] = []

    async def answer(_scope: Any, _receive: Any, send: Any) -> None:
        connection = send.__self__.transport.get_extra_info("socket")
        delays.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    async def ask_twice() -> None:
        for app in (answer, server.AnswersAtOnce(answer)):
            listening = _bind_socket("127.0.0.1", 0, 5)
            running = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
            serving = asyncio.create_task(running.serve([listening]))
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(f"GET / HTTP/1.1\r\nHost: here\r\n{headers}\r\n".encode())
            await reader.readline()
            writer.close()
            running.should_exit = True
            await serving

    completed(ask_twice())
    assert delays == [0, 1]
    assert isinstance(served.app, server.AnswersAtOnce)


def test_the_main_script_is_inside_the_pages_folder_wherever_the_server_starts(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert served.MAIN.is_absolute()
    assert served.MAIN.parent.name == "pages"


def test_a_session_has_one_run_at_a_time() -> None:
    assert streamlit.get_option("runner.fastReruns") is False, "decision 4: two runs at once break on one state"

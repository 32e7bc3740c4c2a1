"""The way back through signing in: the wanted page and its query, and never another site."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import MagicMock
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netdash.access.return_path import FAILED_COOKIE, RETURN_COOKIE, ReturnPath, just_failed, page_of
from tests.access.test_server import completed, never

ID = "0" * 32


def ask(path: str, location: str = "/", status: int = 302, **headers: str) -> tuple[str, Any]:
    """Send a request through the middleware; return where the answer leads and the cookie it sets, if any."""
    scope = {
        "type": "http", "method": "GET", "path": path, "scheme": "http",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }  # fmt: skip
    sent: list[Any] = []

    async def streamlit(_scope: Any, _receive: Any, send: Any) -> None:
        answer = [(b"location", location.encode("latin-1"))]
        await send({"type": "http.response.start", "status": status, "headers": answer})

    async def keep(message: Any) -> None:
        sent.append(message)

    completed(ReturnPath(streamlit)(scope, never, keep))
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    cookie = SimpleCookie(found.get("set-cookie", "")).get(RETURN_COOKIE)
    return found["location"], cookie


def cookies_after(query: str, *answer: str) -> list[str]:
    """Return the cookies that an answer of the callback sets, which itself sets these."""
    scope = {"type": "http", "path": "/app/oauth2callback", "query_string": query.encode(), "headers": []}
    sent: list[Any] = []

    async def streamlit(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"location", b"/app/"), *((b"set-cookie", one.encode()) for one in answer)]
        await send({"type": "http.response.start", "status": 302, "headers": headers})

    async def keep(message: Any) -> None:
        sent.append(message)

    completed(ReturnPath(streamlit)(scope, never, keep))
    return [value.decode() for name, value in sent[0]["headers"] if name.lower() == b"set-cookie"][len(answer) :]


def test_a_sign_in_that_failed_is_told_to_the_door_for_a_minute():
    """A token that breaks the standard (a number as `sub`), a consent that was refused, an answer that came late."""
    cleared = '_streamlit_user=""; Max-Age=0; Path=/app'
    failed: list[tuple[str, list[str]]] = [("code=x&state=y", []), ("code=x", [cleared]), ("error=access_denied", [])]
    for query, answer in failed:
        (cookie,) = cookies_after(query, *answer)
        assert cookie == f"{FAILED_COOKIE}=1; Path=/app; Max-Age=60; HttpOnly; SameSite=Lax"
    for query, answer in (("", []), ("state=y", []), ("code=x", [cleared, "_streamlit_user=abc; Max-Age=2592000"])):
        assert cookies_after(query, *answer) == []
    assert just_failed({FAILED_COOKIE: "1"})
    assert not just_failed({})
    assert not just_failed(MagicMock())


def back(value: str, **how: Any) -> str:
    return ask("/oauth2callback", cookie=f"{RETURN_COOKIE}={value}", **how)[0]


@pytest.mark.parametrize("page", [f"/people?contact={ID}", "/insights", f"/?a=b&c=%20{ID}"])
@pytest.mark.parametrize("base", ["", "/app", "/a/b"])
def test_the_page_and_query_survive_the_way_to_the_provider_and_back(page, base):
    location, cookie = ask(f"{base}/auth/login", "https://provider.test/", referer=f"https://netdash.test{base}{page}")
    assert location == "https://provider.test/"
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (base or "/", "Lax", "600")
    assert cookie["httponly"]
    way = f"{RETURN_COOKIE}={cookie.value}"
    for home in (f"{base}/", base or "/"):
        location, gone = ask(f"{base}/oauth2callback", home, cookie=way)
        assert location == base + page
        assert (gone.value, gone["max-age"], gone["path"]) == ("", "0", base or "/")


def test_community_clouds_inner_folder_is_left_out():
    assert page_of(f"https://x.streamlit.app/~/+/people?contact={ID}", "") == f"/people?contact={ID}"
    assert page_of("https://x.streamlit.app/~/+/", "") == "/"


@pytest.mark.parametrize(
    "referer", ["", "https://netdash.test/", "https://netdash.test", "nonsense", "http://[", "/x/y"]
)
def test_without_a_page_to_go_back_to_no_cookie_is_set(referer):
    assert ask("/auth/login", "https://provider.test/", referer=referer)[1] is None


@pytest.mark.parametrize("base", ["", "/app"])
@pytest.mark.parametrize("referer", ["", "https://netdash.test{}/", "nonsense"])
def test_a_page_wanted_before_a_sign_in_that_was_never_finished_is_forgotten_at_the_next(base, referer):
    earlier = f"{RETURN_COOKIE}={quote(f'/people?contact={ID}', safe='')}"
    headers = {"referer": referer.format(base), "cookie": earlier}
    _, gone = ask(f"{base}/auth/login", "https://provider.test/", **headers)
    assert (gone.value, gone["max-age"], gone["path"]) == ("", "0", base or "/")


@settings(deadline=None)  # each example starts a thread
@given(st.one_of(st.text(), st.from_regex(r"[/\\.@:?#a-z]{0,12}", fullmatch=True)))
@example("//evil.test")
@example("/\\evil.test")
@example("https://evil.test/people")
@example("/people?x\r\nSet-Cookie: a=b")
@example("/people#x")
@example("javascript:alert(1)")
@example("/people?x=\\")
@example("/oauth2callback")
@example("/auth/login")
def test_no_cookie_leads_to_another_site_or_into_a_header(value):
    location = back(quote(value, safe=""))
    assert urlsplit(urljoin("https://netdash.test/", location)).netloc == "netdash.test"
    assert location == "/" or (location == value and location.isascii() and location.isprintable())
    assert not location.startswith(("//", "/\\", "/auth", "/oauth"))


@given(st.text())
@example("https://netdash.test//evil.test")
@example("https://netdash.test/app/../people")
def test_whatever_the_referer_only_pages_of_ours_are_wanted(referer):
    page = page_of(referer, "")
    assert page is None or (page.startswith("/") and "//" not in page.partition("?")[0])


def test_only_the_way_home_is_changed():
    assert back("%2Fpeople", location="https://provider.test/x") == "https://provider.test/x"
    assert back("%2Fpeople", location="/elsewhere") == "/elsewhere"
    assert back("%2Fpeople", status=200) == "/"
    assert ask("/people", referer="https://netdash.test/insights", cookie=f"{RETURN_COOKIE}=%2Fpeople") == ("/", None)

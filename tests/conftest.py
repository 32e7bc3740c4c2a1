"""The fixtures that every test may ask for."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
import streamlit as st
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.secrets import Secrets, secrets_singleton

from netdash.ui import session
from tests.browser import FLAGS, emptied, find_chromium, shown, watched
from tests.driving import Clock
from tests.servers import Server
from tests.store.server import PostgresServer, start_or_skip

settings.register_profile("netdash", deadline=None)  # a loaded machine is no failure
settings.load_profile("netdash")

Serve = Callable[..., Server]
Window = Callable[..., Page]
Tabs = defaultdict[str, list[Page]]
Scheme = Literal["light", "dark"]
FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session", autouse=True)
def _packages_are_looked_through_once() -> None:
    """AppTest looks through every installed package for components anew, which takes longer than most pages."""
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A launched Chromium; without one on this machine the test is skipped, unless one is required."""
    path = find_chromium()
    if path is None:
        said = "No Chromium was found on this machine (NETDASH_CHROMIUM may name one), so browser tests are skipped."
        if os.environ.get("NETDASH_REQUIRE_BROWSER") == "1":
            pytest.fail(said.replace("so browser tests are skipped", "and NETDASH_REQUIRE_BROWSER=1 asks for one"))
        pytest.skip(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        expect.set_options(timeout=15_000)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def left() -> Tabs:
    """The tabs that earlier tests have left, by the options of their windows."""
    return defaultdict(list)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember which test failed, so that its fixtures can say how things stood."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def window(request: pytest.FixtureRequest, chromium: Browser, left: Tabs, tmp_path: Path) -> Iterator[Window]:
    """Open browser windows (contexts, each with its own storage) and give their tab, which a later test has again.

    In a new one a page takes three times as long: Streamlit's scripts are read and compiled first.
    """
    opened: list[tuple[str, Page]] = []

    def window(
        scheme: Scheme = "light", width: int = 1280, height: int = 900, cookies: Any = (), **options: Any
    ) -> Page:
        again = left[str(options)]
        # Playwright's own waiting runs texts as scripts, which netdash's pages may not. What fades and slides costs an
        # eighth of the browser's time.
        whole = {"bypass_csp": True, "reduced_motion": "reduce", **options}
        page = again.pop() if again else watched(chromium.new_context(**whole)).new_page()
        page.set_default_timeout(30_000)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.context.add_cookies(cookies)
        opened.append((str(options), page))
        return page

    yield window
    for number, (options, page) in enumerate(opened):
        if request.node.stash.get(FAILED, False) and not page.is_closed():
            page.screenshot(path=(picture := tmp_path / f"window-{number}.png"))
            print(f"{picture}\n{shown(page)}")  # where pytest shows what a failed test has said
        if page.is_closed():
            page.context.close()
        else:
            left[options].append(emptied(page))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start Streamlit servers on a script, each on its own port and with its own environment."""
    started: list[Server] = []

    def serve(script: Path, env: Mapping[str, str] | None = None, options: tuple[str, ...] = ()) -> Server:
        server = Server(script, env or {}, tmp_path / f"server-{len(started)}.log", options)
        started.append(server)
        server.start()
        return server

    yield serve
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """The one PostgreSQL server of a run."""
    server = start_or_skip()
    yield server
    server.stop()


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    """The address of an empty schema, for a user who owns nothing else."""
    url = server.fresh_schema()
    yield url
    server.drop_schema(url)


@pytest.fixture(autouse=True)
def _as_screens_need_it(request: pytest.FixtureRequest) -> None:
    """Have every test of a screen meet a server that has just started, and a clock that stands still."""
    if request.path.stem.startswith("test_screens"):
        request.getfixturevalue("just_started")
        request.getfixturevalue("clock")


@pytest.fixture
def just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server be one that has just started, which goes by no other test's settings."""
    st.cache_resource.clear()
    # A watcher reads a file again whenever it gets to it, and may find the next test.
    monkeypatch.setattr(Secrets, "_maybe_install_file_watchers", lambda _self: None)
    monkeypatch.setattr(secrets_singleton, "_secrets", None)
    monkeypatch.setattr(st, "secrets", st.secrets)  # a run that AppTest gives up leaves its own there


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace file that the dashboard opens in this test."""
    path = tmp_path / "netdash.json"
    monkeypatch.setenv("NETDASH_TRUST", "network")
    monkeypatch.setenv("NETDASH_FILE", str(path))
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the dashboard reads."""
    clock = Clock()

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003
            return clock.now

    monkeypatch.setattr(session, "datetime", Stopped)
    return clock

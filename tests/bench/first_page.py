"""How long a browser waits for the first page: after the server's start, and on one that has drawn it before."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, find_chromium, ready
from tests.servers import Server

Waits = dict[tuple[str, str], float]


def measure(servers: Mapping[str, Server], rounds: int) -> Waits:
    """Return the medians by server and moment ("start" or "again"), in seconds; each server is started anew."""
    waits: dict[tuple[str, str], list[float]] = defaultdict(list)
    names = list(servers)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        _start(servers[names[0]], browser)  # the browser's own first page is slower than all that follow
        for number in range(rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                waits[name, "start"].append(_start(servers[name], browser, then=waits[name, "again"]))
        browser.close()
    return {what: median(spent) for what, spent in waits.items() if spent}


def _start(server: Server, browser: Browser, then: list[float] | None = None) -> float:
    """Return the time from the server's start to its first page, and add to `then` that of the same page again."""
    began = time.perf_counter()
    server.start()
    try:
        _draw(server, browser)
        spent = time.perf_counter() - began
        if then is not None:
            began = time.perf_counter()
            _draw(server, browser)
            then.append(time.perf_counter() - began)
        return spent
    finally:
        server.kill()


def _draw(server: Server, browser: Browser) -> None:
    context = browser.new_context(timezone_id="Europe/Berlin", reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("h1")
    ready(page)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    context.close()

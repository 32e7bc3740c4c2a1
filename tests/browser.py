"""A real Chromium for the tests that need one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Page

from tests.servers import PATIENCE

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the Chromium of this machine, without a window where there is one, or the one that NETDASH_CHROMIUM names.

    The one without windows takes five sixths of the processor's time.
    """
    named = os.environ.get("NETDASH_CHROMIUM")
    known = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    found = [named, *(shutil.which(name) for name in known), *(place for place in places if Path(place).exists())]
    return next((path for path in found if path), None)


def cut_off(page: Page) -> None:
    """Wait until the page has noticed that its server is gone; until then it believes to be connected."""
    gone = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
    page.locator(gone).wait_for(state="attached", timeout=PATIENCE * 1000)


def connected(page: Page) -> None:
    """Wait until the page has its server again."""
    page.locator("[data-test-connection-state=CONNECTED]").wait_for(timeout=PATIENCE * 1000)


WATCH = """(() => {
  const RERUN = 0x5a, ADDRESSED = [0x0a, 0x12], FINISHED = 0x30, FOR_ANOTHER = 2  // tags of Streamlit's messages
  const send = WebSocket.prototype.send, heard = new WeakSet()
  const hear = ({data}) => {
    const bytes = new Uint8Array(data)
    let at = 0
    while (ADDRESSED.includes(bytes[at])) at += 2 + bytes[at + 1]
    if (bytes[at] === FINISHED && bytes[at + 1] !== FOR_ANOTHER) window.netdashAwaits = false
  }
  window.netdashAwaits = true
  window.netdashClicks = []
  addEventListener("click", ({target}) => window.netdashClicks.push(target.outerHTML.slice(0, 160)), true)
  WebSocket.prototype.send = function (data) {
    if (!heard.has(this)) {
      heard.add(this)
      this.addEventListener("message", hear)
      this.addEventListener("close", () => { window.netdashAwaits = false })
    }
    if (data[0] === RERUN) window.netdashAwaits = true
    return send.call(this, data)
  }
})()"""
"""What a page runs before its own scripts, so that it is known from the moment of a press that an answer is due."""
READY = "!window.netdashAwaits && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')"


def watched(context: BrowserContext) -> BrowserContext:
    """Return a window that knows in its pages whether the server still owes an answer."""
    context.add_init_script(WATCH)
    return context


def ready(page: Page) -> Page:
    """Wait until the page has the answer to all that was pressed and typed, and return it."""
    page.wait_for_function(READY, timeout=PATIENCE * 1000)
    return page


SHOWN = """() => [location.href, `awaits an answer: ${window.netdashAwaits}`,
  `script: ${document.querySelector("[data-testid=stApp]")?.dataset.testScriptState}`,
  ...(window.netdashClicks ?? []).slice(-3).map((one) => `clicked: ${one}`), document.body.innerText].join("\\n")"""


def shown(page: Page) -> str:
    """Return where a page stands, what was clicked last, and what it reads: for whoever looks why a test failed."""
    text: str = page.evaluate(SHOWN)
    return text


FORGET = "() => { try { localStorage.clear(); sessionStorage.clear() } catch {} }"  # not where a browser has no page


def emptied(page: Page) -> Page:
    """Return a tab, alone in its window, that has forgotten all but the scripts it has read."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.unroute_all()
    page.evaluate(FORGET)
    page.goto("about:blank")
    page.context.clear_cookies()
    return page


AXE: str = Axe().axe_script
STILL = """() => {
  const endless = (one) => one.effect?.getComputedTiming().iterations === Infinity
  const moves = document.getAnimations().some((one) => one.playState === "running" && !endless(one))
  window.stillFor = moves || document.querySelector("[data-stale=true]") ? 0 : (window.stillFor ?? 0) + 1
  return window.stillFor > 4 && !(window.stillFor = 0)
}"""
"""That nothing has moved for some frames: a menu that has just opened begins to fade in with one of the next.

Asked once a frame. A promise would not do: to the one who waits, a promise of no is a yes.
"""
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


LOOK = "options => axe.run(document, options)"
NO_WAY_ROUND = (
    ("presentation-role-conflict", "stFileUploaderDropzone"),
    ("landmark-unique", 'aria-label="Pagination"'),
    ("region", "data-floating-ui-portal"),
)
"""Violations, with the element, that Streamlit makes and gives no way round.

The box for a file can be focused by a script, though it is said to be mere presentation (minor; streamlit/streamlit
pull request 15928); two lists with pages on one page are told apart by no name (moderate; `st.pagination` takes none);
an open menu hangs outside the page's landmarks (moderate). And in the dark a quiet button under the pointer is written
in the primary colour, at 4.0:1 where 4.5 are asked: white has to be read on the same colour (`test_theme`), so `axe`
looks with the pointer in the corner.
"""


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    width: int = page.evaluate(
        """Math.max(document.documentElement.scrollWidth - innerWidth,
        ...[...document.querySelectorAll("[data-testid=stMain], [data-testid=stMainBlockContainer]")]
          .map(part => part.scrollWidth - part.clientWidth))"""
    )
    return width


def turn_theme(page: Page) -> None:
    """Turn the page from light to dark or back."""
    before = page.evaluate(BACKGROUND)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if dark else "dark")
    page.wait_for_function(f"{BACKGROUND} != '{before}'")


def axe(page: Page) -> list[str]:
    """Return the accessibility violations of what is on the screen, of every impact, one a node.

    But for `NO_WAY_ROUND`.
    """
    page.mouse.move(0, 0)
    page.wait_for_function(STILL, timeout=PATIENCE * 1000)
    # Without "passes", whose every node axe describes too, in more than half of its time.
    options = {"resultTypes": ["violations"]}
    if not page.evaluate("window.axe?.version"):  # reading the script takes as long as some of the looks
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(LOOK, options)["violations"]
    return [
        f"{rule['id']}: {' '.join(node['html'].split())[:160]} ({' '.join(node['failureSummary'].split())})"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == id and element in node["html"] for id, element in NO_WAY_ROUND)
    ]

"""Looks at every page, filled and empty, light and dark, at every width: `python -m tests.looks`.

It says what axe finds of any impact, what is wider than its window, and which lines of text are longer than can be read
with ease; it ends with 1 where there is anything. The tests look at each view once, as all of this takes minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import FLAGS, axe, find_chromium, overflow
from tests.driving import PAGES
from tests.screenshots import NOW, fill, opened, pages, window
from tests.servers import ROOT, Server

LOOKS = [(scheme, width) for width in (390, 720, 1280, 1440, 1920) for scheme in ("light", "dark")]
"""720 pixels are what is left of 1440 at 200 %."""
LONGEST = 95
"""In characters; about 90 are meant, and a line's letters are narrower or wider than the average."""
TO_PRINT = ("Prep sheet", "Download the page")
"""The buttons that give a page to print, which has tests of its own."""
LINES = """longest => {
  const found = [], range = document.createRange()
  const texts = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    range.selectNodeContents(text)
    const lines = [...range.getClientRects()].map((line) => line.width).filter(Boolean)
    const whole = lines.reduce((sum, width) => sum + width, 0)
    const letters = Math.round(text.data.length * Math.max(0, ...lines) / (whole || 1))
    if (letters > longest) found.push(`a line of ${letters} characters: ${text.data.trim().slice(0, 80)}`)
  }
  return found
}"""
"""A text over several lines has a rectangle for each, among which its letters are shared by their widths."""


def _found(page: Page) -> Iterator[str]:
    yield from axe(page)
    if (by := overflow(page)) > 0:
        yield f"wider than the window by {by} pixels"
    yield from page.evaluate(LINES, LONGEST)


def look(browser: Browser, url: str, addresses: dict[str, str]) -> dict[str, list[str]]:
    """Return what there is to say of these pages, with where it is."""
    said = defaultdict(list)
    for scheme, width in LOOKS:
        context = window(browser, scheme, width)
        for name, address in addresses.items():
            page = opened(context, url, address)
            for fault in _found(page):
                said[fault].append(f"{name}, {scheme}, {width}")
            page.close()
        context.close()
        print(f"{scheme}, {width} pixels: {len(addresses)} pages looked at", flush=True)
    return said


def main() -> int:
    """Look at all of them."""
    faults = defaultdict[str, list[str]](list)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for state in ("empty", "filled"):
            file = Path(folder) / state / "netdash.json"
            file.parent.mkdir()
            filled = pages(fill(file)) if state == "filled" else {}
            shown = {name: address for name, address in filled.items() if not address.endswith(TO_PRINT)}
            every = shown or {name: name.removeprefix("today") for name in PAGES}
            addresses = {f"{state}: {name}": address for name, address in every.items()}
            env = {"NETDASH_FILE": str(file), "NETDASH_NOW": NOW.isoformat()}
            server = Server(ROOT / "app.py", env, Path(folder) / "server.log")
            server.start()
            try:
                for fault, where in look(browser, server.url, addresses).items():
                    faults[fault] += where
            finally:
                server.kill()
        browser.close()
    for fault, where in sorted(faults.items()):
        print(f"{fault}\n    {len(where)} times, as in {where[0]}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""What the pages load and whom they talk to, in a browser that keeps to the content policy."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from netdash.workspace import sample
from tests.journeys.conftest import Arrive

pytestmark = pytest.mark.browser

LISTEN = """addEventListener("securitypolicyviolation",
  (told) => console.error(`refused by policy: ${told.effectiveDirective} ${told.blockedURI}`))"""


def shown(page: Page, address: str, what: str) -> Locator:
    """Open a page and wait for what stands on it."""
    page.goto(address)
    found = page.locator(what).first
    found.wait_for(state="attached")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    return found


def test_no_page_asks_anybody_but_its_server_and_all_of_it_works_under_the_policy(arrive: Arrive) -> None:
    """Components and a download, charts and tables, an upload, and every other page on the way."""
    walker = arrive(bypass_csp=False, permissions=["clipboard-read", "clipboard-write"])
    sample.load(walker.kept, datetime.now(UTC), ZoneInfo("Europe/Berlin"))
    page, home = walker.page, walker.server.url
    told: list[str] = []
    page.add_init_script(LISTEN)
    page.on("console", lambda one: told.append(one.text) if "policy" in one.text.lower() else None)
    page.on("request", lambda one: told.append(one.url) if not one.url.startswith((home, "data:", "blob:")) else None)
    shown(page, f"{home}/pitch_builder", "textarea").fill("I build bridges")
    page.get_by_role("button", name=re.compile("^Copy")).first.click()
    expect(page.get_by_role("button", name="Copied").first).to_be_visible()
    shown(page, f"{home}/insights", ".js-plotly-plot .main-svg")
    shown(page, f"{home}/meeting_log", "[data-testid=stDataFrame] canvas")
    upload = shown(page, f"{home}/workspace", "input[type=file]")
    with page.expect_download() as given:
        page.get_by_role("button", name="Download a backup").first.click()
    backup = {"name": "b.zip", "mimeType": "application/zip", "buffer": Path(given.value.path()).read_bytes()}
    upload.set_input_files(backup)  # type: ignore[arg-type]
    expect(page.get_by_text("Restoring replaces everything here")).to_be_visible()
    shown(page, f"{home}/guide", "h1")
    assert told == []

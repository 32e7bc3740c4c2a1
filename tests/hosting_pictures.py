"""Takes the pictures of docs/hosting.md: what a cohort sees at the door. `python -m tests.hosting_pictures`."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import FLAGS, find_chromium, ready
from tests.cohort import Cohort, cohort_running, provider_running, sign_in, start
from tests.servers import ROOT

PICTURES = ROOT / "docs" / "pictures" / "hosting"
NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        provider_running() as issuers,
        cohort_running(issuers, Path(folder), NETDASH_DISK="temporary", NETDASH_NOW=NOW.isoformat()) as cohort,
        sync_playwright() as playwright,
    ):
        _call_providers_by_name(cohort)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        context = browser.new_context(
            viewport={"width": 1100, "height": 560},
            timezone_id="Europe/Berlin",
            color_scheme="light",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        _walk(context.new_page(), cohort.server.url)
        browser.close()


def _call_providers_by_name(cohort: Cohort) -> None:
    secrets = cohort.secrets.read_text("utf-8")
    cohort.secrets.write_text(
        secrets.replace("[auth.work]", "[auth.microsoft]").replace('["work"]', '["microsoft"]'), "utf-8"
    )


def _walk(page: Page, url: str) -> None:
    page.goto(f"{url}/coach")
    ready(page)
    _take(page, "sign_in")
    sign_in(page, "coach@example.com")
    expect(page.get_by_role("heading", name="Welcome", exact=True)).to_be_visible()
    page.set_viewport_size({"width": 1100, "height": 720})
    _take(page, "first_sign_in")
    start(page)
    page.goto(f"{url}/coach")
    ready(page)
    _take(page, "notice")


def _take(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()

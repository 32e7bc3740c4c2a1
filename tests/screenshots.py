"""Takes a picture of every page: `python -m tests.screenshots`.

All of them go to tests/pictures (ignored by git): light and dark, 1280 and 390 pixels wide. The
README's own go to docs/pictures. They show the sample data, and the moment stands still, so the same
code gives the same pictures.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, sync_playwright

from netdash import sample, thank_yous
from netdash.records import Contact, Meeting, MeetingState, Message, Profile
from netdash.store import Workspace, open_file
from tests.browser import FLAGS, ROOT, Server, find_chromium, ready

PICTURES = ROOT / "tests" / "pictures"
FOR_README = {"today", "thank_you", "insights"}
NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
ZONE = "Europe/Berlin"


def fill(file: Path) -> Workspace:
    """Put the sample data into a workspace of somebody with a name."""
    workspace = open_file(file)
    workspace.save(Profile(name="Mara Lind", zone=ZONE))
    sample.load(workspace, NOW, ZoneInfo(ZONE))
    return workspace


def pages(workspace: Workspace) -> dict[str, str]:
    """Return the address of every page by the name of its picture."""
    owed = thank_yous.owed(workspace.all(Meeting), workspace.all(Message), lambda id: workspace.get(Contact, id))
    first = next(one for one in owed if one.meeting.learnings)
    meeting, contact = first.meeting.id, first.contact
    planned = next(one.id for one in workspace.all(Meeting) if one.state is MeetingState.PLANNED)
    return {
        "today": "",
        "pitch_builder": "pitch_builder",
        "question_bank": "question_bank",
        "meeting_log": "meeting_log",
        "meeting": f"meeting_log?meeting={meeting}",
        "follow_up_tracker": "follow_up_tracker",
        "thank_you": f"follow_up_tracker?meeting={meeting}&contact={contact}",
        "insights": "insights",
        "target_plan": "target_plan",
        "people": "people",
        "outreach": "outreach",
        "message_desk": f"outreach?contact={contact}&purpose=first_message",
        "plan": f"plan?contact={contact}",
        "conversation": f"conversation?meeting={planned}",
        "rules": "rules",
        "person": f"people?contact={contact}",
        "workspace": "workspace",
        "guide": "guide",
    }


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "netdash.json"
        workspace = fill(file)
        env = {"NETDASH_FILE": str(file), "NETDASH_NOW": NOW.isoformat()}
        server = Server(ROOT / "app.py", env, Path(folder) / "server.log")
        server.start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            for scheme in ("light", "dark"):
                for width in (1280, 390):
                    _take(browser, server.url, pages(workspace), scheme, width)
        finally:
            browser.close()
            server.kill()


def _take(browser: Browser, url: str, addresses: dict[str, str], scheme: str, width: int) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        timezone_id=ZONE,
        reduced_motion="reduce",
    )
    for name, address in addresses.items():
        page = context.new_page()
        page.goto(f"{url}/{address}")
        page.wait_for_selector("h1")
        ready(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
        page.wait_for_load_state("networkidle")
        for_readme = name in FOR_README and (scheme, width) == ("light", 1280)
        if for_readme:
            page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": max(500, min(height, 3000))})
        page.screenshot(path=PICTURES / f"{name}_{scheme}_{width}.png")
        page.close()
    context.close()


if __name__ == "__main__":
    main()

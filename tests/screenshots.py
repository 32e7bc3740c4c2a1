"""Takes a picture of every page: `python -m tests.screenshots`.

All of them go to tests/pictures (ignored by git): light and dark, 1440 and 390 pixels wide. The
README's own go to docs/pictures, those of docs/hosting.md to docs/pictures/hosting. They show the sample
data, and the moment stands still, so the same code gives the same pictures.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from netdash.meetings import live_merge, results
from netdash.outreach import messages, templates
from netdash.outreach.messages import MessageStatus
from netdash.records import Contact, Meeting, MeetingState, Message, Opportunity, Profile, Record, Target
from netdash.store import Workspace, open_file
from netdash.thank_yous import thank_yous
from netdash.workspace import sample
from tests import hosting_pictures
from tests.browser import FLAGS, STILL, WATCH, find_chromium, ready
from tests.journeys.walking import ALL_DRAWN
from tests.servers import ROOT, Server

R = TypeVar("R", bound=Record)

PICTURES = ROOT / "tests" / "pictures"
FOR_README = {"today", "thank_you", "insights", "journey"}
LOOKS = (("light", 1440), ("dark", 390), ("dark", 1440), ("light", 390))
NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
ZONE = "Europe/Berlin"


def fill(file: Path) -> Workspace:
    """Put the sample data into a workspace of somebody with a name."""
    workspace = open_file(file)
    workspace.save(Profile(name="Mara Winter", zone=ZONE))
    sample.load(workspace, NOW, ZoneInfo(ZONE))
    for draft in (one for one in workspace.all(Message) if one.sent_at is None):
        workspace.put(draft.replace(created_at=NOW, updated_at=NOW))  # lists say when it was saved
    return workspace


def pages(workspace: Workspace) -> dict[str, str]:
    """Return the address of every page by the name of its picture; a tab or a download follows after a #."""
    owed = thank_yous.owed(workspace.all(Meeting), workspace.all(Message), lambda id: workspace.get(Contact, id))
    first = next(one for one in owed if one.meeting.learnings)
    meeting, contact = first.meeting.id, first.contact
    planned = _first(workspace, Meeting, lambda one: one.state is MeetingState.PLANNED)
    target = _first(workspace, Target, lambda one: one.company == "Northwind")
    lacking = _first(workspace, Target, lambda one: one.company.startswith("Söder"))
    draft = _first(workspace, Message, lambda one: messages.status(one) is MessageStatus.DRAFT)
    sent = _first(workspace, Message, lambda one: messages.status(one) is MessageStatus.REPLIED)
    fresh = _first(workspace, Contact, lambda one: one.name == "Hana Suzuki")
    heard = _first(workspace, Opportunity, lambda one: one.meeting is not None)
    return {
        "today": "",
        "pitch_builder": "pitch_builder",
        "question_bank": "question_bank",
        "target_plan": "target_plan",
        "target": f"target_plan?target={target}",
        "target_lacking": f"target_plan?target={lacking}&stakeholder=hr",
        "opportunities": "target_plan?part=Opportunities",
        "opportunity": f"target_plan?opportunity={heard}",
        "branding": "target_plan?part=Branding",
        "goals": "target_plan?part=Goals",
        "plan_page": "target_plan#Share with coach#Download the page",
        "people": "people",
        "person": f"people?contact={contact}",
        "outreach": "outreach",
        "journey": "outreach#Journey",
        "templates": "outreach#Templates",
        "template": f"outreach?template={templates.shipped()[0].id}",
        "message_new": f"outreach?contact={fresh}&purpose=first_message",
        "message_desk": f"outreach?message={draft}",
        "message": f"outreach?message={sent}",
        "meeting_log": "meeting_log",
        "meeting": f"meeting_log?meeting={meeting}",
        "meeting_planned": f"meeting_log?meeting={planned}",
        "plan_new": f"plan?contact={contact}",
        "plan": f"plan?meeting={planned}",
        "prep_sheet": f"plan?meeting={planned}#Prep sheet",
        "conversation": f"conversation?meeting={planned}",
        "follow_up_tracker": "follow_up_tracker",
        "thank_you": f"follow_up_tracker?meeting={meeting}&contact={contact}",
        "insights": "insights",
        "feedback": "feedback",
        "rules": "rules",
        "workspace": "workspace",
        "guide": "guide",
    }


def to_record(workspace: Workspace) -> dict[str, str]:
    """Make the latest conversation one that nobody has recorded yet, and return where it is asked how it went."""
    latest = max((one for one in workspace.all(Meeting) if one.state is MeetingState.HELD), key=lambda one: one.ends_at)
    results.reopen(workspace, latest.id)
    return {"recording": f"meeting_log?meeting={latest.id}"}


def under_way(workspace: Workspace) -> dict[str, str]:
    """Begin the next conversation a while ago, and return where it is held."""
    planned = _first(workspace, Meeting, lambda one: one.state is MeetingState.PLANNED)
    live_merge.start(workspace, planned, NOW - timedelta(minutes=7))
    return {"conversation_under_way": f"conversation?meeting={planned}"}


def _first(workspace: Workspace, kind: type[R], wanted: Callable[[R], bool]) -> str:
    return next(one.id for one in workspace.all(kind) if wanted(one))


def main() -> None:
    """Take them all."""
    hosting_pictures.main()
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "netdash.json"
        workspace = fill(file)
        env = {"NETDASH_FILE": str(file), "NETDASH_NOW": NOW.isoformat()}
        server = Server(ROOT / "app.py", env, Path(folder) / "server.log")
        server.start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            for find in (pages, to_record, under_way):
                addresses = find(workspace)
                for scheme, width in LOOKS:
                    _take(browser, server.url, addresses, scheme, width)
        finally:
            browser.close()
            server.kill()


def _take(browser: Browser, url: str, addresses: Mapping[str, str], scheme: str, width: int) -> None:
    context = window(browser, scheme, width)
    for name, address in addresses.items():
        page = opened(context, url, address)
        if name in FOR_README and (scheme, width) == ("light", 1440):
            page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")
        height = page.evaluate("(document.querySelector('[data-testid=stMain]') || document.body).scrollHeight")
        page.set_viewport_size({"width": width, "height": max(500, min(height, 5000))})
        page.wait_for_function(STILL)
        page.screenshot(path=PICTURES / f"{name}_{scheme}_{width}.png")
        page.close()
    context.close()


def window(browser: Browser, scheme: str, width: int) -> BrowserContext:
    """Open a window of this width in pixels, light or dark."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        timezone_id=ZONE,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    context.add_init_script(WATCH)
    return context


def opened(context: BrowserContext, url: str, address: str) -> Page:
    """Open an address in a tab of its own, press what it names behind each #, and return what is there then."""
    page = context.new_page()
    where, *presses = address.split("#")
    page.goto(f"{url}/{where}")
    page.wait_for_selector("h1")
    _settled(page)
    for label in presses:
        page = _pressed(page, label)
    return page


def _settled(page: Page) -> None:
    ready(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(ALL_DRAWN)
    page.wait_for_function(STILL)


def _pressed(page: Page, label: str) -> Page:
    """Press a tab or a button; where it is a download, return the file that it brings, open as a page."""
    tab = page.get_by_role("tab", name=label)
    if tab.count():
        tab.click()
        _settled(page)
        return page
    button = page.get_by_role("button", name=label)
    if page.get_by_test_id("stDownloadButton").get_by_role("button", name=label).count():
        with page.expect_download() as brought:
            button.click()
        page.goto("about:blank")
        page.set_content(brought.value.path().read_text("utf-8"))
        return page
    button.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    return page


if __name__ == "__main__":
    main()

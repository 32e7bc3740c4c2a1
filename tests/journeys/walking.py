"""What a person does in the browser: open a page, type, press, and see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from netdash.meetings import meetings
from netdash.records import Contact, Meeting, Profile
from netdash.store import Workspace, open_file
from tests.browser import STILL, axe, overflow, ready, turn_theme
from tests.servers import Server

PATIENCE = 30_000
"""Milliseconds that anything may take on a busy machine."""
SOON = 5_000
"""Milliseconds after which what did not happen is done again."""
ALL_DRAWN = """!document.querySelector("[data-testid=stSkeleton]") &&
  [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].every((one) => one.shadowRoot?.innerHTML)"""
"""That nothing on the page is still to be drawn, the components' own boxes among it."""

ALL_STYLED = "[...document.querySelectorAll('style')].some((one) => one.textContent.includes('netdash_hideable_'))"
"""That what is out of sight is not seen: the page's style is drawn by a script of its own, a moment later."""

GO = """to => {
  history.pushState({}, "", to)
  dispatchEvent(new PopStateEvent("popstate", {state: {}}))
}"""

MORE = "Questions asked, place, help offered, people recommended, promises, notes"


class Walker:
    """One person at one tab of the dashboard."""

    def __init__(self, page: Page, server: Server, file: Path) -> None:
        self.page, self.server, self.file = page, server, file
        page.set_default_timeout(PATIENCE)

    @property
    def kept(self) -> Workspace:
        """The workspace file as another program reads it."""
        return open_file(self.file)

    @property
    def stored(self) -> str:
        """The text of the workspace file; none before anything is written."""
        return self.file.read_text("utf-8") if self.file.exists() else ""

    # -- going somewhere ----------------------------------------------------------

    def open(self, path: str = "meeting_log", title: str | re.Pattern[str] = "Meeting log") -> Self:
        """Go to an address and wait until the page stands there, under its title."""
        self.page.goto(f"{self.server.url}/{path}")
        return self.sees_title(title)

    def goes(self, path: str = "meeting_log", title: str | re.Pattern[str] = "Meeting log") -> Self:
        """Go to another page as the browser's Back does, in a quarter of the time: netdash is not loaded anew."""
        there = f"{self.server.url}/{path}"
        if there.partition("?")[0] == self.page.url.partition("?")[0]:
            # From a page to itself there is no Back, so another one comes between.
            self.goes("rules", "Rules") if path.startswith("guide") else self.goes("guide", "Guide")
        self.settled().page.evaluate(GO, there)
        return self.sees_title(title)

    def looks(self) -> list[str]:
        """Return what axe finds, once boxes have labels, and turn to the other theme; nothing is too wide.

        So each view is looked at in one theme and each page in both. Colours are held in both by `test_theme`, and
        `python -m tests.looks` goes through every page in both.
        """
        self.settled().page.wait_for_function(ALL_DRAWN, timeout=PATIENCE)
        unnamed = "[data-testid^=stBidiComponent] :is(label, button:not([aria-label])):empty"
        expect(self.page.locator(unnamed)).to_have_count(0, timeout=PATIENCE)
        assert overflow(self.page) <= 0, "wider than the screen"
        found = axe(self.page)
        turn_theme(self.page)
        return found

    def turn_to(self, name: str, title: str | re.Pattern[str] | None = None) -> Self:
        """Follow a link of the sidebar, to a page whose title is its name, or another."""
        self._press_in_sidebar(name)
        return self.sees_title(title or name)

    def _press_in_sidebar(self, name: str) -> None:
        """Press a link of the sidebar, which on a phone has to be opened before, and closes by itself."""
        sidebar, opens = self.page.get_by_test_id("stSidebar"), self.page.get_by_test_id("stExpandSidebarButton")
        on_a_phone = opens.is_visible()
        if on_a_phone:
            opens.click()
            expect(sidebar).to_have_attribute("data-collapsed", "false", timeout=PATIENCE)
        sidebar.get_by_role("link", name=name).click()
        if on_a_phone:
            opens.wait_for(timeout=PATIENCE)

    def follow(self, name: str, title: str) -> Self:
        """Follow a link on the page."""
        self.still().page.get_by_role("link", name=name).first.click()
        return self.sees_title(title)

    # -- seeing -------------------------------------------------------------------

    def sees_title(self, title: str | re.Pattern[str]) -> Self:
        """Wait for the page with this title."""
        self._heading(title).wait_for(timeout=PATIENCE)
        return self.settled()

    def _heading(self, title: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("heading", level=1, name=title)

    def settled(self) -> Self:
        """Wait until the server has answered."""
        ready(self.page)
        return self

    def still(self) -> Self:
        """Wait until nothing moves any more, as whoever aims at something does.

        A box that folds, or a message that comes or goes above, moves what is pressed between aim and press.
        """
        self.settled().page.wait_for_function(STILL, timeout=PATIENCE)
        return self

    def sees(self, text: str) -> Self:
        """Wait until this text is on the page."""
        self.page.get_by_text(text).first.wait_for(timeout=PATIENCE)
        return self.settled()

    def reads(self, label: str, text: str) -> Self:
        """Wait until a field holds this text."""
        expect(self.field(label)).to_have_value(text, timeout=PATIENCE)
        return self

    def until(self, true: Callable[[], object]) -> Self:
        """Wait until something is true of what is kept, which the browser cannot see."""
        for _ in range(PATIENCE // 50):
            if true():
                return self
            self.page.wait_for_timeout(50)
        raise AssertionError("It did not become true.")

    # -- typing and pressing ------------------------------------------------------

    def field(self, label: str) -> Locator:
        """Return the first field with this label."""
        return self.page.get_by_label(label, exact=True).first

    def names(self, label: str, *names: str) -> Self:
        """Type names into a field that takes several, and take each from what it offers."""
        for name in names:
            self._take(self.page.get_by_role("combobox", name=label), label, name)
        return self.settled()

    def _take(self, box: Locator, label: str, name: str) -> None:
        """Type a name and take it from the list; anew where the list closed between the two, as one does.

        It closes whenever the page scrolls or the focus is elsewhere for a moment, and gives up what was typed.
        """
        option = self.page.get_by_role("option").filter(has_text=name).first
        taken = self.page.get_by_test_id("stMultiSelect").filter(has_text=label).get_by_text(name).first
        for patience in (SOON, SOON, PATIENCE):
            if taken.is_visible():
                return
            self.page.bring_to_front()
            box.press("Escape")
            box.press_sequentially(name)
            try:
                option.click(timeout=patience)
                box.press("Escape")
                taken.wait_for(timeout=patience)
            except TookTooLong:
                if patience == PATIENCE:
                    raise

    def types(self, label: str, text: str) -> Self:
        """Type into a field, key by key, and leave it."""
        self.field(label).press_sequentially(text)
        self.field(label).blur()
        return self.settled()

    def button(self, name: str) -> Locator:
        """Return the first button with this name; icons have no part in it."""
        return self.page.get_by_role("button", name=re.compile(rf"(^|\s|[a-z_]){re.escape(name)}$")).first

    def press(self, name: str) -> Self:
        """Press a button."""
        self.still().button(name).click()
        return self.settled()

    def unfold(self, name: str) -> Self:
        """Open a part of the page that is folded away."""
        page = self.still().page
        page.wait_for_function(ALL_STYLED, timeout=PATIENCE)
        whole = re.compile(rf"^{re.escape(name)}( \(\d+\))?$")  # with how many there are, or without
        part = page.locator("summary").filter(has=page.get_by_text(whole))
        if part.locator("xpath=..").get_attribute("open") is None:  # a form out of sight has a button of its name
            (part if part.is_visible() else self.button(name)).click()
        expect(part.locator("xpath=..")).to_have_attribute("open", "")
        return self.settled()

    def downloads(self, name: str) -> bytes:
        """Press a button that downloads a file, and return what is in it."""
        with self.page.expect_download() as download:
            self.button(name).click()
        return Path(download.value.path()).read_bytes()

    def signs(self, name: str) -> Self:
        """Have given one's name earlier, so that notes need no question about it."""
        self.kept.save(Profile(name=name))
        return self

    def met(self, name: str, learned: str) -> Meeting:
        """Have logged a conversation with somebody earlier, without learnings where there are no words."""
        ended = datetime.now(UTC) - timedelta(minutes=5)
        contact = Contact(name=name)
        meeting = Meeting(contacts=(contact.id,), starts_at=ended - timedelta(minutes=30), ends_at=ended)
        self.kept.save(contact)
        meetings.log_meeting(self.kept, meeting.replace(learnings=tuple(filter(None, [learned]))), ended)
        return meeting

    def thanks(self, name: str, learned: str) -> Self:
        """Come to the thank-you of a conversation with somebody."""
        meeting = self.signs("Mara Lind").met(name, learned)
        address = f"follow_up_tracker?meeting={meeting.id}&contact={meeting.contacts[0]}"
        return self.open(address, f"Thank {name}")

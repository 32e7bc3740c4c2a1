"""Finding anything from anywhere: by the keyboard alone, in the middle of a sentence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from netdash.records import Contact
from tests.browser import overflow, ready
from tests.journeys.conftest import Arrive
from tests.journeys.walking import PATIENCE, Walker

pytestmark = pytest.mark.browser

ODD = "*Bob* <b>B</b> :red[y] a_Söner_b :smile: x:y ::z"
LEARNED, SEARCH = "What did you learn?", "Search"
LISTENS = "window.netdashFinds"


def asks(walker: Walker, text: str) -> None:
    """Press the shortcut and type at once, as whoever knows it does."""
    walker.page.wait_for_function(LISTENS)
    walker.page.get_by_role("button", name="Find").wait_for()
    walker.page.keyboard.press("Control+k")
    walker.page.keyboard.type(text)
    walker.page.get_by_role("status").filter(has_text="result").wait_for(timeout=PATIENCE)
    walker.settled()


def test_in_the_middle_of_a_sentence_somebody_is_found_and_the_sentence_goes_on(walker: Walker) -> None:
    for name in ("Zoë Müller", ODD):
        walker.kept.save(Contact(name=name))
    page = walker.open().page
    walker.field(LEARNED).press_sequentially("Half a sent")
    asks(walker, "zoe mueller")
    expect(walker.field(SEARCH)).to_be_focused()
    expect(walker.field(SEARCH)).to_have_value("zoe mueller")
    assert walker.looks() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(walker.field(LEARNED)).to_be_focused()
    page.keyboard.type("ence")
    asks(walker, "zoe m")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("dialog").get_by_role("button", name="Zoë Müller")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("\N{LATIN SMALL LETTER U WITH DIAERESIS}ller")
    page.keyboard.press("Enter")
    walker.sees_title("Zoë Müller")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.go_back()
    walker.sees_title("Meeting log").reads(LEARNED, "Half a sentence")
    assert page.url.endswith("/meeting_log")
    asks(walker, "soener")
    expect(page.get_by_role("dialog").get_by_role("button", name=ODD)).to_be_visible()


def test_back_leads_through_every_page_that_somebody_was_on_however_soon_they_went_on(walker: Walker) -> None:
    zoe = Contact(name="Zoë Müller")
    walker.kept.save(zoe)
    page = walker.open().page
    asks(walker, "zoe m")
    page.keyboard.press("Enter")
    walker.sees_title("Zoë Müller").button("Plan").click()
    walker.sees_title("Plan a conversation")
    expect(page.locator("[data-testid=stSidebarNavLink][aria-current=page]")).to_contain_text("Plan a conversation")
    page.go_back()
    walker.sees_title("Zoë Müller")
    page.go_back()
    walker.sees_title("Meeting log").goes(f"outreach?contact={zoe.id}&from=today", "Write to Zoë Müller").press("Today")
    walker.sees_title(re.compile("^(Good |Welcome )"))
    page.go_back()
    walker.sees_title("Write to Zoë Müller").turn_to("Outreach")
    page.go_back()
    walker.sees_title("Write to Zoë Müller")


def test_on_a_phone_the_box_opens_from_the_sidebar_and_fits(arrive: Arrive) -> None:
    walker = arrive("dark", width=390, height=844, has_touch=True, is_mobile=True)
    walker.kept.save(Contact(name="Zoë Müller", notes="word " * 60 + "needle " + "word " * 60))
    page = walker.open("people", "People").page
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(walker.still().page.get_by_text("Ctrl + K")).to_be_hidden()
    page.get_by_role("button", name="Find").click()
    field = page.get_by_role("dialog").get_by_label(SEARCH)
    expect(field).to_be_focused()
    assert field.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
    field.press_sequentially("needle")
    page.get_by_text("1 result").wait_for()
    assert overflow(page) <= 0
    assert walker.looks() == []
    page.get_by_role("dialog").get_by_role("button", name="Zoë Müller").click()
    walker.sees_title("Zoë Müller")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    ready(page)

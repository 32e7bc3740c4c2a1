"""A page that the browser translates, which changes the page behind the back of what draws it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from netdash.records import Contact
from netdash.workspace import sample
from tests.journeys.conftest import Arrive

pytestmark = pytest.mark.browser

TRANSLATOR = """addEventListener("DOMContentLoaded", () => {
  let wraps = false
  const texts = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node]
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, font, textarea, [translate=no]")) return []
    return [...node.childNodes].flatMap(texts)
  }
  const translate = (text) => {
    const settled = !text.isConnected || text.parentElement.closest("font, script, style, [translate=no]")
    if (settled || !text.data.trim()) return
    wraps = !wraps
    const font = document.createElement("font")
    const inner = font.appendChild(document.createElement("font"))
    text.parentNode.insertBefore(font, text)
    inner.append(wraps ? text : text.data)
    if (!wraps) text.remove()
  }
  const hear = (records) => records.forEach((one) => [...one.addedNodes, one.target].flatMap(texts).forEach(translate))
  texts(document.body).forEach(translate)
  new MutationObserver(hear).observe(document.body, {childList: true, characterData: true, subtree: true})
})"""
"""It puts fonts about one text and in the place of the next, as Chrome's translator does; the words stay."""
PAGES = (
    ("insights", "Insights"),
    ("meeting_log", "Meeting log"),
    ("", re.compile("^(Good |Welcome )")),
    ("question_bank", "Question bank"),
    ("people", "People"),
    ("follow_up_tracker", "Follow-up tracker"),
)


def test_a_translated_page_says_what_the_page_says_now(arrive: Arrive) -> None:
    """A renamed person, other pages and the way back, under a translator that wraps texts and replaces them."""
    walker = arrive(locale="de-DE")  # of its own, as a tab keeps the script
    page, broken = walker.page, list[str]()
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.add_init_script(TRANSLATOR)
    sample.load(walker.kept, datetime.now(UTC), ZoneInfo("Europe/Berlin"))
    ada, bo = Contact(name="Ada Lovelace"), Contact(name="Bo Ek")
    walker.kept.save(ada)
    walker.kept.save(bo)
    walker.open(f"people?contact={ada.id}", "Ada Lovelace")
    expect(page.locator("h1 font").first).to_be_attached()
    walker.press("Edit").field("Name").fill("Ada King")
    walker.field("Name").blur()
    walker.press("Save the changes").sees_title("Ada King")
    expect(page.get_by_text("Ada Lovelace")).to_have_count(0)
    for path, title in ((f"people?contact={bo.id}", "Bo Ek"), *PAGES, (f"people?contact={ada.id}", "Ada King")):
        walker.goes(path, title)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert broken == []

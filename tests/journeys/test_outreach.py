"""Reaching out on a phone: the words follow the channel until they are typed over, then go out and are answered."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from netdash.records import Channel, Contact, Message, Outcome
from tests.browser import overflow
from tests.journeys.conftest import Arrive

pytestmark = pytest.mark.browser

TAPS = """() => {
  const heard = [], title = document.querySelector("h1"), page = window.netdashView
  const tap = (name, clientX = 50) => {
    title.onclick = () => heard.push(name)
    const what = {clientX, clientY: 50, detail: 1, bubbles: true, cancelable: true}
    for (const type of ["pointerdown", "click"]) title.dispatchEvent(new PointerEvent(type, what))
  }
  tap("one page")
  window.netdashView = "another"
  tap("another page, the second of a double tap")
  tap("another page, elsewhere", 250)
  window.netdashView = page
  return heard
}"""
OWN = "Hi Ada, I read your post on engines. Shall we connect?"


def test_a_first_message_from_a_template_to_a_reply_on_a_phone(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True).signs("Mara Lind")
    ada = Contact(name="Ada Lovelace", position="engineer", company="Northwind", emails=("ada@example.org",))
    walker.kept.save(ada)
    walker.open(f"outreach?contact={ada.id}", "Write to Ada Lovelace")
    expect(walker.field("Message")).to_have_value(re.compile(r"\[how we connect\]"))
    assert overflow(walker.page) <= 0
    walker.page.get_by_role("combobox", name="Channel").click()
    walker.page.get_by_role("option", name="LinkedIn invitation").click()
    expect(walker.field("Message")).to_have_value(re.compile("^Hi Ada, I came across your profile"))
    walker.settled().field("Message").fill(OWN)
    walker.field("Message").blur()
    walker.sees(f"{len(OWN)} of 200 characters")
    walker.page.get_by_role("combobox", name="Template").click()
    walker.page.get_by_role("option").filter(has_text="LinkedIn invitation through").click()
    walker.sees("your words were kept").reads("Message", OWN)
    assert overflow(walker.page) <= 0
    walker.press("Mark as sent now").sees("Message to Ada Lovelace marked as sent.")
    (message,) = walker.kept.all(Message)
    assert (message.body, message.channel) == (OWN, Channel.LINKEDIN_INVITATION)
    walker.open(f"outreach?message={message.id}", "Message to Ada Lovelace")
    walker.press("They replied").sees("Noted: Ada Lovelace replied.")
    assert walker.kept.all(Message)[0].outcome is Outcome.REPLIED
    assert overflow(walker.page) <= 0


def test_a_page_begins_at_its_top_however_far_down_the_one_before_was_left(arrive: Arrive) -> None:
    walker = arrive(height=500)
    walker.open("outreach", "Outreach").page.get_by_role("tab", name="Templates").click()
    walker.settled().page.get_by_role("button", name="Open", exact=True).last.click()
    walker.page.get_by_label("Name").wait_for()
    walker.still()
    assert walker.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert walker.page.evaluate(TAPS) == ["one page", "another page, elsewhere"]

"""The whole method: from a target and a template to a conversation, its thank-you, and the introduction followed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from netdash.outreach import merge_fields
from netdash.records import Contact, Introduction, Meeting, MeetingState, Message, Outcome, Promise, Purpose
from tests.conftest import Serve, Window
from tests.journeys.walking import PATIENCE, Walker
from tests.servers import ROOT

pytestmark = pytest.mark.browser

ZONE = "Europe/Berlin"
FIRST_DAY = datetime.now(ZoneInfo(ZONE)).replace(hour=9, minute=0, second=0, microsecond=0)
BEGINS = FIRST_DAY + timedelta(days=1, hours=1)
"""When the plan that the form offers begins: at ten on the day after."""

GREETING = re.compile("^(Good |Welcome )")
LOOKED_AT = (
    "target",
    "message desk",
    "message",
    "plan",
    "conversation",
    "record",
    "recorded",
    "thank-you desk",
    "today",
    "board",
)
"""The views on the way that axe looks at."""
SENT = {Purpose.FIRST_MESSAGE: 2, Purpose.REPLY: 1, Purpose.CONFIRMATION: 1, Purpose.THANK_YOU: 1}
WAYS_TO_ACT = "contains(@class, 'st-key-today_do_') or contains(@class, 'st-key-today_write_')"
LEARNED = "Ask what not to build"


class Member(Walker):
    """Somebody with a phone whose next step is always the one that Today offers.

    At a desk the others go the same steps one by one, and `test_everyone` looks at what they see there.
    """

    def __init__(self, page: Page, *rest: object) -> None:
        super().__init__(page, *rest)  # type: ignore[arg-type]
        self.found: dict[str, list[str]] = {}

    def today(self) -> Self:
        """Turn to Today."""
        return self.turn_to("Today", GREETING)

    def is_offered(self, what: str) -> Self:
        """See an action in the queue on Today."""
        later = self.page.locator("[class*=st-key-today_later] summary")
        if not self.page.get_by_text(what).count() and later.count():
            later.click()
        return self.sees(what)

    def takes_up(self, what: str, title: str) -> Self:
        """Follow the one click of an action in the queue on Today."""
        action = self.is_offered(what).still().page.get_by_text(what).first
        action.locator(f"xpath=ancestor::*[.//*[{WAYS_TO_ACT}]][1]").locator("button").first.click()
        return self.sees_title(title)

    def looks_at(self, view: str) -> None:
        """Let axe look at what is there."""
        self.found[view] = self.looks()

    def writes(self, **filled: str) -> Self:
        """Fill in the open fields of a message, by their names."""
        body, blanks = self.field("Message").input_value(), {one.name: one.blank for one in merge_fields.fields()}
        for name, words in filled.items():
            body = body.replace(blanks[name], words)
        self.field("Message").fill(body)
        self.field("Message").blur()
        expect(self.settled().page.get_by_text("Still to fill in", exact=True)).to_have_count(0)
        return self

    def lets_it_be(self, moment: datetime) -> Self:
        """Let the time come: the server starts anew at this moment."""
        self.server.kill()
        self.server.env["NETDASH_NOW"] = moment.isoformat()
        self.server.start()
        self.page.reload()
        return self


@pytest.fixture
def member(serve: Serve, tmp_path: Path, window: Window) -> Iterator[Member]:
    """One person with a phone."""
    file = tmp_path / "netdash.json"
    server = serve(ROOT / "app.py", {"NETDASH_FILE": str(file), "NETDASH_NOW": FIRST_DAY.isoformat()})
    yield Member(window("light", 390, 844, timezone_id=ZONE, has_touch=True, is_mobile=True), server, file)
    assert "Traceback" not in server.log.read_text("utf-8"), server.log.read_text("utf-8")


def aims(member: Member) -> None:
    """Add a target, and somebody technical there."""
    member.signs("Mara Lind").open("", GREETING).turn_to("Target plan")
    member.types("Company", "Northwind").types("Role", "Data engineer").press("Add the target").sees("Added Data")
    member.today().takes_up("Find a technical contact at Northwind", "Data engineer at Northwind")
    member.types("Name", "Ada Lovelace").types("Position", "Engineer").types("E-mail", "ada@example.org")
    member.press("Add them").sees("Added Ada Lovelace.").looks_at("target")


def writes_first(member: Member) -> None:
    """Write the first message from a template; what it leaves open has to be filled in first."""
    member.press("Write to Ada").sees_title("Write to Ada Lovelace")
    expect(member.field("Message")).to_have_value(re.compile(r"\[how we connect\]"))
    member.sees("Still to fill in").press("Mark as sent now").sees("Fill that in first")
    assert not member.kept.all(Message)
    member.looks_at("message desk")
    member.writes(how_we_connect="We both studied in Leeds").press("Mark as sent now")
    member.sees("Message to Ada Lovelace marked as sent.")
    (message,) = member.kept.all(Message)
    assert "We both studied in Leeds. I am exploring Data engineer roles" in message.body


def hears_back(member: Member) -> None:
    """Note the reply, and answer it."""
    member.today().takes_up("Nudge Ada Lovelace if there is no reply", "Write to Ada Lovelace")
    member.follow("They answered? Note it instead", "Message to Ada Lovelace")
    member.press("They replied").sees("Noted: Ada Lovelace replied.").looks_at("message")
    assert member.kept.all(Message)[0].outcome is Outcome.REPLIED
    member.today().takes_up("Answer Ada Lovelace", "Write to Ada Lovelace")
    member.writes(times_i_offer="tomorrow at ten").press("Mark as sent now").sees("marked as sent")


def plans(member: Member) -> None:
    """Plan the conversation for the day after, prepare it and confirm it."""
    member.follow("Plan the conversation", "Plan a conversation")
    member.press("Suggest 5").sees("5 questions")
    member.types("Place or link", "Café Central").types("The person", "Writes about engines")
    member.press("Plan the conversation").sees("Planned: Ada Lovelace.").sees_title("Plan: Ada Lovelace")
    (meeting,) = member.kept.all(Meeting)
    assert (meeting.starts_at, meeting.state) == (BEGINS, MeetingState.PLANNED)
    member.today().takes_up("Prepare for Ada Lovelace", "Plan: Ada Lovelace")
    for step in ("Research the company", "Practise aloud"):
        member.page.get_by_test_id("stCheckbox").filter(has_text=step).locator("label").click()
        member.settled()
    member.sees("4 of 7 done").looks_at("plan")
    takes_along(member)


def takes_along(member: Member) -> None:
    """Read back what the plan gives to take along."""
    entry = member.downloads("Calendar (.ics)").decode("utf-8").replace("\r\n ", "")
    assert f"DTSTART:{BEGINS.astimezone(UTC):%Y%m%dT%H%M%SZ}" in entry
    assert "Ada Lovelace" in entry
    sheet = member.downloads("Prep sheet").decode("utf-8")
    assert "Writes about engines" in sheet
    assert "Café Central" in sheet


def confirms(member: Member) -> None:
    """Confirm the conversation the day before, as Today asks."""
    member.today().takes_up("Confirm with Ada Lovelace, tomorrow at 10:00 AM", "Write to Ada Lovelace")
    expect(member.field("Message")).to_have_value(re.compile("Where: Café Central"))
    member.press("Mark as sent now").sees("marked as sent")


def holds(member: Member) -> None:
    """Hold the conversation from Today; what is noted survives the page and the server."""
    member.lets_it_be(BEGINS).open("", GREETING)
    member.press("Start conversation").sees_title("Ada Lovelace").sees("left of 20 min")
    ticks = member.page.get_by_test_id("stCheckbox")
    ticks.first.locator("label").click()
    member.settled().field("What did they say?").press_sequentially("By accident")
    member.field("What did you learn? One thing a line").press_sequentially(LEARNED)
    member.until(lambda: all(words in member.stored for words in ("By accident", LEARNED)))
    member.lets_it_be(BEGINS + timedelta(minutes=18)).sees_title("Ada Lovelace")
    member.reads("What did they say?", "By accident").reads("What did you learn? One thing a line", LEARNED)
    expect(ticks.first.get_by_role("checkbox")).to_be_checked(timeout=PATIENCE)
    member.sees("2:00").sees("left of 20 min").looks_at("conversation")
    member.press("End").sees("How did it go?")


def records(member: Member) -> None:
    """Record what came of it: a learning, an offer, a person, a promise."""
    member.reads("What did you learn?", LEARNED).types("What help did you offer?", "I read drafts")
    member.names("Who did they recommend?", "Grace Hopper").types("What did you promise?", "Send the article")
    member.looks_at("record")
    member.press("Record the conversation").sees("Recorded: Ada Lovelace.").looks_at("recorded")
    (held,), (promise,), (link,) = (member.kept.all(kind) for kind in (Meeting, Promise, Introduction))
    assert isinstance(held, Meeting)
    assert (held.state, held.learnings, held.minutes) == (MeetingState.HELD, (LEARNED,), 18)
    assert isinstance(promise, Promise)
    assert promise.what == "Send the article"
    assert isinstance(link, Introduction)


def thanks(member: Member) -> None:
    """Say thank you in five parts that take up what was recorded; it leads back to Today."""
    member.today().takes_up("Thank Ada Lovelace", "Thank Ada Lovelace")
    for part, said in (
        ("Say thank you", "talk with me today"),
        ("What you learned from them", LEARNED),
        ("Your offer to help", "I read drafts"),
        ("Ask who else to meet", "Grace Hopper"),
        ("Good wishes", "stay in touch"),
    ):
        expect(member.field(part)).to_have_value(re.compile(re.escape(said)), timeout=PATIENCE)
    member.looks_at("thank-you desk")
    member.press("Mark as sent now").sees("Thank-you to Ada Lovelace marked as sent.")


def follows_the_introduction(member: Member) -> None:
    """Write to the person recommended, through whoever recommended them."""
    member.is_offered("Keep your promise to Ada Lovelace: Send the article").looks_at("today")
    member.takes_up("Write to Grace Hopper, introduced by Ada Lovelace", "Write to Grace Hopper")
    expect(member.field("Message")).to_have_value(re.compile("Ada Lovelace suggested I reach out"))
    member.writes(company="Contoso").press("Mark as sent now").sees("Message to Grace Hopper marked as sent.")
    member.turn_to("Outreach").page.get_by_role("tab", name="Journey").click()
    board = member.settled().page.locator("[class*=st-key-outreach_stage_]")
    expect(board.filter(has_text="Messaged")).to_contain_text("Grace Hopper", timeout=PATIENCE)
    expect(board.filter(has_text="In touch")).to_contain_text("Ada Lovelace")
    member.looks_at("board")


def test_from_a_target_to_an_introduction_followed(member: Member) -> None:
    aims(member)
    writes_first(member)
    hears_back(member)
    plans(member)
    confirms(member)
    holds(member)
    records(member)
    thanks(member)
    follows_the_introduction(member)
    assert Counter(one.purpose for one in member.kept.all(Message) if one.sent_at) == SENT
    assert {one.name for one in member.kept.all(Contact)} == {"Ada Lovelace", "Grace Hopper"}
    assert member.found == {view: [] for view in LOOKED_AT}

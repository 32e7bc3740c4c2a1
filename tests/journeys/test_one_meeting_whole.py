"""One conversation on a phone, whole: planned, held while the server dies, recorded, and thanked for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from netdash import holding, question_sets, questions
from netdash.records import Contact, Introduction, Meeting, MeetingState, Message
from tests.conftest import Window
from tests.journeys.test_everyone import overflow
from tests.journeys.walking import PATIENCE, Walker

pytestmark = pytest.mark.browser

ADA = Contact(name="Ada Lovelace", emails=("ada@example.org",))
FIRST = questions.shipped()[0]
WRITTEN = re.compile(r"Ask what not to build(.|\n)* Any time\.")


@pytest.fixture
def walker(alone: Walker, window: Window) -> Walker:
    """The one person on a server of their own, with a phone."""
    phone = window("light", 390, 844, timezone_id="Europe/Berlin", has_touch=True, is_mobile=True)
    return Walker(phone.new_page(), alone.server, alone.file)


def plans(walker: Walker) -> Meeting:
    """Plan a conversation with the questions that were chosen."""
    walker.kept.save(ADA)
    for one in questions.shipped()[:4]:
        question_sets.choose(walker.kept, one.id)
    walker.signs("Mara Lind").open(f"plan?contact={ADA.id}", "Plan a conversation")
    walker.types("The person", "Writes about engines").press("Plan the conversation").sees("Planned: Ada Lovelace.")
    walker.sees_title("Plan: Ada Lovelace").sees("5 questions")
    assert overflow(walker.page) <= 0
    (meeting,) = walker.kept.all(Meeting)
    assert meeting.research.person == "Writes about engines"
    assert b"METHOD:PUBLISH" in walker.downloads("Calendar (.ics)")
    assert b"Writes about engines" in walker.downloads("Prep sheet")
    return meeting


def holds(walker: Walker, meeting: Meeting) -> None:
    """Tick a question and note what they say; the server dies in the middle, and all is there again."""
    walker.press("Hold it now").press("Begin").sees("Left in all")
    walker.page.get_by_test_id("stCheckbox").filter(has_text=FIRST.text).locator("label").click()
    walker.settled().field("What did they say?").press_sequentially("By accident, then by cho")
    walker.field("Notes").press_sequentially("Half a sent")
    walker.page.wait_for_timeout(2000)
    kept = holding.kept(walker.kept, meeting.id)
    assert kept is not None
    assert (kept.answers, kept.notes) == ({FIRST.id: "By accident, then by cho"}, "Half a sent")
    walker.server.kill()
    walker.server.start()
    walker.page.reload()
    walker.sees_title("Ada Lovelace").reads("What did they say?", "By accident, then by cho")
    walker.reads("Notes", "Half a sent").sees("Left in all")
    expect(walker.page.get_by_role("checkbox", name=FIRST.text)).to_be_checked(timeout=PATIENCE)
    assert overflow(walker.page) <= 0
    walker.types("What did you learn? One thing a line", "Ask what not to build").press("We are done")


def test_one_conversation_from_its_plan_to_its_thank_you(walker: Walker) -> None:
    meeting = plans(walker)
    holds(walker, meeting)
    walker.sees("How did it go?").reads("What did you learn?", "Ask what not to build")
    walker.settled().names("Who did they recommend?", "Grace Hopper").press("Record the conversation")
    walker.sees("Recorded: Ada Lovelace.")
    assert overflow(walker.page) <= 0
    (held,) = walker.kept.all(Meeting)
    assert (held.state, held.learnings) == (MeetingState.HELD, ("Ask what not to build",))
    assert held.asked[0].note == "By accident, then by cho"
    assert len(walker.kept.all(Introduction)) == 1
    walker.follow("Write the thank-you", "Thank Ada Lovelace").types("Your offer to help", " Any time.")
    expect(walker.field("Your note")).to_have_value(WRITTEN, timeout=PATIENCE)
    walker.press("Mark as sent now").sees("marked as sent")
    (message,) = walker.kept.all(Message)
    assert "Grace Hopper" in message.body
    assert "Any time." in message.body

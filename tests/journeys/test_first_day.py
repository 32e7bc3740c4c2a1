"""The first day: from an empty workspace through the sample to one's own pitch, questions and conversation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from netdash.questions import question_sets, questions
from netdash.records import Contact, Draft, Meeting, Pitch, Record
from netdash.workspace import sample
from tests.browser import overflow
from tests.journeys.conftest import Arrive
from tests.journeys.walking import PATIENCE, Walker

pytestmark = pytest.mark.browser

GREETING = re.compile(r"^(Good (morning|afternoon|evening)|Welcome to netdash)")
PAST = "I was a nurse for six years."
INTERESTS = "I want to work where data helps people."
OUTCOME = "I am looking for a junior data role. Any advice?"
VIEWS = (
    ("", GREETING),
    ("pitch_builder", "Pitch builder"),
    ("question_bank", "Question bank"),
    ("insights", "Insights"),
    ("guide", "Guide"),
)


def own(walker: Walker) -> list[Record]:
    """Return everything that is kept of the kinds the sample has, except drafts."""
    return [record for kind in sample.SAMPLE_KINDS for record in walker.kept.all(kind)]


def comes_home(walker: Walker) -> Walker:
    """Turn to Today, whose title is a greeting."""
    walker.page.get_by_test_id("stSidebar").get_by_role("link", name="Today").click(delay=80)
    expect(walker.page.get_by_role("heading", level=1, name=GREETING)).to_be_visible(timeout=PATIENCE)
    return walker.settled()


def looks_around(walker: Walker) -> None:
    """Load the sample, look at what it fills, and remove it."""
    walker.press("Look around with sample data").sees("Sample data loaded.").sees("thank-yous due")
    walker.turn_to("Meeting log").sees("19 conversations").sees("Sample data is loaded")
    walker.turn_to("Pitch builder").reads("Past to present", walker.field("Past to present").input_value())
    assert "six years" in walker.field("Past to present").input_value()
    walker.turn_to("Insights").sees("Sample data is loaded")
    comes_home(walker).press("Remove sample data").sees("Removed the sample data. What is yours stayed.")
    walker.sees("First steps")
    assert own(walker) == []


def writes_a_pitch(walker: Walker) -> None:
    """Type the three parts and save them."""
    walker.press("Start").sees_title("Pitch builder")
    walker.types("Past to present", PAST).types("Professional interests", INTERESTS).types("Outcome", OUTCOME)
    walker.press("Save the pitch").sees("Saved General pitch.")
    (pitch,) = walker.kept.all(Pitch)
    assert (pitch.wording.past, pitch.wording.interests, pitch.wording.outcome) == (PAST, INTERESTS, OUTCOME)


def chooses_questions(walker: Walker) -> None:
    """Tick four questions; the referral question joins them."""
    comes_home(walker).page.get_by_role("button", name="Start", exact=True).first.click()
    walker.sees_title("Question bank")
    for one in questions.shipped()[:4]:
        walker.page.get_by_test_id("stCheckbox").filter(has_text=one.text).locator("label").click()
        walker.settled()
    walker.sees("5 questions").sees("a good size")
    chosen = question_sets.current_questions(walker.kept)
    assert len(chosen) == 5
    assert questions.is_closing(chosen[-1].id)


def test_from_an_empty_workspace_through_the_sample_to_ones_own_first_day(walker: Walker) -> None:
    walker.open("", GREETING).sees("First steps")
    looks_around(walker)
    writes_a_pitch(walker)
    chooses_questions(walker)
    comes_home(walker)
    expect(walker.page.get_by_role("button", name="Edit")).to_have_count(2)
    walker.press("Log a conversation")
    walker.names("Who did you talk to?", "Grace Hopper").types("One thing you learned", "Ask what not to build")
    walker.press("Log the conversation").sees("Logged: Grace Hopper.").sees("1 thank-you due")
    walker.sees("“Ask what not to build”")
    (meeting,), (grace,) = walker.kept.all(Meeting), walker.kept.all(Contact)
    assert (meeting.learnings, meeting.contacts, grace.name) == (
        ("Ask what not to build",),
        (grace.id,),
        "Grace Hopper",
    )
    assert not any(record.sample for record in own(walker))
    assert not walker.kept.all(Draft)
    walker.follow("Open the conversation", "Grace Hopper").sees("Ask what not to build")


def test_half_a_quick_log_survives_a_reload_and_a_double_click_logs_it_once(walker: Walker) -> None:
    walker.open("", GREETING).press("Log a conversation").names("Who did you talk to?", "Grace Hopper").types(
        "One thing you learned", "Half a sent"
    )
    walker.until(lambda: "Half a sent" in walker.stored)
    walker.page.reload()
    expect(walker.page.get_by_role("heading", level=1, name=GREETING)).to_be_visible(timeout=PATIENCE)
    walker.settled().reads("One thing you learned", "Half a sent")
    expect(walker.page.get_by_test_id("stMultiSelect").first).to_contain_text("Grace Hopper", timeout=PATIENCE)
    walker.button("Log the conversation").dblclick()
    walker.sees("Logged: Grace Hopper.").sees("1 thank-you due")
    assert [one.learnings for one in walker.kept.all(Meeting)] == [("Half a sent",)]


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "sample"])
def test_what_one_prepares_with_passes_axe_and_fits_a_phone(arrive: Arrive, *, filled: bool) -> None:
    walker = arrive("dark" if filled else "light").open("", GREETING)
    if filled:
        walker.press("Look around with sample data").sees("Sample data loaded.")
    found, wide = {}, {}
    for path, title in VIEWS:
        view = path or "today"
        found[view] = walker.goes(path, title).looks()
        walker.page.set_viewport_size({"width": 390, "height": 844})
        wide[view] = overflow(walker.still().page)
        walker.page.set_viewport_size({"width": 1280, "height": 900})
    assert found == {view: [] for view in found}
    assert {view: by for view, by in wide.items() if by > 0} == {}

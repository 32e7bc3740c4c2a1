"""Reloads, other pages, the back button, a killed server, double clicks, two tabs, slow networks: nothing is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Route, expect

from netdash.questions import question_sets, questions
from netdash.records import Contact, Draft, Meeting
from tests.browser import connected, cut_off
from tests.journeys.conftest import Arrive
from tests.journeys.walking import MORE, PATIENCE, Walker

pytestmark = pytest.mark.browser


LEAVE = "box => { box.blur(); document.querySelector('[data-testid=stSidebarNavLink][href$=people]').click() }"
"""Press a link of the sidebar in the instant in which a box is left, before what was typed last is sent."""


def type_half(walker: Walker) -> None:
    """Type half a conversation, the last words without leaving the box."""
    walker.names("Who did you talk to?", "Grace Hopper").types("Job title of Grace Hopper", "Rear admiral")
    walker.field("Minutes").fill("45")
    walker.field("Minutes").press("Enter")
    walker.settled().unfold(MORE).types("Place or link", "Café Central")
    walker.field("What did you learn?").press_sequentially("Half a sent")


def reads_half(walker: Walker, learned: str = "Half a sent") -> None:
    """Wait until everything of it is there again."""
    expect(walker.page.get_by_test_id("stMultiSelect").first).to_contain_text("Grace Hopper", timeout=PATIENCE)
    walker.reads("What did you learn?", learned).reads("Job title of Grace Hopper", "Rear admiral")
    walker.reads("Minutes", "45").unfold(MORE).reads("Place or link", "Café Central")


def saves_half(walker: Walker, learned: str = "Half a sent") -> None:
    """Save it and look at what was kept."""
    walker.press("Log the conversation").sees("Logged: Grace Hopper.")
    (meeting,) = walker.kept.all(Meeting)
    (person,) = walker.kept.all(Contact)
    assert (meeting.learnings, meeting.minutes, meeting.place) == ((learned,), 45, "Café Central")
    assert (person.name, person.position) == ("Grace Hopper", "Rear admiral")


def test_in_mid_sentence_a_reload_other_pages_and_the_way_back_lose_nothing(walker: Walker) -> None:
    page = walker.open("people", "People").turn_to("Workspace").turn_to("Meeting log").page
    type_half(walker)
    page.reload()
    walker.sees_title("Meeting log")
    reads_half(walker)
    walker.field("What did you learn?").press_sequentially("ence")
    walker.settled()  # an answer that comes after Back has Streamlit turn to the page that was left
    for go, title in (
        (page.go_back, "Workspace"),
        (page.go_back, "People"),
        (page.go_forward, "Workspace"),
        (page.go_forward, "Meeting log"),
    ):
        go()
        walker.sees_title(title)
    reads_half(walker, "Half a sentence")
    walker.field("What did you learn?").press_sequentially(", more")
    walker.field("What did you learn?").evaluate(LEAVE)
    walker.sees_title("People").turn_to("Meeting log")
    reads_half(walker, "Half a sentence, more")
    saves_half(walker, "Half a sentence, more")


def test_back_right_after_a_letter_goes_back_and_the_letter_is_there_again(alone: Walker) -> None:
    """What is sent for the page that is left has Streamlit turn to it again: on a slow line the letters wait."""
    alone.page.clock.install()
    page = alone.open("people", "People").turn_to("Meeting log").page
    alone.field("What did you learn?").press_sequentially("Half a sent")
    alone.settled().server.freeze()
    page.go_back()
    page.clock.fast_forward(1000)
    alone.server.thaw()
    alone.sees_title("People").page.go_forward()
    alone.sees_title("Meeting log").reads("What did you learn?", "Half a sent").settled().page.go_back()
    alone.sees_title("People")


def test_a_press_right_after_the_last_letter_takes_it_along_and_what_was_saved_does_not_come_back(
    walker: Walker,
) -> None:
    walker.open().names("Who did you talk to?", "Grace Hopper")
    box = walker.field("What did you learn?")
    box.press_sequentially("First")
    walker.until(lambda: "First" in walker.stored).settled()
    box.press_sequentially(" and last")
    walker.button("Clear the form").click()
    walker.sees("Form cleared.").press("Undo").reads("What did you learn?", "First and last")
    walker.field("What did you learn?").press_sequentially("!")
    walker.button("Log the conversation").click()
    walker.sees("Logged: Grace Hopper.")
    assert [one.learnings for one in walker.kept.all(Meeting)] == [("First and last!",)]
    walker.page.reload()
    walker.sees_title("Meeting log").unfold("Log a conversation").reads("What did you learn?", "")
    assert not walker.kept.all(Draft)


def test_a_killed_server_loses_nothing_with_a_reload_and_without(alone: Walker) -> None:
    alone.open()
    type_half(alone)
    alone.sees("Grace Hopper").until(lambda: "Half a sent" in alone.stored)
    alone.server.kill()
    cut_off(alone.page)
    alone.server.start()
    connected(alone.page)
    reads_half(alone)
    alone.field("What did you learn?").press_sequentially("ence")
    alone.until(lambda: "Half a sentence" in alone.stored)
    alone.server.kill()
    alone.server.start()
    alone.page.reload()
    alone.sees_title("Meeting log")
    reads_half(alone, "Half a sentence")
    saves_half(alone, "Half a sentence")


def test_what_is_typed_into_a_connection_that_is_dead_and_still_open_is_not_lost(alone: Walker) -> None:
    """The browser sends it to a server that has never drawn these fields, whose draft is the older one."""
    alone.page.clock.install()
    alone.open().names("Who did you talk to?", "Grace Hopper").unfold(MORE).types("Place or link", "Her office")
    alone.types("Job title of Grace Hopper", "Captain").types("What did you learn?", "Ask")
    alone.until(lambda: all(word in alone.stored for word in ("Her office", "Captain", "Ask")))
    alone.server.freeze()
    for label, text in (("Job title of Grace Hopper", "Rear admiral"), ("Minutes", "45"), ("Place or link", "Café")):
        alone.field(label).fill(text)
        alone.field(label).press("Tab")
    alone.field("What did you learn?").fill("Half a sent")
    people = alone.field("Who did you talk to?")
    people.fill("Tom Baker")
    people.press("Enter")
    alone.page.clock.run_for(10_000)
    unanswered = alone.page.get_by_text("netdash does not answer at the moment")
    expect(unanswered.first).to_be_visible()
    alone.server.kill()
    cut_off(alone.page)
    alone.server.start()
    connected(alone.page)
    expect(alone.page.get_by_test_id("stMultiSelect").first).to_contain_text("Tom Baker", timeout=PATIENCE)
    alone.reads("Job title of Grace Hopper", "Rear admiral").reads("Minutes", "45").reads("Place or link", "Café")
    alone.reads("What did you learn?", "Half a sent")
    expect(unanswered.locator("visible=true")).to_have_count(0, timeout=PATIENCE)
    alone.press("Log the conversation").sees("Logged: Grace Hopper and Tom Baker.")
    (meeting,) = alone.kept.all(Meeting)
    assert (meeting.learnings, meeting.minutes, meeting.place) == (("Half a sent",), 45, "Café")
    assert {one.name: one.position for one in alone.kept.all(Contact)} == {
        "Grace Hopper": "Rear admiral",
        "Tom Baker": "",
    }


def test_a_box_in_which_nothing_was_typed_since_shows_what_was_typed_elsewhere(alone: Walker) -> None:
    alone.open().types("What did you learn?", "Ask")
    alone.until(lambda: "Ask" in alone.stored)
    alone.settled()
    alone.server.kill()
    cut_off(alone.page)
    (draft,) = alone.kept.all(Draft)
    alone.kept.put(draft.replace(fields={**draft.fields, "learnings": "Ask, and listen", "_by": "another tab"}))
    alone.server.start()
    connected(alone.page)
    alone.reads("What did you learn?", "Ask, and listen")


def test_what_was_ticked_on_a_dead_connection_shows_as_it_is_kept_when_the_connection_is_back(alone: Walker) -> None:
    question_sets.choose(alone.kept, questions.shipped()[0].id)
    alone.open("question_bank", "Question bank")
    box = alone.page.get_by_role("checkbox").first
    question = alone.page.get_by_test_id("stCheckbox").filter(has=alone.page.get_by_role("checkbox")).first
    expect(box).to_be_checked(timeout=PATIENCE)
    expect(box).to_be_enabled(timeout=PATIENCE)  # fields are disabled until the connection stands
    alone.server.freeze()
    question.locator("label").click()
    expect(box).not_to_be_checked()
    alone.server.kill()
    cut_off(alone.page)
    alone.server.start()
    expect(box).to_be_checked(timeout=PATIENCE)


def test_what_was_typed_for_one_workspace_is_not_taken_into_another(alone: Walker) -> None:
    alone.open().names("Who did you talk to?", "Grace Hopper").types("What did you learn?", "Half a sent")
    alone.until(lambda: "Half a sent" in alone.stored)
    alone.server.kill()
    cut_off(alone.page)
    other = alone.file.with_name("other.json")
    alone.server.env["NETDASH_FILE"] = str(other)
    alone.server.start()
    connected(alone.page)
    alone.sees("Write down a conversation while it is fresh").reads("What did you learn?", "")
    expect(alone.page.get_by_text("Grace Hopper")).to_have_count(0)
    alone.types("What did you learn?", "Another").until(
        lambda: other.exists() and "Another" in other.read_text("utf-8")
    )
    assert "Half a sent" not in other.read_text("utf-8")
    assert "Half a sent" in alone.stored


def marked(walker: Walker, *labels: str) -> list[Locator]:
    """Mark fields, so that those drawn anew are known."""
    fields = [walker.field(label) for label in labels]
    for field in fields:
        field.evaluate("one => { one.isTheSame = true }")
    return fields


def drawn_anew(fields: list[Locator]) -> list[Locator]:
    return [field for field in fields if not field.evaluate("one => one.isTheSame")]


def test_no_field_of_a_conversation_is_drawn_anew_where_somebody_new_is_asked_about_above(walker: Walker) -> None:
    walker.open().unfold("Log a conversation").unfold(MORE)
    labels = ("Minutes", "Kind", "What did you learn?", "Place or link", "What did you promise?", "Notes")
    fields = marked(walker, *labels)
    walker.names("Who did you talk to?", "Ada Lovelace").names("Who did they recommend?", "Grace Hopper")
    walker.sees("Job title of Ada Lovelace").sees("Job title of Grace Hopper")
    assert drawn_anew(fields) == []


def test_no_field_of_a_plan_is_drawn_anew_where_a_question_or_a_sentence_comes_above(walker: Walker) -> None:
    ada, starts = Contact(name="Ada Lovelace"), datetime.now(UTC) + timedelta(days=2)
    plan = Meeting(contacts=(ada.id,), starts_at=starts, ends_at=starts + timedelta(minutes=20), state="planned")
    for record in (ada, plan):
        walker.kept.save(record)
    walker.open(f"plan?meeting={plan.id}", "Plan: Ada Lovelace").press("Edit the plan")
    fields = marked(walker, "Minutes", "Place or link", "The company", "Your résumé", "Notes for the conversation")
    walker.press("Suggest 5").sees("5 questions").press("Save the plan").sees("Saved")
    assert drawn_anew(fields) == []


def test_a_fast_double_click_saves_once(walker: Walker) -> None:
    walker.open().names("Who did you talk to?", "Grace Hopper").types("What did you learn?", "Ask")
    walker.button("Log the conversation").dblclick()
    walker.sees("Logged: Grace Hopper.").sees("1 conversation")
    assert len(walker.kept.all(Meeting)) == 1
    assert len(walker.kept.all(Contact)) == 1
    walker.turn_to("People").press("Add a person").types("Name", "Tom Baker")
    walker.button("Add the person").dblclick()
    walker.sees("Saved Tom Baker.").sees("2 people")
    assert sorted(one.name for one in walker.kept.all(Contact)) == ["Grace Hopper", "Tom Baker"]


def test_a_click_on_save_straight_out_of_a_field_saves_its_last_letters(walker: Walker) -> None:
    """A finger leaves the field and presses the button in the same instant."""
    walker.open().names("Who did you talk to?", "Grace Hopper").unfold(MORE)
    expect(walker.field("Place or link")).to_be_visible()
    walker.field("Place or link").press_sequentially("Café Central")
    walker.button("Log the conversation").click()
    walker.sees("Logged: Grace Hopper.")
    assert walker.kept.all(Meeting)[0].place == "Café Central"


def test_typing_on_a_slow_network_leaves_the_hour_and_the_minutes_alone(walker: Walker) -> None:
    """Streamlit loads each kind of widget when it is first drawn; one that comes late must show what the server has."""
    held: list[Route] = []
    walker.page.route(re.compile(r"/(Number|Time|Date)Input\.[^/]*\.js"), lambda route: held.append(route))
    walker.page.goto(f"{walker.server.url}/meeting_log")
    walker.names("Who did you talk to?", "Grace Hopper")
    assert held
    for route in held:
        route.continue_()
    walker.page.unroute_all()
    expect(walker.field("Minutes")).to_have_value("30")
    walker.types("What did you learn?", "Ask").press("Log the conversation").sees("Logged: Grace Hopper.")
    (meeting,) = walker.kept.all(Meeting)
    assert meeting.created_at is not None
    assert meeting.minutes == 30
    assert 0 <= (meeting.created_at - meeting.ends_at).total_seconds() < 600


def test_two_tabs_see_each_others_conversations_and_refuse_to_overwrite(walker: Walker, arrive: Arrive) -> None:
    address = f"meeting_log?meeting={walker.met('Grace Hopper', 'Ask').id}"
    other = arrive()
    for one in (walker, other):
        one.open(address, "Grace Hopper").unfold("Edit").unfold(MORE)
        expect(one.field("Place or link")).to_be_visible()
    walker.types("Place or link", "First").press("Save the changes").sees("Saved the conversation.")
    other.types("Place or link", "Second").press("Save the changes").sees("changed in another tab")
    other.sees("First")
    assert walker.kept.all(Meeting)[0].place == "First"
    other.press("Save mine over it").sees("Saved your version")
    assert walker.kept.all(Meeting)[0].place == "Second"
    walker.goes().unfold("Log a conversation").names("Who did you talk to?", "Tom Baker").press("Log the conversation")
    walker.sees("Logged: Tom Baker.")
    other.goes().sees("2 conversations")

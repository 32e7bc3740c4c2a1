"""From an empty workspace to the CSV, from a conversation to its thank-you, and back out of both."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from netdash.records import Contact, Meeting, Message, Promise, Snooze, Stakeholder
from netdash.ui.layout import PAGE_WIDTH
from tests.browser import BACKGROUND, turn_theme
from tests.csv_reading import read
from tests.journeys.conftest import Arrive
from tests.journeys.walking import MORE, Walker

pytestmark = pytest.mark.browser

LEARNED = "Ask what *not* to build; 1 < 2 & <b>so on</b>"


def thanked(walker: Walker) -> list[Message]:
    return [one for one in walker.kept.all(Message) if one.sent_at is not None]


def test_a_first_run_ends_with_the_conversation_in_a_csv(walker: Walker) -> None:
    walker.open().sees("Write down a conversation while it is fresh")
    walker.names("Who did you talk to?", "Grace Hopper")
    walker.types("Job title of Grace Hopper", "Rear admiral").types("Company of Grace Hopper", "Navy")
    walker.types("What did you learn?", LEARNED)
    walker.unfold(MORE).types("Place or link", "Café Central")
    walker.types("What did you promise?", "Send the article")
    walker.press("Log the conversation").sees("Logged: Grace Hopper.")
    walker.sees("1 conversation")
    (row,) = read(walker.press("Export").downloads("Download CSV"))
    assert row["people"] == "Grace Hopper"
    assert row["companies"] == "Navy"
    assert row["learnings"] == LEARNED
    assert row["place"] == "Café Central"
    assert row["minutes"] == "30"
    assert row["zone"] == "Europe/Berlin"
    assert row["promises"].startswith("Grace Hopper: Send the article (by ")
    assert row["thanks_due"].startswith("Grace Hopper: ")
    walker.turn_to("Follow-up tracker").sees("Start with: Thank Grace Hopper")


def test_from_a_conversation_to_its_thank_you_sent_and_undone(walker: Walker) -> None:
    walker.thanks("Grace Hopper", LEARNED)
    note = walker.field("Your note")
    expect(note).to_have_value(re.compile("Ask what"))
    note.press("Control+Home")
    note.press_sequentially("PS first. ")
    note.blur()
    walker.settled()
    link = walker.page.get_by_role("link", name="Open in mail")
    expect(link).to_have_attribute("href", re.compile("PS%20first"))
    said = unquote(str(link.get_attribute("href")))
    assert said.startswith("mailto:?subject=Thank you for your time, Grace&body=PS first. Hi Grace,\r\n\r\n")
    assert LEARNED in said
    walker.press("Mark as sent now").sees("Thank-you to Grace Hopper marked as sent.")
    walker.sees("All thank-yous sent.")
    (message,) = thanked(walker)
    assert message.body.startswith("PS first.")
    walker.press("Undo").sees("Undone").sees("Start with: Thank Grace Hopper")
    assert thanked(walker) == []


def test_copy_puts_the_note_on_the_clipboard(arrive: Arrive) -> None:
    walker = arrive(permissions=["clipboard-read", "clipboard-write"])
    walker.thanks("Grace Hopper", LEARNED)
    walker.button("Copy").click()
    expect(walker.button("Copied")).to_be_visible()
    copied = walker.page.evaluate("navigator.clipboard.readText()")
    assert copied == walker.field("Your note").input_value()
    assert LEARNED in copied


def test_copy_right_after_a_part_was_pasted_takes_it_along_where_a_hint_above_goes(arrive: Arrive) -> None:
    walker = arrive(permissions=["clipboard-read", "clipboard-write"])
    walker.thanks("Grace Hopper", "")
    walker.sees("Still to fill in").settled()
    copy = walker.button("Copy").element_handle()
    walker.field("What you learned from them").fill("I learned to ask.")
    copy.evaluate("it => it.click()")
    walker.until(lambda: "I learned to ask." in walker.page.evaluate("navigator.clipboard.readText()"))
    assert "I learned to ask." in walker.field("Your note").input_value()


def test_copy_right_after_the_last_letter_takes_it_along_and_says_that_it_copied(arrive: Arrive) -> None:
    """The run that brings the letters draws the button anew, while it still says what was copied."""
    walker = arrive(permissions=["clipboard-read", "clipboard-write"])
    box = walker.open("pitch_builder", "Pitch builder").field("Past to present")
    box.press_sequentially("I built")
    copy = walker.settled().button("Copy").element_handle()
    walker.page.evaluate("window.heard = []")
    copy.evaluate("it => new MutationObserver(() => heard.push(it.textContent)).observe(it, {childList: true})")
    box.press_sequentially(" bridges")
    copy.evaluate("it => it.click()")
    walker.page.wait_for_function("heard.at(-1) == 'Copy'")
    assert set(walker.page.evaluate("heard.slice(0, -1)")) == {"Copied"}
    assert walker.page.evaluate("navigator.clipboard.readText()") == "I built bridges"


def test_a_note_that_was_sent_earlier_is_marked_with_its_moment(walker: Walker) -> None:
    walker.thanks("Grace Hopper", "Ask")
    walker.press("Sent earlier").press("Mark as sent then").sees("marked as sent")
    (message,) = thanked(walker)
    (meeting,) = walker.kept.all(Meeting)
    assert message.sent_at is not None
    assert message.sent_at >= meeting.ends_at


def test_a_conversation_is_opened_from_the_table_changed_deleted_and_brought_back(walker: Walker) -> None:
    id = walker.met("Grace Hopper", "Ask").id
    walker.open(f"meeting_log?meeting={id}", "Grace Hopper").unfold("Edit").unfold(MORE)
    walker.types("Place or link", "Café Central").press("Save the changes").sees("Saved the conversation.")
    walker.sees("Café Central")
    assert walker.kept.all(Meeting)[0].place == "Café Central"
    walker.press("Delete the conversation").sees("Deleted the conversation with Grace Hopper.")
    assert not walker.kept.all(Meeting)
    walker.press("Undo").sees("1 conversation")
    walker.open(f"meeting_log?meeting={id}", "Grace Hopper").press("Delete the conversation").sees("Deleted")
    walker.turn_to("Workspace").sees("Conversation with Grace Hopper").press("Restore").sees("Restored:")
    assert [one.id for one in walker.kept.all(Meeting)] == [id]


def test_a_name_in_the_table_opens_its_conversation(walker: Walker) -> None:
    walker.met("Grace Hopper", "Ask")
    walker.open("people", "People").turn_to("Meeting log")
    table = walker.page.get_by_test_id("stDataFrame")
    box = table.bounding_box()
    assert box is not None
    walker.page.mouse.click(box["x"] + 50, box["y"] + 52)
    walker.sees_title("Grace Hopper")


def test_a_name_in_the_table_of_people_opens_whom_it_names_however_it_is_sorted(walker: Walker) -> None:
    for name in ("Ada Lovelace", "Grace Hopper"):
        walker.kept.save(Contact(name=name))
    box = walker.open("people", "People").still().page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    first = walker.page.get_by_test_id("data-grid-canvas").locator("tbody tr").first
    for name in ("Ada Lovelace", "Grace Hopper"):  # by name, then the last first
        walker.page.mouse.click(box["x"] + 50, box["y"] + 17)
        expect(first).to_contain_text(name)
        walker.still()  # what is selected stands in another row now, which the server hears
    walker.page.mouse.click(box["x"] + 50, box["y"] + 52)
    walker.sees_title("Grace Hopper")


def test_a_filter_puts_the_one_beside_a_table_out_of_sight_until_the_page_has_another(walker: Walker) -> None:
    walker.kept.save(Contact(name="Ada Lovelace", stakeholder=Stakeholder.TECHNICAL))
    walker.kept.save(Contact(name="Grace Hopper", stakeholder=Stakeholder.HR))
    beside = walker.open("people", "People").page.locator(".st-key-netdash_beside")
    expect(beside).to_contain_text("Ada Lovelace")
    walker.press("HR")
    expect(beside).to_be_hidden()
    walker.press("HR")
    expect(beside).to_be_visible()
    walker.press("HR").types("Search", "g")
    expect(beside).to_contain_text("Grace Hopper")


def from_the_keyboard_one_is_selected_dismissed_and_taken_back(walker: Walker) -> None:
    """Select the second row of the tracker, while another tab puts one above it; dismiss it in the dialog, and undo."""
    page, (grace,) = walker.still().page, walker.kept.all(Contact)
    page.get_by_test_id("data-grid-canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    walker.sees("Select none")
    other = Promise(contact=grace.id, what="Call back", due_on=datetime.now(UTC).date() - timedelta(days=9))
    walker.kept.save(other)
    walker.unfold("Done").sees("1 overdue").sees("Select none").press("Dismiss…")
    expect(page.get_by_role("dialog")).to_contain_text("Send the article")
    walker.types("Not needed, because", "We spoke")
    page.get_by_role("dialog").get_by_role("button", name="Dismiss", exact=True).click()
    walker.sees("Dismissed: Keep your promise to Grace Hopper")
    assert [one.reason for one in walker.kept.all(Snooze)] == ["We spoke"]
    walker.press("Undo").sees("Undone: “Dismissed: Keep your promise")
    assert not walker.kept.all(Snooze)
    walker.kept.delete(walker.kept.require(Promise, other.id))


def test_a_promise_is_kept_and_taken_back(walker: Walker) -> None:
    walker.open().names("Who did you talk to?", "Grace Hopper").unfold(MORE)
    walker.types("What did you promise?", "Send the article").press("Log the conversation").sees("Logged")
    walker.turn_to("Follow-up tracker")
    from_the_keyboard_one_is_selected_dismissed_and_taken_back(walker)
    walker.page.get_by_role("button", name="Select all").click()
    walker.settled().press("Mark promise")
    walker.page.get_by_role("menuitem", name="Kept", exact=True).click()
    walker.sees("Promise kept:").sees("No open promises")
    (promise,) = walker.kept.all(Promise)
    walker.goes(f"follow_up_tracker?promise={promise.id}", "Send the article").press("Reopen")
    expect(walker.button("Kept")).to_be_visible()
    assert walker.kept.all(Promise)[0].settled_at is None


def promise_many(walker: Walker, days: range) -> None:
    """Have the tracker hold a promise for each of these days, counted from today."""
    ada, today = Contact(name="Ada Lovelace"), datetime.now(UTC).date()
    walker.kept.save(ada)
    for ahead in days:
        walker.kept.save(Promise(contact=ada.id, what=f"Promise {ahead}", due_on=today + timedelta(days=ahead)))
    walker.open("follow_up_tracker", "Follow-up tracker").still()


def test_what_is_selected_stays_in_sight_on_a_phone_in_the_colours_of_the_page(walker: Walker) -> None:
    page = walker.page
    page.set_viewport_size({"width": 390, "height": 600})
    promise_many(walker, range(20))
    page.get_by_role("button", name="Select all").click()
    walker.sees("follow-ups selected").still()
    bar = page.locator(".st-key-netdash_always_seen")
    for _ in ("light", "dark"):
        page.get_by_role("heading", level=1).scroll_into_view_if_needed()
        expect(bar).to_be_in_viewport(ratio=1)
        table, box = page.get_by_test_id("stDataFrame").bounding_box(), bar.bounding_box()
        assert table
        assert box
        assert table["y"] + table["height"] > 600 > box["y"] + box["height"]
        assert box["height"] <= 90
        assert bar.evaluate("bar => getComputedStyle(bar).backgroundColor") == page.evaluate(BACKGROUND)
        turn_theme(page)


def test_a_page_stands_in_the_middle_of_a_wide_window(walker: Walker) -> None:
    walker.page.set_viewport_size({"width": 1920, "height": 900})
    promise_many(walker, range(2))
    box, sidebar = (walker.page.get_by_test_id(one).bounding_box() for one in ("stDataFrame", "stSidebar"))
    assert box
    assert sidebar
    assert box["width"] == PAGE_WIDTH
    assert abs(box["x"] - sidebar["width"] - (1920 - box["x"] - box["width"])) <= 1


def test_the_column_due_is_sorted_by_date(walker: Walker) -> None:
    days = range(-2, 40, 6)
    promise_many(walker, days)
    table = walker.page.get_by_test_id("data-grid-canvas")
    box = table.bounding_box()
    assert box
    ordered = [re.compile(f"^Promise {day}") for day in days]
    for arrow, wanted in (("↑", ordered), ("↓", ordered[::-1])):
        walker.page.mouse.click(box["x"] + 280, box["y"] + 18)
        expect(table.locator("thead")).to_contain_text(f"{arrow} Due")
        expect(table.locator("tbody tr").filter(has_text="Promise ")).to_have_text(wanted)


def test_a_backup_brings_everything_back_after_erasing_it(walker: Walker) -> None:
    walker.met("Grace Hopper", LEARNED)
    walker.open("workspace", "Workspace").types("Your name", "Mara Lind").press("Save").sees("Saved your settings")
    zip_file = walker.downloads("Download a backup")
    walker.types("Type ERASE to confirm", "ERASE").press("Erase everything").sees("Erased everything.")
    assert not walker.kept.all(Contact)
    walker.reads("Your name", "")
    walker.turn_to("Meeting log").sees("Write down a conversation while it is fresh").turn_to("Workspace")
    walker.page.locator("input[type=file]").set_input_files(
        {"name": "backup.zip", "mimeType": "application/zip", "buffer": zip_file}
    )
    walker.sees("Restoring replaces everything here").press("Restore this backup").sees("Restored the backup.")
    walker.reads("Your name", "Mara Lind")
    assert [one.name for one in walker.kept.all(Contact)] == ["Grace Hopper"]
    assert walker.kept.all(Meeting)[0].learnings == (LEARNED,)

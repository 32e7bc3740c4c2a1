"""For everyone: on a phone, by keyboard alone, and with assistive technology, in both themes."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from netdash import rules, trash
from netdash.meetings import live, meetings
from netdash.outreach import templates, thank_you_messages
from netdash.questions import questions
from netdash.records import (
    Cadence,
    Contact,
    Meeting,
    MeetingState,
    Message,
    Opportunity,
    Promise,
    Purpose,
    Snooze,
    Stakeholder,
    TagCadence,
    Target,
)
from tests.browser import overflow
from tests.csv_reading import read
from tests.journeys.conftest import Arrive
from tests.journeys.walking import MORE, PATIENCE, Walker

pytestmark = pytest.mark.browser

GREETING = re.compile("^(Good |Welcome )")
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def test_an_iphone_does_not_zoom_into_a_field(arrive: Arrive) -> None:
    """Safari there does where letters are below 16 px, unless the page names a scale; fingers zoom all the same."""
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True, user_agent=iphone).open()
    expect(walker.page.locator("meta[name=viewport][content*='maximum-scale=1']")).to_have_count(1)
    notes = walker.field("What did you learn?")
    assert notes.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16


def test_on_a_phone_the_main_journey_needs_no_sideways_scroll(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    page = walker.signs("Mara Lind").open().page
    assert overflow(page) <= 0
    bottoms = """["minutes", "kind"].map((field) => Math.round(
      document.querySelector(`[class*=st-key-meeting_log_${field}]`).getBoundingClientRect().bottom))"""
    # Side by side, so that the form is short; once the fonts are there, which decide how wide a label is.
    page.wait_for_function(f"new Set({bottoms}).size == 1", timeout=PATIENCE)
    walker.names("Who did you talk to?", LONG)
    walker.types("What did you learn?", "x" * 90).unfold(MORE).types("What did you promise?", "Send the article")
    assert overflow(page) <= 0
    walker.press("Log the conversation").sees("Logged:")
    assert overflow(page) <= 0
    walker.follow("Write the thank-you", f"Thank {LONG}")
    assert overflow(page) <= 0
    walker.press("Mark as sent now").sees("marked as sent")
    assert overflow(page) <= 0
    contact, meeting = walker.kept.all(Contact)[0], walker.kept.all(Meeting)[0]
    for path, title in (
        ("workspace", "Workspace"),
        (f"people?contact={contact.id}", LONG),
        ("rules", "Rules"),
        (f"meeting_log?meeting={meeting.id}", LONG),
        ("people", "People"),
        ("follow_up_tracker", "Follow-up tracker"),
        ("meeting_log", "Meeting log"),
    ):
        assert overflow(walker.goes(path, title).page) <= 0, path
    (row,) = read(walker.press("Export").downloads("Download CSV"))
    assert row["thanked"].startswith(f"{LONG}: ")


def hold(page: Page, since: bytes) -> Callable[[], None]:
    """Keep back what the server sends from a message with these bytes on; return what lets go of it, in its order."""
    held: list[Callable[[], None]] = []
    free = Event()

    def route(browser: WebSocketRoute) -> None:
        def hear(message: str | bytes) -> None:
            send = partial(browser.send, message)
            if held or (not free.is_set() and since in message):
                held.append(send)
            else:
                send()

        browser.connect_to_server().on_message(hear)

    def let_go() -> None:
        while not held:
            page.wait_for_timeout(50)
        while held:  # what comes meanwhile waits its turn
            held.pop(0)()
        free.set()

    page.route_web_socket(re.compile("/_stcore/stream"), route)
    return let_go


def test_on_a_phone_a_sidebar_opened_while_the_first_page_is_drawn_stays_open(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    with closing(walker.page) as page:
        let_go = hold(page, b"close_sidebar")
        page.goto(f"{walker.server.url}/people")
        page.get_by_test_id("stExpandSidebarButton").click()
        sidebar = page.get_by_test_id("stSidebar")
        expect(sidebar).to_have_attribute("data-collapsed", "false")
        expect(page.get_by_role("heading", level=1, name="People")).to_have_count(0)
        let_go()
        page.get_by_role("heading", level=1, name="People").wait_for()
        page.wait_for_function("sessionStorage.getItem('netdash/page') === 'people'")
        expect(sidebar).to_have_attribute("data-collapsed", "false")


def test_a_browser_that_does_not_know_yet_how_a_page_was_loaded_shows_no_fault(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    with closing(walker.page) as page:
        page.add_init_script("performance.getEntriesByType = () => []")
        expect(walker.open("people", "People").page.get_by_text("BidiComponent Error")).to_have_count(0)


def test_on_a_phone_a_page_chosen_while_the_first_one_is_drawn_is_not_covered(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    with closing(walker.page) as page:
        let_go = hold(page, b"close_sidebar")
        page.goto(walker.server.url)
        page.get_by_test_id("stExpandSidebarButton").click()
        sidebar = page.get_by_test_id("stSidebar")
        expect(sidebar).to_have_attribute("data-collapsed", "false")
        sidebar.get_by_role("link", name="People").click()
        let_go()
        page.get_by_role("heading", level=1, name="People").wait_for()
        expect(sidebar).to_have_attribute("data-collapsed", "true")


def focused(page: Page) -> str:
    """Return what a screen reader would call the element that has the focus."""
    name: str = page.evaluate(
        """() => {
          let on = document.activeElement
          while (on?.shadowRoot?.activeElement) on = on.shadowRoot.activeElement
          if (on.tagName === "MAIN") return ""  // it scrolls, so it is a stop, but none to type at
          const label = on.labels?.[0]?.innerText ?? on.ariaLabel ?? on.innerText ?? ""
          return label.trim()
        }"""
    )
    return name


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if name in seen[-1]:
            return
    raise AssertionError(f"Tab never comes to {name!r}, only to {seen}")


def test_the_main_journey_by_keyboard_alone(walker: Walker) -> None:
    page = walker.signs("Mara Lind").open().page
    for label in ("Who did you talk to?", "Minutes", "What did you learn?"):
        expect(walker.field(label)).to_be_visible(timeout=PATIENCE)
    tab_to(page, "Who did you talk to?")
    page.keyboard.type("Grace Hopper")
    expect(page.get_by_role("option").filter(has_text="Grace Hopper")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(walker.field("Job title of Grace Hopper")).to_be_visible()
    walker.settled()
    tab_to(page, "Job title of Grace Hopper")
    page.keyboard.type("Admiral")
    tab_to(page, "What did you learn?")
    page.keyboard.type("Ask what not to build")
    tab_to(page, "Log the conversation")
    walker.settled()
    page.keyboard.press("Enter")
    walker.sees("Logged: Grace Hopper.")
    expect(page.locator(".st-key-flash")).to_be_focused()
    assert walker.kept.all(Contact)[0].position == "Admiral"
    # Streamlit loads what draws a link when the first one comes, which may be after the answer.
    expect(page.get_by_role("link", name="Write the thank-you")).to_be_visible(timeout=PATIENCE)
    tab_to(page, "Write the thank-you")
    page.keyboard.press("Enter")
    walker.sees_title("Thank Grace Hopper")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Your note")
    page.keyboard.press("Control+Home")
    page.keyboard.type("By keyboard. ")
    tab_to(page, "Mark as sent now")
    walker.settled()
    page.keyboard.press("Enter")
    walker.sees("marked as sent")
    (message,) = (one for one in walker.kept.all(Message) if one.sent_at)
    assert message.body.startswith("By keyboard. Hi Grace")
    assert "Ask what not to build" in message.body


@pytest.fixture
def ada() -> Contact:
    return Contact(name="Ada Lovelace", tags=("alumni",), emails=("a@example.org",))


def test_axe_finds_nothing_on_an_empty_workspace(arrive: Arrive) -> None:
    walker = arrive().open()
    found = {}
    for path, title in (
        ("meeting_log", "Meeting log"),
        ("follow_up_tracker", "Follow-up tracker"),
        ("people", "People"),
        ("outreach", "Outreach"),
        ("target_plan", "Target plan"),
        ("target_plan?part=Opportunities", "Target plan"),
        ("target_plan?part=Branding", "Target plan"),
        ("target_plan?part=Goals", "Target plan"),
        ("workspace", "Workspace"),
        ("rules", "Rules"),
    ):
        found[path] = walker.goes(path, title).looks()
    found["a link to nowhere"] = walker.goes("meeting_log?meeting=nonsense").sees("not here").looks()
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_on_any_page_that_is_filled(arrive: Arrive, ada: Contact) -> None:
    walker = arrive().open()
    tom = Contact(name="Tom Baker")
    fill(walker, ada, tom)
    first = walker.kept.all(Meeting)[0]
    found = {}

    def look(view: str) -> None:
        found[view] = walker.looks()

    walker.goes().unfold("Log a conversation").names("Who did you talk to?", "Grace Hopper").unfold(MORE)
    look("log, form open")
    walker.button("Dates").click()
    expect(walker.field("From")).to_be_visible()
    look("log, dates open")
    walker.goes("follow_up_tracker", "Follow-up tracker").unfold("Done")
    look("tracker, history open")
    walker.still().page.get_by_role("button", name="Select all").click()
    walker.sees("follow-ups selected")
    look("tracker, all selected")
    walker.press("Dismiss…").sees("Not needed, because")
    look("tracker, asked why")
    walker.page.keyboard.press("Escape")
    expect(walker.page.get_by_role("dialog")).to_have_count(0)
    walker.press("Filters").sees("Everybody")
    look("tracker, filters open")
    walker.goes("", GREETING).unfold("Later")
    look("today, later open")
    menu(walker).click()
    walker.sees("Not needed, because")
    look("today, menu open")
    promise = walker.kept.all(Promise)[0]
    walker.goes(f"follow_up_tracker?promise={promise.id}", promise.what)
    look("one promise")
    rules.change(walker.kept, {"questions.most": 9})
    walker.goes("rules", "Rules").sees("changed from 7")
    look("rules, one changed")
    walker.goes("people", "People").press("Add a person")
    look("people, form open")
    walker.goes("workspace", "Workspace").press("Erase everything").sees("Nothing was erased")
    look("workspace, with an error")
    walker.goes(f"meeting_log?meeting={first.id}", "Ada Lovelace").unfold("Edit")
    look("one meeting, form open")
    walker.goes(f"people?contact={ada.id}", "Ada Lovelace").press("Edit")
    look("one person, form open")
    walker.goes(f"follow_up_tracker?meeting={first.id}&contact={ada.id}", "Thank Ada Lovelace")
    look("desk")
    walker.press("Sent earlier")
    look("desk, sent earlier open")
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_around_a_planned_conversation(arrive: Arrive, ada: Contact) -> None:
    walker = arrive().open()
    walker.kept.save(ada)
    found: dict[str, list[str]] = {}

    def look(view: str) -> None:
        found[view] = walker.looks()

    plan, under_way, to_record = plans_of(walker, ada)
    walker.goes(f"plan?meeting={plan.id}", "Plan: Ada Lovelace").press("Edit the plan")
    look("plan, checklist open")
    walker.page.set_viewport_size({"width": 720, "height": 900})  # as 1,440 pixels at a zoom of 200 %
    columns = "[...document.querySelectorAll('[data-testid=stColumn]')]"
    walker.page.wait_for_function(f"{columns}.every((one) => one.getBoundingClientRect().width > innerWidth * 0.8)")
    walker.page.set_viewport_size({"width": 1280, "height": 900})
    walker.goes(f"conversation?meeting={plan.id}", "Ada Lovelace")
    look("conversation, before it begins")
    walker.goes(f"conversation?meeting={under_way.id}", "Ada Lovelace").sees("Do you have 5 more minutes")
    look("conversation, at its limit")
    walker.goes(f"meeting_log?meeting={to_record.id}", "Ada Lovelace").unfold("When it was, who was there, notes")
    look("how did it go, form open")
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_in_the_target_plan(arrive: Arrive, ada: Contact) -> None:
    walker = arrive().open()
    walker.kept.save(ada)
    found: dict[str, list[str]] = {}

    def look(view: str) -> None:
        found[view] = walker.looks()

    target, heard = aims(walker, ada)
    walker.goes("target_plan", "Target plan").unfold("Add a target").press("Share with coach")
    look("target plan, form and page for the coach open")
    walker.goes(f"target_plan?target={target.id}&stakeholder=hr", "Northwind").unfold("Note an opportunity")
    look("one target, forms open")
    walker.goes("target_plan?part=Opportunities", "Target plan").unfold("Note an opportunity")
    look("opportunities, form open")
    walker.goes(f"target_plan?opportunity={heard.id}", "Data engineer at Northwind").unfold("Edit")
    look("one opportunity, form open")
    walker.goes("target_plan?part=Branding", "Target plan").unfold("Add an item")
    look("branding, form open")
    walker.press("Edit").sees("came with netdash")
    look("one branding item")
    walker.goes("people", "People").unfold("Reminders by tag").press("Edit")
    look("people, a tag's reminder open")
    walker.goes(f"people?contact={ada.id}", "Ada Lovelace").unfold("Edit reminder")
    look("one person, reminder open")
    assert found == {view: [] for view in found}


def test_axe_finds_nothing_in_outreach(arrive: Arrive, ada: Contact) -> None:
    walker = arrive().open()
    walker.kept.save(ada)
    found: dict[str, list[str]] = {}

    def look(view: str) -> None:
        found[view] = walker.looks()

    look_at_outreach(walker, ada, found)
    assert found == {view: [] for view in found}


def look_at_outreach(walker: Walker, ada: Contact, found: dict[str, list[str]]) -> None:
    """Look at everything there is to messages."""
    message = Message(contact=ada.id, purpose=Purpose.FIRST_MESSAGE, body="Hi Ada", sent_at=datetime.now(UTC))
    walker.kept.save(message)
    walker.goes("outreach", "Outreach").press("Write a message")
    found["outreach, form open"] = walker.looks()
    for view in ("Journey", "Templates"):
        walker.page.get_by_role("tab", name=view).click()
        found[f"outreach, {view}"] = walker.settled().looks()
    walker.unfold("The fields a template can have")
    found["outreach, fields open"] = walker.looks()
    walker.goes(f"outreach?contact={ada.id}", "Write to Ada Lovelace").unfold("Template data")
    found["message desk"] = walker.looks()
    found["one message"] = walker.goes(f"outreach?message={message.id}", "Message to Ada Lovelace").looks()
    shipped = templates.shipped()[0]
    found["one template"] = walker.goes(f"outreach?template={shipped.id}", shipped.name).looks()


def aims(walker: Walker, ada: Contact) -> tuple[Target, Opportunity]:
    """Lay down a target at a company where somebody is known, an opportunity there, and a tag with a pace."""
    workspace = walker.kept
    lin = Contact(name="Lin Wu", company="Northwind", stakeholder=Stakeholder.TECHNICAL)
    target = Target(company="Northwind", why="Their maps", posting_url="northwind.example", posting="SQL")
    heard = Opportunity(company="Northwind", role="Data engineer", contact=ada.id, heard_on=datetime.now(UTC).date())
    pace = TagCadence(tag="alumni", cadence=Cadence(ideal_days=30, latest_days=45))
    for record in (lin, target, heard, pace):
        workspace.save(record)
    return target, heard


def plans_of(walker: Walker, person: Contact) -> list[Meeting]:
    """Lay down a plan, a conversation at its limit, and one to record."""
    now, made = datetime.now(UTC), []
    for ahead in (timedelta(days=1), timedelta(hours=1), -timedelta(hours=1)):
        one = Meeting(contacts=(person.id,), starts_at=now + ahead, ends_at=now + ahead + timedelta(minutes=20))
        asked = [question.id for question in questions.shipped()[:5]]
        made.append(one.replace(state=MeetingState.PLANNED, questions=asked, their_zone="Asia/Tokyo"))
        walker.kept.save(made[-1])
    begun = live.begin(now - timedelta(minutes=20)).replace(ticked=(asked[0],), answers={asked[0]: "By accident"})
    live.keep(walker.kept, made[1].id, begun)
    return made


def menu(walker: Walker) -> Locator:
    """Return the first menu of an action on Today."""
    return walker.page.locator("[class*=st-key-today_more_] button:visible").first


def test_on_a_phone_an_action_is_put_off_taken_back_and_done(arrive: Arrive) -> None:
    walker = arrive(width=390, height=844, has_touch=True, is_mobile=True)
    ada = Contact(name="Ada Lovelace")
    walker.signs("Mara Lind").kept.save(ada)
    promise = Promise(contact=ada.id, what="Send the article", due_on=datetime.now(UTC).date() - timedelta(days=3))
    walker.kept.save(promise)
    walker.open("", GREETING).sees("Send the article")
    assert overflow(walker.page) <= 0
    menu(walker).click()
    walker.sees("Not needed, because")
    assert overflow(walker.page) <= 0
    walker.press("Tomorrow").sees("Snoozed until tomorrow")
    assert len(walker.kept.all(Snooze)) == 1
    walker.press("Undo").sees("Undone: “Snoozed until tomorrow").press("Open").sees_title("Send the article")
    assert overflow(walker.page) <= 0
    walker.press("Kept").sees("Promise kept:")
    assert walker.kept.all(Promise)[0].kept


def fill(walker: Walker, ada: Contact, tom: Contact) -> None:
    """Lay down twelve conversations, promises of every colour, something sent and something deleted."""
    workspace, now = walker.kept, datetime.now(UTC)
    for person in (ada, tom):
        workspace.save(person)
    for number in range(12):
        ended = now - timedelta(hours=1 + 7 * number)
        one = Meeting(contacts=(ada.id, tom.id), starts_at=ended - timedelta(minutes=30), ends_at=ended)
        meetings.log_meeting(workspace, one.replace(learnings=(f"Learning {number}",)), now)
        due = now.date() + timedelta(days=number - 2)
        workspace.save(Promise(contact=ada.id, meeting=one.id, what=f"Promise {number}", due_on=due))
    sent = Message(contact=tom.id, meeting=one.id, subject="Thanks", body="Thanks", sent_at=now)
    thank_you_messages.mark_sent(workspace, sent, now)
    gone = Contact(name="Gone Away")
    workspace.save(gone)
    stored = workspace.get(Contact, gone.id)
    assert stored is not None
    trash.discard(workspace, Contact, stored.id, gone.name, now)


def test_a_rule_is_called_by_its_words_and_takes_what_is_typed_right_after_a_save(arrive: Arrive) -> None:
    walker = arrive().open("rules", "Rules")
    field = walker.page.get_by_role("spinbutton", name="Most questions · 1 to 30 questions")
    field.fill("8")
    field.blur()
    walker.settled().button("Save the rules").click()
    field.focus()
    field.press("ControlOrMeta+a")
    field.press_sequentially("12", delay=60)
    walker.sees("Saved the rules.").sees("changed from 7")
    expect(field).to_have_value("12", timeout=PATIENCE)
    expect(field).to_be_focused()


def test_what_a_save_refuses_comes_into_sight_above_the_sentence_that_says_so(arrive: Arrive) -> None:
    """One far above the button, and one right above it, over which the sentence would come to lie."""
    walker = arrive(width=390, height=500).open("rules", "Rules")
    field = walker.page.get_by_role("spinbutton", name=re.compile("^Fewest questions"))
    field.fill("20")
    field.blur()
    walker.settled().page.get_by_role("link", name="Weekly pace").click()
    expect(walker.page.get_by_role("heading", name="Weekly pace")).to_be_in_viewport()
    expect(field).not_to_be_in_viewport()
    walker.button("Save the rules").click()
    walker.sees("“Most questions” has to be at least 20")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(walker.page.get_by_test_id("stMain")).to_have_css("scroll-padding", "auto")
    walker.thanks("Grace Hopper", "I learned to ask.")
    note = walker.page.get_by_label(re.compile("^Your note"))
    note.fill("")
    note.blur()
    walker.settled().press("Mark as sent now").sees("Write the note first")
    expect(note).to_be_focused()
    above = "document.querySelector('[data-testid=stBottom]').getBoundingClientRect().top"
    walker.page.wait_for_function(
        f"it => it.getBoundingClientRect().bottom <= {above}", arg=note.element_handle(), timeout=PATIENCE
    )

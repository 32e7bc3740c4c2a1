"""Signing in with a real provider process, through a real browser: who gets in, who does not, and where they land."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from netdash.pitch import pitches
from netdash.records import Contact, Draft, Pitch, Profile, Wording
from tests.browser import axe, connected, cut_off, ready
from tests.cohort import LISTED, Cohort, cohort_running, provider_running, sign_in, start
from tests.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("signing_in")]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cohort]:
    """A running dashboard, with the members of LISTED, on a disk that does not last."""
    folder = tmp_path_factory.mktemp("cohort")
    with provider_running() as issuers, cohort_running(issuers, folder, NETDASH_DISK="temporary") as cohort:
        yield cohort
    assert "Traceback" not in cohort.server.log.read_text("utf-8"), cohort.server.log.read_text("utf-8")


Arrive = Callable[..., Page]


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Wait as long as signing in takes on a busy machine: it is five pages, one after the other."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=15_000)


@pytest.fixture(autouse=True)
def _nobody_was_here(cohort: Cohort) -> None:
    """Empty the folder of the members' files."""
    for left in Path(cohort.server.env["NETDASH_FILE"]).parent.rglob("*.json*"):
        left.unlink()


@pytest.fixture
def arrive(cohort: Cohort, window: Window) -> Arrive:
    """Open an address in a browser of its own, and sign in there as somebody."""

    def arrive(who: str = "", path: str = "", provider: str = "Google", **options: object) -> Page:
        page = window(timezone_id="Europe/Berlin", **options)
        page.goto(f"{cohort.server.url}/{path}")
        ready(page)
        return sign_in(page, who, provider) if who else page

    return arrive


def cookies(page: Page) -> set[str]:
    context: BrowserContext = page.context
    return {str(one["name"]) for one in context.cookies()}


def test_a_member_lands_on_the_wanted_page_after_saying_who_they_are_and_finds_the_workspace_again(cohort, arrive):
    contact = Contact(name="Zebediah Quartermain")
    cohort.store.workspace("member@example.com").save(contact)
    page = arrive(path=f"people?contact={contact.id}")
    expect(page.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    expect(page.get_by_text("Zebediah")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert axe(page) == []
    sign_in(page, "member@example.com")
    expect(page.get_by_role("heading", name="What your coach can see")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your name")).to_have_value("Member")
    assert page.url == f"{cohort.server.url}/people?contact={contact.id}"
    assert axe(page) == []
    start(page)
    expect(page.get_by_role("heading", name="Zebediah Quartermain")).to_be_visible()
    assert page.url == f"{cohort.server.url}/people?contact={contact.id}"
    assert "netdash_return" not in cookies(page)
    assert axe(page) == []
    stored = cohort.store.workspace("member@example.com").all(Profile)
    assert [(one.name, one.zone) for one in stored] == [("Member", "")]
    again = arrive("Member@Example.com", "people", "Work")
    expect(again.get_by_text("Zebediah Quartermain").first).to_be_attached()
    expect(again.get_by_text("Signed in as member@example.com").first).to_be_visible()


def test_a_second_member_and_a_coach_see_nothing_of_the_first_nor_who_signs_in_after_them(cohort, arrive):
    cohort.store.workspace("member@example.com").save(Contact(name="Zebediah Quartermain"))
    for who, words in (
        ("second@example.com", "second@example.com"),
        ("coach@example.com", "coach@example.com, a coach"),
    ):
        page = start(arrive(who, "people"))
        expect(page.get_by_role("heading", name="People")).to_be_visible()
        expect(page.get_by_text("Zebediah")).to_have_count(0)
        expect(page.get_by_text(f"Signed in as {words}", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    sign_in(ready(page), "second@example.com")
    expect(page.get_by_text("Signed in as second@example.com", exact=True)).to_be_visible()
    assert "netdash.json" not in cohort.files


def test_what_one_member_typed_does_not_come_to_the_next_one_in_whose_name_the_tab_comes_back(cohort, arrive):
    """The tab of the first stays open while the second signs in in another of the browser; then the server restarts."""
    page = start(arrive("member@example.com", "meeting_log"))
    page.get_by_label("What did you learn?", exact=True).fill("Zebediah said it")
    page.get_by_role("combobox", name="Who did you talk to?").fill("Zebediah Quartermain")
    page.get_by_role("combobox", name="Who did you talk to?").press("Enter")
    page.get_by_label("Minutes", exact=True).fill("55")
    page.get_by_label("Minutes", exact=True).press("Enter")
    expect(page.get_by_label("Job title of Zebediah Quartermain", exact=True)).to_be_visible()
    ready(page)
    other = page.context.new_page()
    other.goto(f"{cohort.server.url}/people")
    ready(other).get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    start(sign_in(ready(other), "second@example.com"))
    cohort.server.kill()
    cut_off(page)
    cohort.server.start()
    connected(page)
    page.get_by_label("Minutes", exact=True).fill("20")
    page.get_by_label("Minutes", exact=True).press("Enter")
    expect(page.get_by_text("This tab was opened in another name.")).to_be_visible()
    expect(ready(page).get_by_text("Zebediah")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Signed in as second@example.com", exact=True)).to_be_visible()
    expect(ready(page).get_by_text("Zebediah")).to_have_count(0)
    learned = page.get_by_label("What did you learn?", exact=True)
    assert learned.input_value() == ""
    learned.fill("My own")
    learned.blur()
    expect(ready(page).get_by_role("button", name="Clear the form")).to_be_visible()
    (draft,) = cohort.store.workspace("second@example.com").all(Draft)
    assert "Zebediah" not in draft.model_dump_json()
    (draft,) = cohort.store.workspace("member@example.com").all(Draft)
    assert "Zebediah said it" in draft.model_dump_json()


@pytest.mark.parametrize(
    ("who", "provider", "said"),
    [
        ("stranger@example.com", "Google", "stranger@example.com is not on the list"),
        ("unverified@example.com", "Work", "does not say that unverified@example.com is verified"),
        ("silent@example.com", "Google", "does not say that silent@example.com is verified"),
    ],
)
def test_whoever_may_not_come_in_reads_why_and_can_sign_out(cohort, arrive, who, provider, said):
    page = arrive(who, "workspace", provider)
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    assert "_streamlit_user" not in cookies(page)
    assert not {one for one in cohort.files if one.startswith(who.split("@")[0])}


def test_the_door_and_the_coachs_page_read_well_in_the_dark_on_a_phone(cohort, arrive):
    page = arrive(scheme="dark", width=390, height=800)
    assert axe(page) == []
    sign_in(page, "coach@example.com")
    expect(page.get_by_role("heading", name="What your coach can see")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    start(page)
    page.goto(f"{cohort.server.url}/coach")
    expect(ready(page).get_by_role("heading", name="Members")).to_be_visible()
    expect(page.get_by_text("This server’s disk does not last.")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_provider_that_sends_no_claim_lets_in_where_the_deployer_vouches_for_it(arrive):
    page = arrive("silent@example.com", provider="Work")
    expect(page.get_by_role("heading", name="What your coach can see")).to_be_visible()


def test_whoever_is_removed_is_refused_on_the_next_run_and_their_cookie_is_worth_nothing(cohort, arrive, window):
    who = "silent@example.com"
    page = start(arrive(who, "people", "Work"))
    taken = page.context.cookies()
    cohort.invite(*(one for one in LISTED if one != who))
    try:
        page.get_by_role("link", name="Insights").click()
        expect(page.get_by_text(f"{who} is not on the list")).to_be_visible()
        if page.get_by_test_id("stSidebarNav").count():  # the list changed between the sidebar and the page
            page.get_by_role("link", name="People").click()
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
        replayed = window(cookies=taken)
        replayed.goto(f"{cohort.server.url}/workspace")
        expect(ready(replayed).get_by_text(f"{who} is not on the list")).to_be_visible()
    finally:
        cohort.invite(*LISTED)


def test_a_deep_link_on_a_cold_server_asks_first_and_a_signed_cookie_still_counts_there(cohort, arrive):
    page = arrive("second@example.com", "insights")
    taken = page.context.cookies()
    cohort.server.kill()
    cohort.server.start()
    fresh = arrive(path="insights")
    expect(fresh.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    known = arrive(path="insights", cookies=taken)
    expect(known.get_by_text("What your coach can see")).to_be_visible()
    assert known.url.endswith("/insights")


def test_the_coachs_page_by_deep_link_on_a_cold_server_opens_for_a_coach_and_nobody_else(cohort, arrive):
    cohort.store.workspace("member@example.com").save(Contact(name="Zebediah Quartermain"))
    cohort.server.kill()
    cohort.server.start()
    nobody = arrive(path="coach")
    expect(nobody.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    expect(nobody.get_by_text("member@example.com")).to_have_count(0)
    coach = start(arrive("coach@example.com", "coach"))
    assert coach.url == f"{cohort.server.url}/coach"
    expect(coach.get_by_text("second@example.com")).to_be_visible()
    expect(coach.get_by_text("A database ends it")).to_be_visible()
    with coach.expect_download() as download:
        coach.get_by_role("button", name="Download a backup").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    expect(coach.get_by_role("link", name="Coach")).to_be_visible()
    expect(coach.get_by_text("Zebediah")).to_have_count(0)
    assert axe(coach) == []
    member = start(arrive("second@example.com", "coach"))
    expect(member.get_by_text("This page is for coaches.")).to_be_visible()
    expect(member.get_by_text("silent@example.com")).to_have_count(0)
    expect(member.get_by_role("link", name="Coach")).to_have_count(0)


def test_two_members_and_a_coach_work_at_once_and_each_finds_only_their_own(cohort, arrive):
    people = {who: f"Friend of {who}" for who in ("member", "second", "coach")}
    pages = {who: start(arrive(f"{who}@example.com", "people")) for who in people}
    for who, page in pages.items():
        page.get_by_role("textbox", name="Name", exact=True).fill(people[who])
    for page in pages.values():
        page.get_by_role("button", name="Clear the form").wait_for()  # the name has reached the server
        page.get_by_role("button", name="Add the person", exact=True).click()
    for who, page in pages.items():
        expect(page.get_by_text(people[who]).first).to_be_visible()
        for other in people.keys() - {who}:
            expect(page.get_by_text(people[other])).to_have_count(0)
    for who, page in pages.items():
        ready(page).goto(f"{cohort.server.url}/people")
        expect(ready(page).get_by_text(people[who]).first).to_be_attached()  # in the table
        assert [one.name for one in cohort.store.workspace(f"{who}@example.com").all(Contact)] == [people[who]]
    pages["member"].get_by_role("button", name="Sign out").click()
    expect(pages["member"].get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    pages["second"].reload()
    expect(ready(pages["second"]).get_by_text(people["second"]).first).to_be_attached()


def test_members_and_a_coach_at_once_ask_comment_revise_and_resolve(cohort, arrive):
    """A member's pitch reaches the coach with nothing else of the workspace; another member reaches none of it."""
    member, marker = cohort.store.workspace("member@example.com"), "Zebediah Quartermain"
    member.save(Contact(name=marker))
    wording = Wording(past=f"I was a nurse. {marker} taught me to count.", outcome="Any advice?")
    pitches.save_pitch(member, Pitch(name="Mine"), wording, datetime.now(UTC))
    asking = start(arrive("member@example.com", "feedback"))
    other, coach = start(arrive("second@example.com", "feedback")), start(arrive("coach@example.com", "feedback"))
    asking.get_by_role("button", name="Ask for feedback").click()
    asking.get_by_label("What would you like to know?", exact=True).fill("Does it hold?")
    ready(asking).get_by_role("button", name="Submit").click()
    expect(asking.get_by_text("Your coaches can read it.")).to_be_visible()
    address = ready(asking).url.removeprefix(f"{cohort.server.url}/")

    coach.reload()
    ready(coach).get_by_role("button", name="Open").click()
    expect(coach.get_by_text("Does it hold?")).to_be_visible()
    expect(coach.get_by_text("[name] taught me to count.")).to_be_visible()
    expect(coach.get_by_text(marker)).to_have_count(0)
    assert axe(ready(coach)) == []
    coach.get_by_label("Your comment", exact=True).fill("Which ward?")
    ready(coach).get_by_role("button", name="Add the comment").click()
    expect(coach.get_by_text("Added the comment.")).to_be_visible()

    other.goto(f"{cohort.server.url}/{address}")
    expect(ready(other).get_by_text("is not here any more")).to_be_visible()
    expect(other.get_by_text("Does it hold?")).to_have_count(0)

    asking.reload()
    expect(ready(asking).get_by_text("Which ward?")).to_be_visible()
    asking.get_by_role("button", name="Resolve").last.click()
    expect(asking.get_by_text("Resolved the comment.")).to_be_visible()
    ready(asking).get_by_role("button", name="Resolve").first.click()
    expect(asking.get_by_text("Resolved the request.")).to_be_visible()
    assert marker not in (Path(cohort.server.env["NETDASH_FILE"]).parent / "members" / "(common).json").read_text(
        "utf-8"
    )

"""Signing in with a real provider process, through a real browser: who gets in, who does not, and where they land."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from netdash.records import Contact, Profile
from netdash.store import FileStore
from tests.browser import PATIENCE, ROOT, Server, axe, free_port, ready
from tests.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("signing_in")]

LISTED = ["member@example.com", "second@example.com", "unverified@example.com", "silent@example.com"]


@dataclass
class Cohort:
    """A dashboard with two providers: one that vouches address by address, and one for whom the deployer does."""

    server: Server
    secrets: Path
    issuers: str
    cookie_secret: str

    def invite(self, *members: str) -> None:
        """Write the secrets anew, as a deployer does while the dashboard runs."""
        provider = 'client_id = "netdash"\nclient_secret = "any"\nserver_metadata_url = "{}/.well-known/{}"\n'
        sections = "".join(
            f"[auth.{name}]\n" + provider.format(f"{self.issuers}/{name}", "openid-configuration")
            for name in ("google", "work")
        )
        lists = f'members = {json.dumps(members)}\ncoaches = ["coach@example.com"]\nverified_providers = ["work"]\n'
        shared = f'redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{self.cookie_secret}"\n'
        self.secrets.write_text(f"[auth]\n{shared}{sections}[netdash]\n{lists}", "utf-8")

    @property
    def store(self) -> FileStore:
        """The workspaces of the cohort."""
        return FileStore(self.server.env["NETDASH_FILE"])

    @property
    def files(self) -> set[str]:
        """The workspace files that there are."""
        return {one.name for one in Path(self.server.env["NETDASH_FILE"]).parent.rglob("*.json")}


@pytest.fixture(scope="module")
def issuers() -> Iterator[str]:
    """The address of a running provider."""
    port = free_port()
    provider = subprocess.Popen([sys.executable, "-m", "tests.oidc_provider", str(port)], cwd=ROOT)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/google/keys", timeout=1):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    provider.kill()
    provider.wait()


@pytest.fixture(scope="module")
def cohort(issuers: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cohort]:
    """A running dashboard, with the members of LISTED."""
    folder = tmp_path_factory.mktemp("cohort")
    secrets = folder / "secrets.toml"
    env = {"NETDASH_FILE": str(folder / "data" / "netdash.json"), "NETDASH_PLAIN_INPUTS": "1"}
    (folder / "data").mkdir()
    server = Server(ROOT / "app.py", env, folder / "server.log", ("--secrets.files", str(secrets)))
    cohort = Cohort(server, secrets, issuers, token_hex(32))
    cohort.invite(*LISTED)
    server.start()
    yield cohort
    server.kill()
    assert "Traceback" not in server.log.read_text("utf-8"), server.log.read_text("utf-8")


Arrive = Callable[..., Page]


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Wait as long as signing in takes on a busy machine: it is five pages, one after the other."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(autouse=True)
def _nobody_was_here(cohort: Cohort) -> None:
    """Empty the folder of the members' files."""
    for left in Path(cohort.server.env["NETDASH_FILE"]).parent.rglob("*.json*"):
        left.unlink()


@pytest.fixture
def arrive(cohort: Cohort, window: Window) -> Arrive:
    """Open an address in a browser of its own, and sign in there as somebody."""

    def arrive(who: str = "", path: str = "", provider: str = "Google", **options: object) -> Page:
        page = window(timezone_id="Europe/Berlin", **options).new_page()
        page.goto(f"{cohort.server.url}/{path}")
        ready(page)
        return sign_in(page, who, provider) if who else page

    return arrive


def sign_in(page: Page, who: str, provider: str = "Google") -> Page:
    page.get_by_role("button", name=f"Continue with {provider}").click()
    page.get_by_role("link", name=who, exact=True).click()
    page.wait_for_url("**/127.0.0.1:*/**")
    return ready(page)


def start(page: Page) -> Page:
    """Answer what a newcomer is asked."""
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome", exact=True)).to_have_count(0)
    return ready(page)


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
    expect(page.get_by_test_id("stToast")).to_have_count(0, timeout=20_000)
    assert axe(page) == []
    stored = cohort.store.workspace("member@example.com").all(Profile)
    assert [(one.name, one.zone) for one in stored] == [("Member", "")]
    again = arrive("Member@Example.com", "people", "Work")
    expect(again.get_by_text("Zebediah Quartermain").first).to_be_visible()
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


def test_the_door_reads_well_in_the_dark_on_a_phone(arrive):
    page = arrive(scheme="dark", width=390, height=800)
    assert axe(page) == []
    sign_in(page, "coach@example.com")
    expect(page.get_by_role("heading", name="What your coach can see")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_provider_that_sends_no_claim_lets_in_where_the_deployer_vouches_for_it(arrive):
    page = arrive("silent@example.com", provider="Work")
    expect(page.get_by_role("heading", name="What your coach can see")).to_be_visible()


def test_whoever_is_removed_is_refused_on_the_next_run_and_their_cookie_is_worth_nothing(cohort, arrive, window):
    who = "silent@example.com"
    page = start(arrive(who, "people", "Work"))
    taken = page.context.storage_state()
    cohort.invite(*(one for one in LISTED if one != who))
    try:
        page.get_by_role("link", name="Insights").click()
        expect(page.get_by_text(f"{who} is not on the list")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
        replayed = window(storage_state=taken).new_page()
        replayed.goto(f"{cohort.server.url}/workspace")
        expect(ready(replayed).get_by_text(f"{who} is not on the list")).to_be_visible()
    finally:
        cohort.invite(*LISTED)


def test_a_deep_link_on_a_cold_server_asks_first_and_a_signed_cookie_still_counts_there(cohort, arrive):
    page = arrive("second@example.com", "insights")
    taken = page.context.storage_state()
    cohort.server.kill()
    cohort.server.start()
    fresh = arrive(path="insights")
    expect(fresh.get_by_role("heading", name="Welcome to netdash")).to_be_visible()
    known = arrive(path="insights", storage_state=taken)
    expect(known.get_by_text("What your coach can see")).to_be_visible()
    assert known.url.endswith("/insights")

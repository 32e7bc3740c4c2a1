"""A calendar subscribes: the address is made in the browser, and another program reads it over the network."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

from icalendar import Calendar
from playwright.sync_api import expect

from tests.journeys.walking import Walker


def reads(address: str, **headers: str) -> tuple[int, bytes, str]:
    """Ask for an address as a calendar does; return the status, the content and its tag."""
    request = Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers["ETag"]
    except HTTPError as error:
        return error.code, error.read(), ""


def test_an_address_from_the_workspace_page_is_read_by_another_program_until_it_is_ended(walker: Walker) -> None:
    walker.signs("Mara Lind").met("Ada Lovelace", "Ask what not to build")
    walker.open("workspace", "Workspace").press("Make an address").sees("shown this once")
    assert walker.looks() == []
    address = walker.page.get_by_test_id("stCode").inner_text().strip()
    assert address.startswith(f"{walker.server.url}/calendar/")
    status, content, tag = reads(address)
    assert status == 200
    assert [str(event["summary"]) for event in Calendar.from_ical(content).events][:1] == ["Thank Ada Lovelace"]
    assert reads(address, If_None_Match=tag)[0] == 304
    assert reads(address.replace("/calendar/", "/calendar/x"))[0] == 404
    walker.open("workspace", "Workspace").sees("In use since today")
    expect(walker.page.get_by_test_id("stCode")).to_have_count(0)
    walker.press("End it")
    walker.page.get_by_test_id("stPopoverBody").get_by_role("button", name="End it").click()
    walker.sees("has ended")
    assert reads(address)[0] == 404

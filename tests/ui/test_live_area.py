"""The live area: the plain form that tests drive, and the real one in a real browser."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from netdash.ui import live_area
from tests.browser import axe, connected, cut_off, ready, turn_theme
from tests.conftest import Serve, Window
from tests.servers import Server

APP = Path(__file__).parent / "live_area_app.py"
LONG_ENOUGH = 30_000


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("LIVE_AREA_FOLDER", str(tmp_path))
    return AppTest.from_file(str(APP)).run()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests that leave it running; each test has a folder of its own on it."""
    folder = tmp_path_factory.mktemp("live_area")
    server = Server(APP, {"LIVE_AREA_FOLDER": str(folder)}, folder / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def folder(shared: Server) -> Path:
    return Path(tempfile.mkdtemp(dir=shared.env["LIVE_AREA_FOLDER"]))


@pytest.fixture
def page(shared: Server, window: Window, folder: Path) -> Page:
    return opened(f"{shared.url}/?in={folder.name}", window())


@pytest.fixture
def server(serve: Serve, tmp_path: Path) -> Server:
    """A server that the test may kill."""
    return serve(APP, {"LIVE_AREA_FOLDER": str(tmp_path)})


def opened(url: str, page: Page) -> Page:
    page.set_default_timeout(LONG_ENOUGH)
    page.goto(url)
    notes(page).wait_for(timeout=LONG_ENOUGH)
    page.get_by_role("button", name="Save").wait_for(timeout=LONG_ENOUGH)  # its words come a moment after it
    return ready(page)


def notes(page: Page) -> Locator:
    return page.get_by_label("What you learned", exact=True)


def heard(page: Page, text: str) -> None:
    page.get_by_text(f"heard: {text}", exact=True).wait_for(timeout=LONG_ENOUGH)


def saved(folder: Path) -> list[str]:
    return (folder / "saved.txt").read_text("utf-8").splitlines()


# -- the plain form ---------------------------------------------------------------


def test_the_plain_form_is_a_text_area_under_the_same_key(plain: AppTest) -> None:
    plain.text_area(key="notes").input("Ask what not to build").run()
    assert not plain.exception
    assert plain.text[0].value == "heard: Ask what not to build"
    assert plain.text_area(key="notes").placeholder == "In their words"


def test_set_text_after_the_box_was_drawn_shows_on_the_next_run(plain: AppTest, tmp_path: Path) -> None:
    plain.text_area(key="notes").input("one\r\ntwo").run()
    plain.button[0].click().run()
    assert not plain.exception
    assert plain.text_area(key="notes").value == ""
    assert saved(tmp_path) == ["one", "two|"]
    plain.button[1].click().run()
    assert plain.text_area(key="notes").value == "From the server"


def test_an_untouched_box_follows_its_value_and_a_touched_one_keeps_what_was_typed() -> None:
    page = AppTest.from_file(str(APP.with_name("followed_record_app.py"))).run()
    page.session_state["stored"] = ["second"]
    page.run()
    assert page.text[0].value == "second"
    page.text_area(key="notes").input("mine").run()
    page.session_state["stored"] = ["third"]
    page.run()
    assert page.text[0].value == "mine"
    page.toggle[0].set_value(False).run()
    page.toggle[0].set_value(True).run()
    assert page.text[0].value == "mine", "what was typed stays while the box is not drawn"
    page.button[0].click().run()
    assert page.text[0].value == "third"
    assert not page.exception


@pytest.mark.browser
def test_the_environment_variable_draws_the_plain_form_on_a_server(
    serve: Serve, window: Window, tmp_path: Path
) -> None:
    server = serve(APP, {"LIVE_AREA_FOLDER": str(tmp_path), "NETDASH_PLAIN_INPUTS": "1"})
    page = opened(server.url, window())
    expect(page.get_by_test_id("stTextArea")).to_have_count(2)


def test_a_late_answer_to_an_older_revision_brings_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    live_area.set_text("notes", "")
    box = session["live_area/notes"]
    session["notes"] = {"typed": {"box": box["box"], "n": box["n"], "text": "typed"}}
    live_area._hear("notes")
    assert box["text"] == "typed"
    live_area.set_text("notes", "")
    live_area._hear("notes")
    assert box["text"] == "", "the answer was to the revision before"
    session["notes"] = {"typed": {"box": "of another session", "n": box["n"], "text": "foreign"}}
    live_area._hear("notes")
    assert box["text"] == ""


def test_what_is_typed_while_text_is_offered_is_heard_and_what_was_heard_before_comes_back_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    live_area.set_text("notes", "")
    box = session["live_area/notes"]
    typed = {"box": box["box"], "n": box["n"], "text": "typed, and taken back"}
    session["notes"] = {"typed": typed}
    live_area._hear("notes")
    live_area.offer_text("notes", "From the template")
    live_area._hear("notes")
    assert box["text"] == "From the template"
    session["notes"] = {"typed": {**typed, "text": "typed meanwhile"}}
    live_area._hear("notes")
    assert box["text"] == "typed meanwhile"


def test_text_arrives_as_a_file_can_hold_it() -> None:
    assert live_area._clean("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert live_area._clean("half \ud83d of a pair") == "half \ufffd of a pair"
    assert live_area._clean("\U0001f91d") == "\U0001f91d"


# -- in a browser -----------------------------------------------------------------


@pytest.mark.browser
def test_typing_reaches_the_server_without_leaving_the_box(page: Page) -> None:
    notes(page).press_sequentially("Ask what not to build")
    heard(page, "Ask what not to build")
    expect(notes(page)).to_be_focused()


@pytest.mark.browser
def test_save_clicked_while_typing_saves_all_of_it_once_each_time(page: Page, folder: Path) -> None:
    save = page.get_by_role("button", name="Save")
    for round_ in range(4):
        notes(page).press_sequentially(f"note {round_}, typed to the end")
        save.click()
        expect(notes(page)).to_have_value("", timeout=LONG_ENOUGH)
        heard(page, "")
    assert saved(folder) == [f"note {round_}, typed to the end|" for round_ in range(4)]


AT_ONCE = """(field, {press, text, events, first}) => {
  const button = [...document.querySelectorAll("button")].find((one) => one.innerText === press)
  if (first) button.click()
  field.value = text
  for (const event of events) field.dispatchEvent(new Event(event, {bubbles: true}))
  if (!first) button.click()
}"""
"""What a password manager does, and a press in the same instant."""


@pytest.mark.browser
def test_what_a_program_fills_in_is_saved_as_it_is_seen(page: Page, folder: Path) -> None:
    for events in (["change"], ["input", "change"], []):
        notes(page).evaluate(AT_ONCE, {"press": "Save", "text": f"filled with {events}", "events": events})
        expect(notes(page)).to_have_value("", timeout=LONG_ENOUGH)
        heard(page, "")
    assert saved(folder) == [f"filled with {events}|" for events in (["change"], ["input", "change"], [])]


@pytest.mark.browser
def test_what_the_server_offers_comes_never_over_what_is_typed_meanwhile(page: Page) -> None:
    page.get_by_role("button", name="Offer").click()
    heard(page, "From the template")
    expect(notes(page)).to_have_value("From the template")
    mine = "typed while it was under way"
    notes(page).evaluate(AT_ONCE, {"press": "Offer", "text": mine, "events": ["input"], "first": True})
    heard(page, mine)
    expect(notes(page)).to_have_value(mine)


@pytest.mark.browser
def test_save_by_keyboard_alone_saves_all_of_it_once(page: Page, folder: Path) -> None:
    notes(page).focus()
    page.keyboard.type("typed, then two tabs and enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(notes(page)).to_have_value("", timeout=LONG_ENOUGH)
    heard(page, "")
    assert saved(folder) == ["typed, then two tabs and enter|"]


@pytest.mark.browser
def test_a_reload_before_the_pause_loses_nothing(page: Page) -> None:
    notes(page).press_sequentially("cut off in mid-sent")
    page.reload()
    expect(notes(page)).to_have_value("cut off in mid-sent")
    heard(page, "cut off in mid-sent")


@pytest.mark.browser
def test_a_server_that_dies_while_one_types_loses_nothing(server: Server, window: Window) -> None:
    page = opened(server.url, window())
    notes(page).press_sequentially("before, ")
    heard(page, "before, ")
    server.kill()
    notes(page).press_sequentially("meanwhile, ")
    server.start()
    heard(page, "before, meanwhile,")
    notes(page).press_sequentially("after")
    heard(page, "before, meanwhile, after")
    expect(notes(page)).to_have_value("before, meanwhile, after")


@pytest.mark.browser
def test_save_as_the_first_word_to_a_restarted_server_saves_all_of_it(
    server: Server, window: Window, tmp_path: Path
) -> None:
    page = opened(server.url, window())
    notes(page).press_sequentially("before, ")
    heard(page, "before,")
    server.kill()
    notes(page).press_sequentially("meanwhile")
    notes(page).blur()
    cut_off(page)
    server.start()
    connected(page)
    page.get_by_role("button", name="Save").click()
    expect(notes(page)).to_have_value("", timeout=LONG_ENOUGH)
    heard(page, "")
    assert saved(tmp_path) == ["before, meanwhile|"]


@pytest.mark.browser
def test_what_was_cleared_stays_cleared_when_the_server_restarts(server: Server, window: Window) -> None:
    page = opened(server.url, window())
    notes(page).press_sequentially("saved and gone")
    page.get_by_role("button", name="Save").click()
    expect(notes(page)).to_have_value("", timeout=LONG_ENOUGH)
    server.kill()
    cut_off(page)
    server.start()
    connected(page)
    page.get_by_label("Help you offered").press_sequentially("something else")
    page.get_by_text("other: something else", exact=True).wait_for(timeout=LONG_ENOUGH)
    heard(page, "")
    expect(notes(page)).to_have_value("")


@pytest.mark.browser
def test_a_browser_closed_while_the_server_is_down_loses_nothing(server: Server, window: Window) -> None:
    page = opened(server.url, window())
    server.kill()
    notes(page).press_sequentially("typed to a dead server")
    context = page.context
    page.close()
    server.start()
    again = opened(server.url, context.new_page())
    expect(notes(again)).to_have_value("typed to a dead server")
    heard(again, "typed to a dead server")


@pytest.mark.browser
def test_what_the_server_cleared_stays_cleared_after_a_reload(page: Page) -> None:
    notes(page).press_sequentially("saved and gone")
    page.get_by_role("button", name="Save").click()
    expect(notes(page)).to_have_value("")
    page.reload()
    ready(page)
    heard(page, "")
    expect(notes(page)).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('netdash/'))") == []


@pytest.mark.browser
def test_the_server_fills_the_box_also_while_it_has_the_focus(page: Page) -> None:
    notes(page).press_sequentially("mine")
    page.get_by_role("button", name="Fill").dispatch_event("click")
    expect(notes(page)).to_have_value("From the server")
    heard(page, "From the server")
    expect(notes(page)).to_be_focused()


@pytest.mark.browser
def test_the_cursor_stays_where_it_is_while_the_server_echoes(page: Page) -> None:
    box = notes(page)
    box.press_sequentially("one three")
    for _ in range(5):
        box.press("ArrowLeft")
    box.press_sequentially("two ")
    heard(page, "one two three")
    assert box.evaluate("field => field.selectionStart") == len("one two ")
    box.press_sequentially("and a half ", delay=90)
    heard(page, "one two and a half three")
    assert box.evaluate("field => field.selectionStart") == len("one two and a half ")


@pytest.mark.browser
def test_a_page_that_runs_again_and_again_never_disturbs_the_typing(page: Page) -> None:
    page.goto(page.url + "&busy=1")
    page.get_by_text(re.compile(r"^run ([3-9]|\d\d+)$")).wait_for(timeout=LONG_ENOUGH)
    box = notes(page)
    text = "a sentence that takes a while to type, typed without a pause and then some"
    box.press_sequentially(text, delay=25)
    expect(box).to_have_value(text)
    for _ in text:
        box.press("ArrowLeft")
    box.press_sequentially("Again: ", delay=120)
    expect(box).to_have_value(f"Again: {text}")
    assert box.evaluate("field => field.selectionStart") == len("Again: ")
    heard(page, f"Again: {text}")


@pytest.mark.browser
def test_two_areas_do_not_mix(page: Page, folder: Path) -> None:
    other = page.get_by_label("Help you offered")
    notes(page).press_sequentially("learned")
    other.press_sequentially("offered")
    notes(page).press_sequentially(" more")
    heard(page, "learned more")
    page.get_by_text("other: offered", exact=True).wait_for(timeout=LONG_ENOUGH)
    page.reload()
    heard(page, "learned more")
    page.get_by_role("button", name="Save").click()
    heard(page, "")
    assert saved(folder)[0].startswith("learned more|")


@pytest.mark.browser
def test_axe_finds_nothing(page: Page) -> None:
    notes(page).press_sequentially("Something\nover\nlines")
    heard(page, "Something over lines")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_role("button", name="Help for What you learned").focus()
        assert axe(page) == []
        turn_theme(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

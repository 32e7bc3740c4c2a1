"""The prep sheet of a conversation: what it says, that it is safe, and that it prints on one page."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from playwright.sync_api import Browser

from netdash import rules
from netdash.insights import plan_report
from netdash.meetings import agenda, prep_sheet
from netdash.meetings.prep_sheet import SIZES, Sheet, export
from netdash.pitch import card
from netdash.questions import questions
from netdash.records import Meeting, Pitch, Profile, Research, Wording
from netdash.store import Workspace
from tests.factories import DAY, EXAMPLE, NOON, any_text, fresh, talk
from tests.printed import ParsedPage

BERLIN = ZoneInfo("Europe/Berlin")
SLOTS = agenda.agenda(20, rules.shipped().meeting)
ASKED = [question.text for question in questions.shipped()][-7:]
RESEARCH = Research(
    company=(
        "Northwind plans routes for small carriers: 120 people, Leipzig and Porto, a funding round in March. "
        "Their blog writes about cutting empty miles by a fifth. Two teams: routing and forecasts."
    ),
    person=(
        "Staff engineer for three years, before that a physicist at a weather service. Speaks at PyData. "
        "We both sing in choirs."
    ),
    job="Data analyst, routing: SQL and Python daily; explains figures to dispatchers; time series are nice to have.",
)
PLAN = talk(
    ended=NOON + DAY,
    minutes=20,
    state="planned",
    kind="call",
    place="https://meet.example.org/abc?d=e&f=g",
    their_zone="America/New_York",
    research=RESEARCH,
    resume="sent",
)


def sheet(**changes: object) -> Sheet:
    defaults: dict[str, object] = {
        "names": "Ada Lovelace",
        "people": ["Ada Lovelace, staff engineer at Northwind"],
        "pitch": EXAMPLE,
        "questions": ASKED,
        "agenda": SLOTS,
    }
    return Sheet(**{**defaults, **changes})  # type: ignore[arg-type]


def written(meeting: Meeting = PLAN, **changes: object) -> str:
    return export(meeting, sheet(**changes), BERLIN)


def test_the_sheet_says_who_when_where_and_what_was_found_out():
    page = ParsedPage(written())
    for text in (
        "Call: Ada Lovelace",
        "Ada Lovelace, staff engineer at Northwind",
        "Tuesday 5 May 2026, 13:40–14:00 (Europe/Berlin)",
        "For them: Tuesday 5 May 2026, 07:40–08:00 (America/New_York)",
        *(RESEARCH.company, RESEARCH.person, RESEARCH.job),
        *(EXAMPLE.past, EXAMPLE.interests, EXAMPLE.outcome),
        "Questions, 1½ min each",
        *ASKED,
        *("Gratitude and interest", "12 min", "17:00"),
        "Sent",
        "Take notes · Be mindful of their time · Practise your handshake · Be yourself",
    ):
        assert text in page.texts, text


def test_all_of_it_is_in_the_one_file_and_only_the_place_is_a_link():
    page = ParsedPage(written())
    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert page.links == [PLAN.place]
    assert ParsedPage(written(PLAN.replace(place="javascript:alert(1)"))).links == []


def test_what_is_not_there_leaves_no_heading():
    bare = ParsedPage(written(talk(ended=NOON + DAY), pitch=None, questions=[])).texts
    for title in ("The company", "The person", "The job", "Notes", "Résumé", "Pitch: outcome", "For them"):
        assert title not in bare
    assert "Pitch: outcome" not in ParsedPage(written(pitch=Wording(past="I was a nurse."))).texts


@given(any_text, any_text)
def test_whatever_is_typed_is_text_and_no_element(one, other):
    typed = f"</p></style><script>{one}<a href='x'>{{}}{other}"
    tags = ParsedPage(written(PLAN.replace(place="x", notes="x"), names="x", people=["x"], questions=["x"])).tags
    odd = PLAN.model_copy(update={"place": typed, "notes": typed})
    assert ParsedPage(written(odd, names=typed, people=[typed], questions=[typed])).tags == tags


def pages(chromium: Browser, folder: Path, html: str) -> list[int]:
    """Print as `chromium --headless --print-to-pdf` does, and count the pages on A4 and on Letter."""
    file = folder / "sheet.html"
    file.write_text(html, encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    prints = [page.pdf(format=paper) for paper in ("A4", "Letter")]
    page.close()
    return [print_bytes.count(b"/Type /Page") - print_bytes.count(b"/Type /Pages") for print_bytes in prints]


@pytest.mark.browser
@pytest.mark.parametrize("count", [0, 5, 7, 9])
def test_a_usual_sheet_prints_on_one_page(chromium: Browser, tmp_path: Path, count):
    asked = [question.text for question in questions.shipped()][:count]
    assert pages(chromium, tmp_path, written(questions=asked)) == [1, 1]


@cache
def growing(unit: str) -> list[str]:
    """Write sheets with longer and longer notes."""
    short = PLAN.replace(research=Research(), resume=None)
    return [written(short.replace(notes=unit * units), pitch=None) for units in range(1, 400)]


def fullest(size: int, unit: str) -> str:
    """Return the sheet with the longest notes that still are in this size of type."""
    sheets = growing(unit)
    smallest = next(number for number, html in enumerate(sheets) if f"font-size: {SIZES[-1]}pt" in html)
    upto = sheets[:smallest] if size != SIZES[-1] else sheets  # what is longer still is in larger type again
    return next(html for html in reversed(upto) if f"font-size: {size}pt" in html)


@pytest.mark.browser
@pytest.mark.xdist_group("growing sheets")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size} points")
@pytest.mark.parametrize(
    "unit", ["experience ", "one line\n", "製品はデータ基盤です。", "THE COMPANY SHIPS WAREHOUSES. "]
)
def test_as_much_as_a_size_takes_prints_on_one_page(chromium: Browser, tmp_path: Path, size, unit):
    html = fullest(size, unit)
    assert f"font-size: {size}pt" in html
    assert pages(chromium, tmp_path, html) == [1, 1]


LONG = "What would you tell somebody who comes from nursing and wants to work on data platforms, and what not? " * 2


@pytest.mark.browser
@pytest.mark.parametrize(
    "question", ["質問はとても長いです。" * 12, LONG, LONG.upper()], ids=["wide", "long", "capitals"]
)
def test_seven_long_questions_print_on_one_page(chromium: Browser, tmp_path: Path, question):
    short = PLAN.replace(research=Research(), resume=None)
    assert pages(chromium, tmp_path, written(short, pitch=None, questions=[question] * 7)) == [1, 1]


@pytest.mark.browser
def test_on_a_phone_nothing_sticks_out_and_nothing_is_tiny(chromium: Browser, tmp_path: Path):
    page, file, name = chromium.new_page(viewport={"width": 390, "height": 844}), tmp_path / "sheet.html", "W" * 290
    for html in (
        card.export(Pitch(name=name), EXAMPLE, 140, rules.shipped().pitch),
        plan_report.export(plan_report.gather(named(name), NOON, BERLIN, rules.shipped())),
        written(PLAN.replace(notes="W" * 300), names=name),
    ):
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 390, html[:300]
    sizes = "[...document.querySelectorAll('p, li, td, h2')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    assert min(page.evaluate(sizes)) >= 13
    page.close()


def named(name: str) -> Workspace:
    workspace = fresh()
    workspace.save(Profile(name=name))
    return workspace


def test_the_file_is_named_by_the_day_of_the_conversation_and_the_person() -> None:
    assert prep_sheet.file_name(date(2026, 11, 24), "Zoë O'Brien") == "prep-2026-11-24-zoe-obrien.html"
    assert prep_sheet.file_name(date(2026, 11, 24), "李雷") == "prep-2026-11-24.html"

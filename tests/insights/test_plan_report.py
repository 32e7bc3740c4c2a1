"""The target plan on one page: what it says, that whatever is typed is text, and that it prints on one page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from playwright.sync_api import Browser

from netdash import rules
from netdash.insights import plan_report
from netdash.people import contacts
from netdash.records import BrandingItem, Opportunity, Profile, Stage, Target
from tests.factories import NOON, any_text, fresh, introduction, person, talk, thanks
from tests.printed import ParsedPage

BERLIN = ZoneInfo("Europe/Berlin")


def page_of(*records: object) -> str:
    workspace = fresh()
    for one in records:
        workspace.save(one)  # type: ignore[arg-type]  # any record
    return plan_report.export(plan_report.gather(workspace, NOON, BERLIN, rules.shipped()))


def test_the_page_says_targets_coverage_goals_people_and_branding():
    ada, ben = (person("Ada", company="Northwind", stakeholder=one) for one in ("technical", "hr"))
    met = talk(ada)
    html = page_of(
        Profile(name="Mia Berg"),
        Target(company="Northwind Inc.", role="Data engineer", why="Health figures", priority="high"),
        Target(company="Contoso"),
        Target(company="Tailspin", archived=True),
        ada,
        ben,
        met,
        thanks(met, ada, NOON),
        introduction(ada, ben),
    )
    texts = ParsedPage(html).texts
    for said in (
        "Target plan of Mia Berg",
        "Data engineer at Northwind Inc. (high priority)",
        "Technical: 1 known, 1 met · HR: 1 known, 0 met · Could introduce: 1",
        "Health figures",
        "Contoso (medium priority)",
        "Technical: missing · HR: missing · Could introduce: nobody yet",
        "Messages: 1 of 5 (goal: 4 to go)",
        "Conversations: 1 of 2 (goal: 1 to go)",
        "Thanked: 1",
        "To contact: 1",
        "0 of 18 done in all.",
        "LinkedIn: 0 of 4 done",
    ):
        assert said in texts
    assert "Tailspin" not in html


@pytest.mark.parametrize(("later", "said"), [(timedelta(0), "0 of 1"), (timedelta(days=31), "–")])
def test_a_late_thank_you_to_somebody_in_the_trash_counts_until_they_are_gone_for_good(later, said):
    workspace, now = fresh(), NOON + timedelta(days=2) + later
    workspace.save(ada := person("Ada"))
    workspace.save(talk(ada, ended=now - timedelta(hours=26)))
    contacts.delete_contact(workspace, ada.id, NOON)
    plan = plan_report.gather(workspace, now, BERLIN, rules.shipped())
    (on_time,) = [goal for goal in plan.goals if goal.label == "Thanked in time"]
    assert said in on_time.words


def test_the_page_names_no_contact_and_quotes_no_notes():
    html = page_of(
        person("Ada Lovelace", company="Northwind", notes="likes tea"),
        Target(company="Northwind", research={"person": "secret"}, posting="long text"),
    )
    assert not [word for word in ("Ada", "Lovelace", "tea", "secret", "long text") if word in html]


def test_an_empty_workspace_gives_a_page_too():
    texts = ParsedPage(page_of()).texts
    assert "Target plan" in texts
    assert "No target company yet." in texts


def test_more_targets_than_fit_are_counted():
    html = page_of(*(Target(company=f"Company {number:02}") for number in range(15)))
    assert "Company 09" in html
    assert "Company 10" not in html
    assert "And 5 more targets." in html


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing():
    html = page_of(Profile(name="Mia"), Target(company="Northwind"))
    assert not {"script", "link", "img", "iframe"} & set(ParsedPage(html).tags)
    assert "url(" not in html
    assert "@import" not in html


@given(any_text, any_text)
def test_whatever_is_typed_is_text_and_no_element(one, other):
    plain = ParsedPage(page_of(Profile(name="x"), Target(company="x", why="x"), item("x"))).tags
    odd = page_of(
        Profile(name=f"<b>{one}"), Target(company=f"</td><script>{one}", why=f"<i>{other}"), item(f"<li>{one}")
    )
    assert ParsedPage(odd).tags == plain


def item(channel: str) -> BrandingItem:
    return BrandingItem(channel=channel, text="x")


def test_the_file_is_named_after_the_day():
    assert plan_report.file_name(date(2026, 5, 4)) == "target-plan-2026-05-04.html"


@pytest.mark.browser
@pytest.mark.parametrize("number", [3, 5, 10, 30])
def test_the_longest_plan_prints_on_one_page(chromium: Browser, tmp_path: Path, number: int) -> None:
    wide = "WORD " * 50
    html = page_of(
        Profile(name="Mia"),
        *(Target(company=f"{one} {wide}", role=wide, why=wide) for one in range(number)),
        *(item(f"{one} {wide}") for one in range(20)),
    )
    file = tmp_path / "plan.html"
    file.write_text(html, encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.count(b"/Type /Page") - printed.count(b"/Type /Pages") == 1


def test_the_page_counts_opportunities_and_what_is_due_and_names_nobody() -> None:
    ada = person("Ada Lovelace")
    met = talk(ada)
    heard = (
        Opportunity(company="Northwind", stage=Stage.HEARD, heard_on=NOON.date()),
        Opportunity(company="Kontor", stage=Stage.HEARD, heard_on=NOON.date()),
    )
    said = " ".join(ParsedPage(page_of(ada, met, *heard)).texts)
    assert "Lead: 2" in said
    assert re.search(r"\d+ follow-ups? due by today, \d+ of them late", said)
    assert "Ada" not in said

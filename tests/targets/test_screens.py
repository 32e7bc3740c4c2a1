"""The target plan: companies and roles, who opens the door there, the page for the coach, and the goals for a week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netdash.meetings.meetings import thank_you_id
from netdash.records import (
    Contact,
    Draft,
    Goals,
    Introduction,
    Meeting,
    Message,
    Opportunity,
    Priority,
    Research,
    Stakeholder,
    Target,
    Trashed,
)
from netdash.store import open_file
from tests.driving import NOW, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Northwind Inc.", stakeholder=Stakeholder.TECHNICAL)
TOM = Contact(name="Tom Baker", company="Elsewhere")
MEI = Contact(name="Mei Chow", company="NORTHWIND", position="Buyer")
TARGET = Target(company="Northwind", role="Data engineer", why="Their maps", posting_url="northwind.example/jobs/1")


def stored(file: Path) -> tuple[Target, ...]:
    return open_file(file).all(Target)


def one(**params: str) -> Dashboard:
    return Dashboard("target_plan", target=TARGET.id, **params)


# -- the list ---------------------------------------------------------------------


def test_with_no_target_yet_the_page_teaches_and_opens_the_form(file: Path) -> None:
    page = Dashboard("target_plan")
    assert page.title == "Target plan"
    assert "Name a company you would like to work for" in page.said
    assert page.app.expander(key="target_plan_form").proto.expanded
    assert not file.exists()


def test_the_form_folds_after_adding_and_the_target_stands_below(file: Path) -> None:
    page = Dashboard("target_plan").fill(target_plan_company="Northwind").press("target_plan_save")
    (target,) = stored(file)
    assert not page.app.expander(key="target_plan_form").proto.expanded
    assert page.has(f"target_plan_open_{target.id}")


def test_a_target_is_added_with_everything_that_was_typed(file: Path) -> None:
    page = Dashboard("target_plan").fill(
        target_plan_company=" Northwind ",
        target_plan_role="Data engineer",
        target_plan_priority="high",
        target_plan_why="Their maps",
        target_plan_posting_url="northwind.example/jobs/1",
        target_plan_posting="We look for\nsomebody",
        target_plan_research_company="Shipping",
        target_plan_research_job="SQL",
    )
    page.press("target_plan_save")
    assert page.done == ["Added Data engineer at Northwind to your targets."]
    (target,) = stored(file)
    assert (target.company, target.priority, target.posting) == ("Northwind", Priority.HIGH, "We look for\nsomebody")
    assert target.research == Research(company="Shipping", job="SQL")
    page.unfold("target_plan_form")
    assert [page.value(f"target_plan_{field}") for field in ("company", "why", "posting")] == ["", "", ""]
    assert not open_file(file).all(Draft)


def test_a_target_without_a_company_is_refused_and_what_was_typed_stays(file: Path) -> None:
    page = Dashboard("target_plan").fill(target_plan_why="Their maps").press("target_plan_save")
    assert page.errors == ["Name the company."]
    assert page.value("target_plan_why") == "Their maps"
    assert not stored(file)


def test_pressing_add_twice_adds_one_target(file: Path) -> None:
    page = Dashboard("target_plan").fill(target_plan_company="Northwind").press_fast("target_plan_save")
    assert not page.errors
    assert len(stored(file)) == 1


def test_the_same_role_at_the_same_company_is_refused_with_a_word_where_it_is(file: Path) -> None:
    seed(file, TARGET.replace(archived=True))
    page = Dashboard("target_plan").unfold("target_plan_form")
    page.fill(target_plan_company="northwind inc", target_plan_role="data engineer")
    page.press("target_plan_save")
    assert page.errors == ["Data engineer at Northwind is there already, in the archive: bring it back from there."]


def test_the_list_shows_at_a_glance_whom_one_knows_there_and_whom_to_ask(file: Path) -> None:
    umbra = Target(company="Umbra", priority=Priority.LOW)
    seed(file, TARGET, umbra, ADA, TOM, meeting(TOM), Introduction(by_contact=TOM.id, to_contact=ADA.id))
    page = Dashboard("target_plan")
    assert "Technical: 1" in page.said
    assert "HR: missing" in page.said
    assert "ask Tom Baker" in page.said
    assert "Nobody yet who could introduce you" in page.said
    assert page.said.index("Northwind") < page.said.index("Umbra")
    assert page.press(f"target_plan_open_{umbra.id}").title == "Umbra"
    assert page.press("target_plan_back").title == "Target plan"


# -- one target -------------------------------------------------------------------


def test_one_target_tells_why_who_is_there_and_what_was_found_out(file: Path) -> None:
    whole = TARGET.replace(research=Research(job="SQL and maps"), posting="The text")
    heard = Opportunity(company="Northwind", role="Analyst", heard_on=NOW.date(), contact=TOM.id)
    seed(file, whole, heard, ADA, MEI, TOM, meeting(ADA))
    page = one()
    assert page.title == "Data engineer at Northwind"
    for text in ("Medium priority", "Their maps", "Still missing: an HR contact", "not met yet", "SQL and maps"):
        assert text in page.said, text
    for text in ("Analyst at Northwind", "from Tom Baker, today", "Works there, and you have met", "The text"):
        assert text in page.said, text
    assert {"Ada Lovelace", "Mei Chow · Buyer"} <= set(page.links)
    assert {f"target_plan_write_{ADA.id}", f"target_plan_write_{MEI.id}"} <= page.keys


def test_a_target_s_page_has_what_is_to_do_there_and_one_timeline_of_everybody_there(file: Path) -> None:
    talk, other = meeting(ADA, MEI, learnings=["Ask early"]), meeting(TOM, learnings=["Elsewhere"])
    seed(file, TARGET, ADA, MEI, TOM, talk, other)
    page = one()
    assert "Thank **Ada Lovelace**" in page.said
    assert "Thank **Mei Chow**" in page.said
    assert "Thank **Tom Baker**" not in page.said
    assert page.said.count("Ask early") == 1, "a conversation with two people there stands once"
    assert "Elsewhere" not in page.said
    other_role = Target(company="Northwind", role="Analyst", priority=Priority.LOW)
    seed(file, other_role)
    for key, back in (
        (f"target_plan_write_{thank_you_id(talk.id, ADA.id)}", "follow_up_tracker_back"),
        (f"target_plan_write_{ADA.id}", "outreach_back"),
        (f"people_timeline_conversation_{talk.id}", "meeting_log_back"),
    ):
        opened = Dashboard("target_plan", target=other_role.id).press(key)
        assert opened.app.button(key=back).label == "Analyst at Northwind", key
    desk = Dashboard("outreach", contact=ADA.id, **{"from": f"target_plan.{other_role.id}"})
    assert desk.press("outreach_back").title == "Analyst at Northwind"


def test_the_next_things_to_do_at_one_target_turn_no_page_at_another(file: Path) -> None:
    other_role = Target(company="Northwind", role="Analyst", priority=Priority.LOW)
    seed(file, TARGET, other_role, ADA, *(meeting(ADA, ago=timedelta(days=day)) for day in range(1, 8)))
    key = f"target_plan_to_do_page_{TARGET.id}"
    page = one().fill(**{key: 2})
    assert page.value(key) == 2
    assert page.open("target_plan", target=other_role.id).value(f"target_plan_to_do_page_{other_role.id}") == 1


def test_a_posting_that_no_browser_may_open_is_text(file: Path) -> None:
    seed(file, TARGET.replace(posting_url="javascript:alert(1)"))
    page = one()
    assert not page.app.get("link_button")
    assert "javascript:alert(1)" in page.said


@pytest.mark.parametrize(("asked", "first"), [("hr", "hr"), ("technical", "technical")])
def test_a_link_that_asks_for_a_stakeholder_brings_the_missing_one_forward(file: Path, asked: str, first: str) -> None:
    seed(file, TARGET)
    page = one(stakeholder=asked)
    assert page.has(f"target_plan_{first}_name_{TARGET.id}")
    sides = {"hr": page.said.index("**HR**"), "technical": page.said.index("**Technical**")}
    assert min(sides, key=lambda side: sides[side]) == first
    assert not one(stakeholder="nonsense").has(f"target_plan_hr_name_{TARGET.id}")


def test_a_link_that_asks_for_somebody_known_meanwhile_opens_no_form(file: Path) -> None:
    seed(file, TARGET, ADA)
    page = one(stakeholder="technical")
    assert not page.has(f"target_plan_technical_name_{TARGET.id}")
    assert "Ada Lovelace" in page.links


def test_a_contact_is_added_in_place_for_the_company_and_the_side(file: Path) -> None:
    seed(file, TARGET)
    page = one(stakeholder="hr")
    page.fill(
        **{f"target_plan_hr_name_{TARGET.id}": "Viktor Nowak", f"target_plan_hr_email_{TARGET.id}": "v@example.org"}
    )
    page.press(f"target_plan_hr_save_{TARGET.id}")
    assert page.done == ["Added Viktor Nowak."]
    (viktor,) = open_file(file).all(Contact)
    assert (viktor.company, viktor.stakeholder, viktor.emails) == ("Northwind", Stakeholder.HR, ("v@example.org",))
    assert "Still missing: a technical contact." in page.said


def test_a_contact_who_is_no_contact_is_refused_and_what_was_typed_stays(file: Path) -> None:
    seed(file, TARGET, ADA)
    page = one(stakeholder="hr").fill(**{f"target_plan_hr_email_{TARGET.id}": "nonsense"})
    page.press(f"target_plan_hr_save_{TARGET.id}")
    assert page.errors == ["Give the person a name."]
    page.fill(**{f"target_plan_hr_name_{TARGET.id}": "ada lovelace"})
    assert any("You know Ada Lovelace already" in link for link in page.links)
    page.press(f"target_plan_hr_save_{TARGET.id}")
    assert "“nonsense” is not an e-mail address" in page.errors[0]
    assert page.value(f"target_plan_hr_name_{TARGET.id}") == "ada lovelace"


def test_a_changed_target_is_saved_and_the_second_of_two_tabs_may_choose(file: Path) -> None:
    seed(file, TARGET)
    first, second = (one().unfold(f"target_plan_change_{TARGET.id}") for _ in range(2))
    first.fill(**{f"target_plan_research_person_{TARGET.id}": "Leads data"}).press(f"target_plan_save_{TARGET.id}")
    assert first.done == ["Saved Data engineer at Northwind."]
    assert "Leads data" in first.said
    second.fill(**{f"target_plan_role_{TARGET.id}": "Analyst"}).press(f"target_plan_save_{TARGET.id}")
    assert "changed in another tab" in second.errors[0]
    second.press(f"target_plan_conflict_{TARGET.id}_mine")
    assert stored(file)[0].role == "Analyst"


def test_archiving_and_deleting_can_be_undone(file: Path) -> None:
    seed(file, TARGET)
    page = one().press(f"target_plan_archive_{TARGET.id}")
    assert page.done == ["Archived: Data engineer at Northwind."]
    assert not Dashboard("target_plan").has(f"target_plan_open_{TARGET.id}")
    assert Dashboard("target_plan").unfold("target_plan_archived").has(f"target_plan_open_{TARGET.id}")
    page.press("flash_undo")
    assert not stored(file)[0].archived
    page.press(f"target_plan_delete_{TARGET.id}")
    assert page.title == "Target plan"
    assert not stored(file)
    page.press("flash_undo")
    assert [target.id for target in stored(file)] == [TARGET.id]
    assert not open_file(file).all(Trashed)


@pytest.mark.parametrize("param", ["target", "opportunity", "meeting", "item"])
def test_a_link_to_what_is_gone_is_a_sentence_and_the_list(file: Path, param: str) -> None:
    seed(file, TARGET)
    page = Dashboard("target_plan", **{param: "0" * 32})
    assert len(page.errors) == 1
    assert "is not here" in page.errors[0]
    assert page.title == "Target plan"
    assert page.has(f"target_plan_open_{TARGET.id}")


def test_somebody_deleted_is_no_longer_counted_and_breaks_nothing(file: Path) -> None:
    seed(file, TARGET, ADA, meeting(ADA))
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    page = one()
    assert "Still missing: a technical contact and an HR contact." in page.said
    assert "Nobody yet" in page.said


# -- the page for the coach -------------------------------------------------------


def test_the_page_for_the_coach_says_what_is_on_it_and_what_is_not(file: Path) -> None:
    seed(file, TARGET, ADA, TOM)
    page = Dashboard("target_plan")
    assert "leaves out** everybody's name" in page.said
    (button,) = page.app.get("download_button")
    assert button.proto.label == "Download the page"


# -- the goals for a week ---------------------------------------------------------


def goals(zone: str = "Europe/Berlin") -> Dashboard:
    return Dashboard("target_plan", zone=zone, part="Goals")


def metrics(page: Dashboard) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.app.metric}


def test_the_goals_are_set_and_today_shows_the_week_against_them(file: Path) -> None:
    seed(file, ADA, meeting(ADA), Message(contact=ADA.id, sent_at=NOW - timedelta(hours=2), body="Hello"))
    page = goals()
    usual = {"Conversations": "1 of 2", "Messages": "1 of 5", "Thanked in time": "–", "Introductions": "0"}
    assert metrics(page) == usual
    page.fill(target_plan_goals_messages=3, target_plan_goals_conversations=1, target_plan_goals_on_time=0)
    page.press("target_plan_goals_save")
    assert page.done == ["Saved your goals for a week."]
    changed = usual | {"Conversations": "1 of 1", "Messages": "1 of 3"}
    assert metrics(page) == metrics(Dashboard("today")) == changed
    page.press("flash_undo")
    assert metrics(goals()) == usual


@pytest.mark.parametrize(("field", "number"), [("messages", -5), ("conversations", 2**40)])
def test_a_goal_that_cannot_be_is_refused_and_stays_typed(file: Path, field: str, number: int) -> None:
    page = goals().fill(**{f"target_plan_goals_{field}": number}).press("target_plan_goals_save")
    assert (page.done, len(page.errors)) == ([], 1)
    assert page.value(f"target_plan_goals_{field}") == number
    assert not open_file(file).all(Goals)


def test_a_fraction_of_a_goal_is_refused_and_never_cut(file: Path) -> None:
    page = goals().fill(target_plan_goals_messages=3.7).press("target_plan_goals_save")
    assert page.errors == ["“Messages”: choose a whole number from 0 to 200."]
    assert page.app.number_input("target_plan_goals_messages").label == "Messages · choose a whole number from 0 to 200"
    assert goals().value("target_plan_goals_messages") == 3.7, "a draft keeps it as it was typed"
    page.fill(target_plan_goals_messages=4).press("target_plan_goals_save")
    assert [one.messages for one in open_file(file).all(Goals)] == [4]


def test_a_goal_out_of_reach_is_a_sentence_and_the_number_stays(file: Path) -> None:
    page = goals().fill(target_plan_goals_on_time=101)
    field = page.app.number_input("target_plan_goals_on_time")
    assert (field.label, field.icon) == (
        "Thank-yous on time, in % · choose a number from 0 to 100",
        ":material/error:",
    )
    page.press("target_plan_goals_save")
    assert page.errors == ["“Thank-yous on time, in %”: choose a number from 0 to 100."]
    assert page.value("target_plan_goals_on_time") == 101
    assert not open_file(file).all(Goals)


def test_a_goal_that_another_tab_set_meanwhile_stays_also_in_a_tab_that_is_loaded_anew(file: Path) -> None:
    first = goals().fill(target_plan_goals_messages=8)
    goals().fill(target_plan_goals_conversations=4).press("target_plan_goals_save")
    first.run()
    for tab in (goals(), first):
        tab.press("target_plan_goals_save")
        (kept,) = open_file(file).all(Goals)
        assert (kept.messages, kept.conversations) == (8, 4)


def test_the_week_begins_on_the_members_monday(file: Path) -> None:
    """Sunday 23:30 UTC is Monday in Berlin and still Sunday, another week, in New York."""
    late = NOW - timedelta(days=1, hours=10, minutes=30)
    seed(file, ADA, Meeting(contacts=(ADA.id,), starts_at=late - timedelta(minutes=30), ends_at=late))
    assert metrics(goals())["Conversations"] == "1 of 2"
    assert metrics(goals("America/New_York"))["Conversations"] == "0 of 2"


def test_the_address_opens_a_part_keeps_the_one_chosen_and_the_way_back_leads_there(file: Path) -> None:
    seed(file, TARGET)
    page = Dashboard("target_plan", part="Branding")
    assert page.value("target_plan_part") == "Branding"
    page.fill(target_plan_part="Goals")
    assert page.app.query_params["part"] in ("Goals", ["Goals"])
    assert page.run().value("target_plan_part") == "Goals"
    page.open("target_plan", target=TARGET.id).press("target_plan_back")
    assert page.value("target_plan_part") == "Companies"
    assert Dashboard("target_plan", part="nonsense").value("target_plan_part") == "Companies"


def test_whoever_s_job_title_suggests_it_is_counted_with_one_press_that_can_be_undone(file: Path) -> None:
    boss = Contact(name="Bo Fisk", company="Northwind", position="Engineering manager")
    seed(file, TARGET, boss)
    page = one().press(f"target_plan_side_{boss.id}")
    assert "Bo Fisk counts as a technical contact." in page.said
    assert [contact.stakeholder for contact in open_file(file).all(Contact)] == [Stakeholder.TECHNICAL]
    assert not page.has(f"target_plan_side_{boss.id}")
    page.press("flash_undo")
    assert [contact.stakeholder for contact in open_file(file).all(Contact)] == [None]

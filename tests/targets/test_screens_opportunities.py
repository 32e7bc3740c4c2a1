"""Opportunities: noting where each came from, how far it has come, and the share that came through people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from netdash.records import Contact, Opportunity, Stage, Target
from netdash.store import open_file
from tests.driving import NOW, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Northwind")
TOM = Contact(name="Tom Baker")
TALK = meeting(ADA, TOM, ago=timedelta(days=1))
HEARD = Opportunity(
    company="Northwind", role="Data engineer", contact=ADA.id, meeting=TALK.id, heard_on=date(2026, 5, 4)
)
FORM = "target_plan_opportunity"


def stored(file: Path) -> tuple[Opportunity, ...]:
    return open_file(file).all(Opportunity)


def listed(zone: str = "Europe/Berlin") -> Dashboard:
    return Dashboard("target_plan", zone=zone, part="Opportunities")


def test_with_none_yet_the_page_teaches_and_opens_the_form(file: Path) -> None:
    page = listed()
    assert "Note each job you hear of" in page.said
    assert page.has(f"{FORM}_company")
    assert not file.exists()


def test_one_is_noted_with_who_told_of_it_and_in_which_conversation(file: Path) -> None:
    seed(file, ADA, TOM, TALK)
    page = listed().fill(**{f"{FORM}_company": "Northwind", f"{FORM}_contact": ADA.id})
    assert not page.has(f"{FORM}_source")
    page.fill(**{f"{FORM}_meeting": TALK.id}).press(f"{FORM}_save")
    assert page.done == ["Noted Northwind."]
    (noted,) = stored(file)
    assert (noted.contact, noted.meeting, noted.stage) == (ADA.id, TALK.id, Stage.HEARD)
    assert noted.heard_on == date(2026, 5, 5)
    assert page.column("From") == ["Ada Lovelace"]
    assert "1 of 1 came through a contact; from five on, the share says more." in page.said
    assert "70–85 %" in page.said


def test_one_found_elsewhere_says_where(file: Path) -> None:
    page = listed().fill(**{f"{FORM}_company": "Umbra", f"{FORM}_source": "a job board"}).press(f"{FORM}_save")
    assert page.column("From") == ["a job board"]
    assert stored(file)[0].contact is None


def test_one_without_a_company_is_refused_and_what_was_typed_stays(file: Path) -> None:
    page = listed().fill(**{f"{FORM}_role": "Analyst"}).press(f"{FORM}_save")
    assert page.errors == ["Name the company that the opportunity is at."]
    assert page.value(f"{FORM}_role") == "Analyst"
    page.fill(**{f"{FORM}_company": "Umbra"}).press(f"{FORM}_save")
    assert len(stored(file)) == 1


def test_the_day_one_heard_of_it_starts_with_the_members_day(file: Path) -> None:
    """NOW is ten in the evening in Auckland, and in Honolulu the small hours of the same day."""
    for zone, day in (("Pacific/Auckland", date(2026, 5, 5)), ("Pacific/Kiritimati", date(2026, 5, 6))):
        assert listed(zone).value(f"{FORM}_heard_on") == day
    assert not file.exists()


def test_the_table_shows_those_at_the_stages_chosen(file: Path) -> None:
    seed(
        file,
        ADA,
        TALK,
        HEARD,
        *(Opportunity(company=f"Co {stage}", heard_on=NOW.date(), stage=stage) for stage in Stage),
    )
    page = listed()
    assert len(page.column("Stage")) == 7
    page.fill(target_plan_stages=[Stage.APPLIED, Stage.OFFERED])
    assert sorted(page.column("Stage")) == ["Applied", "Offer"]
    assert "2 opportunities" in page.said
    seed(file, *(one.replace(stage=Stage.CLOSED) for one in stored(file)))
    assert "None at this stage" in page.run().said
    assert len(page.press("target_plan_stages_clear").column("Stage")) == 7


def test_a_stage_is_moved_on_its_page_and_back_again(file: Path) -> None:
    seed(file, ADA, TALK, HEARD)
    page = Dashboard("target_plan", opportunity=HEARD.id).fill(**{f"target_plan_stage_{HEARD.id}": "interviewing"})
    assert page.done == ["Stage of Data engineer at Northwind: interview."]
    assert stored(file)[0].stage is Stage.INTERVIEWING
    page.press("flash_undo")
    assert stored(file)[0].stage is Stage.HEARD
    assert page.value(f"target_plan_stage_{HEARD.id}") == "heard"


def test_a_closed_one_comes_last_and_one_moved_meanwhile_is_shown_as_it_is(file: Path) -> None:
    closed = Opportunity(company="Umbra", heard_on=date(2026, 5, 5), stage=Stage.CLOSED)
    seed(file, closed, HEARD, ADA)
    page = listed()
    assert page.column("Opportunity") == ["Data engineer at Northwind", "Umbra"]
    workspace = open_file(file)
    workspace.save(
        next(opportunity for opportunity in stored(file) if opportunity.id == HEARD.id).replace(stage=Stage.OFFERED)
    )
    assert page.run().column("Stage") == ["Offer", "Closed"]


def marked(page: Dashboard) -> list[object]:
    """Return the rows of the table in which a cell is marked."""
    state: Any = page.app.session_state["target_plan_opportunities_table"]
    return [row for row, _ in state["selection"]["cells"]]


def test_the_one_beside_the_table_is_marked_in_it_and_matches_the_filter(file: Path) -> None:
    other = Opportunity(company="Umbra", heard_on=date(2026, 5, 1), stage=Stage.APPLIED)
    seed(file, ADA, TALK, HEARD, other)
    page = listed()
    assert (page.beside, marked(page)) == ("Data engineer at Northwind", [0])
    page.fill(target_plan_stages=["applied"])
    assert (page.beside, marked(page)) == ("Umbra", [0])
    page.press("target_plan_stages_clear")
    assert (page.beside, marked(page)) == ("Umbra", [1])


def test_a_press_beside_the_table_finds_who_matches_no_more_since_it_was_drawn(file: Path) -> None:
    seed(file, ADA, TALK, HEARD, Opportunity(company="Umbra", heard_on=date(2026, 5, 1)))
    page = listed().fill(target_plan_stages=["heard"])
    assert page.fill(**{f"target_plan_stage_{HEARD.id}": "offered"}).column("Opportunity") == ["Umbra"]
    assert page.beside == "Data engineer at Northwind"
    assert page.press(f"target_plan_beside_{HEARD.id}").title == "Data engineer at Northwind"
    page = listed()
    open_file(file).delete(HEARD)
    assert page.run().beside == "Umbra"


def test_the_selected_one_stands_beside_the_table_with_its_stage_to_move(file: Path) -> None:
    other = Opportunity(company="Umbra", heard_on=date(2026, 5, 1), stage=Stage.APPLIED, notes="Two rounds")
    seed(file, ADA, TALK, HEARD, other)
    page = listed()
    assert (page.beside, "from Ada Lovelace, yesterday" in page.said) == ("Data engineer at Northwind", True)
    assert page.select("target_plan_opportunities_table", 1).beside == "Umbra"
    assert "Two rounds" in page.said
    page.fill(**{f"target_plan_stage_{other.id}": "offered"})
    assert page.done == ["Stage of Umbra: offer."]
    assert page.press(f"target_plan_beside_{other.id}").title == "Umbra"


def test_ones_own_page_tells_where_it_came_from_and_changes_it(file: Path) -> None:
    seed(file, ADA, TOM, TALK, HEARD)
    page = Dashboard("target_plan", opportunity=HEARD.id)
    assert page.title == "Data engineer at Northwind"
    assert "from Ada Lovelace, yesterday" in page.said
    assert page.links == ["Ada Lovelace", "Informational interview yesterday at 11:30", "Ada Lovelace"]
    assert "Still missing" in page.said, "of the two sides at the company"
    target = Target(company=HEARD.company, role="Analyst")
    open_file(file).save(target)
    assert page.run().links[-1] == "Your target: Analyst at Northwind"
    page.unfold(f"target_plan_change_{HEARD.id}").fill(**{f"{FORM}_notes_{HEARD.id}": "Two rounds"})
    page.press(f"{FORM}_save_{HEARD.id}")
    assert page.done == ["Saved Data engineer at Northwind."]
    assert (stored(file)[0].notes, stored(file)[0].meeting) == ("Two rounds", TALK.id)
    assert page.press("target_plan_back").value("target_plan_part") == "Opportunities"


def test_the_second_of_two_tabs_is_refused_and_told_by_name(file: Path) -> None:
    seed(file, ADA, TOM, TALK, HEARD)
    pages = [Dashboard("target_plan", opportunity=HEARD.id).unfold(f"target_plan_change_{HEARD.id}") for _ in range(2)]
    first, second = (page.fill(**{f"{FORM}_contact_{HEARD.id}": TOM.id}) for page in pages)
    first.fill(**{f"{FORM}_contact_{HEARD.id}": ""}).press(f"{FORM}_save_{HEARD.id}")
    second.press(f"{FORM}_save_{HEARD.id}")
    assert "changed in another tab" in second.errors[0]
    assert "Tom Baker" in second.app.table[0].value.to_string()
    second.press(f"{FORM}_conflict_{HEARD.id}_theirs")
    assert stored(file)[0].contact is None


def test_deleting_one_can_be_undone(file: Path) -> None:
    seed(file, HEARD)
    page = Dashboard("target_plan", opportunity=HEARD.id).press(f"target_plan_delete_{HEARD.id}")
    assert not stored(file)
    assert page.value("target_plan_part") == "Opportunities"
    page.press("flash_undo")
    assert [opportunity.id for opportunity in stored(file)] == [HEARD.id]


def test_from_a_conversation_one_is_noted_with_who_told_of_it(file: Path) -> None:
    seed(file, ADA, TOM, TALK)
    log = Dashboard("meeting_log", meeting=TALK.id)
    assert "Note an opportunity you heard of" in log.links
    page = log.open("target_plan", meeting=TALK.id)
    assert page.value(f"{FORM}_company_{TALK.id}") == "Northwind"
    page.fill(**{f"{FORM}_role_{TALK.id}": "Analyst"}).press(f"{FORM}_save_{TALK.id}")
    (noted,) = stored(file)
    assert (noted.contact, noted.meeting, noted.heard_on) == (ADA.id, TALK.id, (NOW - timedelta(days=1)).date())
    assert page.press("target_plan_back").title == "Ada Lovelace and Tom Baker"
    assert "Analyst at Northwind · lead" in page.links


def test_from_a_target_one_is_noted_for_its_company_and_role(file: Path) -> None:
    target = Target(company="Northwind", role="Analyst")
    seed(file, target)
    page = Dashboard("target_plan", target=target.id).unfold(f"{FORM}_form_{target.id}")
    page.fill(**{f"{FORM}_source_{target.id}": "their website"}).press(f"{FORM}_save_{target.id}")
    assert [(opportunity.company, opportunity.role) for opportunity in stored(file)] == [("Northwind", "Analyst")]
    assert "found: their website, today" in page.said


def test_whoever_told_of_it_and_was_deleted_since_still_did(file: Path) -> None:
    seed(file, ADA, TALK, HEARD)
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    page = Dashboard("target_plan", opportunity=HEARD.id).unfold(f"target_plan_change_{HEARD.id}")
    assert "from Ada Lovelace (deleted), yesterday" in page.said
    page.fill(**{f"{FORM}_notes_{HEARD.id}": "Two rounds"}).press(f"{FORM}_save_{HEARD.id}")
    assert (stored(file)[0].contact, stored(file)[0].notes) == (ADA.id, "Two rounds")

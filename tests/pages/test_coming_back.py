"""A tab that comes back to a server that does not know it: what it holds counts where nobody else has gone on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from netdash import meetings, plans, rules
from netdash.records import Contact, Draft, Meeting
from netdash.store import open_file
from tests.pages.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace")
IN_A_WEEK = timedelta(days=7)


def drafts(file: Path) -> list[str]:
    return [one.form for one in open_file(file).all(Draft)]


def planned(file: Path) -> Meeting:
    plan = meeting(ADA, state="planned", ago=-IN_A_WEEK, place="Her office")
    seed(file, ADA, plan)
    return plan


def test_what_was_typed_while_the_line_was_dead_comes_back_with_it(file: Path) -> None:
    tab = Dashboard("meeting_log").types(meeting_log_learnings="Ask", meeting_log_place="Café", meeting_log_minutes=45)
    tab.comes_back()
    assert (tab.value("meeting_log_place"), tab.value("meeting_log_minutes")) == ("Café", 45)
    tab.types(meeting_log_place="Café Central", meeting_log_minutes=50).comes_back()
    assert (tab.value("meeting_log_place"), tab.value("meeting_log_minutes")) == ("Café Central", 50)
    assert drafts(file) == ["meeting_log"]


def test_so_does_what_was_typed_of_a_record_that_nobody_changed_meanwhile(file: Path) -> None:
    plan = planned(file)
    tab = Dashboard("plan", meeting=plan.id).types(**{f"plan_place_{plan.id}": "Café"}).comes_back()
    assert tab.value(f"plan_place_{plan.id}") == "Café"
    tab.press(f"plan_save_{plan.id}")
    assert meetings.find(open_file(file), plan.id).place == "Café"


def test_an_untouched_tab_shows_what_was_changed_elsewhere_and_changes_nothing_back(file: Path) -> None:
    plan = planned(file)
    tab = Dashboard("plan", meeting=plan.id)
    plans.move(open_file(file), plan.id, plan.starts_at + timedelta(days=1), 30, NOW)
    meetings.edit_meeting(open_file(file), meetings.find(open_file(file), plan.id).replace(place="A café"), NOW)
    later = meetings.find(open_file(file), plan.id)
    tab.comes_back()
    assert tab.value(f"plan_place_{plan.id}") == "A café"
    assert drafts(file) == []
    tab.press(f"plan_save_{plan.id}")
    saved = meetings.find(open_file(file), plan.id)
    assert saved.replace(updated_at=later.updated_at) == later
    rule = "rules_questions_most"
    tab = Dashboard("rules")
    rules.change_all(open_file(file), {"questions.most": 9})
    assert tab.comes_back().value(rule) == 9
    tab.press("rules_save")
    assert rules.changed(open_file(file)) == {"questions.most": 9}


def test_a_draft_that_went_on_elsewhere_is_not_written_over(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her off", meeting_log_learnings="Ask")
    phone = Dashboard("meeting_log").fill(
        meeting_log_place="Her office, second floor", meeting_log_learnings="Ask more"
    )
    laptop.comes_back()
    assert laptop.value("meeting_log_place") == "Her office, second floor"
    assert laptop.value("meeting_log_learnings") == "Ask more"
    assert laptop.run().value("meeting_log_place") == phone.value("meeting_log_place")
    assert drafts(file) == ["meeting_log"]


def test_a_form_that_was_saved_elsewhere_is_empty(file: Path) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id], meeting_log_learnings="Ask")
    Dashboard("meeting_log").press("meeting_log_save")
    assert len(open_file(file).all(Meeting)) == 1
    laptop.comes_back()
    assert (laptop.value("meeting_log_people"), laptop.value("meeting_log_learnings")) == ([], "")
    assert drafts(file) == []


def test_an_untouched_form_follows_the_clock_as_before(file: Path, clock: Clock) -> None:
    tab = Dashboard("meeting_log")
    before = tab.value("meeting_log_day")
    clock.forward(days=1, hours=2)
    tab.comes_back().run()
    assert tab.value("meeting_log_day") == Dashboard("meeting_log").value("meeting_log_day") != before
    assert tab.value("meeting_log_end") == Dashboard("meeting_log").value("meeting_log_end")
    assert drafts(file) == []

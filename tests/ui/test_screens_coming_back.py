"""A tab that comes back to a server that does not know it: what it holds counts where nobody else has gone on."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from netdash import profile, rules
from netdash.meetings import meetings, plans
from netdash.people import contacts
from netdash.questions import questions
from netdash.records import (
    AskedQuestion,
    Contact,
    Draft,
    Meeting,
    MeetingState,
    Message,
    Outcome,
    Pitch,
    Purpose,
    Question,
)
from netdash.store import open_file
from netdash.targets import goals
from netdash.ui import identity
from tests.driving import NOW, Clock, Dashboard, meeting, seed

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
    tab = (
        Dashboard("plan", meeting=plan.id)
        .unfold(f"plan_edit_{plan.id}")
        .types(**{f"plan_place_{plan.id}": "Café"})
        .comes_back()
    )
    assert tab.value(f"plan_place_{plan.id}") == "Café"
    tab.press(f"plan_save_{plan.id}")
    assert open_file(file).require(Meeting, plan.id).place == "Café"


def test_an_untouched_tab_shows_what_was_changed_elsewhere_and_changes_nothing_back(file: Path) -> None:
    plan = planned(file)
    tab = Dashboard("plan", meeting=plan.id).unfold(f"plan_edit_{plan.id}")
    plans.move(open_file(file), plan.id, plan.starts_at + timedelta(days=1), 30, NOW)
    meetings.edit_meeting(open_file(file), open_file(file).require(Meeting, plan.id).replace(place="A café"), NOW)
    later = open_file(file).require(Meeting, plan.id)
    tab.comes_back()
    assert tab.value(f"plan_place_{plan.id}") == "A café"
    assert drafts(file) == []
    tab.press(f"plan_save_{plan.id}")
    saved = open_file(file).require(Meeting, plan.id)
    assert saved.replace(updated_at=later.updated_at) == later
    rule = "rules_questions_most"
    tab = Dashboard("rules")
    rules.change(open_file(file), {"questions.most": 9})
    assert tab.comes_back().value(rule) == 9
    tab.press("rules_save")
    assert rules.changed_values(open_file(file)) == {"questions.most": 9}


def test_a_draft_that_went_on_elsewhere_is_not_written_over(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her off")
    phone = Dashboard("meeting_log").fill(meeting_log_place="Her office, second floor")
    laptop.comes_back()
    assert laptop.value("meeting_log_place") == "Her office, second floor"
    assert laptop.run().value("meeting_log_place") == phone.value("meeting_log_place")
    assert drafts(file) == ["meeting_log"]


def test_a_form_that_was_saved_elsewhere_is_empty(file: Path) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    Dashboard("meeting_log").press("meeting_log_save")
    assert len(open_file(file).all(Meeting)) == 1
    laptop.comes_back().unfold("meeting_log_form")
    assert laptop.value("meeting_log_people") == []
    assert drafts(file) == []


def test_words_in_a_form_that_starts_folded_by_now_are_in_sight(file: Path) -> None:
    """The log was empty, so its form stood open; it was typed into on a dead line, while another tab logged."""
    laptop = Dashboard("meeting_log").types(meeting_log_minutes=45, meeting_log_place="Her office")
    seed(file, ADA, meeting(ADA))
    laptop.comes_back()
    assert (laptop.value("meeting_log_minutes"), laptop.value("meeting_log_place")) == (45, "Her office")
    assert laptop.app.expander(key="meeting_log_form").proto.expanded


def test_so_they_are_where_the_first_run_was_interrupted_before_it_drew_anything(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(file, ADA, meeting(ADA))
    laptop = Dashboard("meeting_log").unfold("meeting_log_form").types(meeting_log_place="Her office")
    draw, drawn = st.html, list[Any]()

    def draw_late(*given: Any, **named: Any) -> Any:
        if not drawn:
            drawn.append(given)
            st.rerun()
        return draw(*given, **named)

    monkeypatch.setattr(st, "html", draw_late)
    laptop.comes_back()
    assert drawn
    assert laptop.value("meeting_log_place") == "Her office"


def test_an_untouched_form_follows_the_clock_as_before(file: Path, clock: Clock) -> None:
    tab = Dashboard("meeting_log")
    before = tab.value("meeting_log_day")
    clock.forward(days=1, hours=2)
    tab.comes_back().run()
    assert tab.value("meeting_log_day") == Dashboard("meeting_log").value("meeting_log_day") != before
    assert tab.value("meeting_log_end") == Dashboard("meeting_log").value("meeting_log_end")
    assert drafts(file) == []


def test_a_form_that_was_saved_elsewhere_after_its_first_word_is_empty_too(file: Path, clock: Clock) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    Dashboard("meeting_log").press("meeting_log_save")
    clock.forward(hours=2)
    laptop.comes_back().unfold("meeting_log_form")
    assert laptop.value("meeting_log_people") == []
    assert drafts(file) == []


def test_what_was_erased_elsewhere_stays_erased(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her office")
    Dashboard("workspace").fill(workspace_erase_word="ERASE").press("workspace_erase")
    laptop.comes_back()
    assert laptop.value("meeting_log_place") == ""
    assert drafts(file) == []


@pytest.mark.parametrize("how", ["renamed", "deleted", "reworded"])
def test_who_and_what_was_chosen_stays_chosen_where_it_has_another_name_by_now(file: Path, how: str) -> None:
    question = Question(text="What surprised you?")
    workspace = seed(file, ADA, question)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id], meeting_log_asked=[question.id])
    laptop.fill(**{f"meeting_log_asked_{question.id}": "The people"})
    if how == "renamed":
        workspace.save_once(workspace.all(Contact)[0].replace(name="Augusta King"))
    elif how == "deleted":
        contacts.delete_contact(workspace, ADA.id, NOW)
    else:
        questions.edit(workspace, workspace.all(Question)[0].replace(text="What was it that surprised you?"))
    laptop.comes_back().press("meeting_log_save")
    [logged] = open_file(file).all(Meeting)
    assert (logged.contacts, [(one.question, one.note) for one in logged.asked]) == (
        (ADA.id,),
        [(question.id, "The people")],
    )
    assert len(open_file(file).all(Contact)) == (0 if how == "deleted" else 1)


@pytest.mark.usefixtures("file")
def test_a_day_in_a_draft_and_a_day_typed_into_the_dead_line_stay() -> None:
    tab = Dashboard("meeting_log").types(meeting_log_day=date(2026, 5, 1)).comes_back()
    tab.fill(meeting_log_place="Café")
    assert tab.value("meeting_log_day") == date(2026, 5, 1)
    tab.comes_back().fill(meeting_log_minutes=45)
    assert tab.value("meeting_log_day") == date(2026, 5, 1)


def test_what_was_typed_about_a_record_that_went_on_elsewhere_makes_a_conflict(file: Path) -> None:
    plan = planned(file)
    tab, place = Dashboard("plan", meeting=plan.id).unfold(f"plan_edit_{plan.id}"), f"plan_place_{plan.id}"
    workspace = open_file(file)
    meetings.edit_meeting(workspace, workspace.require(Meeting, plan.id).replace(place="A café", notes="Theirs"), NOW)
    tab.types(**{place: "The park"}).comes_back()
    assert (tab.value(place), tab.value(f"plan_notes_{plan.id}")) == ("The park", "Theirs")
    assert tab.comes_back().value(place) == "The park"
    tab.press(f"plan_save_{plan.id}")
    stored = open_file(file).require(Meeting, plan.id)
    assert (stored.place, stored.notes) == ("A café", "Theirs")
    tab.press(f"plan_conflict_{plan.id}_mine")
    assert open_file(file).require(Meeting, plan.id).place == "The park"


def test_what_was_typed_in_a_draft_that_went_on_elsewhere_goes_on_as_a_draft_of_its_own(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her", meeting_log_minutes=45)
    Dashboard("meeting_log").fill(meeting_log_place="The whole address")
    laptop.types(meeting_log_place="Her place", meeting_log_minutes=50).comes_back()
    assert (laptop.value("meeting_log_place"), laptop.value("meeting_log_minutes")) == ("Her place", 50)
    kept = [(draft.form.partition("~")[0], draft.fields["place"]) for draft in open_file(file).all(Draft)]
    assert kept == [("meeting_log", "The whole address"), ("meeting_log", "Her place")]


def test_a_tab_comes_back_twice_and_does_not_write_over_what_went_on_between(file: Path) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").types(meeting_log_place="A", meeting_log_people=[ADA.id]).comes_back()
    Dashboard("meeting_log").fill(meeting_log_place="A, and newer")
    assert laptop.comes_back().value("meeting_log_place") == "A, and newer"
    Dashboard("meeting_log").press("meeting_log_save")
    laptop.comes_back().unfold("meeting_log_form")
    assert (laptop.value("meeting_log_place"), laptop.value("meeting_log_people")) == ("", [])
    assert drafts(file) == []


def test_questions_that_were_saved_or_taken_out_elsewhere_do_not_come_back(file: Path) -> None:
    asked = [Question(text="What surprised you?"), Question(text="Whom else should I meet?")]
    seed(file, ADA, *asked)
    ids = [one.id for one in asked]
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id], meeting_log_asked=ids)
    phone = Dashboard("meeting_log").fill(meeting_log_asked=ids[:1])
    assert laptop.comes_back().value("meeting_log_asked") == ids[:1]
    laptop.types(meeting_log_asked=[]).comes_back()
    assert laptop.value("meeting_log_asked") == []
    phone.comes_back().press("meeting_log_save")
    laptop.comes_back().unfold("meeting_log_form")
    assert (laptop.value("meeting_log_asked"), drafts(file)) == ([], [])


def test_each_tab_comes_back_to_the_questions_of_its_own_plan(file: Path) -> None:
    asked = [Question(text=f"What of {number}?") for number in range(3)]
    seed(file, ADA, *asked)
    one, other = Dashboard("plan"), Dashboard("plan")
    for tab, ids in ((one, asked[:1]), (other, asked[1:])):
        tab.app.session_state["plan_questions"] = [one.id for one in ids]
        tab.run()
    assert len(drafts(file)) == 2
    for tab, ids in ((other, asked[1:]), (one, asked[:1])):
        tab.comes_back().run()
        assert tab.app.session_state["plan_questions"] == [one.id for one in ids]
    assert len(drafts(file)) == 2


def test_a_press_counts_at_once_where_only_the_clock_went_on(file: Path, clock: Clock) -> None:
    seed(file, ADA)
    tab = Dashboard("meeting_log").types(meeting_log_people=[ADA.id], meeting_log_place="Café")
    clock.forward(minutes=6)
    tab.app.button(key="meeting_log_save").click()
    tab.comes_back()
    assert tab.done == ["Logged: Ada Lovelace."]
    [logged] = open_file(file).all(Meeting)
    assert logged.place == "Café"


def test_an_outcome_that_is_pressed_in_a_tab_that_comes_back_is_noted(file: Path, clock: Clock) -> None:
    sent = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, body="Hello", sent_at=NOW - timedelta(days=2))
    seed(file, ADA, sent)
    tab = Dashboard("outreach", message=sent.id).types(**{f"outreach_outcome_reply_{sent.id}": "Gladly"})
    clock.forward(minutes=6)
    tab.app.button(key=f"outreach_replied_{sent.id}").click()
    tab.comes_back()
    assert open_file(file).all(Message)[0].outcome is Outcome.REPLIED


def test_each_of_two_tabs_comes_back_to_its_own_draft(file: Path) -> None:
    one, other = Dashboard("meeting_log"), Dashboard("meeting_log")
    one.fill(meeting_log_place="One")
    other.fill(meeting_log_place="Other")
    assert len(drafts(file)) == 2
    other.types(meeting_log_minutes=45).comes_back()
    one.comes_back()
    assert (one.value("meeting_log_place"), other.value("meeting_log_place")) == ("One", "Other")
    assert other.value("meeting_log_minutes") == 45
    assert len(drafts(file)) == 2


def test_a_press_that_comes_with_an_old_tab_waits_until_what_is_drawn_anew_was_seen(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her off", meeting_log_learnings="Ask")
    Dashboard("meeting_log").fill(meeting_log_place="Her office", meeting_log_people=["Grace Hopper"])
    laptop.app.button(key="meeting_log_save").click()
    laptop.comes_back()
    assert laptop.errors == ["You were away, and some of this has changed since. Look it over and press again."]
    assert laptop.value("meeting_log_place") == "Her office"
    assert not open_file(file).all(Meeting)
    laptop.press("meeting_log_save")
    assert len(open_file(file).all(Meeting)) == 1


def test_so_does_who_was_chosen(file: Path) -> None:
    grace = Contact(name="Grace Hopper")
    seed(file, ADA, grace)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id], meeting_log_minutes=45)
    Dashboard("meeting_log").fill(meeting_log_people=[ADA.id, grace.id], meeting_log_minutes=60)
    laptop.types(meeting_log_people=[grace.id], meeting_log_minutes=50).comes_back()
    assert (laptop.value("meeting_log_people"), laptop.value("meeting_log_minutes")) == ([grace.id], 50)
    assert [draft.fields["people"] for draft in open_file(file).all(Draft)] == [[ADA.id, grace.id], [grace.id]]


def test_a_recording_counts_at_once_where_only_the_clock_went_on(file: Path, clock: Clock) -> None:
    plan = meeting(ADA, state="planned", ago=timedelta(minutes=1))
    seed(file, ADA, plan)
    tab = Dashboard("meeting_log", meeting=plan.id)
    clock.forward(minutes=5)
    tab.app.button(key=f"meeting_log_record_save_{plan.id}").click()
    tab.comes_back()
    assert open_file(file).require(Meeting, plan.id).state is MeetingState.HELD


@pytest.mark.usefixtures("file")
def test_what_a_browser_says_of_a_form_may_be_anything() -> None:
    for nonsense in ("", "[", "{}", '{"owner": 1, "shown": []}', "[" * 100_000):
        tab = Dashboard("meeting_log").fill(meeting_log_place="Her office")
        tab.types(netdash_form_meeting_log=nonsense, meeting_log_place="Café").comes_back()
        assert tab.value("meeting_log_place") == "Her office"


def test_a_press_saves_what_the_tab_shows_or_is_refused(file: Path) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id], meeting_log_minutes=45)
    phone = Dashboard("meeting_log").fill(meeting_log_minutes=60)
    laptop.app.button(key="meeting_log_save").click()
    laptop.comes_back()
    assert len(laptop.errors) == 1
    assert not open_file(file).all(Meeting)
    laptop.types(meeting_log_minutes=50)
    laptop.app.button(key="meeting_log_save").click()
    laptop.comes_back()
    [logged] = open_file(file).all(Meeting)
    assert logged.ends_at - logged.starts_at == timedelta(minutes=50)
    assert phone.value("meeting_log_minutes") == 60


def test_an_hour_typed_on_the_dead_line_stays_though_the_clock_went_on(file: Path, clock: Clock) -> None:
    seed(file, ADA)
    tab = Dashboard("meeting_log").types(meeting_log_end=time(9, 0), meeting_log_people=[ADA.id])
    tab.app.button(key="meeting_log_save").click()
    clock.forward(minutes=6)
    tab.comes_back()
    [logged] = open_file(file).all(Meeting)
    assert (tab.errors, logged.ends_at.hour) == ([], 7)


def test_of_two_drafts_the_other_is_offered_once_one_is_saved(file: Path) -> None:
    seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her", meeting_log_people=[ADA.id])
    Dashboard("meeting_log").fill(meeting_log_place="The whole address")
    laptop.types(meeting_log_place="Her place by the river").comes_back()
    laptop.comes_back()
    assert len(drafts(file)) == 2
    laptop.run().press("meeting_log_save")
    [logged] = open_file(file).all(Meeting)
    assert logged.place == "Her place by the river"
    later = Dashboard("meeting_log")
    assert later.value("meeting_log_place") == "The whole address"
    later.press("meeting_log_clear_form")
    assert drafts(file) == []


def test_a_draft_of_its_own_that_went_on_is_not_written_over(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_place="Her")
    Dashboard("meeting_log").fill(meeting_log_place="The whole address")
    told = laptop.value("netdash_form_meeting_log")
    laptop.types(meeting_log_place="Her place").comes_back()
    Dashboard("meeting_log").press("meeting_log_clear_form")
    Dashboard("meeting_log").fill(meeting_log_place="Her place by the river")
    laptop.types(netdash_form_meeting_log=told, meeting_log_place="Her place").comes_back()
    kept = [draft.fields["place"] for draft in open_file(file).all(Draft)]
    assert sorted(map(str, kept)) == ["Her place", "Her place by the river"]


def test_a_field_that_is_drawn_for_another_fields_value_comes_back_with_it(file: Path) -> None:
    laptop = Dashboard("meeting_log").fill(meeting_log_people=["Grace Hopper"])
    [position] = [key for key in laptop.keys if key.startswith("meeting_log_position_")]
    laptop.fill(**{position: "Captain"})
    Dashboard("meeting_log").fill(meeting_log_people=["Tom Baker"])
    laptop.types(**{position: "Rear admiral"}).comes_back()
    assert (laptop.value("meeting_log_people"), laptop.value(position)) == (["Grace Hopper"], "Rear admiral")
    laptop.press("meeting_log_save")
    [met] = open_file(file).all(Contact)
    assert (met.name, met.position) == ("Grace Hopper", "Rear admiral")
    assert Dashboard("meeting_log").value("meeting_log_people") == ["Tom Baker"]


def test_a_tab_that_had_nothing_kept_goes_on_beside_other_drafts(file: Path) -> None:
    blank = Dashboard("meeting_log")
    Dashboard("meeting_log").fill(meeting_log_place="One")
    blank.types(meeting_log_minutes=45, meeting_log_people=["Grace Hopper"]).comes_back()
    assert (blank.value("meeting_log_place"), blank.value("meeting_log_people")) == ("", ["Grace Hopper"])
    places = [draft.fields["place"] for draft in open_file(file).all(Draft)]
    assert places == ["One", ""]


def test_a_tab_whose_answers_were_lost_twice_is_still_the_same_tab(file: Path) -> None:
    grace = Contact(name="Grace Hopper")
    seed(file, ADA, grace)
    tab = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    told = tab.value("netdash_form_meeting_log")
    tab.types(meeting_log_place="Her", meeting_log_people=[ADA.id, grace.id]).comes_back()
    tab.types(netdash_form_meeting_log=told, meeting_log_place="Her office").comes_back()
    tab.types(netdash_form_meeting_log=told, meeting_log_people=[grace.id]).comes_back()
    assert (tab.value("meeting_log_place"), tab.value("meeting_log_people")) == ("Her office", [grace.id])
    assert drafts(file) == ["meeting_log"]


def test_what_is_typed_after_an_answer_that_was_lost_is_still_the_tabs_own(file: Path) -> None:
    tab = Dashboard("meeting_log").fill(meeting_log_place="Her")
    told = tab.value("netdash_form_meeting_log")
    tab.fill(meeting_log_place="Her office")  # the server kept it, and the line died before the tab heard so
    tab.types(netdash_form_meeting_log=told, meeting_log_place="Her office, floor 2").comes_back()
    assert (tab.value("meeting_log_place"), tab.errors) == ("Her office, floor 2", [])
    assert drafts(file) == ["meeting_log"]


@pytest.mark.usefixtures("file")
def test_after_a_restart_that_forgot_a_visitor_every_tab_keeps_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETDASH_TRUST", "none")
    monkeypatch.setattr(identity, "visitor", lambda: "a" * 32)
    one = Dashboard("meeting_log").fill(meeting_log_place="One")
    other = Dashboard("people").fill(people_name="Grace Hopper")
    st.cache_resource.clear()
    one.comes_back()
    other.comes_back()
    assert (one.value("meeting_log_place"), other.value("people_name")) == ("One", "Grace Hopper")


@pytest.mark.usefixtures("file")
def test_a_forgotten_visitors_untouched_form_follows_the_clock(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setenv("NETDASH_TRUST", "none")
    monkeypatch.setattr(identity, "visitor", lambda: "a" * 32)
    tab = Dashboard("meeting_log")
    before = tab.value("meeting_log_day")
    st.cache_resource.clear()
    clock.forward(days=1)
    assert tab.comes_back().value("meeting_log_day") == Dashboard("meeting_log").value("meeting_log_day") != before


def test_who_was_renamed_elsewhere_is_still_who_the_conversation_is_with(file: Path) -> None:
    plan = planned(file)
    tab = Dashboard("plan", meeting=plan.id).unfold(f"plan_edit_{plan.id}")
    open_file(file).save(open_file(file).require(Contact, ADA.id).replace(name="Augusta King"))
    tab.types(**{f"plan_place_{plan.id}": "Café"}).comes_back().press(f"plan_save_{plan.id}")
    assert open_file(file).require(Meeting, plan.id).contacts == (ADA.id,)
    assert [one.name for one in open_file(file).all(Contact)] == ["Augusta King"]


def test_so_it_is_in_a_draft_that_went_on_elsewhere(file: Path) -> None:
    workspace = seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    Dashboard("meeting_log").fill(meeting_log_minutes=45)
    workspace.save_once(workspace.require(Contact, ADA.id).replace(name="Augusta King"))
    laptop.types(meeting_log_place="Café").comes_back().press("meeting_log_save")
    assert [one.name for one in open_file(file).all(Contact)] == ["Augusta King"]


def test_an_answer_stays_with_a_question_that_was_reworded_elsewhere(file: Path) -> None:
    question = Question(text="What surprised you?")
    held = meeting(ADA, ago=timedelta(days=1), asked=[AskedQuestion(question=question.id, note="The people")])
    workspace, place = seed(file, ADA, question, held), f"meeting_log_place_{held.id}"
    change = f"meeting_log_change_{held.id}"
    tab = Dashboard("meeting_log", meeting=held.id).unfold(change).fill(**{place: "Café"})
    Dashboard("meeting_log", meeting=held.id).fill(**{place: "The park"})
    questions.edit(workspace, workspace.require(Question, question.id).replace(text="What was it that surprised you?"))
    tab.types(**{place: "Café Central"}).comes_back().press(f"meeting_log_save_{held.id}")
    assert open_file(file).require(Meeting, held.id).asked == held.asked


def test_what_nobody_touched_in_a_form_without_a_version_is_drawn_as_it_is_now(file: Path) -> None:
    laptop = Dashboard("rules")
    rules.change(open_file(file), {"questions.most": 9})
    laptop.types(rules_pitch_longest_seconds=70).comes_back().press("rules_save")
    assert rules.changed_values(open_file(file)) == {"questions.most": 9, "pitch.longest_seconds": 70}
    laptop = Dashboard("target_plan", part="Goals")
    goals.change(open_file(file), messages=8, conversations=2, on_time=100)
    laptop.types(target_plan_goals_conversations=3).comes_back().press("target_plan_goals_save")
    kept = goals.goals_of(open_file(file))
    assert (kept.messages, kept.conversations) == (8, 3)


def test_of_two_drafts_of_one_tab_the_one_it_shows_goes_on(file: Path) -> None:
    tab = Dashboard("meeting_log").fill(meeting_log_place="Old words")
    tab.press("meeting_log_clear_form").fill(meeting_log_place="New words").press("flash_undo")
    tab.comes_back().run()
    assert tab.value("meeting_log_place") == "Old words"
    assert sorted(str(one.fields["place"]) for one in open_file(file).all(Draft)) == ["New words", "Old words"]


@pytest.mark.parametrize("since", ["company", "pitch", "namesake"])
def test_a_field_that_only_the_new_session_draws_is_nothing_typed(file: Path, since: str) -> None:
    workspace = seed(file, ADA)
    laptop = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    Dashboard("meeting_log").press("meeting_log_save")
    ada = workspace.require(Contact, ADA.id)
    if since == "company":
        workspace.save_once(ada.replace(company="Analytical Engines"))
    elif since == "namesake":
        workspace.save_once(ada.replace(name="Ada King Lovelace"))
    else:
        seed(file, Pitch(name="Short"))
    assert laptop.comes_back().unfold("meeting_log_form").value("meeting_log_people") == []
    assert drafts(file) == []


@pytest.mark.usefixtures("file")
def test_a_tab_that_was_told_by_an_earlier_version_was_told_nothing() -> None:
    tab = Dashboard("meeting_log").fill(meeting_log_place="Her office")
    told = json.loads(str(tab.value("netdash_form_meeting_log")))
    told["said"] = told.pop("fields")
    tab.types(netdash_form_meeting_log=json.dumps(told)).comes_back()
    assert tab.value("meeting_log_place") == "Her office"
    assert not Dashboard("meeting_log").press("meeting_log_clear_form").value("meeting_log_place")


def test_a_zone_that_the_browser_says_otherwise_by_now_is_nothing_chosen(file: Path) -> None:
    laptop, workspace = Dashboard("workspace"), open_file(file)
    workspace.save(profile.of(workspace).replace(name="Ada"))
    laptop.app.context = {"timezone": "Asia/Tokyo"}
    assert laptop.comes_back().value("workspace_name") == "Ada"
    assert drafts(file) == []


def test_a_press_with_a_draft_that_nobody_saw_here_is_refused_for_a_number_and_a_choice_too(file: Path) -> None:
    workspace, about = seed(file, ADA), f"_{ADA.id}"
    laptop = Dashboard("rules")
    Dashboard("rules").fill(rules_questions_most=9)
    laptop.app.button(key="rules_save").click()
    assert laptop.comes_back().errors
    laptop, phone = (Dashboard("people", contact=ADA.id).unfold(f"people_cadence_change{about}") for _ in range(2))
    phone.fill(**{f"people_cadence_how{about}": "never"})
    laptop.app.button(key=f"people_cadence_save{about}").click()
    assert laptop.comes_back().errors
    assert (rules.changed_values(workspace), workspace.require(Contact, ADA.id).cadence) == ({}, None)


def test_a_choice_that_was_put_back_after_an_answer_was_lost_counts(file: Path) -> None:
    grace = Contact(name="Grace Hopper")
    seed(file, ADA, grace)
    tab = Dashboard("meeting_log").fill(meeting_log_people=[ADA.id])
    told = tab.value("netdash_form_meeting_log")
    tab.fill(meeting_log_people=[ADA.id, grace.id])
    tab.types(netdash_form_meeting_log=told, meeting_log_people=[ADA.id])
    tab.app.button(key="meeting_log_save").click()
    tab.comes_back()
    [logged] = open_file(file).all(Meeting)
    assert logged.contacts == (ADA.id,)


def test_the_questions_of_a_plan_stay_in_the_tab_that_goes_on(file: Path) -> None:
    asked = [Question(text=f"What of {number}?") for number in range(3)]
    seed(file, ADA, *asked)
    laptop, phone = Dashboard("plan"), Dashboard("plan")
    for tab, ids in ((laptop, asked[:2]), (phone, asked[2:])):
        tab.app.session_state["plan_questions"] = [one.id for one in ids]
        tab.run()
    laptop.types(plan_place="Her office").comes_back().run()
    assert laptop.app.session_state["plan_questions"] == [one.id for one in asked[:2]]

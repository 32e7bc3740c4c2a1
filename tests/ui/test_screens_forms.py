"""What every form of the dashboard keeps, follows and refuses."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from netdash import drafts
from netdash.people import contacts
from netdash.records import Contact, Draft, Meeting, Message, Profile, Promise, Target
from netdash.store import open_file
from netdash.store.tiny import TinyWorkspace
from netdash.ui import flash
from tests.driving import NOW, Clock, Dashboard, interrupted_once, meeting, seed
from tests.meetings.test_screens_meeting import ADA, opened


def test_a_blank_form_in_one_tab_leaves_what_is_typed_in_another(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    blank, typing = (Dashboard().unfold("meeting_log_form") for _ in range(2))
    typing.fill(meeting_log_place="Half a sent")
    blank.fill(meeting_log_search="ada")
    assert [draft.fields["place"] for draft in open_file(file).all(Draft)] == ["Half a sent"]
    assert Dashboard().value("meeting_log_place") == "Half a sent"


def test_an_untouched_form_follows_a_change_from_another_tab_and_makes_no_draft(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    first, second = opened(one), opened(one)
    first.fill(**{f"meeting_log_place_{one.id}": "Moved"}).press(f"meeting_log_save_{one.id}")
    second.run()
    assert second.value(f"meeting_log_place_{one.id}") == "Moved"
    assert not open_file(file).all(Draft)
    second.fill(**{f"meeting_log_notes_{one.id}": "Mine"}).press(f"meeting_log_save_{one.id}")
    assert not second.errors
    assert (open_file(file).all(Meeting)[0].place, open_file(file).all(Meeting)[0].notes) == ("Moved", "Mine")


def test_a_form_begun_in_another_tab_at_the_same_moment_keeps_a_draft_of_its_own(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other tab's first word is kept between this one's last look at the drafts and its write."""
    seed(file, ADA)
    tab, others = Dashboard(), [lambda: drafts.keep(open_file(file), "meeting_log", {"place": "There"})]
    writing = TinyWorkspace._writing

    def later(workspace: TinyWorkspace) -> AbstractContextManager[None]:
        if others:
            others.pop()()
        return writing(workspace)

    monkeypatch.setattr(TinyWorkspace, "_writing", later)
    tab.fill(meeting_log_place="Here").press("meeting_log_clear_form").press("flash_undo")
    assert not others
    assert {draft.fields["place"] for draft in open_file(file).all(Draft)} == {"Here", "There"}


@pytest.mark.usefixtures("file")
def test_the_hour_of_an_untouched_form_moves_on_and_stands_still_once_touched(clock: Clock) -> None:
    log = Dashboard()
    begun = log.value("meeting_log_end")
    clock.forward(hours=2)
    log.run()
    later = log.value("meeting_log_end")
    assert isinstance(begun, time)
    assert isinstance(later, time)
    assert later.hour - begun.hour == 2
    log.fill(meeting_log_place="Café")
    clock.forward(hours=1)
    assert log.run().value("meeting_log_end") == later


def test_what_a_save_refuses_is_said_at_its_field_and_below_until_that_field_is_changed(file: Path) -> None:
    page = Dashboard("people").unfold("people_form").fill(people_name="Ann", people_emails="no address")
    page.press("people_save")
    assert page.errors == ["“no address” is not an e-mail address. Correct it, or leave the field empty."]
    field = page.app.text_input("people_emails")
    assert (field.label, field.icon) == ("E-mail · no e-mail address", ":material/error:")
    page.fill(people_company="Northwind")
    assert not page.errors
    assert page.app.text_input("people_emails").label == "E-mail · no e-mail address"
    page.fill(people_emails="ann@example.org")
    assert page.app.text_input("people_emails").label == "E-mail"
    page.press("people_save")
    assert [one.emails for one in open_file(file).all(Contact)] == [("ann@example.org",)]


def test_a_refused_field_is_called_as_the_form_calls_it_and_its_folded_box_unfolds(file: Path) -> None:
    log = Dashboard().unfold("meeting_log_form").unfold("meeting_log_more").fill(meeting_log_place="x" * 301)
    log.app.session_state["meeting_log_more"] = False
    log.press("meeting_log_save")
    assert log.errors == [
        "Choose at least one person. “Place or link”: this is longer than 300 characters; shorten it.",
    ]
    assert log.app.multiselect("meeting_log_people").label == "Who did you talk to? · Choose at least one person"
    place = log.app.text_input("meeting_log_place")
    assert place.label == "Place or link · this is longer than 300 characters; shorten it"
    assert place.value == "x" * 301
    assert log.app.session_state["meeting_log_more"]
    assert not open_file(file).all(Meeting)


def test_the_profile_keeps_both_sides_of_two_tabs(file: Path) -> None:
    seed(file, Profile(name="Ada"))
    first, second = Dashboard("workspace"), Dashboard("workspace")
    first.fill(workspace_name="Ada Lovelace").press("workspace_save")
    second.fill(workspace_zone="Asia/Tokyo")
    second.fill(workspace_name="Someone else").press("workspace_save")
    assert open_file(file).all(Profile)[0].name in {"Ada Lovelace", "Someone else"}
    assert second.errors == [] or "changed in another tab" in second.errors[0]


def test_changing_a_conversation_with_somebody_deleted_leaves_them_in_it(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    page = opened(one).fill(**{f"meeting_log_place_{one.id}": "Café"})
    page.press(f"meeting_log_save_{one.id}")
    assert not page.errors
    workspace = open_file(file)
    assert workspace.all(Meeting)[0].contacts == (ADA.id,)
    assert workspace.all(Contact) == ()


def test_changing_only_the_place_leaves_the_hours_to_the_second_in_the_hour_that_comes_twice(file: Path) -> None:
    ends_at = datetime(2025, 10, 26, 1, 30, 42, tzinfo=UTC)
    one = Meeting(contacts=(ADA.id,), starts_at=ends_at - timedelta(seconds=20), ends_at=ends_at)
    seed(file, ADA, one, Profile(zone="Europe/Berlin"))
    page = opened(one).fill(**{f"meeting_log_place_{one.id}": "Café"})
    page.press(f"meeting_log_save_{one.id}")
    assert not page.errors
    saved = open_file(file).all(Meeting)[0]
    assert (saved.starts_at, saved.ends_at, saved.place) == (one.starts_at, one.ends_at, "Café")


def test_hours_typed_in_one_zone_are_saved_in_that_zone(file: Path) -> None:
    seed(file, ADA, Profile(zone="Europe/Berlin"))
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_end=time(9, 0))
    workspace = open_file(file)
    workspace.save(workspace.all(Profile)[0].replace(zone="America/New_York"))
    log.press("meeting_log_save")
    berlin = workspace.all(Meeting)[0].ends_at.hour
    assert berlin in {7, 8}


def test_who_a_promise_is_to_survives_a_new_session(file: Path) -> None:
    log = Dashboard().fill(meeting_log_people=["Ann New", "Bob New"], meeting_log_promise_1="Write")
    ids = log.app.selectbox(key="meeting_log_promise_to_1").options
    assert ids == ["Ann New", "Bob New"]
    log.app.selectbox(key="meeting_log_promise_to_1").select_index(1)
    log.run()
    Dashboard().press("meeting_log_save")
    workspace = open_file(file)
    names = {one.id: one.name for one in workspace.all(Contact)}
    assert [names[one.contact] for one in workspace.all(Promise)] == ["Bob New"]


def test_a_stale_message_with_the_same_words_adds_a_person_once(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Grace Hopper", people_company="Navy").press_fast("people_save", 3)
    assert not people.errors
    assert [one.name for one in open_file(file).all(Contact)] == ["Grace Hopper"]


def test_a_box_is_as_it_was_when_one_comes_back_to_its_page(file: Path) -> None:
    seed(file, Contact(name="Ada Lovelace"))

    people = Dashboard("people")
    assert not is_unfolded(people, "people_form")
    assert is_unfolded(people.unfold("people_form"), "people_form")
    assert is_unfolded(people.open("guide").open("people"), "people_form")
    people.fill(people_name="Grace").fill(people_name="")
    people.app.session_state["people_form"] = False
    assert not is_unfolded(people.run().open("guide").open("people"), "people_form")


@pytest.mark.parametrize(
    ("page", "box", "field", "typed"),
    [
        ("people", "people_form", "people_name", "Grace"),
        ("people", "people_form", "people_stakeholder", "hr"),
        ("today", "today_quick_log", "today_learned", "Ask"),
        ("meeting_log", "meeting_log_form", "meeting_log_minutes", 45),
    ],
)
def test_what_was_typed_last_is_kept_where_it_comes_with_the_press_that_folds_the_box(
    file: Path, page: str, box: str, field: str, typed: object
) -> None:
    seed(file, ADA, meeting(ADA))
    form = Dashboard(page)
    assert not form.has(field), "a folded form is not drawn"
    form.unfold(box)
    if page == "meeting_log":
        form.fill(meeting_log_place="Here")  # minutes alone make no draft
    form.types(**{field: typed}).app.session_state[box] = False
    form.run()
    assert Dashboard(page).value(field) == typed
    assert form.unfold(box).value(field) == typed


@pytest.mark.parametrize(("page", "field"), [("people", "people_notes"), ("meeting_log", "meeting_log_learnings")])
def test_undo_of_clearing_brings_back_what_came_with_the_press(file: Path, page: str, field: str) -> None:
    form = Dashboard(page).fill(**{field: "First"}).run().types(**{field: "First and last"})
    form.press(f"{page}_clear_form").press("flash_undo")
    assert form.value(field) == "First and last"
    assert len(open_file(file).all(Draft)) == 1


def test_a_second_click_on_undo_of_clearing_fills_the_form_again(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Grace", people_notes="Long").press("people_clear_form")
    people.press_fast("flash_undo")
    assert people.done == ["Undone: “Form cleared.”"]
    assert (people.value("people_name"), people.value("people_notes")) == ("Grace", "Long")
    assert [draft.fields["name"] for draft in open_file(file).all(Draft)] == ["Grace"]


def test_undo_works_although_another_sentence_took_its_place_before_the_page_showed_that(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Grace", people_notes="Long").press("people_clear_form")
    people.app.session_state["_flash"] = replace(people.app.session_state["_flash"], undo=None)
    people.press("flash_undo")
    assert [draft.form for draft in open_file(file).all(Draft)] == ["people"]


def test_a_fold_that_is_interrupted_keeps_what_came_with_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(file, ADA)
    people, draw, drawn = Dashboard("people").unfold("people_form"), st.text_input, list[Any]()

    def draw_late(label: str, *given: Any, **named: Any) -> Any:
        if named.get("key") == "people_name" and not drawn:
            drawn.append(label)
            st.rerun()
        return draw(label, *given, **named)

    people.types(people_name="Grace").app.session_state["people_form"] = False
    monkeypatch.setattr(st, "text_input", draw_late)
    people.run()
    assert drawn
    assert Dashboard("people").value("people_name") == "Grace"


def test_what_another_tab_began_after_it_saved_is_shown_whole(file: Path) -> None:
    tom = Contact(name="Tom Baker")
    seed(file, ADA, tom, meeting(ADA))
    one = Dashboard().unfold("meeting_log_form").fill(meeting_log_people=[ADA.id], meeting_log_learnings="Ask early")
    one.open("guide")
    other = Dashboard().press("meeting_log_save").unfold("meeting_log_form")
    other.fill(meeting_log_people=[tom.id], meeting_log_learnings="Another")
    one.open("meeting_log").run()
    assert (one.value("meeting_log_people"), one.value("meeting_log_learnings")) == ([tom.id], "Another")
    assert [draft.fields["learnings"] for draft in open_file(file).all(Draft)] == ["Another"]


def test_looking_at_a_form_whose_box_was_emptied_leaves_what_another_tab_began(file: Path) -> None:
    seed(file, ADA)
    one = Dashboard("people").unfold("people_form").fill(people_notes="x").fill(people_notes="")
    one.open("guide")
    Dashboard("people").unfold("people_form").fill(people_notes="Another's words")
    one.open("people").run()
    assert one.value("people_notes") == "Another's words"
    assert [draft.fields["notes"] for draft in open_file(file).all(Draft)] == ["Another's words"]


def test_last_letters_that_come_with_another_page_stay_beside_what_another_tab_went_on_with(file: Path) -> None:
    seed(file, ADA)
    one = Dashboard("people").unfold("people_form").fill(people_notes="First")
    one.open("guide")
    one.app.session_state["live_area/people_notes"] |= {"text": "First and last", "touched": True}
    other = Dashboard("people").fill(people_name="Bob", people_notes="Another's words")
    one.open("people").run()
    other.open("guide").open("people").run()
    assert (one.value("people_notes"), other.value("people_notes")) == ("First and last", "Another's words")
    assert {draft.fields["notes"] for draft in open_file(file).all(Draft)} == {"First and last", "Another's words"}


def test_undo_of_discarding_makes_a_conflict_with_what_another_tab_saved_since(file: Path) -> None:
    seed(file, ADA)
    box, notes, save = (f"people_{field}_{ADA.id}" for field in ("change", "notes", "save"))
    one = Dashboard("people", contact=ADA.id).unfold(box).fill(**{notes: "One's"}).press(f"people_clear_form_{ADA.id}")
    assert one.done == ["Changes discarded."]
    Dashboard("people", contact=ADA.id).unfold(box).fill(**{notes: "Another's"}).press(save)
    one.run().press("flash_undo")
    assert one.value(notes) == "One's"
    assert one.press(save).errors
    assert open_file(file).require(Contact, ADA.id).notes == "Another's"


def test_after_a_save_the_folded_form_opens_with_what_another_tab_has_begun(file: Path) -> None:
    seed(file, ADA)
    one = Dashboard("people").unfold("people_form").fill(people_name="Grace").press("people_save")
    Dashboard("people").unfold("people_form").fill(people_name="Half a na", people_notes="Long words")
    one.open("guide").open("people")
    assert (one.value("people_name"), one.value("people_notes")) == ("Half a na", "Long words")


@pytest.mark.parametrize("away", ["folded", "on another page"])
def test_what_another_tab_saved_meanwhile_is_not_typed_again(file: Path, away: str) -> None:
    seed(file, ADA, meeting(ADA))
    one = Dashboard().unfold("meeting_log_form")
    one.fill(meeting_log_people=[ADA.id], meeting_log_learnings="Ask early")
    if away == "folded":
        one.app.session_state["meeting_log_form"] = False
        one.run()
    else:
        one.open("guide")
    Dashboard().press("meeting_log_save")
    one.open("meeting_log").unfold("meeting_log_form").run()
    assert (one.value("meeting_log_people"), one.value("meeting_log_learnings")) == ([], "")
    assert not open_file(file).all(Draft)


@pytest.mark.usefixtures("file")
def test_what_is_rarely_filled_in_is_unfolded_where_something_was_typed_in_it() -> None:
    for page, box, above, within in (
        ("meeting_log", "meeting_log_more", "meeting_log_learnings", "meeting_log_place"),
        ("target_plan", "target_plan_more", "target_plan_why", "target_plan_posting"),
    ):
        form = Dashboard(page).fill(**{above: "Typed"})
        assert not is_unfolded(form, box), f"{page}: what is typed above it leaves it folded"
        assert not is_unfolded(form.open("guide").open(page), box), page
        form.fill(**{within: "Typed too"})
        assert not is_unfolded(form, box), f"{page}: nothing moves while somebody types"
        assert is_unfolded(form.open("guide").open(page), box), page
        assert is_unfolded(Dashboard(page), box), page


def test_whoever_types_the_same_once_more_means_it(file: Path) -> None:
    people = Dashboard("people")
    for _ in range(2):
        people.fill(people_name="Grace Hopper").press("people_save")
        grace = open_file(file).all(Contact)[0]
        contacts.delete_contact(open_file(file), grace.id, NOW)
        people.run()
    assert people.done == ["Saved Grace Hopper."]


def test_what_was_saved_is_said_where_another_press_ends_the_run_in_that_moment(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Dashboard("people")
    monkeypatch.setattr(flash, "say", interrupted_once(flash.say))
    people.fill(people_name="Grace Hopper").press("people_save")
    assert people.done == ["Saved Grace Hopper."]
    assert [one.name for one in open_file(file).all(Contact)] == ["Grace Hopper"]


@pytest.mark.usefixtures("file")
def test_a_name_too_long_is_a_sentence_and_the_rest_of_the_page_is_there() -> None:
    log = Dashboard().fill(meeting_log_people=["x" * 400], meeting_log_place="Kept")
    assert log.has("meeting_log_save")
    log.press("meeting_log_save")
    assert len(log.errors) == 1
    assert Dashboard().value("meeting_log_place") == "Kept"


def places(file: Path) -> list[str]:
    return sorted(str(draft.fields["place"]) for draft in open_file(file).all(Draft))


def test_two_tabs_that_fill_in_the_same_form_keep_a_draft_each(file: Path) -> None:
    seed(file, ADA)
    first, second = Dashboard(), Dashboard()
    first.fill(meeting_log_people=[ADA.id], meeting_log_place="Here")
    second.fill(meeting_log_people=[ADA.id], meeting_log_place="There")
    assert places(file) == ["Here", "There"]
    first.fill(meeting_log_notes="More").press("meeting_log_save")
    assert [one.place for one in open_file(file).all(Meeting)] == ["Here"]
    assert Dashboard().value("meeting_log_place") == "There"
    second.press("meeting_log_save")
    assert sorted(one.place for one in open_file(file).all(Meeting)) == ["Here", "There"]
    assert places(file) == []


def test_a_tab_that_goes_on_with_another_tabs_text_keeps_its_own_from_there(file: Path) -> None:
    seed(file, ADA)
    first = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_place="Here")
    second = Dashboard().fill(meeting_log_place="There")
    first.press("meeting_log_save")
    second.run()
    assert places(file) == ["There"]
    assert Dashboard().value("meeting_log_place") == "There"


def test_a_cleared_form_is_empty_and_its_undo_brings_everything_back(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_place="Here", meeting_log_notes="Much")
    log.press("meeting_log_clear_form")
    assert [log.value(f"meeting_log_{field}") for field in ("people", "place", "notes")] == [[], "", ""]
    assert places(file) == []
    log.press("flash_undo")
    assert [log.value(f"meeting_log_{field}") for field in ("people", "place", "notes")] == [[ADA.id], "Here", "Much"]
    assert places(file) == ["Here"]
    log.press("meeting_log_save")
    assert [one.place for one in open_file(file).all(Meeting)] == ["Here"]


def test_what_was_said_of_one_record_does_not_go_along_to_another(file: Path) -> None:
    ada, tom = Contact(name="Ada Lovelace"), Contact(name="Tom Baker")
    one = Target(company="Northwind")
    seed(file, ada, tom, one)
    page = Dashboard("target_plan").unfold("target_plan_form").fill(target_plan_company="Kontor")
    page.press("target_plan_save")
    assert page.done == ["Added Kontor to your targets."]
    assert page.run().done == ["Added Kontor to your targets."]
    assert not page.open("target_plan", target=one.id).done


def test_the_first_letters_typed_leave_a_folded_form_where_it_stands_and_a_save_folds_it(file: Path) -> None:
    """A box with another identity is drawn anew: the focus is gone, and the letters that come next with it."""
    one, sent = meeting(ADA), Message(contact=ADA.id, purpose="first_message", channel="email", body="Hi", sent_at=NOW)
    seed(file, ADA, one, sent)
    for page, params, box, field, save in (
        ("outreach", {}, "outreach_form", "outreach_body", ""),
        ("meeting_log", {"meeting": one.id}, f"meeting_log_change_{one.id}", f"meeting_log_notes_{one.id}", "save"),
        ("people", {"contact": ADA.id}, f"people_change_{ADA.id}", f"people_notes_{ADA.id}", "save"),
    ):
        form = Dashboard(page, **params).unfold(box)
        started = identity(form, box)
        form.fill(**{field: "Half"}).fill(**{field: ""}).fill(**{field: "Half a sentence"}).run()
        assert (identity(form, box), form.value(field)) == (started, "Half a sentence"), page
        if save:
            form.press(field.replace("notes", save)).run()
            assert not form.has(field), f"{page}: saved, and folded away"
            assert form.unfold(box).value(field) == "Half a sentence"


def is_unfolded(form: Dashboard, box: str) -> bool:
    return bool(form.app.expander(key=box).proto.expanded)


def identity(form: Dashboard, box: str) -> str:
    (found,) = [one.proto.id for one in form.app.expander if box in one.proto.id]
    return found


def test_a_form_that_was_cleared_can_be_filled_again_after_a_look_at_another_page(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().unfold("meeting_log_form").fill(meeting_log_learnings="Ask early").press("meeting_log_clear_form")
    assert not log.open("people").done
    log.open("meeting_log").press("flash_undo")
    assert log.value("meeting_log_learnings") == "Ask early"

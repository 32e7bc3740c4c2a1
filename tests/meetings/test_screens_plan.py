"""The plan of a conversation: making one, changing it, preparing, moving and cancelling it."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from netdash.meetings import live, live_merge
from netdash.questions import question_sets, questions
from netdash.records import Contact, Draft, Meeting, MeetingState, Pitch, Research, Resume, Target
from netdash.store import Workspace, open_file
from tests.driving import NOW, Clock, Dashboard, seed
from tests.driving import meeting as held

ADA = Contact(name="Ada Lovelace", company="Analytical Engines")
ASKED = tuple(question.id for question in questions.shipped() if not questions.is_closing(question.id))
MINUTES = timedelta(minutes=20)


def planned(*contacts: Contact, ahead: timedelta = timedelta(days=1), **fields: object) -> Meeting:
    """Make a plan of twenty minutes that begins so long from now."""
    starts = NOW + ahead
    whole = {"contacts": [contact.id for contact in contacts], "starts_at": starts, "ends_at": starts + MINUTES}
    return Meeting.model_validate({**whole, "state": MeetingState.PLANNED, **fields})


class Desk:
    """The plan of one conversation with Ada, opened."""

    def __init__(self, file: Path, **fields: Any) -> None:
        self.meeting = planned(ADA, **fields)
        self.workspace = seed(file, ADA, self.meeting)
        self.page = Dashboard("plan", meeting=self.meeting.id).unfold(self.key("edit"))

    def key(self, field: str) -> str:
        return f"plan_{field}_{self.meeting.id}"

    @property
    def stored(self) -> Meeting:
        meeting = self.workspace.get(Meeting, self.meeting.id)
        assert meeting is not None
        return meeting


def only(workspace: Workspace) -> Meeting:
    (meeting,) = workspace.all(Meeting)
    return meeting


# -- a new one --------------------------------------------------------------------


def test_a_time_that_the_clocks_skip_is_said_before_and_refused_after_with_all_that_was_typed(file: Path) -> None:
    page = Dashboard("plan").fill(plan_people=["Grace Hopper"], plan_day=date(2027, 3, 28), plan_start=time(2, 30))
    skipped = "On Sunday 28 March the clocks of Europe/Berlin go forward and skip 02:30. Choose another time."
    assert skipped in page.said
    page.fill(plan_place="At the station").press("plan_save")
    assert page.said.count(skipped) == 2
    assert page.value("plan_place") == "At the station"
    assert open_file(file).all(Meeting) == ()
    page.fill(plan_day=date(2026, 10, 25))
    assert "comes twice: the first is meant" in page.said


def test_a_new_plan_is_saved_and_stays_on_the_screen(file: Path) -> None:
    page = Dashboard("plan").fill(plan_people=["Grace Hopper"], plan_day=date(2026, 5, 7), plan_start=time(16, 30))
    page.fill(plan_kind="call", plan_place="https://meet.example.org/x").press("plan_save")
    assert page.done == ["Planned: Grace Hopper."]
    assert page.title == "Plan: Grace Hopper"
    plan = only(open_file(file))
    assert plan.state is MeetingState.PLANNED
    assert plan.starts_at.isoformat() == "2026-05-07T14:30:00+00:00"
    assert (plan.minutes, plan.kind.value, plan.place) == (20, "call", "https://meet.example.org/x")
    assert not open_file(file).all(Draft)


def test_research_that_is_too_long_is_refused_with_all_that_was_typed(file: Path) -> None:
    page = Dashboard("plan").fill(plan_people=["Grace Hopper"], plan_research_job="x" * 20_001).press("plan_save")
    assert "Research: this is longer than 20,000 characters; shorten it." in page.said
    assert page.value("plan_research_job") == "x" * 20_001
    assert open_file(file).all(Meeting) == ()


def test_somebody_is_in_hand_when_the_address_names_them_with_what_is_known_of_their_company(file: Path) -> None:
    target = Target(company="Analytical engines", research=Research(company="They weave", job="SQL"))
    workspace = seed(file, ADA, target)
    page = Dashboard("plan", contact=ADA.id)
    assert page.value(f"plan_people_{ADA.id}") == [ADA.id]
    assert page.value(f"plan_research_company_{ADA.id}") == "They weave"
    page.press(f"plan_save_{ADA.id}")
    plan = only(workspace)
    assert (plan.contacts, plan.research.company, plan.research.job) == ((ADA.id,), "They weave", "SQL")


def test_somebody_gone_is_a_sentence_and_an_empty_plan(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("plan", contact="nonsense")
    assert "not here any more" in page.errors[0]
    assert page.value("plan_people") == []


def test_a_plan_for_nobody_or_in_the_past_says_so_and_keeps_what_was_typed(file: Path) -> None:
    workspace = seed(file, ADA)
    page = Dashboard("plan").fill(plan_place="Café Central").press("plan_save")
    assert page.errors == ["Choose at least one person."]
    page.fill(plan_people=[ADA.id], plan_day=date(2026, 5, 4)).press("plan_save")
    assert "That time has passed" in page.errors[0]
    assert page.value("plan_place") == "Café Central"
    assert not workspace.all(Meeting)


def test_half_a_plan_is_there_again_in_a_new_session(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("plan").fill(plan_people=[ADA.id], plan_add_question=ASKED[3], plan_research_person="Sings")
    again = Dashboard("plan")
    assert again.value("plan_research_person") == "Sings"
    again.press("plan_save")
    plan = only(open_file(file))
    assert plan.questions == (ASKED[3], questions.closing_id())
    assert page.open("meeting_log").has("meeting_log_plan")


def test_planning_in_two_tabs_at_once_makes_one_plan_each_and_a_second_press_none(file: Path) -> None:
    workspace = seed(file, ADA)
    page = Dashboard("plan", contact=ADA.id)
    second = Dashboard("plan", contact=ADA.id)
    page.press(f"plan_save_{ADA.id}")
    assert second.press(f"plan_save_{ADA.id}").title == "Plan: Ada Lovelace"
    assert len(workspace.all(Meeting)) <= 2
    page.unfold(f"plan_edit_{only_id(page)}")
    assert page.press(f"plan_save_{only_id(page)}").title == "Plan: Ada Lovelace"


@pytest.mark.parametrize("contact", [ADA.id, ""], ids=["from a person", "anew"])
def test_undo_takes_a_plan_back_and_fills_its_form_again(file: Path, contact: str) -> None:
    workspace = seed(file, ADA)
    page, end = Dashboard("plan", **({"contact": contact} if contact else {})), f"_{contact}" if contact else ""
    page.fill(**{f"plan_people{end}": [ADA.id, "Grace Hopper"], f"plan_place{end}": "Her office"})
    page.press(f"plan_save{end}")
    assert (page.done, len(workspace.all(Contact))) == (["Planned: Ada Lovelace and Grace Hopper."], 2)
    page.press("flash_undo")
    assert not page.errors
    assert (page.title, page.value(f"plan_place{end}")) == ("Plan a conversation", "Her office")
    assert (workspace.all(Meeting), len(workspace.all(Contact))) == ((), 1)


def test_a_plan_that_has_begun_is_not_undone(file: Path) -> None:
    workspace = seed(file, ADA)
    page = Dashboard("plan", contact=ADA.id).press(f"plan_save_{ADA.id}")
    live_merge.start(workspace, only(workspace).id, NOW)
    assert page.press("flash_undo").errors == ["Not undone: this was changed again since, and is left as it is."]
    assert only(workspace)


def only_id(page: Dashboard) -> str:
    """Return the id of the plan that the address names."""
    return "".join(page.app.query_params["meeting"])


# -- both clocks ------------------------------------------------------------------


def test_both_clocks_are_shown_and_an_untouched_hour_means_the_same_in_another_zone(file: Path) -> None:
    desk = Desk(file, their_zone="America/New_York")
    assert "12:00–12:20 (Europe/Berlin)" in desk.page.said
    assert "For them: Wednesday 6 May 2026, 06:00–06:20 (America/New_York)" in desk.page.said
    away = Dashboard("plan", zone="Pacific/Auckland", meeting=desk.meeting.id).unfold(desk.key("edit"))
    assert "22:00–22:20 (Pacific/Auckland)" in away.said
    away.fill(**{desk.key("place"): "Here"}).press(desk.key("save"))
    assert (desk.stored.starts_at, desk.stored.place) == (desk.meeting.starts_at, "Here")


@pytest.mark.parametrize("minutes", [0, -5, 9999])
def test_minutes_that_cannot_be_are_refused_and_stay_typed(file: Path, minutes: int) -> None:
    desk = Desk(file)
    desk.page.fill(**{desk.key("minutes"): minutes, desk.key("place"): "Café"}).press(desk.key("save"))
    assert desk.page.errors == ["“Minutes”: choose a number from 1 to 1440."]
    assert desk.page.value(desk.key("minutes")) == minutes
    assert (desk.stored.minutes, desk.stored.place) == (20, "")
    desk.page.fill(**{desk.key("minutes"): 25}).press(desk.key("save"))
    assert (desk.stored.minutes, desk.stored.place) == (25, "Café")


@pytest.mark.parametrize(("minutes", "said"), [(45, "easier to say yes to"), (10, "leave room")])
def test_minutes_outside_the_rule_are_advised_against(file: Path, minutes: int, said: str) -> None:
    desk = Desk(file)
    assert said not in desk.page.said
    assert said in desk.page.fill(**{desk.key("minutes"): minutes}).said


# -- questions --------------------------------------------------------------------


def test_questions_are_added_ordered_and_taken_out_and_the_referral_question_stays_last(file: Path) -> None:
    desk = Desk(file, questions=ASKED[:3])
    page = desk.page.fill(**{desk.key("add_question"): ASKED[4], desk.key("arrange"): True})
    page.press(desk.key(f"earlier_{ASKED[4]}")).press(desk.key(f"out_{ASKED[0]}"))
    assert not page.has(desk.key(f"later_{questions.closing_id()}"))
    page.press(desk.key("save"))
    assert desk.stored.questions == (ASKED[1], ASKED[4], ASKED[2], questions.closing_id())


def test_minutes_are_shared_out_and_too_few_or_too_many_questions_are_said(file: Path) -> None:
    desk = Desk(file, questions=ASKED[:5])
    assert "2 min each, 12 min of 20" in desk.page.said
    assert "Choose" not in desk.page.said
    for number, said in ((2, "Choose 2 more"), (8, "Take out 2")):
        other = planned(ADA, questions=ASKED[:number])
        desk.workspace.save(other)
        assert said in Dashboard("plan", meeting=other.id).unfold(f"plan_edit_{other.id}").said


def test_what_this_person_was_asked_before_is_said_with_its_day(file: Path) -> None:
    seed(file, held(ADA, ago=timedelta(days=1), asked=[{"question": ASKED[0]}]))
    desk = Desk(file, questions=ASKED[:5])
    assert "You asked Ada Lovelace this yesterday" in desk.page.said


def test_five_questions_are_suggested_in_one_click_until_some_are_chosen(file: Path) -> None:
    earlier = held(ADA).replace(asked=[{"question": ASKED[0]}])
    seed(file, ADA, earlier)
    page = Dashboard("plan", contact=ADA.id).press(f"plan_suggest_{ADA.id}")
    assert "5 questions" in page.said
    assert "You asked" not in page.said
    assert not page.has(f"plan_suggest_{ADA.id}")
    page.press(f"plan_save_{ADA.id}")
    (plan,) = (meeting for meeting in open_file(file).all(Meeting) if meeting.state is MeetingState.PLANNED)
    assert plan.questions == (*ASKED[1:4], ASKED[5], questions.closing_id())  # the starred one is there


def test_a_set_can_be_taken_over(file: Path) -> None:
    desk = Desk(file)
    for id in ASKED[:5]:
        question_sets.choose(desk.workspace, id)
    question_sets.save_as(desk.workspace, "Recruiters", "a" * 32)
    question_sets.clear(desk.workspace)
    desk.page.run().press(desk.key(f"use_{'a' * 32}")).press(desk.key("save"))
    assert desk.stored.questions == (*ASKED[:5], questions.closing_id())


def test_a_new_plan_starts_with_the_set_that_was_chosen(file: Path) -> None:
    workspace = seed(file, ADA)
    for id in ASKED[:5]:
        question_sets.choose(workspace, id)
    Dashboard("plan", contact=ADA.id).press(f"plan_save_{ADA.id}")
    assert only(workspace).questions == (*ASKED[:5], questions.closing_id())


# -- preparing --------------------------------------------------------------------


def test_the_checklist_counts_what_the_plan_says_and_what_is_ticked(file: Path) -> None:
    pitch = Pitch(name="Mine")
    seed(file, pitch)
    desk = Desk(file)
    assert "0 of 7 done" in said_progress(desk.page)
    page = desk.page.fill(**{desk.key("ready_practised"): True})
    page.fill(**{desk.key("research_company"): "They weave", desk.key("pitch"): pitch.id, desk.key("resume"): "sent"})
    page.press(desk.key("save"))
    assert "4 of 7 done. Next: research the person." in said_progress(page)
    assert (desk.stored.pitch, desk.stored.resume, desk.stored.ready) == (pitch.id, Resume.SENT, ("practised",))
    assert page.app.checkbox(key=desk.key("ready_pitch")).disabled
    page.fill(**{desk.key("ready_practised"): False})
    assert desk.stored.ready == ()


def said_progress(page: Dashboard) -> str:
    return " ".join(str(bar.proto.text) for bar in page.app.get("progress"))


def test_editing_comes_first_until_the_plan_is_complete_or_the_conversation_at_hand(file: Path, clock: Clock) -> None:
    def first(page: Dashboard) -> list[str]:
        return [str(button.key).removesuffix(f"_{open_plan.id}") for button in page.app.button if is_primary(button)]

    is_primary = lambda button: button.proto.type == "primary"  # noqa: E731
    research = Research(company="They weave", person="Rows", job="SQL")
    open_plan = planned(ADA, ahead=timedelta(minutes=40))
    workspace = seed(file, ADA, pitch := Pitch(name="Mine"), open_plan)
    page = Dashboard("plan", meeting=open_plan.id)
    assert first(page) == [f"plan_edit_{open_plan.id}_open"]
    assert first(page.unfold(f"plan_edit_{open_plan.id}")) == ["plan_save"]
    clock.forward(minutes=30)
    assert first(Dashboard("plan", meeting=open_plan.id)) == ["plan_hold"]
    clock.forward(minutes=-30)
    complete = {"research": research, "pitch": pitch.id, "resume": Resume.SENT, "questions": ASKED[:5]}
    workspace.save(workspace.require(Meeting, open_plan.id).replace(**complete))
    assert first(Dashboard("plan", meeting=open_plan.id)) == ["plan_hold"]


def test_confirming_and_ticking_beside_a_plan_half_changed_is_no_conflict(file: Path) -> None:
    desk = Desk(file)
    page = desk.page.fill(**{desk.key("place"): "Half", desk.key("confirmed"): True, desk.key("ready_practised"): True})
    page.press(desk.key("save"))
    assert not page.errors
    assert (desk.stored.place, desk.stored.confirmed_at, desk.stored.ready) == ("Half", NOW, ("practised",))
    page.fill(**{desk.key("confirmed"): False})
    assert desk.stored.confirmed_at is None


def test_a_tick_on_a_file_that_became_unreadable_is_answered_with_the_sentence(file: Path) -> None:
    desk = Desk(file)
    file.write_text("{", "utf-8")
    page = desk.page.fill(**{desk.key("confirmed"): True})
    assert page.title == "Your file needs a look"
    assert "netdash cannot read its file" in page.errors[0]


def test_another_time_takes_the_confirmation_back_and_says_so(file: Path) -> None:
    desk = Desk(file, confirmed_at=NOW)
    desk.page.fill(**{desk.key("start"): time(15, 0)}).press(desk.key("save"))
    assert "so confirm it again" in desk.page.done[0]
    assert desk.stored.confirmed_at is None
    assert desk.stored.starts_at.hour == 13


def test_two_tabs_that_change_a_plan_are_shown_both_versions(file: Path) -> None:
    desk = Desk(file)
    other = Dashboard("plan", meeting=desk.meeting.id).unfold(desk.key("edit")).fill(**{desk.key("place"): "Second"})
    desk.page.fill(**{desk.key("place"): "First"}).press(desk.key("save"))
    other.press(desk.key("save"))
    assert "changed in another tab" in other.errors[0]
    other.press(f"{desk.key('conflict')}_mine")
    assert desk.stored.place == "Second"


# -- moving and cancelling --------------------------------------------------------


def test_a_cancelled_conversation_can_be_taken_out_of_the_calendar_undone_and_arranged_anew(file: Path) -> None:
    desk = Desk(file)
    page = desk.page.press(desk.key("cancel"))
    assert page.done == ["Cancelled the conversation with Ada Lovelace."]
    assert "This conversation was cancelled" in page.said
    assert page.has(desk.key("ics"))
    assert "delete it by hand in Google Calendar, Outlook or Apple Calendar." in page.said
    page.press("flash_undo")
    assert desk.stored.state is MeetingState.PLANNED
    page.press(desk.key("cancel")).fill(**{f"plan_move_day_{desk.meeting.id}": date(2026, 5, 9)})
    page.press(f"plan_move_save_{desk.meeting.id}")
    assert page.done == ["Moved it to Saturday 9 May. Confirm the new time with them."]
    assert (desk.stored.state, desk.stored.starts_at.day) == (MeetingState.PLANNED, 9)
    page.press("flash_undo")
    assert (desk.stored.state, desk.stored.starts_at) == (MeetingState.CANCELLED, desk.meeting.starts_at)


def test_undo_of_a_move_leaves_no_confirmation_of_another_time(file: Path) -> None:
    desk = Desk(file)
    live_merge.start(open_file(file), desk.meeting.id, NOW)
    page = desk.page.press(desk.key("cancel")).fill(**{f"plan_move_day_{desk.meeting.id}": date(2026, 5, 9)})
    page.press(f"plan_move_save_{desk.meeting.id}").fill(**{desk.key("confirmed"): True}).press("flash_undo")
    assert page.errors == ["Not undone: this was changed again since, and is left as it is."]
    assert (desk.stored.starts_at.day, desk.stored.confirmed_at) == (9, NOW)
    notes = live.stored(open_file(file), desk.meeting.id)
    assert notes is not None
    assert notes.laid_aside, "an Undo that is refused takes back nothing"


def test_a_conversation_cancelled_twice_at_once_is_arranged_anew_twice(file: Path) -> None:
    desk = Desk(file)
    for _ in range(2):
        desk.page.press(desk.key("cancel")).press(f"plan_move_save_{desk.meeting.id}")
        assert desk.stored.state is MeetingState.PLANNED


def test_a_move_into_the_past_is_a_sentence(file: Path) -> None:
    desk = Desk(file, state=MeetingState.CANCELLED)
    key = f"plan_move_day_{desk.meeting.id}"
    desk.page.fill(**{key: date(2026, 5, 1)}).press(f"plan_move_save_{desk.meeting.id}")
    assert "That time has passed" in desk.page.errors[0]
    assert desk.page.value(key) == date(2026, 5, 1)


def test_a_plan_whose_time_has_passed_says_where_to_record_it(file: Path, clock: Clock) -> None:
    desk = Desk(file)
    clock.forward(days=2)
    assert "Record the conversation" in desk.page.run().links


def test_a_held_conversation_has_no_plan_to_change(file: Path) -> None:
    conversation = held(ADA)
    seed(file, ADA, conversation)
    page = Dashboard("plan", meeting=conversation.id)
    assert "was held" in page.said
    assert not page.has(f"plan_save_{conversation.id}")


def test_a_link_to_a_plan_that_is_gone_is_a_sentence_and_a_new_plan(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("plan", meeting="nonsense")
    assert "not here any more" in page.errors[0]
    assert page.title == "Plan a conversation"

"""A planned conversation's own page: its plan, and the question how it went."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from netdash.meetings import live
from netdash.records import AskedQuestion, Contact, Draft, Introduction, Meeting, MeetingState, Opportunity, Promise
from tests.driving import NOW, Clock, Dashboard, seed
from tests.meetings.test_screens_plan import ADA, ASKED, planned

TOM = Contact(name="Tom Baker")


class Passed:
    """One planned conversation whose time has passed, opened."""

    def __init__(self, file: Path, *people: Contact, **fields: object) -> None:
        people = people or (ADA,)
        self.meeting = planned(*people, ahead=-timedelta(hours=2), questions=ASKED[:3], **fields)
        self.workspace = seed(file, *people, self.meeting)
        self.page = self.opened()

    def opened(self) -> Dashboard:
        return Dashboard("meeting_log", meeting=self.meeting.id)

    def key(self, field: str) -> str:
        return f"meeting_log_record_{field}_{self.meeting.id}"

    def went(self, how: str) -> Dashboard:
        return self.page.fill(**{f"meeting_log_went_{self.meeting.id}": how})

    @property
    def stored(self) -> Meeting:
        meeting = self.workspace.get(Meeting, self.meeting.id)
        assert meeting is not None
        return meeting

    @property
    def state(self) -> str:
        return self.stored.state.value


def test_everything_that_came_of_it_is_recorded_in_one_press_and_leads_to_the_thank_you(file: Path) -> None:
    passed = Passed(file, ADA, TOM)
    page = passed.page.fill(**{passed.key("learnings"): "Ask early\nListen", passed.key("asked"): [ASKED[1]]})
    page.fill(**{passed.key(f"asked_{ASKED[1]}"): "By accident", passed.key("help_offered"): "A review"})
    page.fill(**{passed.key("recommended"): ["Grace Hopper"]})
    page.fill(**{passed.key("introducer"): TOM.id, passed.key("promise_1"): "Send it"})
    page.fill(**{passed.key("heard_company_1"): "Northwind"})
    page.fill(**{passed.key("heard_role_1"): "Data engineer", passed.key("heard_from_1"): TOM.id})
    page.press(passed.key("save"))
    assert page.done == ["Recorded: Ada Lovelace and Tom Baker."]
    assert "Write the thank-you" not in page.links, "the page itself has it, once for each of them"
    assert {"Thank Ada", "Thank Tom"} <= {button.label for button in page.app.button}
    stored, workspace = passed.stored, passed.workspace
    assert stored.state is MeetingState.HELD
    assert (stored.starts_at, stored.ends_at) == (passed.meeting.starts_at, passed.meeting.ends_at)
    assert (stored.learnings, stored.help_offered) == (("Ask early", "Listen"), "A review")
    assert stored.asked == (AskedQuestion(question=ASKED[1], note="By accident"),)
    (link,), (promise,), (heard,) = workspace.all(Introduction), workspace.all(Promise), workspace.all(Opportunity)
    assert link.by_contact == TOM.id
    assert promise.what == "Send it"
    assert (heard.company, heard.role, heard.contact, heard.heard_on) == (
        "Northwind",
        "Data engineer",
        TOM.id,
        date(2026, 5, 5),
    )
    assert {contact.name for contact in workspace.all(Contact)} == {"Ada Lovelace", "Tom Baker", "Grace Hopper"}
    assert not workspace.all(Draft)


def test_recording_can_be_undone_and_done_again_without_doubles(file: Path) -> None:
    passed = Passed(file)
    before = passed.stored
    page = passed.page.fill(**{passed.key("learnings"): "Ask", passed.key("promise_1"): "Send it"})
    page.press(passed.key("save")).press("flash_undo")
    assert passed.stored == before
    assert not passed.workspace.all(Promise)
    assert page.value(passed.key("promise_1")) == "Send it"
    page.press(passed.key("save"))
    assert page.done == ["Recorded: Ada Lovelace."]
    assert (passed.state, passed.stored.learnings) == ("held", ("Ask",))
    assert len(passed.workspace.all(Promise)) == 1


def test_undoing_a_recording_brings_back_the_notes_of_the_conversation_under_way(file: Path) -> None:
    passed = Passed(file)
    conversation = live.begin(NOW - timedelta(minutes=30)).replace(notes="Nice", done_at=NOW - timedelta(minutes=5))
    live.keep(passed.workspace, passed.meeting.id, conversation)
    passed.page.run().press(passed.key("save")).press("flash_undo")
    assert live.stored(passed.workspace, passed.meeting.id) == conversation
    assert passed.page.value(passed.key("notes")) == "Nice"
    assert (passed.stored.starts_at, passed.stored.notes) == (passed.meeting.starts_at, "")


def test_recording_in_a_second_tab_changes_nothing(file: Path) -> None:
    passed = Passed(file)
    second = passed.opened().fill(**{passed.key("learnings"): "Second"})
    passed.page.fill(**{passed.key("learnings"): "First"}).press(passed.key("save"))
    second.app.button(key=passed.key("save")).click()
    second.run()
    assert passed.stored.learnings == ("First",)


def test_what_was_noted_while_it_was_held_is_in_the_form_and_its_hours_count(file: Path) -> None:
    passed = Passed(file)
    conversation = live.begin(NOW - timedelta(minutes=30)).replace(
        ticked=(ASKED[0],), answers={ASKED[0]: "By accident"}
    )
    conversation = conversation.replace(notes="Nice", done_at=NOW - timedelta(minutes=5))
    live.keep(passed.workspace, passed.meeting.id, conversation)
    page = passed.page.run()
    assert page.value(passed.key(f"asked_{ASKED[0]}")) == "By accident"
    page.press(passed.key("save"))
    stored = passed.stored
    assert (stored.starts_at, stored.ends_at) == (NOW - timedelta(minutes=30), NOW - timedelta(minutes=5))
    assert (stored.notes, stored.asked) == ("Nice", (AskedQuestion(question=ASKED[0], note="By accident"),))
    assert live.stored(passed.workspace, passed.meeting.id) is None


@pytest.mark.parametrize("field", ["notes", "learnings"])
def test_too_much_noted_while_it_was_held_is_shown_in_the_form_and_refused_with_a_sentence(
    file: Path, field: str
) -> None:
    passed, long = Passed(file), "word " * 5_000
    conversation = live.begin(NOW - timedelta(hours=2)).replace(**{field: long, "done_at": NOW - timedelta(hours=1)})
    live.keep(passed.workspace, passed.meeting.id, conversation)
    page = passed.page.run()
    assert page.value(passed.key(field)) == long.strip()
    page.press(passed.key("save"))
    assert "longer than 20,000 characters" in page.errors[0]
    assert passed.state == "planned"
    page.fill(**{passed.key(field): "Short"}).press(passed.key("save"))
    assert passed.state == "held"


def test_another_end_is_on_the_clocks_of_the_members_zone(file: Path) -> None:
    passed = Passed(file)
    away = Dashboard("meeting_log", zone="Pacific/Auckland", meeting=passed.meeting.id)
    away.fill(**{passed.key("end"): time(21, 0), passed.key("minutes"): 25}).press(passed.key("save"))
    assert passed.stored.ends_at == NOW - timedelta(hours=1)
    assert passed.stored.minutes == 25


def test_somebody_who_recommends_themselves_is_a_sentence_and_the_rest_stays(file: Path) -> None:
    passed = Passed(file)
    page = passed.page.fill(**{passed.key("recommended"): [ADA.id], passed.key("learnings"): "Ask"})
    page.press(passed.key("save"))
    assert "cannot recommend themselves" in page.errors[0]
    assert page.value(passed.key("learnings")) == "Ask"
    assert passed.stored.state is MeetingState.PLANNED


def test_one_that_moved_gets_its_new_time(file: Path) -> None:
    passed = Passed(file, confirmed_at=NOW)
    page = passed.went("moved").fill(**{f"meeting_log_move_day_{passed.meeting.id}": date(2026, 5, 8)})
    page.press(f"meeting_log_move_save_{passed.meeting.id}")
    assert "Moved it to Friday 8 May" in page.done[0]
    assert (passed.stored.state, passed.stored.confirmed_at) == (MeetingState.PLANNED, None)
    assert passed.stored.starts_at.day == 8


def test_a_move_to_the_time_it_has_already_says_so(file: Path) -> None:
    plan = planned(ADA)
    workspace = seed(file, ADA, plan)
    live.keep(workspace, plan.id, live.begin(NOW, plan).replace(done_at=NOW))
    page = Dashboard("meeting_log", meeting=plan.id).fill(**{f"meeting_log_went_{plan.id}": "moved"})
    page.press(f"meeting_log_move_save_{plan.id}")
    assert page.done == ["It is planned for that time already, so nothing was changed."]
    assert workspace.require(Meeting, plan.id).starts_at == plan.starts_at


def test_one_that_was_cancelled_or_missed_is_recorded_so_and_can_be_undone(file: Path) -> None:
    passed = Passed(file)
    for how, state in (("cancelled", MeetingState.CANCELLED), ("no_show", MeetingState.NO_SHOW)):
        passed.went(how).press(f"meeting_log_not_held_{passed.meeting.id}")
        assert passed.stored.state is state
        assert passed.page.has(f"meeting_log_plan_{passed.meeting.id}")
        passed.page.press("flash_undo")
        assert passed.stored.state is MeetingState.PLANNED


def test_a_plan_to_come_shows_how_far_it_is_and_leads_to_planning_and_holding(file: Path, clock: Clock) -> None:
    plan = planned(ADA, their_zone="America/New_York")
    seed(file, ADA, plan)
    page = Dashboard("meeting_log", meeting=plan.id)
    assert "06:00–06:20 (America/New_York)" in page.said
    assert not page.has(f"meeting_log_went_{plan.id}")
    assert page.press(f"meeting_log_plan_{plan.id}").title == "Plan: Ada Lovelace"
    page.open("meeting_log", meeting=plan.id).press(f"meeting_log_conversation_{plan.id}")
    assert page.has(f"conversation_begin_{plan.id}"), "it is a day ahead, and reads its agenda first"
    clock.forward(days=1, minutes=5)
    assert page.open("meeting_log", meeting=plan.id).has(f"meeting_log_went_{plan.id}")


def test_half_a_record_is_there_in_a_new_session(file: Path) -> None:
    passed = Passed(file)
    passed.page.fill(**{passed.key("learnings"): "Half a s"})
    assert passed.opened().value(passed.key("learnings")) == "Half a s"

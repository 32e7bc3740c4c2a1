"""Planning, confirming, moving and cancelling a conversation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdash import rules
from netdash.errors import GoneError, InvalidRecordError
from netdash.meetings import meetings, plans, preparation
from netdash.meetings.plans import RepeatedQuestion
from netdash.questions import questions
from netdash.records import AskedQuestion, Contact, Meeting, MeetingState, Message, Purpose
from netdash.records.base import ConflictError
from tests.factories import DAY, HOUR, NOON, SECOND, TODAY, everything, fresh, kept, person, talk

MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
CLOSING = questions.closing_id()
SHIPPED = tuple(question.id for question in questions.shipped())
RULE = rules.shipped().questions
ADA, TOM = person("Ada"), person("Tom")
TOMORROW = talk(ADA, ended=NOON + DAY, minutes=20)


def asked_in(*ids: str, by: tuple[Contact, ...] = (ADA,), ended=NOON - DAY) -> Meeting:
    return talk(*by, ended=ended, asked=tuple(AskedQuestion(question=id) for id in ids))


def refusal(command: Callable[[], object]) -> str:
    """Return the sentence with which a command is refused."""
    with pytest.raises(InvalidRecordError) as caught:
        command()
    return caught.value.sentence


def test_a_plan_is_saved_as_planned_with_the_people_made_for_it():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW.replace(their_zone="America/New_York"), NOON, [ADA])
    saved = workspace.require(Meeting, id)
    assert (saved.state, saved.their_zone, saved.minutes) == (MeetingState.PLANNED, "America/New_York", 20)
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada"]
    before = everything(workspace)
    assert plans.plan(workspace, TOMORROW, NOON, [ADA]) == id, "a double click finds it there"
    assert everything(workspace) == before


def test_a_time_that_has_passed_is_no_plan():
    workspace = fresh()
    sentence = "That time has passed. Choose one that is still to come, or log the conversation."
    assert refusal(lambda: plans.plan(workspace, talk(ADA, ended=NOON), NOON, [ADA])) == sentence
    assert everything(workspace) == everything(fresh())


@given(st.lists(st.sampled_from(SHIPPED), max_size=12))
def test_the_referral_question_closes_whatever_was_chosen(chosen):
    workspace = fresh()
    saved = workspace.require(Meeting, plans.plan(workspace, TOMORROW.replace(questions=tuple(chosen)), NOON))
    assert set(saved.questions) == ({*chosen, CLOSING} if chosen else set())
    assert saved.questions == () or saved.questions[-1] == CLOSING
    assert len(set(saved.questions)) == len(saved.questions)


def test_a_change_of_the_plan_keeps_the_confirmation_unless_the_time_changes():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    plans.confirm(workspace, id, NOON)
    plans.replan(workspace, workspace.require(Meeting, id).replace(place="Café Rot", questions=SHIPPED[:2]), NOON)
    saved = workspace.require(Meeting, id)
    assert (saved.place, saved.confirmed_at) == ("Café Rot", NOON)
    assert saved.questions == (*SHIPPED[:2], CLOSING)
    plans.replan(workspace, saved.replace(starts_at=saved.starts_at + HOUR, ends_at=saved.ends_at + HOUR), NOON)
    assert workspace.require(Meeting, id).confirmed_at is None


def test_somebody_added_to_a_plan_is_saved_with_it_and_has_yet_to_confirm():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON, [ADA])
    plans.confirm(workspace, id, NOON)
    plans.replan(workspace, workspace.require(Meeting, id).replace(contacts=(ADA.id, TOM.id)), NOON, [TOM])
    assert {contact.name for contact in workspace.all(Contact)} == {"Ada", "Tom"}
    saved = workspace.require(Meeting, id)
    assert (saved.confirmed_at, saved.confirmed_with) == (None, (ADA.id,))


def test_a_plan_whose_time_has_passed_may_change_but_not_move_into_the_past():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    saved = workspace.require(Meeting, id)
    plans.replan(workspace, saved.replace(notes="x"), NOON + 2 * DAY)
    saved = workspace.require(Meeting, id)
    assert (saved.notes, saved.state) == ("x", MeetingState.PLANNED)
    with pytest.raises(InvalidRecordError, match="has passed"):
        plans.replan(workspace, saved.replace(starts_at=saved.starts_at - HOUR), NOON + 2 * DAY)


def test_another_tab_s_change_of_the_plan_is_not_overwritten():
    workspace = fresh()
    saved = workspace.require(Meeting, plans.plan(workspace, TOMORROW, NOON))
    plans.replan(workspace, saved.replace(notes="theirs"), NOON)
    with pytest.raises(ConflictError):
        plans.replan(workspace, saved.replace(notes="mine"), NOON)


def test_confirming_twice_keeps_the_first_moment_and_can_be_taken_back():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    plans.confirm(workspace, id, NOON)
    plans.confirm(workspace, id, NOON + HOUR)
    assert workspace.require(Meeting, id).confirmed_at == NOON
    plans.unconfirm(workspace, id)
    saved = workspace.require(Meeting, id)
    assert (saved.confirmed_at, saved.confirmed_with) == (None, ())


def test_a_moved_conversation_stays_planned_and_has_to_be_confirmed_anew():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    plans.confirm(workspace, id, NOON)
    plans.move(workspace, id, NOON + 3 * DAY, 30, NOON)
    moved = workspace.require(Meeting, id)
    assert (moved.state, moved.starts_at, moved.minutes) == (MeetingState.PLANNED, NOON + 3 * DAY, 30)
    assert moved.confirmed_at is None
    plans.move(workspace, id, NOON + 3 * DAY, 30, NOON + SECOND)
    assert workspace.require(Meeting, id) == moved


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.NO_SHOW])
def test_a_new_time_arranges_anew_what_did_not_take_place(state):
    workspace = fresh()
    meeting = kept(workspace, talk(ADA, state=state))
    plans.move(workspace, meeting.id, NOON + DAY, 20, NOON)
    assert workspace.require(Meeting, meeting.id).state is MeetingState.PLANNED


@pytest.mark.parametrize(
    ("cancelled", "days", "confirmed"),
    [(False, 0, "by word"), (False, 1, "by message"), (False, 2, None), (True, 0, None), (True, 1, "by message")],
)
def test_at_the_new_time_only_what_is_known_of_it_is_confirmed(cancelled, days, confirmed):
    """The next day was proposed to Ada in a message; that a plan takes longer needs no confirmation."""
    workspace = fresh()
    start = workspace.require(Meeting, plans.plan(workspace, TOMORROW, NOON, [ADA])).starts_at
    proposal = Message(contact=ADA.id, meeting=TOMORROW.id, purpose=Purpose.CONFIRMATION, sent_at=NOON - HOUR)
    workspace.save(proposal.replace(tells_start=start + DAY))
    plans.confirm(workspace, TOMORROW.id, NOON)
    if cancelled:
        plans.cancel(workspace, TOMORROW.id)
    plans.move(workspace, TOMORROW.id, start + days * DAY, 60, NOON)
    moved = workspace.require(Meeting, TOMORROW.id)
    expected = {"by word": (NOON, (ADA.id,)), "by message": (NOON - HOUR, ()), None: (None, ())}[confirmed]
    assert (moved.confirmed_at, moved.confirmed_with) == expected


def test_it_cannot_move_into_the_past():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    before = everything(workspace)
    with pytest.raises(InvalidRecordError, match="has passed"):
        plans.move(workspace, id, NOON - DAY, 20, NOON)
    assert everything(workspace) == before


def test_cancelling_twice_changes_nothing_and_nothing_is_left_to_confirm():
    workspace = fresh()
    id = plans.plan(workspace, TOMORROW, NOON)
    plans.cancel(workspace, id)
    cancelled = workspace.require(Meeting, id)
    plans.cancel(workspace, id)
    assert workspace.require(Meeting, id) == cancelled
    assert cancelled.state is MeetingState.CANCELLED
    sentence = "This conversation is no longer planned, so there is nothing to confirm."
    assert refusal(lambda: plans.confirm(workspace, id, NOON)) == sentence


def test_what_was_held_is_neither_moved_nor_cancelled():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA))
    sentence = "This conversation was held. Plan another one for a new time."
    assert refusal(lambda: plans.move(workspace, meeting.id, NOON + DAY, 20, NOON)) == sentence
    sentence = "This conversation was held, so it cannot be cancelled."
    assert refusal(lambda: plans.cancel(workspace, meeting.id)) == sentence


def test_a_plan_that_is_gone_says_so():
    workspace = fresh()
    for command in (
        lambda: plans.confirm(workspace, TOMORROW.id, NOON),
        lambda: plans.move(workspace, TOMORROW.id, NOON + DAY, 20, NOON),
        lambda: plans.cancel(workspace, TOMORROW.id),
        lambda: plans.replan(workspace, TOMORROW, NOON),
    ):
        with pytest.raises(GoneError):
            command()


# What was asked before


def test_a_question_that_this_person_was_asked_before_is_found_with_the_latest_time():
    first, second = SHIPPED[:2]
    earlier, later = asked_in(first, ended=NOON - 9 * DAY), asked_in(first, second, by=(TOM, ADA))
    of_tom = asked_in(second, by=(TOM,))
    again = plans.repeated_questions([earlier, later, of_tom], (second, first, CLOSING), (ADA.id,))
    assert again == (
        RepeatedQuestion(second, ADA.id, later.starts_at),
        RepeatedQuestion(first, ADA.id, later.starts_at),
    )


def test_the_referral_question_is_worth_asking_every_time_and_a_plan_does_not_count_itself():
    meeting = asked_in(CLOSING, SHIPPED[0])
    assert plans.repeated_questions([meeting], (CLOSING, SHIPPED[0]), (ADA.id,), excluded=meeting.id) == ()
    assert plans.repeated_questions([asked_in(CLOSING)], (CLOSING,), (ADA.id,)) == ()
    assert plans.repeated_questions([asked_in(SHIPPED[0]).replace(state="cancelled")], (SHIPPED[0],), (ADA.id,)) == ()


def test_what_is_suggested_has_the_starred_and_nothing_asked_before_and_is_in_the_order_of_the_bank():
    bank = [question.replace(starred=question.id == SHIPPED[3]) for question in questions.shipped()]
    assert plans.suggested_questions(bank, [asked_in(SHIPPED[0])], (ADA.id,), RULE) == (
        SHIPPED[1],
        SHIPPED[2],
        SHIPPED[3],
        SHIPPED[4],
        CLOSING,
    )
    last = [question.replace(starred=question.id == SHIPPED[7]) for question in bank]
    assert plans.suggested_questions(last, [], (), RULE) == (*SHIPPED[:3], SHIPPED[7], CLOSING)
    assert SHIPPED[3] not in plans.suggested_questions(
        [question.replace(archived=question.starred) for question in bank], [], (), RULE
    )
    assert plans.suggested_questions([], [], (), RULE) == ()


def test_the_referral_question_takes_no_other_s_place_even_if_starred():
    bank = [question.replace(starred=question.id == CLOSING) for question in questions.shipped()]
    assert plans.suggested_questions(bank, [], (), RULE) == (*SHIPPED[: RULE.fewest - 1], CLOSING)


def advised(chosen: tuple[str, ...], again: tuple[RepeatedQuestion, ...] = ()) -> dict[str, str]:
    wording, name = {SHIPPED[0]: "Why?"}.__getitem__, {ADA.id: "Ada"}.__getitem__
    checks = plans.advice(chosen, again, RULE, wording, name, TODAY, BERLIN)
    return {check.name: check.sentence for check in checks}


def test_the_advice_counts_the_referral_question():
    assert advised(SHIPPED[:4]) == {}
    assert "Choose 1 more" in advised(SHIPPED[:3])["number"]
    assert "Take out 1" in advised(SHIPPED[:7])["number"]


@pytest.mark.parametrize(
    ("ago", "when"),
    [
        (9 * DAY, "on Sat 25 April"),
        (8 * DAY + 13 * HOUR, "on Sun 26 April"),  # 23:00 on Saturday in UTC
        (DAY, "yesterday"),
        (HOUR, "today"),
    ],
)
def test_the_advice_says_what_was_asked_when_on_the_member_s_calendar(ago, when):
    advice = advised(SHIPPED[:5], (RepeatedQuestion(SHIPPED[0], ADA.id, NOON - ago),))
    assert advice == {f"again_{SHIPPED[0]}": f"You asked Ada this {when}: “Why?” Ask it again only on purpose."}


# On both clocks


def test_the_time_is_said_on_both_clocks():
    meeting = TOMORROW.replace(their_zone="America/New_York")
    assert meetings.own_time(meeting, BERLIN) == "Tuesday 5 May 2026, 13:40–14:00 (Europe/Berlin)"
    assert meetings.their_time(meeting, BERLIN) == "Tuesday 5 May 2026, 07:40–08:00 (America/New_York)"


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Europe/Paris"])
def test_the_same_clocks_are_not_said_twice(zone):
    assert meetings.their_time(TOMORROW.replace(their_zone=zone), BERLIN) == ""


def test_a_conversation_over_midnight_names_both_days():
    auckland = TOMORROW.replace(their_zone="Pacific/Auckland")
    words = meetings.their_time(auckland.replace(ends_at=NOON + DAY + HOUR), BERLIN)
    assert words == "Tuesday 5 May 2026, 23:40–Wednesday 6 May 2026, 01:00 (Pacific/Auckland)"


def test_on_the_night_on_which_the_clocks_are_put_back_the_time_says_which_hour_is_meant():
    begin = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    night = TOMORROW.replace(starts_at=begin, ends_at=begin + timedelta(minutes=40))
    words = "Sunday 25 October 2026, 02:30 (UTC+02:00)–02:10 (UTC+01:00) (Europe/Berlin)"
    assert meetings.own_time(night, BERLIN) == words


def test_a_plan_that_was_opened_before_takes_no_tick_and_no_confirmation_back():
    workspace = fresh()
    ada = kept(workspace, person())
    opened = kept(workspace, talk(ada, ended=NOON + DAY, state="planned"))
    plans.confirm(workspace, opened.id, NOON)
    preparation.tick(workspace, opened.id, "practised", True)
    plans.replan(workspace, opened.replace(notes="By the window"), NOON)
    saved = workspace.require(Meeting, opened.id)
    assert (saved.confirmed_at, saved.confirmed_with, saved.ready) == (NOON, (ada.id,), ("practised",))
    assert saved.notes == "By the window"

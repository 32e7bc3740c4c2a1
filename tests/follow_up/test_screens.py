"""The follow-up tracker: what is owed, most urgent first, promises, and what is done."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from netdash.follow_up import promises
from netdash.follow_up.actions import snooze_id
from netdash.meetings.meetings import thank_you_id
from netdash.records import Contact, Meeting, Message, Promise, Purpose, Snooze
from tests.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Analytical Engines", position="Engineer")
TOM = Contact(name="Tom Baker")


def test_an_empty_tracker_says_where_clocks_come_from(file: Path) -> None:
    tracker = Dashboard("follow_up_tracker")
    assert tracker.title == "Follow-up tracker"
    assert "No thank-yous due. Each conversation you log starts its clock here." in tracker.said
    assert "No open promises." in tracker.said
    assert "follow_up_tracker_done" not in tracker.keys
    assert not file.exists()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, ":green-badge[:material/schedule: due in 23 h]"),
        (13, ":orange-badge[:material/hourglass_bottom: due in 11 h]"),
        (25, ":red-badge[:material/error: 1 h late]"),
        (75, ":red-badge[:material/error: 2 days late]"),
    ],
)
def test_a_clock_says_how_long_in_words_colour_and_icon(file: Path, hours: int, said: str) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=hours)))
    assert said in Dashboard("follow_up_tracker").raw


def test_every_person_of_a_conversation_is_owed_one_the_most_urgent_first(file: Path) -> None:
    old = meeting(TOM, ago=timedelta(days=2))
    seed(file, ADA, TOM, meeting(ADA, TOM), old)
    tracker = Dashboard("follow_up_tracker")
    writes = [one for one in tracker.app.button if str(one.key).startswith("follow_up_tracker_write_")]
    assert len(writes) == 3
    assert writes[0].key == f"follow_up_tracker_write_{thank_you_id(old.id, TOM.id)}"
    assert [one.proto.type for one in writes] == ["primary", "secondary", "secondary"]
    assert "Engineer at Analytical Engines · informational interview today at 10:30" in tracker.said


def test_more_than_ten_come_in_pages(file: Path) -> None:
    seed(file, ADA, *(meeting(ADA, ago=timedelta(hours=hour)) for hour in range(1, 13)))
    tracker = Dashboard("follow_up_tracker")
    assert tracker.said.count("Ada Lovelace") == 10
    tracker.app.session_state["follow_up_tracker_owed_page"] = 2
    assert tracker.run().said.count("Ada Lovelace") == 2


def test_the_badge_in_the_sidebar_counts_what_is_due(file: Path) -> None:
    due = Promise(contact=ADA.id, what="Write", due_on=date(2026, 5, 5))
    later = Promise(contact=ADA.id, what="Call", due_on=date(2026, 5, 9))
    seed(file, ADA, meeting(ADA), due, later)
    tracker = Dashboard("follow_up_tracker")
    names = {page["page_name"] for page in tracker.app._registered_pages.values()}
    assert "Follow-up tracker :orange-badge[2]" in names


# -- promises ---------------------------------------------------------------------


def promised(file: Path) -> tuple[Promise, Dashboard]:
    promise = Promise(contact=ADA.id, what="Send the *article*", due_on=date(2026, 5, 4))
    seed(file, ADA, promise)
    return promise, Dashboard("follow_up_tracker")


def test_a_promise_reads_in_the_days_of_the_members_zone(file: Path) -> None:
    promise, tracker = promised(file)
    assert "Send the *article*" in tracker.said
    assert "1 day late" in tracker.said
    assert "due yesterday" not in tracker.said
    auckland = Dashboard("follow_up_tracker", zone="Pacific/Auckland").said
    assert "1 day late" in auckland.split(promise.what)[1].splitlines()[0]


@pytest.mark.parametrize(("key", "kept"), [("kept", True), ("dropped", False)])
def test_settling_a_promise_can_be_undone_at_once(file: Path, key: str, kept: bool) -> None:
    promise, tracker = promised(file)
    workspace = seed(file)
    tracker.press(f"follow_up_tracker_{key}_{promise.id}")
    assert "No open promises" in tracker.said
    settled = workspace.all(Promise)[0]
    assert (settled.kept, settled.settled_at) == (kept, NOW)
    tracker.press("flash_undo")
    assert "Send the *article*" in tracker.said
    assert workspace.all(Promise)[0].settled_at is None


def test_a_promise_settled_in_another_tab_is_settled_once(file: Path, clock: Clock) -> None:
    promise, tracker = promised(file)
    Dashboard("follow_up_tracker").press(f"follow_up_tracker_kept_{promise.id}")
    clock.forward(hours=1)
    tracker.press(f"follow_up_tracker_kept_{promise.id}")
    assert not tracker.errors
    assert seed(file).all(Promise)[0].settled_at == NOW


# -- what is done -----------------------------------------------------------------


def test_the_history_shows_what_was_done_and_takes_it_back(file: Path) -> None:
    one = meeting(ADA)
    sent = Message(id=thank_you_id(one.id, ADA.id), contact=ADA.id, meeting=one.id, sent_at=NOW)
    kept = Promise(
        contact=ADA.id, what="Write", due_on=date(2026, 5, 5), settled_at=NOW - timedelta(hours=2), kept=True
    )
    seed(file, ADA, one, sent, kept)
    tracker = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done")
    assert "Thanked **Ada Lovelace**" in tracker.said
    assert "Kept: **Write**" in tracker.said
    tracker.press(f"follow_up_tracker_undo_{sent.id}")
    assert tracker.done == ["The thank-you to Ada Lovelace is a draft again."]
    assert f"follow_up_tracker_write_{sent.id}" in tracker.keys
    tracker.press("flash_undo")
    assert f"follow_up_tracker_write_{sent.id}" not in tracker.keys
    tracker.unfold("follow_up_tracker_done").press(f"follow_up_tracker_undo_{kept.id}")
    assert f"follow_up_tracker_kept_{kept.id}" in tracker.keys


def test_the_history_is_of_everything_filtered_as_what_is_to_do_and_paged_by_ten(file: Path) -> None:
    nudges = [
        Message(contact=TOM.id, purpose="nudge", body="Hi", sent_at=NOW - timedelta(days=day)) for day in range(1, 12)
    ]
    talked = meeting(ADA, ago=timedelta(days=40))
    seed(file, ADA, TOM, talked, *nudges)
    tracker = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done")
    assert tracker.said.count("Nudged **Tom Baker**") == 10
    tracker.fill(follow_up_tracker_person=ADA.id).unfold("follow_up_tracker_done")
    assert "Nudged" not in tracker.said
    assert "Talked with **Ada Lovelace**" in tracker.said
    tracker.press(f"follow_up_tracker_open_{talked.id}")
    assert tracker.title == "Ada Lovelace"
    tracker.open("follow_up_tracker").fill(follow_up_tracker_person="", follow_up_tracker_kind="nudge")
    tracker.unfold("follow_up_tracker_done").press(f"follow_up_tracker_undo_{nudges[0].id}")
    assert tracker.done == ["The message to Tom Baker is a draft again."]


def test_somebody_deleted_is_shown_marked_and_owed_all_the_same(file: Path) -> None:
    one = meeting(ADA)
    seed(file, ADA, one)
    people = Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert "**Ada Lovelace (deleted)**" in people.open("follow_up_tracker").said
    assert people.open("meeting_log").column("Who") == ["Ada Lovelace (deleted)"]
    assert people.open("meeting_log", meeting=one.id).title == "Ada Lovelace (deleted)"
    people.open("workspace").press(f"workspace_restore_{ADA.id}")
    assert people.open("meeting_log").column("Who") == ["Ada Lovelace"]


def test_a_note_that_was_sent_can_be_read_again(file: Path) -> None:
    one = meeting(ADA)
    about = {"id": thank_you_id(one.id, ADA.id), "contact": ADA.id, "meeting": one.id}
    sent = Message.model_validate({**about, "subject": "Thanks!", "body": "Dear Ada", "sent_at": NOW})
    seed(file, ADA, one, sent)
    page = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done").press(f"follow_up_tracker_read_{sent.id}")
    assert page.title == "Thank Ada Lovelace"
    assert "Dear Ada" in page.said


# -- everything owed ----------------------------------------------------------------


def crowd(file: Path) -> tuple[Promise, Promise, Dashboard]:
    """Seed a late and a later promise, a thank-you and a nudge; return the promises and the tracker."""
    late = Promise(contact=ADA.id, what="Send the list", due_on=date(2026, 5, 1))
    later = Promise(contact=TOM.id, what="Call", due_on=date(2026, 7, 1))
    asked = Message(contact=TOM.id, sent_at=NOW - timedelta(days=20), purpose=Purpose.FIRST_MESSAGE)
    seed(file, ADA, TOM, late, later, asked, meeting(ADA))
    return late, later, Dashboard("follow_up_tracker")


def name(promise: Promise) -> str:
    return snooze_id(f"promise:{promise.id}")


def test_every_kind_is_in_one_place_the_most_urgent_first(file: Path) -> None:
    _, _, tracker = crowd(file)
    said = tracker.said
    wanted = ["Nudge **Tom Baker**", "Send the list", "Thank **Ada", "Choose 5 to 7 questions", "Call"]
    places = [said.index(one) for one in wanted]
    assert places == sorted(places)
    assert "you wrote Wed 15 April at 12:00" in said


@pytest.mark.parametrize(
    ("fields", "shown", "hidden"),
    [
        ({"kind": "promise"}, ("Send the list", "Call"), ("Thank **", "Nudge")),
        ({"lane": "later"}, ("Call",), ("Send the list", "Thank **", "Nudge")),
        ({"person": TOM.id}, ("Nudge", "Call"), ("Send the list", "Thank **")),
        ({"search": "LIST ada"}, ("Send the list",), ("Thank **", "Nudge", "Call")),
        ({"kind": "promise", "person": ADA.id}, ("Send the list",), ("Nudge", "Call")),
        ({"search": "zzz"}, ("Nothing matches.",), ("Send the list", "Nudge", "Call")),
    ],
)
def test_filters_leave_what_is_wanted_and_are_cleared_in_one_click(
    file: Path, fields: dict[str, str], shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    _, _, tracker = crowd(file)
    tracker.fill(**{f"follow_up_tracker_{key}": value for key, value in fields.items()})
    rows = tracker.markdown("markdown", "caption")
    assert all(one in rows for one in shown), rows
    assert not [one for one in hidden if one in rows]
    tracker.press("follow_up_tracker_clear")
    assert "Nudge" in tracker.said
    assert not tracker.has("follow_up_tracker_clear")


def test_a_filter_whose_last_thing_is_settled_says_so_and_shows_all_in_one_click(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.fill(follow_up_tracker_kind="promise").press(f"follow_up_tracker_kept_{late.id}")
    assert "Nudge" not in tracker.said
    tracker.press(f"follow_up_tracker_kept_{later.id}")
    assert "Nothing matches" in tracker.said
    tracker.unfold("follow_up_tracker_done")
    assert tracker.said.count("Kept: ") == 2
    assert "Nudge" in tracker.press("follow_up_tracker_clear").said


def test_several_are_put_off_in_one_go_and_taken_back_together(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.fill(follow_up_tracker_select=True)
    assert tracker.app.button(key="follow_up_tracker_snooze").disabled
    tracker.fill(**{f"follow_up_tracker_pick_{name(one)}": True for one in (late, later)})
    tracker.fill(follow_up_tracker_snooze_day=date(2026, 5, 6)).press("follow_up_tracker_snooze")
    assert tracker.done == ["Snoozed until tomorrow: 2 follow-ups."]
    assert {one.until for one in seed(file).all(Snooze)} == {date(2026, 5, 6)}
    assert "Send the list" not in tracker.said.split("Snoozed until tomorrow")[-1]
    assert tracker.value("follow_up_tracker_select") is False
    tracker.press("flash_undo")
    assert f"follow_up_tracker_kept_{late.id}" in tracker.keys
    assert not seed(file).all(Snooze)


def test_several_are_dismissed_in_one_go_with_a_reason(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.fill(follow_up_tracker_select=True)
    tracker.fill(**{f"follow_up_tracker_pick_{name(one)}": True for one in (late, later)})
    tracker.press("follow_up_tracker_dismiss")
    assert tracker.errors == ["Say in a word or two why this is not needed, so that you remember later."]
    assert tracker.value(f"follow_up_tracker_pick_{name(late)}") is True
    tracker.fill(follow_up_tracker_reason="Another life").press("follow_up_tracker_dismiss")
    assert tracker.done == ["Dismissed: 2 follow-ups."]
    assert {(one.until, one.reason) for one in seed(file).all(Snooze)} == {(None, "Another life")}
    tracker.press("flash_undo")
    assert not seed(file).all(Snooze)
    assert tracker.value("follow_up_tracker_reason") == "Another life"
    assert [tracker.value(f"follow_up_tracker_pick_{name(one)}") for one in (late, later)] == [True, True]


def test_several_promises_are_kept_in_one_go(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.fill(follow_up_tracker_select=True)
    assert not tracker.has("follow_up_tracker_kept")
    tracker.fill(**{f"follow_up_tracker_pick_{name(one)}": True for one in (late, later)})
    tracker.press("follow_up_tracker_kept")
    assert tracker.done == ["Kept: 2 promises."]
    assert [one.kept for one in seed(file).all(Promise) if one.id in (late.id, later.id)] == [True, True]
    tracker.press("flash_undo")
    assert not any(one.settled_at for one in seed(file).all(Promise) if one.id in (late.id, later.id))


def test_after_weeks_away_the_tracker_starts_over_gently_too(file: Path) -> None:
    workspace = seed(file, ADA, *(meeting(ADA, ago=timedelta(days=20 + number)) for number in range(12)))
    tracker = Dashboard("follow_up_tracker")
    assert "\n12 follow-ups are overdue: start with the 5 most urgent" in tracker.said, "who was here is not back"
    for one in (ADA, *workspace.all(Meeting)):
        workspace.put(one.replace(updated_at=NOW - timedelta(days=7)))
    assert "Welcome back. 12 follow-ups are overdue" in tracker.run().said
    tracker.press("follow_up_tracker_start_over")
    assert tracker.done == ["Snoozed, 5 a day: 7 follow-ups."]
    assert len(seed(file).all(Snooze)) == 7
    assert not tracker.has("follow_up_tracker_start_over")


def test_several_are_not_put_off_until_a_day_that_is_past_and_stay_ticked(file: Path) -> None:
    late, _, tracker = crowd(file)
    tracker.fill(follow_up_tracker_select=True).press("follow_up_tracker_tick_all")
    tracker.fill(follow_up_tracker_snooze_day=date(2026, 5, 5)).press("follow_up_tracker_snooze")
    assert tracker.errors == ["Choose the day on which it comes back: tomorrow or later."]
    assert tracker.value(f"follow_up_tracker_pick_{name(late)}") is True
    assert not seed(file).all(Snooze)
    tracker.press("follow_up_tracker_tick_none")
    assert tracker.value(f"follow_up_tracker_pick_{name(late)}") is False


def test_what_is_put_off_or_dismissed_can_be_woken(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.unfold(f"follow_up_tracker_more_{name(late)}")
    tracker.fill(**{f"follow_up_tracker_reason_{name(late)}": "They *left*"})
    tracker.press(f"follow_up_tracker_dismiss_{name(late)}")
    tracker.unfold(f"follow_up_tracker_more_{name(later)}")
    tracker.press(f"follow_up_tracker_snooze_next_week_{name(later)}").unfold("follow_up_tracker_resting")
    assert "dismissed: They *left*" in tracker.said
    assert "snoozed until Monday" in tracker.said
    tracker.press(f"follow_up_tracker_wake_{name(late)}")
    assert tracker.done == ["Back on your list: Keep your promise to Ada Lovelace: Send the list."]
    assert f"follow_up_tracker_kept_{late.id}" in tracker.keys
    tracker.press("flash_undo")
    assert f"follow_up_tracker_kept_{late.id}" not in tracker.keys
    assert {one.reason for one in seed(file).all(Snooze)} == {"They *left*", ""}


def test_what_is_settled_is_not_listed_as_put_off(file: Path) -> None:
    late, _, tracker = crowd(file)
    tracker.unfold(f"follow_up_tracker_more_{name(late)}").press(f"follow_up_tracker_snooze_tomorrow_{name(late)}")
    assert tracker.has("follow_up_tracker_resting")
    promises.settle(seed(file), late.id, NOW, kept=True)
    assert not tracker.run().has("follow_up_tracker_resting")


# -- one promise --------------------------------------------------------------------


def test_a_link_to_a_promise_shows_to_whom_and_its_two_ends(file: Path) -> None:
    one = meeting(ADA)
    promise = Promise(contact=ADA.id, meeting=one.id, what="Send the *list*", due_on=date(2026, 5, 8))
    seed(file, ADA, one, promise)
    page = Dashboard("follow_up_tracker", promise=promise.id, contact=ADA.id)
    assert page.title == "Send the *list*"
    assert "To **Ada Lovelace** · Engineer at Analytical Engines" in page.said
    assert "due Friday" in page.said
    assert page.links == ["Open Ada Lovelace", "Informational interview today at 10:30"]
    page.press(f"follow_up_tracker_dropped_{promise.id}")
    assert "Closed as not kept today at 12:00." in page.said
    page.press(f"follow_up_tracker_undo_{promise.id}")
    assert page.has(f"follow_up_tracker_kept_{promise.id}")


def test_a_link_to_a_promise_that_is_gone_is_a_sentence_and_the_list(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    tracker = Dashboard("follow_up_tracker", promise="nonsense")
    assert tracker.errors == ["This promise is not here any more. It may be in the trash, on the Workspace page."]
    assert tracker.title == "Follow-up tracker"
    assert "Ada Lovelace" in tracker.said


def test_a_promise_to_somebody_deleted_is_still_there_to_settle(file: Path) -> None:
    promise, tracker = promised(file)
    Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert "to Ada Lovelace (deleted)" in tracker.run().said
    tracker.press(f"follow_up_tracker_kept_{promise.id}")
    assert "No open promises" in tracker.said


def test_a_pause_is_said_wherever_nothing_is_asked_for_and_can_be_ended(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    tracker = Dashboard("follow_up_tracker").press("follow_up_tracker_pause")
    assert "Paused until" in tracker.said
    today = Dashboard("today")
    assert "Paused until" in today.said
    assert "Nothing is open" not in today.said
    assert "all thank-yous sent" not in today.said
    tracker.press("follow_up_tracker_pause_end")
    assert "Paused until" not in tracker.said

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


def test_a_clock_says_how_long_in_words_colour_and_icon(file: Path) -> None:
    seed(file, ADA, *(meeting(ADA, ago=timedelta(hours=hours)) for hours in (1, 13, 25, 75)))
    tracker = Dashboard("follow_up_tracker").fill(follow_up_tracker_kind="thank_you")
    colours = {"2 days late": "red", "1 h late": "red", "in 11 h": "orange", "in 23 h": "green"}
    assert tracker.column("Due") == list(colours)
    assert tracker.column("When") == ["Overdue", "Overdue", "To do today", "To do today"]
    assert {state["label"]: state["color"] for state in tracker.states("Due")} == colours
    tracker.app.session_state["follow_up_tracker_table"] = {"selection": {"rows": [1], "cells": []}}
    assert ":red-badge[:material/error: 1 h late]" in tracker.run().raw


def test_the_table_says_briefly_by_when_and_has_due_and_when_sorted_by_time(file: Path) -> None:
    days = (date(2026, 5, 2), date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 8), date(2026, 6, 9))
    promises = [Promise(contact=ADA.id, what=f"By {day}", due_on=day) for day in days]
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=13)), *promises)
    tracker = Dashboard("follow_up_tracker").fill(follow_up_tracker_person=ADA.id)
    assert tracker.column("Due") == ["3 days late", "in 11 h", "today", "tomorrow", "Fri", "9 Jun"]
    for name in ("Due", "When"):
        cells = [str(cell[0]) for cell in tracker.app.dataframe[0].value[name]]
        assert cells == sorted(cells), name


def test_every_person_of_a_conversation_is_owed_one_the_most_urgent_first(file: Path) -> None:
    old = meeting(TOM, ago=timedelta(days=2))
    seed(file, ADA, TOM, meeting(ADA, TOM), old)
    tracker = Dashboard("follow_up_tracker")
    assert sorted(tracker.column("What")[:3]) == ["Thank Ada Lovelace", "Thank Tom Baker", "Thank Tom Baker"]
    assert tracker.column("Due")[0] == "24 h late"
    about = "Ada Lovelace · Engineer at Analytical Engines · informational interview today at 10:30"
    row = tracker.column("Person").index(about)
    assert tracker.column("Reason")[row] == "Send a thank-you within 24 hours of the conversation."
    (start,) = (key for key in primaries(tracker) if key.startswith("follow_up_tracker_start_"))
    assert primaries(tracker)[start] == "Start with: Thank Tom Baker"
    assert tracker.press_row("Thank Ada Lovelace").title == "Thank Ada Lovelace"
    assert tracker.open("follow_up_tracker").press(start).title == "Thank Tom Baker"


def primaries(tracker: Dashboard) -> dict[str, str]:
    """Return the main buttons on the page, by their keys."""
    return {str(one.key): one.label for one in tracker.app.button if one.proto.type == "primary"}


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
    promise, _ = promised(file)
    for zone in ("Europe/Berlin", "Pacific/Auckland"):
        tracker = Dashboard("follow_up_tracker", zone=zone)
        assert (tracker.column("What")[0], tracker.column("Due")[0]) == (promise.what, "1 day late"), zone


@pytest.mark.parametrize(("outcome", "kept"), [("Kept", True), ("Not kept", False)])
def test_settling_a_promise_can_be_undone_at_once(file: Path, outcome: str, kept: bool) -> None:
    promise, tracker = promised(file)
    workspace = seed(file)
    tracker.tick(promise.what).choose("follow_up_tracker_promises", outcome)
    assert "No open promises" in tracker.said
    settled = workspace.all(Promise)[0]
    assert (settled.kept, settled.settled_at) == (kept, NOW)
    tracker.press("flash_undo")
    assert promise.what in tracker.column("What")
    assert workspace.all(Promise)[0].settled_at is None


def test_a_promise_settled_in_another_tab_is_settled_once(file: Path, clock: Clock) -> None:
    promise, tracker = promised(file)
    tracker.tick(promise.what)
    Dashboard("follow_up_tracker", promise=promise.id).press(f"follow_up_tracker_kept_{promise.id}")
    clock.forward(hours=1)
    tracker.choose("follow_up_tracker_promises", "Kept")
    assert not tracker.errors
    assert seed(file).all(Promise)[0].settled_at == NOW


# -- what is done -----------------------------------------------------------------


def done(page: Dashboard) -> list[str]:
    """Unfold what is done, the last table of the tracker, and return what it says."""
    page.unfold("follow_up_tracker_done")
    return [str(words) for words in page.app.dataframe[-1].value["What"]]


def test_the_history_shows_what_was_done_and_leads_to_where_it_is_taken_back(file: Path) -> None:
    one = meeting(ADA)
    sent = Message(id=thank_you_id(one.id, ADA.id), contact=ADA.id, meeting=one.id, sent_at=NOW)
    kept = Promise(
        contact=ADA.id, what="Write", due_on=date(2026, 5, 5), settled_at=NOW - timedelta(hours=2), kept=True
    )
    seed(file, ADA, one, sent, kept)
    tracker = Dashboard("follow_up_tracker")
    assert done(tracker) == ["Thanked Ada Lovelace", "Talked with Ada Lovelace", "Kept: Write, to Ada Lovelace"]
    tracker.press_row("Thanked Ada Lovelace", -1).press(f"follow_up_tracker_unsend_{sent.id}")
    assert tracker.done == ["The thank-you to Ada Lovelace is a draft again."]
    tracker.open("follow_up_tracker")
    assert "Thank Ada Lovelace" in tracker.column("What")
    tracker.press("flash_undo")
    assert done(tracker)[0] == "Thanked Ada Lovelace"
    tracker.press_row("Kept: Write, to Ada Lovelace", -1).press(f"follow_up_tracker_undo_{kept.id}")
    assert "Write" in tracker.open("follow_up_tracker").column("What")


def test_the_history_is_of_everything_filtered_as_what_is_to_do_and_paged(file: Path) -> None:
    nudges = [
        Message(contact=TOM.id, purpose="nudge", body="Hi", sent_at=NOW - timedelta(days=day)) for day in range(1, 12)
    ]
    talked = meeting(ADA, ago=timedelta(days=40))
    seed(file, ADA, TOM, talked, *nudges)
    tracker = Dashboard("follow_up_tracker")
    assert done(tracker) == ["Nudged Tom Baker"] * 10
    assert done(tracker.fill(follow_up_tracker_person=ADA.id)) == ["Talked with Ada Lovelace"]
    assert tracker.press_row("Talked with Ada Lovelace", -1).title == "Ada Lovelace"
    tracker.open("follow_up_tracker").fill(follow_up_tracker_person="", follow_up_tracker_kind="nudge")
    assert done(tracker)[0] == "Nudged Tom Baker"
    assert tracker.press_row("Nudged Tom Baker", -1).title == "Message to Tom Baker"


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
    page = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done").press_row("Thanked Ada Lovelace", -1)
    assert page.title == "Thank Ada Lovelace"
    assert "Dear Ada" in page.said


# -- everything owed ----------------------------------------------------------------


NUDGE = "Nudge Tom Baker, who has not replied"


def crowd(file: Path) -> tuple[Promise, Promise, Dashboard]:
    """Seed a late and a later promise, a thank-you and a nudge; return the promises and the tracker."""
    late = Promise(contact=ADA.id, what="Send the list", due_on=date(2026, 5, 1))
    later = Promise(contact=TOM.id, what="Call", due_on=date(2026, 7, 1))
    asked = Message(contact=TOM.id, sent_at=NOW - timedelta(days=20), purpose=Purpose.FIRST_MESSAGE)
    seed(file, ADA, TOM, late, later, asked, meeting(ADA))
    return late, later, Dashboard("follow_up_tracker")


def test_every_kind_is_in_one_place_the_most_urgent_first(file: Path) -> None:
    _, _, tracker = crowd(file)
    wanted = [NUDGE, "Send the list", "Thank Ada Lovelace", "Choose 5 to 7 questions", "Call"]
    places = [next(row for row, cell in enumerate(tracker.column("What")) if cell.startswith(one)) for one in wanted]
    assert places == sorted(places)
    assert tracker.column("Person")[places[0]] == "Tom Baker · you wrote Wed 15 April at 12:00"


def test_filters_leave_what_is_wanted_and_are_cleared_in_one_click(file: Path) -> None:
    late, later, tracker = crowd(file)
    everything = tracker.column("What")
    cases: list[tuple[dict[str, object], set[str]]] = [
        ({"kind": "promise"}, {late.what, later.what}),
        ({"lane": ["later"]}, {later.what}),
        ({"lane": ["overdue", "later"], "kind": "promise"}, {late.what, later.what}),
        ({"person": TOM.id}, {NUDGE, later.what}),
        ({"search": "LIST ada"}, {late.what}),
        ({"kind": "promise", "person": ADA.id}, {late.what}),
    ]
    for fields, found in cases:
        tracker.fill(**{f"follow_up_tracker_{key}": value for key, value in fields.items()})
        assert set(tracker.column("What")) == found, fields
        assert tracker.press("follow_up_tracker_clear").column("What") == everything, fields
    assert "Nothing matches." in tracker.fill(follow_up_tracker_search="zzz").said
    assert not tracker.app.dataframe
    assert not tracker.press("follow_up_tracker_clear").has("follow_up_tracker_clear")


def test_a_filter_whose_last_thing_is_settled_says_so_and_shows_all_in_one_click(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.fill(follow_up_tracker_kind="promise")
    tracker.tick(late.what).choose("follow_up_tracker_promises", "Kept")
    assert tracker.column("What") == [later.what]
    tracker.tick(later.what).choose("follow_up_tracker_promises", "Kept")
    assert "Nothing matches" in tracker.said
    assert sum(words.startswith("Kept: ") for words in done(tracker)) == 2
    assert NUDGE in tracker.press("follow_up_tracker_clear").column("What")


def selected(tracker: Dashboard) -> list[str]:
    """Return what is selected in the table."""
    rows = tracker.app.session_state["follow_up_tracker_table"]["selection"]["rows"]
    return [tracker.column("What")[row] for row in rows]


def test_several_are_snoozed_in_one_go_and_taken_back_together(file: Path) -> None:
    late, later, tracker = crowd(file)
    assert not tracker.has("follow_up_tracker_snooze_until")
    tracker.tick(late.what, later.what)
    assert "**2 follow-ups** selected" in tracker.said
    assert not tracker.has("follow_up_tracker_do"), "one opens one thing"
    tracker.choose("follow_up_tracker_snooze_until", "Tomorrow")
    assert tracker.done == ["Snoozed until tomorrow: 2 follow-ups."]
    assert {one.until for one in seed(file).all(Snooze)} == {date(2026, 5, 6)}
    assert not {late.what, later.what} & set(tracker.column("What"))
    assert not selected(tracker)
    tracker.press("flash_undo")
    assert selected(tracker) == [late.what, later.what]
    assert not seed(file).all(Snooze)


def test_what_is_selected_stays_so_where_its_row_moves_and_no_other_does(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.tick(late.what, later.what)
    seed(file, Promise(contact=TOM.id, what="Write first", due_on=date(2026, 4, 1)))
    assert tracker.run().column("What")[0] == "Write first"
    assert selected(tracker) == [late.what, later.what]
    Dashboard("follow_up_tracker", promise=late.id).press(f"follow_up_tracker_kept_{late.id}")
    assert selected(tracker.run()) == [later.what]
    tracker.fill(follow_up_tracker_person=ADA.id)
    assert not selected(tracker)
    assert "Select rows" in tracker.said
    assert selected(tracker.press("follow_up_tracker_clear")) == [later.what]
    tracker.fill(follow_up_tracker_search="zebra").press("follow_up_tracker_clear")
    assert selected(tracker) == [later.what], "as it was only hidden"
    tracker.fill(follow_up_tracker_person=ADA.id).open("people").open("follow_up_tracker")
    assert not selected(tracker.press("follow_up_tracker_clear")), "another page ends it"


def test_a_press_is_for_what_was_shown_though_the_browser_has_not_heard_where_rows_are(file: Path) -> None:
    late, later, tracker = crowd(file)
    opened = Dashboard("follow_up_tracker")
    start = next(key for key in opened.keys if key.startswith("follow_up_tracker_start_"))
    was = tracker.column("What").index("Thank Ada Lovelace")
    marks = tracker.tick("Thank Ada Lovelace").app.session_state["follow_up_tracker_table"]
    Dashboard("follow_up_tracker", promise=late.id).press(f"follow_up_tracker_kept_{late.id}")
    assert tracker.run().column("What").index("Thank Ada Lovelace") == was - 1
    tracker.app.session_state["follow_up_tracker_table"] = marks
    tracker.choose("follow_up_tracker_snooze_until", "Tomorrow")
    assert tracker.done == ["Snoozed until tomorrow: Thank Ada Lovelace."]
    kept = tracker.tick(later.what).app.menu_button(key="follow_up_tracker_promises").click("Kept")
    tracker.fill(follow_up_tracker_lane=["overdue"])
    behind = tracker.app._tree.get_widget_states()
    behind.widgets.append(kept._widget_state)
    tracker.app._run(behind)
    assert tracker.done == [f"Promise kept: {later.what}."], "a filter has hidden it, its button was in sight"
    tracker.press("follow_up_tracker_clear").tick(NUDGE).choose("follow_up_tracker_snooze_until", "Tomorrow")
    assert opened.press(start).title == "Follow-up tracker", "what it would open is put off, and no other is meant"


def test_one_selected_says_by_which_rule_and_opens_what_is_to_do(file: Path) -> None:
    _, _, tracker = crowd(file)
    tracker.tick("Thank Ada Lovelace")
    assert "Thank **Ada Lovelace**" in tracker.said
    assert "Send a thank-you within 24 hours of the conversation. Source: Flatiron School" in tracker.said
    assert not tracker.has("follow_up_tracker_promises")
    assert tracker.press("follow_up_tracker_do").title == "Thank Ada Lovelace"


def test_several_are_dismissed_in_one_go_with_a_reason(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.tick(late.what, later.what).press("follow_up_tracker_dismissing").press("follow_up_tracker_dismiss")
    assert tracker.errors == ["Say in a word or two why this is not needed, so that you remember later."]
    assert selected(tracker) == [late.what, later.what]
    tracker.fill(follow_up_tracker_reason="Another life").press("follow_up_tracker_dismiss")
    assert tracker.done == ["Dismissed: 2 follow-ups."]
    assert not tracker.has("follow_up_tracker_dismiss")
    assert {(one.until, one.reason) for one in seed(file).all(Snooze)} == {(None, "Another life")}
    tracker.press("flash_undo")
    assert not seed(file).all(Snooze)
    assert selected(tracker) == [late.what, later.what]
    tracker.fill(follow_up_tracker_person=TOM.id).fill(follow_up_tracker_lane=["later"])  # then nothing is left
    tracker.press("follow_up_tracker_dismissing").press("follow_up_tracker_dismiss").press("flash_undo")
    assert selected(tracker) == [later.what]
    assert not tracker.has("follow_up_tracker_dismiss"), "that was done"
    assert tracker.press("follow_up_tracker_dismissing").value("follow_up_tracker_reason") == "Another life"
    tracker.press("follow_up_tracker_dismiss").press("follow_up_tracker_clear").tick(NUDGE).press(
        "follow_up_tracker_dismissing"
    )
    assert tracker.value("follow_up_tracker_reason") == "", "that was of the others"


def test_several_promises_are_kept_in_one_go(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.press("follow_up_tracker_select_all").choose("follow_up_tracker_promises", "Kept")
    assert tracker.done == ["2 promises kept."]
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


def test_several_are_not_snoozed_until_a_day_that_is_past_and_stay_selected(file: Path) -> None:
    _, _, tracker = crowd(file)
    everything = tracker.column("What")
    tracker.press("follow_up_tracker_select_all").choose("follow_up_tracker_snooze_until", "Another day…")
    tracker.fill(follow_up_tracker_snooze_day=date(2026, 5, 5)).press("follow_up_tracker_snooze")
    assert tracker.errors == ["Choose the day on which it comes back: tomorrow or later."]
    assert selected(tracker) == everything
    assert not seed(file).all(Snooze)
    assert not selected(tracker.press("follow_up_tracker_select_none"))


def test_what_is_put_off_or_dismissed_can_be_woken(file: Path) -> None:
    late, later, tracker = crowd(file)
    tracker.tick(late.what).press("follow_up_tracker_dismissing")
    tracker.fill(follow_up_tracker_reason="They *left*").press("follow_up_tracker_dismiss")
    tracker.tick(later.what).choose("follow_up_tracker_snooze_until", "Next week").unfold("follow_up_tracker_resting")
    assert "dismissed: They *left*" in tracker.said
    assert "snoozed until Monday" in tracker.said
    tracker.press(f"follow_up_tracker_wake_{snooze_id(f'promise:{late.id}')}")
    assert tracker.done == ["Back on your list: Keep your promise to Ada Lovelace: Send the list."]
    assert late.what in tracker.column("What")
    tracker.press("flash_undo")
    assert late.what not in tracker.column("What")
    assert {one.reason for one in seed(file).all(Snooze)} == {"They *left*", ""}


def test_what_is_settled_is_not_listed_as_put_off(file: Path) -> None:
    late, _, tracker = crowd(file)
    tracker.tick(late.what).choose("follow_up_tracker_snooze_until", "Tomorrow")
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
    assert "Thank Ada Lovelace" in tracker.column("What")


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

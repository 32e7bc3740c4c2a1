"""The follow-up tracker: what is owed, most urgent first, promises, and what is done."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from netdash import thank_yous
from netdash.records import Contact, Message, Promise
from tests.pages.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Analytical Engines", position="Engineer")
TOM = Contact(name="Tom Baker")


def test_an_empty_tracker_says_where_clocks_come_from(file: Path) -> None:
    tracker = Dashboard("follow_up_tracker")
    assert tracker.title == "Follow-up tracker"
    assert "Nobody is waiting for a thank-you. Each conversation you log starts its clock here." in tracker.said
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
    assert writes[0].key == f"follow_up_tracker_write_{thank_yous.message_id(old.id, TOM.id)}"
    assert [one.proto.type for one in writes] == ["primary", "secondary", "secondary"]
    assert "Engineer at Analytical Engines · Informational interview today at 11:00" in tracker.said


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
    assert (
        "due" not in Dashboard("follow_up_tracker", zone="Pacific/Auckland").said.split(promise.what)[1].split("to")[0]
    )


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
    sent = Message(id=thank_yous.message_id(one.id, ADA.id), contact=ADA.id, meeting=one.id, sent_at=NOW)
    kept = Promise(
        contact=ADA.id, what="Write", due_on=date(2026, 5, 5), settled_at=NOW - timedelta(hours=2), kept=True
    )
    seed(file, ADA, one, sent, kept)
    tracker = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done")
    assert "Thanked **Ada Lovelace**" in tracker.said
    assert "Kept: **Write**" in tracker.said
    tracker.press(f"follow_up_tracker_undo_{sent.id}")
    assert tracker.done == ["Taken back: the thank-you to Ada Lovelace counts as not sent."]
    assert f"follow_up_tracker_write_{sent.id}" in tracker.keys
    tracker.unfold("follow_up_tracker_done").press(f"follow_up_tracker_undo_{kept.id}")
    assert f"follow_up_tracker_kept_{kept.id}" in tracker.keys


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
    about = {"id": thank_yous.message_id(one.id, ADA.id), "contact": ADA.id, "meeting": one.id}
    sent = Message.model_validate({**about, "subject": "Thanks!", "body": "Dear Ada", "sent_at": NOW})
    seed(file, ADA, one, sent)
    page = Dashboard("follow_up_tracker").unfold("follow_up_tracker_done").press(f"follow_up_tracker_read_{sent.id}")
    assert page.title == "Thank Ada Lovelace"
    assert "Dear Ada" in page.said

"""What was typed never gets out of reach: fields and forms that are drawn no more, and the other tab that was first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from netdash import drafts
from netdash.meetings import meetings, plans, results
from netdash.outreach import messages
from netdash.people import contacts
from netdash.pitch import pitches
from netdash.records import Draft, Meeting, Message, Outcome, Pitch, Promise
from netdash.store import open_file
from tests.driving import NOW, Dashboard, meeting, seed
from tests.meetings.test_screens_plan import ADA as MET
from tests.meetings.test_screens_plan import Desk as Planning
from tests.meetings.test_screens_record import TOM, Passed
from tests.outreach.test_screens import ADA, READY, sent
from tests.outreach.test_screens import Desk as Writing
from tests.pitch.test_screens import pitch
from tests.thank_yous.test_screens import ADA as THANKED
from tests.thank_yous.test_screens import Desk as Thanking

AHEAD = timedelta(days=2)


def test_what_was_typed_is_there_again_when_the_purpose_turns_back_from_a_thank_you(file: Path) -> None:
    desk = Writing(file, meeting(ADA)).fill(subject="Half", body="an hour of careful words")
    desk.fill(purpose="thank_you")
    again = Dashboard("outreach", **desk.params).fill(**{desk.key("purpose"): "first_message"})
    assert again.value(desk.key("subject")) == "Half"
    assert again.value(desk.key("body")) == "an hour of careful words"


def test_changes_to_a_saved_draft_survive_another_purpose(file: Path) -> None:
    desk = Writing(file, meeting(ADA)).fill(body="One")
    desk.page.press(desk.key("save"))
    (message,) = desk.messages
    page = Dashboard("outreach", message=message.id).fill(**{f"outreach_body_{message.id}": "Two, and longer"})
    page.fill(**{f"outreach_purpose_{message.id}": "thank_you"})
    again = Dashboard("outreach", message=message.id).fill(**{f"outreach_purpose_{message.id}": "first_message"})
    assert again.value(f"outreach_body_{message.id}") == "Two, and longer"


def test_the_subject_is_there_again_after_a_channel_without_one(file: Path) -> None:
    desk = Writing(file).fill(subject="Typed", body=READY).fill(channel="linkedin")
    again = Dashboard("outreach", **desk.params).fill(**{desk.key("channel"): "email"})
    assert again.value(desk.key("subject")) == "Typed"


def test_a_form_left_blank_by_hand_makes_no_draft_of_fields_drawn_no_more(file: Path) -> None:
    passed = Passed(file, MET, TOM)
    passed.page.fill(**{passed.key("promise_1"): "Send it"}).fill(**{passed.key("promise_1"): ""})
    assert not passed.workspace.all(Draft)


def test_the_tab_that_records_second_sees_what_it_typed_beside_what_was_recorded(file: Path) -> None:
    passed = Passed(file, MET, TOM)
    second = passed.opened().fill(**{passed.key("learnings"): "Second", passed.key("promise_1"): "Call her"})
    passed.page.fill(**{passed.key("learnings"): "First"}).press(passed.key("save"))
    for page in (second.run(), passed.opened()):
        assert "another tab or window" in page.said
        assert "What did you learn?\nWhat did you promise?" in page.markdown("caption")
        assert "Second\nCall her" in page.markdown("text")
    second.press(passed.key("let_go"))
    assert "Call her" not in second.markdown("text")
    second.press("flash_undo")
    assert "Call her" in second.markdown("text")
    assert not passed.workspace.all(Promise)


def test_words_typed_after_the_other_tab_recorded_are_kept_too(file: Path) -> None:
    passed = Passed(file)
    second = passed.opened()
    passed.page.press(passed.key("save"))
    second.fill(**{passed.key("learnings"): "Too late"})
    assert "Too late" in second.markdown("text")
    assert "Too late" in passed.opened().markdown("text")
    assert "Too late" not in passed.page.run().markdown("text")


def test_a_recording_that_is_alone_leaves_no_words_behind(file: Path) -> None:
    passed = Passed(file)
    page = passed.page.fill(**{passed.key("learnings"): "Ask"}).press(passed.key("save")).run()
    assert not page.has(passed.key("left_words"))
    assert not passed.workspace.all(Draft)


def test_a_plan_that_another_tab_cancelled_shows_what_was_typed_since(file: Path) -> None:
    desk = Planning(file, ahead=AHEAD)
    desk.page.fill(**{desk.key("notes"): "Bring it", desk.key("place"): "Café"})
    plans.cancel(desk.workspace, desk.meeting.id)
    page = desk.page.fill(**{desk.key("notes"): "Bring it, and more"})
    assert "Café\nBring it, and more" in page.markdown("text")
    page.press(f"plan_move_save_{desk.meeting.id}")
    assert page.value(desk.key("notes")) == "Bring it, and more"
    assert page.value(desk.key("place")) == "Café"


def test_words_typed_after_the_record_was_deleted_are_shown_with_the_sentence(file: Path) -> None:
    desk = Writing(file).fill(body=READY)
    desk.page.press(desk.key("save"))
    (message,) = desk.messages
    first, second = (Dashboard("outreach", message=message.id) for _ in range(2))
    second.press(f"outreach_delete_{message.id}")
    first.fill(**{f"outreach_body_{message.id}": "Long new words"})
    for page in (first, first.run(), Dashboard("outreach", message=message.id)):
        assert "not here any more" in page.errors[0]
        assert "Long new words" in page.markdown("text")
    second.press("flash_undo")
    again = Dashboard("outreach", message=message.id)
    assert again.value(f"outreach_body_{message.id}") == "Long new words"


def test_a_link_to_a_conversation_deleted_while_planning_shows_what_was_typed(file: Path) -> None:
    desk = Planning(file, ahead=AHEAD)
    desk.page.fill(**{desk.key("notes"): "Typed"})
    meetings.delete_meeting(desk.workspace, desk.meeting.id, "x", NOW)
    page = desk.page.press(desk.key("save"))
    assert "not here any more" in page.errors[0]
    assert "Typed" in page.markdown("text")
    page.press(desk.key("let_go"))
    assert not page.has(desk.key("let_go"))


def test_a_plan_is_moved_a_second_time_to_the_day_that_was_typed(file: Path) -> None:
    desk = Planning(file, ahead=AHEAD)
    for day in (date(2026, 5, 20), date(2026, 5, 28)):
        desk.page.press(desk.key("cancel")).fill(**{desk.key("move_day"): day}).press(desk.key("move_save"))
        assert desk.stored.starts_at.date() == day


def test_a_passed_plan_is_moved_a_second_time_to_the_day_that_was_typed(file: Path) -> None:
    passed = Passed(file)
    for day in (date(2026, 5, 6), date(2026, 5, 20)):
        passed.workspace.put(passed.stored.replace(starts_at=passed.meeting.starts_at, ends_at=passed.meeting.ends_at))
        passed.page.run()
        passed.went("moved").fill(**{f"meeting_log_move_day_{passed.meeting.id}": day})
        passed.page.press(f"meeting_log_move_save_{passed.meeting.id}")
        assert passed.workspace.get(Meeting, passed.meeting.id).starts_at.date() == day  # type: ignore[union-attr]


def thanking(file: Path, settle: Callable[[Thanking], object]) -> tuple[Dashboard, str, Callable[[], object]]:
    desk = Thanking(file, learnings=["Ask"])
    return desk.page, desk.key("body"), lambda: settle(desk)


def pitching(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    one, other = pitch(), pitch("Another")
    workspace = seed(file, one, other)
    page = Dashboard("pitch_builder", pitch=one.id)
    return page, f"pitch_builder_past_{one.id}", lambda: pitches.delete_pitch(workspace, one.id, NOW)


def pitch_without_address(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    page, key, delete = pitching(file)
    workspace = open_file(file)
    workspace.save(next(one for one in workspace.all(Pitch) if key.endswith(one.id)).replace(name="Changed last"))
    page = Dashboard("pitch_builder")
    assert page.has(key)
    return page, key, delete


def only_pitch(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    one = pitch()
    workspace = seed(file, one)
    page = Dashboard("pitch_builder", pitch=one.id)
    return page, f"pitch_builder_past_{one.id}", lambda: pitches.delete_pitch(workspace, one.id, NOW)


def writing_a_draft(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    draft = Message(contact=ADA.id, body=READY)
    workspace = seed(file, ADA, draft)
    page = Dashboard("outreach", message=draft.id)
    send = lambda: messages.mark_sent(workspace, workspace.require(Message, draft.id), NOW, NOW)  # noqa: E731
    return page, f"outreach_body_{draft.id}", send


def noting_a_reply(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    message = sent()
    workspace = seed(file, ADA, message)
    page = Dashboard("outreach", message=message.id)
    return page, f"outreach_outcome_reply_{message.id}", lambda: messages.unsend(workspace, message.id)


def noting_a_reply_late(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    page, key, _ = noting_a_reply(file)
    workspace = open_file(file)
    (message,) = workspace.all(Message)
    note = lambda: messages.record_outcome(workspace, message.id, Outcome.REPLIED, NOW, NOW)  # noqa: E731
    return page, key, note


def recording(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    passed = Passed(file, MET, TOM)
    move = lambda: plans.move(passed.workspace, passed.meeting.id, NOW + AHEAD, 30, NOW)  # noqa: E731
    return passed.page, passed.key("learnings"), move


def changing_a_person(file: Path) -> tuple[Dashboard, str, Callable[[], object]]:
    workspace = seed(file, TOM)
    page = Dashboard("people", contact=TOM.id).unfold(f"people_change_{TOM.id}")
    return page, f"people_notes_{TOM.id}", lambda: contacts.delete_contact(workspace, TOM.id, NOW)


SETTLED = {
    "a thank-you whose conversation was deleted": lambda file: thanking(
        file, lambda desk: meetings.delete_meeting(desk.workspace, desk.meeting.id, "Conversation", NOW)
    ),
    "a thank-you that was marked as sent": lambda file: thanking(
        file, lambda desk: desk.opened().press(desk.key("sent"))
    ),
    "a thank-you whose conversation was opened again": lambda file: thanking(
        file, lambda desk: results.reopen(desk.workspace, desk.meeting.id)
    ),
    "a pitch that was deleted": pitching,
    "the only pitch, deleted": only_pitch,
    "a pitch that the address does not name": pitch_without_address,
    "a message that was marked as sent": writing_a_draft,
    "a reply to a message that was not sent after all": noting_a_reply,
    "a reply that was noted": noting_a_reply_late,
    "a recording of what was moved": recording,
    "a person who was deleted": changing_a_person,
}


@pytest.mark.parametrize("case", SETTLED)
def test_what_is_typed_about_something_that_another_tab_settles_is_shown_where_the_tab_stands(
    file: Path, case: str
) -> None:
    page, key, settle = SETTLED[case](file)
    page.fill(**{key: "The first half"})
    settle()
    page.fill(**{key: "The first half and the second"})
    for _ in range(2):
        assert "The first half and the second" in page.markdown("text")
        assert any("and the second" in str(draft.fields) for draft in open_file(file).all(Draft))
        page.run()


def test_a_link_to_something_gone_offers_no_words_about_somebody_who_is_there(file: Path) -> None:
    desk = Thanking(file)
    drafts.keep(desk.workspace, f"people_{THANKED.id}", {"notes": "Half a note", "_counted": {"notes": "Notes"}})
    meetings.delete_meeting(desk.workspace, desk.meeting.id, "Conversation", NOW)
    page = desk.opened()
    assert "not here any more" in page.errors[0]
    assert "Half a note" not in page.said
    changing = Dashboard("people", contact=THANKED.id)
    assert changing.value(f"people_notes_{THANKED.id}") == "Half a note"

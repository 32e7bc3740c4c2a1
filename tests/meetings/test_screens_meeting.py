"""One conversation's page: reading, changing, deleting, and two tabs that change it at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from netdash.meetings import live_merge
from netdash.records import Contact, Draft, Introduction, Meeting, MeetingState, Promise, Trashed
from netdash.store import open_file
from tests.driving import NOW, Clock, Dashboard, meeting, read, seed

ADA = Contact(name="Ada Lovelace", company="Analytical Engines")
TOM = Contact(name="Tom Baker")


def opened(conversation: Meeting) -> Dashboard:
    return Dashboard("meeting_log", meeting=conversation.id).unfold(f"meeting_log_change_{conversation.id}")


def test_the_page_reads_like_the_conversation(file: Path) -> None:
    conversation = meeting(
        ADA, TOM, learnings=["Ask what not to build"], help_offered="A review", notes="Cheerful", place="Café Central"
    )
    promise = Promise(contact=ADA.id, meeting=conversation.id, what="Send the article", due_on=date(2026, 5, 6))
    introduction = Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=conversation.id)
    seed(file, ADA, TOM, conversation, promise, introduction)
    page = Dashboard("meeting_log", meeting=conversation.id)
    assert page.title == "Ada Lovelace and Tom Baker"
    for words in (
        "Informational interview · Today, 10:30–11:00 · 30 minutes · Café Central",
        "Ask what not to build",
        "A review",
        "Cheerful",
        "Send the article",
        "due tomorrow",
        "due in 23 h",
    ):
        assert words in page.said, words
    assert page.links[:3] == ["Ada Lovelace", "Tom Baker", "Tom Baker"]
    thanks = [button for button in page.app.button if str(button.key).startswith("meeting_log_thank_")]
    assert [button.label for button in thanks] == ["Thank Ada", "Thank Tom"], "the first beside the title"


@pytest.mark.parametrize("id", ["0" * 32, "nonsense", "../../etc/passwd", "<b>x</b>"])
def test_a_link_to_nowhere_says_so_and_shows_the_list(file: Path, id: str) -> None:
    seed(file, ADA, meeting(ADA))
    page = Dashboard("meeting_log", meeting=id)
    assert len(page.errors) == 1
    assert page.errors[0].startswith("This conversation is not here")
    assert page.title == "Meeting log"
    assert page.column("Who") == ["Ada Lovelace"]


def test_a_change_is_saved_over_the_old_version_and_the_rest_stays(file: Path) -> None:
    conversation = meeting(ADA, learnings=["Old"], notes="Keep me")
    workspace = seed(file, ADA, conversation)
    page = opened(conversation).fill(
        **{f"meeting_log_learnings_{conversation.id}": "New", f"meeting_log_minutes_{conversation.id}": 45}
    )
    page.press(f"meeting_log_save_{conversation.id}")
    assert page.done == ["Saved the conversation."]
    (stored,) = workspace.all(Meeting)
    assert (stored.learnings, stored.minutes, stored.notes, stored.ends_at) == (
        ("New",),
        45,
        "Keep me",
        conversation.ends_at,
    )
    assert not workspace.all(Draft)


def test_pressing_save_twice_saves_a_change_once(file: Path) -> None:
    conversation = meeting(ADA)
    workspace = seed(file, ADA, conversation)
    page = opened(conversation).fill(**{f"meeting_log_promise_1_{conversation.id}": "Write"})
    page.press(f"meeting_log_save_{conversation.id}").unfold(f"meeting_log_change_{conversation.id}").press(
        f"meeting_log_save_{conversation.id}"
    )
    assert not page.errors
    assert [promise.what for promise in workspace.all(Promise)] == ["Write"]


def test_a_cancelled_conversation_owes_nothing(file: Path) -> None:
    conversation = meeting(ADA)
    workspace = seed(file, ADA, conversation)
    page = (
        opened(conversation)
        .fill(**{f"meeting_log_state_{conversation.id}": "cancelled"})
        .press(f"meeting_log_save_{conversation.id}")
    )
    assert workspace.all(Meeting)[0].state is MeetingState.CANCELLED
    assert "cancelled" in page.said
    assert "No thank-yous due" in page.open("follow_up_tracker").said


def test_a_planned_conversation_whose_time_has_passed_asks_how_it_went(file: Path) -> None:
    conversation = meeting(ADA, state="planned")
    seed(file, ADA, conversation)
    assert "to record" in Dashboard("meeting_log", meeting=conversation.id).said


def test_a_conversation_held_before_its_time_shows_when_it_was_held(file: Path) -> None:
    plan = meeting(ADA, ago=-timedelta(hours=20), state="planned")
    workspace = seed(file, ADA, plan)
    live_merge.start(workspace, plan.id, NOW - timedelta(minutes=20))
    said = Dashboard("meeting_log", meeting=plan.id).said
    assert "Today, 11:40–12:10 · 30 minutes · under way" in said
    assert "done. Next:" not in said, "it is too late to prepare"
    live_merge.stop(workspace, plan, NOW)
    said = Dashboard("meeting_log", meeting=plan.id).said
    assert "Today, " in said
    assert "20 minutes · to record" in said


def test_after_its_end_the_page_says_so_and_offers_to_record_it_and_not_to_start_it_again(
    file: Path, clock: Clock
) -> None:
    plan = meeting(ADA, ago=timedelta(minutes=-25), state="planned")
    workspace = seed(file, ADA, plan)
    start, save = f"meeting_log_conversation_{plan.id}", f"meeting_log_record_save_{plan.id}"
    page = Dashboard("meeting_log", meeting=plan.id)
    assert page.app.button(key=start).label == "Start conversation"
    live_merge.start(workspace, plan.id, NOW)
    assert page.run().app.button(key=start).label == "Resume"
    clock.forward(minutes=30)
    assert "How did it go?" not in page.run().said, "it goes on past its planned end"
    assert "under way" in page.said
    log = Dashboard("meeting_log")
    assert (log.column("State"), "1 under way" in log.said) == (["Under way"], True)
    assert Dashboard("conversation").has(f"conversation_open_{plan.id}")
    live_merge.stop(workspace, plan, clock.now)
    assert "to record" in page.run().said
    assert "planned" not in page.said
    assert not page.app.get("progress"), "what was to prepare is over"
    primary = {one.key for one in page.app.button if one.proto.type == "primary"}
    assert primary == {save}
    assert page.app.button(key=start).label == "Resume"
    assert not page.press(save).errors


def test_a_plan_whose_time_has_passed_is_not_said_to_be_under_way(file: Path, clock: Clock) -> None:
    plan = meeting(ADA, ago=timedelta(minutes=-40), state="planned")
    workspace = seed(file, ADA, plan)
    page = Dashboard("plan", meeting=plan.id)

    def headings() -> list[str]:
        return [read(one.value) for one in page.run().app.header]

    assert "In 10 min" in headings()
    clock.forward(minutes=10)
    assert "Starting now" in headings()
    live_merge.start(workspace, plan.id, clock.now)
    assert "Under way" in headings()
    live_merge.stop(workspace, plan, clock.now)
    assert "To record" in headings()
    clock.forward(hours=1)
    assert "To record" in headings()


def test_a_change_without_people_is_refused_and_what_was_typed_stays(file: Path) -> None:
    conversation = meeting(ADA)
    workspace = seed(file, ADA, conversation)
    page = opened(conversation).fill(
        **{f"meeting_log_people_{conversation.id}": [], f"meeting_log_notes_{conversation.id}": "Mine"}
    )
    page.press(f"meeting_log_save_{conversation.id}")
    assert page.errors == ["Choose at least one person."]
    assert page.value(f"meeting_log_notes_{conversation.id}") == "Mine"
    assert workspace.all(Meeting)[0].contacts == (ADA.id,)


def test_a_change_half_typed_is_there_in_a_new_session(file: Path) -> None:
    conversation, other = meeting(ADA, notes="Stored"), meeting(ADA, notes="Other", ago=timedelta(days=1))
    seed(file, ADA, conversation, other)
    opened(conversation).fill(**{f"meeting_log_notes_{conversation.id}": "Half ty"})
    assert opened(conversation).value(f"meeting_log_notes_{conversation.id}") == "Half ty"
    assert opened(other).value(f"meeting_log_notes_{other.id}") == "Other"


def test_deleting_leads_to_the_log_and_can_be_undone(file: Path) -> None:
    conversation = meeting(ADA, TOM)
    promise = Promise(contact=ADA.id, meeting=conversation.id, what="Write", due_on=date(2026, 5, 6))
    workspace = seed(file, ADA, TOM, conversation, promise)
    page = Dashboard("meeting_log", meeting=conversation.id).press(f"meeting_log_delete_{conversation.id}")
    assert page.title == "Meeting log"
    assert page.done == ["Deleted the conversation with Ada Lovelace and Tom Baker."]
    assert not workspace.all(Meeting)
    assert not workspace.all(Promise)
    page.press("flash_undo")
    assert page.done == ["Undone: “Deleted the conversation with Ada Lovelace and Tom Baker.”"]
    assert [stored.id for stored in workspace.all(Meeting)] == [conversation.id]
    assert [promise.what for promise in workspace.all(Promise)] == ["Write"]
    assert not workspace.all(Trashed)


def test_undoing_what_was_restored_meanwhile_says_so(file: Path) -> None:
    conversation = meeting(ADA)
    workspace = seed(file, ADA, conversation)
    page = Dashboard("meeting_log", meeting=conversation.id).press(f"meeting_log_delete_{conversation.id}")
    Dashboard("workspace").press(f"workspace_restore_{conversation.id}")
    page.press("flash_undo")
    assert len(page.errors) == 1
    assert len(workspace.all(Meeting)) == 1


# -- two tabs ---------------------------------------------------------------------


def both_changed(file: Path) -> tuple[Meeting, Dashboard]:
    """Change one conversation in two tabs; the second save is refused."""
    conversation = meeting(ADA, place="Here", notes="Both")
    seed(file, ADA, conversation)
    first, second = opened(conversation), opened(conversation)
    first.fill(**{f"meeting_log_place_{conversation.id}": "First"}).press(f"meeting_log_save_{conversation.id}")
    second.fill(
        **{
            f"meeting_log_place_{conversation.id}": "Second *place*",
            f"meeting_log_promise_1_{conversation.id}": "Write",
        }
    )
    second.fill(**{f"meeting_log_people_{conversation.id}": [ADA.id, "Grace Hopper"]})
    second.press(f"meeting_log_save_{conversation.id}")
    return conversation, second


def test_the_second_of_two_tabs_is_refused_with_both_versions(file: Path) -> None:
    _, second = both_changed(file)
    assert len(second.errors) == 1
    assert "changed in another tab" in second.errors[0]
    versions = second.app.table[0].value
    place = versions[versions[""] == "Place"].iloc[0]
    assert place["Yours"] == r"Second \*place\*"
    assert place["Stored"] == "First"
    assert open_file(file).all(Meeting)[0].place == "First"
    assert not open_file(file).all(Promise)


def test_mine_can_be_saved_over_it_with_all_that_was_typed_along(file: Path) -> None:
    conversation, second = both_changed(file)
    second.press(f"meeting_log_conflict_{conversation.id}_mine")
    assert not second.errors
    workspace = open_file(file)
    (stored,) = workspace.all(Meeting)
    names = {contact.id: contact.name for contact in workspace.all(Contact)}
    assert (stored.place, stored.notes) == ("Second *place*", "Both")
    assert [names[id] for id in stored.contacts] == ["Ada Lovelace", "Grace Hopper"]
    assert [promise.what for promise in workspace.all(Promise)] == ["Write"]
    assert not workspace.all(Draft)
    assert "Second *place*" in second.said


def test_the_stored_one_can_be_kept(file: Path) -> None:
    conversation, second = both_changed(file)
    second.press(f"meeting_log_conflict_{conversation.id}_theirs")
    assert not second.errors
    workspace = open_file(file)
    assert workspace.all(Meeting)[0].place == "First"
    assert not workspace.all(Promise)
    assert not workspace.all(Draft)
    assert (
        second.unfold(f"meeting_log_change_{conversation.id}").value(f"meeting_log_place_{conversation.id}") == "First"
    )


def test_a_third_change_before_the_choice_is_no_traceback_and_loses_nothing(file: Path) -> None:
    conversation, second = both_changed(file)
    workspace = open_file(file)
    workspace.save(workspace.all(Meeting)[0].replace(notes="Third"))
    second.press(f"meeting_log_conflict_{conversation.id}_mine")
    assert len(second.errors) == 1
    assert "changed in another tab" in second.errors[0]
    assert workspace.all(Meeting)[0].notes == "Third"
    assert second.value(f"meeting_log_place_{workspace.all(Meeting)[0].id}") == "Second *place*"


def test_a_change_to_what_was_deleted_meanwhile_says_so(file: Path) -> None:
    conversation = meeting(ADA)
    workspace = seed(file, ADA, conversation)
    first, second = opened(conversation), opened(conversation)
    first.press(f"meeting_log_delete_{conversation.id}")
    second.press(f"meeting_log_save_{conversation.id}")
    assert len(second.errors) == 1
    assert "not here any more" in second.errors[0]
    assert not workspace.all(Meeting)


def test_a_promise_that_two_tabs_typed_in_one_draft_is_no_dead_end(file: Path) -> None:
    held = meeting(ADA)
    seed(file, ADA, held)
    change, about = f"meeting_log_change_{held.id}", held.id
    first_tab = Dashboard("meeting_log", meeting=held.id).unfold(change)
    first_tab.fill(**{f"meeting_log_promise_1_{about}": "Send the article"})
    second_tab = Dashboard("meeting_log", meeting=held.id).unfold(change)
    second_tab.fill(**{f"meeting_log_learnings_{about}": "Ask who fixed it"})
    first_tab.press(f"meeting_log_save_{about}")
    second_tab.press(f"meeting_log_save_{about}")
    assert second_tab.errors == ["Another tab saved some of this meanwhile. Press again to save this too."]
    second_tab.press(f"meeting_log_save_{about}")
    assert f"meeting_log_conflict_{about}_mine" in second_tab.keys or second_tab.done

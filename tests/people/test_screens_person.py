"""One person's page: who they are, what is to do, the timeline, and the ways to write, plan, log and delete."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from netdash.follow_up.actions import snooze
from netdash.meetings.meetings import thank_you_id
from netdash.records import Contact, Draft, Introduction, Message, Promise, Purpose, Stakeholder
from netdash.store import open_file
from tests.driving import Dashboard, meeting, read, seed

ADA = Contact(
    name="Ada Lovelace",
    company="Analytical Engines",
    position="Engineer",
    tags=("alumni",),
    stakeholder=Stakeholder.TECHNICAL,
)
TOM = Contact(name="Tom Baker")


def names(file: Path) -> list[str]:
    return [contact.name for contact in open_file(file).all(Contact)]


def buttons(page: Dashboard) -> list[str]:
    """Return the labels of the timeline's buttons, from the top."""
    return [read(one.label) for one in page.app.button if str(one.key).startswith("people_timeline_")]


def test_the_page_tells_who_they_are_what_is_to_do_and_what_there_is_between_you(file: Path) -> None:
    talk = meeting(ADA, learnings=["Ask what not to build"])
    promise = Promise(contact=ADA.id, meeting=talk.id, what="Send the article", due_on=date(2026, 5, 6))
    seed(file, ADA, TOM, talk, promise, Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=talk.id))
    page = Dashboard("people", contact=ADA.id)
    assert page.title == "Ada Lovelace"
    shown = (
        "Engineer at Analytical Engines · Technical contact",
        "alumni",
        "1 to do today",
        "due in 23 h",
        "due tomorrow",
    )
    for text in (*shown, "Ask what not to build", "Introduced you to", "By tomorrow"):
        assert text in page.said, text
    entries = ["Informational interview · 10:30", "Introduced you to Tom Baker", "Promised: Send the article"]
    assert buttons(page) == entries
    page.press(f"people_timeline_conversation_{talk.id}")
    assert page.title.endswith("Ada Lovelace")
    page.open("people", contact=TOM.id)
    assert "Introduced to you by" in page.said
    assert buttons(page) == ["Ada Lovelace introduced you"]


def test_what_is_to_do_is_done_on_the_page_or_opened_from_there(file: Path) -> None:
    talk, promise = meeting(ADA), Promise(contact=ADA.id, what="Send it", due_on=date(2026, 5, 6))
    draft = Message(contact=ADA.id, purpose=Purpose.NUDGE, body="Half a sent")
    seed(file, ADA, talk, promise, draft)
    page = Dashboard("people", contact=ADA.id).press(f"people_kept_{promise.id}")
    assert page.done == ["Promise kept: Send it."]
    assert "Kept: Send it · 12:00" in buttons(page)
    assert page.press(f"people_message_{draft.id}").title != "Ada Lovelace"
    page.open("people", contact=ADA.id).press(f"people_write_{thank_you_id(talk.id, ADA.id)}")
    assert page.title == "Thank Ada Lovelace"


def test_what_is_snoozed_says_until_when(file: Path) -> None:
    talk = meeting(ADA)
    workspace = seed(file, ADA, talk)
    snooze(workspace, f"thank_you:{talk.id}:{ADA.id}", date(2026, 5, 8), date(2026, 5, 5))
    page = Dashboard("people", contact=ADA.id)
    assert "Snoozed: Thank Ada Lovelace (until Friday)" in page.said
    assert not page.has(f"people_write_{thank_you_id(talk.id, ADA.id)}")


def test_a_long_timeline_has_pages(file: Path) -> None:
    seed(file, ADA, *(meeting(ADA, ago=timedelta(days=day)) for day in range(1, 13)))
    page = Dashboard("people", contact=ADA.id)
    assert len(buttons(page)) == 10
    page.app.session_state[f"people_timeline_{ADA.id}"] = 2
    assert len(buttons(page.run())) == 2


def test_with_nothing_between_you_the_page_says_so_and_offers_to_write(file: Path) -> None:
    seed(file, TOM)
    page = Dashboard("people", contact=TOM.id)
    assert "Nothing yet. What you write and talk about shows here." in page.said
    assert "Nothing noted yet." in page.said
    assert "To do" not in page.said
    assert page.press(f"people_write_{TOM.id}").title == "Write to Tom Baker"


def logging(page: Dashboard, person: Contact) -> Dashboard:
    """Press Log on the page of a person, which leads to the log: AppTest itself stays where it was."""
    page.open("people", contact=person.id).press(f"people_log_{person.id}")
    assert (page.title, page.app.query_params) == ("Meeting log", {"contact": person.id})
    return page.open("meeting_log", contact=person.id)


def test_log_on_the_page_of_one_and_then_of_another_starts_with_each_and_keeps_no_draft(file: Path) -> None:
    workspace = seed(file, ADA, TOM, meeting(ADA))
    page = logging(Dashboard(), ADA)
    assert page.value(f"meeting_log_people_{ADA.id}") == [ADA.id]
    assert logging(page, TOM).value(f"meeting_log_people_{TOM.id}") == [TOM.id]
    assert not workspace.all(Draft)
    page.press(f"meeting_log_save_{TOM.id}")
    assert page.done == ["Logged: Tom Baker."]
    assert "contact" not in page.app.query_params
    assert not page.app.expander(key="meeting_log_form").proto.expanded


def test_what_is_half_typed_about_one_stays_theirs_while_another_is_logged(file: Path) -> None:
    seed(file, ADA, TOM)
    page = logging(Dashboard(), ADA).fill(**{f"meeting_log_learnings_{ADA.id}": "Half a sent"})
    assert logging(page, TOM).value(f"meeting_log_learnings_{TOM.id}") == ""
    assert logging(Dashboard(), ADA).value(f"meeting_log_learnings_{ADA.id}") == "Half a sent"


def test_a_form_folded_by_hand_is_open_again_with_the_next_press_of_log(file: Path) -> None:
    seed(file, ADA)
    page, box = logging(Dashboard(), ADA), f"meeting_log_form_{ADA.id}"
    page.app.session_state[box] = False
    assert not page.run().run().has(f"meeting_log_save_{ADA.id}")
    assert logging(page, ADA).has(f"meeting_log_save_{ADA.id}")


def test_a_link_that_logs_somebody_who_is_gone_says_so_and_offers_the_form(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("meeting_log", contact=TOM.id)
    assert page.errors
    assert page.has("meeting_log_form")


def test_somebody_of_the_sample_is_marked_on_their_own_page_too(file: Path) -> None:
    seed(file, ADA.replace(sample=True))
    assert Dashboard("people", contact=ADA.id).title == "Ada Lovelace (sample)"


def test_a_conversation_is_planned_from_the_page_of_a_person(file: Path) -> None:
    seed(file, ADA)
    page = Dashboard("people", contact=ADA.id).press(f"people_plan_{ADA.id}")
    assert page.title == "Plan a conversation"
    assert page.value(f"plan_people_{ADA.id}") == [ADA.id]


def test_deleting_a_person_can_be_undone(file: Path) -> None:
    seed(file, ADA, TOM)
    page = Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert page.title == "People"
    assert page.done == ["Deleted Ada Lovelace."]
    assert names(file) == ["Tom Baker"]
    page.press("flash_undo")
    assert sorted(names(file)) == ["Ada Lovelace", "Tom Baker"]
    seed(file, meeting(ADA))
    page = Dashboard("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert page.done == ["Deleted Ada Lovelace. Conversations still show the name."]

"""Today: the first steps, the sample, the quick log, and where things stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from netdash import rules
from netdash.errors import StoreBusyError
from netdash.follow_up.actions import snooze_id
from netdash.meetings import live
from netdash.questions import question_sets, questions
from netdash.records import (
    Contact,
    Draft,
    Introduction,
    Meeting,
    MeetingState,
    Message,
    Pitch,
    Profile,
    Promise,
    Purpose,
    Question,
    Record,
    Revision,
    Snooze,
    Target,
)
from netdash.store import Workspace, open_file
from netdash.store.file_storage import DiskStorage
from netdash.store.tiny import TinyWorkspace
from netdash.workspace import sample
from tests.driving import NOW, PAGES, Clock, Dashboard, meeting, seed
from tests.factories import everything, thanks

ADA = Contact(name="Ada Lovelace", position="Analyst", company="Analytical Engines")
TOM = Contact(name="Tom Baker", company="Northwind")
SAMPLE = "Sample data is loaded"


def week(today: Dashboard) -> dict[str, str]:
    """Return the figures of the week, by what each counts."""
    return {metric.label: metric.value for metric in today.app.metric}


def steps_done(today: Dashboard) -> list[str]:
    """Return what the bars of progress say."""
    return [bar.proto.text for bar in today.app.get("progress")]


def planned(contact: Contact, ahead: timedelta, **fields: object) -> Meeting:
    return meeting(contact, ago=-ahead, state=MeetingState.PLANNED, **fields)


# -- the greeting -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "zone", "said"),
    [
        (3, "UTC", "Good morning"),
        (11, "UTC", "Good morning"),
        (12, "UTC", "Good afternoon"),
        (17, "UTC", "Good afternoon"),
        (18, "UTC", "Good evening"),
        (10, "Pacific/Auckland", "Good evening"),
        (10, "America/Los_Angeles", "Good morning"),
        (10, "Europe/Berlin", "Good afternoon"),
    ],
)
def test_the_greeting_is_that_of_the_hour_where_the_member_lives(
    file: Path, clock: Clock, hour: int, zone: str, said: str
) -> None:
    seed(file, ADA)
    clock.now = datetime(2026, 5, 5, hour, 59 if hour in (11, 17) else 0, tzinfo=UTC)
    assert Dashboard("today", zone=zone).title == said


@pytest.mark.parametrize(("name", "said"), [("Mara Lind", "Mara"), ("*Zoë* Ng", "*Zoë*"), ("Prince", "Prince")])
def test_the_greeting_has_the_first_name_letter_for_letter(file: Path, name: str, said: str) -> None:
    seed(file, Profile(name=name), ADA)
    assert Dashboard("today").title == f"Good afternoon, {said}"


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", "Tuesday 5 May"), ("Pacific/Kiritimati", "Wednesday 6 May")]
)
def test_the_day_is_the_members(file: Path, zone: str, day: str) -> None:
    seed(file, ADA)
    assert f"\n{day}\n" in Dashboard("today", zone=zone).said, "nothing is due, and nothing was"


def test_the_summary_counts_what_is_owed_and_names_the_first_clock(file: Path) -> None:
    seed(file, ADA, TOM, meeting(ADA, ago=timedelta(hours=2)))
    assert "1 thank-you due" in Dashboard("today").said
    seed(file, meeting(TOM, ago=timedelta(hours=30)))
    assert "2 thank-yous due, 1 overdue by 6 h" in Dashboard("today").said
    seed(file, meeting(TOM, ago=timedelta(hours=24, minutes=59)))
    assert "3 thank-yous due, 2 overdue, the oldest by 6 h" in Dashboard("today").said


# -- an empty workspace -----------------------------------------------------------


def test_an_empty_workspace_shows_the_first_steps_and_offers_the_sample(file: Path) -> None:
    today = Dashboard("today")
    for said in (
        "1. Write your pitch",
        "2. Choose 5 to 7",
        "3. Name a company",
        "4. Write to one",
        "5. Log a",
        "6. Say thank",
    ):
        assert said in today.said, said
    assert today.said.count(":material/radio_button_unchecked:") == 6
    assert today.has("today_load_sample")
    assert today.has("today_quick_log_open")
    assert not today.app.metric
    assert SAMPLE not in today.said
    assert not file.exists(), "looking at an empty workspace writes nothing"


def test_a_step_that_is_done_is_ticked(file: Path) -> None:
    said = Revision(past="Nurse.", interests="Figures.", outcome="Any advice?", saved_at=NOW)
    workspace = seed(file, Pitch(name="Mine", revisions=(said,)))
    today = Dashboard("today")
    assert (today.said.count("check_circle"), today.said.count("radio_button_unchecked")) == (1, 5)
    assert ":material/check_circle:] **1. Write your pitch**" in today.raw
    assert [today.app.button(key=f"today_step_{number}").label for number in (1, 2)] == ["Edit", "Start"]
    assert "1. Write your pitch** · done" in today.raw
    for one in questions.shipped()[:4]:
        question_sets.choose(workspace, one.id)
    assert today.run().said.count("check_circle") == 2


def test_the_first_steps_stay_until_all_are_done(file: Path) -> None:
    one = meeting(ADA)
    workspace = seed(file, ADA, one)
    today = Dashboard("today")
    assert "1 of 6 done" in steps_done(today)
    assert [today.app.button(key=f"today_step_{number}").label for number in (2, 5)] == [
        "2. Choose 5 to 7 questions",
        "5. Log a conversation · done",
    ]
    said = Revision(past="Nurse.", interests="Figures.", outcome="Any advice?", saved_at=NOW)
    seed(file, Pitch(name="Mine", revisions=(said,)), thanks(one, ADA, NOW))
    assert "3 of 6 done" in steps_done(today.run())
    for question in questions.shipped()[:4]:
        question_sets.choose(workspace, question.id)
    wrote = Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOW)
    seed(file, Target(company="Northwind"), wrote)
    assert not today.run().has("today_steps")


def test_the_page_of_a_first_step_that_is_done_leads_to_the_next_whatever_its_address_says(file: Path) -> None:
    words = Revision(saved_at=NOW, past="Nurse.", interests="Figures.", outcome="Any advice?")
    workspace = seed(file, ADA, pitch := Pitch(name="General", revisions=(words,)))
    page = Dashboard("pitch_builder", pitch=pitch.id)
    assert "Next step: Choose 5 to 7 questions" in page.links
    page.fill(**{f"pitch_builder_past_{pitch.id}": "A nurse."}).press(f"pitch_builder_save_{pitch.id}")
    assert page.app.get_by_key("flash").page_link[0].label.startswith("Next step"), "after a save it is where one looks"
    assert page.links.count("Next step: Choose 5 to 7 questions") == 1
    workspace.save(Target(company="Northwind"))
    assert "Next step: Write to one person" in Dashboard("target_plan", part="Branding").links
    workspace.save(Message(contact=ADA.id, purpose=Purpose.FIRST_MESSAGE, body="Hi", sent_at=NOW))
    assert "Next step: Log a conversation" in Dashboard("outreach").links
    assert "Next step: Log a conversation" not in Dashboard("outreach", contact=ADA.id).links, "one is writing there"


def test_the_first_steps_can_be_put_away_and_stay_away(file: Path) -> None:
    seed(file, ADA, meeting(ADA), Profile(name="Mara"))
    today = Dashboard("today").press("today_steps_hide")
    assert not today.has("today_steps")
    assert not Dashboard("today").has("today_steps")
    assert open_file(file).all(Profile)[0].name == "Mara"


def test_the_sample_is_not_offered_beside_what_is_ones_own(file: Path) -> None:
    seed(file, ADA)
    today = Dashboard("today")
    assert today.has("today_step_1")
    assert not today.has("today_load_sample")


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (1, "Pitch builder"),
        (2, "Question bank"),
        (3, "Target plan"),
        (4, "Outreach"),
        (5, "Meeting log"),
        (6, "Follow-up tracker"),
    ],
)
@pytest.mark.usefixtures("file")
def test_each_step_leads_to_where_it_is_done(number: int, title: str) -> None:
    assert Dashboard("today").press(f"today_step_{number}").title == title


# -- the sample -------------------------------------------------------------------


def test_the_sample_fills_every_page_says_so_on_each_and_goes_again_in_one_click(file: Path) -> None:
    today = Dashboard("today").press("today_load_sample")
    assert "Sample data loaded" in today.done[0]
    assert (len(open_file(file).all(Contact)), len(open_file(file).all(Meeting))) == (33, 19)
    assert not today.has("today_load_sample")
    for page in set(PAGES) - {"today"}:
        assert SAMPLE in today.open(page).said, page
        assert today.has("sample_remove"), page
    assert "Thank Priya Raman (sample)" in today.open("follow_up_tracker").column("What")
    mine = today.open("pitch_builder").app.selectbox(key="pitch_builder_pitch").options
    assert mine == ["General · The short one (sample)", "Technical · For engineers (sample)"]
    assert "First talk with an engineer (sample)" in today.open("question_bank").said
    today.open("people").press("sample_remove")
    assert today.title == "People"
    assert today.done == ["Removed the sample data. What is yours stayed."]
    assert SAMPLE not in today.said
    assert not open_file(file).all(Contact)
    assert not open_file(file).all(Message)
    assert today.open("today").has("today_load_sample")


def test_todays_sample_shows_every_part_of_the_page(file: Path) -> None:
    today = Dashboard("today").press("today_load_sample")
    assert "3 thank-yous due, 1 overdue by 2 h" in today.said
    for said in ("Priya Raman (sample)", "Send the article on evaluation sets", "Next conversation", "VP Data"):
        assert said in today.said, said
    assert "Recruiters read the first two lines." in today.said
    assert set(week(today)) == {
        "Conversations",
        "Messages",
        "Thanked in time",
        "Introductions",
    }
    assert len(open_file(file).all(Introduction)) == 11


def test_whoever_one_talked_to_stays_when_the_sample_goes(file: Path) -> None:
    today = Dashboard("today").press("today_load_sample")
    (priya,) = (one for one in open_file(file).all(Contact) if one.name == "Priya Raman")
    today.unfold("today_quick_log").fill(today_people=[priya.id], today_learned="Mine").press("today_save")
    assert today.done == ["Logged: Priya Raman (sample). Add the rest whenever you like."]
    today.press("sample_remove")
    assert [(one.name, one.sample) for one in open_file(file).all(Contact)] == [("Priya Raman", False)]
    assert [one.learnings for one in open_file(file).all(Meeting)] == [("Mine",)]
    assert "Priya Raman" in today.said
    assert "(sample)" not in today.said


def test_what_the_sample_took_along_comes_back_with_undo(file: Path) -> None:
    today = Dashboard("today").press("today_load_sample")
    (luis,) = (one for one in open_file(file).all(Contact) if one.name == "Luis Ortega")
    today.open("people", contact=luis.id)
    before = everything(open_file(file))
    today.open("people").press("sample_remove").press("flash_undo")
    assert not today.errors
    assert everything(open_file(file)) == before
    assert SAMPLE in today.said


def test_what_was_done_since_the_sample_went_stays_when_it_comes_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = Dashboard("today").press("today_load_sample")
    other, remove = TinyWorkspace(DiskStorage(file, patience=0), lambda: NOW), sample.remove

    def remove_late(workspace: Workspace) -> None:
        with pytest.raises(StoreBusyError):
            other.save(Contact(name="Ben"))
        remove(workspace)

    monkeypatch.setattr(sample, "remove", remove_late)
    today.press("sample_remove")
    assert today.done == ["Removed the sample data. What is yours stayed."]
    other.save(Contact(name="Eve"))
    question = questions.shipped()[0].id
    questions.star(other, question, starred=True)
    today.press("flash_undo")
    assert today.done == ["Undone: “Removed the sample data. What is yours stayed.”"]
    assert SAMPLE in today.said
    assert "Eve" in [one.name for one in open_file(file).all(Contact)]
    assert [one.id for one in open_file(file).all(Question) if one.starred] == [question]


def test_somebody_of_the_sample_who_is_chosen_in_a_draft_stays_with_it(file: Path) -> None:
    today = Dashboard("today").press("today_load_sample")
    (priya,) = (one for one in open_file(file).all(Contact) if one.name == "Priya Raman")
    today.unfold("today_quick_log").fill(today_people=[priya.id], today_learned="Mine")
    today.press("sample_remove").press("today_save")
    assert today.done == ["Logged: Priya Raman. Add the rest whenever you like."]
    assert [(one.id, one.name) for one in open_file(file).all(Contact)] == [(priya.id, "Priya Raman")]


def test_somebody_gone_for_good_who_is_chosen_in_a_draft_is_nobody_new(file: Path) -> None:
    workspace = seed(file, ADA)
    today = Dashboard("today").unfold("today_quick_log").fill(today_people=[ADA.id], today_learned="Mine")
    workspace.delete(workspace.all(Contact)[0])
    today.run()
    assert today.app.multiselect(key="today_people").format_func(ADA.id) == "someone removed"
    today.press("today_save")
    assert today.errors == ["Choose at least one person."]
    assert not open_file(file).all(Contact)


def test_a_message_begun_to_somebody_of_the_sample_and_left_keeps_nothing_of_it(file: Path) -> None:
    page = Dashboard("today").press("today_load_sample").open("outreach")
    workspace = open_file(file)
    priya = next(one for one in workspace.all(Contact) if one.name == "Priya Raman")
    page.unfold("outreach_form").fill(outreach_person=priya.id)
    assert workspace.all(Draft)
    page.press("sample_remove").run()
    kinds: tuple[type[Record], ...] = (*sample.SAMPLE_KINDS, Draft)
    assert not any(workspace.all(kind) for kind in kinds)


@pytest.mark.usefixtures("file")
def test_a_sample_that_cannot_be_removed_says_so_and_keeps_its_button(monkeypatch: pytest.MonkeyPatch) -> None:
    today = Dashboard("today").press("today_load_sample")

    def refuse(_workspace: Workspace) -> None:
        raise StoreBusyError("Busy.")

    with monkeypatch.context() as patch:
        patch.setattr(sample, "remove", refuse)
        today.press("sample_remove")
    assert len(today.errors) == 1
    today.press("sample_remove")
    assert today.done == ["Removed the sample data. What is yours stayed."]


def test_two_tabs_that_load_the_sample_load_it_once_and_removing_it_twice_is_fine(file: Path) -> None:
    first, second = Dashboard("today"), Dashboard("today")
    first.press("today_load_sample")
    second.press("today_load_sample")
    assert len(open_file(file).all(Meeting)) == 19
    first.press("sample_remove")
    assert not second.run().has("sample_remove")
    assert not second.errors


# -- the quick log ----------------------------------------------------------------


def test_the_quick_log_logs_a_conversation_that_just_ended_as_it_says(file: Path) -> None:
    today = (
        Dashboard("today")
        .unfold("today_quick_log")
        .fill(today_people=["Ada Lovelace"], today_learned="Ask what not to build")
    )
    assert (today.value("today_kind"), today.value("today_minutes")) == ("informational_interview", 30)
    today.fill(today_kind="call", today_minutes=15).press("today_save")
    assert today.done == ["Logged: Ada Lovelace. Add the rest whenever you like."]
    assert today.links == ["Open the conversation"]
    (logged,) = open_file(file).all(Meeting)
    (ada,) = open_file(file).all(Contact)
    assert (ada.name, ada.sample) == ("Ada Lovelace", False)
    assert (logged.contacts, logged.ends_at, logged.minutes, logged.kind) == ((ada.id,), NOW, 15, "call")
    assert (logged.learnings, logged.state) == (("Ask what not to build",), MeetingState.HELD)
    today.unfold("today_quick_log")
    assert today.value("today_people") == []
    assert today.value("today_learned") == ""
    assert not open_file(file).all(Draft)
    assert "1 thank-you due" in today.said


def test_without_anybody_nothing_is_logged_and_what_was_typed_stays(file: Path) -> None:
    today = Dashboard("today").unfold("today_quick_log").fill(today_learned="Something").press("today_save")
    assert today.errors == ["Choose at least one person."]
    assert today.value("today_learned") == "Something"
    assert not open_file(file).all(Meeting)


def test_what_was_learned_may_wait(file: Path) -> None:
    seed(file, ADA)
    Dashboard("today").unfold("today_quick_log").fill(today_people=[ADA.id]).press("today_save")
    assert open_file(file).all(Meeting)[0].learnings == ()


def test_pressing_twice_logs_once_and_says_so_again(file: Path) -> None:
    seed(file, ADA)
    today = (
        Dashboard("today")
        .unfold("today_quick_log")
        .fill(today_people=[ADA.id], today_learned="Ask")
        .press_fast("today_save")
    )
    assert today.done == ["Logged: Ada Lovelace. Add the rest whenever you like."]
    assert not today.errors
    assert len(open_file(file).all(Meeting)) == 1


def test_two_tabs_with_one_draft_log_what_each_of_them_says(file: Path) -> None:
    seed(file, ADA)
    first = Dashboard("today").unfold("today_quick_log").fill(today_people=[ADA.id], today_learned="One")
    second = Dashboard("today").unfold("today_quick_log").fill(today_learned="Two")
    first.press("today_save")
    second.press("today_save")
    assert not second.errors
    assert [one.learnings for one in open_file(file).all(Meeting)] == [("One",), ("Two",)]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Berlin", time(12, 0)), ("Pacific/Auckland", time(22, 0)), ("Asia/Kolkata", time(15, 30))],
)
def test_the_hours_are_those_where_the_member_lives(file: Path, zone: str, shown: time) -> None:
    seed(file, ADA)
    today = Dashboard("today", zone=zone).unfold("today_quick_log")
    assert (today.value("today_day"), today.value("today_end")) == (date(2026, 5, 5), shown)
    earlier = time(shown.hour - 1, shown.minute)
    today.fill(today_people=[ADA.id], today_end=earlier).press("today_save")
    assert open_file(file).all(Meeting)[0].ends_at == NOW - timedelta(hours=1)


def test_an_end_to_come_plans_the_conversation(file: Path) -> None:
    seed(file, ADA)
    today = (
        Dashboard("today")
        .unfold("today_quick_log")
        .fill(today_people=[ADA.id], today_end=time(18, 0))
        .press("today_save")
    )
    assert open_file(file).all(Meeting)[0].state is MeetingState.PLANNED
    assert today.done == ["Planned: Ada Lovelace."]
    assert "all thank-yous sent" not in today.said
    assert "in 5 h" in today.said


def test_what_is_half_typed_is_there_on_the_way_back_and_in_a_new_session(file: Path) -> None:
    seed(file, ADA)
    today = (
        Dashboard("today")
        .unfold("today_quick_log")
        .fill(today_people=[ADA.id, "Grace Hopper"], today_learned="Half a sent")
    )
    today.open("people").open("today")
    for tab in (today, Dashboard("today")):
        assert tab.value("today_people") == [ADA.id, "Grace Hopper"]
        assert tab.value("today_learned") == "Half a sent"
    assert not open_file(file).all(Meeting)


def test_the_quick_log_and_the_long_form_keep_their_own_drafts(file: Path) -> None:
    seed(file, ADA)
    today = Dashboard("today").unfold("today_quick_log").fill(today_learned="Quick")
    assert today.open("meeting_log").value("meeting_log_learnings") == ""
    today.fill(meeting_log_learnings="Long")
    assert today.open("today").value("today_learned") == "Quick"
    assert len(open_file(file).all(Draft)) == 2


# -- where things stand -----------------------------------------------------------


def test_the_week_stands_against_the_goals(file: Path) -> None:
    """NOW is a Tuesday: an hour ago and yesterday are this week, three days ago is not."""
    fresh, yesterday, before = meeting(ADA), meeting(ADA, ago=timedelta(days=1)), meeting(TOM, ago=timedelta(days=3))
    seed(file, ADA, TOM, fresh, yesterday, before)
    seed(file, thanks(yesterday, ADA, NOW - timedelta(hours=20)), thanks(before, TOM, NOW))
    seed(file, Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=yesterday.id))
    assert week(Dashboard("today")) == {
        "Conversations": "2 of 2",
        "Messages": "2 of 5",
        "Thanked in time": "1 of 1",
        "Introductions": "1",
    }


def test_without_a_thank_you_this_week_there_is_no_share(file: Path) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=2)))
    assert week(Dashboard("today"))["Thanked in time"] == "–"


def test_a_thank_you_that_is_overdue_is_not_on_time(file: Path) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=26)))
    assert week(Dashboard("today"))["Thanked in time"] == "0 of 1"


def todo(today: Dashboard, verb: str = "do") -> list[str]:
    """Return the keys of the buttons that lead somewhere, in the order of the page."""
    return [str(one.key) for one in today.app.button if str(one.key).startswith(f"today_{verb}_")]


def headings(today: Dashboard) -> list[str]:
    return [heading.value.partition(" :gray")[0].rpartition(": ")[2] for heading in today.app.header]


def test_ten_of_a_lane_are_shown_and_the_pages_of_the_rest(file: Path) -> None:
    people = [Contact(name=f"Person {number:02}") for number in range(12)]
    seed(file, *people, *(meeting(one, ago=timedelta(hours=number)) for number, one in enumerate(people, 1)))
    today = Dashboard("today")
    assert len(todo(today, "write")) == 10
    assert "Thank **Person 11**" in today.said
    assert "Person 00" not in today.said
    today.app.session_state["today_today_page"] = 2
    assert len(todo(today.run(), "write")) == 2


def test_each_lane_has_what_to_do_why_and_when(file: Path) -> None:
    late, due = meeting(ADA, ago=timedelta(hours=26)), meeting(TOM, ago=timedelta(hours=2))
    call = Promise(contact=ADA.id, what="Call", due_on=date(2026, 5, 8))
    write = Promise(contact=ADA.id, what="Write", due_on=date(2026, 7, 1))
    seed(file, ADA, TOM, late, due, call, write)
    today = Dashboard("today")
    assert headings(today)[:3] == ["Overdue", "To do today", "To do in the next 7 days"]
    overdue, rest = today.said.split("**Tom Baker**")
    assert "Thank **Ada Lovelace** :red-badge[:material/error: 2 h late]" in overdue
    assert "Analyst at Analytical Engines · informational interview yesterday at 09:30" in overdue
    assert "Keep your promise to **Ada Lovelace**: Call :green-badge[:material/schedule: due Friday]" in rest
    assert "Write :green" not in rest, "what is for later is folded away"
    assert "due Wed 1 July" in today.unfold("today_later").said
    assert "Finish all three parts" not in today.said, "a rule is in the menu, and in its tooltip"
    assert "2 thank-yous due, 1 overdue by 2 h" in today.said
    id = snooze_id(f"promise:{write.id}")
    assert today.unfold(f"today_more_{id}").has(f"today_snooze_tomorrow_{id}")
    assert not today.has(f"today_reason_{id}"), "in a part of a page nothing is typed"


def test_the_summary_counts_what_else_is_due(file: Path) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=2)), Promise(contact=ADA.id, what="Call", due_on=date(2026, 5, 1)))
    assert "1 thank-you due · 1 other follow-up to do today" in Dashboard("today").said


def test_an_open_promise_opens_with_its_two_ends_and_can_be_settled_from_its_menu(file: Path) -> None:
    promise = Promise(contact=ADA.id, what="Send the *list*", due_on=date(2026, 5, 5))
    seed(file, ADA, promise)
    today = Dashboard("today")
    key = f"today_do_{snooze_id(f'promise:{promise.id}')}"
    assert today.press(key).title == "Send the *list*"
    assert {f"follow_up_tracker_kept_{promise.id}", f"follow_up_tracker_dropped_{promise.id}"} <= today.keys
    today.open("today").press(f"today_kept_{promise.id}")
    assert today.done == ["Promise kept: Send the *list*."]
    assert key not in today.keys
    assert key in today.press("flash_undo").keys


def menu(file: Path) -> tuple[Dashboard, str, str]:
    """Return Today with one promise due, its id in keys, and its key in the queue."""
    promise = Promise(contact=ADA.id, what="Call", due_on=date(2026, 5, 5))
    seed(file, ADA, promise)
    id = snooze_id(f"promise:{promise.id}")
    return Dashboard("today").unfold(f"today_more_{id}"), id, f"promise:{promise.id}"


@pytest.mark.parametrize(
    ("choice", "until", "said"),
    [
        ("tomorrow", date(2026, 5, 6), "tomorrow"),
        ("in_3_days", date(2026, 5, 8), "Friday"),
        ("next_week", date(2026, 5, 11), "Monday"),
    ],
)
def test_putting_off_in_one_click_and_taking_it_back(file: Path, choice: str, until: date, said: str) -> None:
    today, id, key = menu(file)
    today.press(f"today_snooze_{choice}_{id}")
    assert today.done == [f"Snoozed until {said}: Keep your promise to Ada Lovelace: Call."]
    assert [(one.action, one.until) for one in open_file(file).all(Snooze)] == [(key, until)]
    assert f"today_do_{id}" not in today.keys
    today.press("flash_undo")
    assert f"today_do_{id}" in today.keys
    assert not open_file(file).all(Snooze)


def test_a_day_that_is_not_ahead_is_refused_and_stays_in_its_field(file: Path) -> None:
    today, id, _ = menu(file)
    today.fill(**{f"today_snooze_day_{id}": date(2026, 5, 5)}).press(f"today_snooze_{id}")
    assert today.errors == ["Choose the day on which it comes back: tomorrow or later."]
    assert today.value(f"today_snooze_day_{id}") == date(2026, 5, 5)
    assert not open_file(file).all(Snooze)
    today.fill(**{f"today_snooze_day_{id}": date(2026, 6, 1)}).press(f"today_snooze_{id}")
    assert "Snoozed until Mon 1 June" in today.done[0]


def test_what_went_well_is_not_said_over_what_is_refused_next(file: Path) -> None:
    today, id, _ = menu(file)
    today.press(f"today_snooze_tomorrow_{id}").press("flash_undo").unfold(f"today_more_{id}")
    assert len(today.done) == 1
    today.fill(**{f"today_snooze_day_{id}": date(2026, 5, 5)}).press(f"today_snooze_{id}")
    assert (len(today.errors), today.done, today.has("flash_undo")) == (1, [], False)


@pytest.mark.parametrize(("day", "warned"), [(6, False), (7, True)])
def test_putting_off_past_the_conversation_is_said(file: Path, day: int, warned: bool) -> None:
    tomorrow = planned(ADA, timedelta(hours=22))
    seed(file, ADA, tomorrow)
    id = snooze_id(f"prepare:{tomorrow.occurrence}")
    today = Dashboard("today").unfold(f"today_more_{id}")
    today.fill(**{f"today_snooze_day_{id}": date(2026, 5, day)}).press(f"today_snooze_{id}")
    assert today.done[0].endswith(" The conversation is before that.") is warned


def test_dismissing_needs_a_reason_and_can_be_undone(file: Path) -> None:
    today, id, _ = menu(file)
    today.press(f"today_dismiss_{id}")
    assert today.errors == ["Say in a word or two why this is not needed, so that you remember later."]
    today.fill(**{f"today_reason_{id}": "They *left*"}).press(f"today_dismiss_{id}")
    assert today.done == ["Dismissed: Keep your promise to Ada Lovelace: Call."]
    assert [(one.until, one.reason) for one in open_file(file).all(Snooze)] == [(None, "They *left*")]
    assert f"today_do_{id}" in today.press("flash_undo").keys
    assert today.unfold(f"today_more_{id}").value(f"today_reason_{id}") == "They *left*"


def test_tomorrow_is_the_members(file: Path) -> None:
    promise = Promise(contact=ADA.id, what="Call", due_on=date(2026, 5, 6))
    seed(file, ADA, promise)
    id = snooze_id(f"promise:{promise.id}")
    kiritimati = Dashboard("today", zone="Pacific/Kiritimati").unfold(f"today_more_{id}")
    kiritimati.press(f"today_snooze_tomorrow_{id}")
    assert open_file(file).all(Snooze)[0].until == date(2026, 5, 7)


def test_the_queue_moves_with_the_clock_and_with_the_rules(file: Path, clock: Clock) -> None:
    seed(file, ADA, meeting(ADA, ago=timedelta(hours=23)))
    today = Dashboard("today")
    assert "due in 1 h" in today.said
    clock.forward(hours=2)
    assert "1 h late" in today.run().said
    rules.change(open_file(file), {"thank_you.late_after_hours": 48})
    assert "due in 23 h" in today.run().said


def test_write_it_opens_the_desk(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    today = Dashboard("today")
    (key,) = (key for key in today.keys if key.startswith("today_write_"))
    assert today.press(key).title == "Thank Ada Lovelace"


def test_when_nothing_waits_it_says_so_kindly(file: Path) -> None:
    one = meeting(ADA, ago=timedelta(days=1))
    said = Revision(past="Nurse.", interests="Figures.", outcome="Any advice?", saved_at=NOW)
    workspace = seed(file, ADA, one, thanks(one, ADA, NOW), Pitch(name="Mine", revisions=(said,)))
    for question in questions.shipped()[:5]:
        question_sets.choose(workspace, question.id)
    today = Dashboard("today")
    assert "Nothing is due" in headings(today)
    assert "Nobody is waiting for you." in today.said
    assert not todo(today)


def test_whoever_only_wrote_to_people_has_a_queue_beside_the_first_steps(file: Path) -> None:
    asked = Message(contact=ADA.id, sent_at=NOW - timedelta(days=20), purpose=Purpose.FIRST_MESSAGE)
    seed(file, ADA, asked)
    today = Dashboard("today")
    assert "Nudge **Ada Lovelace**, who has not replied" in today.said
    assert today.has("today_step_1")


def test_the_next_conversation_is_the_soonest_that_is_not_over(file: Path, clock: Clock) -> None:
    soon, later = planned(ADA, timedelta(hours=5), place="Café Central"), planned(TOM, timedelta(days=3))
    seed(file, ADA, TOM, later, soon)
    today = Dashboard("today")
    assert "**Ada Lovelace**  \ntoday at 16:30 · in 4 h" in today.said
    assert "Analyst at Analytical Engines · 30 minutes · Café Central" in today.said
    clock.forward(hours=6)
    assert "**Tom Baker**  \nFriday at 11:30" in today.run().said
    plan = today.press(f"today_next_{later.id}")
    assert (plan.title, plan.app.button(key="plan_back").label) == ("Plan: Tom Baker", "Today")
    for page in ("plan", "conversation", "meeting_log"):
        came = Dashboard(page, meeting=later.id, **{"from": "today"}).press(f"{page}_back")
        assert came.title.startswith("Good evening"), page


def test_a_conversation_is_started_from_here_which_comes_first_once_it_is_at_hand(file: Path, clock: Clock) -> None:
    soon = planned(ADA, timedelta(hours=1))
    seed(file, ADA, soon)
    today, start = Dashboard("today"), f"today_hold_{soon.id}"
    today.press(start)
    assert today.has(f"conversation_begin_{soon.id}"), "a slip of the thumb starts no clock: the agenda is shown"
    today.open("today")
    clock.forward(minutes=46)
    assert today.run().app.button(key=start).proto.type == "primary"
    today.press(start)
    assert today.has(f"conversation_done_{soon.id}"), "one press starts the clock too"
    assert today.app.button(key="conversation_back").label == "Today"


def test_a_conversation_going_on_is_not_said_to_be_ahead(file: Path, clock: Clock) -> None:
    seed(file, ADA, planned(ADA, timedelta(hours=1)))
    clock.forward(minutes=45)
    today = Dashboard("today")
    assert "**Ada Lovelace**  \ntoday at 12:30" in today.said
    assert "under way" in today.said
    assert "in 15 min" not in today.said


def test_a_conversation_under_way_comes_first_and_nothing_is_asked_before_it(file: Path, clock: Clock) -> None:
    tomorrow = planned(ADA, timedelta(hours=22))
    workspace = seed(file, ADA, tomorrow)
    kinds = ("confirm", "prepare", "meeting_questions")
    asked = {f"today_do_{snooze_id(f'{kind}:{tomorrow.occurrence}')}" for kind in kinds}
    live.keep(workspace, tomorrow.id, live.begin(NOW))
    clock.forward(minutes=5)
    today = Dashboard("today")
    assert "You are talking to **Ada Lovelace**." in today.said
    assert not asked & today.keys
    assert not today.has(f"today_next_{tomorrow.id}"), "what has begun is not ahead"
    assert today.press(f"today_go_on_{tomorrow.id}").has(f"conversation_done_{tomorrow.id}")


def test_what_was_held_is_to_record_at_once_also_before_its_planned_end(file: Path, clock: Clock) -> None:
    tomorrow = planned(ADA, timedelta(hours=22))
    seed(file, ADA, tomorrow, Promise(contact=ADA.id, what="Call", due_on=NOW.date()))
    page = Dashboard("conversation", meeting=tomorrow.id).press(f"conversation_begin_{tomorrow.id}")
    record = f"today_do_{snooze_id(f'record:{tomorrow.occurrence}')}"
    assert not page.open("today").has(record)
    assert "Analyst at Analytical Engines · you are talking" in page.said
    assert " · under way" in page.open("meeting_log", meeting=tomorrow.id).said
    clock.forward(minutes=20)
    page.open("conversation", meeting=tomorrow.id).press(f"conversation_done_{tomorrow.id}")
    today = page.open("today")
    assert [button.label for button in today.app.button].count("Record") == 1
    assert "Analyst at Analytical Engines · informational interview today at 12:00" in today.said
    assert "Analyst at Analytical Engines · you talked today at 12:00" in today.said, "of the promise"
    assert "you meet" not in today.said
    assert today.press(record).title == "Ada Lovelace"
    log = page.open("meeting_log")
    assert (log.column("When"), log.column("State")) == (["2026-05-05 12:00:00"], ["To record"])
    assert "1 conversation · 1 to record" in log.said
    assert not page.open("conversation").has(f"conversation_open_{tomorrow.id}")
    entry = page.open("people", contact=ADA.id).app.button(key=f"people_timeline_conversation_{tomorrow.id}")
    assert entry.label == "Informational interview · to record · 12:00"


def test_a_clock_left_running_is_no_talk_for_ever(file: Path, clock: Clock) -> None:
    now = planned(ADA, timedelta(minutes=20))
    live.keep(seed(file, ADA, now), now.id, live.begin(NOW))
    clock.forward(days=2)
    today = Dashboard("today")
    assert "You are talking" not in today.said
    assert today.has(f"today_do_{snooze_id(f'record:{now.occurrence}')}")


def test_whoever_one_was_introduced_to_is_for_this_week(file: Path) -> None:
    """NOW is a Tuesday, and the rule leaves until the Tuesday after: nobody is folded away until then."""
    met = meeting(ADA)
    seed(file, ADA, TOM, met, Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=met.id))
    today = Dashboard("today")
    assert "Write to **Tom Baker**, introduced by Ada Lovelace :green-badge[:material/schedule: due" in today.said
    assert "To do in the next 7 days" in headings(today)


def test_what_the_first_steps_ask_for_stands_once(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    today = Dashboard("today")
    assert today.has("today_step_1")
    assert not {f"today_do_{snooze_id(kind)}" for kind in ("pitch", "questions")} & today.keys
    today.press("today_steps_hide")
    assert {f"today_do_{snooze_id(kind)}" for kind in ("pitch", "questions")} <= today.keys


def test_questions_chosen_for_a_conversation_are_chosen(file: Path) -> None:
    asked = tuple(one.id for one in questions.shipped()[:5])
    seed(file, ADA, meeting(ADA, questions=asked))
    today = Dashboard("today")
    assert today.app.button(key="today_step_2").label.endswith("· done")
    assert not today.press("today_steps_hide").has(f"today_do_{snooze_id('questions')}")


def test_one_conversation_asks_for_its_questions_once(file: Path) -> None:
    soon, later = planned(ADA, timedelta(hours=5)), planned(TOM, timedelta(days=4))
    seed(file, ADA, TOM, soon, later)
    today = Dashboard("today")
    assert "Prepare for **Ada Lovelace**" in today.said
    assert "questions for **Ada Lovelace**" not in today.said
    assert "questions for **Tom Baker**" in today.said


def test_the_log_unfolds_at_a_button_and_stays_so_while_something_is_typed(file: Path) -> None:
    def is_folded(today: Dashboard) -> bool:
        (box,) = (one for one in today.app.expander if one.label == "Log a conversation")
        assert box.proto.expanded != today.has("today_quick_log_open")
        return not box.proto.expanded

    today = Dashboard("today")
    assert is_folded(today)
    assert not is_folded(today.press("today_quick_log_open"))
    seed(file, ADA, meeting(ADA))
    assert not is_folded(today.run()), "what another tab logs folds nothing away here"
    assert is_folded(today := Dashboard("today"))
    assert not is_folded(today.unfold("today_quick_log").fill(today_learned="Half a sent").run())
    assert not is_folded(Dashboard("today"))


def test_without_a_plan_it_says_how_to_make_one(file: Path) -> None:
    seed(file, ADA, meeting(ADA), planned(ADA, timedelta(hours=2)).replace(state=MeetingState.CANCELLED))
    today = Dashboard("today")
    assert "Nothing scheduled." in today.said
    plan = today.press("today_plan")
    assert (plan.title, plan.app.button(key="plan_back").label) == ("Plan a conversation", "Today")


def test_the_last_thing_learned_is_of_the_latest_conversation_that_taught_something(file: Path) -> None:
    taught = meeting(ADA, ago=timedelta(days=1), learnings=["Ask *twice*", "Second"])
    seed(file, ADA, TOM, taught, meeting(TOM), meeting(TOM, ago=timedelta(days=4), learnings=["Older"]))
    today = Dashboard("today")
    assert "“Ask *twice*”" in today.said
    assert "Ada Lovelace, yesterday" in today.said
    assert "Older" not in today.said


def test_of_two_conversations_that_ended_together_the_one_logged_last_is_quoted(file: Path) -> None:
    seed(file, ADA, TOM, meeting(ADA, learnings=["Earlier"]), meeting(TOM, learnings=["Later"]))
    assert "“Later”" in Dashboard("today").said


@pytest.mark.parametrize(
    ("page", "key"),
    [("today", "today_people"), ("meeting_log", "meeting_log_people"), ("meeting_log", "meeting_log_asked")],
)
@pytest.mark.usefixtures("file")
def test_nothing_offers_all_there_is_at_once(page: str, key: str) -> None:
    """A second Enter would take it, and everybody would be owed a thank-you."""
    seen = Dashboard(page).unfold("today_quick_log") if page == "today" else Dashboard(page)
    assert seen.app.multiselect(key=key).proto.select_all == 0


def test_where_nothing_was_learned_yet_there_is_no_heading_for_it(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    assert "What you learned last" not in [heading.value for heading in Dashboard("today").app.header]


@pytest.mark.parametrize("page", ["today", "meeting_log"])
def test_logging_a_conversation_that_was_planned_for_the_day_asks_whether_it_is_that_one(file: Path, page: str) -> None:
    plan = planned(ADA, timedelta(hours=2), notes="Bring the plan")
    workspace = seed(file, ADA, plan)
    log = Dashboard(page).unfold("today_quick_log" if page == "today" else "meeting_log_form")
    log.fill(**{f"{page}_people": [ADA.id], f"{page}_{'learned' if page == 'today' else 'learnings'}": "Ask early"})
    log.press(f"{page}_save")
    assert "Was it the planned one?" in log.said
    assert len(workspace.all(Meeting)) == 1, "nothing is saved before the answer"
    log.press(f"{page}_was_planned")
    [held] = workspace.all(Meeting)
    assert (held.id, held.state, held.learnings) == (plan.id, MeetingState.HELD, ("Ask early",))
    assert (held.notes, held.ends_at <= NOW) == ("Bring the plan", True)
    log.press("flash_undo")
    [again] = workspace.all(Meeting)
    assert (again.id, again.state) == (plan.id, MeetingState.PLANNED)
    other = Dashboard(page).fill(**{f"{page}_people": [ADA.id]}).press(f"{page}_save").press(f"{page}_was_another")
    assert not other.errors
    assert {one.state for one in workspace.all(Meeting)} == {MeetingState.PLANNED, MeetingState.HELD}


def primaries(page: Dashboard) -> list[str]:
    return [str(button.key) for button in page.app.button if button.proto.type == "primary"]


def test_one_thing_comes_first(file: Path) -> None:
    """Something due, then a conversation at hand, then the one that has begun, then what is being logged."""
    soon = planned(TOM, timedelta(minutes=40))  # half an hour long, so that it starts in ten minutes
    today = Dashboard("today")
    assert primaries(today) == ["today_start"], "a newcomer begins"
    assert primaries(today.unfold("today_quick_log")) == ["today_save"]
    workspace = seed(file, ADA, TOM)
    assert primaries(Dashboard("today")) == ["today_quick_log_open"]
    today = Dashboard("today").unfold("today_quick_log").fill(today_people=[ADA.id]).press("today_save")
    shown = [key for key in primaries(today) if key != "today_save"]  # in the box that this run folds
    assert [key.split("_")[1] for key in shown] == ["write"], "the thank-you that is owed now"
    [write] = primaries(Dashboard("today"))
    assert write.startswith("today_write_")
    workspace.save(soon)
    assert primaries(Dashboard("today")) == [f"today_hold_{soon.id}"]
    live.keep(workspace, soon.id, live.begin(NOW))
    assert primaries(Dashboard("today")) == [f"today_go_on_{soon.id}"]
    assert primaries(Dashboard("today").unfold("today_quick_log")) == ["today_save"]


def test_after_weeks_away_one_press_leaves_a_few_things_and_says_that_the_rest_is_snoozed(file: Path) -> None:
    talks = [meeting(ADA, ago=timedelta(days=20 + number)) for number in range(12)]
    workspace = seed(file, ADA, *talks)
    today = Dashboard("today")
    assert today.has("today_start_over"), (today.errors, today.said, today.keys)
    today.press("today_start_over")
    assert len(workspace.all(Snooze)) == 7
    assert not today.has("today_start_over")
    for one in talks:
        workspace.put(Snooze(id=snooze_id(key := f"thank_you:{one.id}:{ADA.id}"), action=key, until=date(2030, 1, 1)))
    for kind in ("pitch", "questions"):
        workspace.put(Snooze(id=snooze_id(kind), action=kind, until=date(2030, 1, 1)))
    calm = Dashboard("today")
    assert "Nothing is open" not in calm.said
    assert "all thank-yous sent" not in calm.said
    assert "are snoozed; the first comes back" in calm.said
    assert "12 thank-yous snoozed" in calm.said

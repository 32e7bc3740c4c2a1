"""The meeting log: logging, submitting twice, drafts, the table with its filters, other zones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netdash.meetings import csv_export, live_merge
from netdash.meetings.meetings import MeetingStatus, thank_you_id
from netdash.meetings.screens import log as log_screen
from netdash.people import contacts
from netdash.records import (
    Contact,
    Draft,
    Introduction,
    Meeting,
    MeetingKind,
    MeetingState,
    Promise,
)
from netdash.store import open_file
from tests.driving import NOW, Clock, Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Analytical Engines")
TOM = Contact(name="Tom Baker", company="Northwind")


def matching(dashboard: Dashboard, prefix: str) -> list[str]:
    return sorted(key for key in dashboard.keys if key.startswith(prefix))


# -- logging ----------------------------------------------------------------------


def test_an_empty_log_teaches_and_opens_the_form(file: Path) -> None:
    log = Dashboard()
    assert log.title == "Meeting log"
    assert "while it is fresh" in log.said
    assert log.app.expander(key="meeting_log_form").proto.expanded
    assert not log.app.dataframe
    assert not file.exists(), "looking at an empty workspace writes nothing"


def test_logging_with_a_new_person_saves_both_and_leads_to_the_thank_you(file: Path) -> None:
    log = Dashboard().fill(meeting_log_people=["Ada Lovelace"])
    (position,) = matching(log, "meeting_log_position_")
    (company,) = matching(log, "meeting_log_company_")
    log.fill(**{position: "Staff engineer", company: "Northwind"})
    log.fill(
        meeting_log_kind="networking_coffee", meeting_log_minutes=45, meeting_log_learnings="Ask what not to build"
    )
    log.press("meeting_log_save")
    assert log.done == ["Logged: Ada Lovelace."]
    assert log.links == ["Ada Lovelace", "Write the thank-you"]
    (ada,) = open_file(file).all(Contact)
    assert (ada.name, ada.position, ada.company) == ("Ada Lovelace", "Staff engineer", "Northwind")
    (logged,) = open_file(file).all(Meeting)
    assert (logged.contacts, logged.kind, logged.minutes) == ((ada.id,), MeetingKind.NETWORKING_COFFEE, 45)
    assert (logged.learnings, logged.state, logged.ends_at) == (("Ask what not to build",), MeetingState.HELD, NOW)


def test_everything_said_in_the_form_is_kept(file: Path) -> None:
    workspace = seed(file, ADA, TOM)
    log = Dashboard().fill(meeting_log_people=[ADA.id, TOM.id], meeting_log_recommended=["Priya Shah"])
    log.fill(meeting_log_introducer=TOM.id)
    log.fill(meeting_log_place="Café Central", meeting_log_help_offered="Review the talk", meeting_log_notes="Cheerful")
    log.fill(meeting_log_promise_1="Send the article", meeting_log_promise_due_1=date(2026, 5, 7))
    log.fill(meeting_log_promise_to_1=TOM.id, meeting_log_promise_2="Call back")
    log.press("meeting_log_save")
    (logged,) = workspace.all(Meeting)
    assert (logged.place, logged.help_offered, logged.notes) == ("Café Central", "Review the talk", "Cheerful")
    (priya,) = (contact for contact in workspace.all(Contact) if contact.name == "Priya Shah")
    (introduced,) = workspace.all(Introduction)
    assert (introduced.by_contact, introduced.to_contact, introduced.meeting) == (TOM.id, priya.id, logged.id)
    promises = {(promise.what, promise.contact, promise.due_on) for promise in workspace.all(Promise)}
    assert promises == {("Send the article", TOM.id, date(2026, 5, 7)), ("Call back", ADA.id, date(2026, 5, 8))}


def test_a_name_one_knows_is_offered_before_a_new_person_is_made(file: Path) -> None:
    workspace = seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=["ada lovelace"])
    assert not matching(log, "meeting_log_position_")
    log.press("meeting_log_save")
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada Lovelace"]
    assert workspace.all(Meeting)[0].contacts == (ADA.id,)


def test_somebody_of_the_same_name_can_be_somebody_new(file: Path) -> None:
    workspace = seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=["Ada Lovelace"])
    (question,) = matching(log, "meeting_log_match_")
    log.fill(**{question: "new"}).press("meeting_log_save")
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada Lovelace", "Ada Lovelace"]
    assert workspace.all(Meeting)[0].contacts != (ADA.id,)


def test_an_end_to_come_makes_a_planned_conversation_that_owes_nothing_yet(file: Path, clock: Clock) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_end=time(18, 0)).press("meeting_log_save")
    assert log.done == ["Planned: Ada Lovelace."]
    assert log.links == ["Ada Lovelace", "Open"]
    assert log.column("State") == ["Planned"]
    assert "No thank-yous due" in log.open("follow_up_tracker").said
    clock.forward(hours=8)
    assert log.open("meeting_log").column("State") == ["To record"]


# -- bad input --------------------------------------------------------------------


def test_without_people_nothing_is_saved_and_the_sentence_says_so(file: Path) -> None:
    log = Dashboard().fill(meeting_log_learnings="Something").press("meeting_log_save")
    assert log.errors == ["Choose at least one person."]
    assert log.value("meeting_log_learnings") == "Something"
    assert not open_file(file).all(Meeting)


def test_a_blank_form_says_what_is_missing(file: Path) -> None:
    log = Dashboard().press("meeting_log_save")
    assert log.errors == ["Choose at least one person."]
    assert not file.exists()


def test_a_name_of_spaces_is_nobody(file: Path) -> None:
    log = Dashboard().fill(meeting_log_people=["   "]).press("meeting_log_save")
    assert log.errors == ["Choose at least one person."]
    assert not open_file(file).all(Contact)


def test_a_promise_without_text_is_no_promise(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_promise_1="   ")
    log.fill(meeting_log_promise_due_1=date(2026, 5, 20)).press("meeting_log_save")
    assert log.done == ["Logged: Ada Lovelace."]
    assert not open_file(file).all(Promise)


def test_too_long_a_place_is_named_and_nothing_is_lost(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_place="x" * 301).press("meeting_log_save")
    (error,) = log.errors
    assert "lace" in error
    assert "300" in error
    assert log.value("meeting_log_place") == "x" * 301
    assert not open_file(file).all(Meeting)


def test_a_conversation_over_midnight_and_one_of_a_whole_day_are_fine(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_end=time(0, 10)).press("meeting_log_save")
    log.unfold("meeting_log_form").fill(
        meeting_log_people=[ADA.id], meeting_log_day=date(2026, 5, 1), meeting_log_minutes=1440
    )
    log.press("meeting_log_save")
    over_midnight, whole_day = open_file(file).all(Meeting)
    assert (over_midnight.starts_at.day, over_midnight.minutes) == (4, 30)
    assert whole_day.minutes == 1440


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["hour skipped", "hour twice"])
def test_the_nights_on_which_the_clocks_change_are_no_trouble(file: Path, day: date) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_day=day, meeting_log_end=time(2, 30))
    log.press("meeting_log_save")
    if day.month == 3:  # no clock there shows half past two that night
        assert "go forward and skip 02:30. Choose another time." in log.said
        assert log.value("meeting_log_people") == [ADA.id]
        log.fill(meeting_log_end=time(3, 30)).press("meeting_log_save")
    assert [meeting.minutes for meeting in open_file(file).all(Meeting)] == [30]
    assert log.column("When")[0].startswith(day.isoformat())


def test_one_new_name_typed_twice_is_one_person(file: Path) -> None:
    log = Dashboard().fill(
        meeting_log_people=["Grace Hopper", "grace  hopper"], meeting_log_recommended=["GRACE HOPPER"]
    )
    assert len(matching(log, "meeting_log_position_")) == 1
    log.press("meeting_log_save")
    assert "cannot recommend themselves" in log.errors[0]
    log.fill(meeting_log_recommended=[]).press("meeting_log_save")
    assert [contact.name for contact in open_file(file).all(Contact)] == ["Grace Hopper"]
    assert len(open_file(file).all(Meeting)[0].contacts) == 1


# -- submitting twice -------------------------------------------------------------


def test_a_second_click_after_a_save_saves_nothing_more(file: Path) -> None:
    seed(file, ADA)
    log = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_learnings="One").press_fast("meeting_log_save")
    assert not log.errors
    assert len(open_file(file).all(Meeting)) == 1


def test_a_browsers_stale_message_with_the_same_words_saves_nothing_more(file: Path, clock: Clock) -> None:
    log = Dashboard()
    for _ in range(2):
        log.unfold("meeting_log_form")
        log.fill(meeting_log_people=["Ada Lovelace"], meeting_log_learnings="One", meeting_log_promise_1="Write")
        log.press("meeting_log_save")
        clock.forward(seconds=20)
    workspace = open_file(file)
    assert [len(workspace.all(kind)) for kind in (Meeting, Contact, Promise)] == [1, 1, 1]


def test_the_same_words_an_hour_later_are_another_conversation(file: Path, clock: Clock) -> None:
    seed(file, ADA)
    log = Dashboard()
    for _ in range(2):
        log.unfold("meeting_log_form")
        log.fill(meeting_log_people=[ADA.id], meeting_log_day=date(2026, 5, 4), meeting_log_end=time(9, 0))
        log.press("meeting_log_save")
        clock.forward(hours=1)
    assert len(open_file(file).all(Meeting)) == 2


def test_undo_takes_a_logged_conversation_back_with_whom_it_added_and_fills_the_form_again(file: Path) -> None:
    workspace = seed(file, ADA)
    log = Dashboard().unfold("meeting_log_form")
    log.fill(meeting_log_people=[ADA.id, "Grace Hopper"], meeting_log_learnings="One", meeting_log_promise_1="Send it")
    log.press("meeting_log_save")
    assert [len(workspace.all(kind)) for kind in (Meeting, Contact, Promise)] == [1, 2, 1]
    log.press("flash_undo")
    assert log.done == ["Undone: “Logged: Ada Lovelace and Grace Hopper.”"]
    assert [len(workspace.all(kind)) for kind in (Meeting, Contact, Promise)] == [0, 1, 0]
    fields = ("people", "learnings", "promise_1")
    assert [log.value(f"meeting_log_{field}") for field in fields] == [[ADA.id, "Grace Hopper"], "One", "Send it"]
    log.press("meeting_log_save")
    assert [len(workspace.all(kind)) for kind in (Meeting, Contact, Promise)] == [1, 2, 1]


def test_undo_brings_back_the_form_of_the_person_that_it_was_logged_for(file: Path) -> None:
    workspace = seed(file, ADA)
    log = Dashboard(contact=ADA.id).fill(**{f"meeting_log_learnings_{ADA.id}": "One"})
    log.press(f"meeting_log_save_{ADA.id}").press("flash_undo")
    assert not workspace.all(Meeting)
    assert log.value(f"meeting_log_learnings_{ADA.id}") == "One"
    assert log.app.query_params["contact"] == ADA.id


@pytest.mark.parametrize("way_back", ["flash_undo", f"workspace_restore_{ADA.id}"], ids=["undo", "restore"])
def test_what_is_half_written_about_somebody_is_deleted_and_restored_with_them(file: Path, way_back: str) -> None:
    workspace, field = seed(file, ADA), f"meeting_log_learnings_{ADA.id}"
    page = Dashboard(contact=ADA.id).fill(**{field: "Half a sent"})
    page.open("people", contact=ADA.id).press(f"people_delete_{ADA.id}")
    assert not workspace.all(Draft)
    (page if way_back == "flash_undo" else page.open("workspace")).press(way_back)
    assert page.open("meeting_log", contact=ADA.id).value(field) == "Half a sent"
    assert Dashboard(contact=ADA.id).value(field) == "Half a sent", "in another tab too"


def test_undo_leaves_a_logged_conversation_that_was_changed_since_and_says_so(file: Path) -> None:
    workspace = seed(file, ADA)
    log = Dashboard().unfold("meeting_log_form").fill(meeting_log_people=[ADA.id]).press("meeting_log_save")
    [stored] = workspace.all(Meeting)
    workspace.save(stored.replace(notes="Written in another tab"))
    assert log.press("flash_undo").errors == ["Not undone: this was changed again since, and is left as it is."]
    assert len(workspace.all(Meeting)) == 1


def test_after_a_save_the_form_is_blank_and_its_keys_are_the_same(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    log = Dashboard().unfold("meeting_log_form")
    before = log.keys
    log.fill(meeting_log_people=[ADA.id], meeting_log_learnings="One", meeting_log_place="Here", meeting_log_minutes=55)
    log.press("meeting_log_save").unfold("meeting_log_form")
    assert log.keys - {"flash", "flash_undo"} == before
    fields = ("people", "learnings", "place", "minutes", "promise_1")
    assert [log.value(f"meeting_log_{field}") for field in fields] == [[], "", "", 30, ""]


# -- drafts -----------------------------------------------------------------------


def test_what_is_typed_is_there_in_a_new_session_and_saves_from_there(file: Path) -> None:
    seed(file, ADA)
    first = Dashboard().fill(meeting_log_people=[ADA.id, "Grace Hopper"], meeting_log_day=date(2026, 5, 4))
    (position,) = matching(first, "meeting_log_position_")
    first.fill(**{position: "Admiral"})
    first.fill(meeting_log_end=time(9, 15), meeting_log_learnings="Line one\nLine two", meeting_log_promise_1="Write")
    first.fill(meeting_log_promise_due_1=date(2026, 6, 1))

    again = Dashboard()
    assert again.value("meeting_log_people") == [ADA.id, "Grace Hopper"]
    assert again.value("meeting_log_day") == date(2026, 5, 4)
    assert again.value("meeting_log_end") == time(9, 15)
    assert again.value("meeting_log_learnings") == "Line one\nLine two"
    assert again.value("meeting_log_promise_due_1") == date(2026, 6, 1)
    (position,) = matching(again, "meeting_log_position_")
    assert again.value(position) == "Admiral"
    again.press("meeting_log_save")
    (logged,) = open_file(file).all(Meeting)
    assert logged.learnings == ("Line one", "Line two")
    assert not open_file(file).all(Draft)


def test_what_is_typed_survives_a_visit_to_another_page(file: Path) -> None:  # noqa: ARG001 - opens the file
    log = Dashboard().fill(meeting_log_people=["Grace Hopper"], meeting_log_learnings="Compilers")
    log.open("people").open("meeting_log")
    assert log.value("meeting_log_people") == ["Grace Hopper"]
    assert log.value("meeting_log_learnings") == "Compilers"


def test_clearing_what_was_typed_leaves_no_draft(file: Path) -> None:
    log = Dashboard().fill(meeting_log_learnings="Oh")
    assert len(open_file(file).all(Draft)) == 1
    log.fill(meeting_log_learnings="")
    assert not open_file(file).all(Draft)


def test_two_tabs_with_one_draft_save_what_each_of_them_says(file: Path) -> None:
    seed(file, ADA)
    first = Dashboard().fill(meeting_log_people=[ADA.id], meeting_log_learnings="One")
    second = Dashboard().fill(meeting_log_learnings="Two")
    first.press("meeting_log_save")
    second.press("meeting_log_save")
    assert not second.errors
    assert [meeting.learnings for meeting in open_file(file).all(Meeting)] == [("One",), ("Two",)]


# -- the table --------------------------------------------------------------------


def test_the_table_shows_the_latest_first_in_words(file: Path) -> None:
    workspace = seed(file, ADA, TOM)
    seed(file, meeting(ADA, ago=timedelta(days=3), learnings=["First", "Second"]), meeting(ADA, TOM))
    log = Dashboard()
    assert log.column("Who") == ["Ada Lovelace and Tom Baker", "Ada Lovelace"]
    assert log.column("When") == ["2026-05-05 10:30:00", "2026-05-02 11:30:00"]
    assert log.column("State") == ["Thank-you due in 23 h", "Thank-you 2 days late"]
    assert log.column("Learned") == ["", "First · Second"]
    assert len(workspace.all(Meeting)) == 2


def test_nobody_is_owed_a_thank_you_who_is_gone_for_good(file: Path) -> None:
    workspace = seed(file, ADA, held := meeting(ADA, ago=timedelta(days=60)))
    contacts.delete_contact(workspace, ADA.id, NOW - timedelta(days=40))
    log = Dashboard()
    assert log.column("State") == ["Held"]
    log.open("meeting_log", meeting=held.id)
    assert "late" not in log.said
    assert not log.has(f"meeting_log_thank_{thank_you_id(held.id, ADA.id)}")


def test_ten_conversations_a_page_and_the_next_page_has_the_rest(file: Path) -> None:
    seed(file, ADA, *(meeting(ADA, ago=timedelta(days=day), learnings=[f"Day {day}"]) for day in range(1, 13)))
    log = Dashboard()
    assert log.column("Learned") == [f"Day {day}" for day in range(1, 11)]
    assert "12 conversations" in log.said
    log.app.session_state["meeting_log_page"] = 2
    log.run()
    assert log.column("Learned") == ["Day 11", "Day 12"]
    log.fill(meeting_log_search="day 3")
    assert log.column("Learned") == ["Day 3"], "a page that is gone gives way to the last one there is"


def test_the_most_urgent_thank_you_stands_beside_the_log_until_a_row_is_selected(file: Path) -> None:
    held = meeting(TOM, ago=timedelta(hours=5), learnings=["Ask early"])
    planned = meeting(ADA, ago=timedelta(days=-1), state="planned")
    seed(file, ADA, TOM, meeting(ADA), held, planned)
    log = Dashboard()
    assert log.beside == "Tom Baker"
    assert "Ask early" in log.said
    assert log.has(f"meeting_log_thank_{thank_you_id(held.id, TOM.id)}")
    assert log.select("meeting_log_table", 0).beside == "Ada Lovelace"
    assert log.has(f"meeting_log_plan_{planned.id}")
    assert log.fill(meeting_log_search="tom").beside == "Tom Baker"
    log.press(f"meeting_log_beside_{held.id}")
    assert log.app.query_params["meeting"] == held.id


def test_each_filter_narrows_the_log_and_says_how_much(file: Path) -> None:
    coffee = meeting(TOM, ago=timedelta(days=5), kind="networking_coffee", place="Café Central")
    seed(
        file,
        ADA,
        TOM,
        meeting(ADA, learnings=["Compilers"]),
        coffee,
        meeting(TOM, ago=timedelta(days=-1), state="planned"),
    )
    log = Dashboard()
    assert len(log.column("Who")) == 3
    for field, value, found in (
        ("search", "compil LOVE", ["Ada Lovelace"]),
        ("search", "central", ["Tom Baker"]),
        ("kinds", ["networking_coffee"], ["Tom Baker"]),
        ("person", [ADA.id], ["Ada Lovelace"]),
        ("state", [MeetingStatus.PLANNED.value], ["Tom Baker"]),
        ("since", date(2026, 5, 5), ["Tom Baker", "Ada Lovelace"]),
        ("until", date(2026, 5, 4), ["Tom Baker"]),
    ):
        before = log.value(f"meeting_log_{field}")
        log.fill(**{f"meeting_log_{field}": value})
        assert log.column("Who") == found, field
        assert f"{len(found)} of 3 conversations" in log.said
        log.fill(**{f"meeting_log_{field}": before})
    assert len(log.column("Who")) == 3


def test_nothing_found_says_so_and_offers_no_file(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    log = Dashboard().fill(meeting_log_search="zebra")
    assert "No conversation matches. Clear the search to see all." in log.said
    assert not log.app.dataframe
    assert log.app.get("download_button")[0].proto.disabled


def test_the_csv_has_the_stored_times_of_a_conversation_that_the_page_shows_as_held(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = meeting(ADA, ago=-timedelta(hours=20), state="planned")
    workspace = seed(file, ADA, planned)
    live_merge.start(workspace, planned.id, NOW - timedelta(minutes=10))
    offered: list[Callable[[], bytes]] = []
    monkeypatch.setattr(
        log_screen, "download_button", lambda _workspace, _label, build, *_, **__: offered.append(build)
    )
    Dashboard("meeting_log")
    stored = csv_export.export_log(workspace, workspace.all(Meeting), NOW, ZoneInfo("Europe/Berlin"))
    assert offered[0]() == stored


# -- zones ------------------------------------------------------------------------


def test_the_day_and_the_hour_are_those_of_the_browsers_zone(file: Path) -> None:
    seed(file, ADA)
    late = Dashboard(zone="Pacific/Auckland")
    assert (late.value("meeting_log_day"), late.value("meeting_log_end")) == (date(2026, 5, 5), time(22, 0))
    late.fill(meeting_log_people=[ADA.id], meeting_log_day=date(2026, 5, 5), meeting_log_end=time(21, 0))
    late.press("meeting_log_save")
    assert late.done == ["Logged: Ada Lovelace."]
    assert open_file(file).all(Meeting)[0].ends_at == NOW - timedelta(hours=1)
    assert late.column("When") == ["2026-05-05 20:30:00"]
    assert Dashboard(zone="UTC").column("When") == ["2026-05-05 08:30:00"]


def test_nine_in_the_evening_is_past_in_auckland_and_to_come_in_utc(file: Path) -> None:
    seed(file, ADA)
    for zone, word in (("Pacific/Auckland", "Logged"), ("UTC", "Planned")):
        log = Dashboard(zone=zone).unfold("meeting_log_form")
        log.fill(meeting_log_people=[ADA.id], meeting_log_end=time(21, 0))
        assert log.press("meeting_log_save").done == [f"{word}: Ada Lovelace."]


def test_the_day_filter_reads_days_on_the_clocks_of_the_zone(file: Path) -> None:
    evening = meeting(ADA, ago=timedelta(hours=20))  # 14:00 UTC on the 4th is the 5th in Auckland
    seed(file, ADA, evening)
    for zone, days in (("Pacific/Auckland", 1), ("UTC", 0)):
        log = Dashboard(zone=zone).fill(meeting_log_since=date(2026, 5, 5))
        assert len(log.app.dataframe) == days, zone


def test_a_zone_of_ones_own_goes_before_the_browsers(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    tab = Dashboard("workspace", zone="UTC").fill(workspace_zone="Pacific/Auckland").press("workspace_save")
    assert tab.open("meeting_log").column("When") == ["2026-05-05 20:30:00"]


@pytest.mark.parametrize("zone", [None, "Mars/Base", "Europe"])
def test_without_a_zone_one_knows_times_are_in_utc_with_a_word_about_it(file: Path, zone: str | None) -> None:
    seed(file, ADA, meeting(ADA))
    log = Dashboard(zone=zone)
    assert "Times are in UTC" in log.said
    assert log.column("When") == ["2026-05-05 08:30:00"]
    assert "Times are in UTC" not in Dashboard().said


def test_filters_are_still_set_after_a_look_at_another_page(file: Path) -> None:
    seed(file, ADA, TOM, meeting(ADA), meeting(TOM))
    fields = {"person": [ADA.id], "search": "ada", "since": date(2026, 5, 1)}
    log = Dashboard().fill(**{f"meeting_log_{field}": value for field, value in fields.items()})
    log.open("people").open("meeting_log")
    assert {field: log.value(f"meeting_log_{field}") for field in fields} == fields
    labels = [log.app.get_by_key(f"meeting_log_{box}").proto.popover.label for box in ("dates", "filters")]
    assert labels == ["Dates (1)", "Filters (1)"]
    log.press("meeting_log_clear")
    assert [log.value(f"meeting_log_{field}") for field in fields] == [[], "", None]


def test_search_looks_into_promises_and_people_recommended_whatever_the_accents(file: Path) -> None:
    with_ada, with_tom = meeting(ADA), meeting(TOM)
    rene = Contact(name="René Müller")
    promised = Promise(contact=ADA.id, meeting=with_ada.id, what="Send the article", due_on=NOW.date())
    seed(file, ADA, TOM, rene, with_ada, with_tom, promised)
    seed(file, Introduction(by_contact=TOM.id, to_contact=rene.id, meeting=with_tom.id))
    log = Dashboard().fill(meeting_log_search="article")
    assert log.column("Who") == ["Ada Lovelace"]
    assert log.fill(meeting_log_search="rene muller").column("Who") == ["Tom Baker"]


@pytest.mark.usefixtures("file")
def test_an_address_with_no_id_leaves_the_unfinished_conversation_alone() -> None:
    for address in ("g", "log", "meeting_log", "_", "~"):
        page = Dashboard("meeting_log").fill(meeting_log_notes="Half a sentence")
        page.open("meeting_log", meeting=address)
        assert "not here any more" in page.errors[0], address
        assert "before it was gone" not in page.said, address
        assert page.value("meeting_log_notes") == "Half a sentence", address


def test_a_newcomer_of_two_tabs_with_one_draft_loses_no_conversation(file: Path) -> None:
    seed(file, Contact(name="Zoe Brown"))
    first_tab = Dashboard("meeting_log").fill(meeting_log_people=["Zoe Browne"])
    (match,) = matching(first_tab, "meeting_log_match_")
    first_tab.fill(**{match: "new"}, meeting_log_learnings="Ask what broke")
    second_tab = Dashboard("meeting_log").fill(meeting_log_learnings="Ask who fixed it")
    first_tab.press("meeting_log_save")
    second_tab.press("meeting_log_save")
    if not second_tab.done:  # the newcomer was made in the other tab: said, and everything stays
        assert second_tab.value("meeting_log_learnings") == "Ask who fixed it"
        second_tab.press("meeting_log_save")
    learnings = [meeting.learnings for meeting in open_file(file).all(Meeting)]
    assert sorted(learnings) == [("Ask what broke",), ("Ask who fixed it",)]

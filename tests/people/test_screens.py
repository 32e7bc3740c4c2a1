"""People: the list with its search, one person's page, adding, changing and deleting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netdash.meetings import live_merge
from netdash.questions import questions
from netdash.records import Contact, Draft, Introduction, MeetingState, Message, Purpose, Stakeholder
from netdash.store import open_file
from tests.driving import NOW, Dashboard, meeting, seed

ADA = Contact(
    name="Ada Lovelace",
    company="Analytical Engines",
    position="Engineer",
    tags=("alumni",),
    stakeholder=Stakeholder.TECHNICAL,
)
TOM = Contact(name="Tom Baker", emails=("tom@example.org",))
QUESTIONS = tuple(question.id for question in questions.shipped()[:6])


def names(file: Path) -> list[str]:
    return [contact.name for contact in open_file(file).all(Contact)]


def test_with_nobody_yet_the_page_teaches_and_opens_the_form(file: Path) -> None:
    people = Dashboard("people")
    assert people.title == "People"
    assert "appear here by themselves" in people.said
    assert people.app.expander(key="people_form").proto.expanded
    assert not people.has("people_search")
    assert not file.exists()


def test_the_table_is_by_name_and_says_what_is_next_and_when_you_were_in_contact(file: Path) -> None:
    talk = meeting(ADA, ago=timedelta(days=1))
    seed(file, TOM, ADA, talk, Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=talk.id))
    people = Dashboard("people")
    assert "2 people, 2 to do" in people.said
    assert people.column("Name") == ["Ada Lovelace", "Tom Baker"]
    assert people.column("Company") == ["Analytical Engines", ""]
    assert people.column("Role in hiring") == ["Technical", ""]
    assert people.column("Last contact") == ["2026-05-04", "None"]
    assert people.column("Next") == ["Thank Ada", "Write to Tom, introduced by Ada Lovelace"]
    assert people.column("Due") == ["2026-05-05", "2026-05-11"]
    assert people.column("Introductions") == ["1", "0"]


def test_next_names_the_person_as_a_message_does_and_leaves_other_names_whole(file: Path) -> None:
    ann, leeds = Contact(name="Ann Lee", called="Annie"), Contact(name="Ann Leeds")
    talk = meeting(leeds, ago=timedelta(days=1))
    seed(file, ann, leeds, talk, Introduction(by_contact=leeds.id, to_contact=ann.id, meeting=talk.id))
    assert Dashboard("people").column("Next") == ["Write to Annie, introduced by Ann Leeds", "Thank Ann"]


def test_the_number_to_do_and_the_table_are_of_one_moment(file: Path) -> None:
    plan = meeting(ADA, ago=timedelta(minutes=-5), state=MeetingState.PLANNED, questions=QUESTIONS)
    workspace = seed(file, ADA, plan)
    people = Dashboard("people")
    assert people.column("Next") == [""]
    live_merge.start(workspace, plan.id, NOW)
    live_merge.stop(workspace, plan, NOW)
    assert "1 person, 1 to do" in people.run().said
    assert people.column("Next") == ["Record your conversation with Ada"]


# -- who stands beside the table ----------------------------------------------------


def test_whom_something_is_to_do_for_first_stands_beside_the_table_until_another_row_is_selected(file: Path) -> None:
    zoe = Contact(name="Zoë", company="Northwind")
    seed(file, ADA, TOM, zoe, meeting(TOM, learnings=["Ask early"]), meeting(zoe, ago=timedelta(days=3)))
    people = Dashboard("people")
    assert people.beside == "Zoë"
    assert people.select("people_table", 1).beside == "Tom Baker"
    assert "Thank **Tom Baker**" in people.said
    assert "Ask early" in people.said
    assert people.fill(people_show=["To do for me"]).beside == "Tom Baker", "row 1 is another one's by now"
    assert people.fill(people_show=["Technical"]).beside == "Ada Lovelace", "who is looked at matches the filter"
    assert people.fill(people_search="ada").beside == "Ada Lovelace"
    assert people.press_row("Tom Baker", row=0).title == "People", "that row is another one's by now"
    assert people.press(f"people_page_{ADA.id}").title == "Ada Lovelace"


def test_beside_the_table_somebody_new_has_a_sentence_and_a_button_for_a_first_message(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people")
    assert "Nothing between you yet." in people.said
    assert not people.app.subheader
    assert people.press(f"people_first_{ADA.id}").title == "Write to Ada Lovelace"


def test_what_has_no_room_beside_the_table_is_counted(file: Path) -> None:
    talks = [meeting(ADA, ago=timedelta(hours=2 * number)) for number in (1, 2, 3)]
    seed(file, ADA, *talks)
    people = Dashboard("people")
    assert people.app.button(key=f"people_page_{ADA.id}").label == "Open their page: 1 more to do"
    assert len([key for key in people.keys if key.startswith("people_more_")]) == 2


@pytest.mark.parametrize(
    ("text", "found"), [("ada", 1), ("ENGINES eng", 1), ("alumni", 1), ("example.org", 1), ("a", 2)]
)
def test_search_looks_at_names_companies_tags_and_addresses(file: Path, text: str, found: int) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people").fill(people_search=text)
    assert len(people.column("Name")) == found


def test_the_filters_narrow_the_table_and_what_is_to_do_comes_the_most_urgent_first(file: Path) -> None:
    hr = Contact(name="Hana", stakeholder=Stakeholder.HR)
    sent = Message(contact=TOM.id, purpose=Purpose.FIRST_MESSAGE, sent_at=NOW - timedelta(days=1), body="Hello")
    seed(file, ADA, TOM, hr, meeting(ADA), meeting(hr, ago=timedelta(days=2)), sent)
    people = Dashboard("people")
    found = {
        ("Technical",): ["Ada Lovelace"],
        ("Technical", "HR"): ["Ada Lovelace", "Hana"],
        ("HR", "To do for me"): ["Hana"],
        ("To do for me",): ["Hana", "Ada Lovelace", "Tom Baker"],
        ("Waiting for a reply",): ["Tom Baker"],
    }
    for chosen, names in found.items():
        assert people.fill(people_show=list(chosen)).column("Name") == names, chosen
    assert "1 of 3 people" in people.said
    assert "Nobody matches" in people.fill(people_show=["HR", "Waiting for a reply"]).said


def test_a_link_with_a_company_searches_for_it_whatever_was_filtered(file: Path) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people").fill(people_show=["HR"]).open("people", company="Analytical Engines")
    assert people.value("people_search") == "Analytical Engines"
    assert people.column("Name") == ["Ada Lovelace"]


def test_the_search_is_there_again_on_the_way_back_and_in_what_is_listed(file: Path) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people").fill(people_search="ada")
    assert "1 of 2 people" in people.said
    people.open("people", contact=ADA.id).open("people")
    assert people.value("people_search") == "ada"
    assert people.column("Name") == ["Ada Lovelace"]
    people.fill(people_search="").open("people", company="Analytical Engines")
    assert people.value("people_search") == "Analytical Engines"


def test_a_page_of_the_table_has_five_hundred_rows(file: Path) -> None:
    with (workspace := open_file(file)).transaction():
        for number in range(501):
            workspace.save(Contact(name=f"Person {number:03}"))
    people = Dashboard("people")
    assert "501 people, 0 to do" in people.said
    assert len(people.column("Name")) == 500
    people.app.session_state["people_page"] = 2
    assert people.run().column("Name") == ["Person 500"]


def test_nobody_found_says_so(file: Path) -> None:
    seed(file, ADA)
    assert "Nobody matches. Try fewer letters or filters." in Dashboard("people").fill(people_search="zebra").said


def test_a_person_is_added_with_everything_that_was_typed(file: Path) -> None:
    people = Dashboard("people").fill(
        people_name="  Grace   Hopper ",
        people_position="Admiral",
        people_company="Navy",
        people_emails="grace@example.org, , hopper@example.org ",
        people_phones="+1 555 0100",
        people_linkedin="https://www.linkedin.com/in/grace",
        people_stakeholder="technical",
        people_how_met="A talk",
        people_tags="compilers, navy",
        people_notes="Line one\nLine two",
    )
    people.press("people_save")
    assert people.done == ["Saved Grace Hopper."]
    assert people.links == ["Open their page"]
    (grace,) = open_file(file).all(Contact)
    assert (grace.name, grace.emails, grace.tags) == (
        "Grace Hopper",
        ("grace@example.org", "hopper@example.org"),
        ("compilers", "navy"),
    )
    assert (grace.stakeholder, grace.notes) == (Stakeholder.TECHNICAL, "Line one\nLine two")
    people.unfold("people_form")
    assert [people.value(f"people_{field}") for field in ("name", "emails", "notes", "stakeholder")] == ["", "", "", ""]


def test_a_link_or_number_with_a_comma_stays_whole(file: Path) -> None:
    links = ("https://example.org/maps/@52.5,13.4", "https://a.example")
    phones = ("+49 30 5, ext. 7", "+49 30 5, ext. 70")
    workspace = seed(file, ada := Contact(name="Ada", phones=phones, links=links))
    page = Dashboard("people", contact=ada.id).unfold(f"people_change_{ada.id}")
    page.fill(**{f"people_how_met_{ada.id}": "A talk"}).press(f"people_save_{ada.id}")
    assert not page.errors
    stored = workspace.require(Contact, ada.id)
    assert (stored.how_met, stored.phones, stored.links) == ("A talk", ada.phones, links)
    page.unfold(f"people_change_{ada.id}")
    typed = {"links": f"{links[0]},15z,{links[1]},https://b.example,", "phones": f"{phones[0]},+1 555 0100"}
    page.fill(**{f"people_{field}_{ada.id}": text for field, text in typed.items()}).press(f"people_save_{ada.id}")
    stored = workspace.require(Contact, ada.id)
    assert stored.links == (f"{links[0]},15z", links[1], "https://b.example")
    assert stored.phones == (phones[0], "+1 555 0100")


def test_a_person_without_a_name_is_refused_and_what_was_typed_stays(file: Path) -> None:
    people = Dashboard("people").fill(people_company="Navy").press("people_save")
    assert people.errors == ["Give the person a name."]
    assert people.value("people_company") == "Navy"
    assert names(file) == []


def test_pressing_add_twice_adds_one_person(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Grace Hopper").press_fast("people_save")
    assert not people.errors
    assert names(file) == ["Grace Hopper"]


def test_two_tabs_with_one_draft_add_whom_each_of_them_names(file: Path) -> None:
    first = Dashboard("people").fill(people_name="Grace")
    second = Dashboard("people").fill(people_name="Grace Hopper")
    first.press("people_save")
    second.press("people_save")
    assert names(file) == ["Grace", "Grace Hopper"]


def test_a_person_half_typed_is_there_in_a_new_session(file: Path) -> None:
    Dashboard("people").fill(people_name="Grace", people_notes="Half a s")
    again = Dashboard("people")
    assert (again.value("people_name"), again.value("people_notes")) == ("Grace", "Half a s")
    again.press("people_save")
    assert names(file) == ["Grace"]
    assert not open_file(file).all(Draft)


@pytest.mark.parametrize("id", ["0" * 32, "nonsense", "<script>"])
def test_a_link_to_nobody_says_so_and_shows_the_list(file: Path, id: str) -> None:
    seed(file, ADA)
    page = Dashboard("people", contact=id)
    assert len(page.errors) == 1
    assert page.errors[0].startswith("This person is not here")
    assert page.title == "People"
    assert page.column("Name") == ["Ada Lovelace"]


def changed(file: Path) -> Dashboard:
    """Change one person in two tabs; the second save is refused."""
    seed(file, ADA)
    first, second = (Dashboard("people", contact=ADA.id).unfold(f"people_change_{ADA.id}") for _ in range(2))
    first.fill(**{f"people_company_{ADA.id}": "First"}).press(f"people_save_{ADA.id}")
    assert first.done == ["Saved Ada Lovelace."]
    return second.fill(**{f"people_company_{ADA.id}": "Second"}).press(f"people_save_{ADA.id}")


def test_the_second_of_two_tabs_is_refused_and_may_choose_its_own_version(file: Path) -> None:
    second = changed(file)
    assert "changed in another tab" in second.errors[0]
    table = second.app.table[0].value
    company = table[table[""] == "Company"].iloc[0]
    assert (company["Yours"], company["Stored"]) == ("Second", "First")
    second.press(f"people_conflict_{ADA.id}_mine")
    assert open_file(file).all(Contact)[0].company == "Second"
    assert not open_file(file).all(Draft)


def test_the_second_of_two_tabs_may_keep_the_stored_version(file: Path) -> None:
    second = changed(file).press(f"people_conflict_{ADA.id}_theirs")
    assert not second.errors
    assert open_file(file).all(Contact)[0].company == "First"
    assert second.unfold(f"people_change_{ADA.id}").value(f"people_company_{ADA.id}") == "First"


def test_after_a_save_the_keys_are_the_same(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people")
    keys = people.keys
    people.unfold("people_form").fill(people_name="Grace Hopper").press("people_save").run()
    assert people.keys - {"flash"} == keys


def test_a_namesake_is_offered_before_a_second_one_is_made_and_may_still_be_added(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people").unfold("people_form").fill(people_name=" ada  lovelace ")
    assert any("You know Ada Lovelace already" in link for link in people.links)
    people.press("people_save")
    assert names(file) == ["Ada Lovelace", "ada lovelace"]


def test_what_is_no_address_is_named_and_the_rest_stays_typed(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Ada", people_emails="ada@example.org, not an address")
    people.press("people_save")
    assert people.errors == ["“not an address” is not an e-mail address. Correct it, or leave the field empty."]
    assert (names(file), people.value("people_name")) == ([], "Ada")


def test_an_odd_address_from_before_does_not_stand_in_the_way_of_a_change(file: Path) -> None:
    odd = ADA.replace(emails=("ada at home",))
    seed(file, odd)
    page = Dashboard("people", contact=odd.id).unfold(f"people_change_{odd.id}")
    page.fill(**{f"people_company_{odd.id}": "Navy"}).press(f"people_save_{odd.id}")
    assert not page.errors
    assert open_file(file).all(Contact)[0].company == "Navy"

"""People: the list with its search, one person's page, adding, changing and deleting."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from netdash.records import Contact, Draft, Introduction, Promise, Stakeholder
from netdash.store import open_file
from tests.driving import Dashboard, meeting, seed

ADA = Contact(name="Ada Lovelace", company="Analytical Engines", position="Engineer", tags=("alumni",))
TOM = Contact(name="Tom Baker", emails=("tom@example.org",))


def names(file: Path) -> list[str]:
    return [contact.name for contact in open_file(file).all(Contact)]


def test_with_nobody_yet_the_page_teaches_and_opens_the_form(file: Path) -> None:
    people = Dashboard("people")
    assert people.title == "People"
    assert "appear here by themselves" in people.said
    assert people.app.expander(key="people_form").proto.expanded
    assert not people.has("people_search")
    assert not file.exists()


def test_the_list_is_by_name_and_says_who_is_owed_and_when_you_talked(file: Path) -> None:
    seed(file, TOM, ADA, meeting(ADA, ago=timedelta(days=1)))
    people = Dashboard("people")
    assert "2 people" in people.said
    assert people.said.index("Ada Lovelace") < people.said.index("Tom Baker")
    assert "Engineer at Analytical Engines · last talked yesterday" in people.said
    assert "thank-you" in people.said


@pytest.mark.parametrize(
    ("text", "found"), [("ada", 1), ("ENGINES eng", 1), ("alumni", 1), ("example.org", 1), ("a", 2)]
)
def test_search_looks_at_names_companies_tags_and_addresses(file: Path, text: str, found: int) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people").fill(people_search=text)
    assert len([key for key in people.keys if key.startswith("people_open_")]) == found


def test_a_link_with_a_company_searches_for_it(file: Path) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people", company="Analytical Engines")
    assert people.value("people_search") == "Analytical Engines"
    assert [key for key in people.keys if key.startswith("people_open_")] == [f"people_open_{ADA.id}"]


def test_the_search_is_there_again_on_the_way_back_and_in_what_is_listed(file: Path) -> None:
    seed(file, TOM, ADA)
    people = Dashboard("people").fill(people_search="ada")
    assert "1 of 2 people" in people.said
    people.press(f"people_open_{ADA.id}").open("people")
    assert people.value("people_search") == "ada"
    assert [key for key in people.keys if key.startswith("people_open_")] == [f"people_open_{ADA.id}"]
    people.fill(people_search="").open("people", company="Analytical Engines")
    assert people.value("people_search") == "Analytical Engines"


def test_nobody_found_says_so(file: Path) -> None:
    seed(file, ADA)
    assert "Nobody matches. Try fewer letters." in Dashboard("people").fill(people_search="zebra").said


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


def test_one_persons_page_tells_what_there_is_between_you(file: Path) -> None:
    talk = meeting(ADA, learnings=["Ask what not to build"])
    promise = Promise(contact=ADA.id, what="Send the article", due_on=date(2026, 5, 6))
    seed(file, ADA, TOM, talk, promise, Introduction(by_contact=ADA.id, to_contact=TOM.id, meeting=talk.id))
    page = Dashboard("people", contact=ADA.id)
    assert page.title == "Ada Lovelace"
    for text in ("Engineer at Analytical Engines", "alumni", "due in 23 h", "Send the article", "due tomorrow"):
        assert text in page.said, text
    assert "Ask what not to build" in page.said
    assert "Introduced you to" in page.said
    assert page.links == ["Informational interview today at 11:00", "Tom Baker"]
    assert "Introduced to you by" in page.open("people", contact=TOM.id).said
    assert page.links == ["Ada Lovelace"]


def test_somebody_of_the_sample_is_marked_on_their_own_page_too(file: Path) -> None:
    seed(file, ADA.replace(sample=True))
    assert Dashboard("people", contact=ADA.id).title == "Ada Lovelace (sample)"


@pytest.mark.parametrize("id", ["0" * 32, "nonsense", "<script>"])
def test_a_link_to_nobody_says_so_and_shows_the_list(file: Path, id: str) -> None:
    seed(file, ADA)
    page = Dashboard("people", contact=id)
    assert len(page.errors) == 1
    assert page.errors[0].startswith("This person is not here")
    assert page.title == "People"
    assert "Ada Lovelace" in page.said


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


def test_after_a_save_the_keys_are_the_same(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people")
    keys = people.keys
    people.unfold("people_form").fill(people_name="Grace Hopper").press("people_save").run()
    (grace,) = (contact for contact in open_file(file).all(Contact) if contact.name == "Grace Hopper")
    assert people.keys - {"flash", f"people_open_{grace.id}"} == keys


def test_a_namesake_is_offered_before_a_second_one_is_made_and_may_still_be_added(file: Path) -> None:
    seed(file, ADA)
    people = Dashboard("people").unfold("people_form").fill(people_name=" ada  lovelace ")
    assert any("You know Ada Lovelace already" in link for link in people.links)
    people.press("people_save")
    assert names(file) == ["Ada Lovelace", "ada lovelace"]


def test_what_is_no_address_is_named_and_the_rest_stays_typed(file: Path) -> None:
    people = Dashboard("people").fill(people_name="Ada", people_emails="ada@example.org, not an address")
    people.press("people_save")
    assert people.errors == ["“not an address” is no e-mail address; mend it, or leave the field empty."]
    assert (names(file), people.value("people_name")) == ([], "Ada")


def test_an_odd_address_from_before_does_not_stand_in_the_way_of_a_change(file: Path) -> None:
    odd = ADA.replace(emails=("ada at home",))
    seed(file, odd)
    page = Dashboard("people", contact=odd.id).unfold(f"people_change_{odd.id}")
    page.fill(**{f"people_company_{odd.id}": "Navy"}).press(f"people_save_{odd.id}")
    assert not page.errors
    assert open_file(file).all(Contact)[0].company == "Navy"

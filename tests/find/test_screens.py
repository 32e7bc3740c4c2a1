"""The box in which anything is found: what it shows as one types, where a press leads, and what stays as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from netdash.records import Contact, Draft
from netdash.store import open_file
from tests.driving import SAID, Dashboard, meeting, read, seed
from tests.servers import ROOT

ADA = Contact(name="Ada Lovelace", company="Northwind", position="Staff engineer")
ZOE = Contact(name="Zoë Müller")
ODD = Contact(name="**Bob** <b>B</b> $x$ :red[y] [z](w) `c` #1 _d_ ~~e~~ & | :smile: :material/add:", company="*Co*")


def labels(seen: Dashboard) -> list[str]:
    return [one.label for one in seen.app.button if str(one.key).startswith("find_hit_")]


def finds(text: str, page: str = "today") -> Dashboard:
    return Dashboard(page).press("find_open").fill(find_text=text)


def test_the_box_opens_from_every_page_and_offers_what_can_be_begun(file: Path) -> None:
    seed(file, ADA)
    seen = Dashboard("rules")
    assert not seen.has("find_text")
    seen.press("find_open")
    assert {"find_text", *(f"find_new_{one}" for one in ("conversation", "person", "message", "question"))} <= seen.keys
    assert labels(seen) == []


def test_the_words_are_marked_and_the_rest_is_letter_for_letter(file: Path) -> None:
    seed(file, ADA, ODD)
    seen = finds("lovel STAFF")
    assert labels(seen) == [
        "Ada :primary-background[Lovel]ace  :small[:gray[:primary-background[Staff] engineer at Northwind]]"
    ]
    assert "1 result. Enter opens the first." in seen.said
    (bob,) = labels(seen.fill(find_text="bob"))
    assert read(bob.replace(":primary-background[Bob]", "Bob")).startswith(ODD.name)
    assert "**Bob" not in bob
    assert all("*Co*" not in label for label in labels(seen.fill(find_text="*co*")))


def test_a_press_opens_the_record_and_closes_the_box(file: Path) -> None:
    talk = meeting(ADA, notes="She knows about evaluation sets")
    seed(file, ADA, talk)
    seen = finds("evaluation")
    assert ":primary-background[evaluation] sets" in seen.markdown("markdown")
    seen.press(f"find_hit_meeting_{talk.id}")
    assert (seen.title, dict(seen.app.query_params)) == ("Ada Lovelace", {"meeting": talk.id})
    assert not seen.has("find_text")


def test_a_press_counts_though_other_words_came_with_it(file: Path) -> None:
    seed(file, ADA, ZOE)
    seen = finds("ada")
    seen.types(find_text="mueller").press(f"find_hit_person_{ADA.id}")
    assert seen.title == "Ada Lovelace"


def test_the_record_that_one_is_at_already_only_closes_the_box(file: Path) -> None:
    seed(file, ADA)
    seen = Dashboard("people", contact=ADA.id).press("find_open").fill(find_text="ada")
    seen.press(f"find_hit_person_{ADA.id}")
    assert seen.title == "Ada Lovelace"
    assert not seen.has("find_text")


def test_the_box_stays_open_while_its_page_is_drawn_anew_and_not_on_another(file: Path) -> None:
    seed(file, ADA)
    seen = finds("ada").run()
    assert (seen.value("find_text"), len(labels(seen))) == ("ada", 1)
    assert not seen.open("people").has("find_text")


def test_what_nobody_has_is_begun_with_its_name(file: Path) -> None:
    seed(file, ADA)
    seen = finds("Grace  Hopper")
    assert "Nothing here says “Grace Hopper”." in seen.said
    assert seen.app.button(key="find_new_person").label == "New person “Grace Hopper”"
    seen.press("find_new_person")
    assert (seen.title, seen.value("people_name")) == ("People", "Grace Hopper")
    assert not seen.has("find_text")


def test_a_name_that_is_nearly_right_is_offered(file: Path) -> None:
    seed(file, ADA)
    seen = finds("ada lovelase")
    assert "Nothing here says “ada lovelase”. Did you mean one of these?" in seen.said
    assert len(labels(seen)) == 1
    assert seen.app.button(key="find_new_person").label == "New person “ada lovelase”"


def test_every_kind_of_new_record_opens_its_form(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    for new, title, field in (
        ("conversation", "Meeting log", "meeting_log_people"),
        ("person", "People", "people_name"),
        ("message", "Outreach", "outreach_person"),
        ("question", "Question bank", "question_bank_text"),
    ):
        seen = Dashboard("insights").press("find_open").press(f"find_new_{new}")
        assert (seen.title, seen.has(field)) == (title, True), new


def test_a_name_goes_over_nothing_that_is_typed_there_already(file: Path) -> None:
    seed(file, ADA)
    Dashboard("people").press("people_form_open").fill(people_name="Tom")
    seen = finds("Grace Hopper").press("find_new_person")
    assert seen.value("people_name") == "Tom"
    assert [one.form for one in open_file(file).all(Draft)] == ["people"]


def test_what_is_typed_below_the_box_is_there_on_the_way_back(file: Path) -> None:
    seed(file, ADA, meeting(ADA))
    seen = Dashboard("meeting_log").press("meeting_log_form_open").types(meeting_log_place="Café Cen")
    seen.press("find_open").fill(find_text="ada").press(f"find_hit_person_{ADA.id}")
    assert seen.title == "Ada Lovelace"
    assert seen.open("meeting_log").value("meeting_log_place") == "Café Cen"


def test_with_ten_of_many_it_says_how_many_there_are(file: Path) -> None:
    seed(file, *(Contact(name=f"Ada {number}") for number in range(12)))
    seen = finds("ada")
    assert len(labels(seen)) == 10
    assert "People** · 10 of 12" in seen.markdown(*SAID)


def test_a_company_that_is_no_target_opens_as_the_people_there(file: Path) -> None:
    seed(file, ADA, ZOE)
    seen = finds("northw").press("find_hit_company_northwind")
    assert (seen.title, seen.value("people_search"), seen.column("Name")) == ("People", "Northwind", ["Ada Lovelace"])


def test_the_first_page_imports_nothing_of_what_is_searched_in() -> None:
    imports = "import sys, netdash.find.screens.opener; sys.exit(any('netdash.find.f' in one for one in sys.modules))"
    assert subprocess.run([sys.executable, "-c", imports], cwd=ROOT, check=False).returncode == 0

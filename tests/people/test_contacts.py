"""Finding people, naming them so that no two read the same, and letting them go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netdash import rules, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.people import contacts
from netdash.records import Contact, Meeting, Stakeholder
from netdash.records.base import ConflictError
from tests.factories import DAY, NOON, fresh, kept, names, person, talk

KEPT_FOR = rules.shipped().trash.kept_for

ADA = person(
    "Ada Lovelace",
    company="Northwind",
    position="Staff engineer",
    how_met="PyCon",
    tags=("python",),
    emails=("ada@northwind.example",),
    notes="Likes chess.",
)
TOM = person("Tom Okafor", company="Globex", position="HR")


@pytest.mark.parametrize(
    "text", ["ada", "LOVELACE", "north", "staff eng", "pycon", "PYTHON", "ada@northwind", "chess", "chess ada"]
)
def test_search_looks_for_every_word_in_every_part(text):
    assert contacts.search([TOM, ADA], text) == (ADA,)


def test_search_wants_all_the_words():
    assert contacts.search([TOM, ADA], "ada globex") == ()


@pytest.mark.parametrize("text", ["", "  \t"])
def test_an_empty_search_finds_everybody_by_name(text):
    zoe, bea = person("zoe"), person("Bea")
    assert [contact.name for contact in contacts.search([zoe, TOM, bea, ADA], text)] == [
        "Ada Lovelace",
        "Bea",
        "Tom Okafor",
        "zoe",
    ]


def test_search_does_not_join_two_parts_into_a_match():
    assert contacts.search([ADA], "lovelacenorthwind") == ()


name_parts = st.sampled_from(["Ann", "Ann (2)", "Ann (3)", "Ann · Globex", "Bo"])
people = st.lists(
    st.builds(person, name_parts | names, company=st.sampled_from(["", "Globex", "Globex (2)", "(2)"])), max_size=12
)


@given(people)
def test_no_two_labels_read_the_same(everybody):
    labels = contacts.labels(everybody)
    assert list(labels) == [contact.id for contact in everybody]
    assert len(set(labels.values())) == len(everybody)
    assert all(labels[contact.id].startswith(contact.name) for contact in everybody)


def test_a_label_has_a_company_and_a_number_only_where_there_is_need():
    everybody = [person("Ann"), person("Ann", company="Globex"), person("Ann"), person("Bo")]
    assert list(contacts.labels(everybody).values()) == ["Ann", "Ann · Globex", "Ann (2)", "Bo"]


def test_somebody_really_called_by_a_number_keeps_their_name():
    everybody = [person("Ann"), person("Ann"), person("Ann (2)"), person("Ann")]
    assert list(contacts.labels(everybody).values()) == ["Ann", "Ann (3)", "Ann (2)", "Ann (4)"]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Jon Smith", "John Smith"),
        ("Smith John", "John Smith"),
        ("  john   SMITH ", "John Smith"),
        ("Anna Schmidt", "Anne Schmidt"),
        ("Katharina Mayer", "Katharina Meyer"),
        ("Ada", "Ada Lovelace"),
        ("lovelace", "Ada Lovelace"),
    ],
)
def test_a_name_that_may_be_somebody_known_is_offered(typed, known):
    other, somebody = person("Priya Raman"), person(known)
    assert contacts.lookalikes(typed, [other, somebody]) == (somebody,)


@pytest.mark.parametrize("typed", ["Grace Hopper", "Al", "Ad", "", " "])
def test_a_name_unlike_any_is_offered_nobody(typed):
    assert contacts.lookalikes(typed, [person("Ada Lovelace"), person("Alan Turing")]) == ()


def test_lookalikes_are_only_ever_offered():
    """Two people, however alike their names, stay two: nothing is merged, and both are offered."""
    workspace = fresh()
    anna, anne = kept(workspace, person("Anna Schmidt")), kept(workspace, person("Anne Schmidt"))
    workspace.save_once(person("Anna Schmidt"))
    assert len(workspace.all(Contact)) == 3
    assert contacts.lookalikes("Anna Schmidt", workspace.all(Contact))[-1] == anne
    assert workspace.get(Contact, anna.id) == anna


def test_a_letter_of_another_alphabet_an_apostrophe_and_a_hyphen_are_found_however_they_are_typed():
    spelled = {
        "Łukasz Żak": ("lukasz zak", "ŁUKASZ"),
        "Jørgen Bæk": ("jorgen baek",),
        "Đorđe Ðóra": ("dorde dora",),
        "Þóra Œil": ("thora oeil",),
        "Işıl Straße": ("isil strasse", "IŞIL"),
        "Sinéad O’Brien": ("o'brien", "oʼbrien", "O`Brien"),
        "Jean‑Luc Ng": ("jean-luc", "jean–luc"),
    }
    for name, typed in spelled.items():
        somebody = person(name)
        for words in typed:
            assert contacts.search([somebody], words) == (somebody,), words
        assert contacts.namesake(typed[0], [somebody]) in (somebody, None)
        assert contacts.lookalikes(typed[0], [somebody]) == (somebody,), typed[0]


def test_the_likest_comes_first_and_three_are_enough():
    everybody = [person(name) for name in ("Ann Bee", "Ann Dee", "Ann Gee", "Ann Lee", "Ann Tee")]
    offered = contacts.lookalikes("ann tee", everybody)
    assert len(offered) == 3
    assert offered[0].name == "Ann Tee"


@given(st.lists(names), names)
@example(["Ì"], "I")
def test_a_name_that_is_there_already_is_always_offered_first(others, name):
    everybody = [*map(person, others), person(name)]
    called = person(name).name  # as it is stored
    offered = contacts.lookalikes(called, everybody)
    assert offered[0].name.casefold() == called.casefold()
    assert len(offered) <= 3


@pytest.mark.parametrize(
    ("position", "company", "words"),
    [
        ("Staff engineer", "Northwind", "Staff engineer at Northwind"),
        ("Staff engineer", "", "Staff engineer"),
        ("", "Northwind", "Northwind"),
        ("", "", ""),
    ],
)
def test_a_position_is_said_as_far_as_it_is_known(position, company, words):
    assert contacts.position_words(person(position=position, company=company)) == words


def test_the_directory_marks_who_was_deleted_and_forgets_them_after_thirty_days():
    workspace = fresh()
    ada, tom = kept(workspace, ADA), kept(workspace, TOM)
    contacts.delete_contact(workspace, tom.id, NOON)

    while_kept = contacts.directory(workspace, NOON + KEPT_FOR - DAY, KEPT_FOR)
    assert while_kept.name(ada.id) == "Ada Lovelace"
    assert while_kept.name(tom.id) == "Tom Okafor (deleted)"
    assert while_kept.find(tom.id) == tom
    assert while_kept.names([ada.id, tom.id]) == "Ada Lovelace and Tom Okafor (deleted)"

    after = contacts.directory(workspace, NOON + KEPT_FOR, KEPT_FOR)
    assert after.name(tom.id) == "someone removed"
    assert after.find(tom.id) is None

    trash.restore(workspace, tom.id)
    assert contacts.directory(workspace, NOON, KEPT_FOR).name(tom.id) == "Tom Okafor"


def test_what_is_in_the_trash_beside_people_names_nobody():
    workspace = fresh()
    meeting = kept(workspace, talk(ADA))
    trash.discard(workspace, Meeting, meeting.id, "Talk", NOON)
    assert dict(contacts.directory(workspace, NOON, KEPT_FOR).deleted) == {}


@pytest.mark.parametrize(
    ("given_names", "line"),
    [("", ""), ("Ada", "Ada"), ("Ada Tom", "Ada and Tom"), ("Ada Tom Priya", "Ada, Tom and Priya")],
)
def test_several_names_read_as_one_line(given_names, line):
    everybody = [person(name) for name in given_names.split()]
    who = contacts.Directory({contact.id: contact for contact in everybody}, {})
    assert who.names(contact.id for contact in everybody) == line


def test_a_contact_is_saved_and_changed():
    workspace = fresh()
    assert workspace.save_once(ADA) == ADA.id
    stored = kept(workspace, workspace.all(Contact)[0].replace(company="Globex"))
    assert workspace.save_once(stored.replace(position="CTO")) == ADA.id
    assert [(contact.company, contact.position) for contact in workspace.all(Contact)] == [("Globex", "CTO")]


def test_submitting_a_new_contact_twice_changes_nothing_the_second_time():
    workspace = fresh()
    workspace.save_once(ADA)
    version = workspace.version(Contact)
    assert workspace.save_once(ADA.replace(name="Typed after the first click")) == ADA.id
    assert [contact.name for contact in workspace.all(Contact)] == ["Ada Lovelace"]
    assert workspace.version(Contact) == version


def test_the_second_of_two_tabs_is_refused_with_both_versions():
    workspace = fresh()
    opened = kept(workspace, ADA)
    workspace.save_once(opened.replace(company="Globex"))
    mine = opened.replace(company="Initech")
    with pytest.raises(ConflictError, match="This person was changed in another tab") as caught:
        workspace.save_once(mine)
    assert caught.value.mine == mine
    assert caught.value.theirs == workspace.get(Contact, ADA.id)
    assert [contact.company for contact in workspace.all(Contact)] == ["Globex"]


def test_a_change_to_somebody_deleted_meanwhile_is_refused():
    workspace = fresh()
    opened = kept(workspace, ADA)
    contacts.delete_contact(workspace, ADA.id, NOON)
    with pytest.raises(GoneError, match="It may be in the trash"):
        workspace.save_once(opened.replace(company="Globex"))
    with pytest.raises(GoneError):
        contacts.delete_contact(workspace, ADA.id, NOON + timedelta(seconds=1))
    assert workspace.all(Contact) == ()


def test_deleting_somebody_leaves_their_conversations():
    workspace = fresh()
    ada = kept(workspace, ADA)
    meeting = kept(workspace, talk(ada))
    assert contacts.delete_contact(workspace, ada.id, NOON) == ada.id
    assert workspace.all(Meeting) == (meeting,)
    [item] = trash.items(workspace, NOON, KEPT_FOR)
    assert item.label == "Ada Lovelace"


def test_search_finds_names_without_their_accents():
    rene = person("René Müller")
    assert contacts.search([rene], "rene MULLER") == (rene,)
    assert contacts.lookalikes("Rene Muller", [rene]) == (rene,)


@pytest.mark.parametrize("email", ["ada@example.org", "a.b+c@example.co.uk", "ä@exämple.org"])
def test_an_address_is_taken(email):
    contacts.check_emails([email])


@pytest.mark.parametrize("email", ["ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@ex ample.org"])
def test_what_is_no_address_is_named(email):
    with pytest.raises(InvalidRecordError, match=f"“{email}” is not an e-mail address"):
        contacts.check_emails(["ada@example.org", email])


def test_a_namesake_has_the_very_same_name_but_for_case_and_accents():
    rene = person("René Müller")
    assert contacts.namesake(" rene  müller", [rene]) is rene
    assert contacts.namesake("René", [rene]) is None
    assert contacts.namesake("", [rene]) is None


def test_somebody_of_the_sample_is_marked_where_people_are_chosen():
    ada, priya = person("Ada"), person("Priya", company="Northwind", sample=True)
    assert list(contacts.labels([ada, priya]).values()) == ["Ada", "Priya · Northwind (sample)"]


def test_a_job_title_suggests_a_side_and_some_suggest_none():
    sides = {
        "Engineering manager": Stakeholder.TECHNICAL,
        "Staff software engineer, platform": Stakeholder.TECHNICAL,
        "CTO": Stakeholder.TECHNICAL,
        "Technical recruiter": Stakeholder.HR,
        "Talent-acquisition partner": Stakeholder.HR,
        "Head of People": Stakeholder.HR,
        "VP Data": Stakeholder.TECHNICAL,
        "Sales manager": None,
        "Business development": None,
        "Learning and development lead": None,
        "Security guard": None,
        "Market research": None,
        "Landscape architect": None,
        "Hairdresser": None,
        "": None,
    }
    assert {title: contacts.suggested_side(person(position=title)) for title in sides} == sides


def test_what_the_member_said_is_not_suggested_again():
    assert contacts.suggested_side(person(position="Engineering manager", stakeholder=Stakeholder.OTHER)) is None

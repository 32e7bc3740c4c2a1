"""What to call somebody: the given name where it is sure, else the whole name, and never a title."""

from __future__ import annotations

from hypothesis import given

from netdash.people.call_names import call_name, is_call_name_sure, is_title
from tests.factories import names, person

SURE = {
    "Ada Lovelace": "Ada",
    "Ada": "Ada",
    "  Ada  Lovelace ": "Ada",
    "Dr. Ada Lovelace": "Ada",
    "Prof. Dr. Ada Lovelace": "Ada",
    "Dr.med. Ada Lovelace": "Ada",
    "Dr. phil. Ada Lovelace": "Ada",
    "Dipl.-Ing. Jörg Ødegård": "Jörg",
    "Rev. Ada Lovelace": "Ada",
    "Mme Ada Lovelace": "Ada",
    "Hon. Ada Lovelace": "Ada",
    "PhD Ada Lovelace": "Ada",
    "Ada Lovelace, PhD": "Ada",
    "Ada Lovelace, Ph.D.": "Ada",
    "Ada Lovelace, MA": "Ada",
    "Ada Lovelace Jr.": "Ada",
    "Lovelace, Ada": "Ada",
    "🚀 Ada 🚀": "Ada",
    "ADA LOVELACE": "Ada",
    "JEAN-LUC PICARD": "Jean-Luc",
    "AJ Smith": "AJ",
    "O'Neill": "O'Neill",
    "Jean-Luc Picard": "Jean-Luc",
    "van der Berg, Jan": "Jan",
    "Van der Berg, Jan": "Jan",
    "de la Cruz, Maria": "Maria",
    "Van Nguyen": "Van",
    "An Nguyễn": "An",
    "Phil Collins": "Phil",
    "Don Norman": "Don",
    "J. Robert Oppenheimer": "Robert",
    "Nguyễn, Văn An": "Văn",
    "Ada,": "Ada",
    "Ada PhD": "Ada",
    "PD Dr. Ada Lovelace": "Ada",
    "RA Ada Lovelace": "Ada",
    "StB Ada Lovelace": "Ada",
    "DI Ada Lovelace": "Ada",
    "Captain Ada Lovelace": "Ada",
    "Sgt Ada Lovelace": "Ada",
    "Pastor Ada Lovelace": "Ada",
    "Doña Ada Lovelace": "Ada",
    "Hr. Ada Lovelace": "Ada",
    "“Ada” Lovelace": "Ada",
}

UNSURE = (
    "Hr. Jensen",
    "Fru Hansen",
    "Fräulein Rot",
    "Sig.ra Bianchi",
    "Prof.in / Dr.in Eva Lang",
    "H.E. John Roe",
    "Adv. Jane Roe",
    "Lord Byron",
    "Father Brown",
    "Judge Judy",
    "Ng Wei Ling",
    "The Anh Nguyen",
    "The Hon. Jane Roe",
    "Nguyễn Văn An",
    "李 小龙",
    "van der Berg",
    "O. Henry",
    "Kim Min-jun",
    "Nagy Anna",
    "DUPONT Jean",
    "JRR Tolkien",
    "Van der Berg",
    "De Souza",
    "Md Rahman",
    "Mr. Lee",
    "Nat. Turner",
    "General Lee",
    "Colonel Sanders",
    "Sheikh Ali",
    "Imam Ali",
    "Sister Mary",
    "Captain Kirk",
)


def test_somebody_is_called_by_their_given_name_where_it_is_sure():
    assert {name: call_name(person(name)) for name in SURE} == SURE
    assert [name for name in SURE if not is_call_name_sure(person(name))] == []


def test_where_it_is_not_sure_they_are_called_by_their_whole_name():
    assert [call_name(person(name)) for name in UNSURE] == list(UNSURE)
    assert [name for name in UNSURE if is_call_name_sure(person(name))] == []


def test_what_the_member_says_decides():
    assert call_name(person("Nguyễn Văn An", called="An")) == "An"
    assert is_call_name_sure(person("Nguyễn Văn An", called="An"))


def test_a_name_of_titles_alone_or_of_no_letters_is_a_name():
    assert [call_name(person(name)) for name in ("Dr.", "🚀", "MD")] == ["Dr.", "🚀", "MD"]


def test_a_given_name_is_no_title():
    assert not any(map(is_title, ("Phil", "Don", "Nat", "Jean-Luc", "M", "Ma")))
    assert all(map(is_title, ("Dr.med.", "Mme", "PhD", "Ph.D.", "Rev.", "Dipl.-Ing.", "(MBA)", "Jr.")))


@given(names)
def test_everybody_is_called_something_that_is_in_their_name(name):
    somebody = person(name)
    called = call_name(somebody)
    assert called
    assert called.casefold() in somebody.name.casefold()

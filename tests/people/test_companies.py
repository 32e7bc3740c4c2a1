"""Companies by name: what is one company, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given

from netdash.people.companies import is_same, key
from netdash.text_search import plain
from tests.factories import any_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind", "northwind"),
        ("Northwind", " North  Wind "),
        ("Northwind", "Northwind Inc."),
        ("Northwind, Inc", "NORTHWIND Limited"),
        ("Muster", "Muster GmbH & Co. KG"),
        ("Acme", "Acme S.A."),
        ("Tiffany", "Tiffany & Co."),
        ("A&B", "A and B Ltd"),
        ("Söderköping & Söner", "SÖDERKÖPING & SÖNER AB"),
        ("Straße", "STRASSE AG"),
        ("O’Brien", "O'Brien plc"),
        ("Nestlé", "Nestle S.A."),
        ("Meta", "META"),
        ("Meta ", "Meta, Inc."),
        ("Ørsted", "Orsted A/S"),
        ("Łódź Sp. z o.o.", "Lodz"),
        ("Łódź Sp. z o. o.", "Lodz"),
        ("Acme, S.A. de C.V.", "Acme"),
        ("Ka‘ahumanu", "Kaʻahumanu Inc."),
    ],
)
def test_capitals_spaces_and_legal_forms_do_not_tell_companies_apart(one, other):
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind", "Southwind"),
        ("Northwind", "Northwind Labs"),
        ("Meta", "Metaverse Inc"),
        ("", ""),
        ("", "Northwind"),
        ("A+B", "A&B"),
        ("Incas", "as"),
        ("A to Z", "A to"),
        ("MAN SE", "Man Group"),
        ("Capital Group", "Capital"),
        ("Inc", "Ltd"),
        ("😀", "🎈"),
    ],
)
def test_other_companies_and_no_company_are_not_the_same(one, other):
    assert not is_same(one, other)


def test_a_name_that_is_only_a_legal_form_is_a_name():
    assert key("SE") == "se"
    assert key("AG & Co.") == "ag"


@given(any_text)
def test_a_company_is_itself_with_and_without_a_legal_form(name):
    assert is_same(name, name) == bool(name.strip())
    if any(map(str.isalnum, plain(name))):
        assert is_same(name, f"{name} GmbH")

"""A pitch as a card to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from playwright.sync_api import Browser

from netdash import rules
from netdash.pitch.card import PAPERS, export, file_name
from netdash.records import Audience, Pitch, Wording
from tests.factories import EXAMPLE, any_text
from tests.printed import ParsedPage

PITCH = Pitch(name="Data teams", audience=Audience.TECHNICAL)

LIMITS = rules.shipped().pitch


def test_the_card_says_the_three_parts_and_how_long_they_take():
    texts = ParsedPage(export(PITCH, EXAMPLE, 140, LIMITS)).texts
    for text in ("Technical · Data teams", "Past to present", EXAMPLE.past, EXAMPLE.interests, EXAMPLE.outcome):
        assert text in texts
    assert "110 words, 47 s at 140 words a minute" in texts
    just_over = ParsedPage(export(PITCH, Wording(past="word " * 141), 140, LIMITS))
    assert "141 words, 61 s at 140 words a minute" in just_over.texts


def test_the_card_says_which_language_its_headings_are_in():
    assert '<html lang="en">' in export(PITCH, EXAMPLE, 140, LIMITS)


def test_an_empty_part_leaves_no_heading():
    assert "Professional interests" not in export(PITCH, EXAMPLE.replace(interests=""), 140, LIMITS)


@given(any_text, any_text)
def test_whatever_is_typed_is_text_and_no_element(name, past):
    plain = ParsedPage(export(Pitch(name="x"), Wording(past="x"), 140, LIMITS)).tags
    odd = export(Pitch(name=f"<b>{name}"), Wording(past=f"</p><script>{past}"), 140, LIMITS)
    assert ParsedPage(odd).tags == plain


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Data teams", "pitch-data-teams.txt"),
        ("  Für Ärzte / 2.0 ", "pitch-fur-arzte-2-0.txt"),
        ("../../etc", "pitch-etc.txt"),
        ("日本", "pitch.txt"),
        ("x" * 300, f"pitch-{'x' * 54}.txt"),
    ],
)
def test_the_file_is_named_in_letters_that_every_system_takes(name, file):
    assert file_name(Pitch(name=name), "txt") == file


@pytest.mark.browser
@pytest.mark.parametrize("size", PAPERS, ids=lambda size: f"{size[0]} letters on {size[1]}")
@pytest.mark.parametrize("unit", ["experience ", "one line\n"])
def test_what_is_as_long_as_a_size_takes_prints_on_one_page(chromium: Browser, tmp_path: Path, size, unit):
    units = [unit] * (size[0] // (120 if "\n" in unit else len(unit)))
    past, interests, outcome = ("".join(units[start::3]) for start in range(3))
    card = tmp_path / "card.html"
    card.write_text(
        export(PITCH, Wording(past=past, interests=interests, outcome=outcome), 140, LIMITS), encoding="utf-8"
    )
    assert size[1] in card.read_text("utf-8")
    page = chromium.new_page()
    page.goto(card.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.count(b"/Type /Page") - printed.count(b"/Type /Pages") == 1

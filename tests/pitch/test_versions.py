"""Differences as Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from netdash.pitch.diff import differences
from netdash.pitch.screens.versions import diff_markdown
from netdash.ui.markdown import escaped
from tests.factories import any_text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I like data", "I love data", "I :red[~~like~~] :green[**love**] data"),
        ("One", "One two", "One :green[**two**]"),
        ("a\nb", "a\nc", "a  \n:red[~~b~~] :green[**c**]"),
        ("", "one\ntwo", ":green[**one**]  \n:green[**two**]"),
        ("**x**", "**y**", r":red[~~\*\*x\*\*~~] :green[**\*\*y\*\***]"),
        ("    indented", "    indented", " indented"),
    ],
)
def test_marks_stand_at_the_words_and_lines_stay_lines(old, new, said):
    assert diff_markdown(differences(old, new)) == said


@given(any_text, any_text)
def test_what_was_typed_keeps_its_letters_and_never_marks_anything(old, new):
    text = diff_markdown(differences(old, new))
    for mark in (":green[**", "**]", ":red[~~", "~~]"):
        # A mark after an even number of backslashes is one; after an odd number it was typed.
        text = re.sub(rf"(?<!\\)((?:\\\\)*){re.escape(mark)}", r"\1 ", text)
    words = {word for version in (old, new) for word in version.split()}
    # An equals sign needs its backslash only where it begins a line.
    assert {re.sub(r"^\\=", "=", word) for word in text.split()} == {
        re.sub(r"^\\=", "=", escaped(word)) for word in words
    }

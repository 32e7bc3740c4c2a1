"""A person's words on a page of Markdown: as they were typed, whatever is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import expect

from netdash.ui.markdown import escaped
from tests.browser import ready
from tests.conftest import Serve, Window

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
REPLACED = (
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",  # arrows, dashes and signs of comparison
    r":[\w+-]+:",  # emojis and icons
    r"(?i)(https?://|www(?=\.))([-.\w]+)",
    r"(?<![^\s\W])[-.\w+]+@[-\w]+(\.[-\w]+)+",
)
"""What Streamlit's page looks for in each piece of text, after Markdown is read, so that no backslash helps."""
APART = "\ufdd1"
"""Stands here for the empty mark that parts two pieces of text."""
NASTY = (
    *(":material/home:", ":material_home:", ":streamlit:", ":smile:", ":+1:", ":red[x]", ":small[]", ":help[?]"),
    *("->", "<->", "--", "---", ">=", "~=", "www.x.org", "https://x.org/a_b", "ada@x.org", "<b>", "&amp;", "$x$"),
    *("    code", "\tcode", "- item", "1. one", "2) two", "# head", "> said", "===", "***", "```", "~~~", "| a | b |"),
    *("|--|--|", "[x](y)", "![x](y)", "[^1]", "*a*", "_a_", "__a__", "~~a~~", "`a`", "\\", "a  b", "\n", "\n\n", " "),
)


@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=3), max_size=8).map("".join))
@example("10:30:00 and a:b, NETDASH_FILE, 3 < 4, C++")
@example("a\n\n    b\n==")
def test_whatever_is_typed_is_shown_as_it_was_typed_and_does_nothing(text: str) -> None:
    # Not what no field takes in: half characters, NUL, and the two that stand for something here.
    text = "".join(one for one in text if one not in "\0\ufdd0\ufdd1" and not "\ud800" <= one <= "\udfff").strip()
    source = escaped(text)
    assert ":material/" not in source, "replaced before Markdown is read"
    tokens = PARSER.parse(source.replace(":small[]", APART))
    assert [one.type for one in tokens if one.type != "inline"] == (
        ["paragraph_open", "paragraph_close"] * bool(tokens)
    )
    inside = [piece for one in tokens for piece in one.children or ()]
    assert {one.type for one in inside} <= {"text", "text_special", "hardbreak", "softbreak"}
    shown = "".join("\n" if one.type == "hardbreak" else one.content for one in inside)
    for piece in re.split(f"[{APART}\n]", shown):
        for pattern in REPLACED:
            assert not re.search(pattern, piece), piece
    assert as_seen(shown.replace(APART, "")) == as_seen(re.sub(r"\r\n?|[\u2028\u2029]", "\n", text))


def as_seen(text: str) -> str:
    """Return a text as a page shows it, where a blank at the end of a line is not seen and a tab is a blank."""
    return re.sub(r"[ \t\xa0]+(?=\n|$)", "", re.sub(r"[\t\xa0]", " ", text))


@pytest.mark.browser
def test_a_page_shows_every_letter_that_was_typed(serve: Serve, window: Window) -> None:
    page = window()
    page.goto(serve(Path(__file__).with_name("words_app.py"), {}).url)
    expect(page.get_by_text("The end")).to_be_visible(timeout=30_000)
    ready(page)
    for number, nasty in enumerate(NASTY):
        drawn = page.locator(f".st-key-words_{number}").get_by_test_id(re.compile("st(Markdown|Caption)Container"))
        expect(drawn).to_have_count(4)
        shown = [read(one) for one in drawn.all_inner_texts()]
        assert shown == [read(f"x{nasty}y {nasty}z")] * 4, nasty


def read(text: str) -> str:
    """Return a text as it is read: blanks in a row, and at the edges of a line, are not told apart."""
    return re.sub(r" ?\n ?", "\n", re.sub(r"[ \t\xa0]+", " ", text)).strip()

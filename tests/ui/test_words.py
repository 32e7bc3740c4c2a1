"""A person's words on a page of Markdown: as they were typed, whatever is in them."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from netdash.ui.words import escaped

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
    assert [one.type for one in tokens if one.type != "inline"] == (["paragraph_open", "paragraph_close"] * bool(tokens))
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

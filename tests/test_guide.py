"""The guide: every section of the method in its order, each with text and a screen that is there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from netdash import rules
from netdash.shipped import read_shipped

PAGES = Path(__file__).parent.parent / "pages"

HEADINGS = (
    ("Why Networking Matters", "Why networking matters"),
    ("Purpose of Informational Interview & Networking Coffees", "What an informational interview is for"),
    ("How to Digitally Network", "How to reach out"),
    ("How to Come Prepared for the Conversation", "How to come prepared"),
    ("The Actual Process", "The conversation itself"),
    ("The Formula for Crafting a Strong Elevator Pitch/Introduction", "A strong pitch"),
    ("How to Share Target Plan and Goals", "Your target plan and goals"),
    ("How to Ask Discovery Questions", "How to ask"),
    ("How and Why to Follow Up with Purpose", "Following up with purpose"),
    ("Key Takeaways", "To take away"),
)
"""The headings of the source document in its order, each with the section that covers it."""

SECTIONS = read_shipped("guide")["sections"]


def test_every_heading_of_the_source_has_its_section_in_the_same_order() -> None:
    assert [section["title"] for section in SECTIONS] == [title for _, title in HEADINGS]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section["title"])
def test_every_section_says_something_and_leads_to_a_page_that_is_there(section: dict[str, str]) -> None:
    assert len(section["text"].split()) >= 30
    assert section["link"].strip()
    assert (PAGES / section["page"]).is_file()


def test_the_purpose_that_the_source_left_empty_is_filled() -> None:
    """The document has only its heading; the rest of it implies what belongs there."""
    purpose = SECTIONS[1]["text"]
    for words in ("not for a job", "learn", "remembered", "next person to talk to"):
        assert words in purpose, words


def test_the_numbers_in_the_text_are_those_of_the_rules() -> None:
    shipped = rules.shipped()
    hours = [span.total_seconds() // 3600 for span in (shipped.thank_you.amber_after, shipped.thank_you.late_after)]
    assert hours == [12, 24]
    assert "12 to 24 hours" in SECTIONS[8]["text"]
    assert (shipped.pitch.shortest_seconds, shipped.pitch.longest_seconds) == (30, 60)
    assert "thirty to sixty seconds" in SECTIONS[5]["text"]
    assert (shipped.questions.fewest, shipped.questions.most) == (5, 7)
    assert "five to seven questions" in SECTIONS[3]["text"]
    assert "five to seven questions" in SECTIONS[7]["text"]


def test_the_video_is_the_one_of_the_talk() -> None:
    address = urlsplit(read_shipped("guide")["video"])
    assert (address.scheme, address.hostname, address.path) == ("https", "www.youtube.com", "/watch")
    assert parse_qs(address.query) == {"v": ["pnM6pVuopD8"]}

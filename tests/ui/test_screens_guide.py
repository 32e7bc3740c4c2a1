"""The guide: the method read from top to bottom, and from each section to the screen that does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdash.shipped import read_shipped
from tests.driving import Dashboard

METHOD = read_shipped("guide")


def test_every_section_stands_under_its_title_in_order(file: Path) -> None:
    seen = Dashboard("guide")
    assert seen.title == "Guide"
    assert [one.value for one in seen.app.header] == [
        *(section["title"] for section in METHOD["sections"]),
        "The talk",
        "Sample data",
    ]
    for section in METHOD["sections"]:
        assert section["text"].strip() in seen.raw, section["title"]
    assert not file.exists(), "reading the guide writes nothing"


@pytest.mark.usefixtures("file")
def test_the_number_of_sections_it_announces_is_the_number_there_are() -> None:
    assert len(METHOD["sections"]) == 10
    assert "ten short sections" in Dashboard("guide").said


@pytest.mark.usefixtures("file")
def test_each_section_links_to_its_screen_and_the_talk_to_its_video() -> None:
    seen = Dashboard("guide")
    assert seen.links == [section["link"] for section in METHOD["sections"]]
    known = {page["page_script_hash"]: page["url_pathname"] for page in seen.app._registered_pages.values()}
    led = [known[link.proto.page_script_hash] for link in seen.app.page_link]
    assert led == [section["page"].removesuffix(".py").replace("today", "") for section in METHOD["sections"]]
    assert f"]({METHOD['video']})" in seen.raw


@pytest.mark.usefixtures("file")
def test_every_link_of_the_guide_opens() -> None:
    seen = Dashboard("guide")
    for section in METHOD["sections"]:
        assert seen.open(section["page"].removesuffix(".py")).title != "Guide"

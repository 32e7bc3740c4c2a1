"""The branding checklist: ticking, one's own items, other words for those that ship, and putting them away."""

from __future__ import annotations

from pathlib import Path

import pytest

from netdash.records import BrandingItem
from netdash.store import open_file
from netdash.targets import branding
from tests.driving import Dashboard, seed

FIRST = branding.shipped()[0]
OWN = BrandingItem(channel="Podcast", text="Record a hello", position=99)


def stored(file: Path) -> tuple[BrandingItem, ...]:
    return open_file(file).all(BrandingItem)


def listed() -> Dashboard:
    return Dashboard("target_plan", part="Branding")


def item(id: str) -> Dashboard:
    return Dashboard("target_plan", item=id)


def labels(page: Dashboard) -> list[str]:
    return [expander.label for expander in page.app.expander]


def test_the_checklist_stands_there_by_channel_with_how_far_it_has_come(file: Path) -> None:
    page = listed()
    assert labels(page)[0] == "E-mail · 0 of 2 done"
    assert page.has(f"target_plan_tick_{FIRST.id}"), "the first channel with something to do is open"
    assert page.app.get("progress")[0].proto.text == "0 of 18 done in all"
    assert not file.exists()


def test_a_tick_is_kept_and_taken_off_again(file: Path) -> None:
    page = listed().fill(**{f"target_plan_tick_{FIRST.id}": True})
    assert stored(file)[0].done_at is not None
    assert "1 of 2 done" in labels(page)[0]
    assert "done today" in item(FIRST.id).said
    page.fill(**{f"target_plan_tick_{FIRST.id}": False})
    assert stored(file)[0].done_at is None


def test_an_item_of_ones_own_is_added_once_with_its_channel(file: Path) -> None:
    page = listed().unfold("target_plan_branding_form")
    page.fill(target_plan_branding_text="Record a hello").press("target_plan_branding_save")
    assert page.errors == ["Say which channel it is for, such as LinkedIn."]
    assert page.value("target_plan_branding_text") == "Record a hello"
    page.type_new("target_plan_branding_channel", "Podcast").press("target_plan_branding_save")
    assert page.done == ["Added to your checklist: Record a hello"]
    page.unfold("target_plan_branding_form").press("target_plan_branding_save")
    assert [(item.channel, item.text) for item in stored(file)] == [("Podcast", "Record a hello")]
    assert "Podcast · 0 of 1 done" in labels(page)


@pytest.mark.usefixtures("file")
def test_one_that_ships_takes_other_words_and_its_own_again() -> None:
    page = item(FIRST.id)
    assert not page.has(f"target_plan_reset_{FIRST.id}")
    assert not page.has(f"target_plan_delete_{FIRST.id}")
    page.fill(**{f"target_plan_branding_text_{FIRST.id}": "Mine"}).press(f"target_plan_branding_save_{FIRST.id}")
    assert page.title == "Mine"
    page.press(f"target_plan_reset_{FIRST.id}")
    assert page.title == FIRST.text
    page.press("flash_undo")
    assert page.title == "Mine"


def test_an_archived_item_is_out_of_the_count_and_comes_back(file: Path) -> None:
    page = item(FIRST.id).press(f"target_plan_archive_{FIRST.id}")
    assert page.done == [f"Archived: {FIRST.text}"]
    page.press("target_plan_back")
    assert page.value("target_plan_part") == "Branding"
    assert "E-mail · 0 of 1 done" in labels(page)
    page.unfold("target_plan_branding_archived").press(f"target_plan_edit_{FIRST.id}")
    page.press(f"target_plan_archive_{FIRST.id}")
    assert not stored(file)[0].archived


def test_ones_own_item_is_deleted_and_brought_back(file: Path) -> None:
    seed(file, OWN)
    page = item(OWN.id).press(f"target_plan_delete_{OWN.id}")
    assert page.title == "Target plan"
    assert not stored(file)
    page.press("flash_undo")
    assert [item.text for item in stored(file)] == ["Record a hello"]


def test_the_second_of_two_tabs_is_refused_and_may_choose(file: Path) -> None:
    seed(file, OWN)
    first, second = item(OWN.id), item(OWN.id)
    first.fill(**{f"target_plan_branding_text_{OWN.id}": "First"}).press(f"target_plan_branding_save_{OWN.id}")
    second.fill(**{f"target_plan_branding_text_{OWN.id}": "Second"}).press(f"target_plan_branding_save_{OWN.id}")
    assert "changed in another tab" in second.errors[0]
    second.press(f"target_plan_branding_conflict_{OWN.id}_mine")
    assert stored(file)[0].text == "Second"

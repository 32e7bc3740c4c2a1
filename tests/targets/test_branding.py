"""The branding checklist: the source's channels, ticked one by one, and items of one's own."""

from __future__ import annotations

import pytest

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import BrandingItem, Origin, new_id
from netdash.records.base import ConflictError
from netdash.shipped import credit
from netdash.store import Workspace
from netdash.targets import branding
from tests.factories import DAY, NOON, everything, fresh

FIRST = branding.shipped()[0]


def items(workspace: Workspace) -> tuple[BrandingItem, ...]:
    return branding.checklist(workspace.all(BrandingItem))


def own(text: str = "Write a post", channel: str = "LinkedIn", **fields: object) -> BrandingItem:
    return BrandingItem.model_validate({"text": text, "channel": channel, **fields})


def test_the_checklist_has_the_channels_of_the_source_in_its_order():
    channels = ["E-mail", "LinkedIn", "X", "Facebook", "Instagram", "GitHub", "Slack", "Virtual events"]
    assert list(branding.channel_notes()) == list(branding.by_channel(branding.shipped())) == channels
    assert all(tool in branding.channel_notes()["E-mail"] for tool in ("skrapp.io", "hunter.io"))
    assert "Flatiron" in credit("branding")


def test_shipped_items_have_ids_of_their_own():
    assert len({item.id for item in branding.shipped()}) == len(branding.shipped())
    assert {item.origin for item in branding.shipped()} == {Origin.SHIPPED}


def test_ticking_counts_and_keeps_the_first_moment():
    workspace = fresh()
    branding.tick(workspace, FIRST.id, NOON, done=True)
    branding.tick(workspace, FIRST.id, NOON + DAY, done=True)
    assert branding.find(workspace, FIRST.id).done_at == NOON
    assert branding.progress(items(workspace)).words == f"1 of {len(branding.shipped())} done"
    branding.tick(workspace, FIRST.id, NOON, done=False)
    assert branding.progress(items(workspace)).done == 0
    assert branding.find(workspace, FIRST.id).text == FIRST.text


def test_your_own_item_comes_last_in_its_channel_and_is_added_once():
    workspace, mine = fresh(), own(channel="linkedin")
    assert branding.add(workspace, mine) == branding.add(workspace, mine) == mine.id
    branding.add(workspace, own("Print cards", "Paper"))
    by_channel = branding.by_channel(items(workspace))
    assert by_channel["LinkedIn"][-1].text == "Write a post"
    assert list(by_channel)[-1] == "Paper"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (own(FIRST.text.upper(), "e-mail"), "has this already, under E-mail"),
        (own(channel=""), "which channel"),
    ],
)
def test_what_is_there_already_or_has_no_channel_is_refused(wrong, said):
    workspace = fresh()
    with pytest.raises(InvalidRecordError, match=said):
        branding.add(workspace, wrong)
    assert everything(workspace) == everything(fresh())


def test_archiving_takes_an_item_out_of_the_count_and_a_twin_is_found_there():
    workspace = fresh()
    branding.archive(workspace, FIRST.id, True)
    assert branding.progress(items(workspace)).total == len(branding.shipped()) - 1
    assert FIRST.id not in {item.id for item in branding.by_channel(items(workspace))["E-mail"]}
    with pytest.raises(InvalidRecordError, match="in the archive"):
        branding.add(workspace, own(FIRST.text, FIRST.channel))
    branding.archive(workspace, FIRST.id, False)
    assert branding.progress(items(workspace)).total == len(branding.shipped())


def test_an_edit_stores_a_copy_keeps_the_tick_and_can_be_reset():
    workspace = fresh()
    branding.tick(workspace, FIRST.id, NOON, done=True)
    branding.edit(workspace, branding.find(workspace, FIRST.id).replace(text="Mine"))
    assert branding.find(workspace, FIRST.id).text == "Mine"
    branding.reset(workspace, FIRST.id)
    again = branding.find(workspace, FIRST.id)
    assert (again.text, again.done_at) == (FIRST.text, NOON)
    with pytest.raises(ConflictError):
        branding.edit(workspace, FIRST.replace(text="From another tab"))


def test_only_your_own_can_be_deleted_and_restored():
    workspace, mine = fresh(), own()
    branding.add(workspace, mine)
    before = everything(workspace)
    branding.delete(workspace, mine.id, NOON)
    assert workspace.all(BrandingItem) == ()
    trash.restore(workspace, mine.id)
    assert everything(workspace) == before
    with pytest.raises(InvalidRecordError, match="archive it instead"):
        branding.delete(workspace, FIRST.id, NOON)


def test_an_item_that_is_gone_gives_a_sentence():
    workspace, id = fresh(), new_id()
    for act in (
        lambda: branding.find(workspace, id),
        lambda: branding.tick(workspace, id, NOON, done=True),
        lambda: branding.archive(workspace, id, True),
        lambda: branding.reset(workspace, id),
        lambda: branding.delete(workspace, id, NOON),
    ):
        with pytest.raises(GoneError, match="This branding item is not here any more"):
            act()

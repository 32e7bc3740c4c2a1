"""The branding checklist: what to set right on each channel before people look the member up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from netdash.catalogue import Catalogue
from netdash.errors import InvalidRecordError
from netdash.records import BrandingItem, Origin
from netdash.shipped import read_shipped
from netdash.store import Workspace


@dataclass(frozen=True)
class Progress:
    """How many items are done, of how many in use."""

    done: int
    total: int

    @property
    def words(self) -> str:
        """Return the progress in words: `3 of 18 done`."""
        return f"{self.done} of {self.total} done"


@cache
def shipped() -> tuple[BrandingItem, ...]:
    """Return the items that netdash ships with, channel by channel."""
    rows = [(channel["name"], row) for channel in read_shipped("branding")["channels"] for row in channel["items"]]
    return tuple(
        BrandingItem(id=row["id"], channel=name, text=row["text"], position=float(number), origin=Origin.SHIPPED)
        for number, (name, row) in enumerate(rows, 1)
    )


@cache
def source() -> str:
    """Say where the shipped checklist is from."""
    return str(read_shipped("branding")["source"])


@cache
def notes() -> Mapping[str, str]:
    """Return what the source says about each of its channels, by the channel's name, in their order."""
    return {channel["name"]: channel["note"] for channel in read_shipped("branding")["channels"]}


def by_channel(items: Iterable[BrandingItem]) -> Mapping[str, tuple[BrandingItem, ...]]:
    """Return the items in use, by channel."""
    found: dict[str, tuple[BrandingItem, ...]] = {}
    for one in items:
        if not one.archived:
            found[one.channel] = (*found.get(one.channel, ()), one)
    return found


def progress(items: Iterable[BrandingItem]) -> Progress:
    """Count what is done of the items in use."""
    used = [one for one in items if not one.archived]
    return Progress(sum(one.done_at is not None for one in used), len(used))


def tick(workspace: Workspace, id: str, now: datetime, *, done: bool) -> None:
    """Tick an item, or take its tick off. Ticking it twice keeps the first moment."""
    with workspace.transaction():
        item = find(workspace, id)
        if done != (item.done_at is not None):
            workspace.save(item.replace(done_at=now if done else None))


def _checked(workspace: Workspace, item: BrandingItem) -> BrandingItem:
    """Refuse an item that the checklist has already, and spell its channel as the others do."""
    if not item.channel:
        raise InvalidRecordError("Say which channel it is for, such as LinkedIn.")
    others = [one for one in checklist(workspace.all(BrandingItem)) if one.id != item.id]
    spelled = next((one.channel for one in others if one.channel.casefold() == item.channel.casefold()), item.channel)
    twin = next((one for one in others if (one.channel, one.text.casefold()) == (spelled, item.text.casefold())), None)
    if twin is not None:
        where = "in the archive: bring it back from there" if twin.archived else f"under {spelled}"
        raise InvalidRecordError(f"Your checklist has this already, {where}.")
    return item.replace(channel=spelled)


def _place(item: BrandingItem) -> tuple[int, str, float, str]:
    """Return what items are sorted by: the source's channels in its order, then the member's own."""
    channels = list(notes())
    at = channels.index(item.channel) if item.channel in channels else len(channels)
    return at, item.channel.casefold(), item.position, item.id


_CATALOGUE = Catalogue(
    BrandingItem,
    "item",
    shipped,
    text_fields=frozenset({"text", "channel"}),
    place=_place,
    check=_checked,
    label=lambda one: one.text,
    placed_last=lambda every, one: one.replace(position=max(each.position for each in every) + 1),
)
checklist, find = _CATALOGUE.all, _CATALOGUE.find
is_edited, is_deletable = _CATALOGUE.is_edited, _CATALOGUE.is_deletable
add, edit, reset = _CATALOGUE.add, _CATALOGUE.edit, _CATALOGUE.reset
archive, delete = _CATALOGUE.archive, _CATALOGUE.delete

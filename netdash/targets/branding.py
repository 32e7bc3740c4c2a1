"""The branding checklist: what to improve on each channel before people look the member up."""

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
        """Say how many are done: `3 of 18 done`."""
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
def channel_notes() -> Mapping[str, str]:
    """Return the source's note on each of its channels by the channel's name, in its order."""
    return {channel["name"]: channel["note"] for channel in read_shipped("branding")["channels"]}


def by_channel(items: Iterable[BrandingItem]) -> Mapping[str, tuple[BrandingItem, ...]]:
    """Return the items in use, by channel."""
    groups: dict[str, tuple[BrandingItem, ...]] = {}
    for item in items:
        if not item.archived:
            groups[item.channel] = (*groups.get(item.channel, ()), item)
    return groups


def progress(items: Iterable[BrandingItem]) -> Progress:
    """Count the items in use, and those of them that are done."""
    active = [item for item in items if not item.archived]
    return Progress(sum(item.done_at is not None for item in active), len(active))


def tick(workspace: Workspace, id: str, now: datetime, *, done: bool) -> None:
    """Tick an item, or take its tick off. Ticking it twice keeps the first moment."""
    with workspace.transaction():
        item = find(workspace, id)
        workspace.change(item, done_at=item.done_at or now if done else None)


def _check(workspace: Workspace, item: BrandingItem) -> BrandingItem:
    """Refuse an item that the checklist has already, and return it with its channel spelled as in the others."""
    if not item.channel:
        raise InvalidRecordError("Say which channel it is for, such as LinkedIn.", "channel")
    others = [other for other in checklist(workspace.all(BrandingItem)) if other.id != item.id]
    channel = next(
        (other.channel for other in others if other.channel.casefold() == item.channel.casefold()), item.channel
    )
    twin = next(
        (other for other in others if (other.channel, other.text.casefold()) == (channel, item.text.casefold())), None
    )
    if twin is not None:
        where = "in the archive: bring it back from there" if twin.archived else f"under {channel}"
        raise InvalidRecordError(f"Your checklist has this already, {where}.", at={"text": "there already"})
    return item.replace(channel=channel)


def _sort_key(item: BrandingItem) -> tuple[int, str, float, str]:
    """Return what items are sorted by: the source's channels in its order, then the member's own."""
    channels = list(channel_notes())
    rank = channels.index(item.channel) if item.channel in channels else len(channels)
    return rank, item.channel.casefold(), item.position, item.id


CATALOGUE = Catalogue(
    BrandingItem,
    "item",
    shipped,
    text_fields=frozenset({"text", "channel"}),
    sort_key=_sort_key,
    check=_check,
    label=lambda item: item.text,
    placed_last=lambda others, new: new.replace(position=max(other.position for other in others) + 1),
)
checklist, find = CATALOGUE.all, CATALOGUE.find
is_edited, is_deletable = CATALOGUE.is_edited, CATALOGUE.is_deletable
add, edit, reset = CATALOGUE.add, CATALOGUE.edit, CATALOGUE.reset
archive, delete = CATALOGUE.archive, CATALOGUE.delete

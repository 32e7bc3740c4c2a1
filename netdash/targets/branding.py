"""The branding checklist: what to set right on each channel before people look the member up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
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


def checklist(stored: Iterable[BrandingItem]) -> tuple[BrandingItem, ...]:
    """Return every item, archived ones too: by channel, in the source's order and then the member's own channels."""
    merged = {one.id: one for one in (*shipped(), *stored)}
    order = {name: at for at, name in enumerate(notes())}

    def place(one: BrandingItem) -> tuple[int, str, float, str]:
        return order.get(one.channel, len(order)), one.channel.casefold(), one.position, one.id

    return tuple(sorted(merged.values(), key=place))


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


def deletable(item: BrandingItem) -> bool:
    """Tell whether an item is the member's own, so that it can be deleted; a shipped one can be archived."""
    return _original(item.id) is None


def reworded(item: BrandingItem) -> bool:
    """Tell whether a shipped item reads otherwise than it shipped, so that it can be reset."""
    original = _original(item.id)
    return original is not None and (item.text, item.channel) != (original.text, original.channel)


def find(workspace: Workspace, id: str) -> BrandingItem:
    """Return an item, stored or shipped. Raises GoneError where there is none with this id."""
    item = workspace.get(BrandingItem, id) or _original(id)
    if item is None:
        raise GoneError(BrandingItem.noun)
    return item


def tick(workspace: Workspace, id: str, now: datetime, *, done: bool) -> None:
    """Tick an item, or take its tick off. Ticking it twice keeps the first moment."""
    with workspace.transaction():
        item = find(workspace, id)
        if done != (item.done_at is not None):
            workspace.save(item.replace(done_at=now if done else None))


def add(workspace: Workspace, item: BrandingItem) -> str:
    """Save a new item at the end of its channel and return its id. A second submission saves nothing.

    Raises InvalidRecordError where the checklist has it already, or it names no channel.
    """
    with workspace.transaction():
        if workspace.get(BrandingItem, item.id) is not None:
            return item.id
        last = max(one.position for one in checklist(workspace.all(BrandingItem)))
        return workspace.save(_checked(workspace, item).replace(position=last + 1, origin=Origin.OWN))


def edit(workspace: Workspace, item: BrandingItem) -> str:
    """Save a changed item; the first change of a shipped one stores a copy under the same id.

    Raises ConflictError where another tab changed it meanwhile, InvalidRecordError as `add` does.
    """
    with workspace.transaction():
        return workspace.save(_checked(workspace, item))


def reset(workspace: Workspace, id: str) -> str:
    """Give a shipped item the words that it shipped with. Raises GoneError for any other."""
    original = _original(id)
    if original is None:
        raise GoneError(BrandingItem.noun)
    with workspace.transaction():
        item = find(workspace, id)
        said = {"text": original.text, "channel": original.channel}
        return id if item.model_dump(include=set(said)) == said else edit(workspace, item.replace(**said))


def archive(workspace: Workspace, id: str, archived: bool) -> None:
    """Put an item out of sight, or bring it back."""
    with workspace.transaction():
        item = find(workspace, id)
        if item.archived != archived:
            workspace.save(item.replace(archived=archived))


def delete(workspace: Workspace, id: str, now: datetime) -> str:
    """Move one of the member's own items to the trash and return the id to restore it by.

    Raises InvalidRecordError for a shipped one, which can be archived instead.
    """
    with workspace.transaction():
        item = find(workspace, id)
        if not deletable(item):
            raise InvalidRecordError("This item came with netdash: archive it instead of deleting it.")
        return trash.discard(workspace, item, item.text, now, drafts.about(workspace, [id]))


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


def _original(id: str) -> BrandingItem | None:
    return next((one for one in shipped() if one.id == id), None)

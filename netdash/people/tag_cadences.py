"""The cadences that a member gives to tags: everybody who carries the tag is kept in touch with so often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netdash import drafts, trash
from netdash.errors import InvalidRecordError
from netdash.records import Contact, TagCadence
from netdash.store import Workspace


def in_order(cadences: Iterable[TagCadence]) -> tuple[TagCadence, ...]:
    """Sort cadences by their tag."""
    return tuple(sorted(cadences, key=lambda one: (one.tag.casefold(), one.id)))


def tags(contacts: Iterable[Contact]) -> dict[str, int]:
    """Return every tag that people carry, with how many do, whatever its capitals; by name, as it is first spelled."""
    spelled: dict[str, str] = {}
    found: dict[str, int] = {}
    for contact in contacts:
        for folded, tag in {tag.casefold(): tag for tag in contact.tags}.items():
            name = spelled.setdefault(folded, tag)
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def add(workspace: Workspace, cadence: TagCadence) -> str:
    """Save a new tag's cadence and return its id. A second submission saves nothing.

    Raises InvalidRecordError where the tag has one already, or none is named.
    """
    with workspace.transaction():
        if workspace.get(TagCadence, cadence.id) is not None:
            return cadence.id
        return workspace.save(_checked(workspace, cadence))


def edit(workspace: Workspace, cadence: TagCadence) -> str:
    """Save a changed cadence. Raises ConflictError, GoneError, and InvalidRecordError as `add` does."""
    with workspace.transaction():
        return workspace.save(_checked(workspace, cadence))


def delete(workspace: Workspace, cadence: TagCadence, now: datetime) -> str:
    """Move a tag's cadence to the trash and return the id to restore it by; the tag itself stays."""
    with workspace.transaction():
        gone = drafts.about(workspace, [cadence.id])
        return trash.discard(workspace, cadence, f"Cadence of the tag {cadence.tag}", now, gone)


def _checked(workspace: Workspace, cadence: TagCadence) -> TagCadence:
    if not cadence.tag:
        raise InvalidRecordError("Name the tag.")
    for one in workspace.all(TagCadence):
        if one.id != cadence.id and one.tag.casefold() == cadence.tag.casefold():
            raise InvalidRecordError(f"“{one.tag}” has a cadence already: change that one.")
    return cadence

"""What ships with netdash and may be put in one's own words: questions, templates, branding items.

A shipped row has a fixed id; the first change of it stores a copy under that id, which stands in for it from then on.
Rows of the member's own stand beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from netdash import drafts, trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import BrandingItem, Origin, Question, Template
from netdash.store import Workspace

Row = TypeVar("Row", Question, BrandingItem, Template)


@dataclass(frozen=True)
class Catalogue(Generic[Row]):
    """The rows of one kind."""

    kind: type[Row]
    called: str
    """What a sentence calls one: `question`."""
    shipped: Callable[[], tuple[Row, ...]]
    worded: frozenset[str]
    """The fields that a member may put in their own words, and get back with `reset`."""
    place: Callable[[Row], Any]
    """What rows are sorted by."""
    check: Callable[[Workspace, Row], Row]
    """Returns a row as it is saved. Raises InvalidRecordError where it cannot be, as there is such a one already."""
    label: Callable[[Row], str]
    """What a row is called in the trash."""
    at_the_end: Callable[[tuple[Row, ...], Row], Row] = field(default=lambda _every, row: row)
    """Returns a new row with its place after every other."""

    def all(self, stored: Iterable[Row]) -> tuple[Row, ...]:
        """Return every row in its place, archived ones too."""
        merged = {one.id: one for one in self.shipped()} | {one.id: one for one in stored}
        return tuple(sorted(merged.values(), key=self.place))

    def find(self, workspace: Workspace, id: str) -> Row:
        """Return a row, stored or shipped. Raises GoneError where there is none with this id."""
        row = workspace.get(self.kind, id) or self._original(id)
        if row is None:
            raise GoneError(self.kind.noun)
        return row

    def reworded(self, row: Row) -> bool:
        """Tell whether a shipped row no longer reads as it shipped, so that it can be reset."""
        original = self._original(row.id)
        return original is not None and self._words(original) != self._words(row)

    def deletable(self, row: Row) -> bool:
        """Tell whether a row is the member's own, so that it can be deleted; a shipped one can be archived."""
        return self._original(row.id) is None

    def add(self, workspace: Workspace, row: Row) -> str:
        """Save a new row and return its id; a second submission saves nothing. Raises as `check` does."""
        with workspace.transaction():
            if workspace.get(self.kind, row.id) is not None:
                return row.id
            new = self.at_the_end(self.all(workspace.all(self.kind)), self.check(workspace, row))
            return workspace.save(new.replace(origin=Origin.OWN))

    def edit(self, workspace: Workspace, row: Row) -> str:
        """Save a changed row. Raises ConflictError where another tab changed it meanwhile, else as `check` does."""
        with workspace.transaction():
            return workspace.save(self.check(workspace, row))

    def reset(self, workspace: Workspace, id: str) -> str:
        """Give a shipped row the words that it shipped with. Raises GoneError for any other."""
        original = self._original(id)
        if original is None:
            raise GoneError(self.kind.noun)
        with workspace.transaction():
            row = self.find(workspace, id)
            return self.edit(workspace, row.replace(**self._words(original))) if self.reworded(row) else id

    def archive(self, workspace: Workspace, id: str, archived: bool) -> None:
        """Put a row out of sight, or bring it back."""
        with workspace.transaction():
            row = self.find(workspace, id)
            if row.archived != archived:
                workspace.save(row.replace(archived=archived))

    def delete(self, workspace: Workspace, id: str, now: datetime) -> str:
        """Move one of the member's own rows to the trash and return the id to restore it by.

        Raises InvalidRecordError for a shipped one, which can be archived instead.
        """
        with workspace.transaction():
            row = self.find(workspace, id)
            if not self.deletable(row):
                raise InvalidRecordError(f"This {self.called} came with netdash: archive it instead of deleting it.")
            return trash.discard(workspace, row, self.label(row), now, drafts.about(workspace, [id]))

    def _words(self, row: Row) -> dict[str, object]:
        return row.model_dump(include=set(self.worded))

    def _original(self, id: str) -> Row | None:
        return next((one for one in self.shipped() if one.id == id), None)

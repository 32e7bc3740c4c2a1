"""Shipped rows that a member may edit, beside rows of their own: questions, templates, branding items.

A shipped row has a fixed id; the first edit stores a copy under that id, which replaces it from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from netdash import trash
from netdash.errors import GoneError, InvalidRecordError
from netdash.records import BrandingItem, Origin, Question, Template
from netdash.store import Workspace

Row = TypeVar("Row", Question, BrandingItem, Template)


@dataclass(frozen=True)
class Catalogue(Generic[Row]):
    """The rows of one kind."""

    kind: type[Row]
    noun: str
    """What a sentence calls a row: `question`."""
    shipped: Callable[[], tuple[Row, ...]]
    text_fields: frozenset[str]
    """The fields that a member may edit, and get back as shipped with `reset`."""
    sort_key: Callable[[Row], Any]
    check: Callable[[Workspace, Row], Row]
    """Return a row as it is to be saved. Raises InvalidRecordError, for example where there is the same row already."""
    label: Callable[[Row], str]
    """What a row is called in the trash."""
    placed_last: Callable[[tuple[Row, ...], Row], Row] = field(default=lambda _rows, row: row)
    """Return a new row, placed after all the others."""

    def all(self, stored: Iterable[Row]) -> tuple[Row, ...]:
        """Return every row in order, archived ones too."""
        rows = {row.id: row for row in self.shipped()} | {row.id: row for row in stored}
        return tuple(sorted(rows.values(), key=self.sort_key))

    def find(self, workspace: Workspace, id: str) -> Row:
        """Return a row, stored or shipped. Raises GoneError where there is none with this id."""
        row = workspace.get(self.kind, id) or self._original(id)
        if row is None:
            raise GoneError(self.kind.noun)
        return row

    def is_edited(self, row: Row) -> bool:
        """Tell whether a shipped row differs from what shipped, so that it can be reset."""
        original = self._original(row.id)
        return original is not None and self._texts(original) != self._texts(row)

    def is_deletable(self, row: Row) -> bool:
        """Tell whether a row can be deleted, as the member's own can; shipped ones can only be archived."""
        return self._original(row.id) is None

    def add(self, workspace: Workspace, row: Row) -> str:
        """Save a new row and return its id; submitted twice, it is saved once. Raises as `check` does."""
        with workspace.transaction():
            if workspace.get(self.kind, row.id) is not None:
                return row.id
            new = self.placed_last(self.all(workspace.all(self.kind)), self.check(workspace, row))
            return workspace.save(new.replace(origin=Origin.OWN))

    def edit(self, workspace: Workspace, row: Row) -> str:
        """Save a changed row. Raises ConflictError where another tab changed it meanwhile, and as `check` does."""
        with workspace.transaction():
            return workspace.save(self.check(workspace, row))

    def reset(self, workspace: Workspace, id: str) -> str:
        """Give a shipped row its shipped text back. Raises GoneError for any other."""
        original = self._original(id)
        if original is None:
            raise GoneError(self.kind.noun)
        with workspace.transaction():
            row = self.find(workspace, id)
            return self.edit(workspace, row.replace(**self._texts(original))) if self.is_edited(row) else id

    def archive(self, workspace: Workspace, id: str, archived: bool) -> None:
        """Archive a row, or bring it back."""
        with workspace.transaction():
            workspace.change(self.find(workspace, id), archived=archived)

    def delete(self, workspace: Workspace, id: str, now: datetime) -> str:
        """Move one of the member's own rows to the trash and return the id to restore it by.

        Raises InvalidRecordError for a shipped one, which can be archived instead.
        """
        if self._original(id) is not None:
            raise InvalidRecordError(f"This {self.noun} came with netdash: archive it instead of deleting it.")
        return trash.discard(workspace, self.kind, id, self.label, now)

    def _texts(self, row: Row) -> dict[str, object]:
        return row.model_dump(include=set(self.text_fields))

    def _original(self, id: str) -> Row | None:
        return next((row for row in self.shipped() if row.id == id), None)
